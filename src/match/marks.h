/* Which listed names the parts of an asked one are related to: for each part that is looked up a
 * set of names, a bit for each by its rank. Reading a list into a set is one pass over memory that
 * the cache holds, whatever the lists have in common. */
#ifndef AK_MATCH_MARKS_H
#define AK_MATCH_MARKS_H

#include "base/slice.h"

#include <stdint.h>

/* Sets of one question. */
#define AK_MARK_SETS 16
/* Words of a set that are looked at and emptied together: a line of the cache. */
#define AK_MARK_LINE 8

typedef struct ak_marks {
    uint64_t *bits;  /* AK_MARK_SETS times `words` */
    uint64_t *lines; /* of each set: bit i, that of words i * AK_MARK_LINE … one is not 0 */
    size_t words, line_words;
    unsigned sets; /* that may have a bit */
} ak_marks;

/* Sets of ranks [0, names), all empty. Pages are only taken when they are written to. False on lack
 * of memory. */
bool ak_marks_init(ak_marks *marks, size_t names);
void ak_marks_free(ak_marks *marks);

/* Puts ranks[0 … n), which ascend, into a set. */
void ak_marks_add(ak_marks *marks, unsigned set, const uint32_t *ranks, size_t n);
/* How many of ranks[0 … n), which ascend, are below one. */
size_t ak_ranks_below(const uint32_t *ranks, size_t n, uint32_t rank);

/* The words of a set from one on, which stand for 64 ranks each. */
static inline const uint64_t *ak_marks_words(const ak_marks *marks, unsigned set, size_t word)
{
    return &marks->bits[set * marks->words + word];
}
/* 64 lines of a set, from 64 * i on: which of them have any. */
static inline uint64_t ak_marks_lines(const ak_marks *marks, unsigned set, size_t i)
{
    return marks->lines[set * marks->line_words + i];
}
/* The sets that a rank is in: bit i for set i. */
static inline uint32_t ak_marks_of(const ak_marks *marks, uint32_t rank)
{
    uint32_t sets = 0;
    for (unsigned k = 0; k < marks->sets; k++)
        sets |= (uint32_t)(*ak_marks_words(marks, k, rank / 64) >> (rank % 64) & 1) << k;
    return sets;
}

/* Empties all sets. */
void ak_marks_clear(ak_marks *marks);

#endif
