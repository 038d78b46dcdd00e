/* What a record says besides names: birth dates, countries, gender, identifiers; and what the facts
 * of two records say about whether they are the same. */
#ifndef AK_MATCH_FACTS_H
#define AK_MATCH_FACTS_H

#include "entity/country.h"
#include "entity/date.h"
#include "entity/entity.h"
#include "entity/ident.h"

enum { AK_GENDER_MALE = 1, AK_GENDER_FEMALE = 2 };

typedef struct ak_ident {
    ak_slice text; /* normal form */
    uint64_t hash;
    uint8_t kind; /* ak_ident_kind */
} ak_ident;

typedef struct ak_facts {
    ak_date *dates; /* of birth, or of foundation or build; all in the arena given */
    ak_country *countries;
    ak_ident *idents;
    size_t date_cap;
    uint32_t date_count, country_count, ident_count;
    unsigned genders;                 /* AK_GENDER_… bits */
    bool date_unread, country_unread; /* one was given that cannot be read */
} ak_facts;

/* Reads the facts out of an entity's properties. Values that cannot be read say nothing.
 * False on lack of memory. */
bool ak_facts_of(ak_text *text, const ak_entity *entity, ak_arena *arena, ak_facts *out);

/* How one sort of fact compares. */
typedef enum ak_verdict {
    AK_VERDICT_UNKNOWN, /* one side says nothing */
    AK_VERDICT_AGREE,
    AK_VERDICT_NEAR, /* the usual slips, or as far as the precision goes */
    AK_VERDICT_OFF,  /* differs a little more */
    AK_VERDICT_CONFLICT,
} ak_verdict;

typedef struct ak_fact_evidence {
    ak_verdict date, country, gender;
    const char *date_how, *country_how; /* a phrase, static; "" where unknown */
    ak_date date_asked, date_listed;    /* the closest two */
    bool ident_agrees,
        ident_conflicts; /* conflicts: both have an IMO number or LEI and none agrees */
    ak_ident ident;      /* the one that agrees */
} ak_fact_evidence;

void ak_facts_compare(const ak_facts *asked, const ak_facts *listed, ak_fact_evidence *out);

/* Combines the score of the names with the facts. name_score < 0: no names on one side. */
double ak_facts_apply(const ak_fact_evidence *facts, double name_score, bool weak_alias);
/* The lowest name score from which ak_facts_apply can reach `score` with these asked facts. */
double ak_facts_needed(const ak_facts *asked, double score);
/* The same where it is known how the dates compare: AK_VERDICT_UNKNOWN or …_CONFLICT. Over 1: it
 * cannot. */
double ak_facts_needed_with(const ak_facts *asked, ak_verdict date, double score);

enum { AK_YEARS_FROM = 1850, AK_YEARS = 254 }; /* those that are ruled out one by one */

/* What names must score, by what the index says of the dates of those that bear them. */
typedef struct ak_needed {
    double score;                          /* whatever is said */
    double undated, other_year;            /* no date; one in a year that is ruled out */
    uint64_t ruled_out[AK_YEARS / 64 + 1]; /* bit i: the year AK_YEARS_FROM + i, whatever the day */
} ak_needed;

/* For names that are to reach `score` with these facts; NULL: with none. */
void ak_needed_make(const ak_facts *asked, double score, ak_needed *out);

#endif
