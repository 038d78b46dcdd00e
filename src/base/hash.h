/* 64-bit hashing (XXH3), for tables, checksums and fingerprints. Not for secrets. */
#ifndef AK_BASE_HASH_H
#define AK_BASE_HASH_H

#include "base/slice.h"

#include <stdint.h>

uint64_t ak_hash(ak_slice s);
uint64_t ak_hash_seed(ak_slice s, uint64_t seed);
/* The upper halves of ak_hash of many texts of one length, which lie `stride` bytes apart. */
void ak_hash_each(const char *texts, size_t len, size_t stride, size_t count, uint32_t *out);

/* The same as ak_hash of all pieces, one behind the other. */
typedef struct ak_hasher ak_hasher;
/* NULL on lack of memory. */
ak_hasher *ak_hasher_create(void);
void ak_hasher_free(ak_hasher *hasher);
/* Begins anew. */
void ak_hasher_reset(ak_hasher *hasher);
void ak_hasher_add(ak_hasher *hasher, ak_slice piece);
uint64_t ak_hasher_value(const ak_hasher *hasher);

#endif
