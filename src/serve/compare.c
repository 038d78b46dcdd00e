/* POST /compare: one name or record against another, without the index. */
#include "algorithms.h"
#include "body.h"
#include "handlers.h"

#include <string.h>

/* {"schema","name1","name2"} → the two records. */
static bool take_names(ak_request *r, const json_t *body)
{
    ak_worker *w = r->worker;
    aka_error error;
    const char *names[2] = {json_string_value(json_object_get(body, "name1")),
        json_string_value(json_object_get(body, "name2"))};
    const json_t *schema = json_object_get(body, "schema");
    aka_record *records[2] = {w->asked, w->other};
    if (!names[0] || !names[1])
        return ak_refuse(r, 422, "name1 and name2 are wanted, or query and candidate");
    if (!*names[0] || !*names[1])
        return ak_refuse(r, 400, "%s is empty", *names[0] ? "name2" : "name1");
    if (json_is_null(schema)) schema = NULL;
    if (schema && !json_is_string(schema)) return ak_refuse(r, 422, "schema: text is wanted");
    for (int i = 0; i < 2; i++) {
        aka_status status = AKA_OK;
        aka_record_clear(records[i]);
        if (schema) status = aka_record_set_schema(records[i], json_string_value(schema), &error);
        if (status == AKA_OK) status = aka_record_add(records[i], "name", names[i], &error);
        if (status != AKA_OK) return ak_refuse_error(r, &error);
    }
    return true;
}

static bool take_records(ak_request *r, const json_t *body)
{
    ak_param_fault fault;
    const char *const names[2] = {"query", "candidate"};
    aka_record *records[2] = {r->worker->asked, r->worker->other};
    for (int i = 0; i < 2; i++)
        if (!ak_body_record(json_object_get(body, names[i]), records[i], &fault))
            return ak_refuse(r, fault.status, "%s: %s", names[i], fault.detail);
    return true;
}

static void compare(ak_request *r, const aka_algorithm *algorithm)
{
    aka_error error;
    double score;
    const char *detail;
    ak_worker *w = r->worker;
    double threshold = ak_params_share(&r->params, "threshold", algorithm->threshold);
    aka_comparer *comparer = ak_worker_comparer(w, &error);
    if (!comparer || aka_comparer_set_algorithm(comparer, algorithm->name, &error) != AKA_OK ||
        aka_comparer_run_records(comparer, w->asked, w->other, &score, &detail, &error) != AKA_OK ||
        aka_comparer_write_json(comparer, &w->text, &error) != AKA_OK) {
        ak_refuse_error(r, &error);
        return;
    }
    ak_out_addf(&r->out, "{\"score\":%.4f,\"match\":%s,\"detail\":", score,
        score >= threshold ? "true" : "false");
    ak_out_add_json(&r->out, detail, strlen(detail));
    ak_out_adds(&r->out, ",\"explanations\":");
    ak_out_add(&r->out, w->text.data, w->text.len);
    ak_out_adds(&r->out, "}");
}

void ak_do_compare(ak_request *r)
{
    ak_param_fault fault;
    const aka_algorithm *algorithm = ak_algorithm_of(r);
    if (!algorithm) return;
    json_t *body = ak_body_object(r->body, &fault);
    if (!body) {
        ak_refuse(r, fault.status, "%s", fault.detail);
        return;
    }
    bool names = json_is_string(json_object_get(body, "name1")) &&
                 json_is_string(json_object_get(body, "name2"));
    bool records = json_object_get(body, "query") || json_object_get(body, "candidate");
    if (records && !names ? take_records(r, body) : take_names(r, body)) compare(r, algorithm);
    json_decref(body);
}
