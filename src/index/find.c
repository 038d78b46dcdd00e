/* Searches in an open index: entities by id, terms by text and sound, identifiers by hash. */
#include "index/index.h"

bool ak_index_find_id(const ak_index *index, ak_slice id, uint32_t *entity)
{
    const ak_index_data *d = &index->data;
    uint32_t low = 0, high = (uint32_t)d->id_order_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (ak_slice_cmp(ak_index_str(index, d->entities[d->id_order[mid]].id), id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == d->id_order_count) return false;
    if (!ak_slice_eq(ak_index_str(index, d->entities[d->id_order[low]].id), id)) return false;
    *entity = d->id_order[low];
    return true;
}

bool ak_index_find_term(const ak_index *index, ak_slice text, uint32_t *term)
{
    const ak_index_data *d = &index->data;
    uint32_t low = 0, high = (uint32_t)d->terms_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const ak_ix_term *t = &d->terms[mid];
        int order = ak_slice_cmp((ak_slice){d->strings.data + t->text_off, t->text_len}, text);
        if (order == 0) {
            *term = mid;
            return true;
        }
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

const ak_ix_key *ak_index_find_key(
    const ak_index *index, const uint32_t *slots, uint64_t slot_count, uint64_t code)
{
    for (uint64_t i = 0; i < slot_count; i++) {
        uint32_t slot = slots[(code + i) & (slot_count - 1)];
        if (slot == 0) return NULL;
        if (index->data.keys[slot - 1].code == code) return &index->data.keys[slot - 1];
    }
    return NULL;
}

/* First of idents[low …] whose hash is not below `hash`. */
static uint32_t first_ident(const ak_index_data *d, uint64_t hash, uint32_t low)
{
    uint32_t high = (uint32_t)d->idents_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (d->idents[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

void ak_index_find_ident(const ak_index *index, uint64_t hash, uint32_t *first, uint32_t *end)
{
    const ak_index_data *d = &index->data;
    *first = first_ident(d, hash, 0);
    *end = hash == UINT64_MAX ? (uint32_t)d->idents_count : first_ident(d, hash + 1, *first);
}
