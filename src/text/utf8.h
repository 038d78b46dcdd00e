/* UTF-8 that survives any bytes: reading and writing code points. */
#ifndef AK_TEXT_UTF8_H
#define AK_TEXT_UTF8_H

#include "base/slice.h"

#include <stdint.h>

#define AK_REPLACEMENT 0xFFFDu

/* The code point at *pos, which must be below s.len; advances *pos by its bytes, at least 1.
 * Each maximal ill-formed sequence gives one AK_REPLACEMENT (Unicode 15, section 3.9). */
uint32_t ak_utf8_next(ak_slice s, size_t *pos);
/* Writes 1 to 4 bytes to out; a surrogate or a value above 0x10FFFF is written as U+FFFD. */
size_t ak_utf8_put(uint32_t cp, char out[4]);
bool ak_utf8_valid(ak_slice s);
/* Code points, counting as ak_utf8_next does. */
size_t ak_utf8_count(ak_slice s);
/* Whether s begins with a small letter, of any script that has them. */
bool ak_utf8_small(ak_slice s);

#endif
