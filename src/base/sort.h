/* Sorting numbers by the texts they stand for. */
#ifndef AK_BASE_SORT_H
#define AK_BASE_SORT_H

#include "base/slice.h"

#include <stdint.h>

typedef ak_slice ak_sort_text(const void *ctx, uint32_t number);

/* Puts the numbers in the order of their texts (ak_slice_cmp); those of equal texts stay as they
 * are. text_of is called a few times for each. False on lack of memory: then nothing is sorted. */
bool ak_sort_by_text(uint32_t *numbers, size_t count, ak_sort_text *text_of, const void *ctx);

/* Puts the numbers in the order of their codes (code of number n: codes[n]); those of equal codes
 * stay as they are. False on lack of memory: then nothing is sorted. */
bool ak_sort_by_code(uint32_t *numbers, size_t count, const uint32_t *codes);

#endif
