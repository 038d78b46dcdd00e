/* Text that claims to be UTF-8 and is not. */
#ifndef AK_LISTS_REPAIR_H
#define AK_LISTS_REPAIR_H

#include "base/buf.h"

/* Appends text as UTF-8: every byte that is not part of well-formed UTF-8 is taken as Windows-1252
 * (a superset of Latin-1). Returns how many bytes were taken so. Failure shows in out->failed. */
size_t ak_repair_utf8(ak_slice text, ak_buf *out);
/* The code point of one byte in Windows-1252; U+FFFD for the five it leaves open. */
unsigned ak_cp1252(unsigned char byte);

#endif
