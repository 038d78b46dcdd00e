/* Suggestions while somebody types: the other half of the reconciliation service. */
#include "filter.h"
#include "handlers.h"
#include "schemata.h"

#include <string.h>
#include <strings.h>

#define DEFAULT_LIMIT 10

static bool begins(const char *text, const char *prefix)
{
    return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

static const char *begin(ak_request *r)
{
    const char *prefix = ak_params_text(&r->params, "prefix");
    if (!prefix) prefix = "";
    ak_out_adds(&r->out, "{\"code\":\"/api/status/ok\",\"status\":\"200 OK\",\"prefix\":");
    ak_out_add_json(&r->out, prefix, strlen(prefix));
    ak_out_adds(&r->out, ",\"result\":[");
    return prefix;
}

static void add_row(ak_out *out, bool first, aka_view id, aka_view name)
{
    ak_out_adds(out, first ? "{\"id\":" : ",{\"id\":");
    ak_out_add_json(out, id.data, id.len);
    ak_out_adds(out, ",\"name\":");
    ak_out_add_json(out, name.data, name.len);
}

static aka_view view(const char *text)
{
    return (aka_view){text, strlen(text)};
}

void ak_do_suggest_type(ak_request *r)
{
    const char *prefix = begin(r);
    const ak_schema *schema;
    bool first = true;
    for (size_t i = 0; (schema = ak_schema_nth(i)); i++) {
        if (!begins(schema->name, prefix) && !begins(schema->plural, prefix)) continue;
        add_row(&r->out, first, view(schema->name), view(schema->plural));
        ak_out_adds(&r->out, "}");
        first = false;
    }
    ak_out_adds(&r->out, "]}");
}

static void add_properties(ak_request *r, const char *prefix)
{
    const char *name, *label;
    bool first = true;
    for (size_t i = 0; (name = ak_schema_property(i, &label)); i++) {
        if (!begins(name, prefix) && !begins(label, prefix)) continue;
        add_row(&r->out, first, view(name), view(label));
        ak_out_adds(&r->out, "}");
        first = false;
    }
}

void ak_do_suggest_property(ak_request *r)
{
    add_properties(r, begin(r));
    ak_out_adds(&r->out, "]}");
}

void ak_do_extend_property(ak_request *r)
{
    const char *type = ak_params_text(&r->params, "type");
    ak_out_adds(&r->out, "{\"type\":");
    ak_out_add_json(&r->out, type ? type : "Thing", strlen(type ? type : "Thing"));
    ak_out_adds(&r->out, ",\"properties\":[");
    add_properties(r, "");
    ak_out_adds(&r->out, "]}");
}

static void add_entities(ak_request *r, ak_filter *filter, const uint32_t *numbers, size_t count)
{
    long limit = ak_params_whole(&r->params, "limit", DEFAULT_LIMIT), n = 0;
    aka_listed e;
    for (size_t i = 0; i < count && n < limit; i++) {
        if (!ak_filter_accept(filter, numbers[i]) ||
            aka_index_listed(r->snapshot->index, numbers[i], &e, NULL) != AKA_OK)
            continue;
        add_row(&r->out, n++ == 0, e.id, e.caption);
        ak_out_adds(&r->out, ",\"description\":");
        ak_out_add_json(&r->out, e.schema.data, e.schema.len);
        ak_out_adds(&r->out, ",\"type\":[{\"id\":");
        ak_out_add_json(&r->out, e.schema.data, e.schema.len);
        ak_out_adds(&r->out, ",\"name\":");
        ak_out_add_json(&r->out, e.schema.data, e.schema.len);
        ak_out_adds(&r->out, "}]}");
    }
}

void ak_do_suggest_entity(ak_request *r)
{
    ak_filter filter;
    aka_error error;
    const uint32_t *numbers;
    size_t count = 0;
    if (ak_filter_init(&filter, r)) {
        const char *prefix = begin(r);
        aka_searcher *searcher = ak_worker_searcher(r->snapshot, r->worker, &error);
        if (!searcher || aka_searcher_run(searcher, prefix, &numbers, &count, &error) != AKA_OK) {
            ak_refuse_error(r, &error);
        } else {
            /* Of an empty prefix nothing is suggested, rather than everything. */
            if (*prefix) add_entities(r, &filter, numbers, count);
            ak_out_adds(&r->out, "]}");
        }
    }
    ak_filter_free(&filter);
}
