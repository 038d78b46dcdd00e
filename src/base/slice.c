/* Slices: comparing, searching and cutting bytes. */
#include "base/slice.h"

#include <limits.h>
#include <stdint.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

ak_slice ak_slice_sub(ak_slice s, size_t from, size_t to)
{
    if (to > s.len) to = s.len;
    if (from >= to) return (ak_slice){NULL, 0};
    return (ak_slice){s.data + from, to - from};
}

int ak_slice_cmp(ak_slice a, ak_slice b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.data, b.data, n) : 0;
    if (c) return c;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool ak_slice_eq_nocase(ak_slice a, ak_slice b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.data[i]) != lower(b.data[i])) return false;
    return true;
}

bool ak_slice_starts(ak_slice s, ak_slice prefix)
{
    return s.len >= prefix.len && ak_slice_eq((ak_slice){s.data, prefix.len}, prefix);
}

bool ak_slice_starts_nocase(ak_slice s, ak_slice prefix)
{
    return s.len >= prefix.len && ak_slice_eq_nocase((ak_slice){s.data, prefix.len}, prefix);
}

bool ak_slice_ends(ak_slice s, ak_slice suffix)
{
    return s.len >= suffix.len && ak_slice_eq(ak_slice_sub(s, s.len - suffix.len, s.len), suffix);
}

size_t ak_slice_find(ak_slice s, ak_slice needle, size_t from)
{
    if (needle.len == 0) return from <= s.len ? from : SIZE_MAX;
    while (from < s.len && s.len - from >= needle.len) {
        const char *hit = memchr(s.data + from, needle.data[0], s.len - from - needle.len + 1);
        if (!hit) break;
        size_t at = (size_t)(hit - s.data);
        if (memcmp(hit, needle.data, needle.len) == 0) return at;
        from = at + 1;
    }
    return SIZE_MAX;
}

ak_slice ak_slice_trim(ak_slice s)
{
    while (s.len && is_space(s.data[s.len - 1])) s.len--;
    while (s.len && is_space(s.data[0])) s.data++, s.len--;
    return s;
}

/* Tells the empty piece behind a last separator from an empty slice, which has none. */
static const char behind_last[] = "";

bool ak_slice_split(ak_slice *rest, char sep, bool *done, ak_slice *piece)
{
    if (*done) return false;
    const char *hit = rest->len ? memchr(rest->data, sep, rest->len) : NULL;
    if (!hit) {
        *piece = *rest;
        *done = true;
        return rest->len > 0 || rest->data == behind_last;
    }
    size_t n = (size_t)(hit - rest->data);
    *piece = (ak_slice){rest->data, n};
    *rest = n + 1 < rest->len ? (ak_slice){rest->data + n + 1, rest->len - n - 1}
                              : (ak_slice){behind_last, 0};
    return true;
}

bool ak_slice_to_u64(ak_slice s, unsigned long long *out)
{
    if (s.len == 0) return false;
    unsigned long long v = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] < '0' || s.data[i] > '9') return false;
        unsigned long long d = (unsigned long long)(s.data[i] - '0');
        if (v > (ULLONG_MAX - d) / 10) return false;
        v = v * 10 + d;
    }
    *out = v;
    return true;
}

/* Unicode 15, table 3-7. */
size_t ak_slice_sequence(ak_slice s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.data + i;
    size_t left = s.len - i;
    if (p[0] < 0x80) return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    size_t n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < n) return 0;
    unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) return 0;
    for (size_t k = 2; k < n; k++)
        if ((p[k] & 0xC0) != 0x80) return 0;
    return n;
}
