/* Cyrillic, in the spelling of the press. One word seldom tells its language, but some letters
 * do: with them Serbian words follow Serbian Latin (ћ: Milosevic), Ukrainian and Belarusian
 * words have h for г, Bulgarian ones a for ъ. */
#include "text/romanise.h"
#include "text/romanise_table.h"

enum {
    I = 0x438,
    SHORT_I = 0x439,
    IE = 0x435,
    O = 0x43E,
    HARD_SIGN = 0x44A,
    YERY = 0x44B,
    SOFT_SIGN = 0x44C,
    YA = 0x44F,
    UKRAINIAN_I = 0x456
};

typedef enum language {
    RUSSIAN,   /* and whatever is not one of the others */
    UKRAINIAN, /* and Belarusian */
    SERBIAN
} language;

/* U+0430 to U+045F. Empty: handled in romanise_letter, or silent. */
static const char basic[][5] = {
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", /* а-п */
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", /* р-я */
    "e", "e", "dj", "gj", "ye", "dz", "i", "yi", "j", "lj", "nj", "c", "kj", "i", "u",
    "dz" /* ѐ-џ */
};

/* Sorted. */
static const ak_roman_pair others[] = {{0x0463, "e"}, {0x0465, "ye"}, {0x0467, "ya"},
    {0x0469, "ya"}, {0x046B, "u"}, {0x046D, "yu"}, {0x0473, "f"}, {0x0475, "i"}, {0x0491, "g"},
    {0x0493, "g"}, {0x0495, "g"}, {0x0497, "j"}, {0x0499, "z"}, {0x049B, "k"}, {0x049D, "g"},
    {0x049F, "k"}, {0x04A1, "k"}, {0x04A3, "n"}, {0x04A5, "ng"}, {0x04A9, "o"}, {0x04AB, "s"},
    {0x04AD, "t"}, {0x04AF, "u"}, {0x04B1, "u"}, {0x04B3, "h"}, {0x04B5, "ts"}, {0x04B7, "j"},
    {0x04B9, "j"}, {0x04BB, "h"}, {0x04BD, "ch"}, {0x04BF, "ch"}, {0x04C0, ""}, {0x04C2, "zh"},
    {0x04C8, "n"}, {0x04CA, "n"}, {0x04CB, "ch"}, {0x04CC, "ch"}, {0x04CF, ""}, {0x04D1, "a"},
    {0x04D3, "a"}, {0x04D5, "ae"}, {0x04D7, "e"}, {0x04D9, "a"}, {0x04DB, "a"}, {0x04DD, "zh"},
    {0x04DF, "z"}, {0x04E1, "dz"}, {0x04E3, "i"}, {0x04E5, "i"}, {0x04E7, "o"}, {0x04E9, "o"},
    {0x04EB, "o"}, {0x04ED, "e"}, {0x04EF, "u"}, {0x04F1, "u"}, {0x04F3, "u"}, {0x04F5, "ch"},
    {0x04F7, "g"}, {0x04F9, "y"}};

static bool is_basic(uint32_t cp)
{
    return cp >= 0x430 && cp < 0x430 + sizeof basic / sizeof *basic;
}

bool ak_cyrillic_has(uint32_t cp)
{
    return is_basic(cp) || AK_ROMAN_FIND(others, cp);
}

static bool is_vowel(uint32_t cp)
{
    switch (cp) {
    case 0x430: /* а */
    case 0x435: /* е */
    case 0x438: /* и */
    case 0x43E: /* о */
    case 0x443: /* у */
    case 0x44B: /* ы */
    case 0x44D: /* э */
    case 0x44E: /* ю */
    case 0x44F: /* я */
    case 0x451: /* ё */
    case 0x454: /* є */
    case 0x456: /* і */
    case 0x457: /* ї */
    case 0x4D9: /* ә */
    case 0x4E9: /* ө */
    case 0x4AF: /* ү */
    case 0x4B1: /* ұ */
        return true;
    default:
        return false;
    }
}

