/* Queries from a file: rows of a table, or JSON lines (FtM entities, or flat objects of
 * properties), one record at a time. */
#include "aka/reader.h"
#include "base/buf.h"
#include "entity/date.h"
#include "entity/record.h"
#include "entity/schema.h"
#include "lists/columns.h"
#include "lists/input.h"
#include "lists/table.h"
#include "text/utf8.h"

#include <stdlib.h>

#define MAX_LINE ((size_t)16 << 20) /* what ak_entity_read_json takes */

struct aka_reader {
    aka_table *table; /* of a CSV file, else NULL */
    ak_input *in;     /* of JSON lines, else NULL */
    ak_arena arena;   /* what the columns mean */
    ak_columns columns;
    ak_arena row_arena;
    ak_slice schema; /* FtM's own spelling, of records that give none; empty where not set */
    uint64_t line;
};

/* ---- opening ---- */

static aka_status fail_nameless(const aka_table *t, aka_error *err)
{
    ak_buf list;
    ak_buf_init(&list, 400);
    for (size_t i = 0; i < aka_table_columns(t) && !list.failed; i++) {
        if (i) ak_buf_adds(&list, ", ");
        ak_buf_adds(&list, aka_table_header(t, i));
    }
    aka_status st = ak_fail(err, AKA_E_ARGUMENT,
        "no column gives a name; say which one with columns \"name=HEADER\"; there are: %.*s%s",
        AK_ARG(ak_buf_slice(&list)), list.failed ? "…" : "");
    ak_buf_free(&list);
    return st;
}

static aka_status open_csv(aka_reader *r, const char *path, const char *mapping, aka_error *err)
{
    aka_status st = aka_table_open(path, &r->table, err);
    if (st) return st;
    st = ak_columns_bind(&r->arena, ak_table_headers(r->table), aka_table_columns(r->table),
        mapping, &r->columns, err);
    if (st == AKA_OK && !ak_columns_ask(&r->columns)) st = fail_nameless(r->table, err);
    if (st == AKA_E_ARGUMENT)
        ak_error_place(err, ak_table_path(r->table), aka_table_line(r->table));
    return st;
}

static aka_status open_jsonl(aka_reader *r, const char *path, const char *mapping, aka_error *err)
{
    if (mapping && *mapping)
        return ak_fail(err, AKA_E_ARGUMENT, "JSON lines have no columns to be named");
    aka_status st = ak_input_open(path, &r->in, err);
    return st ? st : ak_input_decode_text(r->in, err);
}

static aka_status open_reader(
    aka_reader *r, const char *path, const aka_reader_options *o, aka_error *err)
{
    const char *format = o->format ? o->format : "";
    if (o->schema && *o->schema) {
        r->schema = ak_schema_canonical(ak_slice_of(o->schema));
        if (!ak_schema_known(r->schema))
            return ak_fail(
                err, AKA_E_ARGUMENT, "FollowTheMoney has no schema \"%.80s\"", o->schema);
    }
    if (strcmp(format, "csv") == 0) return open_csv(r, path, o->columns, err);
    if (strcmp(format, "jsonl") == 0) return open_jsonl(r, path, o->columns, err);
    return ak_fail(
        err, AKA_E_ARGUMENT, "the format of records is csv or jsonl, not \"%.80s\"", format);
}

aka_status aka_reader_open(
    const char *path, const aka_reader_options *options, aka_reader **out, aka_error *error)
{
    if (!out) return ak_fail(error, AKA_E_ARGUMENT, "no place for the reader");
    *out = NULL;
    if (!path || !options || options->size < sizeof(size_t))
        return ak_fail(error, AKA_E_ARGUMENT, "path or options are missing");
    aka_reader_options o = {0}; /* what an older caller does not know stays 0 */
    memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
    aka_reader *r = calloc(1, sizeof *r);
    if (!r) return ak_fail_nomem(error);
    ak_arena_init(&r->arena, 0);
    ak_arena_init(&r->row_arena, 0);
    aka_status st = open_reader(r, path, &o, error);
    if (st)
        aka_reader_free(r);
    else
        *out = r;
    return st;
}

void aka_reader_free(aka_reader *reader)
{
    if (!reader) return;
    aka_table_free(reader->table);
    ak_input_close(reader->in);
    ak_arena_free(&reader->arena);
    ak_arena_free(&reader->row_arena);
    free(reader);
}

/* ---- a row ---- */

typedef struct filling {
    ak_entity *entity;
    bool has_schema;
    uint64_t line;
} filling;

static aka_status put_schema(filling *f, const ak_binding *b, ak_slice value, aka_error *err)
{
    ak_slice known = ak_column_schema(value);
    if (known.len && !f->has_schema) {
        f->entity->schema = known;
        f->has_schema = true;
        return AKA_OK;
    }
    if (b->column.role == AK_COLUMN_SCHEMA && !known.len)
        return ak_fail_at(err, AKA_E_RECORD, NULL, f->line, "FollowTheMoney has no schema \"%.*s\"",
            value.len > 80 ? 80 : (int)value.len, value.data);
    if (b->column.role == AK_COLUMN_SCHEMA) { /* stronger than a type that came before it */
        f->entity->schema = known;
        return AKA_OK;
    }
    return ak_entity_addz(f->entity, "type", value) ? AKA_OK : ak_fail_nomem(err);
}

static bool put_dates(ak_entity *e, const char *property, ak_slice value)
{
    ak_slice date;
    while (ak_date_next(&value, &date))
        if (!ak_entity_addz(e, property, date)) return false;
    return true;
}

