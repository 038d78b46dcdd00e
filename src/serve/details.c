/* The pass over all records, and what it found. */
#include "details.h"

#include "members.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const link_properties[] = {"addressEntity", "agent", "asset", "associate",
    "bank", "beneficiary", "candidate", "case", "client", "company", "contract", "creditor",
    "debtor", "director", "document", "employee", "employer", "entity", "holder", "issuer", "match",
    "member", "object", "organization", "owner", "parent", "participant", "party", "payer",
    "person", "post", "predecessor", "project", "relative", "subject", "subsidiaries", "successor",
    "supplier"};
#define LINK_PROPERTIES (sizeof link_properties / sizeof *link_properties)
#define TOPICS_MAX 1000

const char *ak_link_property(uint16_t property)
{
    return property < LINK_PROPERTIES ? link_properties[property] : "";
}

void ak_details_free(ak_details *d)
{
    if (!d) return;
    for (size_t i = 0; i < d->topic_count; i++) free(d->topics[i]);
    free(d->topics);
    free(d->topic_first);
    free(d->topic_of);
    free(d->forward);
    free(d->back);
    free(d);
}

size_t ak_details_topic(const ak_details *d, const char *topic)
{
    for (size_t i = 0; i < d->topic_count; i++)
        if (strcmp(d->topics[i], topic) == 0) return i;
    return SIZE_MAX;
}

static bool add_topic(ak_details *d, aka_view value)
{
    char topic[100];
    value = ak_unquoted(value);
    if (value.len >= sizeof topic) return true;
    memcpy(topic, value.data, value.len);
    topic[value.len] = '\0';
    size_t number = ak_details_topic(d, topic);
    if (number == SIZE_MAX) {
        if (d->topic_count == TOPICS_MAX) return true;
        number = d->topic_count;
        if (!(d->topics[number] = strdup(topic))) return false;
        d->topic_count++;
    }
    if (d->topic_of_count == d->topic_of_cap) {
        size_t cap = d->topic_of_cap ? d->topic_of_cap * 2 : 1024;
        uint16_t *grown = realloc(d->topic_of, cap * sizeof *grown);
        if (!grown) return false;
        d->topic_of = grown;
        d->topic_of_cap = cap;
    }
    d->topic_of[d->topic_of_count++] = (uint16_t)number;
    return true;
}

static bool add_link(ak_details *d, ak_link link)
{
    if (d->link_count == d->link_cap) {
        size_t cap = d->link_cap ? d->link_cap * 2 : 1024;
        ak_link *grown = realloc(d->forward, cap * sizeof *grown);
        if (!grown) return false;
        d->forward = grown;
        d->link_cap = cap;
    }
    d->forward[d->link_count++] = link;
    return true;
}

static bool add_value(
    ak_details *d, const aka_index *index, uint32_t from, uint16_t property, aka_view value)
{
    char id[256];
    uint32_t to;
    value = ak_unquoted(value);
    if (value.len == 0 || value.len >= sizeof id || memchr(value.data, '\\', value.len))
        return true;
    memcpy(id, value.data, value.len);
    id[value.len] = '\0';
    if (aka_index_find(index, id, &to, NULL) != AKA_OK || to == from) return true;
    return add_link(d, (ak_link){from, to, property});
}

static bool add_property(
    ak_details *d, const aka_index *index, uint32_t from, aka_view name, aka_view values)
{
    bool ok = true;
    size_t at = 0;
    aka_view value;
    if (ak_view_is(name, "topics")) {
        while (ok && ak_element_next(values, &at, &value)) ok = add_topic(d, value);
        return ok;
    }
    uint16_t property = 0;
    while (property < LINK_PROPERTIES && !ak_view_is(name, link_properties[property])) property++;
    if (property == LINK_PROPERTIES) return true;
    while (ok && ak_element_next(values, &at, &value))
        ok = add_value(d, index, from, property, value);
    return ok;
}

static bool add_record(ak_details *d, const aka_index *index, uint32_t number, aka_view record)
{
    bool ok = true;
    size_t at = 0;
    aka_view name, values, properties = ak_member(record, "properties");
    while (ok && ak_member_next(properties, &at, &name, &values))
        ok = add_property(d, index, number, name, values);
    return ok;
}

static int by_from(const void *a, const void *b)
{
    const ak_link *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    if (x->property != y->property) return x->property < y->property ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

static int by_to(const void *a, const void *b)
{
    const ak_link *x = a, *y = b;
    if (x->to != y->to) return x->to < y->to ? -1 : 1;
    if (x->property != y->property) return x->property < y->property ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

static bool sort_links(ak_details *d)
{
    size_t n = d->link_count;
    if (n == 0) return true;
    d->back = malloc(n * sizeof *d->back);
    if (!d->back) return false;
    memcpy(d->back, d->forward, n * sizeof *d->back);
    qsort(d->forward, n, sizeof *d->forward, by_from);
    qsort(d->back, n, sizeof *d->back, by_to);
    return true;
}

typedef struct gathering {
    ak_details *details;
    const aka_index *index;
    bool failed;
} gathering;

static int take_record(void *ctx, uint32_t number, aka_view record)
{
    gathering *g = ctx;
    g->failed = !add_record(g->details, g->index, number, record);
    g->details->topic_first[number + 1] = (uint32_t)g->details->topic_of_count;
    return !g->failed;
}

static aka_status gather(ak_details *d, const aka_index *index, aka_error *error)
{
    gathering g = {.details = d, .index = index};
    d->topics = calloc(TOPICS_MAX, sizeof *d->topics);
    d->topic_first = calloc(aka_index_entities(index) + 1, sizeof *d->topic_first);
    g.failed = !d->topics || !d->topic_first;
    if (!g.failed) {
        aka_status status = aka_index_each_json(index, take_record, &g, error);
        if (status != AKA_OK) return status;
    }
    if (!g.failed && sort_links(d)) return AKA_OK;
    *error = (aka_error){.code = AKA_E_NOMEM, .message = "out of memory"};
    return AKA_E_NOMEM;
}

/* New ones, or NULL with the error. */
static ak_details *make(const aka_index *index, aka_error *error)
{
    ak_details *d = calloc(1, sizeof *d);
    if (d && gather(d, index, error) == AKA_OK) return d;
    if (!d) *error = (aka_error){.code = AKA_E_NOMEM, .message = "out of memory"};
    ak_details_free(d);
    return NULL;
}

const ak_details *ak_details_of(ak_snapshot *s, aka_error *error)
{
    pthread_mutex_lock(&s->making);
    if (!s->details) s->details = make(s->index, error);
    const ak_details *d = s->details;
    pthread_mutex_unlock(&s->making);
    return d;
}

bool ak_details_has_topic(const ak_details *d, uint32_t entity, size_t topic)
{
    for (uint32_t i = d->topic_first[entity]; i < d->topic_first[entity + 1]; i++)
        if (d->topic_of[i] == topic) return true;
    return false;
}

static uint32_t end_of(const ak_link *link, bool back)
{
    return back ? link->to : link->from;
}

void ak_details_links(const ak_details *d, bool back, uint32_t entity, size_t *first, size_t *end)
{
    const ak_link *links = back ? d->back : d->forward;
    size_t low = 0, high = d->link_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (end_of(&links[mid], back) < entity)
            low = mid + 1;
        else
            high = mid;
    }
    *first = low;
    while (low < d->link_count && end_of(&links[low], back) == entity) low++;
    *end = low;
}
