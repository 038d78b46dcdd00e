/* Jaro (1989), Jaro-Winkler (1990), American Soundex (as the US National Archives describe it) and
 * Levenshtein's edit distance. */
#include "names/measures.h"

#include <stdint.h>

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Pairs each letter of a with the first equal one of b that is free and within the window.
 * Returns how many pairs there are and marks the letters in them. */
static size_t pair_letters(ak_slice a, ak_slice b, size_t window, bool *in_a, bool *in_b)
{
    size_t pairs = 0;
    memset(in_a, 0, a.len);
    memset(in_b, 0, b.len);
    for (size_t i = 0; i < a.len; i++) {
        size_t end = least(i + window + 1, b.len);
        for (size_t k = i > window ? i - window : 0; k < end; k++) {
            if (in_b[k] || a.data[i] != b.data[k]) continue;
            in_a[i] = in_b[k] = true;
            pairs++;
            break;
        }
    }
    return pairs;
}

/* Paired letters that stand in another order, two of them making one transposition. */
static size_t transpositions(ak_slice a, ak_slice b, const bool *in_a, const bool *in_b)
{
    size_t differ = 0;
    for (size_t i = 0, k = 0; i < a.len; i++) {
        if (!in_a[i]) continue;
        while (!in_b[k]) k++;
        differ += a.data[i] != b.data[k++];
    }
    return differ / 2;
}

double ak_jaro(ak_slice a, ak_slice b)
{
    bool in_a[AK_MEASURE_MAX], in_b[AK_MEASURE_MAX];
    a.len = least(a.len, AK_MEASURE_MAX);
    b.len = least(b.len, AK_MEASURE_MAX);
    size_t longer = a.len > b.len ? a.len : b.len;
    size_t pairs = pair_letters(a, b, longer > 3 ? longer / 2 - 1 : 0, in_a, in_b);
    if (pairs == 0) return 0;
    double m = (double)pairs, t = (double)transpositions(a, b, in_a, in_b);
    return (m / (double)a.len + m / (double)b.len + (m - t) / m) / 3;
}

/* Winkler's bonus on top of a Jaro similarity. */
static double raised(double jaro, ak_slice a, ak_slice b, size_t prefix)
{
    size_t most = least(least(a.len, b.len), prefix), same = 0;
    while (same < most && a.data[same] == b.data[same]) same++;
    return jaro + (double)same * 0.1 * (1 - jaro);
}

double ak_jaro_winkler(ak_slice a, ak_slice b, size_t prefix)
{
    return raised(ak_jaro(a, b), a, b, prefix);
}

/* As if all letters in common, wherever they stand, were pairs in order. */
bool ak_jaro_winkler_may_reach(ak_slice a, ak_slice b, size_t prefix, double wanted)
{
    uint16_t free_letters[256] = {0};
    size_t pairs = 0;
    a.len = least(a.len, AK_MEASURE_MAX);
    b.len = least(b.len, AK_MEASURE_MAX);
    for (size_t i = 0; i < a.len; i++) free_letters[(unsigned char)a.data[i]]++;
    for (size_t i = 0; i < b.len; i++) {
        uint16_t *left = &free_letters[(unsigned char)b.data[i]];
        pairs += *left > 0;
        *left = (uint16_t)(*left - (*left > 0));
    }
    if (pairs == 0) return wanted <= 0;
    double m = (double)pairs, most = (m / (double)a.len + m / (double)b.len + 1) / 3;
    return raised(most, a, b, prefix) + 1e-9 >= wanted; /* roundings may differ */
}

/* The digit of a letter: '0' for vowels, which part equal digits, '-' for h and w, which do not. */
static char soundex_digit(char letter)
{
    static const char digits[] = "01230120022455012623010202"; /* a … z */
    if (letter == 'h' || letter == 'w') return '-';
    return letter >= 'a' && letter <= 'z' ? digits[letter - 'a'] : 0;
}

void ak_soundex(ak_slice word, char out[5])
{
    size_t n = 0;
    char last = 0;
    memset(out, 0, 5);
    for (size_t i = 0; i < word.len && n < 4; i++) {
        char digit = soundex_digit(word.data[i]);
        if (!digit || (digit == '-' && n > 0)) continue;
        if (n == 0)
            out[n++] = (char)(word.data[i] - 'a' + 'A');
        else if (digit != '0' && digit != last)
            out[n++] = digit;
        last = digit;
    }
    while (n > 0 && n < 4) out[n++] = '0';
}

size_t ak_edits(ak_slice a, ak_slice b)
{
    uint8_t row[AK_EDITS_MAX + 1];
    a.len = least(a.len, AK_EDITS_MAX);
    b.len = least(b.len, AK_EDITS_MAX);
    for (size_t k = 0; k <= b.len; k++) row[k] = (uint8_t)k;
    for (size_t i = 0; i < a.len; i++) {
        size_t before = row[0]; /* of the row above, one to the left */
        row[0] = (uint8_t)(i + 1);
        for (size_t k = 0; k < b.len; k++) {
            size_t replaced = before + (a.data[i] != b.data[k]);
            before = row[k + 1];
            row[k + 1] = (uint8_t)least(replaced, least(row[k], before) + 1);
        }
    }
    return row[b.len];
}
