/* Growing array of fixed-size items, and a table that gives equal strings one number. */
#ifndef AK_BASE_VEC_H
#define AK_BASE_VEC_H

#include "base/slice.h"

#include <stdint.h>

typedef struct ak_vec {
    void *data;
    size_t count, cap; /* items */
} ak_vec;

/* Room for n more items of `size` bytes, cleared and counted; NULL on lack of memory. Items of one
 * vector all have one size. Start with {0}. */
void *ak_vec_extend(ak_vec *vec, size_t n, size_t size);
/* The same for one more. */
static inline void *ak_vec_push(ak_vec *vec, size_t size)
{
    if (vec->count == vec->cap) return ak_vec_extend(vec, 1, size);
    return memset((char *)vec->data + vec->count++ * size, 0, size);
}
void ak_vec_free(ak_vec *vec);

/* Strings in the order in which they were first seen. Start with {0}. */
typedef struct ak_intern {
    char *bytes; /* all strings, one behind the other */
    size_t byte_count, byte_cap;
    ak_vec spans;    /* ak_span: where each string is */
    uint64_t *slots; /* 1 + number below the upper half of the hash, 0 = empty */
    size_t slot_count;
} ak_intern;

typedef struct ak_span {
    uint32_t off, len;
} ak_span;

/* The number of s, new or known. False on lack of memory or over UINT32_MAX bytes in all. */
bool ak_intern_add(ak_intern *table, ak_slice s, uint32_t *number);
/* The number of s if it is known; else false. */
bool ak_intern_find(const ak_intern *table, ak_slice s, uint32_t *number);
/* The same in two steps, with ak_hash(s): looks for it, and adds what has not been found. */
bool ak_intern_find_hashed(const ak_intern *table, ak_slice s, uint64_t hash, uint32_t *number);
bool ak_intern_add_new(ak_intern *table, ak_slice s, uint64_t hash, uint32_t *number);
/* Points into the table; valid until the next new string. */
ak_slice ak_intern_get(const ak_intern *table, uint32_t number);
/* Forgets all strings and keeps the memory. */
void ak_intern_reset(ak_intern *table);
void ak_intern_free(ak_intern *table);

#endif
