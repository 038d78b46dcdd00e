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
 * Vowels among themselves cost VOWELS unless named here, and all others a full edit. */
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
    BOTH('l', 'r', 70),
};

static unsigned exchange(char a, char b)
{
    if (a == b) return 0;
    unsigned cost = confusions[SYMBOL(a)][SYMBOL(b)];
    if (cost) return cost;
    return is_vowel(a) && is_vowel(b) ? VOWELS : AK_EDIT_FULL;
}

/* Cost of a letter that only one side has. */
static unsigned gap(char prev, char c)
{
    if (c == prev || (prev == 'c' && c == 'k')) return GAP_DOUBLED; /* "ck" is a doubled k */
    if (c == 'h') return prev ? GAP_H : GAP_H_FIRST;
    if (is_vowel(c)) return prev ? GAP_VOWEL : GAP_VOWEL_FIRST;
    return AK_EDIT_FULL;
}

static void first_row(ak_slice pattern, edit_row *row)
{
    unsigned sum = 0;
    row->cost[0] = 0;
    row->least = 0;
    for (size_t i = 0; i < pattern.len; i++) {
        sum += gap(i ? pattern.data[i - 1] : '\0', pattern.data[i]);
        row->cost[i + 1] = (uint16_t)sum;
    }
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Row for one letter more of the other text: c, which prev stands before; rows for the texts one
 * and two letters shorter are given, `before` NULL for the first letter. */
static void next_row(ak_slice pattern, const edit_row *before, const edit_row *last, char prev,
    char c, edit_row *next)
{
    const char *p = pattern.data;
    unsigned insert = gap(prev, c);
    unsigned best = last->cost[0] + insert;
    next->cost[0] = (uint16_t)best;
    for (size_t i = 0; i < pattern.len; i++) {
        unsigned cost = last->cost[i] + exchange(p[i], c);
        cost = least(cost, last->cost[i + 1] + insert);
        cost = least(cost, next->cost[i] + gap(i ? p[i - 1] : '\0', p[i]));
        if (before && i > 0 && p[i] == prev && p[i - 1] == c && p[i] != c)
            cost = least(cost, before->cost[i - 1] + AK_EDIT_SWAP);
        next->cost[i + 1] = (uint16_t)cost;
        best = least(best, cost);
    }
    next->least = (uint16_t)best;
}

unsigned ak_edit_distance(ak_slice a, ak_slice b, unsigned limit)
{
    a = ak_slice_sub(a, 0, AK_TERM_MAX);
    b = ak_slice_sub(b, 0, AK_TERM_MAX);
    edit_row rows[3];
    edit_row *before = NULL, *last = &rows[0], *next = &rows[1], *spare = &rows[2];
    first_row(a, last);
    for (size_t j = 0; j < b.len; j++) {
        next_row(a, before, last, j ? b.data[j - 1] : '\0', b.data[j], next);
        if (next->least > limit && last->least + AK_EDIT_SWAP > limit) return limit + 1;
        edit_row *free_row = before ? before : spare;
        before = last;
        last = next;
        next = free_row;
    }
    return last->cost[a.len] <= limit ? last->cost[a.len] : limit + 1;
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
