/* Growing byte buffer with a maximum and a sticky failure. */
#include "base/buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void ak_buf_init(ak_buf *buf, size_t max)
{
    *buf = (ak_buf){.max = max};
}

void ak_buf_free(ak_buf *buf)
{
    free(buf->data);
    *buf = (ak_buf){.max = buf->max};
}

void ak_buf_reset(ak_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
    if (buf->data) buf->data[0] = '\0';
}

bool ak_buf_reserve(ak_buf *buf, size_t extra)
{
    if (buf->failed) return false;
    if (extra > SIZE_MAX / 2 - buf->len - 1 || (buf->max && extra > buf->max - buf->len))
        return !(buf->failed = true);
    size_t need = buf->len + extra + 1;
    if (need <= buf->cap) return true;
    size_t cap = buf->cap ? buf->cap * 2 : 256;
    while (cap < need) cap *= 2;
    char *data = realloc(buf->data, cap);
    if (!data) return !(buf->failed = true);
    buf->data = data;
    buf->cap = cap;
    data[buf->len] = '\0';
    return true;
}

bool ak_buf_add(ak_buf *buf, ak_slice s)
{
    if (!ak_buf_reserve(buf, s.len)) return false;
    if (s.len) memcpy(buf->data + buf->len, s.data, s.len);
    buf->len += s.len;
    buf->data[buf->len] = '\0';
    return true;
}

bool ak_buf_addc(ak_buf *buf, char c)
{
    return ak_buf_add(buf, (ak_slice){&c, 1});
}

bool ak_buf_adds(ak_buf *buf, const char *cstr)
{
    return ak_buf_add(buf, ak_slice_of(cstr));
}

bool ak_buf_addf(ak_buf *buf, const char *fmt, ...)
{
    va_list args, again;
    if (!ak_buf_reserve(buf, 0)) return false;
    va_start(args, fmt);
    va_copy(again, args);
    size_t room = buf->cap - buf->len;
    int n = vsnprintf(buf->data + buf->len, room, fmt, args);
    va_end(args);
    bool ok = n >= 0 && ak_buf_reserve(buf, (size_t)n);
    if (ok && (size_t)n >= room) vsnprintf(buf->data + buf->len, (size_t)n + 1, fmt, again);
    va_end(again);
    if (ok)
        buf->len += (size_t)n;
    else
        buf->failed = true;
    if (buf->data) buf->data[buf->len] = '\0';
    return ok;
}

/* Digits of a number, at least `least` of them, before `end`; where they begin. */
static char *write_digits(uint64_t number, unsigned least, char *end)
{
    for (; number || least; number /= 10) {
        *--end = (char)('0' + number % 10);
        if (least) least--;
    }
    return end;
}

bool ak_buf_add_fixed(ak_buf *buf, double value, unsigned places)
{
    static const double powers[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
    char text[32], *end = text + sizeof text;
    double scaled = places < 7 ? value * powers[places] : -1;
    bool plain = scaled >= 0 && scaled < 1e9 && !signbit(value);
    uint64_t whole = plain ? (uint64_t)scaled : 0;
    double rest = scaled - (double)whole;
    /* The product is rounded: how a number in the middle is to be, printf knows. */
    if (!plain || fabs(rest - 0.5) < 1e-3) return ak_buf_addf(buf, "%.*f", (int)places, value);
    uint64_t unit = (uint64_t)powers[places];
    whole += rest > 0.5;
    char *from = end;
    if (places) {
        from = write_digits(whole % unit, places, from);
        *--from = '.';
    }
    from = write_digits(whole / unit, 1, from);
    return ak_buf_add(buf, (ak_slice){from, (size_t)(end - from)});
}

static void add_escaped(ak_buf *buf, unsigned char c)
{
    switch (c) {
    case '"':
        ak_buf_adds(buf, "\\\"");
        break;
    case '\\':
        ak_buf_adds(buf, "\\\\");
        break;
    case '\n':
        ak_buf_adds(buf, "\\n");
        break;
    case '\r':
        ak_buf_adds(buf, "\\r");
        break;
    case '\t':
        ak_buf_adds(buf, "\\t");
        break;
    default:
        ak_buf_addf(buf, "\\u%04x", c);
    }
}

bool ak_buf_add_json(ak_buf *buf, ak_slice s)
{
    ak_buf_addc(buf, '"');
    size_t plain = 0; /* start of the bytes that can be copied as they are */
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.data[i];
        size_t n = c < 0x80 ? 1 : ak_slice_sequence(s, i);
        if (n && c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
            i += n;
            continue;
        }
        ak_buf_add(buf, ak_slice_sub(s, plain, i));
        if (n)
            add_escaped(buf, c);
        else
            ak_buf_adds(buf, "\xEF\xBF\xBD");
        plain = ++i;
    }
    ak_buf_add(buf, ak_slice_sub(s, plain, s.len));
    return ak_buf_addc(buf, '"');
}
