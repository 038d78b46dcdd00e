/* Hangul by the Revised Romanisation, syllable by syllable, without the sound changes between
 * them: names are written so (Baek, not Baeng). What names on lists and in the press do otherwise
 * is done otherwise: eo is o and eu is u (Jong Un), as near to "Jung Eun" as to "Jeong Eun"; the
 * surnames Kim and Pak; and the eu that only carries a consonant of a foreign name is left out
 * (스탈린 Stalin). Conjoining jamo are composed first. */
#include "text/romanise.h"
#include "text/romanise_table.h"

#define SYLLABLE_FIRST 0xAC00u
#define SYLLABLE_LAST 0xD7A3u
#define LEAD_FIRST 0x1100u
#define VOWEL_FIRST 0x1161u
#define TAIL_FIRST 0x11A7u /* "none"; the first tail is U+11A8 */
#define LEADS 19u
#define VOWELS 21u
#define TAILS 28u
#define LEAD_R 5u
#define LEAD_S 9u
#define LEAD_NONE 11u
#define EU 18u
#define TAIL_L 8u
#define LEAD_K 0u
#define YEO 6u
#define U 13u
#define KIM 0xAE40u
#define PAK 0xBC15u

static const char leads[LEADS][3] = {"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "",
    "j", "jj", "ch", "k", "t", "p", "h"};
static const char vowels[][VOWELS][4] = {
    /* as lists and the North spell: Chol Su */
    {"a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
        "wi", "yu", "u", "ui", "i"},
    /* names in the South with the vowels of the Revised Romanisation: Cheol-soo */
    {"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "oo", "wo", "we",
        "wi", "yu", "eu", "ee", "i"},
    /* and with those of its newspapers: Chul-soo, Kyung-hee */
    {"a", "ae", "ya", "yae", "u", "e", "yu", "ye", "o", "wa", "wae", "oe", "yo", "oo", "wo", "we",
        "wi", "yu", "eu", "ee", "i"},
};
static const char tails[TAILS][3] = {"", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l",
    "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};

static bool is_syllable(uint32_t cp)
{
    return cp >= SYLLABLE_FIRST && cp <= SYLLABLE_LAST;
}

bool ak_hangul_has(uint32_t cp)
{
    return is_syllable(cp) || (cp >= LEAD_FIRST && cp < LEAD_FIRST + LEADS) ||
           (cp >= VOWEL_FIRST && cp < VOWEL_FIRST + VOWELS) ||
           (cp > TAIL_FIRST && cp < TAIL_FIRST + TAILS);
}

/* Syllables of a vowel only, standing alone: as surnames they are not written with one letter. */
static const char *lone_vowel(uint32_t cp)
{
    switch (cp) {
    case 0xC774: /* 이 */
        return "yi";
    case 0xC624: /* 오 */
        return "oh";
    case 0xC6B0: /* 우 */
        return "woo";
    case 0xC5B4: /* 어 */
        return "eo";
    default:
        return NULL;
    }
}

/* A syllable's text. `before` is the code point before it, 0 at the start of the word. */
static char *put_syllable(char *p, uint32_t cp, uint32_t before, bool alone, ak_hangul_style style)
{
    uint32_t index = cp - SYLLABLE_FIRST;
    uint32_t lead = index / (VOWELS * TAILS), vowel = index / TAILS % VOWELS, tail = index % TAILS;
    if (before == 0 && cp == KIM) return ak_roman_put(p, "kim");
    if (before == 0 && cp == PAK) return ak_roman_put(p, "pak");
    if (alone && lone_vowel(cp)) return ak_roman_put(p, lone_vowel(cp));
    bool after_l = is_syllable(before) && (before - SYLLABLE_FIRST) % TAILS == TAIL_L;
    bool soft = vowel == 2 || vowel == 3 || vowel == 6 || vowel == 7 || vowel == 12 || vowel == 17;
    const char *sound = vowels[style][vowel];
    if (style != AK_HANGUL_LISTS && lead == LEAD_NONE && vowel == U) p = ak_roman_put(p, "w");
    if (style == AK_HANGUL_PRESS && lead == LEAD_NONE && vowel == YEO) sound = "you";
    if (lead == LEAD_S && soft) { /* sha, not sya */
        p = ak_roman_put(p, "sh");
        sound++;
    } else
        p = ak_roman_put(p, lead == LEAD_R && after_l                    ? ""
                            : lead == LEAD_K && style == AK_HANGUL_PRESS ? "k"
                                                                         : leads[lead]);
    bool mute = vowel == EU && tail == 0 && lead != LEAD_NONE && !alone;
    if (!mute) p = ak_roman_put(p, sound);
    return ak_roman_put(p, tails[tail]);
}

/* Index of a jamo within its row, or `count` where cps[i] is none of that row. */
static uint32_t row_index(const uint32_t *cps, size_t n, size_t i, uint32_t first, uint32_t count)
{
    return i < n && cps[i] >= first && cps[i] < first + count ? cps[i] - first : count;
}

/* The code point at *i, with the jamo that follow it composed; *i moves behind them. */
static uint32_t next_syllable(const uint32_t *cps, size_t n, size_t *i)
{
    uint32_t cp = cps[(*i)++];
    uint32_t lead = row_index(&cp, 1, 0, LEAD_FIRST, LEADS);
    uint32_t vowel = row_index(cps, n, *i, VOWEL_FIRST, VOWELS);
    if (lead < LEADS && vowel < VOWELS) {
        cp = SYLLABLE_FIRST + (lead * VOWELS + vowel) * TAILS;
        ++*i;
    }
    if (!is_syllable(cp) || (cp - SYLLABLE_FIRST) % TAILS) return cp;
    uint32_t tail = row_index(cps, n, *i, TAIL_FIRST, TAILS);
    if (tail == 0 || tail == TAILS) return cp;
    ++*i;
    return cp + tail;
}

static char *put_jamo(char *p, uint32_t cp)
{
    if (cp >= TAIL_FIRST) return ak_roman_put(p, tails[cp - TAIL_FIRST]);
    if (cp >= VOWEL_FIRST) return ak_roman_put(p, vowels[AK_HANGUL_LISTS][cp - VOWEL_FIRST]);
    return ak_roman_put(p, leads[cp - LEAD_FIRST]);
}

size_t ak_romanise_hangul(const uint32_t *cps, size_t n, char *out)
{
    return ak_romanise_hangul_as(AK_HANGUL_LISTS, cps, n, out);
}

size_t ak_romanise_hangul_as(ak_hangul_style style, const uint32_t *cps, size_t n, char *out)
{
    char *p = out;
    uint32_t before = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp = next_syllable(cps, n, &i);
        bool alone = before == 0 && i == n;
        p = is_syllable(cp) ? put_syllable(p, cp, before, alone, style) : put_jamo(p, cp);
        before = cp;
    }
    return (size_t)(p - out);
}
