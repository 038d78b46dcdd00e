/* One unit being expanded: what the files that look in one place each have in common. */
#ifndef AK_MATCH_EXPAND_SEARCH_H
#define AK_MATCH_EXPAND_SEARCH_H

#include "match/expand.h"

enum {
    AK_WAITING_MAX = 32, /* so many terms are read together, … */
    AK_CODES_MAX = 128,  /* … and so many keys looked up */
};

/* A term to relate the unit to. */
typedef struct ak_waiting {
    uint32_t term;
    ak_measured known; /* about the unit and it */
} ak_waiting;

static const ak_measured AK_NOTHING_MEASURED = {AK_UNMEASURED, AK_UNMEASURED};

typedef struct ak_search {
    ak_expander *x;
    ak_unit unit; /* its term whole */
    ak_kind kind;
    unsigned types; /* of units that are looked for: AK_UNIT_… */
    ak_slice plain; /* the unit's text without its mark */
    ak_waiting waiting[AK_WAITING_MAX];
    size_t waiting_count;
} ak_search;

/* Relates the unit to the term, or will do so, and keeps it if it is related. */
void ak_search_term(ak_search *search, uint32_t term, ak_measured known);
void ak_search_run(ak_search *search, const ak_ix_run *run, ak_slice text, ak_measured known);

/* The keys that are the same or near. */
void ak_search_by_key(ak_search *search);
/* The loose keys of words in other scripts, or of words in Latin letters if the unit is in another
 * one. */
void ak_search_by_loose_key(ak_search *search);

/* The first eight bytes of what stands of a text in the index, the first one lowest (the machine is
 * little-endian: index/format.h), and the others. */
static inline uint64_t ak_head_front(const char head[AK_IX_HEAD])
{
    uint64_t front;
    memcpy(&front, head, sizeof front);
    return front;
}
static inline uint32_t ak_head_back(const char head[AK_IX_HEAD])
{
    uint32_t back;
    memcpy(&back, head + sizeof(uint64_t), sizeof back);
    return back;
}
/* How many bytes two texts begin with alike, as far as they stand in the index. */
static inline size_t ak_heads_share(const char a[AK_IX_HEAD], const char b[AK_IX_HEAD])
{
    const uint64_t front = ak_head_front(a) ^ ak_head_front(b);
    if (front) return (size_t)__builtin_ctzll(front) / 8;
    const uint32_t back = ak_head_back(a) ^ ak_head_back(b);
    return back ? sizeof front + (size_t)__builtin_ctz(back) / 8 : AK_IX_HEAD;
}
/* Length of a text that ends in what stands in the index, and is not empty. */
static inline size_t ak_head_length(const char head[AK_IX_HEAD])
{
    const uint32_t back = ak_head_back(head);
    const uint64_t last = back ? back : ak_head_front(head); /* what has its last letter */
    return (back ? sizeof last : 0) + (71 - (size_t)__builtin_clzll(last | 1)) / 8;
}

#endif
