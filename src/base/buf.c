/* Growing byte buffer with a maximum and a sticky failure. */
#include "base/buf.h"

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
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    bool ok = n >= 0 && ak_buf_reserve(buf, (size_t)n);
    if (ok) {
        vsnprintf(buf->data + buf->len, (size_t)n + 1, fmt, again);
        buf->len += (size_t)n;
    } else {
        buf->failed = true;
    }
    va_end(again);
    return ok;
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
        size_t n = ak_slice_sequence(s, i);
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
