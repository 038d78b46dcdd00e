/* Which format a file has, by its first bytes. */
#ifndef AK_LISTS_DETECT_H
#define AK_LISTS_DETECT_H

#include "lists/reader.h"

typedef struct ak_detected {
    ak_format format;
    bool is_companion;      /* of an OFAC primary file: */
    ak_companion companion; /* which one */
} ak_detected;

/* head: the first bytes of the file, decompressed, at most 64 KiB. path is for its name, and for
 * the error: AKA_E_FORMAT says what it seems to be, which formats are known, and how to force one.
 */
AKA_CHECKED aka_status ak_detect(ak_slice head, const char *path, ak_detected *out, aka_error *err);
/* The OFAC shape of the head: false where it has none. */
bool ak_detect_ofac(ak_slice head, const char *path, ak_detected *out);

#endif
