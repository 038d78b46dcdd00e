/* Khmer and Burmese, as names are written in the press: Hun Sen, Aung San Suu Kyi. */
#include "text/romanise.h"
#include "text/romanise_table.h"

#include <string.h>

enum {
    KHMER_FIRST = 0x1780,
    KHMER_SA = 0x179F,
    KHMER_HA = 0x17A0,
    KHMER_VO = 0x179C,
    KHMER_LAST_CONSONANT = 0x17A2,
    KHMER_FIRST_SIGN = 0x17B6,
    KHMER_LAST_SIGN = 0x17C8,
    SIGN_AA = 0x17B6,
    SIGN_U = 0x17BB,
    NIKAHIT = 0x17C6,
    TO_FIRST = 0x17C9,
    TO_SECOND = 0x17CA,
    COENG = 0x17D2,
    DOT_BELOW = 0x1037, /* Burmese */
    GREAT_SA = 0x103F,
    STACKER = 0x1039, /* Burmese: the next consonant stands below */
    ASAT = 0x103A     /* Burmese: the consonant ends its syllable */
};

/* U+1780 to U+17B3; khmer_series tells the consonants of the second series,
 * after which ា is ea and the inherent vowel o. */
static const char khmer_letters[][4] = {"k", "kh", "k", "kh", "ng", "ch", "chh", "ch", "chh", "nh",
    "d", "th", "d", "th", "n", "t", "th", "t", "th", "n", "b", "ph", "p", "ph", "m", "y", "r", "l",
    "v", "s", "s", "s", "h", "l", "", "a", "a", "e", "ei", "u", "uk", "u", "ov", "rue", "rue",
    "lue", "lue", "e", "ai", "ao", "ao", "au"};
static const char khmer_series[] = "11222112221122111222112222222111111";
/* U+17B6 to U+17C8. */
static const char khmer_signs[][4] = {"a", "i", "i", "oe", "eu", "u", "ou", "uo", "oe", "oea", "ie",
    "e", "e", "ei", "o", "ov", "om", "ah", "a"};

bool ak_khmer_has(uint32_t cp)
{
    return cp >= KHMER_FIRST && cp < KHMER_FIRST + sizeof khmer_letters / sizeof *khmer_letters;
}

static bool is_khmer_consonant(uint32_t cp)
{
    return cp >= KHMER_FIRST && cp <= KHMER_LAST_CONSONANT;
}

static bool is_khmer_sign(uint32_t cp)
{
    return cp >= KHMER_FIRST_SIGN && cp <= KHMER_LAST_SIGN;
}

/* The next letter or vowel at or after i; other signs (៊, ់ …) are skipped. */
static size_t next_khmer(const uint32_t *cps, size_t n, size_t i)
{
    while (i < n && !ak_khmer_has(cps[i]) && !is_khmer_sign(cps[i]) && cps[i] != COENG) i++;
    return i;
}

/* The series of a consonant, which the signs ៉ and ៊ may change. */
static bool is_second_series(const uint32_t *cps, size_t n, size_t i)
{
    if (!is_khmer_consonant(cps[i])) return false;
    if (i + 1 < n && cps[i + 1] == TO_FIRST) return false;
    if (i + 1 < n && cps[i + 1] == TO_SECOND) return true;
    return khmer_series[cps[i] - KHMER_FIRST] == '2';
}

/* Vowel signs from i on; moves *i behind them. ុំ is om, ាំ am. */
static char *put_khmer_signs(char *p, const uint32_t *cps, size_t n, size_t *i, bool second)
{
    bool first = true;
    while (*i < n && is_khmer_sign(cps[*i])) {
        uint32_t sign = cps[*i];
        const char *text = khmer_signs[sign - KHMER_FIRST_SIGN];
        *i = next_khmer(cps, n, *i + 1);
        if (sign == SIGN_AA && second) text = "ea";
        if (sign == SIGN_U && *i < n && cps[*i] == NIKAHIT) continue;
        if (sign == NIKAHIT && !first) text = "m";
        p = ak_roman_put(p, text);
        first = sign == SIGN_U;
    }
    return p;
}

