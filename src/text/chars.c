/* Classification of code points: a short list of punctuation that is ours, and Unicode's
 * properties by ICU for everything else. Nothing here depends on the locale. */
#include "text/chars.h"

#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#define COMBINING_ACUTE 0x301u
#define COMBINING_DIAERESIS 0x308u

typedef struct special {
    uint32_t first, last;
    uint8_t kind, cp;
} special;

/* Sorted. Compatibility forms of these (full width, small, vertical) reach them through NFKC. */
static const special specials[] = {
    {0x0022, 0x0022, AK_CHAR_QUOTE, 0},
    {0x0027, 0x0027, AK_CHAR_APOSTROPHE, 1},
    {0x002C, 0x002C, AK_CHAR_COMMA, 0},
    {0x002D, 0x002D, AK_CHAR_HYPHEN, 0},
    {0x002E, 0x002E, AK_CHAR_DOT, 0},
    {0x0060, 0x0060, AK_CHAR_APOSTROPHE, 0},
    {0x00B4, 0x00B4, AK_CHAR_APOSTROPHE, 0},
    {0x00B7, 0x00B7, AK_CHAR_MIDDOT, 0},
    {0x0294, 0x0295, AK_CHAR_APOSTROPHE, 0}, /* glottal stop, as a letter */
    {0x02B9, 0x02C1, AK_CHAR_APOSTROPHE, 0}, /* ʹ ʻ ʼ ʾ ʿ and their like: hamza, ayn, soft sign */
    {0x02C8, 0x02CB, AK_CHAR_APOSTROPHE, 0},
    {0x02D0, 0x02D1, AK_CHAR_TRANSPARENT, 0}, /* length marks */
    {0x02EE, 0x02EE, AK_CHAR_QUOTE, 0},
    {0x055A, 0x055A, AK_CHAR_APOSTROPHE, 0},  /* Armenian */
    {0x055B, 0x055C, AK_CHAR_TRANSPARENT, 0}, /* Armenian stress marks stand within the word */
    {0x055D, 0x055D, AK_CHAR_COMMA, 0},
    {0x055E, 0x055E, AK_CHAR_TRANSPARENT, 0},
    {0x058A, 0x058A, AK_CHAR_HYPHEN, 0},
    {0x05BE, 0x05BE, AK_CHAR_HYPHEN, 0},
    {0x05F3, 0x05F3, AK_CHAR_APOSTROPHE, 0}, /* geresh */
    {0x05F4, 0x05F4, AK_CHAR_QUOTE, 0},      /* gershayim */
    {0x060C, 0x060C, AK_CHAR_COMMA, 0},
    {0x0640, 0x0640, AK_CHAR_TRANSPARENT, 0}, /* tatweel */
    {0x07FA, 0x07FA, AK_CHAR_TRANSPARENT, 0},
    {0x1363, 0x1363, AK_CHAR_COMMA, 0},
    {0x1802, 0x1802, AK_CHAR_COMMA, 0},
    {0x1806, 0x1806, AK_CHAR_HYPHEN, 0},
    {0x1808, 0x1808, AK_CHAR_COMMA, 0},
    {0x1FBD, 0x1FBD, AK_CHAR_APOSTROPHE, 0}, /* Greek elision */
    {0x2010, 0x2013, AK_CHAR_HYPHEN, 0},     /* up to the en dash; longer dashes part sentences */
    {0x2018, 0x201B, AK_CHAR_APOSTROPHE, 1},
    {0x2026, 0x2026, AK_CHAR_BLANK, 0},
    {0x2032, 0x2032, AK_CHAR_APOSTROPHE, 0},
    {0x2033, 0x2033, AK_CHAR_QUOTE, 0},
    {0x2035, 0x2035, AK_CHAR_APOSTROPHE, 0},
    {0x2036, 0x2036, AK_CHAR_QUOTE, 0},
    {0x2120, 0x2120, AK_CHAR_BLANK, 0}, /* NFKC would glue "sm" and "tm" to the name */
    {0x2122, 0x2122, AK_CHAR_BLANK, 0},
    {0x2212, 0x2212, AK_CHAR_HYPHEN, 0},
    {0x3001, 0x3001, AK_CHAR_COMMA, 0},
    {0x30A0, 0x30A0, AK_CHAR_HYPHEN, 0},
    {0xA78B, 0xA78C, AK_CHAR_APOSTROPHE, 0},
};

