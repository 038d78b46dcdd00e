/* Memory that is wanted soon: asking for it ahead of time lets many looks into memory take the time
 * of one. Compilers take functions that only fetch for functions that do nothing, and leave out
 * calls of them: AK_FETCHING keeps them in. */
#ifndef AK_BASE_FETCH_H
#define AK_BASE_FETCH_H

#include <stddef.h>

enum { AK_FETCH_LINE = 64 }; /* bytes that come together, on the machines there are */

#define AK_FETCHING static inline __attribute__((always_inline))

/* Fetches the first two lines of size bytes. Any address will do, it is not read. */
AK_FETCHING void ak_fetch(const void *data, size_t size)
{
    __builtin_prefetch(data);
    if (size > AK_FETCH_LINE) size = AK_FETCH_LINE;
    if (size) __builtin_prefetch((const char *)data + size - 1);
}

#endif
