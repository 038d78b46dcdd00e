/* Weighted edit distance: the table of costs and the recurrence over it. */
#include "names/edit.h"

#define UNIT AK_EDIT_UNIT
#define VOWELS 45
#define GAP_H 30
#define GAP_DOUBLED AK_EDIT_LEAST
#define GAP_VOWEL 50
#define GAP_H_FIRST 50 /* the first letter is seldom lost */
#define GAP_VOWEL_FIRST 75

#define SYMBOLS AK_EDIT_SYMBOLS
/* What an edit costs less than a full one. */
#define SAVED(cost) ((AK_EDIT_FULL - (cost)) / UNIT)
#define BOTH(x, y, cost)                                                                           \
    [AK_EDIT_SYMBOL(x)][AK_EDIT_SYMBOL(y)] = SAVED(cost),                                          \
    [AK_EDIT_SYMBOL(y)][AK_EDIT_SYMBOL(x)] = SAVED(cost)

/* Pairs of letters that are confused by eye, ear or romanisation, with the cost of exchanging them.
 * All others cost a full edit. */
const uint8_t ak_edit_savings[SYMBOLS][SYMBOLS] = {
    BOTH('c', 'k', 15),
    BOTH('i', 'y', 15),
    BOTH('k', 'q', 15),
    BOTH('v', 'w', 20),
    BOTH('c', 'q', 25),
    BOTH('o', 'u', 25),
    BOTH('u', 'w', 25),
    BOTH('0', 'o', 30),
    BOTH('1', 'i', 30),
    BOTH('1', 'l', 30),
    BOTH('5', 's', 30),
    BOTH('e', 'i', 30),
    BOTH('s', 'z', 30),
    BOTH('a', 'e', 35),
    BOTH('i', 'j', 35),
    BOTH('j', 'y', 35),
    BOTH('3', 'e', 40),
    BOTH('4', 'a', 40),
    BOTH('8', 'b', 40),
    BOTH('9', 'g', 40),
    BOTH('a', 'o', 40),
    BOTH('c', 's', 40),
    BOTH('f', 'v', 40),
    BOTH('b', 'v', 45),
    BOTH('g', 'q', 45),
    BOTH('u', 'v', 45),
    BOTH('b', 'p', 50),
    BOTH('c', 'z', 50),
    BOTH('d', 't', 50),
    BOTH('f', 'p', 50),
    BOTH('g', 'h', 50),
    BOTH('g', 'j', 50),
    BOTH('g', 'k', 50),
    BOTH('h', 'j', 50),
    BOTH('h', 'x', 50),
    BOTH('i', 'l', 50),
    BOTH('j', 'z', 50),
    BOTH('k', 'x', 50),
    BOTH('s', 'x', 50),
    BOTH('m', 'n', 55),
    BOTH('d', 'j', 60),
    BOTH('h', 'k', 60),
    BOTH('x', 'z', 60),
    BOTH('c', 't', 70),
    /* vowels among themselves */
    BOTH('a', 'i', VOWELS),
    BOTH('a', 'u', VOWELS),
    BOTH('a', 'y', VOWELS),
    BOTH('e', 'o', VOWELS),
    BOTH('e', 'u', VOWELS),
    BOTH('e', 'y', VOWELS),
    BOTH('i', 'o', VOWELS),
    BOTH('i', 'u', VOWELS),
    BOTH('o', 'y', VOWELS),
    BOTH('u', 'y', VOWELS),
    BOTH('l', 'r', 70),
};

#define GAPS(vowel, h)                                                                             \
    [AK_EDIT_SYMBOL('a')] = SAVED(vowel), [AK_EDIT_SYMBOL('e')] = SAVED(vowel),                    \
    [AK_EDIT_SYMBOL('i')] = SAVED(vowel), [AK_EDIT_SYMBOL('o')] = SAVED(vowel),                    \
    [AK_EDIT_SYMBOL('u')] = SAVED(vowel), [AK_EDIT_SYMBOL('y')] = SAVED(vowel),                    \
    [AK_EDIT_SYMBOL('h')] = SAVED(h)
