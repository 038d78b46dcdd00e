/* POST /match/{dataset}: records against the index. */
#include "algorithms.h"
#include "body.h"
#include "entity_out.h"
#include "filter.h"
#include "handlers.h"

#include <string.h>

#define DEFAULT_LIMIT 5

typedef struct match_settings {
    double threshold, cutoff;
    size_t limit;
    const char *algorithm;
} match_settings;

/* Each algorithm has its own threshold where none is asked for. */
static match_settings settings_of(const ak_params *params, const aka_algorithm *algorithm)
{
    match_settings m = {.algorithm = algorithm->name,
        .threshold = ak_params_share(params, "threshold", algorithm->threshold)};
    m.cutoff = ak_params_share(params, "cutoff", m.threshold);
    if (m.cutoff > m.threshold) m.cutoff = m.threshold;
    /* Everything is "not below 0"; the library screens from something above it. */
    if (m.cutoff < 0.01) m.cutoff = 0.01;
    m.limit = (size_t)ak_params_whole(params, "limit", DEFAULT_LIMIT);
    return m;
}

/* Queries that ask for nothing: how many, and what the first one was told. */
typedef struct unasked {
    size_t count;
    const char *key;
    aka_error error;
} unasked;

/* Names of an object that must be empty: settings of the peers that have no counterpart here. */
static bool is_empty(ak_request *r, const json_t *body, const char *name)
{
    const json_t *value = json_object_get(body, name);
    if (!value || json_is_null(value)) return true;
    if (!json_is_object(value)) return ak_refuse(r, 422, "%s: an object is wanted", name);
    const char *key = json_object_iter_key(json_object_iter((json_t *)(uintptr_t)value));
    if (!key) return true;
    return ak_refuse(r, 400, "%s: there is no \"%.60s\": scores cannot be configured", name, key);
}

static const json_t *queries_of(ak_request *r, const json_t *body)
{
    const json_t *queries = json_object_get(body, "queries");
    if (!json_is_object(queries)) {
        ak_refuse(r, 422, "queries: an object of queries is wanted");
    } else if (json_object_size(queries) > AK_QUERIES_MAX) {
        ak_refuse(r, 400, "%zu queries in one batch; at most %d", json_object_size(queries),
            AK_QUERIES_MAX);
    } else if (is_empty(r, body, "weights") && is_empty(r, body, "config")) {
        return queries;
    }
    return NULL;
}

static void begin_answer(ak_request *r, const char *key, unsigned status)
{
    if (r->batch++) ak_out_adds(&r->out, ",");
    ak_out_add_json(&r->out, key, strlen(key));
    ak_out_adds(&r->out, ":{\"status\":");
    ak_out_number(&r->out, status);
    ak_out_adds(&r->out, ",");
}

static aka_status write_results(ak_request *r, double threshold, aka_error *error)
{
    ak_worker *w = r->worker;
    for (size_t i = 0; i < aka_screener_count(w->screener); i++) {
        aka_status status = aka_screener_result_json(w->screener, i, &w->text, error);
        if (status != AKA_OK) return status;
        if (i) ak_out_adds(&r->out, ",");
        ak_entity_write(&r->out, (aka_view){w->text.data, w->text.len}, threshold, true);
        r->matches++;
    }
    return AKA_OK;
}

static aka_status write_answer(ak_request *r, const char *key, double threshold, aka_error *error)
{
    ak_worker *w = r->worker;
    begin_answer(r, key, 200);
    ak_out_adds(&r->out, "\"results\":[");
    aka_status status = write_results(r, threshold, error);
    if (status == AKA_OK) status = aka_screener_query_json(w->screener, &w->text, error);
    if (status != AKA_OK) return status;
    ak_out_adds(&r->out, "],\"total\":{\"value\":");
    ak_out_number(&r->out, aka_screener_total(w->screener));
    ak_out_adds(&r->out, ",\"relation\":\"eq\"},\"query\":");
    ak_out_add(&r->out, w->text.data, w->text.len);
    ak_out_adds(&r->out, "}");
    return AKA_OK;
}

