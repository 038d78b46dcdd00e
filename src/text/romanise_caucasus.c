/* Armenian (Eastern, with ye and vo at the start of a word) and Georgian (the national system:
 * no apostrophes, so that თ and ტ are both t). */
#include "text/romanise.h"
#include "text/romanise_table.h"

#include <string.h>

#define ECH 0x565
#define VO 0x578
#define YIWN 0x582
#define EV 0x587

/* U+0561 to U+0587. */
static const char armenian[][3] = {
    "a", "b", "g", "d", "e", "z", "e", "y", "t", "zh", "i", "l", "kh", "ts", "k", "h", /* ա-հ */
    "dz", "gh", "ch", "m", "y", "n", "sh", "o", "ch", "p", "j", "r", "s", "v", "t",    /* ձ-տ */
    "r", "ts", "v", "p", "k", "o", "f", "ev"                                           /* ր-և */
};

/* U+10D0 to U+10F6; Asomtavruli and Nuskhuri have the same order. */
static const char georgian[][3] = {"a", "b", "g", "d", "e", "v", "z", "t", "i", "k", "l", "m", "n",
    "o", "p", "zh", "r", "s", "t", "u", "p", "k", "gh", "q", "sh", "ch", "ts", "dz", "ts", "ch",
    "kh", "j", "h", "e", "y", "w", "q", "o", "f"};

bool ak_armenian_has(uint32_t cp)
{
    return cp >= 0x561 && cp <= EV;
}

size_t ak_romanise_armenian(const uint32_t *cps, size_t n, char *out)
{
    char *p = out;
    for (size_t i = 0; i < n; i++) {
        uint32_t cp = cps[i], next = i + 1 < n ? cps[i + 1] : 0;
        if (cp == VO && next == YIWN) {
            p = ak_roman_put(p, "u");
            i++;
            continue;
        }
        if (i == 0 && (cp == ECH || cp == EV)) *p++ = 'y';
        if (i == 0 && cp == VO) *p++ = 'v';
        p = ak_roman_put(p, armenian[cp - 0x561]);
    }
    return (size_t)(p - out);
}

const char *ak_georgian_letter(uint32_t cp)
{
    uint32_t i = cp >= 0x10D0 && cp <= 0x10F6   ? cp - 0x10D0
                 : cp >= 0x2D00 && cp <= 0x2D25 ? cp - 0x2D00
                                                : UINT32_MAX;
    return i < sizeof georgian / sizeof *georgian ? georgian[i] : NULL;
}