/* One consonant of a foreign sound: ហ្ស z, ហ្វ f. NULL for all others. */
static const char *khmer_digraph(const uint32_t *cps, size_t n, size_t i)
{
    if (cps[i] != KHMER_HA || i + 2 >= n || cps[i + 1] != COENG) return NULL;
    return cps[i + 2] == KHMER_SA ? "z" : cps[i + 2] == KHMER_VO ? "f" : NULL;
}

size_t ak_romanise_khmer(const uint32_t *cps, size_t n, char *out)
{
    char *p = out;
    bool vowel = false, joined = false; /* written last: a vowel; the sign that stacks */
    for (size_t i = next_khmer(cps, n, 0); i < n;) {
        bool second = is_second_series(cps, n, i);
        const char *digraph = khmer_digraph(cps, n, i);
        bool consonant = is_khmer_consonant(cps[i]);
        if (ak_khmer_has(cps[i]))
            p = ak_roman_put(p, digraph ? digraph : khmer_letters[cps[i] - KHMER_FIRST]);
        i = is_khmer_sign(cps[i]) ? i : next_khmer(cps, n, i + (digraph ? 3 : 1));
        bool stacks = i < n && cps[i] == COENG, sign = i < n && is_khmer_sign(cps[i]);
        char *before = p;
        p = put_khmer_signs(p, cps, n, &i, second);
        /* Without a sign a consonant after a vowel ends its syllable. */
        if (consonant && !stacks && !sign && (joined || !vowel)) *p++ = second ? 'o' : 'a';
        vowel = p > before || !consonant;
        joined = stacks;
        if (stacks) i = next_khmer(cps, n, i + 1);
    }
    return (size_t)(p - out);
}

/* U+1000 to U+1021. */
static const char burmese_letters[][3] = {"k", "kh", "g", "g", "ng", "s", "s", "z", "z", "ny", "ny",
    "t", "t", "d", "d", "n", "t", "t", "d", "d", "n", "p", "p", "b", "b", "m", "y", "y", "l", "w",
    "th", "h", "l", ""};
/* U+1023 to U+102A: independent vowels. */
static const char burmese_vowels[][3] = {"i", "i", "u", "u", "e", "", "aw", "aw"};

bool ak_burmese_has(uint32_t cp)
{
    return (cp >= 0x1000 && cp <= 0x102A && cp != 0x1022 && cp != 0x1028) || cp == GREAT_SA;
}

static bool is_burmese_consonant(uint32_t cp)
{
    return (cp >= 0x1000 && cp <= 0x1021) || cp == GREAT_SA;
}

/* What stands around one consonant. */
typedef struct syllable {
    uint32_t medials; /* MEDIAL_… */
    uint32_t vowels;  /* VOWEL_… */
    uint32_t final;   /* consonant with asat, 0 where there is none */
} syllable;

enum { MEDIAL_Y = 1, MEDIAL_R = 2, MEDIAL_W = 4, MEDIAL_H = 8 };
enum { VOWEL_A = 1, VOWEL_I = 2, VOWEL_U = 4, VOWEL_E = 8, VOWEL_AI = 16, VOWEL_N = 32 };

static void take_burmese_sign(syllable *s, uint32_t cp)
{
    switch (cp) {
    case 0x102B:
    case 0x102C:
        s->vowels |= VOWEL_A;
        break;
    case 0x102D:
    case 0x102E:
        s->vowels |= VOWEL_I;
        break;
    case 0x102F:
    case 0x1030:
        s->vowels |= VOWEL_U;
        break;
    case 0x1031:
        s->vowels |= VOWEL_E;
        break;
    case 0x1032:
        s->vowels |= VOWEL_AI;
        break;
    case 0x1036:
        s->vowels |= VOWEL_N;
        break;
    case 0x103B:
    case 0x103C:
    case 0x103D:
    case 0x103E:
        s->medials |= 1u << (cp - 0x103B);
        break;
    default:
        break;
    }
}