/* Letters of Kazakh, Tatar and their neighbours, which have і without being Ukrainian. */
static bool is_turkic(uint32_t cp)
{
    return cp >= 0x490 && cp <= 0x4FF && cp != 0x491;
}

static language language_of(const uint32_t *cps, size_t n)
{
    bool ukrainian = false, belarusian = false, i_letter = false;
    for (size_t i = 0; i < n; i++) {
        switch (cps[i]) {
        case 0x452: /* ђ */
        case 0x458: /* ј */
        case 0x459: /* љ */
        case 0x45A: /* њ */
        case 0x45B: /* ћ */
        case 0x45F: /* џ */
            return SERBIAN;
        case 0x454: /* є */
        case 0x456: /* і */
        case 0x457: /* ї */
        case 0x491: /* ґ */
            ukrainian = true;
            break;
        case 0x45E: /* ў: Belarusian, where there is no и, or Uzbek */
            belarusian = true;
            break;
        case I:
            i_letter = true;
            break;
        default:
            if (is_turkic(cps[i])) return RUSSIAN;
        }
    }
    return ukrainian || (belarusian && !i_letter) ? UKRAINIAN : RUSSIAN;
}

static const char *serbian_letter(uint32_t cp)
{
    switch (cp) {
    case 0x436: /* ж */
        return "z";
    case 0x445: /* х */
        return "h";
    case 0x446: /* ц */
    case 0x447: /* ч */
        return "c";
    case 0x448: /* ш */
        return "s";
    default:
        return NULL;
    }
}

static const char *ukrainian_letter(uint32_t cp)
{
    switch (cp) {
    case 0x433: /* г */
        return "h";
    case 0x438: /* и */
        return "y";
    default:
        return NULL;
    }
}

/* ъ is a vowel in Bulgarian, and mute before the soft vowels of Russian. */
static const char *hard_sign(const uint32_t *cps, size_t n, size_t i)
{
    bool vowel = i + 1 < n && !is_vowel(cps[i + 1]);
    return vowel ? "a" : "";
}

/* й is a consonant before a vowel: Йосип, Анатолійович. */
static const char *short_i(const uint32_t *cps, size_t n, size_t i)
{
    return i + 1 < n && is_vowel(cps[i + 1]) ? "y" : "i";
}

/* Endings and pairs that are written otherwise than letter by letter: Дмитрий Dmitry, Грозный
 * Grozny, Сергій Serhiy, Мария Maria, Юрьевич Yurievich. *used is the letters they take. */
static const char *pair(const uint32_t *cps, size_t n, size_t i, size_t *used)
{
    uint32_t cp = cps[i], next = i + 1 < n ? cps[i + 1] : 0;
    bool last = i + 2 == n;
    *used = 2;
    if (next == SHORT_I && last) {
        if (cp == I || cp == YERY) return "y";
        if (cp == UKRAINIAN_I) return "iy";
    }
    if ((cp == I || cp == UKRAINIAN_I) && next == YA) return "ia";
    if (cp == SOFT_SIGN && next == IE) return "ie";
    if (cp == SOFT_SIGN && next == O) return "yo";
    return NULL;
}

static const char *romanise_letter(const uint32_t *cps, size_t n, size_t i, language lang)
{
    uint32_t cp = cps[i];
    const char *own = lang == SERBIAN     ? serbian_letter(cp)
                      : lang == UKRAINIAN ? ukrainian_letter(cp)
                                          : NULL;
    if (own) return own;
    if (cp == HARD_SIGN) return hard_sign(cps, n, i);
    if (cp == SHORT_I) return short_i(cps, n, i);
    if (is_basic(cp)) return basic[cp - 0x430];
    const char *other = AK_ROMAN_FIND(others, cp);
    return other ? other : "";
}

size_t ak_romanise_cyrillic(const uint32_t *cps, size_t n, char *out)
{
    language lang = language_of(cps, n);
    char *p = out;
    for (size_t i = 0, used; i < n; i += used) {
        const char *text = pair(cps, n, i, &used);
        if (!text) {
            text = romanise_letter(cps, n, i, lang);
            used = 1;
        }
        p = ak_roman_put(p, text);
    }
    return (size_t)(p - out);
}
