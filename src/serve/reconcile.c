/* /reconcile/{dataset}: the Reconciliation Service API 0.2, which OpenRefine speaks. */
#include "algorithms.h"
#include "body.h"
#include "filter.h"
#include "handlers.h"
#include "members.h"
#include "schemata.h"

#include <string.h>

#define DEFAULT_LIMIT 5
#define BELOW 0.20 /* as far below the threshold are candidates for a person to choose from */
#define SCHEMA_SPACE "https://www.opensanctions.org/reference/#schema"

static void write_service(ak_request *r, const char *name, const char *path)
{
    ak_out_addf(&r->out, "\"%s\":{\"service_url\":", name);
    ak_out_add_json(&r->out, r->base_url, strlen(r->base_url));
    ak_out out = {0};
    /* OpenRefine cannot send headers: a key that came as a parameter goes on as one. */
    const char *key = ak_params_text(&r->params, "api_key");
    ak_out_addf(
        &out, "/reconcile/%s%s%s%s", r->path[0], path, key ? "?api_key=" : "", key ? key : "");
    ak_out_adds(&r->out, ",\"service_path\":");
    ak_out_add_json(&r->out, out.data, out.len);
    ak_out_adds(&r->out, "}");
    r->out.failed |= out.failed;
    ak_out_free(&out);
}

static void write_type(ak_out *out, const ak_schema *schema)
{
    ak_out_addf(out, "{\"id\":\"%s\",\"name\":\"%s\"}", schema->name, schema->plural);
}

static void write_manifest(ak_request *r)
{
    ak_out *out = &r->out;
    ak_out view = {0};
    ak_out_addf(&view, "%s/entities/{{id}}", r->base_url);
    ak_out_adds(out, "{\"versions\":[\"0.2\"],\"name\":");
    ak_out_add_json(out, r->path[0], strlen(r->path[0]));
    ak_out_adds(out, ",\"identifierSpace\":\"" SCHEMA_SPACE "\",\"schemaSpace\":\"" SCHEMA_SPACE
                     "\",\"view\":{\"url\":");
    ak_out_add_json(out, view.data, view.len);
    ak_out_addf(out, "},\"batchSize\":%d,\"suggest\":{", AK_QUERIES_MAX / 2);
    write_service(r, "entity", "/suggest/entity");
    ak_out_adds(out, ",");
    write_service(r, "type", "/suggest/type");
    ak_out_adds(out, ",");
    write_service(r, "property", "/suggest/property");
    ak_out_adds(out, "},\"extend\":{");
    write_service(r, "propose_properties", "/extend/property");
    ak_out_adds(out, ",\"property_settings\":[{\"name\":\"limit\",\"label\":\"Limit\",\"type\":"
                     "\"number\",\"default\":0,\"help_text\":\"Most values of a row; 0 is all\"}]},"
                     "\"defaultTypes\":[");
    const ak_schema *schema;
    for (size_t i = 0; (schema = ak_schema_nth(i)); i++) {
        if (i) ak_out_adds(out, ",");
        write_type(out, schema);
    }
    ak_out_adds(out, "]}");
    out->failed |= view.failed;
    ak_out_free(&view);
}

/* ---- queries ---- */

/* A value is a text, a number, or an object with an id or name (another entity). Another shape is
 * refused by whoever takes it; NULL is nothing. */
static const ak_json *plain(const ak_json *value)
{
    if (!ak_json_is(value, AK_JSON_OBJECT)) return value;
    const ak_json *id = ak_json_get(value, "id");
    return id ? id : ak_json_get(value, "name");
}

static bool take_value(aka_record *record, const char *name, const ak_json *value, size_t *count,
    ak_param_fault *fault)
{
    value = plain(value);
    if (ak_json_is(value, AK_JSON_ARRAY))
        return ak_param_fail(fault, 422, "properties.%.60s: a list within a list", name);
    return !value || ak_body_values(record, name, value, count, fault);
}

/* {"pid","v"}: what lacks either says nothing. */
static bool take_property(
    aka_record *record, const ak_json *row, size_t *count, ak_param_fault *fault)
{
    const char *pid = ak_json_text(ak_json_get(row, "pid"));
    const ak_json *value = ak_json_get(row, "v");
    const char *colon = pid ? strrchr(pid, ':') : NULL; /* "Person:birthDate" */
    if (!pid || !value) return true;
    if (colon) pid = colon + 1;
    if (value->kind != AK_JSON_ARRAY) return take_value(record, pid, value, count, fault);
    for (const ak_json *v = value->first; v; v = v->next)
        if (!take_value(record, pid, v, count, fault)) return false;
    return true;
}