static const special *find_special(uint32_t cp)
{
    size_t low = 0, high = sizeof specials / sizeof *specials;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (cp > specials[mid].last)
            low = mid + 1;
        else if (cp < specials[mid].first)
            high = mid;
        else
            return &specials[mid];
    }
    return NULL;
}

/* UTF-16 to code points; what does not fit is left out (see AK_EXPAND_MAX). */
static size_t to_code_points(const UChar *units, int32_t len, uint32_t out[AK_EXPAND_MAX])
{
    size_t n = 0;
    for (int32_t i = 0; i < len && n < AK_EXPAND_MAX;) {
        UChar32 cp;
        U16_NEXT(units, i, len, cp);
        out[n++] = (uint32_t)cp;
    }
    return n;
}

static int32_t to_units(uint32_t cp, UChar units[2])
{
    int32_t n = 0;
    U16_APPEND_UNSAFE(units, n, (UChar32)cp);
    return n;
}

size_t ak_chars_expand(const ak_chars *chars, uint32_t cp, uint32_t out[AK_EXPAND_MAX])
{
    UChar from[2], to[2 * AK_EXPAND_MAX];
    UErrorCode code = U_ZERO_ERROR;
    int32_t n =
        unorm2_normalize(chars->nfkc, from, to_units(cp, from), to, sizeof to / sizeof *to, &code);
    if (U_FAILURE(code) || n <= 0) {
        out[0] = cp;
        return 1;
    }
    return to_code_points(to, n, out);
}

uint32_t ak_chars_compose(const ak_chars *chars, uint32_t base, uint32_t mark)
{
    UChar32 cp = unorm2_composePair(chars->nfc, (UChar32)base, (UChar32)mark);
    return cp > 0 ? (uint32_t)cp : 0;
}

/* The full compatibility decomposition (NFKD); cp itself where it has none. */
static size_t decompose(const ak_chars *chars, uint32_t cp, uint32_t out[AK_EXPAND_MAX])
{
    UChar to[2 * AK_EXPAND_MAX];
    UErrorCode code = U_ZERO_ERROR;
    int32_t n =
        unorm2_getDecomposition(chars->nfkc, (UChar32)cp, to, sizeof to / sizeof *to, &code);
    if (U_FAILURE(code) || n <= 0) {
        out[0] = cp;
        return 1;
    }
    return to_code_points(to, n, out);
}

static bool is_mark(uint32_t cp)
{
    return U_GET_GC_MASK((UChar32)cp) & U_GC_M_MASK;
}

static bool is_letter(uint32_t cp)
{
    return U_GET_GC_MASK((UChar32)cp) & (U_GC_L_MASK | U_GC_N_MASK);
}

static bool is_latin(uint32_t cp)
{
    UErrorCode code = U_ZERO_ERROR;
    return uscript_getScript((UChar32)cp, &code) == USCRIPT_LATIN;
}

static bool is_ascii_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

static void add_text(ak_char *c, const char *text, size_t len)
{
    if (len > sizeof c->text - c->len) len = sizeof c->text - c->len;
    memcpy(c->text + c->len, text, len);
    c->len = (uint8_t)(c->len + len);
}

/* Adds the letters of a Latin letter or ASCII digit: the base letters, without diacritics. */
static void add_latin(const ak_chars *chars, uint32_t cp, ak_char *c)
{
    uint32_t parts[AK_EXPAND_MAX];
    size_t n = decompose(chars, cp, parts);
    for (size_t i = 0; i < n; i++) {
        char name[AK_ROMAN_MAX];
        char low = (char)(parts[i] | 0x20);
        if ((low >= 'a' && low <= 'z' && parts[i] < 0x80) || is_ascii_digit(parts[i]))
            add_text(c, &low, 1);
        else if (is_letter(parts[i]))
            add_text(c, name, ak_romanise_by_name(parts[i], name));
    }
}

