/* Growing byte buffer with a maximum and a sticky failure: append freely, check once at the end. */
#ifndef AK_BASE_BUF_H
#define AK_BASE_BUF_H

#include "base/slice.h"

typedef struct ak_buf {
    char *data; /* always terminated by a 0 that len does not count, NULL while empty */
    size_t len, cap, max;
    bool failed; /* an append did not fit or an allocation failed: the content is incomplete */
} ak_buf;

/* max: bytes it may ever hold; 0 is no limit. */
void ak_buf_init(ak_buf *buf, size_t max);
void ak_buf_free(ak_buf *buf);
/* Empties it and clears the failure; keeps the memory. */
void ak_buf_reset(ak_buf *buf);
/* Each returns false and sets failed where it could not append everything. */
bool ak_buf_add(ak_buf *buf, ak_slice s);
bool ak_buf_addc(ak_buf *buf, char c);
bool ak_buf_adds(ak_buf *buf, const char *cstr);
__attribute__((format(printf, 2, 3))) bool ak_buf_addf(ak_buf *buf, const char *fmt, ...);
/* As "%.*f" writes it, in a fraction of the time. places: at most 6. */
bool ak_buf_add_fixed(ak_buf *buf, double value, unsigned places);
/* Appends s as a JSON string with its quotes: control characters escaped, invalid UTF-8 replaced
 * by U+FFFD. */
bool ak_buf_add_json(ak_buf *buf, ak_slice s);
/* Room for `extra` more bytes behind data + len; the caller advances len. */
bool ak_buf_reserve(ak_buf *buf, size_t extra);

static inline ak_slice ak_buf_slice(const ak_buf *buf)
{
    return (ak_slice){buf->data, buf->len};
}

#endif