static aka_status put_value(void *ctx, const ak_binding *b, ak_slice value, aka_error *err)
{
    filling *f = ctx;
    ak_entity *e = f->entity;
    bool ok = true;
    if (b->column.role != AK_COLUMN_UNKNOWN && !ak_utf8_valid(value))
        return ak_fail_at(err, AKA_E_RECORD, NULL, f->line,
            "bytes that are not UTF-8; convert the file, for example with \"iconv -f "
            "WINDOWS-1252\"");
    switch (b->column.role) {
    case AK_COLUMN_ID:
        if (!e->id.len) ok = ak_entity_set(e, &e->id, value);
        break;
    case AK_COLUMN_SCHEMA:
    case AK_COLUMN_TYPE:
        return put_schema(f, b, value, err);
    case AK_COLUMN_PROPERTY:
        if (b->column.flags & AK_COLUMN_DATE)
            ok = put_dates(e, b->column.property, value);
        else
            ok = ak_entity_addz(e, b->column.property, value);
        break;
    case AK_COLUMN_UNKNOWN:
        break;
    }
    return ok ? AKA_OK : ak_fail_nomem(err);
}

static aka_status next_row(aka_reader *r, aka_record *record, int *more, aka_error *err)
{
    aka_status st = aka_table_next(r->table, more, err);
    r->line = aka_table_line(r->table);
    if (st || !*more) return st;
    size_t count;
    const ak_slice *fields = ak_table_fields(r->table, &count);
    filling f = {.entity = record->entity, .line = r->line};
    ak_arena_reset(&r->row_arena);
    st = ak_columns_row(&r->columns, fields, count, &r->row_arena, put_value, &f, err);
    if (st == AKA_OK && !f.has_schema && r->schema.len) record->entity->schema = r->schema;
    return st;
}

/* ---- a line of JSON ---- */

/* Adds the values of one field to a property; they are read as FtM's are. */
static aka_status add_field(
    ak_entity *e, const ak_field *field, ak_slice property, ak_buf *json, aka_error *err)
{
    ak_buf_reset(json);
    ak_buf_adds(json, "{\"properties\":{");
    ak_buf_add_json(json, property);
    ak_buf_addc(json, ':');
    ak_buf_add(json, field->json);
    ak_buf_adds(json, "}}");
    if (json->failed) return ak_fail_nomem(err);
    ak_entity *part;
    aka_status st = ak_entity_read_json(e->arena, ak_buf_slice(json), &part, err);
    char *place = st && err ? strstr(err->message, " (at byte ") : NULL;
    if (place) *place = '\0'; /* of what is written here, not of the line */
    if (st) return st;
    const ak_property *p = ak_entity_get(part, property);
    bool ok = true;
    for (size_t i = 0; ok && p && i < p->count; i++)
        ok = p->values[i].nested ? ak_entity_add_nested(e, property, p->values[i].nested)
                                 : ak_entity_add(e, property, p->values[i].text);
    return ok ? AKA_OK : ak_fail_nomem(err);
}

/* {"name": "…", "birth_date": "…"}: an object without `properties`, of fields that we know. */
static aka_status add_fields(ak_entity *e, aka_error *err)
{
    ak_buf json;
    aka_status st = AKA_OK;
    ak_buf_init(&json, 2 * MAX_LINE);
    for (size_t i = 0; i < e->field_count && st == AKA_OK; i++) {
        ak_column column = ak_column_find(e->fields[i].name);
        if (column.role == AK_COLUMN_PROPERTY)
            st = add_field(e, &e->fields[i], ak_slice_of(column.property), &json, err);
    }
    ak_buf_free(&json);
    if (ak_slice_eq(e->caption, e->id)) e->caption = ak_entity_first(e, "name");
    return st;
}

static aka_status fill_from_json(aka_record *record, ak_slice line, aka_error *err)
{
    aka_status st = aka_record_read_json(record, line.data, line.len, err);
    if (st || record->entity->property_count) return st;
    return add_fields(record->entity, err);
}

/* The next line that is not blank. */
static aka_status next_line(aka_reader *r, ak_slice *line, int *more, aka_error *err)
{
    for (;;) {
        bool any;
        aka_status st = ak_input_line(r->in, MAX_LINE, line, &any, err);
        r->line = ak_input_line_number(r->in);
        if (st) return st;
        *more = any;
        *line = ak_slice_trim(*line);
        if (!any || line->len) return AKA_OK;
    }
}

static aka_status next_object(aka_reader *r, aka_record *record, int *more, aka_error *err)
{
    ak_slice line;
    aka_status st = next_line(r, &line, more, err);
    if (st || !*more) return st;
    aka_error failure = {0};
    st = fill_from_json(record, line, &failure);
    if (st == AKA_E_NOMEM) return ak_fail_nomem(err);
    if (st) {
        aka_record_clear(record);
        return ak_fail_at(err, AKA_E_RECORD, ak_input_path(r->in), r->line, "%s", failure.message);
    }
    ak_entity *e = record->entity;
    if (r->schema.len && ak_slice_is(e->schema, "Thing")) e->schema = r->schema;
    return AKA_OK;
}

/* ---- reading ---- */

aka_status aka_reader_next(aka_reader *reader, aka_record *record, int *more, aka_error *error)
{
    *more = 1;
    aka_record_clear(record);
    aka_status st = reader->table ? next_row(reader, record, more, error)
                                  : next_object(reader, record, more, error);
    if (st) {
        aka_record_clear(record);
        const char *path = reader->in ? ak_input_path(reader->in) : ak_table_path(reader->table);
        if (st == AKA_E_RECORD) ak_error_place(error, path, reader->line);
    }
    return st;
}

uint64_t aka_reader_line(const aka_reader *reader)
{
    return reader->line;
}