static void set_direct(ak_char *c, ak_script script, ak_char_group group)
{
    c->kind = AK_CHAR_DIRECT;
    c->script = (uint8_t)script;
    c->group = (uint8_t)group;
}

static void set_number(ak_char *c, uint32_t value)
{
    char digits[10];
    size_t n = 0;
    do digits[sizeof digits - ++n] = (char)('0' + value % 10);
    while (value /= 10);
    set_direct(c, AK_SCRIPT_LATIN, AK_GROUP_DIGIT);
    add_text(c, digits + sizeof digits - n, n);
}

/* A code point that NFKC turns into several. */
static void classify_expansion(const ak_chars *chars, const uint32_t *parts, size_t n, ak_char *c)
{
    size_t letters = 0, digits = 0, latin = 0, others = 0;
    for (size_t i = 0; i < n; i++) {
        letters += is_letter(parts[i]);
        digits += is_ascii_digit(parts[i]);
        latin += is_letter(parts[i]) && is_latin(parts[i]);
        others += !is_letter(parts[i]) && !is_mark(parts[i]);
    }
    /* Marks alone expand too: U+0344 is a diaeresis and an accent. */
    c->kind = letters || others == 0 ? AK_CHAR_EXPAND : AK_CHAR_BLANK;
    if (others) c->flags |= AK_CHAR_BOUNDARY;
    if (others || letters == 0) return;
    if (digits == n || latin == letters) {
        set_direct(c, AK_SCRIPT_LATIN, digits ? AK_GROUP_DIGIT : AK_GROUP_LETTER);
        for (size_t i = 0; i < n; i++) add_latin(chars, parts[i], c);
    }
}

/* Expansions whose parts NFKC and a reader of names see differently; false for all others. */
static bool classify_odd_expansion(uint32_t cp, ak_char *c)
{
    switch (cp) {
    case 0x13F: /* Ŀ, ŀ: the dot joins, as in l·l */
    case 0x140:
        set_direct(c, AK_SCRIPT_LATIN, AK_GROUP_LETTER);
        add_text(c, "l", 1);
        return true;
    case 0x149: /* ŉ: an article and its apostrophe */
        set_direct(c, AK_SCRIPT_LATIN, AK_GROUP_LETTER);
        add_text(c, "n", 1);
        return true;
    case 0x2116: /* №5 is two words */
        c->kind = AK_CHAR_EXPAND;
        c->flags |= AK_CHAR_BOUNDARY;
        return true;
    default:
        return false;
    }
}

static void set_run(ak_char *c, ak_run run, ak_script script, ak_char_group group, uint32_t cp)
{
    c->kind = AK_CHAR_RUN;
    c->run = (uint8_t)run;
    c->script = (uint8_t)script;
    c->group = (uint8_t)group;
    c->cp = cp;
}

/* Lower case Greek with no accent but the acute and no other mark but the diaeresis. */
static uint32_t monotonic(const ak_chars *chars, uint32_t cp)
{
    uint32_t parts[AK_EXPAND_MAX];
    size_t n = decompose(chars, cp, parts);
    bool accent = false, diaeresis = false;
    for (size_t i = 1; i < n; i++) {
        accent |= parts[i] == 0x300 || parts[i] == COMBINING_ACUTE || parts[i] == 0x342;
        diaeresis |= parts[i] == COMBINING_DIAERESIS;
    }
    uint32_t base = (uint32_t)u_tolower((UChar32)parts[0]), with;
    if (diaeresis && (with = ak_chars_compose(chars, base, COMBINING_DIAERESIS))) base = with;
    if (accent && (with = ak_chars_compose(chars, base, COMBINING_ACUTE))) base = with;
    return base;
}

static void classify_han(uint32_t cp, ak_char *c)
{
    bool mark = cp == AK_HAN_REPEAT || cp == 0x303B;
    set_run(c, AK_RUN_HAN, AK_SCRIPT_HAN, mark ? AK_GROUP_HAN_MARK : AK_GROUP_HAN,
        mark ? AK_HAN_REPEAT : cp);
}

static void classify_kana(uint32_t cp, UScriptCode script, ak_char *c)
{
    ak_char_group group = ak_kana_is_mark(cp)          ? AK_GROUP_KANA_MARK
                          : script == USCRIPT_HIRAGANA ? AK_GROUP_HIRAGANA
                                                       : AK_GROUP_KATAKANA;
    set_run(c, AK_RUN_KANA, AK_SCRIPT_KANA, group, cp);
}

