/* Hebrew as in the press: sh, tz, final forms, the geresh of foreign sounds (ג׳ j). Vowel letters
 * are read by their place; niqqud is honoured where it is written. */
#include "text/romanise.h"
#include "text/romanise_table.h"

enum {
    SHEVA = 0x5B0,
    HATAF_SEGOL = 0x5B1,
    HATAF_PATAH = 0x5B2,
    HATAF_QAMATS = 0x5B3,
    HIRIQ = 0x5B4,
    TSERE = 0x5B5,
    SEGOL = 0x5B6,
    PATAH = 0x5B7,
    QAMATS = 0x5B8,
    HOLAM = 0x5B9,
    HOLAM_HASER = 0x5BA,
    QUBUTS = 0x5BB,
    DAGESH = 0x5BC,
    SIN_DOT = 0x5C2,
    QAMATS_QATAN = 0x5C7,
    ALEF = 0x5D0,
    BET = 0x5D1,
    GIMEL = 0x5D2,
    DALET = 0x5D3,
    HE = 0x5D4,
    VAV = 0x5D5,
    ZAYIN = 0x5D6,
    YOD = 0x5D9,
    FINAL_KAF = 0x5DA,
    KAF = 0x5DB,
    AYIN = 0x5E2,
    FINAL_PE = 0x5E3,
    PE = 0x5E4,
    FINAL_TSADI = 0x5E5,
    TSADI = 0x5E6,
    SHIN = 0x5E9,
    TAV = 0x5EA,
    YIDDISH_VAV_VAV = 0x5F0,
    YIDDISH_VAV_YOD = 0x5F1,
    YIDDISH_YOD_YOD = 0x5F2
};

typedef struct letter {
    uint32_t cp;
    const char *vowel; /* niqqud on it, "" for sheva, NULL where none is written */
    bool dagesh, sin, geresh;
} letter;

/* U+05D0 to U+05EA. */
static const char letters[][3] = {"a", "b", "g", "d", "h", "v", "z", "h", "t", "y", "ch", "k", "l",
    "m", "m", "n", "n", "s", "", "f", "p", "tz", "tz", "k", "r", "sh", "t"};

bool ak_hebrew_has(uint32_t cp)
{
    return (cp >= ALEF && cp <= TAV) || (cp >= YIDDISH_VAV_VAV && cp <= YIDDISH_YOD_YOD);
}

static const char *niqqud(uint32_t cp)
{
    switch (cp) {
    case SHEVA:
        return "";
    case HIRIQ:
        return "i";
    case HATAF_SEGOL:
    case TSERE:
    case SEGOL:
        return "e";
    case HATAF_PATAH:
    case PATAH:
    case QAMATS:
        return "a";
    case HATAF_QAMATS:
    case QAMATS_QATAN:
    case HOLAM:
    case HOLAM_HASER:
        return "o";
    case QUBUTS:
        return "u";
    default:
        return NULL;
    }
}

/* The letter at *i with its marks; *i moves behind them. cp is 0 at the end. */
static letter next_letter(const uint32_t *cps, size_t n, size_t *i)
{
    letter l = {0};
    while (*i < n && !ak_hebrew_has(cps[*i])) ++*i;
    if (*i == n) return l;
    for (l.cp = cps[(*i)++]; *i < n && !ak_hebrew_has(cps[*i]); ++*i) {
        const char *vowel = niqqud(cps[*i]);
        if (vowel) l.vowel = vowel;
        l.dagesh |= cps[*i] == DAGESH;
        l.sin |= cps[*i] == SIN_DOT;
        l.geresh |= cps[*i] == AK_GERESH;
    }
    return l;
}

static const char *with_geresh(uint32_t cp)
{
    switch (cp) {
    case GIMEL:
        return "j";
    case ZAYIN:
        return "zh";
    case TSADI:
    case FINAL_TSADI:
        return "ch";
    case TAV:
        return "th";
    default:
        return NULL;
    }
}

bool ak_hebrew_takes_geresh(uint32_t cp)
{
    return with_geresh(cp) != NULL;
}

static bool is_vowel_letter(uint32_t cp)
{
    return cp == VAV || cp == YOD || cp == ALEF;
}

/* Without niqqud: b, k, p at the start; v at the end, ch and f after a vowel. */
static const char *bet_kaf_pe(
    const letter *before, const letter *l, const letter *after, bool pointed)
{
    bool hard = pointed ? l->dagesh : l->cp == BET ? after->cp != 0 : before->cp == 0;
    if (!pointed && l->cp == PE) hard = !is_vowel_letter(before->cp) || after->cp == 0;
    switch (l->cp) {
    case BET:
        return hard ? "b" : "v";
    case KAF:
        return hard ? "k" : "ch";
    default:
        return hard ? "p" : "f";
    }
}

static const char *vav(const letter *before, const letter *l, const letter *after)
{
    if (l->dagesh && !l->vowel) return "u";
    if (l->vowel && l->vowel[0] == 'o') return "";
    if (l->vowel) return "v";
    if (before->cp == 0) return after->cp == VAV ? "w" : "v";
    if (before->cp == VAV) return "";
    if (after->cp == VAV) return "v";
    return after->cp == ALEF || before->cp == ALEF ? "u" : "o";
}

static const char *yod(const letter *before, const letter *l, const letter *after)
{
    if (l->vowel || before->cp == 0) return "y";
    if (before->cp == YOD) return "i";
    return after->cp == YOD ? "e" : "i";
}

static const char *romanise_letter(
    const letter *before, const letter *l, const letter *after, bool pointed)
{
    const char *foreign = l->geresh ? with_geresh(l->cp) : NULL;
    if (foreign) return foreign;
    switch (l->cp) {
    case ALEF:
        if (before->cp == 0 && (after->cp == VAV || after->cp == YOD)) return "";
        return l->vowel ? "" : "a";
    case AYIN:
        if (before->cp == ALEF || before->cp == VAV || is_vowel_letter(after->cp)) return "";
        return l->vowel || (before->cp && after->cp == 0) ? "" : "a";
    case BET:
    case KAF:
    case PE:
        return bet_kaf_pe(before, l, after, pointed);
    case HE:
        return after->cp || l->vowel ? "h" : before->vowel ? "h" : "a";
    case VAV:
        return vav(before, l, after);
    case YOD:
        return yod(before, l, after);
    case SHIN:
        return l->sin ? "s" : "sh";
    case YIDDISH_VAV_VAV:
        return "v";
    case YIDDISH_VAV_YOD:
        return "oy";
    case YIDDISH_YOD_YOD:
        return "ei";
    default:
        return letters[l->cp - ALEF];
    }
}

size_t ak_romanise_hebrew(const uint32_t *cps, size_t n, char *out)
{
    bool pointed = false;
    for (size_t i = 0; i < n; i++) pointed |= niqqud(cps[i]) != NULL;
    size_t i = 0;
    char *p = out;
    letter before = {0}, self = next_letter(cps, n, &i), after;
    for (; self.cp; before = self, self = after) {
        after = next_letter(cps, n, &i);
        p = ak_roman_put(p, romanise_letter(&before, &self, &after, pointed));
        if (self.vowel) p = ak_roman_put(p, self.vowel);
    }
    return (size_t)(p - out);
}
