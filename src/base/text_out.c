/* Text that the library hands out. */
#include "base/text_out.h"

#include <stdlib.h>

void ak_text_out_begin(aka_text *out, ak_buf *buf)
{
    ak_buf_init(buf, 0);
    buf->data = out->data;
    buf->cap = out->cap;
    *out = (aka_text){0};
}

aka_status ak_text_out_end(aka_text *out, ak_buf *buf, aka_error *err)
{
    if (!buf->data) ak_buf_reserve(buf, 0);
    if (buf->data) buf->data[buf->len] = '\0';
    *out = (aka_text){buf->data, buf->len, buf->cap};
    return buf->failed ? ak_fail_nomem(err) : AKA_OK;
}

void aka_text_free(aka_text *text)
{
    if (!text) return;
    free(text->data);
    *text = (aka_text){0};
}

const char *aka_version(void)
{
    return AKA_VERSION;
}
