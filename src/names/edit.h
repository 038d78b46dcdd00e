/* Weighted edit distance between two spellings: slips that people and romanisations make often cost
 * little, others a full step. Optimal string alignment with transposition of neighbours. */
#ifndef AK_NAMES_EDIT_H
#define AK_NAMES_EDIT_H

#include "names/term.h"

/* Costs are in 1/100 of a full edit. */
#define AK_EDIT_FULL 100u
#define AK_EDIT_LEAST 15u /* of any letter that one side lacks */
#define AK_EDIT_SWAP 45u  /* two neighbours exchanged */

/* What single edits cost: exchanging two letters (0 where they are the same), and a letter that
 * only one side has, behind prev there ('\0' in front). */
unsigned ak_edit_exchange(char a, char b);
unsigned ak_edit_gap(char prev, char c);

/* Numbers of letters and digits, which stand in rows as they do in ASCII; 0 is for anything else.
 */
#define AK_EDIT_LETTERS 32 /* the numbers of letters are below this … */
#define AK_EDIT_SYMBOLS 48 /* … and all below this */
#define AK_EDIT_SYMBOL(c)                                                                          \
    ((c) >= 'a' && (c) <= 'z'      ? (size_t)(c) - 'a' + 1                                         \
        : (c) >= '0' && (c) <= '9' ? (size_t)(c) - '0' + AK_EDIT_LETTERS                           \
                                   : (size_t)0)
/* By the number of a letter and in this, what costs less than a full edit: exchanging another for
 * it; leaving it out in front; and elsewhere where it is not doubled. */
#define AK_EDIT_UNIT 5u
extern const uint8_t ak_edit_savings[AK_EDIT_SYMBOLS][AK_EDIT_SYMBOLS];
extern const uint8_t ak_edit_gap_first[AK_EDIT_SYMBOLS], ak_edit_gap_behind[AK_EDIT_SYMBOLS];

/* Distance, or limit + 1 where it is above limit. Symmetric. Texts over AK_TERM_MAX bytes are cut.
 */
unsigned ak_edit_distance(ak_slice a, ak_slice b, unsigned limit);

/* True where one letter at most is dropped, added or exchanged, or changed places with its
 * neighbour. Symmetric. */
bool ak_one_slip(ak_slice a, ak_slice b);

/* What rules a text out as a near one without reading it. */
typedef struct ak_edit_outline {
    uint32_t letters; /* the letters a-z in it as a set: bit 0 is a */
    uint8_t length;
    char first, last; /* '\0' for none; last also where it is doubled */
} ak_edit_outline;

ak_edit_outline ak_edit_outline_of(ak_slice text);

/* What a text lets be said of its distance to others by their outlines alone. */
typedef struct ak_edit_floor {
    uint32_t letters;
    uint8_t first[128]; /* the least that another first letter costs */
    uint8_t last[128];  /* … and a last one besides, in texts over four letters */
    /* The least that sets of letters cost which only the other text has, and, 65536 times, which it
     * lacks; of seven letters of the alphabet each. */
    uint32_t sums[4][128];
} ak_edit_floor;

void ak_edit_floor_make(ak_slice text, ak_edit_floor *out);

/* True where the distance to any text with that outline is above the limit; false says nothing.
 * Without branches, which nobody could foretell. */
static inline bool ak_edit_exceeds(
    const ak_edit_floor *floor, const ak_edit_outline *other, unsigned limit)
{
    const uint32_t differ = floor->letters ^ other->letters;
    const uint32_t sum = floor->sums[0][differ & 127] + floor->sums[1][differ >> 7 & 127] +
                         floor->sums[2][differ >> 14 & 127] + floor->sums[3][differ >> 21 & 127];
    const unsigned last = floor->last[other->last & 127] & -(unsigned)(other->length > 3);
    const unsigned ends = floor->first[other->first & 127] + last;
    return (ends > limit) | ((sum & 0xFFFF) > limit) | (sum >> 16 > limit);
}

#endif
