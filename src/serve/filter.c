/* Filters by dataset, schema, id, topic and date of change. */
#include "filter.h"

#include "members.h"
#include "values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Marks what all parameters of that name mean; true where there is one. */
static bool mark_all(ak_filter *f, const char *name, bool *marks, bool value, bool *known)
{
    ak_snapshot *s = f->request->snapshot;
    const char *text;
    size_t i = 0;
    *known = true;
    for (; (text = ak_params_nth(&f->request->params, name, i)); i++) {
        bool *named = calloc(s->dataset_count + 1, sizeof *named);
        if (!named) {
            *known = false;
            return ak_refuse(f->request, 503, "out of memory");
        }
        if (!ak_snapshot_scope(s, text, named)) *known = false;
        for (size_t k = 0; k < s->dataset_count; k++)
            if (named[k]) marks[k] = value;
        free(named);
        if (!*known) {
            ak_refuse(f->request, 404, "%s: there is no dataset \"%.100s\"; /catalog lists them",
                name, text);
            return false;
        }
    }
    return i > 0;
}

/* Leaves in the scope only what include_dataset has, where that is given. */
static bool mark_included(ak_filter *f)
{
    size_t n = f->request->snapshot->dataset_count;
    if (!ak_params_text(&f->request->params, "include_dataset")) return true;
    bool known, *included = calloc(n + 1, sizeof *included);
    if (!included) return ak_refuse(f->request, 503, "out of memory");
    if (mark_all(f, "include_dataset", included, true, &known)) {
        f->all = false;
        for (size_t i = 0; i < n; i++) f->scope[i] = f->scope[i] && included[i];
    }
    free(included);
    return known;
}

static bool mark_datasets(ak_filter *f)
{
    ak_request *r = f->request;
    bool known;
    f->scope = calloc(r->snapshot->dataset_count + 1, sizeof *f->scope);
    if (!f->scope) return ak_refuse(r, 503, "out of memory");
    if (!ak_snapshot_scope(r->snapshot, r->path[0], f->scope))
        return ak_refuse(r, 404, "there is no dataset \"%.100s\"; /catalog lists them", r->path[0]);
    f->all = strcmp(r->path[0], "default") == 0;
    if (!mark_included(f)) return false;
    if (mark_all(f, "exclude_dataset", f->scope, false, &known)) f->all = false;
    return known;
}

bool ak_filter_init(ak_filter *f, ak_request *r)
{
    *f = (ak_filter){.request = r};
    if (!ak_values_check(r, "exclude_schema", "schema") || !ak_values_check(r, "topics", "topics"))
        return false;
    f->schemata = ak_params_text(&r->params, "exclude_schema") != NULL;
    f->ids = ak_params_text(&r->params, "exclude_entity_ids") != NULL;
    f->records = f->ids || ak_params_text(&r->params, "topics") != NULL ||
                 ak_params_text(&r->params, "changed_since") != NULL;
    return mark_datasets(f);
}

void ak_filter_free(ak_filter *f)
{
    free(f->scope);
    *f = (ak_filter){0};
}

/* Whether one of the datasets, joined by ",", is marked. */
static bool any_marked(const ak_snapshot *s, aka_view datasets, const bool *marks)
{
    for (size_t from = 0; from <= datasets.len;) {
        const char *begin = datasets.data + from;
        const char *comma = datasets.len > from ? memchr(begin, ',', datasets.len - from) : NULL;
        size_t len = comma ? (size_t)(comma - begin) : datasets.len - from;
        for (size_t i = 0; i < s->dataset_count; i++)
            if (marks[i] && ak_view_is((aka_view){begin, len}, s->datasets[i].name)) return true;
        from += len + 1;
    }
    return false;
}

static bool has_value(const ak_params *params, const char *name, aka_view value)
{
    const char *text;
    for (size_t i = 0; (text = ak_params_nth(params, name, i)); i++)
        if (ak_view_is(value, text)) return true;
    return false;
}

/* Schemata are known in any case. */
static bool has_schema(const ak_params *params, aka_view schema)
{
    const char *text;
    for (size_t i = 0; (text = ak_params_nth(params, "exclude_schema", i)); i++)
        if (ak_view_like(schema, text)) return true;
    return false;
}

static bool has_topic(const ak_params *params, aka_view record)
{
    aka_view topics = ak_member(ak_member(record, "properties"), "topics");
    const char *topic;
    size_t i = 0;
    for (; (topic = ak_params_nth(params, "topics", i)); i++)
        if (ak_array_has(topics, topic)) return true;
    return i == 0;
}

/* By days: lists do not tell more, and a day too many is no harm. */
static bool changed_since(const ak_params *params, aka_view record)
{
    char since[AK_DAY], change[AK_DAY], text[64];
    const char *given = ak_params_text(params, "changed_since");
    aka_view value = ak_unquoted(ak_member(record, "last_change"));
    if (!given || !ak_day_of(given, since)) return true;
    snprintf(text, sizeof text, "%.*s", (int)(value.len < 63 ? value.len : 63), value.data);
    return !ak_day_of(text, change) || strcmp(change, since) >= 0;
}

static bool is_excluded(const ak_params *params, aka_view record)
{
    size_t at = 0;
    aka_view referent, referents = ak_member(record, "referents");
    while (ak_element_next(referents, &at, &referent))
        if (has_value(params, "exclude_entity_ids", ak_unquoted(referent))) return true;
    return false;
}

static bool accept_record(ak_filter *f, uint32_t entity)
{
    aka_text *text = &f->request->worker->record;
    const ak_params *params = &f->request->params;
    if (aka_index_listed_json(f->request->snapshot->index, entity, text, NULL) != AKA_OK) {
        f->failed = true;
        return false;
    }
    aka_view record = {text->data, text->len};
    return has_topic(params, record) && changed_since(params, record) &&
           !(f->ids && is_excluded(params, record));
}

int ak_filter_accept(void *ctx, uint32_t entity)
{
    ak_filter *f = ctx;
    const ak_snapshot *s = f->request->snapshot;
    const ak_params *params = &f->request->params;
    aka_listed e;
    if (aka_index_listed(s->index, entity, &e, NULL) != AKA_OK) return 0;
    if (!f->all && !any_marked(s, e.datasets, f->scope)) return 0;
    if (f->schemata && has_schema(params, e.schema)) return 0;
    if (f->ids && has_value(params, "exclude_entity_ids", e.id)) return 0;
    return !f->records || accept_record(f, entity);
}
