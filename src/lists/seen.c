/* Which ids a list has used already. */
#include "lists/seen.h"

#include "base/hash.h"

#include <stdlib.h>

#define FIRST_SIZE 1024

void ak_seen_free(ak_seen *seen)
{
    free(seen->slots);
    *seen = (ak_seen){0};
}

/* The slot that holds the hash, or the empty one where it belongs. */
static uint64_t *find_slot(uint64_t *slots, size_t size, uint64_t hash)
{
    size_t i = hash & (size - 1);
    while (slots[i] && slots[i] != hash) i = (i + 1) & (size - 1);
    return &slots[i];
}

static bool grow(ak_seen *seen)
{
    size_t size = seen->size ? seen->size * 2 : FIRST_SIZE;
    uint64_t *slots = calloc(size, sizeof *slots);
    if (!slots) return false;
    for (size_t i = 0; i < seen->size; i++)
        if (seen->slots[i]) *find_slot(slots, size, seen->slots[i]) = seen->slots[i];
    free(seen->slots);
    seen->slots = slots;
    seen->size = size;
    return true;
}

bool ak_seen_add(ak_seen *seen, ak_slice id, bool *again)
{
    if (seen->count >= seen->size / 2 && !grow(seen)) return false;
    uint64_t hash = ak_hash_seed(id, (uintptr_t)seen); /* so that nobody can aim at a collision */
    if (!hash) hash = 1;                               /* 0 stands for an empty slot */
    uint64_t *slot = find_slot(seen->slots, seen->size, hash);
    *again = *slot != 0;
    if (*again) return true;
    *slot = hash;
    seen->count++;
    return true;
}
