/* Thai by the Royal Institute's system without its word list: syllables are found by rule, as are
 * the vowels that are not written. Lao has the same letters 128 code points on. */
#include "text/romanise.h"
#include "text/romanise_table.h"

#include <string.h>

#define LAO_FIRST 0xE80u
#define LAO_LAST 0xEFFu
#define LAO_SHIFT 0x80u

enum {
    KO_KAI = 0xE01,
    KHO_KHAI = 0xE02,
    KHO_KHWAI = 0xE04,
    NGO = 0xE07,
    CHO = 0xE0A,
    YO_YING = 0xE0D,
    TO_TAO = 0xE15,
    NO_NU = 0xE19,
    PO_PLA = 0xE1B,
    PHO_PHUNG = 0xE1C,
    PHO_PHAN = 0xE1E,
    MO_MA = 0xE21,
    YO_YAK = 0xE22,
    RO = 0xE23,
    RU = 0xE24,
    LO = 0xE25,
    LU = 0xE26,
    WO = 0xE27,
    HO = 0xE2B,
    O_ANG = 0xE2D,
    LAST_CONSONANT = 0xE2E,
    SARA_A = 0xE30,
    MAI_HAN_AKAT = 0xE31,
    SARA_AA = 0xE32,
    SARA_I = 0xE34,
    SARA_II = 0xE35,
    SARA_UE = 0xE36,
    SARA_UEE = 0xE37,
    SARA_U = 0xE38,
    SARA_UU = 0xE39,
    MAI_KON = 0xE3B, /* Lao only */
    LAO_LO = 0xE3C,  /* Lao only: l in a cluster */
    LAO_NYO = 0xE3D, /* Lao only: the vowel ia */
    SARA_E = 0xE40,
    SARA_AE = 0xE41,
    SARA_O = 0xE42,
    SARA_AI = 0xE44,
    LAKKHANG = 0xE45,
    MAITAIKHU = 0xE47,
    FIRST_TONE = 0xE48,
    LAST_TONE = 0xE4B,
    THANTHAKHAT = 0xE4C,
    NIKHAHIT = 0xE4D
};

/* U+0E01 to U+0E2E: at the start of a syllable, and at its end. */
static const char onsets[][4] = {"k", "kh", "kh", "kh", "kh", "kh", "ng", "ch", "ch", "ch", "s",
    "ch", "y", "d", "t", "th", "th", "th", "n", "d", "t", "th", "th", "th", "n", "b", "p", "ph",
    "f", "ph", "f", "ph", "m", "y", "r", "rue", "l", "lue", "w", "s", "s", "s", "h", "l", "", "h"};
static const char codas[][3] = {"k", "k", "k", "k", "k", "k", "ng", "t", "t", "t", "t", "t", "n",
    "t", "t", "t", "t", "t", "n", "t", "t", "t", "t", "t", "n", "p", "p", "p", "p", "p", "p", "p",
    "m", "i", "n", "", "n", "", "o", "t", "t", "t", "", "n", "", ""};

/* The letters of a word as Thai, without tone marks, and how far they are read. */
typedef struct reader {
    const uint32_t *cps;
    size_t n, i;
    bool lao;
} reader;

bool ak_thai_has(uint32_t cp)
{
    return (cp >= KO_KAI && cp <= NIKHAHIT) || (cp > LAO_FIRST && cp <= LAO_LAST);
}

static bool is_skipped(uint32_t cp)
{
    return (cp >= FIRST_TONE && cp <= LAST_TONE) || !ak_thai_has(cp);
}

static uint32_t as_thai(uint32_t cp)
{
    return cp >= LAO_FIRST && cp <= LAO_LAST ? cp - LAO_SHIFT : cp;
}

/* The letter k places on, tone marks not counted; 0 behind the end. */
static uint32_t peek(const reader *r, size_t k)
{
    for (size_t i = r->i; i < r->n; i++) {
        uint32_t cp = as_thai(r->cps[i]);
        if (!is_skipped(cp) && k-- == 0) return cp;
    }
    return 0;
}

