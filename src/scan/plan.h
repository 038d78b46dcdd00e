/* Which words of a text can be the beginning of a find: for each listed name its rarest parts, as
 * many as a mention cannot do without. Made once from an open index, then shared by all threads. */
#ifndef AK_SCAN_PLAN_H
#define AK_SCAN_PLAN_H

#include "base/fetch.h"
#include "scan/signs.h"

/* Mentions below this score are never looked for; the plan is made for it. */
#define AK_SCAN_LEAST 0.70

/* In 1/100: a part of this weight is not among the common ones; one of that weight may not be left
 * out of a mention that has none of the first; what weighs no more than the last (a legal form) may
 * be left out of a name that is said in full. */
#define AK_SCAN_RARE 88
#define AK_SCAN_TELLING 35
#define AK_SCAN_SPARE 15

/* A listed name that a term is an anchor of, with the other terms of it that tell: one word says no
 * name of several, so that one of these stands beside the anchor. */
#define AK_SCAN_BESIDE 5
typedef struct ak_scan_posting {
    uint32_t name;
    uint32_t beside_count; /* AK_SCAN_BESIDE + 1: more than there is room for, none are given */
    uint32_t beside[AK_SCAN_BESIDE];
} ak_scan_posting;

typedef struct ak_scan_plan {
    const ak_index *index;
    uint32_t *first; /* per term, and one more: where its postings begin */
    ak_scan_posting *postings;
    ak_sign_names signs;
    uint64_t *compounds; /* bits by ak_scan_compound_bit: terms that are written as several words
                            ("Red Sea") */
    uint64_t *people;    /* bits by ak_scan_lower_bit: parts of people's names in a-z */
    uint64_t *bodies;    /* per term, a bit: it is all of a body's first name (Hizballah) */
} ak_scan_plan;

#define AK_SCAN_COMPOUND_BITS (1u << 17) /* such terms are few; the bits stay close */
#define AK_SCAN_PEOPLE_BITS (1u << 18)
#define AK_SCAN_LOWER_LEAST 4 /* letters of a name that is looked for in small letters */

/* The index must outlive the plan. On failure there is nothing to free. */
AKA_CHECKED aka_status ak_scan_plan_make(ak_scan_plan *plan, const ak_index *index, aka_error *err);
void ak_scan_plan_free(ak_scan_plan *plan);

static inline bool ak_scan_is_anchor(const ak_scan_plan *plan, uint32_t term)
{
    return plan->first[term + 1] > plan->first[term];
}

static inline bool ak_scan_is_body(const ak_scan_plan *plan, uint32_t term)
{
    return plan->bodies[term / 64] >> term % 64 & 1;
}

/* Fetches what the names are read from that the term is an anchor of. */
AK_FETCHING void ak_scan_fetch_postings(const ak_scan_plan *plan, uint32_t term)
{
    ak_fetch(&plan->postings[plan->first[term]], sizeof *plan->postings);
}

/* A number of a text that follows from those of its pieces, as hash tables want it. */
typedef struct ak_scan_sum {
    uint32_t sum, shift; /* shift: what a sum before it is multiplied by */
} ak_scan_sum;
#define AK_SCAN_SUM_NONE ((ak_scan_sum){0, 1})

static inline ak_scan_sum ak_scan_sum_add(ak_scan_sum a, ak_scan_sum b)
{
    return (ak_scan_sum){a.sum * b.shift + b.sum, a.shift * b.shift};
}

static inline ak_scan_sum ak_scan_sum_of(ak_slice text)
{
    ak_scan_sum out = AK_SCAN_SUM_NONE;
    for (size_t i = 0; i < text.len; i++)
        out = ak_scan_sum_add(out, (ak_scan_sum){(unsigned char)text.data[i], 0x01000193u});
    return out;
}

static inline uint32_t ak_scan_compound_bit(ak_scan_sum text)
{
    return (text.sum * UINT32_C(2654435769) >> 8) % AK_SCAN_COMPOUND_BITS;
}

/* Whether a term of that text may be written as several words. */
static inline bool ak_scan_may_be_compound(const ak_scan_plan *plan, ak_scan_sum text)
{
    const uint32_t bit = ak_scan_compound_bit(text);
    return plan->compounds[bit / 64] >> bit % 64 & 1;
}

/* Of a word in small letters a-z: its first eight, the first one lowest, and how many there are;
 * what is behind them in `front` does not matter. */
static inline uint32_t ak_scan_lower_bit(uint64_t front, size_t len)
{
    const uint64_t letters = len < 8 ? front & ((UINT64_C(1) << 8 * len) - 1) : front;
    return (uint32_t)((letters + len) * 0x9E3779B97F4A7C15u >> 46);
}

/* Whether that word, of AK_SCAN_LOWER_LEAST letters at least, may be part of somebody's name. */
static inline bool ak_scan_may_be_person(const ak_scan_plan *plan, uint64_t front, size_t len)
{
    const uint32_t bit = ak_scan_lower_bit(front, len);
    return plan->people[bit / 64] >> bit % 64 & 1;
}

#endif
