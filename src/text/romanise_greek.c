/* Greek after ELOT 743 as the press writes it (ch, ou, ef and ev), with the digraphs that spell
 * foreign sounds: μπ, ντ, γκ at the start of a word are b, d, g. */
#include "text/romanise.h"
#include "text/romanise_table.h"

#include <string.h>

enum {
    ETA_TONOS = 0x3AE,
    ALPHA = 0x3B1,
    GAMMA = 0x3B3,
    EPSILON = 0x3B5,
    ZETA = 0x3B6,
    ETA = 0x3B7,
    THETA = 0x3B8,
    IOTA = 0x3B9,
    KAPPA = 0x3BA,
    MU = 0x3BC,
    NU = 0x3BD,
    XI = 0x3BE,
    OMICRON = 0x3BF,
    PI = 0x3C0,
    FINAL_SIGMA = 0x3C2,
    SIGMA = 0x3C3,
    TAU = 0x3C4,
    UPSILON = 0x3C5,
    PHI = 0x3C6,
    CHI = 0x3C7,
    PSI = 0x3C8,
    UPSILON_TONOS = 0x3CD
};

/* U+03AC to U+03CE. */
static const char letters[][3] = {
    "a", "e", "i", "i", "y",                                                    /* ά έ ή ί ΰ */
    "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", /* α-ο */
    "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o",                         /* π-ω */
    "i", "y", "o", "y", "o"                                                     /* ϊ ϋ ό ύ ώ */
};

bool ak_greek_has(uint32_t cp)
{
    return (cp >= 0x3AC && cp <= 0x3CE) || cp == 0x390;
}

static uint32_t at(const uint32_t *cps, size_t n, size_t i)
{
    return i < n ? cps[i] : 0;
}

static const char *letter(uint32_t cp)
{
    return cp == 0x390 ? "i" : letters[cp - 0x3AC];
}

/* υ after α, ε, η is f before these and at the end, v elsewhere. */
static bool is_voiceless(uint32_t cp)
{
    return cp == 0 || cp == THETA || cp == KAPPA || cp == XI || cp == PI || cp == SIGMA ||
           cp == FINAL_SIGMA || cp == TAU || cp == PHI || cp == CHI || cp == PSI;
}

static bool is_vowel(uint32_t cp)
{
    const char *text = ak_greek_has(cp) ? letter(cp) : "";
    return text[0] && text[1] == '\0' && strchr("aeioy", text[0]);
}

/* Greek names end in a vowel and ς, in -ου or in -η; nearly all others are foreign names, in which
 * ντ, μπ, γκ, ου, γι and χ spell d, b, g, u, y and h. */
static bool looks_greek(const uint32_t *cps, size_t n)
{
    uint32_t last = cps[n - 1], before = n > 1 ? cps[n - 2] : 0;
    if (last == SIGMA || last == FINAL_SIGMA) return is_vowel(before);
    if (last == UPSILON || last == UPSILON_TONOS) return before == OMICRON;
    return last == ETA || last == ETA_TONOS;
}

/* μπ, ντ, γκ are b, d, g at the edges of a word and beside a consonant; between vowels Greek names
 * have two sounds. */
static const char *stop(
    const char *one, const char *two, uint32_t before, uint32_t after, bool greek)
{
    return greek && is_vowel(before) && is_vowel(after) ? two : one;
}

/* Two letters that are one sound; NULL where cps[i] and the next are not. */
static const char *digraph(const uint32_t *cps, size_t n, size_t i, bool greek)
{
    uint32_t a = cps[i], b = at(cps, n, i + 1), before = i ? cps[i - 1] : 0,
             after = at(cps, n, i + 2);
    if (b == UPSILON || b == UPSILON_TONOS) {
        bool hard = is_voiceless(after);
        if (a == OMICRON)
            return greek ? "ou" : is_vowel(after) && (!before || before == GAMMA) ? "w" : "u";
        if (a == ALPHA) return hard ? "af" : "av";
        if (a == EPSILON) return hard ? "ef" : "ev";
        if (a == ETA) return hard ? "if" : "iv";
    }
    if (a == MU && b == PI) return stop("b", "mp", before, after, greek);
    if (a == NU && b == TAU) return stop("d", "nt", before, after, greek);
    if (a == GAMMA && b == KAPPA) return stop("g", "gk", before, after, greek);
    if (a == GAMMA && b == GAMMA) return "ng";
    if (a == GAMMA && b == XI) return "nx";
    if (a == GAMMA && b == CHI) return "nch";
    if (a == GAMMA && b == IOTA && !greek && is_vowel(after)) return "y";
    if (a == TAU && b == ZETA && i == 0 && !greek) return "j";
    if (a == TAU && (b == FINAL_SIGMA || b == SIGMA) && after == 0 && before == IOTA) return "c";
    return NULL;
}

/* A letter by itself, where foreign names have another sound than Greek ones. */
static const char *single(const uint32_t *cps, size_t n, size_t i, bool greek)
{
    uint32_t after = at(cps, n, i + 1);
    if (greek) return letter(cps[i]);
    if (cps[i] == CHI && is_vowel(after)) return "h";
    if (cps[i] == PHI && after == 0) return "v";
    bool w = cps[i] == GAMMA && after == OMICRON && is_vowel(at(cps, n, i + 3));
    if (w && (at(cps, n, i + 2) == UPSILON || at(cps, n, i + 2) == UPSILON_TONOS)) return "";
    return letter(cps[i]);
}

size_t ak_romanise_greek(const uint32_t *cps, size_t n, char *out)
{
    bool greek = looks_greek(cps, n);
    char *p = out;
    for (size_t i = 0; i < n; i++) {
        const char *two = digraph(cps, n, i, greek);
        p = ak_roman_put(p, two ? two : single(cps, n, i, greek));
        i += two != NULL;
    }
    return (size_t)(p - out);
}
