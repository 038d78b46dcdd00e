/* Which ids a list has used already: a set of their hashes, 8 to 16 bytes an id. */
#ifndef AK_LISTS_SEEN_H
#define AK_LISTS_SEEN_H

#include "base/slice.h"

#include <stdint.h>

/* Start with {0}. */
typedef struct ak_seen {
    uint64_t *slots; /* 0 = empty */
    size_t count, size;
} ak_seen;

void ak_seen_free(ak_seen *seen);
/* Adds an id; *again where it was there. False on lack of memory. */
bool ak_seen_add(ak_seen *seen, ak_slice id, bool *again);

#endif
