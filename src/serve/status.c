/* What the service says of itself, and loading another index. */
#include "algorithms.h"
#include "handlers.h"
#include "routes.h"
#include "service.h"

#include <string.h>

/* Made by the build from openapi.json. */
extern const char ak_openapi_json[];
extern const size_t ak_openapi_json_len;
extern const char ak_api_page[];
extern const size_t ak_api_page_len;

void ak_do_health(ak_request *r)
{
    ak_out_adds(&r->out, "{\"status\":\"ok\"}");
}

void ak_do_ready(ak_request *r)
{
    if (r->service->draining)
        ak_refuse(r, 503, "the service is shutting down");
    else
        ak_do_health(r);
}

void ak_do_algorithms(ak_request *r)
{
    ak_algorithms_write(&r->out);
}

void ak_do_openapi(ak_request *r)
{
    ak_out_add(&r->out, ak_openapi_json, ak_openapi_json_len);
}

void ak_do_api_page(ak_request *r)
{
    r->type = "text/html; charset=utf-8";
    /* It has its style inside, and needs nothing else. */
    r->policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    ak_out_add(&r->out, ak_api_page, ak_api_page_len);
}

void ak_do_metrics(ak_request *r)
{
    const ak_snapshot *s = r->snapshot;
    r->type = "text/plain; version=0.0.4; charset=utf-8";
    ak_metrics_write(&r->service->metrics, &r->out, ak_route_label);
    ak_out_addf(&r->out,
        "# HELP aka_index_entities Entities in the index in service.\n"
        "# TYPE aka_index_entities gauge\naka_index_entities{fingerprint=\"%s\"} %llu\n"
        "# HELP aka_index_opened_seconds When it was put in service.\n"
        "# TYPE aka_index_opened_seconds gauge\naka_index_opened_seconds %lld\n",
        aka_index_fingerprint(s->index), (unsigned long long)aka_index_entities(s->index),
        (long long)s->opened);
}

/* ---- the catalog ---- */

static void write_names(ak_out *out, const json_t *names)
{
    size_t i;
    json_t *name;
    ak_out_adds(out, "[");
    json_array_foreach(names, i, name)
    {
        if (i) ak_out_adds(out, ",");
        ak_out_add_json(out, json_string_value(name), json_string_length(name));
    }
    ak_out_adds(out, "]");
}

static void write_head(ak_out *out, const char *name, bool load)
{
    ak_out_adds(out, "{\"name\":");
    ak_out_add_json(out, name, strlen(name));
    ak_out_adds(out, ",\"title\":");
    ak_out_add_json(out, name, strlen(name));
    ak_out_addf(out, ",\"load\":%s,\"index_current\":true", load ? "true" : "false");
}

static void write_dataset(ak_request *r, const ak_dataset *d)
{
    ak_out *out = &r->out;
    const char *date = ak_snapshot_date(r->snapshot, d->name);
    write_head(out, d->name, true);
    ak_out_adds(out, ",\"version\":");
    ak_out_add_json(out, date, strlen(date));
    ak_out_addf(out,
        ",\"index_version\":\"%s\",\"entity_count\":%" JSON_INTEGER_FORMAT ",\"children\":[]}",
        aka_index_fingerprint(r->snapshot->index), d->entities);
}

static void write_default(ak_request *r)
{
    const ak_snapshot *s = r->snapshot;
    ak_out *out = &r->out;
    write_head(out, "default", false);
    ak_out_addf(out,
        ",\"version\":\"%s\",\"index_version\":\"%s\",\"entity_count\":%llu,"
        "\"children\":[",
        aka_index_fingerprint(s->index), aka_index_fingerprint(s->index),
        (unsigned long long)aka_index_entities(s->index));
    for (size_t i = 0; i < s->dataset_count; i++) {
        if (i) ak_out_adds(out, ",");
        ak_out_add_json(out, s->datasets[i].name, strlen(s->datasets[i].name));
    }
    ak_out_adds(out, "]}");
}

void ak_do_catalog(ak_request *r)
{
    const ak_snapshot *s = r->snapshot;
    ak_out *out = &r->out;
    const char *name;
    json_t *names;
    ak_out_adds(out, "{\"datasets\":[");
    write_default(r);
    json_object_foreach(s->collections, name, names)
    {
        ak_out_adds(out, ",");
        write_head(out, name, false);
        ak_out_adds(out, ",\"version\":\"\",\"children\":");
        write_names(out, names);
        ak_out_adds(out, "}");
    }
    for (size_t i = 0; i < s->dataset_count; i++) {
        ak_out_adds(out, ",");
        write_dataset(r, &s->datasets[i]);
    }
    ak_out_adds(out, "],\"current\":[");
    for (size_t i = 0; i < s->dataset_count; i++) {
        if (i) ak_out_adds(out, ",");
        ak_out_add_json(out, s->datasets[i].name, strlen(s->datasets[i].name));
    }
    ak_out_adds(out, "],\"outdated\":[],\"index_stale\":false}");
}

void ak_do_update(ak_request *r)
{
    aka_error error;
    char text[1024];
    if (ak_service_reload(r->service, &error) == AKA_OK) {
        ak_do_health(r);
        return;
    }
    aka_error_format(&error, text, sizeof text);
    ak_refuse(r, 500, "the index stays as it was: %s", text);
}
