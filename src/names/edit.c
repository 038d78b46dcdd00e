/* Weighted edit distance: the table of costs and the recurrence over it. */
#include "names/edit.h"

#define VOWELS 45u
#define GAP_H 30u
#define GAP_DOUBLED 15u
#define GAP_VOWEL 50u
#define GAP_H_FIRST 50u /* the first letter is seldom lost */
#define GAP_VOWEL_FIRST 75u

typedef struct edit_row {
    uint16_t cost[AK_TERM_MAX + 1]; /* of turning the first i letters of one text into … */
    uint16_t least;                 /* of all cost[] */
} edit_row;

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* Pairs of letters that are confused by eye, ear or romanisation, with the cost of exchanging
 * them; both orders hold. Vowels among themselves cost VOWELS unless named here. */
static unsigned confusion(char a, char b)
{
#define PAIR(x, y) ((x)*256 + (y))
    switch (a < b ? PAIR(a, b) : PAIR(b, a)) {
    case PAIR('c', 'k'):
    case PAIR('i', 'y'):
    case PAIR('k', 'q'):
        return 15;
    case PAIR('v', 'w'):
        return 20;
    case PAIR('c', 'q'):
    case PAIR('o', 'u'):
    case PAIR('u', 'w'):
        return 25;
    case PAIR('0', 'o'):
    case PAIR('1', 'i'):
    case PAIR('1', 'l'):
    case PAIR('5', 's'):
    case PAIR('e', 'i'):
    case PAIR('s', 'z'):
        return 30;
    case PAIR('a', 'e'):
    case PAIR('i', 'j'):
    case PAIR('j', 'y'):
        return 35;
    case PAIR('3', 'e'):
    case PAIR('4', 'a'):
    case PAIR('8', 'b'):
    case PAIR('9', 'g'):
    case PAIR('a', 'o'):
    case PAIR('c', 's'):
    case PAIR('f', 'v'):
        return 40;
    case PAIR('b', 'v'):
    case PAIR('g', 'q'):
    case PAIR('u', 'v'):
        return 45;
    case PAIR('b', 'p'):
    case PAIR('c', 'z'):
    case PAIR('d', 't'):
    case PAIR('f', 'p'):
    case PAIR('g', 'h'):
    case PAIR('g', 'j'):
    case PAIR('g', 'k'):
    case PAIR('h', 'j'):
    case PAIR('h', 'x'):
    case PAIR('i', 'l'):
    case PAIR('j', 'z'):
    case PAIR('k', 'x'):
    case PAIR('s', 'x'):
        return 50;
    case PAIR('m', 'n'):
        return 55;
    case PAIR('d', 'j'):
    case PAIR('h', 'k'):
    case PAIR('x', 'z'):
        return 60;
    case PAIR('c', 't'):
    case PAIR('l', 'r'):
        return 70;
    default:
        return is_vowel(a) && is_vowel(b) ? VOWELS : AK_EDIT_FULL;
    }
#undef PAIR
}

static unsigned exchange(char a, char b)
{
    return a == b ? 0 : confusion(a, b);
}

/* Cost of a letter that only one side has. */
static unsigned gap(char prev, char c)
{
    if (c == prev) return GAP_DOUBLED;
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
