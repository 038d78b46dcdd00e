/* Arabic letters in Arabic, Persian, Urdu, Pashto, Kurdish and Uyghur. Consonants and written
 * vowels only: short vowels that the word does not show are left to whoever compares it. A word
 * with letters of Persian keyboards is read as Persian (و v, ث s, ذ z), unless letters of Urdu or
 * Pashto show that it is not.
 *
 * The article is not split off (الأهوازي is alahwazi): foreign names begin with the same letters
 * (البرتو Alberto, الكساندر), and whoever compares words also compares joined ones. */
#include "text/romanise.h"
#include "text/romanise_table.h"

enum {
    HAMZA = 0x621,
    ALEF_MADDA = 0x622,
    ALEF_HAMZA = 0x623,
    WAW_HAMZA = 0x624,
    ALEF_HAMZA_BELOW = 0x625,
    YEH_HAMZA = 0x626,
    ALEF = 0x627,
    TEH_MARBUTA = 0x629,
    AIN = 0x639,
    TEH = 0x62A,
    KHAH = 0x62E,
    SHEEN = 0x634,
    LAM = 0x644,
    HEH = 0x647,
    WAW = 0x648,
    ALEF_MAKSURA = 0x649,
    YEH = 0x64A,
    FATHATAN = 0x64B,
    DAMMATAN = 0x64C,
    KASRATAN = 0x64D,
    FATHA = 0x64E,
    DAMMA = 0x64F,
    KASRA = 0x650,
    SHADDA = 0x651,
    SUKUN = 0x652,
    SUPERSCRIPT_ALEF = 0x670,
    ALEF_WASLA = 0x671,
    FARSI_YEH = 0x6CC
};

typedef enum language { ARABIC, PERSIAN, URDU } language; /* URDU: also Pashto, Kurdish, Uyghur */

/* A letter and the marks that stand on it. */
typedef struct letter {
    uint32_t cp;
    const char *vowel; /* the short vowel written on it, "" for sukun, NULL where none is written */
    bool doubled;
} letter;

typedef struct word {
    const uint32_t *cps;
    size_t n;
    language lang;
    uint32_t before_last; /* the letter before the one before the current one */
} word;

/* By code point from U+0620; "-" is no letter of ours. Letters that need their neighbours are in
 * romanise_letter. */
/* clang-format off */
static const char letters[][3] = {
    "i", "", "a", "a", "u", "i", "i", "a", /* U+0620 */
    "b", "a", "t", "th", "j", "h", "kh", "d", /* U+0628 */
    "dh", "r", "z", "s", "sh", "s", "d", "t", /* U+0630 */
    "z", "", "gh", "k", "k", "i", "-", "-", /* U+0638 */
    "-", "f", "q", "k", "l", "m", "n", "h", /* U+0640 */
    "w", "a", "y", "-", "-", "-", "-", "-", /* U+0648 */
    "-", "-", "-", "-", "-", "-", "-", "-", /* U+0650 */
    "-", "-", "-", "-", "-", "-", "-", "-", /* U+0658 */
    "-", "-", "-", "-", "-", "-", "-", "-", /* U+0660 */
    "-", "-", "-", "-", "-", "-", "b", "q", /* U+0668 */
    "-", "a", "a", "i", "-", "-", "-", "-", /* U+0670 */
    "-", "t", "t", "b", "t", "t", "p", "t", /* U+0678 */
    "b", "dz", "-", "ny", "j", "ts", "ch", "ch", /* U+0680 */
    "d", "d", "d", "d", "d", "d", "d", "-", /* U+0688 */
    "-", "r", "-", "r", "-", "r", "g", "-", /* U+0690 */
    "zh", "-", "sh", "-", "-", "-", "-", "-", /* U+0698 */
    "ng", "-", "-", "-", "v", "v", "p", "-", /* U+06A0 */
    "g", "k", "k", "g", "g", "ng", "g", "g", /* U+06A8 */
    "-", "ng", "-", "g", "-", "l", "-", "l", /* U+06B0 */
    "-", "-", "n", "n", "n", "-", "h", "-", /* U+06B8 */
    "eh", "h", "eh", "a", "w", "o", "o", "u", /* U+06C0 */
    "u", "u", "w", "w", "y", "ai", "e", "w", /* U+06C8 */
    "e", "-", "e", "e", "-", "a" /* U+06D0 */
};
/* clang-format on */

bool ak_arabic_has(uint32_t cp)
{
    return cp >= 0x620 && cp < 0x620 + sizeof letters / sizeof *letters &&
           letters[cp - 0x620][0] != '-';
}

static bool is_mark(uint32_t cp)
{
    return !ak_arabic_has(cp);
}

