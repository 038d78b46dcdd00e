/* The alignment of transcribe.c with the word's side laid out, all places of a row at once. It is
 * given up as soon as what the letters to come can add at most does not suffice, and goes on from
 * where the word before was the same. */
#include "names/hearing.h"

#include <limits.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define IMPOSSIBLE (-16000)
#define NO_LETTER (-1000000) /* more than all letters of a word can make good */

typedef ak_hearing_eight eight;
typedef ak_hearing_row row;

/* What is being laid out. */
typedef struct layout {
    const ak_transcription *table;
    bool romanised;                  /* the word is; the other side is Latin */
    uint8_t letter[AK_TERM_MAX + 1]; /* numbers of the word's letters, from 1 on … */
    uint8_t pair[AK_TERM_MAX + 1];   /* … and of the pairs that they end; 0: none */
    size_t length;
} layout;

/* Evidence of something in the word with something on the other side. */
static int evidence_of(const layout *l, uint8_t word, uint8_t other)
{
    const uint8_t from = l->romanised ? word : other, to = l->romanised ? other : word;
    const int8_t found = l->table->evidence[(size_t)from * l->table->to_count + to];
    const bool pairs = word > 26 || other > 26;
    return pairs && found == AK_TRANSCRIPTION_NEVER ? IMPOSSIBLE : found;
}

static bool number_letters(layout *l, ak_slice word)
{
    const uint8_t(*pairs)[27] = l->romanised ? l->table->from : l->table->to;
    l->length = word.len < AK_TERM_MAX ? word.len : AK_TERM_MAX;
    for (size_t i = 1; i <= l->length; i++) {
        const char c = word.data[i - 1];
        if (c < 'a' || c > 'z') return false;
        l->letter[i] = (uint8_t)(c - 'a' + 1);
        l->pair[i] = i > 1 ? pairs[l->letter[i - 1]][l->letter[i]] : 0;
    }
    return true;
}

/* Place i of a row. */
static inline int16_t *place(row *r, size_t i)
{
    return (int16_t *)(i < 8 ? &r->front : &r->back) + i % 8;
}

static row all(int16_t value)
{
    const eight same = (eight){0} + value;
    return (row){same, same};
}

/* Lays out the evidence of a letter or pair of the other side. Returns the most that it adds. */
static int lay_out(const layout *l, uint8_t number, ak_hearing *out)
{
    int most = evidence_of(l, 0, number), before = 0; /* the letter before, alone */
    out->none[number] = (int16_t)most;
    out->letter[number] = out->pair[number] = all(IMPOSSIBLE);
    for (size_t i = 1; i <= l->length; i++) {
        const int alone = evidence_of(l, l->letter[i], 0);
        const int one = evidence_of(l, l->letter[i], number);
        const int two = l->pair[i] ? evidence_of(l, l->pair[i], number) : IMPOSSIBLE;
        if (one > most) most = one;
        if (two > most) most = two;
        if (i < AK_HEARING_PLACES) {
            *place(&out->letter[number], i) = (int16_t)(one - alone);
            *place(&out->pair[number], i) = (int16_t)(two - alone - before);
        }
        before = alone;
    }
    return most;
}

static inline void raise(int *most, int value)
{
    if (value > *most) *most = value;
}

/* A pair brings each of its letters half of what it adds. */
static void lay_out_all(const layout *l, ak_hearing *out)
{
    int *most = out->most + 'a' - 1;
    for (size_t i = 0; i < 256; i++) out->most[i] = NO_LETTER;
    memset(out->quick, 0, sizeof out->quick);
    for (uint8_t a = 1; a <= 26; a++) most[a] = 2 * lay_out(l, a, out);
    for (uint8_t a = 1; a <= 26; a++)
        for (uint8_t b = 1; b <= 26; b++) {
            const uint8_t number = out->pairs[a][b];
            if (!number || number >= AK_HEARING_NUMBERS) continue;
            const int pair = lay_out(l, number, out);
            raise(&most[a], pair);
            raise(&most[b], pair);
        }
    for (uint8_t a = 1; a <= 26; a++) out->quick['a' - 1 + a] = most[a];
}

