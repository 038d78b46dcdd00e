/* The text of an answer while it is put together: grows, has a maximum, and remembers that
 * something did not fit, so that it is checked once at the end. */
#ifndef AK_SERVE_OUT_H
#define AK_SERVE_OUT_H

#include <aka/lookup.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define AK_OUT_MAX (64u << 20) /* bytes of one answer */

/* Start with {0}. */
typedef struct ak_out {
    char *data; /* not terminated; NULL while empty */
    size_t len, cap;
    bool failed; /* out of memory or over AK_OUT_MAX: the content is incomplete */
} ak_out;

void ak_out_free(ak_out *out);
/* Makes room for `extra` more bytes; false where it failed, now or before. */
bool ak_out_reserve(ak_out *out, size_t extra);
/* These are here because answers are made of many small pieces. */
static inline void ak_out_add(ak_out *out, const char *data, size_t len)
{
    if (len == 0 || !(len <= out->cap - out->len || ak_out_reserve(out, len))) return;
    memcpy(out->data + out->len, data, len);
    out->len += len;
}
static inline void ak_out_adds(ak_out *out, const char *text)
{
    ak_out_add(out, text, strlen(text));
}
__attribute__((format(printf, 2, 3))) void ak_out_addf(ak_out *out, const char *format, ...);
void ak_out_number(ak_out *out, uint64_t number);
/* Whether that is well-formed UTF-8. */
bool ak_is_utf8(const char *data, size_t len);
/* As a JSON string with its quotes; what is no UTF-8 becomes U+FFFD. */
void ak_out_add_json(ak_out *out, const char *data, size_t len);

#define AK_DIGITS 24 /* bytes for a number and its end */
/* The number in decimal digits, within `text`. */
const char *ak_digits(uint64_t number, char text[AK_DIGITS]);

static inline void ak_out_view(ak_out *out, aka_view view)
{
    ak_out_add(out, view.data, view.len);
}

#endif
