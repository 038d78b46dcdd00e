/* What the numbers in the index mean: the match room's side of the index format. */
#ifndef AK_MATCH_LAYOUT_H
#define AK_MATCH_LAYOUT_H

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

/* ak_ix_term.flags and ak_ix_sound.flags: the types of units (AK_UNIT_…) that the term occurs as.
 * In ak_ix_sound also: */
#define AK_SOUND_ABJAD 0x80u /* of a script with few vowels */
#define AK_SOUND_GIVEN 0x40u /* a known given name */

/* The names that have a term as a part come first among its postings; then those that have it as a
 * unit of another type. */
typedef struct ak_postings {
    const uint32_t *names; /* of the second kind: with AK_INDEX_JOINED */
    uint32_t part_count, count;
} ak_postings;
ak_postings ak_layout_postings(const ak_index *index, uint32_t term);

/* ak_ix_key.code of a consonant key (ak_term_key). */
uint64_t ak_layout_key_code(ak_slice key);
/* What stands in the index under its key for a term that occurs as units of these types. */
ak_ix_sound ak_layout_sound(uint32_t number, const ak_term *term, unsigned types);

/* Hash of everything that decides what is in an index: dictionaries, text rules, analysis. */
uint64_t ak_rules(void);

/* The term of the index as the names room knows it; points into the index. */
ak_term ak_layout_term(const ak_index *index, uint32_t term);
/* The listed name with its parts, in caller's memory for AK_NAME_PARTS_MAX parts. */
void ak_layout_name(
    const ak_index *index, uint32_t name, ak_kind kind, ak_part *parts, ak_name *out);
/* Facts of a listed entity, in the arena; identifiers without their text. False on lack of memory.
 */
bool ak_layout_facts(const ak_index *index, uint32_t entity, ak_arena *arena, ak_facts *out);

#endif
