/* The scripts of India and Sri Lanka. Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil,
 * Telugu, Kannada and Malayalam have their letters in the same order, 128 code points apart, so
 * that one table serves them all; Sinhala has its own. Hindi, Bengali, Punjabi and Gujarati do not
 * speak the inherent vowel at the end of a word (Amit, not Amita), nor always within. */
#include "text/romanise.h"
#include "text/romanise_table.h"

#include <string.h>

#define FIRST 0x900u
#define LAST 0xD7Fu
#define SINHALA_FIRST 0xD80u
#define SINHALA_LAST 0xDFFu

typedef enum script {
    DEVANAGARI,
    BENGALI,
    GURMUKHI,
    GUJARATI,
    ORIYA,
    TAMIL,
    TELUGU,
    KANNADA,
    MALAYALAM,
    SINHALA
} script;

/* Places within a block of 128. */
enum {
    ANUSVARA = 0x02,
    VISARGA = 0x03,
    FIRST_VOWEL = 0x04,
    LAST_VOWEL = 0x14,
    KA = 0x15,
    CA = 0x1A,
    TTA = 0x1F,
    DDA = 0x21,
    DDHA = 0x22,
    TA = 0x24,
    PA = 0x2A,
    BA = 0x2C,
    YA = 0x2F,
    HA = 0x39,
    NUKTA = 0x3C,
    FIRST_SIGN = 0x3E,
    VIRAMA = 0x4D
};

/* Independent vowels from 04, consonants from 15, vowel signs from 3E. */
static const char vowels[][3] = {
    "a", "a", "a", "i", "i", "u", "u", "ri", "li", "e", "e", "e", "ai", "o", "o", "o", "au"};
static const char consonants[][4] = {"k", "kh", "g", "gh", "n", "ch", "ch", "j", "jh", "n", "t",
    "th", "d", "dh", "n", "t", "th", "d", "dh", "n", "n", "p", "ph", "b", "bh", "m", "y", "r", "r",
    "l", "l", "zh", "v", "sh", "sh", "s", "h"};
static const char signs[][3] = {
    "a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au"};

/* Letters that only one script has, and the second set with nukta. Sorted. */
static const ak_roman_pair extras[] = {{0x0950, "om"}, {0x0960, "ri"}, {0x0961, "li"},
    {0x09CE, "t"}, {0x09F0, "r"}, {0x09F1, "v"}, {0x0A72, ""}, {0x0A73, ""}, {0x0A74, "ik"},
    {0x0AD0, "om"}, {0x0B71, "v"}, {0x0BD0, "om"}, {0x0C58, "ts"}, {0x0C59, "dz"}, {0x0CDE, "l"},
    {0x0D7A, "n"}, {0x0D7B, "n"}, {0x0D7C, "r"}, {0x0D7D, "l"}, {0x0D7E, "l"}, {0x0D7F, "k"}};

/* U+0D85 to U+0D96, U+0D9A to U+0DC6, U+0DCF to U+0DDF; "" is unassigned. */
static const char sinhala_vowels[][3] = {
    "a", "a", "a", "a", "i", "i", "u", "u", "ri", "ri", "l", "l", "e", "e", "ai", "o", "o", "au"};
static const char sinhala_consonants[][4] = {"k", "kh", "g", "gh", "n", "ng", "ch", "ch", "j", "jh",
    "n", "gn", "nj", "t", "th", "d", "dh", "n", "nd", "th", "th", "d", "dh", "n", "", "nd", "p",
    "ph", "b", "bh", "m", "mb", "y", "r", "", "l", "", "", "v", "sh", "sh", "s", "h", "l", "f"};
static const char sinhala_signs[][3] = {
    "a", "a", "a", "i", "i", "u", "", "u", "", "ri", "e", "e", "ai", "o", "o", "au"};

typedef enum unit_kind { OTHER, VOWEL, CONSONANT, SIGN, KILLER, NASAL, BREATH, DOT } unit_kind;

typedef struct unit {
    unit_kind kind;
    const char *text;
    uint32_t place; /* within the block of 128 */
} unit;

bool ak_indic_has(uint32_t cp)
{
    return cp >= FIRST && cp <= SINHALA_LAST;
}

static unit sinhala_unit(uint32_t cp)
{
    uint32_t place = cp - SINHALA_FIRST;
    if (place == 0x02) return (unit){NASAL, "n", place};
    if (place == 0x03) return (unit){BREATH, "h", place};
    if (place == 0x4A) return (unit){KILLER, "", place};
    if (place >= 0x05 && place <= 0x16) return (unit){VOWEL, sinhala_vowels[place - 0x05], place};
    if (place >= 0x1A && place <= 0x46)
        return (unit){CONSONANT, sinhala_consonants[place - 0x1A], place};
    if (place >= 0x4F && place <= 0x5E) return (unit){SIGN, sinhala_signs[place - 0x4F], place};
    return (unit){OTHER, "", place};
}