/* One that cannot be asked keeps no other from its answer. */
static bool write_unasked(ak_request *r, const char *key, const aka_error *why)
{
    aka_error error;
    ak_worker *w = r->worker;
    if (aka_record_write_json(w->asked, &w->text, &error) != AKA_OK)
        return ak_refuse_error(r, &error);
    begin_answer(r, key, 400);
    ak_out_adds(&r->out, "\"detail\":");
    ak_out_add_json(&r->out, why->message, strlen(why->message));
    ak_out_adds(&r->out, ",\"results\":[],\"total\":{\"value\":0,\"relation\":\"eq\"},\"query\":");
    ak_out_add(&r->out, w->text.data, w->text.len);
    ak_out_adds(&r->out, "}");
    return true;
}

/* A failed screening: of a record without a name, which is told in its place, or else of all. */
static bool tell_failure(ak_request *r, const char *key, const aka_error *error, unasked *none)
{
    if (error->code == AKA_E_ARGUMENT) {
        if (none->count++ == 0) *none = (unasked){1, key, *error};
        return write_unasked(r, key, error);
    }
    if (error->code == AKA_E_LIMIT)
        return ak_refuse(r, 400, "query \"%.80s\": %s", key, error->message);
    return ak_refuse_error(r, error);
}

static bool answer_query(ak_request *r, ak_filter *filter, const match_settings *m, const char *key,
    const json_t *example, unasked *none)
{
    ak_param_fault fault;
    aka_error error;
    ak_worker *w = r->worker;
    aka_screen_options options = {.size = sizeof options,
        .threshold = m->cutoff,
        .limit = m->limit,
        .algorithm = m->algorithm,
        .accept = ak_filter_accept,
        .accept_ctx = filter,
        .no_detail = 1};
    if (ak_too_late(r)) return false;
    if (!ak_body_record(example, w->asked, &fault))
        return ak_refuse(r, fault.status, "query \"%.80s\": %s", key, fault.detail);
    if (aka_screener_run(w->screener, w->asked, &options, &error) != AKA_OK)
        return tell_failure(r, key, &error, none);
    if (filter->failed) return ak_refuse(r, 500, "a record of the index could not be read");
    if (write_answer(r, key, m->threshold, &error) != AKA_OK) return ak_refuse_error(r, &error);
    return true;
}

static void answer_all(
    ak_request *r, ak_filter *filter, const json_t *body, const aka_algorithm *algorithm)
{
    const match_settings m = settings_of(&r->params, algorithm);
    const json_t *queries = queries_of(r, body);
    const char *key;
    json_t *example;
    unasked none = {0};
    if (!queries) return;
    ak_out_adds(&r->out, "{\"responses\":{");
    json_object_foreach((json_t *)(uintptr_t)queries, key, example)
    {
        if (json_is_null(example)) continue;
        if (!answer_query(r, filter, &m, key, example, &none)) return;
    }
    if (r->batch == 0) {
        ak_refuse(r, 400, "no queries are given");
        return;
    }
    /* Who asks one thing only looks at the status of the whole. */
    if (r->batch == none.count) {
        ak_refuse(r, 400, "query \"%.80s\": %s", none.key, none.error.message);
        return;
    }
    ak_out_adds(&r->out, "},\"limit\":");
    ak_out_number(&r->out, m.limit);
    ak_out_adds(&r->out, "}");
}

void ak_do_match(ak_request *r)
{
    ak_filter filter;
    ak_param_fault fault;
    const aka_algorithm *algorithm;
    if (ak_filter_init(&filter, r) && (algorithm = ak_algorithm_of(r))) {
        json_t *body = ak_body_object(r->body, &fault);
        if (body)
            answer_all(r, &filter, body, algorithm);
        else
            ak_refuse(r, fault.status, "%s", fault.detail);
        json_decref(body);
    }
    ak_filter_free(&filter);
}