static void skip(reader *r, size_t k)
{
    for (; r->i < r->n; r->i++)
        if (!is_skipped(as_thai(r->cps[r->i])) && k-- == 0) return;
}

static bool is_consonant(uint32_t cp)
{
    return cp >= KO_KAI && cp <= LAST_CONSONANT && cp != RU && cp != LU;
}

static bool is_leading_vowel(uint32_t cp)
{
    return cp >= SARA_E && cp <= SARA_AI;
}

/* A vowel that is written above, below or behind its consonant. */
static bool is_sign(uint32_t cp)
{
    return (cp >= SARA_A && cp <= SARA_UU) || cp == MAI_KON || cp == LAO_NYO || cp == MAITAIKHU ||
           cp == NIKHAHIT || cp == LAKKHANG;
}

/* Whether the consonant k places on is mute: it bears the sign that says so, perhaps over a vowel.
 */
static bool is_mute(const reader *r, size_t k)
{
    uint32_t next = peek(r, k + 1);
    if (!is_consonant(peek(r, k))) return false;
    return next == THANTHAKHAT ||
           ((next == SARA_I || next == SARA_U) && peek(r, k + 2) == THANTHAKHAT);
}

/* Whether the consonants k and k + 1 places on begin a syllable together: ประ, กลาง, หมู. */
static bool is_cluster(const reader *r, size_t k, bool after_leading)
{
    uint32_t a = peek(r, k), b = peek(r, k + 1), c = peek(r, k + 2);
    if (b == LAO_LO) return is_consonant(a);
    if (!is_consonant(b) || is_mute(r, k + 1)) return false;
    bool vowel = is_sign(c) || after_leading;
    if (a == HO) return vowel && onsets[b - KO_KAI][0] && strchr("nmlrwy", onsets[b - KO_KAI][0]);
    bool velar = a == KO_KAI || a == KHO_KHAI || a == KHO_KHWAI;
    bool stop = velar || a == TO_TAO || a == PO_PLA || a == PHO_PHUNG || a == PHO_PHAN;
    return vowel && ((stop && (b == RO || b == LO)) || (velar && b == WO && is_sign(c)));
}

/* Whether the consonant k places on ends the syllable before it. */
static bool is_coda(const reader *r, size_t k)
{
    uint32_t cp = peek(r, k), next = peek(r, k + 1);
    if (!is_consonant(cp) || cp == O_ANG || cp == HO || is_mute(r, k)) return false;
    if (is_sign(next) || next == LAO_LO || (next == O_ANG && !is_sign(peek(r, k + 2))))
        return false;
    return !is_cluster(r, k, false);
}

static char *put_onset(char *p, reader *r, bool after_leading)
{
    bool cluster = is_cluster(r, 0, after_leading);
    for (size_t left = cluster ? 2 : 1; left > 0; left--) {
        uint32_t cp = peek(r, 0);
        const char *text = cp == LAO_LO ? "l" : onsets[cp - KO_KAI];
        if (r->lao && cp == CHO) text = "s";
        if (r->lao && cp == YO_YING) text = "ny";
        if (r->lao && cp == WO) text = "v";
        if (!(cluster && left == 2 && cp == HO)) p = ak_roman_put(p, text);
        skip(r, 1);
    }
    return p;
}

/* Vowels around their consonant that begin with เ: เ◌ีย ia, เ◌ือ uea, เ◌า ao, เ◌อ oe. */
static const char *vowel_around(reader *r)
{
    uint32_t a = peek(r, 0), b = peek(r, 1);
    if ((a == SARA_II && b == YO_YAK) || a == LAO_NYO) {
        skip(r, a == LAO_NYO ? 1 : 2);
        return "ia";
    }
    if (a == SARA_UEE && b == O_ANG) {
        skip(r, 2);
        return "uea";
    }
    if (a == SARA_AA) {
        skip(r, b == SARA_A ? 2 : 1);
        return b == SARA_A ? "o" : "ao";
    }
    if (a == SARA_I || a == SARA_II || a == O_ANG) {
        skip(r, 1);
        return "oe";
    }
    if (a == YO_YAK && is_coda(r, 0)) return "oe";
    if (a == SARA_A || a == MAITAIKHU) skip(r, 1);
    return "e";
}

