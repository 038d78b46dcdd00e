/* 64-bit hashing by xxHash's XXH3. */
#include "base/hash.h"

/* Within this file, since most that is hashed is a word, which takes less time than the call. */
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { SHORT = 16 };

/* Apart from the others, which need registers saved. */
__attribute__((noinline)) static uint64_t hash_longer(ak_slice s)
{
    return XXH3_64bits(s.data, s.len);
}

__attribute__((noinline)) static uint64_t hash_longer_seed(ak_slice s, uint64_t seed)
{
    return XXH3_64bits_withSeed(s.data, s.len, seed);
}

uint64_t ak_hash(ak_slice s)
{
    return s.len > SHORT ? hash_longer(s) : XXH3_64bits(s.data, s.len);
}

uint64_t ak_hash_seed(ak_slice s, uint64_t seed)
{
    return s.len > SHORT ? hash_longer_seed(s, seed) : XXH3_64bits_withSeed(s.data, s.len, seed);
}

static inline void hash_each(
    const char *texts, size_t len, size_t stride, size_t count, uint32_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (uint32_t)(XXH3_64bits(texts + i * stride, len) >> 32);
}

/* XXH3 goes by the length in these steps: a loop for each knows which one it takes. */
void ak_hash_each(const char *texts, size_t len, size_t stride, size_t count, uint32_t *out)
{
    if (len > SHORT)
        hash_each(texts, len, stride, count, out);
    else if (len > 8)
        hash_each(texts, len, stride, count, out);
    else if (len > 3)
        hash_each(texts, len, stride, count, out);
    else
        hash_each(texts, len, stride, count, out);
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
