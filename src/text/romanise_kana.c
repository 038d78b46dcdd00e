/* Kana by Hepburn: syllables, small kana that change the one before (シェ she, ファ fa), doubled
 * consonants. Long vowels are written once, as in Tokyo and Shinzo. */
#include "text/romanise.h"
#include "text/romanise_table.h"

#include <string.h>

#define HIRAGANA_FIRST 0x3041u
#define HIRAGANA_LAST 0x3096u
#define KATAKANA_FIRST 0x30A1u
#define KATAKANA_LAST 0x30FAu
#define SMALL_TSU 0x30C3u
#define N 0x30F3u
#define U 0x30A6u
#define O 0x30AAu
#define LONG_MARK 0x30FCu
#define JI 0x30B8u
#define SU 0x30B9u
#define CHI 0x30C1u
#define TO 0x30C8u
#define DO 0x30C9u
#define VU 0x30F4u

/* U+30A1 to U+30FA. Small vowels and y-kana stand for themselves here; see small_kana. */
static const char syllables[][4] = {
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o",                        /* ァ-オ */
    "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",              /* カ-ゴ */
    "sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo",             /* サ-ゾ */
    "ta", "da", "chi", "ji", "", "tsu", "zu", "te", "de", "to", "do",        /* タ-ド */
    "na", "ni", "nu", "ne", "no",                                            /* ナ-ノ */
    "ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe",  /* ハ-ペ */
    "ho", "bo", "po", "ma", "mi", "mu", "me", "mo",                          /* ホ-モ */
    "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro",        /* ャ-ロ */
    "wa", "wa", "i", "e", "o", "n", "vu", "ka", "ke", "va", "vi", "ve", "vo" /* ヮ-ヺ */
};

bool ak_kana_is_mark(uint32_t cp)
{
    return cp == LONG_MARK || cp == 0x309D || cp == 0x309E || cp == 0x30FD || cp == 0x30FE;
}

bool ak_kana_has(uint32_t cp)
{
    return (cp >= HIRAGANA_FIRST && cp <= HIRAGANA_LAST) ||
           (cp >= KATAKANA_FIRST && cp <= KATAKANA_LAST) || cp == LONG_MARK || cp == 0x309D ||
           cp == 0x309E || cp == 0x30FD || cp == 0x30FE || (cp >= 0x31F0 && cp <= 0x31FF);
}

/* Hiragana as katakana, Ainu's small letters as the ordinary ones. */
static uint32_t as_katakana(uint32_t cp)
{
    static const uint16_t ainu[] = {0x30AF, 0x30B7, 0x30B9, 0x30C8, 0x30CC, 0x30CF, 0x30D2, 0x30D5,
        0x30D8, 0x30DB, 0x30E0, 0x30E9, 0x30EA, 0x30EB, 0x30EC, 0x30ED};
    if (cp >= HIRAGANA_FIRST && cp <= HIRAGANA_LAST) return cp + (KATAKANA_FIRST - HIRAGANA_FIRST);
    if (cp >= 0x31F0 && cp <= 0x31FF) return ainu[cp - 0x31F0];
    return cp;
}

static uint32_t katakana_at(const uint32_t *cps, size_t n, size_t i)
{
    return i < n ? as_katakana(cps[i]) : 0;
}

/* The vowel of a small kana that joins the syllable before it, with 'y' before it for ャュョ. */
static const char *small_kana(uint32_t cp)
{
    switch (cp) {
    case 0x30A1:
        return "a";
    case 0x30A3:
        return "i";
    case 0x30A5:
        return "u";
    case 0x30A7:
        return "e";
    case 0x30A9:
        return "o";
    case 0x30E3:
        return "ya";
    case 0x30E5:
        return "yu";
    case 0x30E7:
        return "yo";
    case 0x30EE:
        return "wa";
    default:
        return NULL;
    }
}

static const char *syllable(uint32_t cp)
{
    return cp >= KATAKANA_FIRST && cp <= KATAKANA_LAST ? syllables[cp - KATAKANA_FIRST] : "";
}

/* A syllable and the small kana behind it: ki+ya kya, shi+ya sha, shi+e she, fu+a fa, te+i ti,
 * u+i wi, vu+a va, ku+wa kwa. */
static char *put_joined(char *p, uint32_t cp, const char *small)
{
    const char *own = syllable(cp);
    size_t stem = strlen(own) - 1; /* without its vowel */
    bool soft = small[0] == 'y';
    memcpy(p, own, stem);
    p += stem;
    if (cp == U) *p++ = 'w';
    if (cp == 0x30A4) *p++ = 'y'; /* イェ */
    if (stem && (cp == 0x30AF || cp == 0x30B0) && !soft && small[0] != 'w') *p++ = 'w';
    /* sh, ch and j hold the y already. */
    if (soft && (own[stem - 1] == 'h' ? own[0] != 'h' : own[stem - 1] == 'j')) small++;
    return ak_roman_put(p, small);
}