const uint8_t ak_edit_gap_first[SYMBOLS] = {GAPS(GAP_VOWEL_FIRST, GAP_H_FIRST)};
const uint8_t ak_edit_gap_behind[SYMBOLS] = {GAPS(GAP_VOWEL, GAP_H)};
/* At the least: neither in front, where it costs more, nor doubled, but behind a c. */
static const uint8_t gap_least[SYMBOLS] = {
    GAPS(GAP_VOWEL, GAP_H), [AK_EDIT_SYMBOL('k')] = SAVED(GAP_DOUBLED)};

static inline unsigned cost_of(unsigned saved)
{
    return AK_EDIT_FULL - UNIT * saved;
}

unsigned ak_edit_exchange(char a, char b)
{
    return a == b ? 0 : cost_of(ak_edit_savings[AK_EDIT_SYMBOL(a)][AK_EDIT_SYMBOL(b)]);
}

unsigned ak_edit_gap(char prev, char c)
{
    if (c == prev || (prev == 'c' && c == 'k')) return GAP_DOUBLED; /* "ck" is a doubled k */
    return cost_of((prev ? ak_edit_gap_behind : ak_edit_gap_first)[AK_EDIT_SYMBOL(c)]);
}

/* A text with what the recurrence asks of each of its letters. */
typedef struct spelling {
    size_t len;
    char letters[AK_TERM_MAX];
    uint8_t symbols[AK_TERM_MAX], gaps[AK_TERM_MAX];
} spelling;

static void spell(ak_slice text, spelling *out)
{
    char prev = '\0';
    out->len = text.len < AK_TERM_MAX ? text.len : AK_TERM_MAX;
    for (size_t i = 0; i < out->len; i++) {
        char c = text.data[i];
        out->letters[i] = c;
        out->symbols[i] = (uint8_t)AK_EDIT_SYMBOL(c);
        out->gaps[i] = (uint8_t)ak_edit_gap(prev, c);
        prev = c;
    }
}

/* One row of the recurrence: cost[i] of turning the first i letters of one text into some of the
 * other. Only costs within the limit count; they are all in [low, high], an empty range in none. */
typedef struct edit_row {
    uint16_t cost[AK_TERM_MAX + 1];
    size_t low, high;
} edit_row;

#define TOO_MUCH 0x7FFFu
#define NONE SIZE_MAX /* edit_row.low where no cost is within the limit */

static inline unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static void put_cost(edit_row *row, size_t i, unsigned cost, unsigned limit)
{
    row->cost[i] = (uint16_t)least(cost, TOO_MUCH);
    if (cost > limit) return;
    if (row->low == NONE) row->low = i;
    row->high = i;
}

static void clear_row(edit_row *row, size_t len)
{
    for (size_t i = 0; i <= len; i++) row->cost[i] = TOO_MUCH;
    row->low = NONE;
    row->high = 0;
}

static void first_row(const spelling *a, unsigned limit, edit_row *row)
{
    unsigned sum = 0;
    clear_row(row, a->len);
    put_cost(row, 0, 0, limit);
    for (size_t i = 0; i < a->len && sum <= limit; i++) {
        sum += a->gaps[i];
        put_cost(row, i + 1, sum, limit);
    }
}

/* A letter of the other text, with the one before it ('\0' in front). */
typedef struct edit_letter {
    char prev, c;
} edit_letter;

/* Row for one letter more of the other text; rows for the texts one and two letters shorter are
 * given. Only what can follow from costs within the limit is computed. */
