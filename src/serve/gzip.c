/* gzip by zlib, quickly rather than tightly. */
#include "gzip.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#define LEVEL 1
#define GZIP_WINDOW (15 + 16)

/* Whether "name;q=0.5" names gzip with a weight above 0. */
static bool is_gzip(const char *item, size_t len)
{
    while (len && (*item == ' ' || *item == '\t')) item++, len--;
    if (len < 4 || strncasecmp(item, "gzip", 4) != 0) return false;
    const char *q = len > 4 ? memchr(item, '=', len) : NULL;
    if (len > 4 && item[4] != ';' && item[4] != ' ') return false;
    return !q || strtod(q + 1, NULL) > 0;
}

bool ak_gzip_wanted(const char *accept_encoding)
{
    for (const char *at = accept_encoding; at && *at;) {
        size_t len = strcspn(at, ",");
        if (is_gzip(at, len)) return true;
        at += len + (at[len] == ',');
    }
    return false;
}

bool ak_gzip(ak_out *out)
{
    z_stream z = {0};
    size_t cap = out->len;
    if (out->len > UINT_MAX) return false;
    char *data = malloc(cap);
    if (!data || deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(data);
        return false;
    }
    z.next_in = (Bytef *)out->data;
    z.avail_in = (uInt)out->len;
    z.next_out = (Bytef *)data;
    z.avail_out = (uInt)cap;
    int status = deflate(&z, Z_FINISH);
    size_t len = cap - z.avail_out;
    deflateEnd(&z);
    if (status != Z_STREAM_END) {
        free(data);
        return false;
    }
    free(out->data);
    *out = (ak_out){.data = data, .len = len, .cap = cap};
    return true;
}
