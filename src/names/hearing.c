/* The alignment of transcribe.c with the word's side laid out, all places of a row at once. It is
 * given up as soon as what the letters to come can add at most does not suffice, and goes on from
 * where the word before was the same. */
#include "names/hearing.h"

#include <assert.h>
#include <limits.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define IMPOSSIBLE (-16000)
#define NO_LETTER (-1000000) /* more than all letters of a word can make good */

typedef ak_hearing_eight eight;
typedef ak_hearing_row row;

typedef int8_t values __attribute__((vector_size(16)));
enum { VALUES = AK_TRANSCRIPTION_NUMBERS / sizeof(values) };
static_assert(VALUES * sizeof(values) == AK_TRANSCRIPTION_NUMBERS, "whole vectors");

/* Of each number of the other side, the most that it adds beside any of what the word has. */
typedef struct summits {
    union {
        values by_sixteen[VALUES];
        int8_t by_number[AK_TRANSCRIPTION_NUMBERS];
    };
    uint64_t seen[2]; /* bit i: number i of the word's side has been regarded */
} summits;

static bool is_new(uint64_t seen[2], uint8_t number)
{
    const uint64_t bit = UINT64_C(1) << number % 64;
    const bool known = seen[number / 64] & bit;
    seen[number / 64] |= bit;
    return !known;
}

static void regard(const ak_hearing *h, uint8_t number, summits *s)
{
    if (!is_new(s->seen, number)) return;
    for (size_t i = 0; i < VALUES; i++) {
        values next;
        memcpy(&next, h->own->evidence[number] + i * sizeof next, sizeof next);
        const values more = (values)(next > s->by_sixteen[i]);
        s->by_sixteen[i] = (next & more) | (s->by_sixteen[i] & ~more);
    }
}

/* Place i of a row. */
static inline int16_t *place(ak_hearing_row *r, size_t i)
{
    return (int16_t *)(i < 8 ? &r->front : &r->back) + i % 8;
}

static row all(int16_t value)
{
    const eight same = (eight){0} + value;
    return (row){same, same};
}

static int with_nothing(const ak_transcription_side *side, uint8_t number)
{
    return side->evidence[number][0];
}

/* Reads the word's letters. Returns the least that it costs to leave one out, as evidence; above 0
 * where one is no letter. */
static int read_word(ak_hearing *h, ak_slice word, summits *s)
{
    int cheapest = IMPOSSIBLE, sum = 0;
    uint8_t before = 0;
    h->alone = all(2 * IMPOSSIBLE); /* behind the end */
    *place(&h->alone, 0) = 0;
    memset(s, 0, sizeof *s);
    memset(s->by_number, AK_TRANSCRIPTION_NEVER, sizeof s->by_number);
    regard(h, 0, s);
    for (size_t i = 1; i <= h->length; i++) {
        const char c = word.data[i - 1];
        if (c < 'a' || c > 'z') return 1;
        const uint8_t letter = (uint8_t)(c - 'a' + 1), pair = h->own->pairs[before][letter];
        const int skipped = with_nothing(h->own, letter);
        regard(h, letter, s);
        regard(h, pair, s);
        sum += skipped;
        if (skipped > cheapest) cheapest = skipped;
        before = letter;
        if (i >= AK_HEARING_PLACES) continue;
        h->letters[i] = letter;
        h->ends[i] = pair;
        h->skipped[i] = (int16_t)skipped;
        *place(&h->alone, i) = (int16_t)sum;
    }
    return cheapest;
}

static inline void raise(int *most, int value)
{
    if (value > *most) *most = value;
}

/* A pair brings each of its letters half of what it adds. */
static void sum_up(ak_hearing *h, const summits *s)
{
    int *most = h->most + 'a' - 1;
    for (size_t i = 0; i < 256; i++) h->most[i] = NO_LETTER;
    memset(h->quick, 0, sizeof h->quick);
    for (size_t a = 1; a <= 26; a++) most[a] = 2 * s->by_number[a];
    for (size_t n = 27; n < AK_TRANSCRIPTION_NUMBERS && h->others->letters[n][0]; n++) {
        raise(&most[h->others->letters[n][0]], s->by_number[n]);
        raise(&most[h->others->letters[n][1]], s->by_number[n]);
    }
    for (size_t a = 1; a <= 26; a++) h->quick['a' - 1 + a] = most[a];
}

