/* GET /search/{dataset}: words in names, filters and facets, for people who look around. */
#include "details.h"
#include "entity_out.h"
#include "filter.h"
#include "handlers.h"
#include "members.h"
#include "schemata.h"
#include "values.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_LIMIT 10
#define FUZZY_THRESHOLD 0.60
#define FUZZY_LIMIT 1000
#define FACET_VALUES_MAX 1000

typedef struct search {
    ak_request *request;
    ak_filter filter;
    const ak_details *details;
    uint32_t *numbers; /* what was found and passes the filters, best first */
    size_t count;
} search;

/* ---- finding ---- */

static bool add_all(search *s, const uint32_t *numbers, size_t count)
{
    s->numbers = malloc((count + 1) * sizeof *s->numbers);
    if (!s->numbers) return ak_refuse(s->request, 503, "out of memory");
    memcpy(s->numbers, numbers, count * sizeof *numbers);
    s->count = count;
    return true;
}

static bool find_words(search *s, const char *text)
{
    ak_request *r = s->request;
    aka_error error;
    const uint32_t *numbers;
    size_t count;
    aka_searcher *searcher = ak_worker_searcher(r->snapshot, r->worker, &error);
    if (!searcher || aka_searcher_run(searcher, text, &numbers, &count, &error) != AKA_OK)
        return ak_refuse_error(r, &error);
    return add_all(s, numbers, count);
}

/* With spellings and typing errors: a screening with a lower threshold. */
static bool find_fuzzy(search *s, const char *text)
{
    ak_request *r = s->request;
    ak_worker *w = r->worker;
    aka_error error;
    aka_screen_options options = {
        .size = sizeof options, .threshold = FUZZY_THRESHOLD, .limit = FUZZY_LIMIT, .no_detail = 1};
    aka_record_clear(w->asked);
    if (aka_record_add(w->asked, "name", text, &error) != AKA_OK ||
        aka_screener_run(w->screener, w->asked, &options, &error) != AKA_OK)
        return ak_refuse_error(r, &error);
    size_t count = aka_screener_count(w->screener);
    s->numbers = malloc((count + 1) * sizeof *s->numbers);
    if (!s->numbers) return ak_refuse(r, 503, "out of memory");
    for (size_t i = 0; i < count; i++)
        if (aka_index_find(r->snapshot->index, aka_screener_match(w->screener, i)->id,
                &s->numbers[s->count], &error) == AKA_OK)
            s->count++;
    return true;
}

/* ---- filters ---- */

static bool has_country(const aka_index *index, uint32_t entity, const char *code)
{
    aka_view country;
    for (size_t i = 0; (country = aka_index_country(index, entity, i)).len; i++)
        if (ak_view_like(country, code)) return true;
    return false;
}

static bool has_dataset(const aka_index *index, uint32_t entity, const char *name)
{
    aka_listed e;
    size_t len = strlen(name);
    if (aka_index_listed(index, entity, &e, NULL) != AKA_OK) return false;
    for (size_t i = 0; i + len <= e.datasets.len; i++)
        if ((i == 0 || e.datasets.data[i - 1] == ',') &&
            memcmp(e.datasets.data + i, name, len) == 0 &&
            (i + len == e.datasets.len || e.datasets.data[i + len] == ','))
            return true;
    return false;
}

static bool has_value(const search *s, uint32_t entity, const char *field, const char *value)
{
    const aka_index *index = s->request->snapshot->index;
    aka_listed e;
    if (strcmp(field, "countries") == 0) return has_country(index, entity, value);
    if (strcmp(field, "datasets") == 0) return has_dataset(index, entity, value);
    if (strcmp(field, "topics") == 0) {
        size_t topic = ak_details_topic(s->details, value);
        return topic != SIZE_MAX && ak_details_has_topic(s->details, entity, topic);
    }
    return aka_index_listed(index, entity, &e, NULL) == AKA_OK && ak_schema_is(e.schema, value);
}

/* One of the values of that parameter, where it is given. */
static bool passes(const search *s, uint32_t entity, const char *field)
{
    const char *value;
    size_t i = 0;
    for (; (value = ak_params_nth(&s->request->params, field, i)); i++)
        if (has_value(s, entity, field, value)) return true;
    return i == 0;
}

