/* Weighted edit distance: the table of costs and the recurrence over it. */
#include "names/edit.h"

#define VOWELS 45u
#define GAP_H 30u
#define GAP_DOUBLED AK_EDIT_LEAST
#define GAP_VOWEL 50u
#define GAP_H_FIRST 50u /* the first letter is seldom lost */
#define GAP_VOWEL_FIRST 75u

static bool is_vowel(char c)
{
    static const uint32_t vowels = 1u << ('a' - 'a') | 1u << ('e' - 'a') | 1u << ('i' - 'a') |
                                   1u << ('o' - 'a') | 1u << ('u' - 'a') | 1u << ('y' - 'a');
    return c >= 'a' && c <= 'z' && vowels >> (c - 'a') & 1;
}

/* a-z, then 0-9 (both are consecutive in ASCII), then anything else. */
#define SYMBOLS AK_EDIT_SYMBOLS
#define SYMBOL(c)                                                                                  \
    ((c) >= 'a' && (c) <= 'z' ? (c) - 'a' : (c) >= '0' && (c) <= '9' ? (c) - '0' + 26 : 36)
#define BOTH(x, y, cost) [SYMBOL(x)][SYMBOL(y)] = (cost), [SYMBOL(y)][SYMBOL(x)] = (cost)

/* Pairs of letters that are confused by eye, ear or romanisation, with the cost of exchanging them.
 * All others cost a full edit. */
