/* Putting a segment into the spill file. */
#include "index/segment.h"

#include "index/format.h"

#include <stdlib.h>

static void up_to(uint64_t *most, ak_ix_str s)
{
    if ((uint64_t)s.off + s.len > *most) *most = (uint64_t)s.off + s.len;
}

static uint64_t count_own_strings(const ak_index_data *d)
{
    uint64_t most = 0;
    for (uint64_t i = 0; i < d->entities_count; i++) {
        const ak_ix_entity *e = &d->entities[i];
        up_to(&most, e->id);
        up_to(&most, e->caption);
        up_to(&most, e->schema);
        up_to(&most, e->datasets);
    }
    for (uint64_t i = 0; i < d->names_count; i++) up_to(&most, d->names[i].text);
    for (uint64_t i = 0; i < d->idents_count; i++) up_to(&most, d->idents[i].text);
    return most;
}

/* One byte for each key: whether it is in part_slots. NULL on lack of memory. */
static uint8_t *find_part_keys(const ak_index_data *d)
{
    uint8_t *in_parts = calloc(d->keys_count + 1, 1);
    for (uint64_t i = 0; in_parts && i < d->part_slots_count; i++)
        if (d->part_slots[i]) in_parts[d->part_slots[i] - 1] = 1;
    return in_parts;
}

static bool list_sounds(const ak_index_data *d, ak_buf *out)
{
    uint8_t *in_parts = find_part_keys(d);
    for (uint64_t k = 0; in_parts && k < d->keys_count; k++) {
        const ak_ix_key *key = &d->keys[k];
        for (uint32_t i = 0; i < key->sound_count; i++) {
            const ak_ix_sound *row = &d->sounds[key->sound_first + i];
            const ak_ix_term *t = &d->terms[row->term];
            const ak_segment_sound head = {*row, t->sound_len, in_parts[k], key->code};
            ak_buf_add(out, (ak_slice){(const char *)&head, sizeof head});
            ak_buf_add(out, (ak_slice){d->strings.data + t->sound_off, t->sound_len});
        }
    }
    bool ok = in_parts && !out->failed;
    free(in_parts);
    return ok;
}

static aka_status write_and_map(ak_spill *spill, const ak_slice pieces[AK_SECTION_COUNT],
    ak_segment *out, ak_slice mapped[AK_SECTION_COUNT], aka_error *err)
{
    uint64_t size = 0, base, at[AK_SECTION_COUNT];
    for (size_t i = 0; i < AK_SECTION_COUNT; i++) {
        at[i] = size;
        size = ak_index_align(size + pieces[i].len);
    }
    ak_spill_reserve(spill, size, &base);
    for (size_t i = 0; i < AK_SECTION_COUNT; i++) {
        aka_status status = ak_spill_write(spill, base + at[i], pieces[i], err);
        if (status != AKA_OK) return status;
    }
    aka_status status = ak_spill_map(spill, base, size, &out->mapped, err);
    for (size_t i = 0; i < AK_SECTION_COUNT; i++)
        mapped[i] = (ak_slice){out->mapped.len ? out->mapped.data + at[i] : NULL, pieces[i].len};
    return status;
}

aka_status ak_segment_spill(
    ak_spill *spill, const ak_index_data *data, ak_segment *out, aka_error *err)
{
    ak_slice pieces[AK_SECTION_COUNT], mapped[AK_SECTION_COUNT];
    ak_buf sounds;
    *out = (ak_segment){.own_strings = count_own_strings(data)};
    ak_buf_init(&sounds, 0);
    bool ok = list_sounds(data, &sounds);
    ak_index_to_sections(data, pieces);
    pieces[AK_SECTION_sounds] = ak_buf_slice(&sounds);
    pieces[AK_SECTION_meta] = pieces[AK_SECTION_keys] = (ak_slice){NULL, 0};
    pieces[AK_SECTION_key_slots] = pieces[AK_SECTION_part_slots] = (ak_slice){NULL, 0};
    aka_status status = ok ? write_and_map(spill, pieces, out, mapped, err) : ak_fail_nomem(err);
    ak_buf_free(&sounds);
    if (status != AKA_OK) return status;
    out->sounds = mapped[AK_SECTION_sounds];
    mapped[AK_SECTION_sounds] = (ak_slice){NULL, 0};
    ak_index_from_sections(&out->data, mapped);
    return AKA_OK;
}

void ak_segment_free(ak_segment *segment)
{
    ak_spill_unmap(segment->mapped);
    *segment = (ak_segment){0};
}