static const char *vowel_after_leading(reader *r, uint32_t leading)
{
    if (leading == SARA_E) return vowel_around(r);
    if (peek(r, 0) == SARA_A || peek(r, 0) == MAITAIKHU) skip(r, 1);
    return leading == SARA_AE ? "ae" : leading == SARA_O ? "o" : "ai";
}

/* The vowel that no sign shows: รร is an, ว ua, อ o; before a final consonant o, else a. */
static const char *unwritten_vowel(reader *r)
{
    uint32_t a = peek(r, 0), b = peek(r, 1);
    if (a == RO && b == RO) {
        skip(r, 2);
        return is_coda(r, 0) ? "a" : "an";
    }
    if (a == O_ANG && !is_sign(b)) {
        skip(r, 1);
        return "o";
    }
    if (a == WO && is_consonant(b) && !is_sign(peek(r, 2))) {
        skip(r, 1);
        return "ua";
    }
    return is_coda(r, 0) ? "o" : "a";
}

static const char *vowel_sign(reader *r)
{
    uint32_t sign = peek(r, 0), next = peek(r, 1);
    skip(r, 1);
    switch (sign) {
    case MAI_HAN_AKAT:
        if (next == WO && !is_sign(peek(r, 1))) {
            skip(r, 1);
            return "ua";
        }
        return "a";
    case SARA_I:
    case SARA_II:
        return "i";
    case SARA_UEE:
        if (next == O_ANG) skip(r, 1);
        return "ue";
    case SARA_UE:
        return "ue";
    case SARA_U:
    case SARA_UU:
        return "u";
    case NIKHAHIT:
        if (next == SARA_AA) {
            skip(r, 1);
            return "am";
        }
        return "o";
    case MAI_KON:
        return "o";
    case LAO_NYO:
        return "ia";
    case MAITAIKHU:
        if (peek(r, 0) == O_ANG) skip(r, 1);
        return "o";
    default:
        return "a";
    }
}

static char *put_coda(char *p, reader *r)
{
    if (!is_coda(r, 0)) return p;
    uint32_t cp = peek(r, 0);
    p = ak_roman_put(p, codas[cp - KO_KAI]);
    skip(r, 1);
    /* บุตร, ศาสตร์: what stands behind a final consonant without a vowel is mute. */
    while (is_consonant(peek(r, 0)) && (peek(r, 1) == 0 || is_mute(r, 1)) && !is_mute(r, 0))
        skip(r, 1);
    return p;
}

static char *put_syllable(char *p, reader *r)
{
    uint32_t leading = is_leading_vowel(peek(r, 0)) ? peek(r, 0) : 0;
    if (leading) skip(r, 1);
    if (!is_consonant(peek(r, 0))) {
        uint32_t cp = peek(r, 0);
        if (leading) return ak_roman_put(p, vowel_after_leading(r, leading));
        if (is_sign(cp)) return put_coda(ak_roman_put(p, vowel_sign(r)), r);
        skip(r, 1);
        return put_coda(ak_roman_put(p, cp == RU || cp == LU ? onsets[cp - KO_KAI] : ""), r);
    }
    if (is_mute(r, 0)) {
        skip(r, peek(r, 1) == THANTHAKHAT ? 2 : 3);
        return p;
    }
    p = put_onset(p, r, leading != 0);
    const char *vowel = leading               ? vowel_after_leading(r, leading)
                        : is_sign(peek(r, 0)) ? vowel_sign(r)
                                              : unwritten_vowel(r);
    p = ak_roman_put(p, vowel);
    size_t len = strlen(vowel);
    /* ไทย: the y is in the vowel already. */
    if (len == 2 && vowel[1] == 'i' && peek(r, 0) == YO_YAK && is_coda(r, 0)) skip(r, 1);
    return put_coda(p, r);
}

size_t ak_romanise_thai(const uint32_t *cps, size_t n, char *out)
{
    reader r = {cps, n, 0, n > 0 && cps[0] > LAO_FIRST};
    char *p = out;
    while (peek(&r, 0)) p = put_syllable(p, &r);
    return (size_t)(p - out);
}
