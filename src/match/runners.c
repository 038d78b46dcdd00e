/* The table of names with runs: slots by the hash of the rank, links in one array. */
#include "match/runners.h"

bool ak_runners_begin(ak_runners *r, size_t names, ak_arena *arena)
{
    r->slot_count = 16;
    while (r->slot_count < names * 2) r->slot_count *= 2;
    r->slots = ak_arena_array(arena, r->slot_count, sizeof *r->slots);
    r->links.count = 0;
    return r->slots && ak_vec_push(&r->links, sizeof(ak_link));
}

void ak_runners_free(ak_runners *r)
{
    ak_vec_free(&r->links);
}

bool ak_runners_add(ak_runners *r, uint32_t rank, uint32_t bits, uint16_t unit, uint8_t sign)
{
    ak_runner *slot = ak_runners_slot(r, rank);
    ak_link *link = ak_vec_push(&r->links, sizeof *link);
    if (!link) return false;
    *link = (ak_link){slot->last, unit, sign};
    *slot = (ak_runner){rank, slot->joined | bits, (uint32_t)r->links.count - 1};
    return true;
}
