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

/* A value is a text, a number, or an object with an id or name (another entity). */
static const json_t *plain(const json_t *value)
{
    if (!json_is_object(value)) return value;
    const json_t *id = json_object_get(value, "id");
    return id ? id : json_object_get(value, "name");
}

/* {"query","type","limit","properties":[{"pid","v"}]} → an example as /match takes it. The caller
 * owns it; NULL on lack of memory. */
static json_t *example_of(const json_t *query)
{
    json_t *properties = json_object(), *name = json_object_get(query, "query"), *row;
    const json_t *type = json_object_get(query, "type");
    if (json_is_array(type)) type = json_array_get(type, 0);
    if (json_is_object(type)) type = json_object_get(type, "id");
    if (name) json_object_set_new(properties, "name", json_pack("[O]", name));
    size_t i;
    json_array_foreach(json_object_get(query, "properties"), i, row)
    {
        const char *pid = json_string_value(json_object_get(row, "pid"));
        const json_t *value = json_object_get(row, "v");
        const char *colon = pid ? strrchr(pid, ':') : NULL; /* "Person:birthDate" */
        if (!pid || !value) continue;
        if (colon) pid = colon + 1;
        json_t *values = json_object_get(properties, pid);
        if (!values) json_object_set_new(properties, pid, values = json_array());
        if (!json_is_array(value)) {
            json_array_append(values, (json_t *)(uintptr_t)plain(value));
            continue;
        }
        for (size_t k = 0; k < json_array_size(value); k++)
            json_array_append(values, (json_t *)(uintptr_t)plain(json_array_get(value, k)));
    }
    return json_pack("{s:s, s:o}", "schema",
        json_is_string(type) ? json_string_value(type) : "Thing", "properties", properties);
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

/* What is wrong with one query, in its name. */
static bool refuse_query(ak_request *r, const char *key, const aka_error *error)
{
    if (error->code == AKA_E_ARGUMENT || error->code == AKA_E_LIMIT)
        return ak_refuse(r, 400, "query \"%.80s\": %s", key, error->message);
    return ak_refuse_error(r, error);
}

static bool answer_query(ak_request *r, ak_filter *filter, const aka_algorithm *algorithm,
    const char *key, const json_t *query)
{
    ak_param_fault fault = {.status = 0};
    aka_error error;
    json_int_t limit = json_integer_value(json_object_get(query, "limit"));
    aka_screen_options options = {.size = sizeof options,
        .threshold = algorithm->threshold - BELOW,
        .algorithm = algorithm->name,
        .limit = limit > 0 && limit <= AK_LIMIT_MAX ? (size_t)limit : DEFAULT_LIMIT,
        .accept = ak_filter_accept,
        .accept_ctx = filter};
    if (ak_too_late(r)) return false;
    if (!json_is_object(query))
        return ak_refuse(r, 422, "query \"%.80s\": an object is wanted", key);
    json_t *example = example_of(query);
    bool ok = example && ak_body_record(example, r->worker->asked, &fault);
    json_decref(example);
    if (!ok)
        return ak_refuse(r, fault.status ? fault.status : 503, "query \"%.80s\": %s", key,
            fault.status ? fault.detail : "out of memory");
    if (aka_screener_run(r->worker->screener, r->worker->asked, &options, &error) != AKA_OK)
        return refuse_query(r, key, &error);
    if (r->batch++) ak_out_adds(&r->out, ",");
    ak_out_add_json(&r->out, key, strlen(key));
    ak_out_adds(&r->out, ":");
    write_candidates(r, algorithm->threshold);
    return true;
}

static void answer_queries(ak_request *r, const json_t *queries)
{
    ak_filter filter;
    const char *key;
    json_t *query;
    const aka_algorithm *algorithm = ak_algorithm_of(r);
    if (!algorithm) return;
    bool ok = json_object_size(queries) <= AK_QUERIES_MAX ||
              ak_refuse(r, 400, "%zu queries in one batch; at most %d", json_object_size(queries),
                  AK_QUERIES_MAX);
    if (ak_filter_init(&filter, r) && ok) {
        ak_out_adds(&r->out, "{");
        json_object_foreach((json_t *)(uintptr_t)queries, key,
            query) if (!(ok = answer_query(r, &filter, algorithm, key, query))) break;
        if (ok) ak_out_adds(&r->out, "}");
    }
    ak_filter_free(&filter);
}

/* ---- extending: properties of entities that were chosen ---- */

static void write_row(ak_request *r, const char *id, const json_t *properties)
{
    aka_text *text = &r->worker->record;
    ak_out *out = &r->out;
    size_t i;
    json_t *row;
    bool known = aka_index_entity_json(r->snapshot->index, id, text, NULL) == AKA_OK;
    aka_view all = {"{}", 2};
    if (known) all = ak_member((aka_view){text->data, text->len}, "properties");
    ak_out_add_json(out, id, strlen(id));
    ak_out_adds(out, ":{");
    json_array_foreach(properties, i, row)
    {
        const char *name = json_string_value(json_object_get(row, "id"));
        json_int_t limit =
            json_integer_value(json_object_get(json_object_get(row, "settings"), "limit"));
        aka_view value, values = name ? ak_member(all, name) : (aka_view){"", 0};
        size_t at = 0, n = 0;
        if (!name) continue;
        if (i) ak_out_adds(out, ",");
        ak_out_add_json(out, name, strlen(name));
        ak_out_adds(out, ":[");
        while (ak_element_next(values, &at, &value) && (limit <= 0 || n < (size_t)limit)) {
            ak_out_adds(out, n++ ? ",{\"str\":" : "{\"str\":");
            ak_out_view(out, value.data[0] == '{' ? ak_member(value, "caption") : value);
            ak_out_adds(out, "}");
        }
        ak_out_adds(out, "]");
    }
    ak_out_adds(out, "}");
}

static void answer_extend(ak_request *r, const json_t *extend)
{
    const json_t *ids = json_object_get(extend, "ids"),
                 *properties = json_object_get(extend, "properties");
    ak_out *out = &r->out;
    size_t i;
    json_t *row;
    if (!json_is_array(ids) || !json_is_array(properties)) {
        ak_refuse(r, 422, "extend: ids and properties are wanted");
        return;
    }
    if (json_array_size(ids) > AK_QUERIES_MAX || json_array_size(properties) > AK_QUERIES_MAX) {
        ak_refuse(r, 400, "extend: at most %d ids and properties", AK_QUERIES_MAX);
        return;
    }
    ak_out_adds(out, "{\"meta\":[");
    json_array_foreach(properties, i, row)
    {
        const char *name = json_string_value(json_object_get(row, "id"));
        if (!name) {
            ak_refuse(r, 422, "extend: a property needs an id");
            return;
        }
        ak_out_adds(out, i ? ",{\"id\":" : "{\"id\":");
        ak_out_add_json(out, name, strlen(name));
        ak_out_adds(out, ",\"name\":");
        ak_out_add_json(out, name, strlen(name));
        ak_out_adds(out, "}");
    }
    ak_out_adds(out, "],\"rows\":{");
    json_array_foreach(ids, i, row)
    {
        if (!json_is_string(row)) continue;
        if (r->batch++) ak_out_adds(out, ",");
        write_row(r, json_string_value(row), properties);
    }
    ak_out_adds(out, "}}");
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
    json_t *json = ak_body_object((aka_view){text, strlen(text)}, &fault);
    if (!json) {
        ak_refuse(r, fault.status, "%s", fault.detail);
        return;
    }
    if (extend)
        answer_extend(r, json);
    else
        answer_queries(r, json);
    json_decref(json);
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