/* Scripts with a romaniser of their own that need nothing else said about their letters. */
static const struct known_script {
    bool (*has)(uint32_t cp);
    ak_run run;
    ak_script script;
    ak_char_group group;
} known_scripts[] = {
    {ak_cyrillic_has, AK_RUN_CYRILLIC, AK_SCRIPT_CYRILLIC, AK_GROUP_LETTER},
    {ak_greek_has, AK_RUN_GREEK, AK_SCRIPT_GREEK, AK_GROUP_LETTER},
    {ak_armenian_has, AK_RUN_ARMENIAN, AK_SCRIPT_ARMENIAN, AK_GROUP_LETTER},
    {ak_arabic_has, AK_RUN_ARABIC, AK_SCRIPT_ARABIC, AK_GROUP_LETTER},
    {ak_hebrew_has, AK_RUN_HEBREW, AK_SCRIPT_HEBREW, AK_GROUP_LETTER},
    {ak_hangul_has, AK_RUN_HANGUL, AK_SCRIPT_HANGUL, AK_GROUP_HANGUL},
    {ak_indic_has, AK_RUN_INDIC, AK_SCRIPT_OTHER, AK_GROUP_LETTER},
    {ak_thai_has, AK_RUN_THAI, AK_SCRIPT_OTHER, AK_GROUP_LETTER},
    {ak_khmer_has, AK_RUN_KHMER, AK_SCRIPT_OTHER, AK_GROUP_LETTER},
    {ak_burmese_has, AK_RUN_BURMESE, AK_SCRIPT_OTHER, AK_GROUP_LETTER},
    {ak_ethiopic_has, AK_RUN_ETHIOPIC, AK_SCRIPT_OTHER, AK_GROUP_LETTER},
};

static bool classify_run(uint32_t cp, ak_char *c)
{
    for (size_t i = 0; i < sizeof known_scripts / sizeof *known_scripts; i++) {
        const struct known_script *known = &known_scripts[i];
        if (!known->has(cp)) continue;
        set_run(c, known->run, known->script, known->group, cp);
        return true;
    }
    return false;
}

/* False for a letter that is left to ICU. A letter whose marks no romaniser knows is its base. */
static bool classify_known(const ak_chars *chars, uint32_t cp, UScriptCode script, ak_char *c)
{
    uint32_t lower = (uint32_t)u_tolower((UChar32)cp);
    const char *georgian = ak_georgian_letter(lower);
    if (script == USCRIPT_GREEK) lower = monotonic(chars, cp);
    if (script == USCRIPT_LATIN) {
        set_direct(c, AK_SCRIPT_LATIN, AK_GROUP_LETTER);
        add_latin(chars, cp, c);
        return true;
    }
    if (georgian) {
        set_direct(c, AK_SCRIPT_GEORGIAN, AK_GROUP_LETTER);
        add_text(c, georgian, strlen(georgian));
        return true;
    }
    if (ak_kana_has(cp)) {
        classify_kana(cp, script, c);
        return true;
    }
    uint32_t parts[AK_EXPAND_MAX];
    return classify_run(lower, c) ||
           (decompose(chars, lower, parts) > 1 && classify_run(parts[0], c));
}

/* The script that a letter of none of our romanisers counts as. */
static ak_script script_of(UScriptCode script)
{
    switch ((int)script) {
    case USCRIPT_CYRILLIC:
        return AK_SCRIPT_CYRILLIC;
    case USCRIPT_GREEK:
        return AK_SCRIPT_GREEK;
    case USCRIPT_ARMENIAN:
        return AK_SCRIPT_ARMENIAN;
    case USCRIPT_GEORGIAN:
        return AK_SCRIPT_GEORGIAN;
    case USCRIPT_ARABIC:
        return AK_SCRIPT_ARABIC;
    case USCRIPT_HEBREW:
        return AK_SCRIPT_HEBREW;
    default:
        return AK_SCRIPT_OTHER;
    }
}

