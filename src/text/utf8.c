/* UTF-8 after Unicode's table 3-7 and the practice of "substitution of maximal subparts"
 * (section 3.9): what is broken gives U+FFFD and costs as few bytes as it may. */
#include "text/utf8.h"

#include <unicode/uchar.h>

#define SURROGATE_FIRST 0xD800u
#define SURROGATE_LAST 0xDFFFu
#define LAST_CODE_POINT 0x10FFFFu

/* The sequence at p, of which `left` bytes may be read, starting with a byte above 0x7F. */
static uint32_t next_multibyte(const unsigned char *p, size_t left, size_t *pos)
{
    unsigned char lead = p[0];
    if (lead < 0xC2 || lead > 0xF4) {
        *pos += 1;
        return AK_REPLACEMENT;
    }
    size_t n = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    /* The second byte's range excludes overlong forms, surrogates and values above U+10FFFF. */
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    uint32_t cp = lead & (0x7Fu >> n);
    for (size_t k = 1; k < n; k++) {
        if (k == left || p[k] < low || p[k] > high) {
            *pos += k;
            return AK_REPLACEMENT;
        }
        cp = cp << 6 | (p[k] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *pos += n;
    return cp;
}

uint32_t ak_utf8_next(ak_slice s, size_t *pos)
{
    const unsigned char *p = (const unsigned char *)s.data + *pos;
    if (p[0] < 0x80) {
        ++*pos;
        return p[0];
    }
    return next_multibyte(p, s.len - *pos, pos);
}

size_t ak_utf8_put(uint32_t cp, char out[4])
{
    if (cp > LAST_CODE_POINT || (cp >= SURROGATE_FIRST && cp <= SURROGATE_LAST))
        cp = AK_REPLACEMENT;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool ak_utf8_valid(ak_slice s)
{
    for (size_t pos = 0; pos < s.len;) {
        size_t start = pos;
        /* A U+FFFD that the text itself holds takes three bytes and begins with 0xEF. */
        if (ak_utf8_next(s, &pos) == AK_REPLACEMENT &&
            !(pos - start == 3 && (unsigned char)s.data[start] == 0xEF))
            return false;
    }
    return true;
}

size_t ak_utf8_count(ak_slice s)
{
    size_t count = 0;
    for (size_t pos = 0; pos < s.len; count++) ak_utf8_next(s, &pos);
    return count;
}

bool ak_utf8_small(ak_slice s)
{
    size_t pos = 0;
    return s.len && u_islower((UChar32)ak_utf8_next(s, &pos));
}