static language language_of(const uint32_t *cps, size_t n)
{
    language lang = ARABIC;
    for (size_t i = 0; i < n; i++) {
        switch (cps[i]) {
        case 0x679: /* ٹ */
        case 0x67C: /* ټ */
        case 0x681: /* ځ */
        case 0x685: /* څ */
        case 0x688: /* ڈ */
        case 0x689: /* ډ */
        case 0x691: /* ڑ */
        case 0x693: /* ړ */
        case 0x695: /* ڕ */
        case 0x696: /* ږ */
        case 0x69A: /* ښ */
        case 0x6AB: /* ګ */
        case 0x6B5: /* ڵ */
        case 0x6BA: /* ں */
        case 0x6BC: /* ڼ */
        case 0x6BE: /* ھ */
        case 0x6C1: /* ہ */
        case 0x6AD: /* ڭ */
        case 0x6C6: /* ۆ */
        case 0x6C7: /* ۇ */
        case 0x6C8: /* ۈ */
        case 0x6CB: /* ۋ */
        case 0x6CE: /* ێ */
        case 0x6D0: /* ې */
        case 0x6D2: /* ے */
        case 0x6D5: /* ە */
            return URDU;
        case 0x67E: /* پ */
        case 0x686: /* چ */
        case 0x698: /* ژ */
        case 0x6A9: /* ک */
        case 0x6AF: /* گ */
        case FARSI_YEH:
            lang = PERSIAN;
            break;
        default:
            break;
        }
    }
    return lang;
}

/* The letter at *i with its marks; *i moves behind them. cp is 0 at the end. */
static letter next_letter(const word *w, size_t *i)
{
    letter l = {0};
    while (*i < w->n && is_mark(w->cps[*i])) ++*i;
    if (*i == w->n) return l;
    for (l.cp = w->cps[(*i)++]; *i < w->n && is_mark(w->cps[*i]); ++*i) {
        switch (w->cps[*i]) {
        case FATHA:
        case SUPERSCRIPT_ALEF:
            l.vowel = "a";
            break;
        case DAMMA:
        case DAMMATAN:
            l.vowel = "u";
            break;
        case KASRA:
        case KASRATAN:
            l.vowel = "i";
            break;
        case FATHATAN: /* -an, left out in names */
        case SUKUN:
            l.vowel = "";
            break;
        case SHADDA:
            l.doubled = true;
            break;
        default:
            break;
        }
    }
    return l;
}

static bool is_alef(uint32_t cp)
{
    return cp == ALEF || cp == ALEF_MADDA || cp == ALEF_HAMZA || cp == ALEF_HAMZA_BELOW ||
           cp == ALEF_WASLA;
}

static bool is_yeh(uint32_t cp)
{
    return cp == YEH || cp == FARSI_YEH;
}

/* A letter before which و and ي are consonants. */
static bool opens_vowel(uint32_t cp)
{
    return is_alef(cp) || cp == TEH_MARBUTA || cp == ALEF_MAKSURA || cp == 0x6D5;
}

/* و: a consonant at the start and before a vowel letter. خوا is kha in Persian. */
static const char *waw(const word *w, const letter *before, const letter *l, const letter *after)
{
    const char *consonant = w->lang == PERSIAN ? "v" : "w";
    if (l->vowel || l->doubled || before->cp == 0) return consonant;
    if (before->vowel) return before->vowel[0] == 'u' ? "u" : consonant;
    if (w->lang == PERSIAN && before->cp == KHAH && after->cp == ALEF) return "";
    if (opens_vowel(after->cp) || is_yeh(after->cp)) return consonant;
    if (after->cp == WAW) return is_alef(before->cp) ? consonant : "u";
    if (before->cp == WAW) return is_alef(w->before_last) ? "u" : "";
    if (after->cp == 0 || before->cp == ALEF_HAMZA) return "o";
    return "u";
}

/* ي: a consonant at the start, after a long a and where و or a short vowel follows. */
static const char *yeh(const letter *before, const letter *l, const letter *after)
{
    if (l->vowel || l->doubled || before->cp == 0) return "y";
    if (before->vowel) return before->vowel[0] == 'i' ? "i" : "y";
    bool open = opens_vowel(after->cp) || after->cp == WAW;
    if (before->cp == ALEF_HAMZA_BELOW && !open) return "";
    if (is_yeh(after->cp) && is_alef(before->cp)) return ""; /* رضایی */
    return open && is_alef(before->cp) ? "y" : "i";
}

