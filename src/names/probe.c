/* The recurrence of edit.c with all places of a row at once: a row follows from the one before but
 * for letters of the asked text that are left out, and these are carried on in four steps, over
 * one, two, four and eight letters. */
#include "names/probe.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef ak_probe_places places;

enum {
    UNIT = AK_EDIT_UNIT, /* 1/100 edits in one unit of cost */
    BEYOND = 100,        /* more than any limit; with two costs added still in eight bits */
    FULL = AK_EDIT_FULL / UNIT,
    SWAP = AK_EDIT_SWAP / UNIT,
    DOUBLED = AK_EDIT_LEAST / UNIT,
    PLACES = AK_PROBE_MAX + 1,
};

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
static inline unsigned sum_of(places a)
{
    const __m128i halves = _mm_sad_epu8((__m128i)a, _mm_setzero_si128());
    return (unsigned)(_mm_cvtsi128_si32(halves) + _mm_extract_epi16(halves, 4));
}
/* Brings together what is eight rows apart; four times, and rows are columns. */
static inline void interleave(const places from[PLACES], places to[PLACES])
{
    for (size_t i = 0; i < PLACES / 2; i++) {
        const __m128i a = (__m128i)from[i], b = (__m128i)from[i + PLACES / 2];
        to[2 * i] = (places)_mm_unpacklo_epi8(a, b);
        to[2 * i + 1] = (places)_mm_unpackhi_epi8(a, b);
    }
}
static inline void turn(places rows[PLACES])
{
    places other[PLACES];
    interleave(rows, other);
    interleave(other, rows);
    interleave(rows, other);
    interleave(other, rows);
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
static inline unsigned sum_of(places a)
{
    unsigned sum = 0;
    for (size_t i = 0; i < PLACES; i++) sum += a[i];
    return sum;
}
static inline void turn(places rows[PLACES])
{
    places columns[PLACES];
    for (size_t i = 0; i < PLACES; i++)
        for (size_t k = 0; k < PLACES; k++) columns[i][k] = rows[k][i];
    memcpy(rows, columns, sizeof columns);
}
#endif

/* What it costs to put a letter in the place of the last one before each place, for a block of
 * letters by their numbers; in front, where there is none, and behind the last it cannot be done.
 */
static void lay_out(ak_edit_probe *p, size_t block)
{
    places *costs = p->exchanges + block;
    for (size_t i = 0; i < PLACES; i++) costs[i] = all((uint8_t)(FULL - BEYOND));
    for (size_t i = 0; i < p->text.len; i++)
        memcpy(&costs[i + 1], ak_edit_savings[p->symbols[i]] + block, sizeof *costs);
    turn(costs);
    for (size_t i = 0; i < PLACES; i++) costs[i] = all(FULL) - costs[i];
    for (size_t i = 0; i < p->text.len; i++)
        if (p->symbols[i] - block < PLACES) p->exchanges[p->symbols[i]][i + 1] = 0;
}

/* False where there is something else than letters and digits. */
static bool read_letters(ak_edit_probe *p)
{
    for (size_t i = 0; i < p->text.len; i++) {
        p->symbols[i] = (uint8_t)AK_EDIT_SYMBOL(p->text.data[i]);
        if (p->symbols[i] == 0) return false;
    }
    return true;
}

/* Letters of the asked text that are left out. Four and more at a time are seldom within the limit.
 */
static inline places carried_on(const ak_edit_probe *p, places row)
{
    row = lesser(row, SHIFTED(row, 1) + p->gaps[0]);
    row = lesser(row, SHIFTED(row, 2) + p->gaps[1]);
    if (!p->far[2]) row = lesser(row, SHIFTED(row, 4) + p->gaps[2]);
    if (!p->far[3]) row = lesser(row, SHIFTED(row, 8) + p->gaps[3]);
    return lesser(row, all(BEYOND));
}

/* Costs of leaving out letters of the asked text: what two of them cost is what one does and the
 * one before it, and so on. */
static void price_gaps(ak_edit_probe *p)
{
    const ak_slice text = p->text;
    const places within = all(p->limit / UNIT);
    places gaps = all(BEYOND);
    for (size_t i = 0; i < text.len; i++)
        gaps[i + 1] = (uint8_t)(ak_edit_gap(i ? text.data[i - 1] : '\0', text.data[i]) / UNIT);
    p->gaps[0] = gaps;
    p->gaps[1] = lesser(p->gaps[0] + SHIFTED(p->gaps[0], 1), all(BEYOND));
    p->gaps[2] = lesser(p->gaps[1] + SHIFTED(p->gaps[1], 2), all(BEYOND));
    p->gaps[3] = lesser(p->gaps[2] + SHIFTED(p->gaps[2], 4), all(BEYOND));
    for (size_t step = 0; step < 4; step++) p->far[step] = !any((places)(p->gaps[step] <= within));
}

void ak_edit_probe_make(ak_slice text, unsigned limit, ak_edit_probe *out)
{
    out->text = text;
    out->limit = limit;
    out->worked_out = 0;
    out->fits = text.len <= AK_PROBE_MAX && limit < BEYOND * UNIT && read_letters(out);
    if (!out->fits) return;
    places none = all(BEYOND); /* of the other text, when none has been left out of this one */
    none[0] = 0;
    price_gaps(out);
    out->rows[0] = all(BEYOND);
    out->rows[1] = carried_on(out, none);
    for (size_t block = 0; block < AK_EDIT_LETTERS; block += PLACES) lay_out(out, block);
    out->digits_laid_out = false;
}

/* What it costs to put that letter in the place of the last one before each place. */
static inline const places *exchanges_for(ak_edit_probe *p, size_t symbol)
{
    if ((symbol >= AK_EDIT_LETTERS) & !p->digits_laid_out) {
        lay_out(p, AK_EDIT_LETTERS);
        p->digits_laid_out = true;
    }
    return &p->exchanges[symbol];
}

bool ak_edit_probe_exceeds(ak_edit_probe *p, ak_slice other, unsigned limit)
{
    if (!p->fits) return false;
    places least = p->gaps[0];
    for (size_t i = 0; i < other.len; i++)
        least = lesser(least, *exchanges_for(p, AK_EDIT_SYMBOL(other.data[i])));
    const size_t without = PLACES - p->text.len; /* places without a letter before them */
    return sum_of(least) > limit / UNIT + without * BEYOND;
}

/* A letter of the other text. */
typedef struct letter {
    char c;
    places exchanges;
    places gap; /* of it, if it is not doubled */
} letter;

static inline letter letter_of(ak_edit_probe *p, char c, const uint8_t *gaps)
{
    const size_t symbol = AK_EDIT_SYMBOL(c);
    return (letter){c, *exchanges_for(p, symbol), all(FULL - gaps[symbol])};
}

static inline places first_row(const ak_edit_probe *p, const letter *l, places last)
{
    return carried_on(p, lesser(last + l->gap, SHIFTED(last, 1) + l->exchanges));
}

/* The row for one letter more of the other text, from those for one and two letters less. What
 * costs nothing to exchange is the same letter. */
static inline places next_row(
    const ak_edit_probe *p, const letter *before, const letter *l, places last, places second)
{
    places row = SHIFTED(last, 1) + l->exchanges;
    if (l->c == before->c) return carried_on(p, lesser(row, last + DOUBLED));
    const places last_is = (places)(before->exchanges == 0);
    const places swapped = last_is & SHIFTED((places)(l->exchanges == 0), 1);
    const places gap = l->c == 'k' && before->c == 'c' ? all(DOUBLED) : l->gap;
    row = lesser(lesser(row, last + gap), (SHIFTED(second, 2) + SWAP) | ~swapped);
    return carried_on(p, row);
}

static inline bool any_within(places row, places limit)
{
    return any((places)(lesser(row, limit) == row));
}

/* Rows for letters of the other text from the n-th on, as long as the distance may be within the
 * limit: a letter may go on from the last row or from the one before. Returns for how many letters
 * there are rows now. */
static size_t work_out(ak_edit_probe *p, ak_slice other, size_t n, places limit)
{
    places *row = &p->rows[n + 1];
    letter before;
    if (n == other.len) return n;
    bool second_may = any_within(row[-1], limit), may = any_within(row[0], limit);
    if (n) {
        before = letter_of(p, other.data[n - 1], ak_edit_gap_behind);
    } else {
        before = letter_of(p, other.data[0], ak_edit_gap_first);
        row[1] = first_row(p, &before, *row);
        second_may = may;
        may = any_within(*++row, limit);
        n++;
    }
    for (; n < other.len && (may || second_may); n++, row++) {
        const letter next = letter_of(p, other.data[n], ak_edit_gap_behind);
        row[1] = next_row(p, &before, &next, row[0], row[-1]);
        before = next;
        second_may = may;
        may = any_within(row[1], limit);
    }
    return n;
}

unsigned ak_edit_probe_distance(ak_edit_probe *p, ak_slice other, size_t shared, unsigned limit)
{
    if (!p->fits || limit > p->limit) {
        p->worked_out = 0;
        return ak_edit_distance(p->text, other, limit);
    }
    if (other.len > AK_TERM_MAX) other.len = AK_TERM_MAX;
    size_t n = p->worked_out;
    if (n > shared) n = shared;
    if (n > other.len) n = other.len;
    n = work_out(p, other, n, all(limit / UNIT));
    p->worked_out = n;
    const unsigned cost = p->rows[n + 1][p->text.len] * UNIT;
    return n == other.len && cost <= limit ? cost : limit + 1;
}

size_t ak_edit_probe_hopeless(const ak_edit_probe *p, unsigned limit)
{
    const size_t n = p->worked_out;
    const places *row = &p->rows[n + 1], within = all(limit / UNIT);
    return n && !any_within(lesser(row[0], row[-1]), within) ? n : 0;
}
