/* The recurrence of edit.c with all places of a row at once: a row follows from the one before but
 * for letters of the asked text that are left out, and these are carried on in four steps, over
 * one, two, four and eight letters. */
#include "names/probe.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef ak_probe_places places;

enum {
    UNIT = 5,     /* 1/100 edits in one unit of cost */
    BEYOND = 100, /* more than any limit; with two costs added still in eight bits */
    SWAP = AK_EDIT_SWAP / UNIT,
    OTHER = AK_PROBE_SYMBOLS - 1,
};

static size_t symbol(char c)
{
    if (c >= 'a' && c <= 'z') return (size_t)(c - 'a');
    return c >= '0' && c <= '9' ? (size_t)(c - '0') + 26 : OTHER;
}

static inline places all(unsigned cost)
{
    return (places){0} + (uint8_t)cost;
}

#ifdef __SSE2__
static inline places lesser(places a, places b)
{
    return (places)_mm_min_epu8((__m128i)a, (__m128i)b);
}
/* Each place gets what the one n before it has, the first n get 0. */
#define SHIFTED(a, n) ((places)_mm_slli_si128((__m128i)(a), (n)))
static inline bool any(places bits)
{
    return _mm_movemask_epi8((__m128i)bits) != 0;
}
#else
static inline places lesser(places a, places b)
{
    const places less = (places)(a < b);
    return (a & less) | (b & ~less);
}
static inline places SHIFTED(places a, size_t n)
{
    places out = {0};
    for (size_t i = n; i <= AK_PROBE_MAX; i++) out[i] = a[i - n];
    return out;
}
static inline bool any(places bits)
{
    uint64_t halves[2];
    memcpy(halves, &bits, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}
#endif

static uint8_t capped(unsigned cost)
{
    return (uint8_t)(cost < BEYOND ? cost : BEYOND);
}

static uint8_t least_of(places costs)
{
    uint8_t least = BEYOND;
    for (size_t i = 0; i <= AK_PROBE_MAX; i++)
        if (costs[i] < least) least = costs[i];
    return least;
}

/* Costs of leaving out n letters before each place. */
static places left_out(ak_slice text, size_t n)
{
    places out = all(BEYOND);
    for (size_t i = n; i <= text.len; i++) {
        unsigned sum = 0;
        for (size_t k = i - n; k < i; k++)
            sum += ak_edit_gap(k ? text.data[k - 1] : '\0', text.data[k]) / UNIT;
        out[i] = capped(sum);
    }
    return out;
}

void ak_edit_probe_make(ak_slice text, ak_edit_probe *out)
{
    static const char symbols[AK_PROBE_SYMBOLS] = "abcdefghijklmnopqrstuvwxyz0123456789?";
    out->text = text;
    out->fits = text.len <= AK_PROBE_MAX;
    for (size_t i = 0; i < text.len; i++) out->fits = out->fits && symbol(text.data[i]) != OTHER;
    if (!out->fits) return;
    for (size_t step = 0; step < 4; step++) {
        out->gaps[step] = left_out(text, (size_t)1 << step);
        out->least_gap[step] = least_of(out->gaps[step]);
    }
    out->first = all(BEYOND);
    for (size_t i = 0; i <= text.len; i++) out->first[i] = left_out(text, i)[i];
    for (size_t s = 0; s < AK_PROBE_SYMBOLS; s++) {
        out->exchanges[s] = all(BEYOND);
        out->last_is[s] = out->second_is[s] = all(0);
        for (size_t i = 1; i <= text.len; i++) {
            out->exchanges[s][i] = capped(ak_edit_exchange(text.data[i - 1], symbols[s]) / UNIT);
            out->last_is[s][i] = symbol(text.data[i - 1]) == s ? 0xFF : 0;
            out->second_is[s][i] = i > 1 && symbol(text.data[i - 2]) == s ? 0xFF : 0;
        }
    }
}

/* Letters of the asked text that are left out. Four and more at a time are seldom within a limit.
 */
static inline places carried_on(const ak_edit_probe *p, places row, unsigned limit)
{
    row = lesser(row, SHIFTED(row, 1) + p->gaps[0]);
    row = lesser(row, SHIFTED(row, 2) + p->gaps[1]);
    if (p->least_gap[2] <= limit) row = lesser(row, SHIFTED(row, 4) + p->gaps[2]);
    if (p->least_gap[3] <= limit) row = lesser(row, SHIFTED(row, 8) + p->gaps[3]);
    return row;
}

/* A letter of the other text with the one before it, as symbols, and its own cost. */
typedef struct probed {
    size_t letter, before;
    unsigned gap;
} probed;

/* The row for one letter more of the other text, from those for one and two letters less. */
static inline places next_row(
    const ak_edit_probe *p, probed it, places last, places second, unsigned limit)
{
    places row = lesser(last + (uint8_t)it.gap, SHIFTED(last, 1) + p->exchanges[it.letter]);
    if (it.letter != it.before) {
        const places swapped = p->last_is[it.before] & p->second_is[it.letter];
        row = lesser(row, (SHIFTED(second, 2) + SWAP) | ~swapped);
    }
    return lesser(carried_on(p, row, limit), all(BEYOND));
}

unsigned ak_edit_probe_distance(const ak_edit_probe *p, ak_slice other, unsigned limit)
{
    if (!p->fits || limit >= BEYOND * UNIT) return ak_edit_distance(p->text, other, limit);
    const unsigned units = limit / UNIT;
    const places within = all(units);
    places last = p->first, second = all(BEYOND);
    probed it = {.letter = OTHER};
    other = ak_slice_sub(other, 0, AK_TERM_MAX);
    for (size_t j = 0; j < other.len; j++) {
        it = (probed){symbol(other.data[j]), it.letter,
            ak_edit_gap(j ? other.data[j - 1] : '\0', other.data[j]) / UNIT};
        const places row = next_row(p, it, last, second, units);
        if (!any((places)(row <= within) | (places)(last <= within))) return limit + 1;
        second = last;
        last = row;
    }
    const unsigned cost = last[p->text.len] * UNIT;
    return cost <= limit ? cost : limit + 1;
}