static unit unit_of(uint32_t cp)
{
    if (cp >= SINHALA_FIRST) return sinhala_unit(cp);
    uint32_t place = (cp - FIRST) & 0x7F;
    const char *extra = AK_ROMAN_FIND(extras, cp);
    if (extra) return (unit){extra[0] == '\0' ? VOWEL : BREATH, extra, place};
    if (place < VISARGA || cp == 0xA70) return (unit){NASAL, "n", place};
    if (place == VISARGA) return (unit){BREATH, "h", place};
    if (place <= LAST_VOWEL) return (unit){VOWEL, vowels[place - FIRST_VOWEL], place};
    if (place <= HA) return (unit){CONSONANT, consonants[place - KA], place};
    if (place == NUKTA) return (unit){DOT, "", place};
    if (place >= FIRST_SIGN && place < VIRAMA)
        return (unit){SIGN, signs[place - FIRST_SIGN], place};
    return (unit){place == VIRAMA ? KILLER : OTHER, "", place};
}

typedef struct word {
    const uint32_t *cps;
    size_t n;
    script script;
} word;

static unit at(const word *w, size_t i)
{
    bool ours = i < w->n && ak_indic_has(w->cps[i]);
    return ours ? unit_of(w->cps[i]) : (unit){OTHER, "", 0};
}

static const char *with_nukta(const unit *u)
{
    switch (u->place) {
    case KA:
        return "q";
    case 0x17: /* ग़ */
        return "gh";
    case 0x1C: /* ज़ */
        return "z";
    case DDA:
        return "r";
    case DDHA:
        return "rh";
    case 0x2B: /* फ़ */
        return "f";
    default:
        return u->text;
    }
}

/* Tamil writes one letter for voiced and voiceless; nasals and vowels before it tell. */
static const char *tamil(const unit *u, char before, bool doubled)
{
    bool nasal = before == 'n' || before == 'm', vowel = before && strchr("aeiou", before);
    switch (u->place) {
    case KA:
        return !doubled && (nasal || vowel) ? "g" : "k";
    case CA:
        return nasal ? "j" : doubled || (before && !vowel) ? "ch" : "s";
    case TTA:
        return !doubled && (nasal || vowel) ? "d" : "t";
    case TA:
        return nasal ? "d" : "th";
    case PA:
        return !doubled && (nasal || vowel) ? "b" : "p";
    default:
        return u->text;
    }
}

static const char *consonant(const word *w, size_t i, const unit *u, char before)
{
    if (at(w, i + 1).kind == DOT) return with_nukta(u);
    bool after_virama = i > 0 && at(w, i - 1).kind == KILLER;
    if (w->script == BENGALI && u->place == YA) return after_virama ? "y" : "j";
    if (w->script == TAMIL) {
        bool doubled =
            at(w, i + 1).kind == KILLER || (i > 1 && after_virama && w->cps[i - 2] == w->cps[i]);
        return tamil(u, before, doubled);
    }
    return u->text;
}

/* Whether the inherent vowel of the consonant before cps[next] is spoken. `before` says whether a
 * vowel was written just before that consonant. */
static bool speaks_inherent(const word *w, size_t i, size_t next, bool after_vowel)
{
    bool northern = w->script <= GUJARATI, joined = i > 0 && at(w, i - 1).kind == KILLER;
    if (!northern || joined) return true;
    if (next == w->n) return i == 0;
    if (at(w, next).kind != CONSONANT || !after_vowel) return true;
    size_t beyond = next + 1 + (at(w, next + 1).kind == DOT);
    return at(w, beyond).kind != SIGN;
}

size_t ak_romanise_indic(const uint32_t *cps, size_t n, char *out)
{
    uint32_t first = cps[0];
    word w = {cps, n, ak_indic_has(first) ? (script)((first - FIRST) >> 7) : DEVANAGARI};
    char *p = out;
    for (size_t i = 0; i < n; i++) {
        unit u = at(&w, i);
        char before = p > out ? p[-1] : '\0';
        if (u.kind != CONSONANT) {
            /* Visarga is mute at the end. */
            if (u.place != VISARGA || i + 1 < n) p = ak_roman_put(p, u.text);
            continue;
        }
        bool after_vowel = before && strchr("aeiou", before);
        p = ak_roman_put(p, consonant(&w, i, &u, before));
        size_t next = i + 1 + (at(&w, i + 1).kind == DOT);
        unit_kind kind = at(&w, next).kind;
        if (kind != SIGN && kind != KILLER && speaks_inherent(&w, i, next, after_vowel)) *p++ = 'a';
    }
    return (size_t)(p - out);
}
