/* Finding the signs of a text. */
#include "text/signs.h"

#include "text/romanise.h"
#include "text/utf8.h"

#include <string.h>

bool ak_sign_is_hangul(uint32_t cp)
{
    return cp >= 0xAC00 && cp <= 0xD7A3;
}

static bool is_ideograph(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x9FFF) || cp == 0x3007 || (cp >= 0xF900 && cp <= 0xFAFF) ||
           (cp >= 0x20000 && cp <= 0x3FFFF);
}

/* A syllable with the jamo behind it, where both are one: ㄱ and ㅏ, 가 and ㄴ. 0 where not. */
static uint32_t composed(uint32_t before, uint32_t cp)
{
    if (before >= 0x1100 && before <= 0x1112 && cp >= 0x1161 && cp <= 0x1175)
        return 0xAC00 + ((before - 0x1100) * 21 + cp - 0x1161) * 28;
    bool open = ak_sign_is_hangul(before) && (before - 0xAC00) % 28 == 0;
    return open && cp >= 0x11A8 && cp <= 0x11C2 ? before + cp - 0x11A7 : 0;
}

size_t ak_signs(ak_slice text, ak_sign *out, size_t cap)
{
    size_t n = 0;
    uint32_t before = 0, lead_at = 0, last = 0; /* last: the sign found last */
    for (size_t pos = 0; pos < text.len;) {
        uint32_t begin = (uint32_t)pos, cp = ak_utf8_next(text, &pos), whole = composed(before, cp);
        if (whole && ak_sign_is_hangul(before)) { /* the tail of the syllable just found */
            if (n <= cap) out[n - 1] = (ak_sign){whole, out[n - 1].begin, (uint32_t)pos};
            before = whole;
            continue;
        }
        if (cp == AK_HAN_REPEAT && last) cp = last;
        uint32_t sign = whole ? whole : cp;
        if (whole) begin = lead_at;
        lead_at = begin;
        before = sign;
        if (!ak_sign_is_hangul(sign) && !is_ideograph(sign)) continue;
        last = sign;
        if (n < cap) out[n] = (ak_sign){ak_han_plain(sign), begin, (uint32_t)pos};
        n++;
    }
    return n;
}

size_t ak_signs_text(const ak_sign *signs, size_t from, size_t to, char *out, size_t cap)
{
    size_t len = 0;
    for (size_t i = from; i < to; i++) {
        char bytes[4];
        size_t n = ak_utf8_put(signs[i].cp, bytes);
        if (n > cap - len) return 0;
        memcpy(out + len, bytes, n);
        len += n;
    }
    return len;
}
