/* Compressing answers. */
#ifndef AK_SERVE_GZIP_H
#define AK_SERVE_GZIP_H

#include "out.h"

/* Whether an Accept-Encoding header (may be NULL) allows gzip. */
bool ak_gzip_wanted(const char *accept_encoding);
/* Replaces the content by itself compressed; false, and nothing changed, where that fails or would
 * not make it smaller. */
bool ak_gzip(ak_out *out);

#endif