static const uint8_t confusions[SYMBOLS][SYMBOLS] = {
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

unsigned ak_edit_exchange(char a, char b)
{
    if (a == b) return 0;
    unsigned cost = confusions[SYMBOL(a)][SYMBOL(b)];
    return cost ? cost : AK_EDIT_FULL;
}

const uint8_t *ak_edit_confusions(char c)
{
    return confusions[SYMBOL(c)];
}

unsigned ak_edit_gap(char prev, char c)
{
    if (c == prev || (prev == 'c' && c == 'k')) return GAP_DOUBLED; /* "ck" is a doubled k */
    if (c == 'h') return prev ? GAP_H : GAP_H_FIRST;
    if (is_vowel(c)) return prev ? GAP_VOWEL : GAP_VOWEL_FIRST;
    return AK_EDIT_FULL;
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
        out->symbols[i] = (uint8_t)SYMBOL(c);
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
    const uint8_t *costs = confusions[SYMBOL(letter.c)];
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
            unsigned other = costs[a->symbols[i - 1]];
            unsigned step = a->letters[i - 1] == letter.c ? 0 : other ? other : AK_EDIT_FULL;
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

/* A letter that stands in no other place: neither in front, where it costs more, nor doubled. */
static unsigned least_gap(char c)
{
    return c == 'k' ? GAP_DOUBLED : ak_edit_gap('-', c); /* behind a c */
}

/* ---- a floor: all costs of one letter at a time, in rows, as a processor adds many at once ----
 */

/* costs[i]: no more than to exchange the letter of that row of `confusions` for letter i, all of
 * `count` symbols from `from` on. */
static void exchange_or(const uint8_t *row, size_t from, size_t count, uint8_t *costs)
{
    for (size_t i = 0; i < count; i++) {
        const uint8_t cost = row[from + i] ? row[from + i] : AK_EDIT_FULL;
        costs[i] = cost < costs[i] ? cost : costs[i];
    }
}

/* The least cost of exchanging the letter of that row for another one; AK_EDIT_FULL at most. */
static unsigned least_exchange(const uint8_t *row)
{
    uint8_t below = AK_EDIT_FULL - 1; /* one less than a cost, so that none is the most */
    for (size_t i = 0; i < SYMBOLS; i++) {
        const uint8_t cost = (uint8_t)(row[i] - 1);
        below = cost < below ? cost : below;
    }
    return below + 1u;
}

/* What the first one of a letter costs where the other side has none: it is left out or exchanged
 * for one of the text (extra), for any (lacking; of letters that the text has not nobody asks). */
static void price_letters(ak_slice text, ak_edit_floor *out)
{
    for (size_t i = 0; i < 26; i++) out->extra[i] = (uint8_t)least_gap((char)('a' + i));
    for (size_t i = 0; i < text.len; i++) {
        const size_t symbol = SYMBOL(text.data[i]);
        if (symbol < 26)
            out->lacking[symbol] =
                (uint8_t)least(least_gap(text.data[i]), least_exchange(confusions[symbol]));
        exchange_or(confusions[symbol], 0, 26, out->extra);
    }
}

/* Costs by the letter or digit that stands in place of `own` at one end of the text, where each is
 * left out for `gap` of itself or for `most`. */
static void price_end(char own, unsigned most, unsigned (*gap)(char), uint8_t out[128])
{
    const uint8_t *row = confusions[SYMBOL(own)];
    for (size_t i = 0; i < 26; i++) out['a' + i] = (uint8_t)least(most, gap((char)('a' + i)));
    for (size_t i = 0; i < 10; i++) out['0' + i] = (uint8_t)least(most, gap((char)('0' + i)));
    exchange_or(row, 0, 26, out + 'a');
    exchange_or(row, 26, 10, out + '0');
}

static void lower(uint8_t costs[128], char c, unsigned cost)
{
    uint8_t *at = &costs[(unsigned char)c & 127];
    if (SYMBOL(c) < SYMBOLS - 1 && cost < *at) *at = (uint8_t)cost;
}

static unsigned first_gap(char c)
{
    return ak_edit_gap('\0', c);
}

/* Texts that begin with other letters: one of them is left out, they are exchanged, or the second
 * letter of one, which is the first of the other, changed places with it. The same at the end,
 * where a letter is not doubled; in texts of four letters no edit is at both ends. */
static void price_ends(ak_slice text, ak_edit_floor *out)
{
    if (text.len == 0) return;
    const char first = text.data[0], last = text.data[text.len - 1];
    price_end(first, first_gap(first), first_gap, out->first);
    if (text.len > 1) lower(out->first, text.data[1], AK_EDIT_SWAP);
    lower(out->first, first, 0);
    if (text.len <= 3) return;
    const char before = text.data[text.len - 2];
    price_end(last, ak_edit_gap(before, last), least_gap, out->last);
    lower(out->last, before, AK_EDIT_SWAP);
    lower(out->last, last, 0);
}

/* What a letter costs that only one of the texts has, as in ak_edit_floor.sums. */
static uint32_t cost_of(const ak_edit_floor *floor, size_t letter)
{
    if (letter >= 26) return 0;
    const bool ours = floor->letters >> letter & 1;
    return ours ? (uint32_t)floor->lacking[letter] << 16 : floor->extra[letter];
}

static void sum_up(ak_edit_floor *floor)
{
    for (size_t part = 0; part < 4; part++) {
        uint32_t *sums = floor->sums[part];
#pragma GCC unroll 7 /* so that the sets are added many at once */
        for (size_t bit = 0; bit < 7; bit++) {
            const size_t sets = (size_t)1 << bit;
            const uint32_t cost = cost_of(floor, part * 7 + bit);
            for (size_t set = 0; set < sets; set++) sums[sets + set] = sums[set] + cost;
        }
    }
}

/* Each letter that only one text has costs so much at its first place, by another edit each: a
 * letter of one text is in one edit, and two neighbours exchanged are in both texts. An exchange
 * may rid both texts of one, so that only the larger of the two sums is sure. */
void ak_edit_floor_make(ak_slice text, ak_edit_floor *out)
{
    text = ak_slice_sub(text, 0, AK_TERM_MAX);
    const ak_edit_outline outline = ak_edit_outline_of(text);
    *out = (ak_edit_floor){.letters = outline.letters, .length = outline.length};
    price_letters(text, out);
    price_ends(text, out);
    sum_up(out);
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
