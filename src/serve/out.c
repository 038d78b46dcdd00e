/* The growing text of an answer. */
#include "out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ak_out_free(ak_out *out)
{
    free(out->data);
    *out = (ak_out){0};
}

bool ak_out_reserve(ak_out *out, size_t extra)
{
    if (out->failed) return false;
    if (extra <= out->cap - out->len) return true;
    if (extra > AK_OUT_MAX - out->len) {
        out->failed = true;
        return false;
    }
    size_t cap = out->cap ? out->cap : 512;
    while (cap < out->len + extra) cap *= 2;
    char *data = realloc(out->data, cap);
    if (!data) {
        out->failed = true;
        return false;
    }
    out->data = data;
    out->cap = cap;
    return true;
}

void ak_out_addf(ak_out *out, const char *format, ...)
{
    char small[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (n < 0) {
        out->failed = true;
    } else if ((size_t)n < sizeof small) {
        ak_out_add(out, small, (size_t)n);
    } else if (ak_out_reserve(out, (size_t)n + 1)) {
        va_start(args, format);
        vsnprintf(out->data + out->len, (size_t)n + 1, format, args);
        va_end(args);
        out->len += (size_t)n;
    }
}

const char *ak_digits(uint64_t number, char text[AK_DIGITS])
{
    char *at = text + AK_DIGITS - 1;
    *at = '\0';
    do *--at = (char)('0' + number % 10);
    while (number /= 10);
    return at;
}

void ak_out_number(ak_out *out, uint64_t number)
{
    char text[AK_DIGITS];
    ak_out_adds(out, ak_digits(number, text));
}

/* Bytes of the well-formed UTF-8 sequence at the beginning of text; 0 where there is none. */
static size_t sequence(const unsigned char *s, size_t len)
{
    size_t n = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (n == 0 || n > len || s[0] > 0xF4) return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xC0) != 0x80) return 0;
    if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F)) return 0;
    if ((s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F)) return 0;
    return n;
}

bool ak_is_utf8(const char *data, size_t len)
{
    const unsigned char *s = (const unsigned char *)data;
    for (size_t i = 0, n; i < len; i += n)
        if (!(n = sequence(s + i, len - i))) return false;
    return true;
}

/* What stands for a byte that JSON does not take as it is. */
static void add_escaped(ak_out *out, unsigned char c, bool well_formed)
{
    if (!well_formed)
        ak_out_adds(out, "\xEF\xBF\xBD");
    else if (c == '"' || c == '\\')
        ak_out_add(out, (char[]){'\\', (char)c}, 2);
    else
        ak_out_addf(out, "\\u%04x", c);
}

void ak_out_add_json(ak_out *out, const char *data, size_t len)
{
    const unsigned char *s = (const unsigned char *)data;
    size_t plain = 0; /* start of the bytes that can be copied as they are */
    ak_out_adds(out, "\"");
    for (size_t i = 0; i < len;) {
        size_t n = s[i] < 0x80 ? 1 : sequence(s + i, len - i);
        if (n && s[i] >= 0x20 && s[i] != '"' && s[i] != '\\' && s[i] != 0x7F) {
            i += n;
            continue;
        }
        ak_out_add(out, data + plain, i - plain);
        add_escaped(out, s[i], n);
        plain = ++i;
    }
    ak_out_add(out, data + plain, len - plain);
    ak_out_adds(out, "\"");
}