/* {"query","type","limit","properties":[{"pid","v"}]} → the record. */
static bool take_query(const ak_json *query, aka_record *record, ak_param_fault *fault)
{
    size_t count = 0;
    const ak_json *type = ak_json_get(query, "type"), *name = ak_json_get(query, "query");
    const ak_json *properties = ak_json_get(query, "properties");
    if (ak_json_is(type, AK_JSON_ARRAY)) type = type->first;
    if (ak_json_is(type, AK_JSON_OBJECT)) type = ak_json_get(type, "id");
    aka_record_clear(record);
    if (ak_json_is(type, AK_JSON_STRING) && !ak_body_schema(type, record, fault)) return false;
    if (ak_json_is(name, AK_JSON_ARRAY) || ak_json_is(name, AK_JSON_OBJECT))
        return ak_param_fail(fault, 422, "query: text is wanted");
    if (name && !ak_body_values(record, "name", name, &count, fault)) return false;
    if (!ak_json_is(properties, AK_JSON_ARRAY)) return true;
    for (const ak_json *row = properties->first; row; row = row->next)
        if (!take_property(record, row, &count, fault)) return false;
    return true;
}

static void write_candidates(ak_request *r, double threshold)
{
    aka_screener *screener = r->worker->screener;
    ak_out *out = &r->out;
    size_t n = aka_screener_count(screener);
    ak_out_adds(out, "{\"result\":[");
    for (size_t i = 0; i < n; i++) {
        const aka_match *m = aka_screener_match(screener, i);
        /* Two that are certain are none: a person has to choose. */
        const aka_match *second = aka_screener_match(screener, 1);
        bool match = m->score >= threshold && i == 0 && !(second && second->score >= threshold);
        ak_out_adds(out, i ? ",{\"id\":" : "{\"id\":");
        ak_out_add_json(out, m->id, strlen(m->id));
        ak_out_adds(out, ",\"name\":");
        ak_out_add_json(out, m->caption, strlen(m->caption));
        ak_out_adds(out, ",\"description\":");
        ak_out_add_json(out, m->detail, strlen(m->detail));
        ak_out_addf(out, ",\"type\":[{\"id\":\"%s\",\"name\":\"%s\"}],\"score\":%.1f,\"match\":%s}",
            m->schema, m->schema, m->score * 100, match ? "true" : "false");
        r->matches += m->score >= threshold;
    }
    ak_out_adds(out, "]}");
}

static bool answer_query(
    ak_request *r, ak_filter *filter, const aka_algorithm *algorithm, const ak_json *query)
{
    ak_param_fault fault;
    aka_error error;
    long limit = ak_json_whole(ak_json_get(query, "limit"), 0);
    aka_screen_options options = {.size = sizeof options,
        .threshold = algorithm->threshold - BELOW,
        .algorithm = algorithm->name,
        .limit = limit > 0 && limit <= AK_LIMIT_MAX ? (size_t)limit : DEFAULT_LIMIT,
        .accept = ak_filter_accept,
        .accept_ctx = filter};
    if (ak_too_late(r)) return false;
    if (query->kind != AK_JSON_OBJECT)
        return ak_refuse(r, 422, "query \"%.80s\": an object is wanted", query->key);
    if (!take_query(query, r->worker->asked, &fault))
        return ak_refuse(r, fault.status, "query \"%.80s\": %s", query->key, fault.detail);
    if (aka_screener_run(r->worker->screener, r->worker->asked, &options, &error) != AKA_OK)
        return ak_refuse_error(r, &error);
    if (r->batch++) ak_out_adds(&r->out, ",");
    ak_out_add_json(&r->out, query->key, strlen(query->key));
    ak_out_adds(&r->out, ":");
    write_candidates(r, algorithm->threshold);
    return true;
}

static void answer_queries(ak_request *r, const ak_json *queries)
{
    ak_filter filter;
    const aka_algorithm *algorithm = ak_algorithm_of(r);
    if (!algorithm) return;
    bool ok =
        queries->count <= AK_QUERIES_MAX ||
        ak_refuse(r, 400, "%u queries in one batch; at most %d", queries->count, AK_QUERIES_MAX);
    if (ak_filter_init(&filter, r) && ok) {
        ak_out_adds(&r->out, "{");
        for (const ak_json *query = queries->first; ok && query; query = query->next)
            ok = answer_query(r, &filter, algorithm, query);
        if (ok) ak_out_adds(&r->out, "}");
    }
    ak_filter_free(&filter);
}

/* ---- extending: properties of entities that were chosen ---- */

