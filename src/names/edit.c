/* Weighted edit distance: the table of costs and the recurrence over it. */
#include "names/edit.h"

#define VOWELS 45u
#define GAP_H 30u
#define GAP_DOUBLED AK_EDIT_LEAST
#define GAP_VOWEL 50u
#define GAP_H_FIRST 50u /* the first letter is seldom lost */
#define GAP_VOWEL_FIRST 75u

typedef struct edit_row {
    uint16_t cost[AK_TERM_MAX + 1]; /* of turning the first i letters of one text into … */
    uint16_t least;                 /* of all cost[] */
} edit_row;

static bool is_vowel(char c)
{
    static const uint32_t vowels = 1u << ('a' - 'a') | 1u << ('e' - 'a') | 1u << ('i' - 'a') |
                                   1u << ('o' - 'a') | 1u << ('u' - 'a') | 1u << ('y' - 'a');
    return c >= 'a' && c <= 'z' && vowels >> (c - 'a') & 1;
}

/* a-z, then 0-9 (both are consecutive in ASCII), then anything else. */
#define SYMBOLS 37
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

static unsigned exchange(char a, char b)
{
    if (a == b) return 0;
    unsigned cost = confusions[SYMBOL(a)][SYMBOL(b)];
    return cost ? cost : AK_EDIT_FULL;
}

/* Cost of a letter that only one side has. */
static unsigned gap(char prev, char c)
{
    if (c == prev) return GAP_DOUBLED;
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
        out->gaps[i] = (uint8_t)gap(prev, c);
        prev = c;
    }
}

static void first_row(const spelling *a, edit_row *row)
{
    unsigned sum = 0;
    row->cost[0] = 0;
    row->least = 0;
    for (size_t i = 0; i < a->len; i++) {
        sum += a->gaps[i];
        row->cost[i + 1] = (uint16_t)sum;
    }
}

static inline unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Row for the first j + 1 letters of b; rows for the texts one and two letters shorter are given,
 * `before` NULL for the first letter. */
static void next_row(const spelling *a, const spelling *b, size_t j, const edit_row *before,
    const edit_row *last, edit_row *next)
{
    const uint8_t *costs = confusions[b->symbols[j]];
    const char c = b->letters[j], prev = j ? b->letters[j - 1] : '\0';
    unsigned insert = b->gaps[j], cost = last->cost[0] + insert, best = cost;
    next->cost[0] = (uint16_t)cost;
    for (size_t i = 0; i < a->len; i++) {
        unsigned other = costs[a->symbols[i]];
        unsigned step = a->letters[i] == c ? 0 : other ? other : AK_EDIT_FULL;
        cost = least(cost + a->gaps[i], last->cost[i] + step);
        cost = least(cost, last->cost[i + 1] + insert);
        if (before && i > 0 && a->letters[i] == prev && a->letters[i - 1] == c && prev != c)
            cost = least(cost, before->cost[i - 1] + AK_EDIT_SWAP);
        next->cost[i + 1] = (uint16_t)cost;
        best = least(best, cost);
    }
    next->least = (uint16_t)best;
}

unsigned ak_edit_distance(ak_slice a, ak_slice b, unsigned limit)
{
    spelling x, y;
    edit_row rows[3];
    edit_row *before = NULL, *last = &rows[0], *next = &rows[1], *spare = &rows[2];
    spell(a, &x);
    spell(b, &y);
    first_row(&x, last);
    for (size_t j = 0; j < y.len; j++) {
        next_row(&x, &y, j, before, last, next);
        if (next->least > limit && last->least + AK_EDIT_SWAP > limit) return limit + 1;
        edit_row *free_row = before ? before : spare;
        before = last;
        last = next;
        next = free_row;
    }
    return last->cost[x.len] <= limit ? last->cost[x.len] : limit + 1;
}

/* ---- what letters alone say ---- */

uint32_t ak_edit_letters(ak_slice text)
{
    uint32_t set = 0;
    for (size_t i = 0; i < text.len && i < AK_TERM_MAX; i++)
        if (text.data[i] >= 'a' && text.data[i] <= 'z') set |= UINT32_C(1) << (text.data[i] - 'a');
    return set;
}

/* The first c of a text that has it and no gap is doubled there: what it costs where the other
 * side has no c, and may have any letter (or one of `others`, if that is not empty). */
static unsigned least_cost(char c, ak_slice others)
{
    static const char all[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    unsigned cost = c == 'h' ? GAP_H : is_vowel(c) ? GAP_VOWEL : AK_EDIT_FULL;
    if (others.len == 0) others = (ak_slice){all, sizeof all - 1};
    for (size_t i = 0; i < others.len; i++)
        if (others.data[i] != c) cost = least(cost, exchange(c, others.data[i]));
    return cost;
}

/* Each letter that only one text has costs at least this at its first place, by another edit each:
 * a letter of one text is in one edit, and two neighbours exchanged are in both texts. An exchange
 * may rid both texts of one, so that only the larger of the two sums is sure. */
void ak_edit_floor_make(ak_slice text, ak_edit_floor *out)
{
    text = ak_slice_sub(text, 0, AK_TERM_MAX);
    out->letters = ak_edit_letters(text);
    for (int i = 0; i < 26; i++) {
        out->extra[i] = (uint8_t)least_cost((char)('a' + i), text);
        out->lacking[i] = 0;
        if (out->letters >> i & 1) /* of others nobody asks */
            out->lacking[i] = (uint8_t)least_cost((char)('a' + i), (ak_slice){NULL, 0});
    }
}
