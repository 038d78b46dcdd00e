/* A table of scores by the structure of names. */
#include "match/alike.h"

#include "base/hash.h"

#include <stdlib.h>

void ak_alike_free(ak_alike *a)
{
    free(a->slots);
    ak_arena_free(&a->arena);
    *a = (ak_alike){0};
}

bool ak_alike_begin(ak_alike *a)
{
    if (!a->slots) a->slots = calloc(AK_ALIKE_SLOTS, sizeof *a->slots);
    ak_arena_reset(&a->arena);
    a->filled = 0;
    a->question++;
    return a->slots != NULL;
}

bool ak_alike_key_of(const ak_name *asked, const ak_ix_part *parts, uint32_t count,
    const ak_relation *relations, ak_alike_key *out)
{
    out->count = 0;
    if (count * (size_t)(asked->count + 1) > AK_ALIKE_CELLS) return false;
    for (uint32_t i = 0; i < count; i++) {
        const ak_ix_part *p = &parts[i];
        if (p->role == AK_ROLE_NUMBER) return false;
        out->cells[out->count++] = p->flags | (uint32_t)p->role << 16 | (uint32_t)p->weight << 24;
        for (uint32_t k = 0; k < asked->count; k++) {
            const ak_relation *r = &relations[k * count + i];
            out->cells[out->count++] = r->strength | (uint32_t)r->kind << 16;
        }
    }
    return true;
}

/* Where a key is, or would be. There is always an empty slot. */
static ak_alike_slot *slot_of(const ak_alike *a, const ak_alike_key *key, uint64_t hash)
{
    size_t at = hash % AK_ALIKE_SLOTS;
    for (;; at = (at + 1) % AK_ALIKE_SLOTS) {
        ak_alike_slot *slot = &a->slots[at];
        if (slot->question != a->question) return slot;
        if (slot->hash == hash && slot->count == key->count &&
            memcmp(slot->cells, key->cells, key->count * sizeof *key->cells) == 0)
            return slot;
    }
}

static uint64_t hash_of(const ak_alike_key *key)
{
    return ak_hash((ak_slice){(const char *)key->cells, key->count * sizeof *key->cells});
}

bool ak_alike_find(const ak_alike *a, const ak_alike_key *key, double *score)
{
    const ak_alike_slot *slot = slot_of(a, key, hash_of(key));
    *score = slot->score;
    return slot->question == a->question;
}

void ak_alike_keep(ak_alike *a, const ak_alike_key *key, double score)
{
    const size_t size = key->count * sizeof *key->cells;
    const uint64_t hash = hash_of(key);
    if (a->filled == AK_ALIKE_SLOTS / 2) return;
    uint32_t *cells = ak_arena_alloc(&a->arena, size);
    if (!cells) return;
    if (size) memcpy(cells, key->cells, size);
    *slot_of(a, key, hash) = (ak_alike_slot){a->question, hash, cells, key->count, score};
    a->filled++;
}
