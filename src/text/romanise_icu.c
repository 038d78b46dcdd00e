/* Romanisation by ICU of letters of the scripts that have no romaniser of their own; and by Unicode
 * name, where ICU knows no transliteration. */
#include "text/romanise.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

/* Letters given to a transliterator at once: bounds its time and memory on hostile text. */
#define CHUNK 64
#define UNITS_MAX (CHUNK * AK_ROMAN_MAX)

typedef struct named_letter {
    uint16_t cp;
    char text[4];
} named_letter;

/* Latin letters whose names do not begin with the letter. Sorted. */
static const named_letter latin_letters[] = {{0x00D0, "d"}, {0x00DE, "th"}, {0x00DF, "ss"},
    {0x00F0, "d"}, {0x00FE, "th"}, {0x0131, "i"}, {0x0138, "k"}, {0x014A, "ng"}, {0x014B, "ng"},
    {0x0152, "oe"}, {0x0153, "oe"}, {0x0186, "o"}, {0x018E, "e"}, {0x018F, "a"}, {0x0190, "e"},
    {0x0194, "gh"}, {0x0196, "i"}, {0x01A9, "sh"}, {0x01B1, "u"}, {0x01B7, "zh"}, {0x01BF, "w"},
    {0x01DD, "a"}, {0x01F7, "w"}, {0x021C, "y"}, {0x021D, "y"}, {0x0237, "j"}, {0x0251, "a"},
    {0x0254, "o"}, {0x0259, "a"}, {0x025B, "e"}, {0x0263, "gh"}, {0x0269, "i"}, {0x0283, "sh"},
    {0x028A, "u"}, {0x0292, "zh"}, {0x1E9E, "ss"}, {0x2C6D, "a"}};

size_t ak_romanise_as_hex(uint32_t cp, char out[AK_ROMAN_MAX])
{
    return (size_t)snprintf(out, AK_ROMAN_MAX, "x%x", (unsigned)cp);
}

/* The word that stands for the sound in a character's name: what follows LETTER or SYLLABLE in
 * "THAANA LETTER HAA" if nothing follows it; for Latin the last word, before WITH, if it is one
 * or two letters: "LATIN SMALL LETTER L WITH STROKE", "LATIN LETTER SMALL CAPITAL B". */
static const char *sound_in_name(char *name, size_t *len)
{
    static const char *const before[] = {"LETTER ", "SYLLABLE ", "SYLLABICS ", "LIGATURE "};
    bool latin = strncmp(name, "LATIN ", 6) == 0;
    const char *sound = NULL;
    char *with = strstr(name, " WITH ");
    if (with) *with = '\0';
    if (latin && strrchr(name, ' ')) sound = strrchr(name, ' ') + 1;
    for (size_t i = 0; !sound && i < sizeof before / sizeof *before; i++) {
        const char *at = strstr(name, before[i]);
        if (at) sound = at + strlen(before[i]);
    }
    if (!sound) return NULL;
    *len = strlen(sound);
    for (size_t k = 0; k < *len; k++)
        if (sound[k] < 'A' || sound[k] > 'Z') return NULL;
    return *len >= 1 && *len <= (latin ? 2 : 6) ? sound : NULL;
}

size_t ak_romanise_by_name(uint32_t cp, char out[AK_ROMAN_MAX])
{
    for (size_t i = 0; i < sizeof latin_letters / sizeof *latin_letters; i++) {
        if (latin_letters[i].cp != cp) continue;
        size_t n = strlen(latin_letters[i].text);
        memcpy(out, latin_letters[i].text, n);
        return n;
    }
    char name[128];
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = u_charName((UChar32)cp, U_UNICODE_CHAR_NAME, name, sizeof name, &code);
    size_t len;
    const char *sound =
        U_SUCCESS(code) && n > 0 && n < (int32_t)sizeof name ? sound_in_name(name, &len) : NULL;
    if (!sound) return ak_romanise_as_hex(cp, out);
    for (size_t i = 0; i < len; i++) out[i] = (char)(sound[i] | 0x20);
    return len;
}

static aka_status open_transliterator(UTransliterator **out, const char *name, aka_error *err)
{
    if (*out) return AKA_OK;
    UChar id[64];
    UErrorCode code = U_ZERO_ERROR;
    u_uastrcpy(id, name);
    *out = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
    if (U_SUCCESS(code)) return AKA_OK;
    *out = NULL;
    if (code == U_MEMORY_ALLOCATION_ERROR) return ak_fail_nomem(err);
    return ak_fail(err, AKA_E_INTERNAL, "ICU cannot open %s: %s", name, u_errorName(code));
}

void ak_icu_close(ak_icu *icu)
{
    if (icu->latin) utrans_close(icu->latin);
    *icu = (ak_icu){NULL};
}

static aka_status transliterate(
    const UTransliterator *with, UChar units[UNITS_MAX], int32_t *len, aka_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t limit = *len;
    utrans_transUChars(with, units, len, UNITS_MAX, 0, &limit, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR) return ak_fail_nomem(err);
    /* An overlong result is cut: no script gives so many letters for one. */
    if (*len > UNITS_MAX) *len = UNITS_MAX;
    return AKA_OK;
}

/* The a-z and 0-9 of a result; letters that are neither go by name, marks vanish. */
static size_t keep_ascii(const UChar *units, int32_t len, char *out, size_t cap)
{
    size_t n = 0;
    for (int32_t i = 0; i < len;) {
        UChar32 cp;
        U16_NEXT(units, i, len, cp);
        char low = (char)(cp | 0x20), name[AK_ROMAN_MAX];
        size_t k = 1;
        if (cp < 0x80)
            k = (low >= 'a' && low <= 'z') || (cp >= '0' && cp <= '9');
        else if (U_GET_GC_MASK(cp) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_MC_MASK))
            k = ak_romanise_by_name((uint32_t)cp, name);
        else
            k = 0;
        if (k > cap - n) break;
        memcpy(out + n, cp < 0x80 ? &low : name, k);
        n += k;
    }
    return n;
}

static aka_status romanise_chunk(const UTransliterator *with, const uint32_t *cps, size_t n,
    char *out, size_t *len, aka_error *err)
{
    UChar units[UNITS_MAX];
    int32_t count = 0;
    for (size_t i = 0; i < n; i++) U16_APPEND_UNSAFE(units, count, (UChar32)cps[i]);
    aka_status status = transliterate(with, units, &count, err);
    if (status == AKA_OK) *len = keep_ascii(units, count, out, n * AK_ROMAN_MAX);
    return status;
}

aka_status ak_icu_romanise(
    ak_icu *icu, const uint32_t *cps, size_t n, char *out, size_t *len, aka_error *err)
{
    aka_status status = open_transliterator(&icu->latin, "Any-Latin; Latin-ASCII", err);
    *len = 0;
    for (size_t i = 0; status == AKA_OK && i < n; i += CHUNK) {
        size_t got = 0, take = n - i < CHUNK ? n - i : CHUNK;
        status = romanise_chunk(icu->latin, cps + i, take, out + *len, &got, err);
        *len += got;
    }
    return status;
}
