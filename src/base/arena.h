/* Arena: memory that is given back all at once. Not for sharing between threads. */
#ifndef AK_BASE_ARENA_H
#define AK_BASE_ARENA_H

#include "base/slice.h"

typedef struct ak_arena {
    struct ak_arena_block *blocks; /* newest first */
    size_t used;                   /* bytes given out since init or reset */
    size_t limit;                  /* bytes that may be given out; 0 is no limit */
} ak_arena;

void ak_arena_init(ak_arena *arena, size_t limit);
/* Memory aligned to 16 bytes, not cleared; NULL where memory or the limit is exhausted.
 * Lives until reset or free. Size 0 gives a valid pointer. */
void *ak_arena_alloc(ak_arena *arena, size_t size);
/* count * size bytes, cleared; NULL also on overflow. */
void *ak_arena_array(ak_arena *arena, size_t count, size_t size);
/* A copy of old (count items) with room for twice as many, at least 8: for growing arrays. */
void *ak_arena_grow(ak_arena *arena, const void *old, size_t count, size_t *cap, size_t size);
/* Copies the bytes of s, and a terminating 0 that the length does not count. out->data is NULL on
 * failure, and then the result is false. */
bool ak_arena_dup(ak_arena *arena, ak_slice s, ak_slice *out);
/* Forgets everything given out; keeps the largest block for the next use. */
void ak_arena_reset(ak_arena *arena);
void ak_arena_free(ak_arena *arena);

#endif
