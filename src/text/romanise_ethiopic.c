/* Ethiopic: each code point is a consonant with one of eight vowels, in rows of eight. The sixth
 * vowel is written only where a word would begin with two consonants, the first one as e. */
#include "text/romanise.h"
#include "text/romanise_table.h"

#define FIRST 0x1200u
#define LAST 0x1357u

/* Rows from U+1200 to U+1350. */
static const char rows[][4] = {"h", "l", "h", "m", "s", "r", "s", "sh", "q", "qw", "q", "qw", "b",
    "v", "t", "ch", "h", "hw", "n", "ny", "", "k", "kw", "kh", "khw", "w", "", "z", "zh", "y", "d",
    "d", "j", "g", "gw", "ng", "t", "ch", "p", "ts", "ts", "f", "p"};
static const char vowels[8][3] = {"e", "u", "i", "a", "e", "", "o", "wa"};

bool ak_ethiopic_has(uint32_t cp)
{
    return cp >= FIRST && cp <= LAST;
}

/* h, and the carriers of a bare vowel, have a where others have e. */
static bool is_guttural(const char *row)
{
    return row[0] == '\0' || (row[0] == 'h' && row[1] == '\0');
}

size_t ak_romanise_ethiopic(const uint32_t *cps, size_t n, char *out)
{
    char *p = out;
    for (size_t i = 0; i < n; i++) {
        if (!ak_ethiopic_has(cps[i])) continue;
        const char *row = rows[(cps[i] - FIRST) / 8], *vowel = vowels[cps[i] % 8];
        if (cps[i] % 8 == 0 && is_guttural(row)) vowel = "a";
        if (cps[i] % 8 == 5 && (i == 0 || row[0] == '\0')) vowel = "e";
        p = ak_roman_put(p, row);
        p = ak_roman_put(p, vowel);
    }
    return (size_t)(p - out);
}
