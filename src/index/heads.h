/* Merging many sorted sequences: which of them has the least head. A binary heap of their numbers;
 * the order of the heads is the caller's. */
#ifndef AK_INDEX_HEADS_H
#define AK_INDEX_HEADS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ak_heads {
    uint32_t *at; /* the caller's memory: room for all sequences */
    uint32_t count;
    /* True where the head of sequence a comes before that of b; never true both ways. */
    bool (*before)(const void *ctx, uint32_t a, uint32_t b);
    const void *ctx;
} ak_heads;

static inline void ak_heads_sink(ak_heads *h, uint32_t i)
{
    uint32_t moved = h->at[i];
    for (uint32_t child; (child = 2 * i + 1) < h->count; i = child) {
        if (child + 1 < h->count && h->before(h->ctx, h->at[child + 1], h->at[child])) child++;
        if (!h->before(h->ctx, h->at[child], moved)) break;
        h->at[i] = h->at[child];
    }
    h->at[i] = moved;
}

/* After at[0 … count) was filled in any order. */
static inline void ak_heads_make(ak_heads *h)
{
    for (uint32_t i = h->count / 2; i-- > 0;) ak_heads_sink(h, i);
}

/* The sequence with the least head; count must not be 0. */
static inline uint32_t ak_heads_first(const ak_heads *h)
{
    return h->at[0];
}

/* After the first one's head was taken: more = it has another. */
static inline void ak_heads_taken(ak_heads *h, bool more)
{
    if (!more) h->at[0] = h->at[--h->count];
    if (h->count) ak_heads_sink(h, 0);
}

#endif
