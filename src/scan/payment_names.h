/* Names written so that a filter may not see them, put back into words: letters set apart
 * ("P E T R O"), words run together ("GUSTAVOPETRO"), digits for letters ("P3TR0"). Room-internal.
 */
#ifndef AK_SCAN_PAYMENT_NAMES_H
#define AK_SCAN_PAYMENT_NAMES_H

#include "index/index.h"
#include "text/words.h"

#define AK_REWRITES_MAX 4

/* One way to read a name. */
typedef struct ak_rewrite {
    ak_slice text;   /* in the arena */
    const char *how; /* "letters set apart"; static */
} ak_rewrite;

/* Fills out with the ways in which `name` may be read besides as it stands; *count is often 0.
 * Words are cut where both sides are parts of listed names. *instead: a row of letters says nothing
 * as it stands. */
AKA_CHECKED aka_status ak_payment_rewrites(ak_text *text, const ak_index *index, ak_slice name,
    ak_arena *arena, ak_rewrite out[AK_REWRITES_MAX], size_t *count, bool *instead, aka_error *err);

#endif
