/* One unit being expanded: what the files that look in one place each have in common. */
#ifndef AK_MATCH_EXPAND_SEARCH_H
#define AK_MATCH_EXPAND_SEARCH_H

#include "match/expand.h"

enum {
    AK_WAITING_MAX = 32, /* so many terms are read together, … */
    AK_CODES_MAX = 128,  /* … and so many keys looked up */
};

/* A term to relate the unit to, and how far apart they are, if that is known. */
typedef struct ak_waiting {
    uint32_t term;
    uint32_t distance;
} ak_waiting;

typedef struct ak_search {
    ak_expander *x;
    const ak_unit *unit;
    ak_kind kind;
    ak_slice plain; /* the unit's text without its mark */
    ak_waiting waiting[AK_WAITING_MAX];
    size_t waiting_count;
} ak_search;

/* Relates the unit to the term, or will do so, and keeps it if it is related. distance: as
 * ak_relate_unit_near has it. */
void ak_search_term(ak_search *search, uint32_t term, uint32_t distance);
void ak_search_run(ak_search *search, uint32_t run, uint32_t distance);

/* The keys that are the same or near. */
void ak_search_by_key(ak_search *search);
/* The loose keys of words in other scripts, or of words in Latin letters if the unit is in another
 * one. */
void ak_search_by_loose_key(ak_search *search);

/* How many bytes the beginnings of two texts share, as far as they stand in the index. */
static inline size_t ak_heads_share(const char a[AK_IX_HEAD], const char b[AK_IX_HEAD])
{
    uint64_t x, y;
    uint32_t u, v;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    if (x != y) return (size_t)__builtin_ctzll(x ^ y) / 8; /* little-endian: index/format.h */
    memcpy(&u, a + sizeof x, sizeof u);
    memcpy(&v, b + sizeof x, sizeof v);
    return u == v ? AK_IX_HEAD : sizeof x + (size_t)__builtin_ctz(u ^ v) / 8;
}
/* Length of a text that ends in the beginning that stands in the index. */
static inline size_t ak_head_length(const char head[AK_IX_HEAD])
{
    uint64_t x;
    uint32_t u;
    memcpy(&x, head, sizeof x);
    memcpy(&u, head + sizeof x, sizeof u);
    if (u) return AK_IX_HEAD - (size_t)__builtin_clz(u) / 8;
    return x ? sizeof x - (size_t)__builtin_clzll(x) / 8 : 0;
}

#endif