static void classify_letter(const ak_chars *chars, uint32_t cp, ak_char *c)
{
    UErrorCode code = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)cp, &code);
    uint32_t category = U_GET_GC_MASK((UChar32)cp);
    double number = u_getNumericValue((UChar32)cp);
    if (u_isUUppercase((UChar32)cp)) c->flags |= AK_CHAR_UPPER;
    if (u_istitle((UChar32)cp)) c->flags |= AK_CHAR_TITLE;
    if (category & U_GC_ND_MASK)
        set_number(c, (uint32_t)u_charDigitValue((UChar32)cp));
    else if (script == USCRIPT_HAN)
        classify_han(cp, c);
    else if ((category & U_GC_N_MASK) && number >= 0 && number < 1e8 &&
             number == (double)(uint32_t)number)
        set_number(c, (uint32_t)number);
    else if (!classify_known(chars, cp, script, c)) {
        uint32_t lower = (uint32_t)u_tolower((UChar32)cp);
        set_run(c, AK_RUN_ICU, script_of(script), AK_GROUP_LETTER, lower);
    }
}

static aka_status classify(ak_chars *chars, uint32_t cp, ak_char *c, aka_error *err)
{
    const special *known = find_special(cp);
    if (known) {
        c->kind = known->kind;
        c->cp = known->cp;
        return AKA_OK;
    }
    uint32_t parts[AK_EXPAND_MAX], category = U_GET_GC_MASK((UChar32)cp);
    if ((category & U_GC_CF_MASK) ||
        u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
        c->kind = AK_CHAR_TRANSPARENT;
        return AKA_OK;
    }
    size_t n = ak_chars_expand(chars, cp, parts);
    if (n > 1) {
        if (!classify_odd_expansion(cp, c)) classify_expansion(chars, parts, n, c);
        if (u_isUUppercase((UChar32)cp)) c->flags |= AK_CHAR_UPPER;
        if (u_istitle((UChar32)cp)) c->flags |= AK_CHAR_TITLE;
        return AKA_OK;
    }
    if (parts[0] != cp) {
        const ak_char *same;
        aka_status status = ak_chars_get(chars, parts[0], &same, err);
        if (status == AKA_OK) *c = *same;
        return status;
    }
    if (category & (U_GC_L_MASK | U_GC_N_MASK)) {
        classify_letter(chars, cp, c);
        return AKA_OK;
    }
    c->cp = cp;
    c->kind = category & U_GC_M_MASK                     ? AK_CHAR_MARK
              : category & U_GC_PS_MASK                  ? AK_CHAR_OPEN
              : category & U_GC_PE_MASK                  ? AK_CHAR_CLOSE
              : category & (U_GC_PI_MASK | U_GC_PF_MASK) ? AK_CHAR_QUOTE
                                                         : AK_CHAR_BLANK;
    return AKA_OK;
}

aka_status ak_chars_learn(ak_chars *chars, uint32_t cp, const ak_char **out, aka_error *err)
{
    ak_char **page = &chars->pages[cp / AK_CHAR_PAGE], learnt = {0};
    if (!*page) *page = calloc(AK_CHAR_PAGE, sizeof **page);
    if (!*page) return ak_fail_nomem(err);
    aka_status status = classify(chars, cp, &learnt, err);
    if (status != AKA_OK) return status;
    (*page)[cp % AK_CHAR_PAGE] = learnt;
    *out = &(*page)[cp % AK_CHAR_PAGE];
    return AKA_OK;
}

aka_status ak_chars_init(ak_chars *chars, aka_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    *chars = (ak_chars){.nfc = unorm2_getNFCInstance(&code), .nfkc = unorm2_getNFKCInstance(&code)};
    if (U_FAILURE(code))
        return code == U_MEMORY_ALLOCATION_ERROR
                   ? ak_fail_nomem(err)
                   : ak_fail(err, AKA_E_INTERNAL, "ICU cannot normalise: %s", u_errorName(code));
    return AKA_OK;
}

void ak_chars_free(ak_chars *chars)
{
    for (size_t i = 0; i < AK_CHAR_PAGES; i++) free(chars->pages[i]);
    ak_icu_close(&chars->icu);
    *chars = (ak_chars){0};
}