static int needed_for(const ak_hearing *h, size_t other)
{
    const size_t last = AK_TRANSCRIPTION_LENGTHS - 1,
                 longer = other > h->length ? other : h->length;
    return h->table->needed[longer < last ? longer : last];
}

/* Of a word of more than twice the letters of the other side, some stand for nothing. */
static void lay_out_needs(ak_hearing *h, int cheapest)
{
    for (size_t i = 0; i <= AK_TERM_MAX; i++) {
        const int left = h->length > 2 * i ? (int)(h->length - 2 * i) : 0;
        h->least[i] = 2 * (needed_for(h, i) - left * cheapest);
    }
}

void ak_hearing_make(ak_script script, bool romanised, ak_slice word, ak_hearing *out)
{
    const ak_transcription *table = script <= AK_SCRIPT_OTHER ? ak_transcriptions[script] : NULL;
    summits s;
    out->table = NULL;
    if (!table || word.len == 0) return;
    out->own = romanised ? &table->from : &table->to;
    out->others = romanised ? &table->to : &table->from;
    out->length = (uint8_t)(word.len < AK_TERM_MAX ? word.len : AK_TERM_MAX);
    const int cheapest = read_word(out, word, &s);
    if (cheapest > 0) return;
    out->table = table;
    out->heard = out->worked_out = 0;
    out->sums[0] = 0;
    out->rows[0] = all(0); /* all letters alone */
    out->laid_out[0] = out->laid_out[1] = 0;
    lay_out_needs(out, cheapest);
    sum_up(out, &s);
}

/* ---- what a letter or pair of the other side is evidence of ---- */

static int16_t possible(int8_t evidence)
{
    return evidence == AK_TRANSCRIPTION_NEVER ? IMPOSSIBLE : evidence;
}

static void lay_out(const ak_hearing *h, uint8_t number, ak_hearing_number *out)
{
    const int8_t *evidence = h->others->evidence[number];
    int before = 0; /* the letter before, skipped */
    out->none = possible(evidence[0]);
    out->letter = out->pair = all(IMPOSSIBLE);
    for (size_t i = 1; i <= h->length; i++) {
        const int skipped = h->skipped[i];
        const int two = h->ends[i] ? possible(evidence[h->ends[i]]) : IMPOSSIBLE;
        *place(&out->letter, i) = (int16_t)(possible(evidence[h->letters[i]]) - skipped);
        *place(&out->pair, i) = (int16_t)(two - skipped - before);
        before = skipped;
    }
}

static inline const ak_hearing_number *number_of(ak_hearing *h, uint8_t number)
{
    ak_hearing_number *out = &h->numbers[number];
    if (!(h->laid_out[number / 64] >> number % 64 & 1)) {
        h->laid_out[number / 64] |= UINT64_C(1) << number % 64;
        lay_out(h, number, out);
    }
    return out;
}

/* ---- eight places at once ---- */

