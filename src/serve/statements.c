/* Statements: an entity as the single claims that it is made of. A record does not say which of its
 * datasets made which claim, so that a claim of an entity in several datasets is stated once for
 * each of them. */
#include "handlers.h"
#include "members.h"

#include <stdio.h>
#include <string.h>

#define DEFAULT_LIMIT 50

typedef struct statements {
    ak_request *request;
    aka_view record, id, schema;
    const char *prop, *value, *dataset; /* wanted, or NULL */
    long offset, limit, seen;
} statements;

static uint64_t hash(uint64_t seed, aka_view text)
{
    for (size_t i = 0; i < text.len; i++)
        seed = (seed ^ (unsigned char)text.data[i]) * 1099511628211u;
    return (seed ^ 0xFF) * 1099511628211u;
}

static void add_field(ak_out *out, const char *name, aka_view json, const char *missing)
{
    ak_out_addf(out, ",\"%s\":", name);
    if (json.len)
        ak_out_view(out, json);
    else
        ak_out_adds(out, missing);
}

/* A time that clients can read, as a JSON string: the date of the list, or else when the index was
 * written. The claim was there then. */
static void write_known(const ak_snapshot *s, const char *dataset, char out[64])
{
    char day[AK_DAY];
    struct tm utc = {0};
    if (ak_day_of(ak_snapshot_date(s, dataset), day))
        snprintf(out, 64, "\"%sT00:00:00\"", day);
    else if (gmtime_r(&s->written, &utc))
        strftime(out, 64, "\"%Y-%m-%dT%H:%M:%S\"", &utc);
}

static bool is_time(aka_view json)
{
    char text[64], day[AK_DAY];
    aka_view plain = ak_unquoted(json);
    if (json.len == plain.len || plain.len >= sizeof text) return false;
    memcpy(text, plain.data, plain.len);
    text[plain.len] = '\0';
    return ak_day_of(text, day);
}

/* When a claim was seen is what the record says of itself, where it does. */
static void add_seen(statements *s, const char *name, aka_view dataset)
{
    char text[256], date[64] = "null";
    aka_view time = ak_member(s->record, name), plain = ak_unquoted(dataset);
    if (is_time(time)) {
        add_field(&s->request->out, name, time, "null");
        return;
    }
    snprintf(text, sizeof text, "%.*s", (int)(plain.len < 255 ? plain.len : 255), plain.data);
    write_known(s->request->snapshot, text, date);
    add_field(&s->request->out, name, (aka_view){date, strlen(date)}, "null");
}

static void write_statement(statements *s, aka_view prop, aka_view value, aka_view dataset)
{
    ak_out *out = &s->request->out;
    uint64_t id = hash(hash(hash(hash(14695981039346656037u, s->id), prop), value), dataset);
    bool entity = value.data[0] == '{';
    if (s->seen > s->offset) ak_out_adds(out, ",");
    ak_out_addf(out, "{\"id\":\"%016llx\"", (unsigned long long)id);
    add_field(out, "entity_id", s->id, "\"\"");
    add_field(out, "canonical_id", s->id, "\"\"");
    ak_out_adds(out, ",\"prop\":\"");
    ak_out_view(out, prop);
    ak_out_addf(out, "\",\"prop_type\":\"%s\"", entity ? "entity" : "string");
    add_field(out, "schema", s->schema, "\"Thing\"");
    add_field(out, "value", entity ? ak_member(value, "id") : value, "\"\"");
    add_field(out, "dataset", dataset, "\"\"");
    ak_out_adds(out, ",\"lang\":null,\"original_value\":null");
    add_seen(s, "first_seen", dataset);
    add_seen(s, "last_seen", dataset);
    ak_out_adds(out, "}");
}

static void state(statements *s, aka_view prop, aka_view value, aka_view dataset)
{
    if (s->dataset && !ak_view_is(ak_unquoted(dataset), s->dataset)) return;
    if (s->seen >= s->offset && s->seen < s->offset + s->limit)
        write_statement(s, prop, value, dataset);
    s->seen++;
}

static void take_value(statements *s, aka_view prop, aka_view value)
{
    size_t at = 0;
    aka_view dataset, datasets = ak_member(s->record, "datasets");
    if (value.len == 0 || (s->value && !ak_view_is(ak_unquoted(value), s->value))) return;
    while (ak_element_next(datasets, &at, &dataset)) state(s, prop, value, dataset);
    if (at == 0) state(s, prop, value, (aka_view){"\"\"", 2});
}

static void write_statements(ak_request *r, const char *id, const char *canonical)
{
    aka_error error;
    aka_text *text = &r->worker->record;
    size_t at = 0;
    aka_view prop, values, value;
    if (aka_index_entity_json(r->snapshot->index, id, text, &error) != AKA_OK) {
        ak_refuse_error(r, &error);
        return;
    }
    aka_view record = {text->data, text->len};
    statements s = {.request = r,
        .record = record,
        .id = ak_member(record, "id"),
        .schema = ak_member(record, "schema"),
        .prop = ak_params_text(&r->params, "prop"),
        .value = ak_params_text(&r->params, "value"),
        .dataset = ak_params_text(&r->params, "dataset"),
        .offset = ak_params_whole(&r->params, "offset", 0),
        .limit = ak_params_whole(&r->params, "limit", DEFAULT_LIMIT)};
    /* Nothing is merged: an entity has no statement under another's id. */
    aka_view properties = {"{}", 2};
    if (strcmp(id, canonical) == 0) properties = ak_member(record, "properties");
    ak_out_adds(&r->out, "{\"results\":[");
    while (ak_member_next(properties, &at, &prop, &values)) {
        size_t within = 0;
        if (s.prop && !ak_view_is(prop, s.prop)) continue;
        while (ak_element_next(values, &within, &value)) take_value(&s, prop, value);
    }
    ak_out_addf(&r->out,
        "],\"total\":{\"value\":%ld,\"relation\":\"eq\"},\"limit\":%ld,\"offset\":%ld}", s.seen,
        s.limit, s.offset);
}

void ak_do_statements_of(ak_request *r)
{
    write_statements(r, r->path[0], r->path[0]);
}

void ak_do_statements(ak_request *r)
{
    const char *canonical = ak_params_text(&r->params, "canonical_id");
    const char *id = ak_params_text(&r->params, "entity_id");
    if (canonical || id)
        write_statements(r, id ? id : canonical, canonical ? canonical : id);
    else
        ak_refuse(r, 404, "canonical_id: the id of an entity is wanted");
}