/* What the other side has to add, by its length. */
static void lay_out_needs(ak_hearing *out)
{
    const size_t last = AK_TRANSCRIPTION_LENGTHS - 1;
    for (size_t i = 0; i <= AK_TERM_MAX; i++) {
        const size_t longer = i > out->length ? i : out->length;
        out->needed[i] = out->table->needed[longer < last ? longer : last];
        out->least[i] = 2 * out->needed[i] - out->base;
    }
}

/* Evidence of the word's letters with nothing; none of them are behind its end. */
static void lay_out_alone(const layout *l, ak_hearing *out)
{
    int sum = 0;
    out->alone = all(2 * IMPOSSIBLE);
    out->base = 0;
    *place(&out->alone, 0) = 0;
    for (size_t i = 1; i <= l->length; i++) {
        const int alone = evidence_of(l, l->letter[i], 0);
        sum += alone;
        if (alone > 0) out->base += 2 * alone;
        if (i < AK_HEARING_PLACES) *place(&out->alone, i) = (int16_t)sum;
    }
}

void ak_hearing_make(ak_script script, bool romanised, ak_slice word, ak_hearing *out)
{
    layout l = {.table = script <= AK_SCRIPT_OTHER ? ak_transcriptions[script] : NULL,
        .romanised = romanised};
    out->table = NULL;
    if (!l.table || word.len == 0 || !number_letters(&l, word)) return;
    out->table = l.table;
    out->pairs = romanised ? l.table->to : l.table->from;
    out->length = (uint8_t)l.length;
    out->heard = out->worked_out = 0;
    out->sums[0] = 0;
    out->rows[0] = all(0); /* all letters alone */
    lay_out_alone(&l, out);
    lay_out_needs(out);
    lay_out_all(&l, out);
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
static inline void next_row(const ak_hearing *h, uint8_t letter, uint8_t pair, row *now)
{
    const row *before = now - 1;
    const eight none = (eight){0} + h->none[letter];
    const row *one = &h->letter[letter], *two = &h->pair[letter];
    eight best = greater(before->front + none, next_front(before->front, one, two));
    if (pair) best = greater(best, next_front(now[-2].front, &h->letter[pair], &h->pair[pair]));
    now->front = greatest_so_far(best);
    if (h->length < 8) return;
    best = greater(before->back + none, next_back(before, one, two));
    if (pair) best = greater(best, next_back(&now[-2], &h->letter[pair], &h->pair[pair]));
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

/* The row behind letter i of the other word. False where it ends a pair that has not been laid out.
 */
static inline bool add_row(ak_hearing *h, ak_slice other, size_t i)
{
    const uint8_t letter = (uint8_t)(other.data[i] - 'a' + 1);
    const uint8_t pair = i ? h->pairs[other.data[i - 1] - 'a' + 1][letter] : 0;
    if (pair >= AK_HEARING_NUMBERS) return false;
    next_row(h, letter, pair, &h->rows[i + 1]);
    h->worked_out = i + 1;
    return true;
}

/* The evidence; INT_MIN where it is not enough, INT_MAX where it is not known. */
static int align(ak_hearing *h, ak_slice other)
{
    const int missing = h->least[other.len] + h->base - h->sums[other.len];
    size_t i = h->worked_out;
    if (i == 0 && !add_row(h, other, i++)) return INT_MAX;
    for (; i < other.len; i++) {
        if (!may_go_on(h, i, missing)) return INT_MIN;
        if (!add_row(h, other, i)) return INT_MAX;
    }
    return evidence_at_end(h, &h->rows[i]);
}

int ak_hearing_align(ak_hearing *h, ak_slice other)
{
    if (other.len == 0) return 0;
    if (h->length >= AK_HEARING_PLACES) return AK_HEARING_OPEN;
    const int evidence = align(h, other);
    if (evidence < h->needed[other.len]) return 0;
    if (evidence == INT_MAX) return AK_HEARING_OPEN;
    const size_t longer = other.len > h->length ? other.len : h->length;
    return ak_transcription_strength_of(h->table, evidence, longer);
}
