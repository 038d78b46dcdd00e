/* Putting a segment into the spill file. */
#include "index/segment.h"

#include "index/format.h"

static void up_to(uint64_t *most, ak_ix_str s)
{
    if ((uint64_t)s.off + s.len > *most) *most = (uint64_t)s.off + s.len;
}

static uint64_t count_own_strings(const ak_index_data *d)
{
    uint64_t most = 0;
    for (uint64_t i = 0; i < d->entities_count; i++) {
        const ak_ix_label *l = &d->labels[i];
        up_to(&most, l->id);
        up_to(&most, l->caption);
        up_to(&most, l->schema);
        up_to(&most, l->datasets);
    }
    for (uint64_t i = 0; i < d->names_count; i++) up_to(&most, d->names[i].text);
    for (uint64_t i = 0; i < d->idents_count; i++) up_to(&most, d->idents[i].text);
    return most;
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
    *out = (ak_segment){.own_strings = count_own_strings(data)};
    ak_index_to_sections(data, pieces);
    pieces[AK_SECTION_meta] = pieces[AK_SECTION_part_pages] = (ak_slice){NULL, 0};
    pieces[AK_SECTION_loose_pages] = pieces[AK_SECTION_run_pages] = (ak_slice){NULL, 0};
    aka_status status = write_and_map(spill, pieces, out, mapped, err);
    if (status == AKA_OK) ak_index_from_sections(&out->data, mapped);
    return status;
}

void ak_segment_free(ak_segment *segment)
{
    ak_spill_unmap(segment->mapped);
    *segment = (ak_segment){0};
}