static bool is_field(const char *text, size_t len)
{
    static const char *const names[] = {"countries", "topics", "datasets", "schema"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == len && memcmp(names[i], text, len) == 0) return true;
    return false;
}

/* "field:value" into the field and what follows; NULL where there is no such field. */
static const char *split_filter(const char *text, char field[16])
{
    const char *colon = strchr(text, ':');
    size_t len = colon ? (size_t)(colon - text) : 0;
    if (!colon || !is_field(text, len)) return NULL;
    memcpy(field, text, len);
    field[len] = '\0';
    return colon + 1;
}

/* Every "field:value" of the parameter filter. */
static bool passes_filters(const search *s, uint32_t entity)
{
    const char *text;
    for (size_t i = 0; (text = ak_params_nth(&s->request->params, "filter", i)); i++) {
        char field[16];
        const char *value = split_filter(text, field);
        if (!value || !has_value(s, entity, field, value)) return false;
    }
    return true;
}

static bool check_filters(ak_request *r)
{
    const char *text;
    char field[16];
    for (size_t i = 0; (text = ak_params_nth(&r->params, "filter", i)); i++) {
        const char *value = split_filter(text, field);
        if (!value)
            return ak_refuse(r, 400,
                "filter: \"%.60s\" is not like countries:ru, topics:sanction, "
                "datasets:NAME or schema:Person",
                text);
        if (!ak_value_check(r, "filter", field, value)) return false;
    }
    return true;
}

static bool check_facets(ak_request *r)
{
    const char *text;
    for (size_t i = 0; (text = ak_params_nth(&r->params, "facets", i)); i++)
        if (!is_field(text, strlen(text)))
            return ak_refuse(r, 400,
                "facets: there is no \"%.60s\"; there are countries, topics, "
                "datasets and schema",
                text);
    return true;
}

static bool check_params(ak_request *r)
{
    return check_filters(r) && check_facets(r) && ak_values_check(r, "schema", "schema") &&
           ak_values_check(r, "countries", "countries") &&
           ak_values_check(r, "datasets", "datasets");
}

static bool keep_passing(search *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++) {
        uint32_t e = s->numbers[i];
        if (i % 1024 == 0 && ak_too_late(s->request)) return false;
        if (passes(s, e, "schema") && passes(s, e, "countries") && passes(s, e, "datasets") &&
            passes(s, e, "topics") && passes_filters(s, e) && ak_filter_accept(&s->filter, e))
            s->numbers[kept++] = e;
    }
    s->count = kept;
    return !s->filter.failed ||
           ak_refuse(s->request, 500, "a record of the index could not be read");
}

/* ---- facets ---- */

typedef struct facet_value {
    aka_view name;
    uint64_t count;
} facet_value;

typedef struct facet {
    facet_value values[FACET_VALUES_MAX];
    size_t count;
} facet;

static void count_value(facet *f, aka_view name)
{
    size_t i = 0;
    while (i < f->count && (f->values[i].name.len != name.len ||
                               memcmp(f->values[i].name.data, name.data, name.len) != 0))
        i++;
    if (i == FACET_VALUES_MAX) return;
    if (i == f->count) f->values[f->count++] = (facet_value){.name = name};
    f->values[i].count++;
}

static void count_datasets(facet *f, aka_view datasets)
{
    for (size_t from = 0, to; from < datasets.len; from = to + 1) {
        to = from;
        while (to < datasets.len && datasets.data[to] != ',') to++;
        count_value(f, (aka_view){datasets.data + from, to - from});
    }
}

static void count_entity(const search *s, facet *f, uint32_t entity, const char *field)
{
    const aka_index *index = s->request->snapshot->index;
    const ak_details *d = s->details;
    aka_listed e;
    aka_view country;
    if (strcmp(field, "countries") == 0) {
        for (size_t i = 0; (country = aka_index_country(index, entity, i)).len; i++)
            count_value(f, country);
    } else if (strcmp(field, "topics") == 0) {
        for (uint32_t i = d->topic_first[entity]; i < d->topic_first[entity + 1]; i++) {
            const char *topic = d->topics[d->topic_of[i]];
            count_value(f, (aka_view){topic, strlen(topic)});
        }
    } else if (aka_index_listed(index, entity, &e, NULL) == AKA_OK) {
        if (strcmp(field, "datasets") == 0)
            count_datasets(f, e.datasets);
        else
            count_value(f, e.schema);
    }
}

