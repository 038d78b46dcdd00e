/* Growing arrays and string tables. */
#include "base/vec.h"

#include "base/hash.h"

#include <stdlib.h>

void *ak_vec_extend(ak_vec *vec, size_t n, size_t size)
{
    if (n > SIZE_MAX / 4 / size - vec->count) return NULL;
    if (vec->count + n > vec->cap || !vec->data) {
        size_t cap = vec->cap ? vec->cap * 2 : 64;
        if (cap < vec->count + n) cap = vec->count + n;
        void *data = realloc(vec->data, cap * size);
        if (!data) return NULL;
        vec->data = data;
        vec->cap = cap;
    }
    char *at = (char *)vec->data + vec->count * size;
    memset(at, 0, n * size);
    vec->count += n;
    return at;
}

void ak_vec_free(ak_vec *vec)
{
    free(vec->data);
    *vec = (ak_vec){0};
}

ak_slice ak_intern_get(const ak_intern *table, uint32_t number)
{
    const ak_span *span = (const ak_span *)table->spans.data + number;
    return (ak_slice){table->bytes + span->off, span->len};
}

static inline uint64_t make_slot(uint64_t hash, uint32_t number)
{
    return (hash & ~(uint64_t)UINT32_MAX) | (number + 1);
}

/* Where a slot, or a hash, belongs: by what a slot has of the hash. */
static inline size_t place_of(const ak_intern *table, uint64_t slot)
{
    return (slot >> 32) & (table->slot_count - 1);
}

static bool grow_slots(ak_intern *table)
{
    const size_t before = table->slot_count, count = before ? before * 2 : 1024;
    uint64_t *slots = calloc(count, sizeof *slots), *old = table->slots;
    if (!slots) return false;
    table->slots = slots;
    table->slot_count = count;
    for (size_t i = 0; i < before; i++) {
        if (!old[i]) continue;
        size_t at = place_of(table, old[i]);
        while (slots[at]) at = (at + 1) & (count - 1);
        slots[at] = old[i];
    }
    free(old);
    return true;
}

static bool store_bytes(ak_intern *table, ak_slice s, ak_span *span)
{
    if (s.len > UINT32_MAX - table->byte_count) return false;
    if (table->byte_count + s.len > table->byte_cap) {
        size_t cap = table->byte_cap ? table->byte_cap * 2 : 4096;
        while (cap < table->byte_count + s.len) cap *= 2;
        char *bytes = realloc(table->bytes, cap);
        if (!bytes) return false;
        table->bytes = bytes;
        table->byte_cap = cap;
    }
    *span = (ak_span){(uint32_t)table->byte_count, (uint32_t)s.len};
    if (s.len) memcpy(table->bytes + table->byte_count, s.data, s.len);
    table->byte_count += s.len;
    return true;
}

/* The slot that has s or, where none has, the empty one for it. The table must have slots. */
static size_t slot_of(const ak_intern *table, ak_slice s, uint64_t hash)
{
    size_t at = place_of(table, hash);
    for (uint64_t slot; (slot = table->slots[at]); at = (at + 1) & (table->slot_count - 1))
        if (slot >> 32 == hash >> 32 && ak_slice_eq(ak_intern_get(table, (uint32_t)slot - 1), s))
            break;
    return at;
}

bool ak_intern_find_hashed(const ak_intern *table, ak_slice s, uint64_t hash, uint32_t *number)
{
    if (table->slot_count == 0) return false;
    uint64_t slot = table->slots[slot_of(table, s, hash)];
    if (slot) *number = (uint32_t)slot - 1;
    return slot != 0;
}

bool ak_intern_find(const ak_intern *table, ak_slice s, uint32_t *number)
{
    return ak_intern_find_hashed(table, s, ak_hash(s), number);
}

bool ak_intern_add_new(ak_intern *table, ak_slice s, uint64_t hash, uint32_t *number)
{
    if (table->spans.count * 2 >= table->slot_count && !grow_slots(table)) return false;
    ak_span span;
    if (table->spans.count >= UINT32_MAX - 1 || !store_bytes(table, s, &span)) return false;
    ak_span *item = ak_vec_push(&table->spans, sizeof *item);
    if (!item) return false;
    *item = span;
    *number = (uint32_t)table->spans.count - 1;
    size_t at = place_of(table, hash);
    while (table->slots[at]) at = (at + 1) & (table->slot_count - 1);
    table->slots[at] = make_slot(hash, *number);
    return true;
}

bool ak_intern_add(ak_intern *table, ak_slice s, uint32_t *number)
{
    const uint64_t hash = ak_hash(s);
    return ak_intern_find_hashed(table, s, hash, number) ||
           ak_intern_add_new(table, s, hash, number);
}

void ak_intern_reset(ak_intern *table)
{
    table->byte_count = table->spans.count = 0;
    if (table->slots) memset(table->slots, 0, table->slot_count * sizeof *table->slots);
}

void ak_intern_free(ak_intern *table)
{
    free(table->bytes);
    free(table->slots);
    ak_vec_free(&table->spans);
    *table = (ak_intern){0};
}
