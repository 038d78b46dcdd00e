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

static const char symbols[] = "abcdefghijklmnopqrstuvwxyz0123456789?";

static inline size_t symbol(char c)
{
    const unsigned letter = (unsigned char)c - (unsigned)'a',
                   digit = (unsigned char)c - (unsigned)'0';
    return letter < 26 ? letter : digit < 10 ? digit + 26 : OTHER;
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

void ak_edit_probe_make(ak_slice text, unsigned limit, ak_edit_probe *out)
{
    out->text = text;
    out->limit = limit;
    out->worked_out = 0;
    out->fits = text.len <= AK_PROBE_MAX && limit < BEYOND * UNIT;
    for (size_t i = 0; i < text.len; i++) out->fits = out->fits && symbol(text.data[i]) != OTHER;
    if (!out->fits) return;
    for (size_t step = 0; step < 4; step++) {
        out->gaps[step] = left_out(text, (size_t)1 << step);
        out->far[step] = least_of(out->gaps[step]) * UNIT > limit;
    }
    out->rows[0] = out->rows[1] = all(BEYOND);
    for (unsigned i = 0, sum = 0; i <= text.len; i++) {
        out->rows[1][i] = capped(sum);
        if (i < text.len) sum += ak_edit_gap(i ? text.data[i - 1] : '\0', text.data[i]) / UNIT;
    }
    for (size_t s = 0; s < AK_PROBE_SYMBOLS; s++) {
        out->alone[s] = (uint8_t)(ak_edit_gap('-', symbols[s]) / UNIT);
        out->exchanges[s] = all(BEYOND);
        out->last_is[s] = out->second_is[s] = all(0);
        for (size_t i = 1; i <= text.len; i++) {
            out->exchanges[s][i] = capped(ak_edit_exchange(text.data[i - 1], symbols[s]) / UNIT);
            out->last_is[s][i] = symbol(text.data[i - 1]) == s ? 0xFF : 0;
            out->second_is[s][i] = i > 1 && symbol(text.data[i - 2]) == s ? 0xFF : 0;
        }
    }
}

/* Letters of the asked text that are left out. Four and more at a time are seldom within the limit.
 */
static inline places carried_on(const ak_edit_probe *p, places row)
{
    row = lesser(row, SHIFTED(row, 1) + p->gaps[0]);
    row = lesser(row, SHIFTED(row, 2) + p->gaps[1]);
    if (!p->far[2]) row = lesser(row, SHIFTED(row, 4) + p->gaps[2]);
    if (!p->far[3]) row = lesser(row, SHIFTED(row, 8) + p->gaps[3]);
    return row;
}

/* row[0] for one letter more of the other text than row[-1] is for, with the letter before it. */
static inline void next_row(const ak_edit_probe *p, char before, char c, places *row)
{
    const size_t letter = symbol(c);
    const bool common = before && c != before && !(before == 'c' && c == 'k');
    const unsigned gap = common ? p->alone[letter] : ak_edit_gap(before, c) / UNIT;
    places now = lesser(row[-1] + (uint8_t)gap, SHIFTED(row[-1], 1) + p->exchanges[letter]);
    if (before && c != before) {
        const places swapped = p->last_is[symbol(before)] & p->second_is[letter];
        now = lesser(now, (SHIFTED(row[-2], 2) + SWAP) | ~swapped);
    }
    *row = lesser(carried_on(p, now), all(BEYOND));
}

unsigned ak_edit_probe_distance(ak_edit_probe *p, ak_slice other, size_t shared, unsigned limit)
{
    if (!p->fits || limit > p->limit) {
        p->worked_out = 0;
        return ak_edit_distance(p->text, other, limit);
    }
    const places within = all(limit / UNIT);
    other = ak_slice_sub(other, 0, AK_TERM_MAX);
    size_t n = p->worked_out;
    if (n > shared) n = shared;
    if (n > other.len) n = other.len;
    const places *row = &p->rows[n + 1]; /* after n letters */
    while (n < other.len && any((places)(row[0] <= within) | (places)(row[-1] <= within))) {
        next_row(p, n ? other.data[n - 1] : '\0', other.data[n], &p->rows[n + 2]);
        n++;
        row++;
    }
    p->worked_out = n;
    const unsigned cost = row[0][p->text.len] * UNIT;
    return n == other.len && cost <= limit ? cost : limit + 1;
}