/* Reads signs and a final consonant from i on; returns what follows them. */
static size_t read_syllable(const uint32_t *cps, size_t n, size_t i, syllable *s)
{
    *s = (syllable){0};
    for (; i < n; i++) {
        bool dot = i + 1 < n && cps[i + 1] == DOT_BELOW; /* သန့်: the tone stands before the asat */
        uint32_t next = i + 1 + dot < n ? cps[i + 1 + dot] : 0;
        if (is_burmese_consonant(cps[i])) {
            if (next != ASAT && next != STACKER) return i;
            s->final = cps[i];
            i += 1 + dot;
            if (next == ASAT && i + 1 < n && cps[i + 1] == STACKER) i++;
            if (cps[i] == STACKER) return i + 1;
            continue;
        }
        if (ak_burmese_has(cps[i])) return i;
        take_burmese_sign(s, cps[i]);
    }
    return i;
}

/* Finals by the sound they make: င် ng, က် k, the stops t, the nasals n, ည် i, ယ် e. */
static char final_class(uint32_t cp)
{
    if (cp == 0x1004) return 'g';
    if (cp == 0x1000) return 'k';
    if (cp == 0x100A) return 'i';
    if (cp == 0x1009) return 'j';
    if (cp == 0x1005) return 's';
    if (cp == 0x101A) return 'y';
    if (cp == 0x1014 || cp == 0x1019 || cp == 0x100F) return 'n';
    return cp ? 't' : '\0';
}

static const char *burmese_rhyme(const syllable *s)
{
    char f = final_class(s->final);
    bool nasal = f == 'n' || (s->vowels & VOWEL_N);
    if ((s->vowels & VOWEL_E) && (s->vowels & VOWEL_A))
        return f == 'g' ? "aung" : f == 'k' ? "auk" : "aw";
    if ((s->vowels & VOWEL_I) && (s->vowels & VOWEL_U))
        return f == 'g' ? "aing" : f == 'k' ? "aik" : f == 'y' ? "oe" : "o";
    if (s->vowels & (VOWEL_E | VOWEL_AI)) return "e";
    if (s->vowels & VOWEL_I) return nasal ? "ein" : f == 't' ? "eik" : "i";
    if (s->vowels & VOWEL_U) return nasal ? "on" : f == 't' ? "ok" : "u";
    if (nasal) return "an";
    switch (f) {
    case 'g':
    case 'j':
        return "in";
    case 'k':
        return "et";
    case 's':
        return "it";
    case 'i':
        return "i";
    case 'y':
        return "e";
    case 't':
        return "at";
    default:
        return "a";
    }
}

static char *put_burmese_onset(char *p, uint32_t cp, uint32_t medials)
{
    const char *text = cp == GREAT_SA ? "th" : burmese_letters[cp - 0x1000];
    bool y = medials & (MEDIAL_Y | MEDIAL_R);
    if (medials & MEDIAL_H) {
        bool sh = cp == 0x101B || (cp == 0x101C && y);
        p = ak_roman_put(p, sh ? "sh" : "h");
        if (sh) text = "";
    }
    if (cp == 0x1001 && (medials & MEDIAL_Y)) text = "ch";
    p = ak_roman_put(p, text);
    if (y && text[0] && p[-1] != 'h' && p[-1] != 'y') *p++ = 'y';
    if (medials & MEDIAL_W) *p++ = 'w';
    return p;
}

size_t ak_romanise_burmese(const uint32_t *cps, size_t n, char *out)
{
    char *p = out;
    for (size_t i = 0; i < n;) {
        uint32_t cp = cps[i++];
        if (!ak_burmese_has(cp)) continue;
        if (!is_burmese_consonant(cp)) {
            p = ak_roman_put(p, burmese_vowels[cp - 0x1023]);
            continue;
        }
        syllable s;
        i = read_syllable(cps, n, i, &s);
        p = put_burmese_onset(p, cp, s.medials);
        p = ak_roman_put(p, burmese_rhyme(&s));
    }
    return (size_t)(p - out);
}
