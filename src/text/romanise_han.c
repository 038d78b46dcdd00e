/* Readings of ideographs, from a table that the build makes of Unihan; and those that differ from
 * the commonest Mandarin reading in names: some surnames, some places, and characters that names
 * use in their other sense (长 chang). */
#include "text/romanise.h"

#include "text/han_table.h"
#include "text/romanise_table.h"
#include "text/signs.h"

typedef struct reading {
    uint16_t cp;
    uint16_t beside; /* the ideograph that must come before or after it; 0 for any */
    bool first;      /* only as the first of a run */
    char text[6];
} reading;

static const reading readings[] = {
    {0x66FE, 0, false, "zeng"},       /* 曾 */
    {0x957F, 0x5B59, true, "zhang"},  /* 长孙 */
    {0x957F, 0, false, "chang"},      /* 长 */
    {0x9577, 0, false, "chang"},      /* 長 */
    {0x5355, 0x4E8E, true, "chan"},   /* 单于 */
    {0x5355, 0, true, "shan"},        /* 单 */
    {0x55AE, 0, true, "shan"},        /* 單 */
    {0x4EC7, 0, true, "qiu"},         /* 仇 */
    {0x533A, 0, true, "ou"},          /* 区 */
    {0x5340, 0, true, "ou"},          /* 區 */
    {0x89E3, 0, true, "xie"},         /* 解 */
    {0x76D6, 0, true, "ge"},          /* 盖 */
    {0x67E5, 0, true, "zha"},         /* 查 */
    {0x7F2A, 0, true, "miao"},        /* 缪 */
    {0x7E46, 0, true, "miao"},        /* 繆 */
    {0x6734, 0, true, "piao"},        /* 朴 */
    {0x5C09, 0x8FDF, true, "yu"},     /* 尉迟 */
    {0x4E07, 0x4FDF, true, "mo"},     /* 万俟 */
    {0x4FDF, 0x4E07, false, "qi"},    /* 万俟 */
    {0x91CD, 0x5E86, false, "chong"}, /* 重庆 */
    {0x91CD, 0x6176, false, "chong"}, /* 重慶 */
    {0x884C, 0x94F6, false, "hang"},  /* 银行 */
    {0x884C, 0x9280, false, "hang"}   /* 銀行 */
};

#define KOREAN_GOLD 0xAE08u    /* 금 */
#define KOREAN_SURNAME 0xAE40u /* 김 */

static bool has_readings(uint32_t cp)
{
    for (size_t k = 0; k < sizeof readings / sizeof *readings; k++)
        if (readings[k].cp == cp) return true;
    return false;
}

static const char *reading_in_run(const uint32_t *cps, size_t n, size_t i)
{
    uint32_t before = i ? cps[i - 1] : 0, after = i + 1 < n ? cps[i + 1] : 0;
    for (size_t k = 0; k < sizeof readings / sizeof *readings; k++) {
        const reading *r = &readings[k];
        if (r->cp != cps[i] || (r->first && i > 0)) continue;
        if (r->beside && r->beside != before && r->beside != after) continue;
        return r->text;
    }
    return NULL;
}

static const ak_han_other *find_sparse(uint32_t cp)
{
    size_t low = 0, high = ak_han_sparse_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ak_han_sparse[mid].cp == cp) return &ak_han_sparse[mid];
        *(ak_han_sparse[mid].cp < cp ? &low : &high) = ak_han_sparse[mid].cp < cp ? mid + 1 : mid;
    }
    return NULL;
}

/* The row of an ideograph, without its variants; one of zeros where the table has none. */
static const ak_han_row *row_of(uint32_t cp)
{
    static const ak_han_row none;
    if (cp >= AK_HAN_FIRST && cp <= AK_HAN_LAST) return &ak_han_dense[cp - AK_HAN_FIRST];
    const ak_han_other *other = find_sparse(cp);
    return other ? &other->row : &none;
}

uint32_t ak_han_plain(uint32_t cp)
{
    if (cp >= AK_HAN_FIRST && cp <= AK_HAN_LAST) return ak_han_dense[cp - AK_HAN_FIRST].plain;
    const ak_han_other *other = find_sparse(cp);
    return other ? other->plain : cp;
}

uint32_t ak_han_syllable(uint32_t cp)
{
    return row_of(cp)->hangul;
}

/* An ideograph without a reading is its code point: it still tells names apart. */
static char *put_mandarin(char *p, const uint32_t *cps, size_t n, size_t i)
{
    const char *text = has_readings(cps[i]) ? reading_in_run(cps, n, i) : NULL;
    if (!text) text = ak_han_strings + row_of(cps[i])->mandarin;
    return *text ? ak_roman_put(p, text) : p + ak_romanise_as_hex(cps[i], p);
}

static char *put_cantonese(char *p, const uint32_t *cps, size_t n, size_t i)
{
    const char *text = ak_han_strings + row_of(cps[i])->cantonese;
    return *text ? ak_roman_put(p, text) : put_mandarin(p, cps, n, i);
}

/* In Korean, many syllables at once, since they change each other. */
static char *put_korean(char *p, const uint32_t *cps, size_t n)
{
    uint32_t syllables[64];
    for (size_t i = 0; i < n;) {
        size_t k = 0;
        for (; i + k < n && k < sizeof syllables / sizeof *syllables; k++) {
            syllables[k] = row_of(cps[i + k])->hangul;
            if (i + k == 0 && syllables[k] == KOREAN_GOLD) syllables[k] = KOREAN_SURNAME;
            if (syllables[k] == 0) break;
        }
        if (k) p += ak_romanise_hangul(syllables, k, p);
        i += k;
        if (i < n && row_of(cps[i])->hangul == 0) {
            p = put_mandarin(p, cps, n, i);
            i++;
        }
    }
    return p;
}

size_t ak_romanise_han(uint32_t *cps, size_t n, ak_reading language, char *out)
{
    char *p = out;
    for (size_t i = 1; i < n; i++)
        if (cps[i] == AK_HAN_REPEAT) cps[i] = cps[i - 1];
    if (language == AK_READING_KOREAN) return (size_t)(put_korean(p, cps, n) - out);
    for (size_t i = 0; i < n; i++)
        p = language == AK_READING_CANTONESE ? put_cantonese(p, cps, n, i)
                                             : put_mandarin(p, cps, n, i);
    return (size_t)(p - out);
}