/* The values of one property: {"str"} each. */
static void write_values(ak_out *out, aka_view values, long limit)
{
    aka_view value;
    size_t at = 0;
    ak_out_adds(out, "[");
    for (long n = 0; (limit <= 0 || n < limit) && ak_element_next(values, &at, &value); n++) {
        ak_out_adds(out, n ? ",{\"str\":" : "{\"str\":");
        ak_out_view(out, value.data[0] == '{' ? ak_member(value, "caption") : value);
        ak_out_adds(out, "}");
    }
    ak_out_adds(out, "]");
}

static void write_row(ak_request *r, const char *id, const ak_json *properties)
{
    aka_text *text = &r->worker->record;
    ak_out *out = &r->out;
    bool known = aka_index_entity_json(r->snapshot->index, id, text, NULL) == AKA_OK;
    aka_view all = {"{}", 2};
    if (known) all = ak_member((aka_view){text->data, text->len}, "properties");
    ak_out_add_json(out, id, strlen(id));
    ak_out_adds(out, ":{");
    for (const ak_json *row = properties->first; row; row = row->next) {
        const char *name = ak_json_text(ak_json_get(row, "id"));
        long limit = ak_json_whole(ak_json_get(ak_json_get(row, "settings"), "limit"), 0);
        if (row != properties->first) ak_out_adds(out, ",");
        ak_out_add_json(out, name, strlen(name));
        ak_out_adds(out, ":");
        write_values(out, ak_member(all, name), limit);
    }
    ak_out_adds(out, "}");
}

/* Each has the name of a property. */
static bool write_meta(ak_request *r, const ak_json *properties)
{
    ak_out *out = &r->out;
    ak_out_adds(out, "{\"meta\":[");
    for (const ak_json *row = properties->first; row; row = row->next) {
        const char *name = ak_json_text(ak_json_get(row, "id"));
        if (!name) return ak_refuse(r, 422, "extend: a property needs an id");
        ak_out_adds(out, row == properties->first ? "{\"id\":" : ",{\"id\":");
        ak_out_add_json(out, name, strlen(name));
        ak_out_adds(out, ",\"name\":");
        ak_out_add_json(out, name, strlen(name));
        ak_out_adds(out, "}");
    }
    ak_out_adds(out, "],");
    return true;
}

static void answer_extend(ak_request *r, const ak_json *extend)
{
    const ak_json *ids = ak_json_get(extend, "ids"),
                  *properties = ak_json_get(extend, "properties");
    if (!ak_json_is(ids, AK_JSON_ARRAY) || !ak_json_is(properties, AK_JSON_ARRAY)) {
        ak_refuse(r, 422, "extend: ids and properties are wanted");
        return;
    }
    if (ids->count > AK_QUERIES_MAX || properties->count > AK_QUERIES_MAX) {
        ak_refuse(r, 400, "extend: at most %d ids and properties", AK_QUERIES_MAX);
        return;
    }
    if (!write_meta(r, properties)) return;
    ak_out_adds(&r->out, "\"rows\":{");
    for (const ak_json *id = ids->first; id; id = id->next) {
        if (id->kind != AK_JSON_STRING) continue;
        if (r->batch++) ak_out_adds(&r->out, ",");
        write_row(r, id->text, properties);
    }
    ak_out_adds(&r->out, "}}");
}

/* ---- the routes ---- */

/* Whatever is asked, there have to be the dataset of the path and the algorithm. */
static bool check_names(ak_request *r)
{
    ak_filter filter;
    bool ok = ak_filter_init(&filter, r);
    ak_filter_free(&filter);
    return ok && ak_algorithm_of(r);
}

static void answer(ak_request *r, const ak_params *form)
{
    const char *queries = ak_params_text(form, "queries"), *extend = ak_params_text(form, "extend");
    const char *text = extend ? extend : queries;
    ak_param_fault fault;
    if (!text) {
        ak_refuse(r, 422, "queries or extend are wanted");
        return;
    }
    ak_json *json = ak_body_object((aka_view){text, strlen(text)}, &fault);
    if (!json) {
        ak_refuse(r, fault.status, "%s", fault.detail);
        return;
    }
    if (extend)
        answer_extend(r, json);
    else
        answer_queries(r, json);
    ak_json_free(json);
}

void ak_do_reconcile_manifest(ak_request *r)
{
    if (!check_names(r)) return;
    if (ak_params_text(&r->params, "queries") || ak_params_text(&r->params, "extend"))
        answer(r, &r->params);
    else
        write_manifest(r);
}

void ak_do_reconcile(ak_request *r)
{
    ak_params form;
    ak_param_fault fault;
    if (!check_names(r)) return;
    if (!r->form) {
        ak_refuse(r, 415, "a form is wanted: application/x-www-form-urlencoded");
        return;
    }
    if (ak_params_parse(&form, r->body.data, r->body.len, &fault))
        answer(r, &form);
    else
        ak_refuse(r, fault.status, "%s", fault.detail);
    ak_params_free(&form);
}
