/* A table by name, one a slot. */
#include "scan/listed.h"

#include "match/layout.h"

#include <stdlib.h>

#define SLOTS (1u << 12)
#define BYTES_MAX (8u << 20)

struct ak_listed_slot {
    uint32_t name;
    ak_kept_units units; /* no arena: an empty slot */
};

aka_status ak_listed_init(ak_listed *l, const ak_index *index, aka_error *err)
{
    *l = (ak_listed){.index = index, .slots = calloc(SLOTS, sizeof *l->slots)};
    ak_arena_init(&l->arena, 0);
    return l->slots ? AKA_OK : ak_fail_nomem(err);
}

void ak_listed_free(ak_listed *l)
{
    free(l->slots);
    ak_arena_free(&l->arena);
    *l = (ak_listed){0};
}

void ak_listed_tidy(ak_listed *l)
{
    if (l->arena.used < BYTES_MAX) return;
    memset(l->slots, 0, SLOTS * sizeof *l->slots);
    ak_arena_reset(&l->arena);
}

void ak_listed_get(ak_listed *l, uint32_t name, ak_part *parts, ak_name *out)
{
    struct ak_listed_slot *slot = &l->slots[name * UINT32_C(2654435769) >> 20];
    _Static_assert(SLOTS == 1u << (32 - 20), "the upper bits of the product are the slot");
    if (!slot->units.arena || slot->name != name)
        *slot = (struct ak_listed_slot){name, {.arena = &l->arena}};
    ak_layout_name(l->index, name, (ak_kind)l->index->data.names[name].kind, parts, out);
    out->kept = &slot->units;
}
