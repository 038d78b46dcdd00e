/* Which listed names the parts of an asked one are related to: for each part that is looked up
 * sets of names, and of each name, by its rank, the sets that it is in. Ranks are looked at a block
 * at a time, so that what is marked stays in the cache of the processor. Names that are in enough
 * sets to be worth a look are listed meanwhile, so that the others need none. */
#ifndef AK_MATCH_MARKS_H
#define AK_MATCH_MARKS_H

#include "base/slice.h"

#include <stdint.h>

/* Sets of one question. */
#define AK_MARK_SETS 15
/* Ranks of a block at most, and of one of which the marks stay in the cache. */
#define AK_MARK_BLOCK_MAX (UINT32_C(1) << 21)
#define AK_MARK_BLOCK (UINT32_C(1) << 18)

typedef struct ak_marks {
    uint16_t *sets;   /* of each name of the block: bit k, that it is in set k; AK_MARK_LISTED */
    uint32_t *marked; /* names that are in a set, by their places in the block, in no order */
    uint32_t *listed; /* of these, those that are listed */
    size_t marked_count, listed_count;
    uint32_t base; /* the rank of the block's first name */
    uint32_t size; /* of the block */
} ak_marks;

#define AK_MARK_LISTED (1u << AK_MARK_SETS)

/* No marks; for blocks of so many ranks, up to AK_MARK_BLOCK_MAX. Pages are only taken when they
 * are written to. False on lack of memory. */
bool ak_marks_init(ak_marks *marks, size_t ranks);
void ak_marks_free(ak_marks *marks);
/* Begins a block at that rank, of no more than there is room for; there must be no marks. */
void ak_marks_begin(ak_marks *marks, uint32_t base, uint32_t size);

/* Both take ranks[0 … n), which ascend and are none before the block, up to the first that is `end`
 * or above, which is no more than the block's, and return how many these were. */
/* Puts them into a set. Lists those that are in another one as well, and those below `alone`. */
size_t ak_marks_add(
    ak_marks *marks, unsigned set, const uint32_t *ranks, size_t n, uint32_t end, uint32_t alone);
/* Puts those of them into a set that are in another one, and lists them; or, of listed ones only,
 * those that are listed. */
size_t ak_marks_join(
    ak_marks *marks, unsigned set, const uint32_t *ranks, size_t n, uint32_t end, bool of_listed);
/* How many of ranks[0 … n), which ascend, are below one. */
size_t ak_ranks_below(const uint32_t *ranks, size_t n, uint32_t rank);

/* The sets of the i-th of the names that are listed: bit k for set k. */
static inline uint32_t ak_marks_of(const ak_marks *marks, size_t i)
{
    return marks->sets[marks->listed[i]] & ~AK_MARK_LISTED;
}

/* Takes all marks away. */
void ak_marks_clear(ak_marks *marks);

#endif
