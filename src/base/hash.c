/* 64-bit hashing by xxHash's XXH3. */
#include "base/hash.h"

#include <xxhash.h>

uint64_t ak_hash(ak_slice s)
{
    return XXH3_64bits(s.len ? s.data : "", s.len);
}

uint64_t ak_hash_seed(ak_slice s, uint64_t seed)
{
    return XXH3_64bits_withSeed(s.len ? s.data : "", s.len, seed);
}
