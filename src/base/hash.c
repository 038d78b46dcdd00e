/* 64-bit hashing by xxHash's XXH3. */
#include "base/hash.h"

/* Within this file, since most that is hashed is a word, which takes less time than the call. */
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t ak_hash(ak_slice s)
{
    return XXH3_64bits(s.len ? s.data : "", s.len);
}

uint64_t ak_hash_seed(ak_slice s, uint64_t seed)
{
    return XXH3_64bits_withSeed(s.len ? s.data : "", s.len, seed);
}

static XXH3_state_t *state_of(const ak_hasher *hasher)
{
    return (XXH3_state_t *)(uintptr_t)hasher;
}

ak_hasher *ak_hasher_create(void)
{
    ak_hasher *hasher = (ak_hasher *)(void *)XXH3_createState();
    if (hasher) ak_hasher_reset(hasher);
    return hasher;
}

void ak_hasher_free(ak_hasher *hasher)
{
    XXH3_freeState(state_of(hasher));
}

void ak_hasher_reset(ak_hasher *hasher)
{
    XXH3_64bits_reset(state_of(hasher));
}

void ak_hasher_add(ak_hasher *hasher, ak_slice piece)
{
    if (piece.len) XXH3_64bits_update(state_of(hasher), piece.data, piece.len);
}

uint64_t ak_hasher_value(const ak_hasher *hasher)
{
    return XXH3_64bits_digest(state_of(hasher));
}
