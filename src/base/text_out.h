/* Writing into the caller's aka_text by way of an ak_buf that takes over its memory. */
#ifndef AK_BASE_TEXT_OUT_H
#define AK_BASE_TEXT_OUT_H

#include "aka/text.h"
#include "base/buf.h"
#include "base/error.h"

/* The buffer owns the memory until ak_text_out_end, which must follow. */
void ak_text_out_begin(aka_text *out, ak_buf *buf);
/* Gives the memory back to *out. AKA_E_NOMEM where an append failed. */
AKA_CHECKED aka_status ak_text_out_end(aka_text *out, ak_buf *buf, aka_error *err);

#endif
