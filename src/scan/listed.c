/* A table by name, one a slot. */
#include "scan/listed.h"

#include "match/layout.h"

#include <stdlib.h>

#define SLOT_BITS 14
#define SLOTS (1u << SLOT_BITS)
#define BYTES_MAX (8u << 20)

struct ak_listed_name {
    uint32_t number;
    ak_name name;
    ak_kept_units units;
    ak_part parts[]; /* of the name */
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

static struct ak_listed_name *make(ak_listed *l, uint32_t number)
{
    const ak_ix_name *n = &l->index->data.names[number];
    struct ak_listed_name *listed =
        ak_arena_alloc(&l->arena, sizeof *listed + n->part_count * sizeof *listed->parts);
    if (!listed) return NULL;
    listed->number = number;
    listed->units = (ak_kept_units){.arena = &l->arena};
    ak_layout_name(l->index, number, (ak_kind)n->kind, listed->parts, &listed->name);
    listed->name.kept = &listed->units;
    return listed;
}

const ak_name *ak_listed_get(ak_listed *l, uint32_t name)
{
    struct ak_listed_name **slot = &l->slots[name * UINT32_C(2654435769) >> (32 - SLOT_BITS)];
    if (!*slot || (*slot)->number != name) *slot = make(l, name);
    return *slot ? &(*slot)->name : NULL;
}
