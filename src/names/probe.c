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
    DOUBLED = AK_EDIT_LEAST / UNIT,
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

/* Costs of leaving out the n letters before each place; sums: those of all letters before it. */
static places left_out(const unsigned *sums, size_t len, size_t n)
{
    places out = all(BEYOND);
    for (size_t i = n; i <= len; i++) out[i] = capped(sums[i] - sums[i - n]);
    return out;
}

/* c: of the other text; '?' for all that are neither letters nor digits. */
static void lay_out(const ak_edit_probe *p, char c, ak_probe_letter *out)
{
    const uint8_t *costs = ak_edit_confusions(c);
    const places letters = p->letters_before, same = (places)(letters == (uint8_t)c);
    places exchanges = all(BEYOND); /* in front, where there is none, and behind the last */
    for (size_t i = 1; i <= p->text.len; i++) {
        const uint8_t cost = costs[p->symbols[i]];
        exchanges[i] = (cost ? cost : AK_EDIT_FULL) / UNIT;
    }
    out->exchanges = exchanges & ~same;
    out->last_is = same;
    out->second_is = (places)(SHIFTED(letters, 1) == (uint8_t)c);
    out->gap = all(ak_edit_gap('-', c) / UNIT);
    out->gap_first = all(ak_edit_gap('\0', c) / UNIT);
}

/* The letters before each place; false where there is another sign among them. */
static bool read_letters(ak_edit_probe *p)
{
    p->letters_before = all(0);
    for (size_t i = 0; i < p->text.len; i++) {
        p->symbols[i + 1] = (uint8_t)symbol(p->text.data[i]);
        p->letters_before[i + 1] = (uint8_t)p->text.data[i];
        if (p->symbols[i + 1] == OTHER) return false;
    }
    return true;
}

void ak_edit_probe_make(ak_slice text, unsigned limit, ak_edit_probe *out)
{
    unsigned sums[AK_PROBE_MAX + 1] = {0}; /* costs of all letters before each place */
    out->text = text;
    out->limit = limit;
    out->worked_out = 0;
    out->fits = text.len <= AK_PROBE_MAX && limit < BEYOND * UNIT && read_letters(out);
    if (!out->fits) return;
    for (size_t i = 0; i < text.len; i++)
        sums[i + 1] = sums[i] + ak_edit_gap(i ? text.data[i - 1] : '\0', text.data[i]) / UNIT;
    for (size_t step = 0; step < 4; step++) {
        out->gaps[step] = left_out(sums, text.len, (size_t)1 << step);
        out->far[step] = least_of(out->gaps[step]) * UNIT > limit;
    }
    out->rows[0] = all(BEYOND);
    out->rows[1] = all(BEYOND);
    for (size_t i = 0; i <= text.len; i++) out->rows[1][i] = capped(sums[i]);
    out->laid_out = 0;
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

static inline const ak_probe_letter *letter_of(ak_edit_probe *p, char c)
{
    const size_t i = symbol(c);
    if (!(p->laid_out >> i & 1)) {
        lay_out(p, i == OTHER ? '?' : c, &p->letters[i]);
        p->laid_out |= UINT64_C(1) << i;
    }
    return &p->letters[i];
}

static inline places first_row(ak_edit_probe *p, char c, places last)
{
    const ak_probe_letter *letter = letter_of(p, c);
    const places row = lesser(last + letter->gap_first, SHIFTED(last, 1) + letter->exchanges);
    return lesser(carried_on(p, row), all(BEYOND));
}

/* The row for one letter more of the other text, from those for one and two letters less. */
static inline places next_row(ak_edit_probe *p, char before, char c, places last, places second)
{
    const ak_probe_letter *letter = letter_of(p, c);
    places row = SHIFTED(last, 1) + letter->exchanges;
    if (c == before) {
        row = lesser(row, last + DOUBLED);
    } else {
        const places swapped = letter_of(p, before)->last_is & letter->second_is;
        row = lesser(row, (SHIFTED(second, 2) + SWAP) | ~swapped);
        row = lesser(row, last + (c == 'k' && before == 'c' ? all(DOUBLED) : letter->gap));
    }
    return lesser(carried_on(p, row), all(BEYOND));
}

/* Whether the distance may be within the limit, after so many letters of the other text. */
static inline bool may_go_on(const places *row, places limit)
{
    return any((places)(row[0] <= limit) | (places)(row[-1] <= limit));
}

unsigned ak_edit_probe_distance(ak_edit_probe *p, ak_slice other, size_t shared, unsigned limit)
{
    if (!p->fits || limit > p->limit) {
        p->worked_out = 0;
        return ak_edit_distance(p->text, other, limit);
    }
    const places within = all(limit / UNIT);
    if (other.len > AK_TERM_MAX) other.len = AK_TERM_MAX;
    size_t n = p->worked_out;
    if (n > shared) n = shared;
    if (n > other.len) n = other.len;
    places *row = &p->rows[n + 1]; /* after n letters */
    if (n == 0 && other.len) {
        row[1] = first_row(p, other.data[0], *row);
        row++;
        n++;
    }
    for (; n < other.len && may_go_on(row, within); n++, row++)
        row[1] = next_row(p, other.data[n - 1], other.data[n], row[0], row[-1]);
    p->worked_out = n;
    const unsigned cost = row[0][p->text.len] * UNIT;
    return n == other.len && cost <= limit ? cost : limit + 1;
}

size_t ak_edit_probe_hopeless(const ak_edit_probe *p, unsigned limit)
{
    const size_t n = p->worked_out;
    return n && !may_go_on(&p->rows[n + 1], all(limit / UNIT)) ? n : 0;
}
