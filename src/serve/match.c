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

/* Names of an object that must be empty: settings of the peers that have no counterpart here. */
static bool is_empty(ak_request *r, const ak_json *body, const char *name)
{
    const ak_json *value = ak_json_get(body, name);
    if (!value || value->kind == AK_JSON_NULL) return true;
    if (value->kind != AK_JSON_OBJECT) return ak_refuse(r, 422, "%s: an object is wanted", name);
    if (value->count == 0) return true;
    return ak_refuse(
        r, 400, "%s: there is no \"%.60s\": scores cannot be configured", name, value->first->key);
}

static const ak_json *queries_of(ak_request *r, const ak_json *body)
{
    const ak_json *queries = ak_json_get(body, "queries");
    if (!ak_json_is(queries, AK_JSON_OBJECT)) {
        ak_refuse(r, 422, "queries: an object of queries is wanted");
    } else if (queries->count > AK_QUERIES_MAX) {
        ak_refuse(r, 400, "%u queries in one batch; at most %d", queries->count, AK_QUERIES_MAX);
    } else if (is_empty(r, body, "weights") && is_empty(r, body, "config")) {
        return queries;
    }
    return NULL;
}

static aka_status write_results(ak_request *r, double threshold, aka_error *error)
{
    ak_worker *w = r->worker;
    size_t n = aka_screener_count(w->screener);
    for (size_t i = 0; i < n; i++) {
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
    ak_out *out = &r->out;
    if (r->batch++) ak_out_adds(out, ",");
    ak_out_add_json(out, key, strlen(key));
    ak_out_adds(out, ":{\"status\":200,\"results\":[");
    aka_status status = write_results(r, threshold, error);
    if (status == AKA_OK) status = aka_screener_query_json(w->screener, &w->text, error);
    if (status != AKA_OK) return status;
    ak_out_adds(out, "],\"total\":{\"value\":");
    ak_out_number(out, aka_screener_total(w->screener));
    ak_out_adds(out, ",\"relation\":\"eq\"},\"query\":");
    ak_out_add(out, w->text.data, w->text.len);
    ak_out_adds(out, "}");
    return AKA_OK;
}

static bool answer_query(
    ak_request *r, ak_filter *filter, const match_settings *m, const ak_json *example)
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
        return ak_refuse(r, fault.status, "query \"%.80s\": %s", example->key, fault.detail);
    if (aka_screener_run(w->screener, w->asked, &options, &error) != AKA_OK)
        return ak_refuse_error(r, &error);
    if (filter->failed) return ak_refuse(r, 500, "a record of the index could not be read");
    return write_answer(r, example->key, m->threshold, &error) == AKA_OK ||
           ak_refuse_error(r, &error);
}

static void answer_all(
    ak_request *r, ak_filter *filter, const ak_json *body, const aka_algorithm *algorithm)
{
    const match_settings m = settings_of(&r->params, algorithm);
    const ak_json *queries = queries_of(r, body);
    if (!queries) return;
    ak_out_adds(&r->out, "{\"responses\":{");
    for (const ak_json *example = queries->first; example; example = example->next)
        if (example->kind != AK_JSON_NULL && !answer_query(r, filter, &m, example)) return;
    if (r->batch == 0) {
        ak_refuse(r, 400, "no queries are given");
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
        ak_json *body = ak_body_object(r->body, &fault);
        if (body)
            answer_all(r, &filter, body, algorithm);
        else
            ak_refuse(r, fault.status, "%s", fault.detail);
        ak_json_free(body);
    }
    ak_filter_free(&filter);
}
