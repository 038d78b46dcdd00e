/* Where in a file a mention stands: its line, by number and with what is around it. */
#ifndef AK_SCAN_PLACE_H
#define AK_SCAN_PLACE_H

#include "aka/scan.h"
#include "base/slice.h"

/* Line breaks counted so far, up to byte `at` of the bytes at hand. Start with {0}. */
typedef struct ak_line_count {
    uint64_t breaks;
    size_t at;
} ak_line_count;

/* 1-based number of the line of byte `at`, which must not be before the last one asked for. */
uint64_t ak_line_of(ak_line_count *count, const char *bytes, size_t at);

/* The line around bytes [begin, end), as far as 160 bytes on each side. */
void ak_place_context(ak_slice bytes, size_t begin, size_t end, aka_mention *m);

#endif
