/* 64-bit hashing (XXH3), for tables, checksums and fingerprints. Not for secrets. */
#ifndef AK_BASE_HASH_H
#define AK_BASE_HASH_H

#include "base/slice.h"

#include <stdint.h>

uint64_t ak_hash(ak_slice s);
uint64_t ak_hash_seed(ak_slice s, uint64_t seed);

#endif
