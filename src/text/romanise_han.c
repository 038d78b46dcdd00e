/* Readings of ideographs in names where they differ from the commonest reading, which ICU gives:
 * some surnames, some places, and characters that names use in their other sense (长 chang). */
#include "text/romanise.h"

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

bool ak_han_has_readings(uint32_t cp)
{
    for (size_t k = 0; k < sizeof readings / sizeof *readings; k++)
        if (readings[k].cp == cp) return true;
    return false;
}

const char *ak_han_reading_in_run(const uint32_t *cps, size_t n, size_t i)
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
