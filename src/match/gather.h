/* Listed names by what they share with an asked one: the lists of names that have what its parts
 * are related to are read side by side, a block of ranks at a time. What a name must share is for
 * limits.h, which parts to read for retrieve.c. */
#ifndef AK_MATCH_GATHER_H
#define AK_MATCH_GATHER_H

#include "match/limits.h"
#include "match/runners.h"

/* A list of postings, from the first that was not read. */
typedef struct ak_cursor {
    uint32_t at, end; /* in the postings of the index */
    uint32_t next;    /* the rank at `at` */
    uint32_t limit;   /* ranks from this one on are not wanted */
    uint32_t set;
} ak_cursor;

/* A name that shares enough. */
typedef struct ak_survivor {
    uint32_t rank;
    uint32_t joined, links; /* ak_runner.joined and .last; 0 of a name without runs */
    ak_dating dating;
} ak_survivor;

/* One thread; memory is kept from question to question. */
typedef struct ak_gatherer {
    const ak_index *index;
    ak_marks marks;
    ak_vec cursors; /* ak_cursor, in the order of the parts opened */
    ak_vec sifted;  /* names of a block that share enough for their weight */
    /* of a question */
    ak_limits *limits;
    const ak_runners *runners;                                 /* names that are left out */
    uint32_t opened;                                           /* parts */
    size_t first[AK_NAME_PARTS_MAX], count[AK_NAME_PARTS_MAX]; /* in cursors, of each of them */
    uint64_t postings_read;
    /* of a block */
    uint32_t begin, end; /* its ranks */
    uint32_t read;       /* parts of which the names are marked */
    uint32_t complete;   /* of the parts: whatever has none of the first so many is not wanted */
} ak_gatherer;

/* False on lack of memory. */
bool ak_gatherer_init(ak_gatherer *gatherer, const ak_index *index);
void ak_gatherer_free(ak_gatherer *gatherer);

/* Begins a question: no part is opened. What is given must stay. */
void ak_gather_begin(ak_gatherer *gatherer, ak_limits *limits, const ak_runners *runners);
/* Opens a part; its lists follow. */
void ak_gather_open(ak_gatherer *gatherer, uint32_t part);
/* Room for so many lists more. False on lack of memory. */
bool ak_gather_expect(ak_gatherer *gatherer, size_t lists);
/* A list of names of terms that the part opened last is related to in that strength, from that rank
 * on. No more than are expected. */
void ak_gather_list(
    ak_gatherer *gatherer, ak_postings list, unsigned strength, uint32_t rank_begin);

/* Begins a block: ranks [begin, end), no more than AK_MARK_BLOCK_MAX, none of them in a block
 * before. Names that have none of the first `complete` parts, which must be opened, are not wanted.
 */
void ak_gather_block(ak_gatherer *gatherer, uint32_t begin, uint32_t end, uint32_t complete);
/* Marks the block's names that are on the lists of the next part that is opened. */
void ak_gather_read(ak_gatherer *gatherer);
/* How many names of the block may share enough, once `complete` parts are read. */
static inline size_t ak_gather_promising(const ak_gatherer *gatherer)
{
    return gatherer->marks.listed_count;
}
/* Adds the names of the block that share enough for their weight and dates to survivors
 * and ends the block. False on lack of memory. */
bool ak_gather_sift(ak_gatherer *gatherer, ak_vec *survivors);

#endif