/* Whether a kana takes a small vowel into its syllable: not plain カァ, which is a long vowel. */
static bool joins(uint32_t cp, const char *small)
{
    const char *own = syllable(cp);
    size_t len = strlen(own);
    if (len == 0 || cp == N) return false;
    char vowel = own[len - 1];
    if (small[0] == 'y')
        return (vowel == 'i' && len > 1) || cp == 0x30C6 || cp == 0x30C7 || cp == 0x30D5 ||
               cp == VU;
    if (small[0] == 'w') return cp == 0x30AF || cp == 0x30B0;
    if (vowel == small[0]) return false;
    switch (cp) {
    case 0x30A4: /* イ */
        return small[0] == 'e';
    case 0x30A6: /* ウ */
    case 0x30AF: /* ク */
    case 0x30B0: /* グ */
    case 0x30B7: /* シ */
    case 0x30B8: /* ジ */
    case 0x30B9: /* ス */
    case 0x30BA: /* ズ */
    case 0x30C1: /* チ */
    case 0x30C4: /* ツ */
    case 0x30C6: /* テ */
    case 0x30C7: /* デ */
    case 0x30C8: /* ト */
    case 0x30C9: /* ド */
    case 0x30D5: /* フ */
    case 0x30F4: /* ヴ */
        return true;
    default:
        return false;
    }
}

/* True for a vowel that only lengthens the one just written. Japanese words spell long vowels out
 * (しんぞう, タロウ); in foreign ones such vowels are mostly two. */
static bool lengthens(const char *out, const char *p, uint32_t cp, bool foreign)
{
    if (p == out) return false;
    if (cp == LONG_MARK) return true;
    if (foreign) return false;
    return (p[-1] == 'o' && (cp == U || cp == O)) || (p[-1] == 'u' && cp == U);
}

static bool is_p_kana(uint32_t cp)
{
    return cp >= KATAKANA_FIRST && syllable(cp)[0] == 'p';
}

/* Signs that a word is not Japanese: the long vowel mark, ヴ, the small vowels, ッ before the last
 * kana, and p other than in ッポ and ンポ. */
static bool looks_foreign(const uint32_t *cps, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t before = i ? cps[i - 1] : 0;
        if (cps[i] < KATAKANA_FIRST) continue;
        if (cps[i] == LONG_MARK || cps[i] == VU) return true;
        if (cps[i] == SMALL_TSU && i + 2 == n) return true;
        if (is_p_kana(cps[i]) && before != SMALL_TSU && before != N) return true;
        const char *small = small_kana(cps[i]);
        if (small && small[1] == '\0') return true;
    }
    return false;
}

/* The u of ス, ク, ル and the o of ト, ド that foreign words have only because a syllable ends in a
 * vowel: dropped before a consonant and at the end. So is the i of a final ッチ. */
static bool is_filler(const uint32_t *cps, size_t n, size_t i)
{
    uint32_t cp = as_katakana(cps[i]), next = katakana_at(cps, n, i + 1);
    const char *own = syllable(cp), *after = syllable(next);
    size_t len = strlen(own);
    if (len < 2 || next == LONG_MARK || next == N ||
        (next && strchr("aiueo", after[0]) && after[0]))
        return false;
    if (i == 0 && cp != SU && after[0] != 'r') return false;
    if (cp == TO || cp == DO) return true;
    if (cp == CHI || cp == JI) return next == 0 && i && as_katakana(cps[i - 1]) == SMALL_TSU;
    return own[len - 1] == 'u' && own[0] != 'y' && own[0] != 'n';
}

/* The kana that an iteration mark repeats, voiced where the mark is: みすゞ Misuzu. */
static uint32_t repeated(uint32_t before, uint32_t mark)
{
    bool voiced = mark == 0x309E || mark == 0x30FE;
    const char *text = syllable(before);
    return before + (voiced && text[0] && strchr("kscth", text[0]));
}

/* What one kana gives, with the small kana behind it: *i moves to the last one used. */
static char *put_kana(char *p, const uint32_t *cps, size_t n, size_t *i, bool foreign)
{
    uint32_t cp = as_katakana(cps[*i]);
    if (ak_kana_is_mark(cp) && *i) cp = repeated(katakana_at(cps, n, *i - 1), cp);
    const char *small = small_kana(katakana_at(cps, n, *i + 1));
    if (small && joins(cp, small)) {
        ++*i;
        return put_joined(p, cp, small);
    }
    p = ak_roman_put(p, syllable(cp));
    return foreign && is_filler(cps, n, *i) ? p - 1 : p;
}

size_t ak_romanise_kana(const uint32_t *cps, size_t n, char *out)
{
    bool foreign = looks_foreign(cps, n), doubled = false;
    char *p = out;
    for (size_t i = 0; i < n; i++) {
        if (as_katakana(cps[i]) == SMALL_TSU) {
            doubled = true;
            continue;
        }
        if (lengthens(out, p, as_katakana(cps[i]), foreign)) continue;
        char *start = p;
        p = put_kana(p, cps, n, &i, foreign);
        if (doubled && p > start && !strchr("aiueo", *start)) {
            memmove(start + 1, start, (size_t)(p - start));
            if (*start == 'c') *start = 't';
            p++;
        }
        doubled = false;
    }
    return (size_t)(p - out);
}
