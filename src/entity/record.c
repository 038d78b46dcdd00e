/* The public record: an entity and the arena it lives in. */
#include "entity/record.h"

#include "entity/date.h"
#include "entity/schema.h"
#include "text/utf8.h"

#include <stdlib.h>

aka_status aka_record_create(aka_record **out, aka_error *error)
{
    if (!out) return ak_fail(error, AKA_E_ARGUMENT, "no place for the record");
    aka_record *record = malloc(sizeof *record);
    *out = record;
    if (!record) return ak_fail_nomem(error);
    ak_arena_init(&record->arena, 0);
    aka_record_clear(record);
    return AKA_OK;
}

void aka_record_free(aka_record *record)
{
    if (!record) return;
    ak_arena_free(&record->arena);
    free(record);
}

void aka_record_clear(aka_record *record)
{
    if (!record) return;
    ak_arena_reset(&record->arena);
    record->empty = (ak_entity){.arena = &record->arena, .schema = AK_LIT("Thing")};
    record->entity = &record->empty;
}

aka_status aka_record_set_id(aka_record *record, const char *id, aka_error *error)
{
    if (!record || !id) return ak_fail(error, AKA_E_ARGUMENT, "record or id is missing");
    ak_entity *e = record->entity;
    return ak_entity_set(e, &e->id, ak_slice_of(id)) ? AKA_OK : ak_fail_nomem(error);
}

aka_status aka_record_set_schema(aka_record *record, const char *schema, aka_error *error)
{
    if (!record || !schema) return ak_fail(error, AKA_E_ARGUMENT, "record or schema is missing");
    ak_slice canonical = ak_schema_canonical(ak_slice_of(schema));
    if (!ak_schema_known(canonical))
        return ak_fail(error, AKA_E_ARGUMENT, "FollowTheMoney has no schema \"%.80s\"", schema);
    record->entity->schema = canonical;
    return AKA_OK;
}

aka_status aka_record_add(
    aka_record *record, const char *property, const char *value, aka_error *error)
{
    if (!record || !property || !*property || !value)
        return ak_fail(error, AKA_E_ARGUMENT, "record, property or value is missing");
    if (!ak_entity_addz(record->entity, property, ak_slice_of(value))) return ak_fail_nomem(error);
    return AKA_OK;
}

aka_status aka_record_read_json(aka_record *record, const char *json, size_t len, aka_error *error)
{
    if (!record || (!json && len))
        return ak_fail(error, AKA_E_ARGUMENT, "record or JSON is missing");
    aka_record_clear(record);
    ak_entity *e;
    aka_status status = ak_entity_read_json(&record->arena, (ak_slice){json, len}, &e, error);
    if (status) {
        aka_record_clear(record);
        return status;
    }
    e->schema = e->schema.len ? ak_schema_canonical(e->schema) : record->empty.schema;
    record->entity = e;
    return AKA_OK;
}

aka_status aka_record_write_json(const aka_record *record, aka_text *out, aka_error *error)
{
    if (!record || !out) return ak_fail(error, AKA_E_ARGUMENT, "record or text is missing");
    ak_entity view = *record->entity;
    view.caption = (ak_slice){NULL, 0};
    view.dataset_count = view.field_count = 0;
    ak_buf buf = {.data = out->data, .cap = out->cap};
    ak_entity_write_json(&view, &buf);
    *out = (aka_text){buf.data, buf.len, buf.cap};
    if (!buf.failed) return AKA_OK;
    out->len = 0;
    return ak_fail_nomem(error);
}

const char *aka_record_id(const aka_record *record)
{
    return record && record->entity->id.len ? record->entity->id.data : "";
}

const char *aka_record_caption(const aka_record *record)
{
    if (!record) return "";
    ak_slice caption = record->entity->caption;
    if (caption.len == 0) caption = ak_entity_first(record->entity, "name");
    if (caption.len == 0) caption = record->entity->id;
    return caption.len ? caption.data : "";
}

/* Why a value cannot be read, NULL where it can. */
static const char *why_unread(ak_slice property, ak_slice value)
{
    ak_slice piece;
    ak_date date;
    if (!ak_utf8_valid(value)) return "is not UTF-8";
    if (!ak_date_property(property)) return NULL;
    while (ak_date_next(&value, &piece))
        if (!ak_date_parse(piece, &date)) return "is no date";
    return NULL;
}

const char *aka_record_unread(
    const aka_record *record, size_t i, const char **property, const char **why)
{
    size_t count = record ? record->entity->property_count : 0;
    for (size_t p = 0; p < count; p++) {
        const ak_property *values = &record->entity->properties[p];
        for (size_t k = 0; k < values->count; k++) {
            if (values->values[k].nested) continue;
            *property = values->name.data;
            *why = why_unread(values->name, values->values[k].text);
            if (*why && i-- == 0) return values->values[k].text.data;
        }
    }
    return NULL;
}
