/* aka_index_…: entities of an open index by number. */
#include "aka/lookup.h"

#include "base/text_out.h"
#include "match/index_handle.h"
#include "match/layout.h"

aka_status aka_index_find(
    const aka_index *index, const char *id, uint32_t *number, aka_error *error)
{
    if (!id || !ak_index_find_id(&index->index, ak_slice_of(id), number))
        return ak_fail(error, AKA_E_NOTFOUND, "no entity has the id \"%.200s\"", id ? id : "");
    return AKA_OK;
}

static aka_status no_such_number(const aka_index *index, uint32_t number, aka_error *error)
{
    return ak_fail(error, AKA_E_NOTFOUND, "there is no entity %u: the index has %llu", number,
        (unsigned long long)index->index.data.entities_count);
}

static aka_view view_of(const aka_index *index, ak_ix_str s)
{
    ak_slice slice = ak_index_str(&index->index, s);
    return (aka_view){slice.data, slice.len};
}

aka_status aka_index_listed(
    const aka_index *index, uint32_t number, aka_listed *out, aka_error *error)
{
    if (number >= index->index.data.entities_count) return no_such_number(index, number, error);
    const ak_ix_label *l = &index->index.data.labels[number];
    *out = (aka_listed){.id = view_of(index, l->id),
        .caption = view_of(index, l->caption),
        .schema = view_of(index, l->schema),
        .datasets = view_of(index, l->datasets)};
    return AKA_OK;
}

aka_status aka_index_listed_json(
    const aka_index *index, uint32_t number, aka_text *out, aka_error *error)
{
    if (number >= index->index.data.entities_count) return no_such_number(index, number, error);
    ak_buf buf;
    ak_text_out_begin(out, &buf);
    aka_status status = ak_index_record(&index->index, number, &buf, error);
    aka_status ended = ak_text_out_end(out, &buf, error);
    return status != AKA_OK ? status : ended;
}

typedef struct each_json {
    int (*take)(void *ctx, uint32_t number, aka_view json);
    void *ctx;
} each_json;

static bool take_record(void *ctx, uint32_t entity, ak_slice record)
{
    const each_json *each = ctx;
    return each->take(each->ctx, entity, (aka_view){record.data, record.len});
}

aka_status aka_index_each_json(const aka_index *index,
    int (*take)(void *ctx, uint32_t number, aka_view json), void *ctx, aka_error *error)
{
    each_json each = {take, ctx};
    return ak_index_each_record(&index->index, take_record, &each, error);
}

aka_view aka_index_country(const aka_index *index, uint32_t number, size_t i)
{
    const ak_index_data *d = &index->index.data;
    if (number >= d->entities_count) return (aka_view){"", 0};
    const ak_ix_entity *e = &d->entities[number];
    for (uint32_t k = 0; k < e->attr_count; k++) {
        const ak_ix_attr *attr = &d->attrs[e->attr_first + k];
        if (attr->type != AK_ATTR_COUNTRY || i-- > 0) continue;
        ak_slice code = ak_country_code((ak_country)attr->c);
        return (aka_view){code.data, code.len};
    }
    return (aka_view){"", 0};
}
