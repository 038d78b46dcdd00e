/* Weighted edit distance between two spellings: slips that people and romanisations make often cost
 * little, others a full step. Optimal string alignment with transposition of neighbours. */
#ifndef AK_NAMES_EDIT_H
#define AK_NAMES_EDIT_H

#include "names/term.h"

/* Costs are in 1/100 of a full edit. */
#define AK_EDIT_FULL 100u
#define AK_EDIT_LEAST 15u /* of any letter that one side lacks */
#define AK_EDIT_SWAP 45u  /* two neighbours exchanged */

/* Distance, or limit + 1 where it is above limit. Symmetric. Texts over AK_TERM_MAX bytes are cut.
 */
unsigned ak_edit_distance(ak_slice a, ak_slice b, unsigned limit);

/* The letters a-z of a text as a set: bit 0 is a. */
uint32_t ak_edit_letters(ak_slice text);

/* What a text lets be said of its distance to others by their letters alone. */
typedef struct ak_edit_floor {
    uint32_t letters;
    uint8_t extra[26];   /* the least that a letter costs which only the other text has */
    uint8_t lacking[26]; /* … which the other text lacks */
} ak_edit_floor;

void ak_edit_floor_make(ak_slice text, ak_edit_floor *out);

/* No more than the distance to any text with that set of letters. */
static inline unsigned ak_edit_at_least(const ak_edit_floor *floor, uint32_t letters)
{
    unsigned extra = 0, lacking = 0;
    for (uint32_t set = letters & ~floor->letters; set; set &= set - 1)
        extra += floor->extra[__builtin_ctz(set)];
    for (uint32_t set = floor->letters & ~letters; set; set &= set - 1)
        lacking += floor->lacking[__builtin_ctz(set)];
    return extra > lacking ? extra : lacking;
}

#endif
