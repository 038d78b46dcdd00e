/* The method of OFAC's Sanctions List Search, as its FAQ 249 describes it
 * (https://ofac.treasury.gov/faqs/249, of 28 April 2021; FAQs 246 to 252 belong to it):
 * Jaro-Winkler over the whole names; the parts of the names by Jaro-Winkler and Soundex, with a
 * composite score; the higher of the two. docs/algorithms.md tells what is published and what is
 * not. */
#ifndef AK_MATCH_OFAC_H
#define AK_MATCH_OFAC_H

#include "names/measures.h"
#include "text/words.h"

/* Parts of one name that are compared; what is beyond is left aside, as in an index. */
#define AK_OFAC_PARTS_MAX 48

typedef struct ak_ofac_part {
    ak_slice text;       /* at most AK_EDITS_MAX bytes */
    uint32_t begin, end; /* bytes of the name as given */
    bool comma;          /* one stands behind it */
    char sound[5];       /* Soundex, "" where it has no letter */
} ak_ofac_part;

typedef struct ak_ofac_name {
    ak_slice given;
    ak_slice whole; /* the parts with blanks between them, and the commas */
    ak_ofac_part *parts;
    size_t count;
} ak_ofac_name;

/* Folds a name (text/words.h) and splits it; all in the arena, but for `given`, which is not
 * copied. A listed person's family name in capitals behind other words ("Gustavo PETRO URREGO") is
 * put first, with a comma, as OFAC lists it; an asked name stays as it was typed. AKA_E_NOMEM,
 * AKA_E_LIMIT as ak_words. */
AKA_CHECKED aka_status ak_ofac_name_make(ak_text *text, ak_slice given, bool listed_person,
    ak_arena *arena, ak_ofac_name *out, aka_error *err);

/* How alike a part of the asked name and one of a listed name are, in [0,1]; 0 where they begin
 * with different letters or less than half of the longer one agrees. *by_sound: Soundex raised it.
 */
double ak_ofac_part_score(const ak_ofac_part *asked, const ak_ofac_part *listed, bool *by_sound);
/* The whole names against each other; 0 where that is certainly below `least`. */
double ak_ofac_whole_score(ak_slice asked, ak_slice listed, double least);
/* True for a part that is left aside: of one or two letters, in a name that has a longer one. */
bool ak_ofac_is_short(const ak_ofac_name *name, size_t part);

#define AK_OFAC_NO_PART UINT8_MAX

typedef struct ak_ofac_pair {
    uint8_t listed; /* part of the listed name; AK_OFAC_NO_PART: none is alike, or left aside */
    bool aside;     /* the asked part is short */
    bool by_sound;
    double score;
} ak_ofac_pair;

typedef struct ak_ofac_evidence {
    ak_ofac_pair pairs[AK_OFAC_PARTS_MAX]; /* one for each asked part */
    double whole, parts;                   /* the scores of the two techniques */
    double score;                          /* the higher one */
} ak_ofac_evidence;

void ak_ofac_compare(const ak_ofac_name *asked, const ak_ofac_name *listed, ak_ofac_evidence *out);

#endif
