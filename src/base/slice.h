/* A view of bytes that somebody else owns: pointer and length, no terminator. */
#ifndef AK_BASE_SLICE_H
#define AK_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct ak_slice {
    const char *data; /* may be NULL where len is 0 */
    size_t len;       /* bytes */
} ak_slice;

#define AK_LIT(literal) ((ak_slice){"" literal, sizeof(literal) - 1})
/* For printf: "%.*s", AK_ARG(slice) */
#define AK_ARG(slice) (int)(slice).len, (slice).len ? (slice).data : ""

static inline ak_slice ak_slice_of(const char *cstr)
{
    return (ak_slice){cstr, cstr ? strlen(cstr) : 0};
}

static inline bool ak_slice_eq(ak_slice a, ak_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static inline bool ak_slice_is(ak_slice a, const char *cstr)
{
    return ak_slice_eq(a, ak_slice_of(cstr));
}

/* s[from, to), both clamped to the length. */
ak_slice ak_slice_sub(ak_slice s, size_t from, size_t to);
/* Bytewise order, a prefix before what it begins. */
int ak_slice_cmp(ak_slice a, ak_slice b);
/* Equality in which A-Z and a-z are the same; other bytes must be equal. */
bool ak_slice_eq_nocase(ak_slice a, ak_slice b);
bool ak_slice_starts(ak_slice s, ak_slice prefix);
bool ak_slice_starts_nocase(ak_slice s, ak_slice prefix);
bool ak_slice_ends(ak_slice s, ak_slice suffix);
/* Offset of the first occurrence at or after `from`, or SIZE_MAX. */
size_t ak_slice_find(ak_slice s, ak_slice needle, size_t from);
/* Without ASCII white space at both ends. */
ak_slice ak_slice_trim(ak_slice s);
/* Takes the piece before the first `sep` off *rest (and the separator); false where *rest is used
 * up. An empty slice yields no piece; "a," yields "a" and "". Start with *done = false. */
bool ak_slice_split(ak_slice *rest, char sep, bool *done, ak_slice *piece);
/* Bytes of the well-formed UTF-8 sequence at s[i], i below the length; 0 where there is none. */
size_t ak_slice_sequence(ak_slice s, size_t i);
/* Decimal digits only, no sign; false on anything else or on overflow. */
bool ak_slice_to_u64(ak_slice s, unsigned long long *out);

#endif