static void next_row(const spelling *a, edit_letter letter, unsigned limit, const edit_row *before,
    const edit_row *last, edit_row *next)
{
    const uint8_t *saved = ak_edit_savings[AK_EDIT_SYMBOL(letter.c)];
    const unsigned insert = ak_edit_gap(letter.prev, letter.c);
    size_t from = last->low, to = last->low == NONE ? 0 : last->high + 1;
    if (before->low != NONE) {
        from = before->low + 2 < from ? before->low + 2 : from;
        to = before->high + 2 > to ? before->high + 2 : to;
    }
    clear_row(next, a->len);
    unsigned left = TOO_MUCH;
    for (size_t i = from; i <= a->len && (i <= to || left <= limit); i++) {
        unsigned cost = last->cost[i] + insert;
        if (i > 0) {
            unsigned step = a->letters[i - 1] == letter.c ? 0 : cost_of(saved[a->symbols[i - 1]]);
            cost = least(cost, last->cost[i - 1] + step);
            cost = least(cost, left + a->gaps[i - 1]);
        }
        if (i > 1 && a->letters[i - 1] == letter.prev && a->letters[i - 2] == letter.c &&
            letter.prev != letter.c)
            cost = least(cost, before->cost[i - 2] + AK_EDIT_SWAP);
        put_cost(next, i, cost, limit);
        left = cost;
    }
}

unsigned ak_edit_distance(ak_slice a, ak_slice b, unsigned limit)
{
    spelling x;
    edit_row rows[3];
    edit_row *before = &rows[0], *last = &rows[1], *next = &rows[2];
    b = ak_slice_sub(b, 0, AK_TERM_MAX);
    spell(a, &x);
    clear_row(before, x.len);
    first_row(&x, limit, last);
    for (size_t j = 0; j < b.len; j++) {
        next_row(&x, (edit_letter){j ? b.data[j - 1] : '\0', b.data[j]}, limit, before, last, next);
        if (next->low == NONE && last->low == NONE) return limit + 1;
        edit_row *free_row = before;
        before = last;
        last = next;
        next = free_row;
    }
    return last->cost[x.len] <= limit ? last->cost[x.len] : limit + 1;
}

/* ---- what an outline says ---- */

ak_edit_outline ak_edit_outline_of(ak_slice text)
{
    ak_edit_outline out = {.length = (uint8_t)(text.len < AK_TERM_MAX ? text.len : AK_TERM_MAX)};
    for (size_t i = 0; i < out.length; i++)
        if (text.data[i] >= 'a' && text.data[i] <= 'z')
            out.letters |= UINT32_C(1) << (text.data[i] - 'a');
    const size_t n = out.length;
    if (n) out.first = text.data[0];
    if (n > 1 && text.data[n - 1] != text.data[n - 2]) out.last = text.data[n - 1];
    return out;
}

/* ---- a floor: of all letters at a time, in rows, as a processor compares many at once ---- */

/* saved[i]: at least what that row has, all of `count` symbols. */
static inline void save_more(const uint8_t *restrict row, size_t count, uint8_t *restrict saved)
{
    for (size_t i = 0; i < count; i++) saved[i] = row[i] > saved[i] ? row[i] : saved[i];
}

static uint8_t most_of(const uint8_t row[SYMBOLS])
{
    uint8_t most = 0;
    for (size_t i = 0; i < SYMBOLS; i++) most = row[i] > most ? row[i] : most;
    return most;
}

/* What the first one of a letter costs where the other side has none, as in ak_edit_floor.sums: it
 * is left out or exchanged, by the text for any letter, by the other for one of the text. */
static void price_letters(ak_slice text, uint32_t costs[AK_EDIT_LETTERS])
{
    uint8_t extra[AK_EDIT_LETTERS];
    uint32_t lacking[AK_EDIT_LETTERS] = {0};
    memcpy(extra, gap_least, sizeof extra);
    for (size_t i = 0; i < text.len; i++) {
        const size_t symbol = AK_EDIT_SYMBOL(text.data[i]);
        const uint8_t least_gap = gap_least[symbol], exchange = most_of(ak_edit_savings[symbol]);
        save_more(ak_edit_savings[symbol], sizeof extra, extra);
        if (symbol < AK_EDIT_LETTERS)
            lacking[symbol] = cost_of(least_gap > exchange ? least_gap : exchange) << 16;
    }
    for (size_t i = 0; i < AK_EDIT_LETTERS; i++)
        costs[i] = lacking[i] ? lacking[i] : cost_of(extra[i]);
}