static int by_count(const void *a, const void *b)
{
    const facet_value *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    size_t n = x->name.len < y->name.len ? x->name.len : y->name.len;
    int order = memcmp(x->name.data, y->name.data, n);
    return order ? order : (x->name.len < y->name.len ? -1 : x->name.len > y->name.len);
}

static void write_facet(search *s, facet *f, const char *field, const char *label, bool first)
{
    ak_out *out = &s->request->out;
    f->count = 0;
    for (size_t i = 0; i < s->count; i++) count_entity(s, f, s->numbers[i], field);
    qsort(f->values, f->count, sizeof *f->values, by_count);
    ak_out_addf(out, "%s\"%s\":{\"label\":\"%s\",\"values\":[", first ? "" : ",", field, label);
    for (size_t i = 0; i < f->count; i++) {
        ak_out_adds(out, i ? ",{\"name\":" : "{\"name\":");
        ak_out_add_json(out, f->values[i].name.data, f->values[i].name.len);
        ak_out_adds(out, ",\"label\":");
        ak_out_add_json(out, f->values[i].name.data, f->values[i].name.len);
        ak_out_addf(out, ",\"count\":%llu}", (unsigned long long)f->values[i].count);
    }
    ak_out_adds(out, "]}");
}

static bool wants(const ak_params *params, const char *field)
{
    const char *text;
    if (!ak_params_text(params, "facets")) return strcmp(field, "schema") != 0;
    for (size_t i = 0; (text = ak_params_nth(params, "facets", i)); i++)
        if (strcmp(text, field) == 0) return true;
    return false;
}

static bool write_facets(search *s)
{
    static const char *const fields[][2] = {{"countries", "Countries"}, {"topics", "Topics"},
        {"datasets", "Data sources"}, {"schema", "Types"}};
    bool first = true;
    facet *f = malloc(sizeof *f);
    if (!f) return ak_refuse(s->request, 503, "out of memory");
    ak_out_adds(&s->request->out, "\"facets\":{");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!wants(&s->request->params, fields[i][0])) continue;
        write_facet(s, f, fields[i][0], fields[i][1], first);
        first = false;
    }
    ak_out_adds(&s->request->out, "}");
    free(f);
    return true;
}

/* ---- the answer ---- */

static void write_answer(search *s)
{
    ak_request *r = s->request;
    size_t limit = (size_t)ak_params_whole(&r->params, "limit", DEFAULT_LIMIT);
    size_t offset = (size_t)ak_params_whole(&r->params, "offset", 0);
    aka_error error;
    ak_out_adds(&r->out, "{\"results\":[");
    for (size_t i = offset; i < s->count && i - offset < limit; i++) {
        aka_text *text = &r->worker->record;
        if (aka_index_listed_json(r->snapshot->index, s->numbers[i], text, &error) != AKA_OK) {
            ak_refuse_error(r, &error);
            return;
        }
        if (i > offset) ak_out_adds(&r->out, ",");
        ak_entity_write(&r->out, (aka_view){text->data, text->len}, 1, true);
    }
    ak_out_adds(&r->out, "],");
    if (!write_facets(s)) return;
    ak_out_addf(&r->out,
        ",\"total\":{\"value\":%zu,\"relation\":\"eq\"},\"limit\":%zu,\"offset\":%zu}", s->count,
        limit, offset);
}

void ak_do_search(ak_request *r)
{
    search s = {.request = r};
    aka_error error;
    const char *text = ak_params_text(&r->params, "q");
    bool fuzzy = text && *text && ak_params_flag(&r->params, "fuzzy", false);
    if (check_params(r) && ak_filter_init(&s.filter, r)) {
        s.details = ak_details_of(r->snapshot, &error);
        if (!s.details)
            ak_refuse_error(r, &error);
        else if ((fuzzy ? find_fuzzy : find_words)(&s, text ? text : "") && keep_passing(&s))
            write_answer(&s);
    }
    ak_filter_free(&s.filter);
    free(s.numbers);
}
