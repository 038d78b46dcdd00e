/* A table by phrase and name, one pair a slot. Of the evidence only the pairs that there are. */
#include "scan/compared.h"

#include <stddef.h>
#include <stdlib.h>

#define SLOTS (1u << 15)
#define BYTES_MAX (8u << 20)

struct ak_compared_slot {
    const ak_phrase *phrase; /* NULL: empty */
    const char *evidence;    /* SUMS bytes behind the pairs, then the pairs */
    uint32_t name;
};

#define SUMS (sizeof(ak_evidence) - offsetof(ak_evidence, pair_count))

aka_status ak_compared_init(ak_compared *c, aka_error *err)
{
    *c = (ak_compared){.slots = calloc(SLOTS, sizeof *c->slots)};
    ak_arena_init(&c->arena, 0);
    return c->slots ? AKA_OK : ak_fail_nomem(err);
}

void ak_compared_free(ak_compared *c)
{
    free(c->slots);
    ak_arena_free(&c->arena);
    *c = (ak_compared){0};
}

void ak_compared_forget(ak_compared *c)
{
    memset(c->slots, 0, SLOTS * sizeof *c->slots);
    ak_arena_reset(&c->arena);
}

static struct ak_compared_slot *slot_of(
    const ak_compared *c, const ak_phrase *phrase, uint32_t name)
{
    uint64_t mixed = ((uintptr_t)phrase / 16 ^ (uint64_t)name << 32) * 0x9E3779B97F4A7C15u;
    return &c->slots[mixed >> 32 & (SLOTS - 1)];
}

bool ak_compared_find(
    const ak_compared *c, const ak_phrase *phrase, uint32_t name, ak_evidence *out)
{
    const struct ak_compared_slot *slot = slot_of(c, phrase, name);
    if (slot->phrase != phrase || slot->name != name) return false;
    memcpy(&out->pair_count, slot->evidence, SUMS);
    memcpy(out->pairs, slot->evidence + SUMS, out->pair_count * sizeof *out->pairs);
    return true;
}

bool ak_compared_keep(
    ak_compared *c, const ak_phrase *phrase, uint32_t name, const ak_evidence *evidence)
{
    if (c->arena.used > BYTES_MAX) ak_compared_forget(c);
    const size_t pairs = evidence->pair_count * sizeof *evidence->pairs;
    char *copy = ak_arena_alloc(&c->arena, SUMS + pairs);
    if (!copy) return false;
    memcpy(copy, &evidence->pair_count, SUMS);
    memcpy(copy + SUMS, evidence->pairs, pairs);
    *slot_of(c, phrase, name) = (struct ak_compared_slot){phrase, copy, name};
    return true;
}