/* A first alef carries a short vowel, or shows that the و or ي behind it is one. */
static const char *first_alef(const letter *l, const letter *after, const letter *beyond)
{
    if (l->vowel) return l->vowel;
    bool carrier = beyond->cp && !opens_vowel(beyond->cp) && !after->vowel;
    if (carrier && after->cp == WAW && l->cp != ALEF_HAMZA_BELOW && beyond->cp != WAW) return "";
    if (carrier && is_yeh(after->cp) && l->cp == ALEF) return "";
    return l->cp == ALEF_HAMZA_BELOW ? "i" : "a";
}

static const char *persian(uint32_t cp)
{
    switch (cp) {
    case 0x62B: /* ث */
        return "s";
    case 0x630: /* ذ */
    case 0x636: /* ض */
        return "z";
    default:
        return NULL;
    }
}

/* ع is not written, but there is nearly always a vowel with it: Ali, Said, Jafar. */
static const char *ain(const letter *before, const letter *l, const letter *after)
{
    bool vowel_beside = is_alef(before->cp) || is_alef(after->cp);
    if (l->vowel || vowel_beside || (before->cp && after->cp == 0)) return "";
    if (before->cp == 0 && (is_yeh(after->cp) || after->cp == WAW)) return "";
    return "a";
}

/* ه at the end after a consonant is the sign of a vowel: Fatemeh, Taha. */
static const char *heh(const word *w, const letter *before, const letter *l, const letter *after)
{
    if (after->cp || l->vowel || before->vowel || before->cp == 0) return "h";
    if (is_alef(before->cp) || before->cp == WAW || is_yeh(before->cp)) return "h";
    if (before->cp == LAM && w->before_last == LAM) return "h"; /* الله */
    return w->lang == PERSIAN ? "eh" : "ah";
}

/* What a letter gives, without its short vowel. `beyond` is the second letter after it. */
static const char *romanise_letter(
    const word *w, const letter *before, const letter *l, const letter *after, const letter *beyond)
{
    const char *own = w->lang == ARABIC ? NULL : persian(l->cp);
    if (own) return own;
    switch (l->cp) {
    case WAW:
        return waw(w, before, l, after);
    case YEH:
    case FARSI_YEH:
        return yeh(before, l, after);
    case YEH_HAMZA:
        if (before->cp == 0 || is_yeh(after->cp)) return "";
        return l->vowel ? "" : "i";
    case WAW_HAMZA:
        return l->vowel || before->cp == WAW || after->cp == WAW ? "" : "u";
    case ALEF_MAKSURA:
        return after->cp || w->lang != ARABIC ? "i" : "a";
    case AIN:
        return ain(before, l, after);
    case HEH:
        return heh(w, before, l, after);
    case TEH:
        return after->cp == SHEEN && !l->vowel && !l->doubled ? "" : "t";
    case SHEEN:
        return before->cp == TEH && !before->vowel && !before->doubled ? "ch" : "sh";
    case ALEF:
    case ALEF_HAMZA:
    case ALEF_HAMZA_BELOW:
        if (before->cp == 0) return first_alef(l, after, beyond);
        if (l->vowel) return l->vowel;
        return before->vowel && before->vowel[0] == 'a' ? "" : "a";
    default:
        return letters[l->cp - 0x620];
    }
}

/* Whether the long vowel letter behind it already says the short vowel of l. */
static bool vowel_follows(const letter *l, const letter *after)
{
    if (after->vowel || after->doubled) return false;
    return (l->vowel[0] == 'u' && after->cp == WAW) || (l->vowel[0] == 'i' && is_yeh(after->cp));
}

static char *put_letter(char *p, const word *w, const letter l[4])
{
    const letter *before = &l[0], *self = &l[1], *after = &l[2];
    bool alef = is_alef(self->cp);
    const char *text = romanise_letter(w, before, self, after, &l[3]);
    p = ak_roman_put(p, text);
    if (self->doubled && !alef) p = ak_roman_put(p, text);
    if (self->vowel && !alef && !vowel_follows(self, after)) p = ak_roman_put(p, self->vowel);
    /* The second lam of the divine name has an "a" that is never written: Nasrallah. */
    if (self->cp == LAM && before->cp == LAM && !self->vowel && after->cp == HEH && l[3].cp == 0)
        *p++ = 'a';
    return p;
}

size_t ak_romanise_arabic(const uint32_t *cps, size_t n, char *out)
{
    word w = {cps, n, language_of(cps, n), 0};
    size_t i = 0;
    char *p = out;
    letter l[4] = {{0}, next_letter(&w, &i), {0}, {0}};
    l[2] = next_letter(&w, &i);
    l[3] = next_letter(&w, &i);
    while (l[1].cp) {
        p = put_letter(p, &w, l);
        w.before_last = l[0].cp;
        l[0] = l[1];
        l[1] = l[2];
        l[2] = l[3];
        l[3] = next_letter(&w, &i);
    }
    return (size_t)(p - out);
}
