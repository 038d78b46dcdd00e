/* What the numbers in the index mean: the match room's side of the index format. */
#ifndef AK_MATCH_LAYOUT_H
#define AK_MATCH_LAYOUT_H

#include "base/fetch.h"
#include "index/index.h"
#include "match/subject.h"
#include "names/units.h"

/* ak_ix_attr.type */
enum {
    AK_ATTR_DATE = 1,    /* a, b: first and last day; c: precision + 256 * circa */
    AK_ATTR_COUNTRY = 2, /* c: ak_country */
    AK_ATTR_GENDER = 3,  /* c: AK_GENDER_… bits */
    AK_ATTR_IDENT = 4,   /* an IMO number or LEI; a, b: low and high half of its hash; c: kind */
};

/* ak_ix_outline.flags, besides AK_IX_MARKED: the types of units (AK_UNIT_…) that a run occurs as,
 * and … */
#define AK_SOUND_ABJAD 0x80u /* of a script with few vowels */
#define AK_SOUND_GIVEN 0x40u /* a term that is a known given name */

/* Terms and runs by one number: a term by its own, a run by that of its first posting, behind all
 * terms. */
typedef struct ak_postings {
    const uint32_t *ranks; /* of names, ascending */
    uint32_t count;
    uint32_t weight; /* of a term, at most, 1/100; 0 of a run */
} ak_postings;
ak_postings ak_layout_postings(const ak_index *index, uint32_t number);
static inline bool ak_layout_is_run(const ak_index *index, uint32_t number)
{
    return number >= index->data.terms_count;
}
/* Fetches the memory that ak_layout_postings will read. */
AK_FETCHING void ak_layout_fetch_postings(const ak_index *index, uint32_t number)
{
    const ak_index_data *d = &index->data;
    if (ak_layout_is_run(index, number))
        ak_fetch(&d->run_postings[number - d->terms_count], sizeof *d->run_postings);
    else
        ak_fetch(&d->terms[number], sizeof *d->terms);
}

/* Code of a consonant key (ak_term_key), or of a loose one. */
uint32_t ak_layout_key_code(ak_slice key);
/* The outline of a text, with these flags and those of its script. */
ak_ix_outline ak_layout_outline(ak_slice text, unsigned flags);
/* What stands in the index for a term, under its key and under its loose key. */
ak_ix_sound ak_layout_sound(uint32_t number, const ak_term *term);
ak_ix_loose ak_layout_loose(uint32_t number, ak_slice text);

/* Key by which a term meets those of other scripts: the loose key (names/transcribe.h), behind this
 * where the term is marked as of another script than Latin. */
#define AK_LOOSE_MARKED '~'
#define AK_LOOSE_MAX (AK_TERM_MAX + 1)
/* The key of a term's text; out has room for AK_LOOSE_MAX bytes. Returns the bytes written. */
size_t ak_layout_loose_key(ak_slice text, char *out);

/* ak_ix_size.size: the weight of all parts of a name (1/100, at most AK_SIZE_WEIGHT_MAX), and its
 * kind above that. */
#define AK_SIZE_WEIGHT_MAX 0x1FFFu
uint32_t ak_layout_size(const ak_name *name);
/* Names of a kind and no more weight than that: those of lower rank, unless of a lower kind. */
uint32_t ak_layout_rank_end(const ak_index *index, ak_kind kind, int weight);
/* The first rank of names of the kind. */
static inline uint32_t ak_layout_rank_begin(const ak_index *index, ak_kind kind)
{
    return ak_layout_rank_end(index, kind, -1);
}

/* ak_index_data.years: AK_YEAR_FIRST + n for the year AK_YEARS_FROM + n of the only date that an
 * entity has, where that is a day and not about; or one of the others. */
enum { AK_YEAR_NONE /* it has no date */, AK_YEAR_FIRST, AK_YEAR_OTHER = AK_YEAR_FIRST + AK_YEARS };
uint8_t ak_layout_year(const ak_facts *facts);

/* Hash of everything that decides what is in an index: dictionaries, text rules, analysis. */
uint64_t ak_rules(void);

/* The term of the index as the names room knows it; points into the index. */
ak_term ak_layout_term(const ak_index *index, uint32_t term);
/* What is not in the index of a run. */
typedef struct ak_run_memory {
    char key[AK_TERM_MAX];
    uint32_t classes[AK_TERM_CLASSES_MAX];
} ak_run_memory;
/* The run of that text as a term; points into the text and the memory. */
ak_term ak_layout_run(ak_slice text, ak_run_memory *memory);
/* The listed name with its parts, in caller's memory for AK_NAME_PARTS_MAX parts. */
void ak_layout_name(
    const ak_index *index, uint32_t name, ak_kind kind, ak_part *parts, ak_name *out);
/* The same, with parts that have no terms: these lie elsewhere. */
void ak_layout_bare_name(
    const ak_index *index, uint32_t name, ak_kind kind, ak_part *parts, ak_name *out);
/* Facts of a listed entity, in the arena; identifiers without their text. False on lack of memory.
 */
bool ak_layout_facts(const ak_index *index, uint32_t entity, ak_arena *arena, ak_facts *out);

#endif