/* Costs by the letter or digit that stands in place of `own` at one end of the text, where each is
 * left out for `gap` of itself or for `most`. */
static void price_end(char own, unsigned most, const uint8_t gap[SYMBOLS], uint8_t out[128])
{
    uint8_t saved[SYMBOLS];
    memset(saved, (int)SAVED(most), sizeof saved);
    save_more(gap, SYMBOLS, saved);
    save_more(ak_edit_savings[AK_EDIT_SYMBOL(own)], SYMBOLS, saved);
    for (size_t i = 0; i < SYMBOLS; i++) saved[i] = (uint8_t)cost_of(saved[i]);
    memcpy(out + 'a' - AK_EDIT_SYMBOL('a'), saved, AK_EDIT_LETTERS);
    memcpy(out + '0', saved + AK_EDIT_SYMBOL('0'), SYMBOLS - AK_EDIT_SYMBOL('0'));
}

static void lower(uint8_t costs[128], char c, unsigned cost)
{
    uint8_t *at = &costs[(unsigned char)c & 127];
    if (cost < *at) *at = (uint8_t)cost;
}

/* Texts that begin with other letters: one of them is left out, they are exchanged, or the second
 * letter of one, which is the first of the other, changed places with it. The same at the end,
 * where a letter is not doubled; in texts of four letters no edit is at both ends. */
static void price_ends(ak_slice text, ak_edit_floor *out)
{
    memset(out->first, 0, sizeof out->first);
    memset(out->last, 0, sizeof out->last);
    if (text.len == 0) return;
    const char first = text.data[0], last = text.data[text.len - 1];
    price_end(first, ak_edit_gap('\0', first), ak_edit_gap_first, out->first);
    if (text.len > 1) lower(out->first, text.data[1], AK_EDIT_SWAP);
    lower(out->first, first, 0);
    if (text.len <= 3) return;
    const char before = text.data[text.len - 2];
    price_end(last, ak_edit_gap(before, last), gap_least, out->last);
    lower(out->last, before, AK_EDIT_SWAP);
    lower(out->last, last, 0);
}

static void sum_up(const uint32_t costs[AK_EDIT_LETTERS], ak_edit_floor *floor)
{
    for (size_t part = 0; part < 4; part++) {
        uint32_t *sums = floor->sums[part];
        sums[0] = 0;
#pragma GCC unroll 7 /* so that the sets are added many at once */
        for (size_t bit = 0; bit < 7; bit++) {
            const size_t sets = (size_t)1 << bit, letter = part * 7 + bit;
            const uint32_t cost = costs[AK_EDIT_SYMBOL('a') + letter];
            for (size_t set = 0; set < sets; set++) sums[sets + set] = sums[set] + cost;
        }
    }
}

/* Each letter that only one text has costs so much at its first place, by another edit each: a
 * letter of one text is in one edit, and two neighbours exchanged are in both texts. An exchange
 * may rid both texts of one, so that only the larger of the two sums is sure. */
void ak_edit_floor_make(ak_slice text, ak_edit_floor *out)
{
    uint32_t costs[AK_EDIT_LETTERS];
    text = ak_slice_sub(text, 0, AK_TERM_MAX);
    out->letters = ak_edit_outline_of(text).letters;
    price_letters(text, costs);
    price_ends(text, out);
    sum_up(costs, out);
}

bool ak_one_slip(ak_slice a, ak_slice b)
{
    if (a.len > b.len) {
        ak_slice swap = a;
        a = b;
        b = swap;
    }
    if (b.len - a.len > 1) return false;
    size_t front = 0, back = 0;
    while (front < a.len && a.data[front] == b.data[front]) front++;
    while (back < a.len - front && a.data[a.len - 1 - back] == b.data[b.len - 1 - back]) back++;
    size_t left = a.len - front - back; /* of the shorter, between what agrees at both ends */
    if (a.len != b.len) return left == 0;
    return left < 2 ||
           (left == 2 && a.data[front] == b.data[front + 1] && a.data[front + 1] == b.data[front]);
}