#ifdef __SSE2__
static inline eight greater(eight a, eight b)
{
    return (eight)_mm_max_epi16((__m128i)a, (__m128i)b);
}
/* Each place gets what the one n before it has, or n behind it; 0 where there is none. */
#define LATER(a, n) ((eight)_mm_slli_si128((__m128i)(a), 2 * (n)))
#define EARLIER(a, n) ((eight)_mm_srli_si128((__m128i)(a), 2 * (n)))
static inline bool any(eight bits)
{
    return _mm_movemask_epi8((__m128i)bits) != 0;
}
#else
static inline eight greater(eight a, eight b)
{
    const eight more = (eight)(a > b);
    return (a & more) | (b & ~more);
}
static inline eight LATER(eight a, size_t n)
{
    eight out = {0};
    for (size_t i = n; i < 8; i++) out[i] = a[i - n];
    return out;
}
static inline eight EARLIER(eight a, size_t n)
{
    eight out = {0};
    for (size_t i = n; i < 8; i++) out[i - n] = a[i];
    return out;
}
static inline bool any(eight bits)
{
    uint64_t halves[2];
    memcpy(halves, &bits, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}
#endif

/* Each place gets the greatest of those up to it. */
static inline eight greatest_so_far(eight a)
{
    static const eight ends[] = {
        {IMPOSSIBLE}, {IMPOSSIBLE, IMPOSSIBLE}, {IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE}};
    a = greater(a, LATER(a, 1) | ends[0]);
    a = greater(a, LATER(a, 2) | ends[1]);
    return greater(a, LATER(a, 4) | ends[2]);
}

static inline eight next_front(eight before, const row *one, const row *two)
{
    return greater(LATER(before, 1) + one->front, LATER(before, 2) + two->front);
}

static inline eight next_back(const row *before, const row *one, const row *two)
{
    const eight by_one = LATER(before->back, 1) | EARLIER(before->front, 7);
    const eight by_two = LATER(before->back, 2) | EARLIER(before->front, 6);
    return greater(by_one + one->back, by_two + two->back);
}

/* now[0] for one letter more of the other side than now[-1] is for. `pair`: the number of the pair
 * that it ends, 0 for none. */
static inline void next_row(ak_hearing *h, uint8_t letter, uint8_t pair, row *now)
{
    const row *before = now - 1;
    const ak_hearing_number *n = number_of(h, letter), *p = pair ? number_of(h, pair) : NULL;
    const eight none = (eight){0} + n->none;
    eight best = greater(before->front + none, next_front(before->front, &n->letter, &n->pair));
    if (p) best = greater(best, next_front(now[-2].front, &p->letter, &p->pair));
    now->front = greatest_so_far(best);
    if (h->length < 8) return;
    best = greater(before->back + none, next_back(before, &n->letter, &n->pair));
    if (p) best = greater(best, next_back(&now[-2], &p->letter, &p->pair));
    best = greater(best, (eight){0} + now->front[7]);
    now->back = greatest_so_far(best);
}

/* The places at which the evidence is `least` or more. */
static inline eight reached(eight evidence, eight alone, int least)
{
    return (eight)(evidence + alone > (eight){0} + (int16_t)(least - 1));
}

static int evidence_at_end(const ak_hearing *h, const row *r)
{
    const size_t n = h->length;
    return n < 8 ? r->front[n] + h->alone.front[n] : r->back[n - 8] + h->alone.back[n - 8];
}

/* Whether so many letters of the other word, one or more, may be followed by the rest: as they are,
 * or the last one in a pair with the next. missing: twice what all of its letters would have to
 * add, less what they can add at most. */
static inline bool may_go_on(const ak_hearing *h, size_t letters, int missing)
{
    const row *r = &h->rows[letters];
    const int least = (missing + h->sums[letters] + 1) >> 1;
    const int before = (missing + h->sums[letters - 1] + 1) >> 1;
    const eight front =
        reached(r[0].front, h->alone.front, least) | reached(r[-1].front, h->alone.front, before);
    if (h->length < 8) return any(front);
    return any(front | reached(r[0].back, h->alone.back, least) |
               reached(r[-1].back, h->alone.back, before));
}

/* The row behind letter i of the other word. */
static inline void add_row(ak_hearing *h, ak_slice other, size_t i)
{
    const uint8_t letter = (uint8_t)(other.data[i] - 'a' + 1);
    const uint8_t pair = i ? h->others->pairs[other.data[i - 1] - 'a' + 1][letter] : 0;
    next_row(h, letter, pair, &h->rows[i + 1]);
    h->worked_out = i + 1;
}

/* The evidence; INT_MIN where it is not enough. */
static int align(ak_hearing *h, ak_slice other)
{
    const int missing = 2 * needed_for(h, other.len) - h->sums[other.len];
    size_t i = h->worked_out;
    if (i == 0) add_row(h, other, i++);
    for (; i < other.len; i++) {
        if (!may_go_on(h, i, missing)) return INT_MIN;
        add_row(h, other, i);
    }
    return evidence_at_end(h, &h->rows[i]);
}

int ak_hearing_align(ak_hearing *h, ak_slice other)
{
    if (other.len == 0) return 0;
    if (h->length >= AK_HEARING_PLACES) return AK_HEARING_OPEN;
    const int evidence = align(h, other);
    if (evidence < needed_for(h, other.len)) return 0;
    const size_t longer = other.len > h->length ? other.len : h->length;
    return ak_transcription_strength_of(h->table, evidence, longer);
}
