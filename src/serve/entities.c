/* GET /entities/{id} and what is adjacent to an entity. */
#include "details.h"
#include "entity_out.h"
#include "handlers.h"

#include <string.h>

#define DEFAULT_LIMIT 50

/* The record of that number, in the worker's scratch text. */
static bool read_record(ak_request *r, uint32_t number, aka_view *out)
{
    aka_error error;
    aka_text *text = &r->worker->record;
    if (aka_index_listed_json(r->snapshot->index, number, text, &error) != AKA_OK)
        return ak_refuse_error(r, &error);
    *out = (aka_view){text->data, text->len};
    return true;
}

static bool find(ak_request *r, uint32_t *number)
{
    aka_error error;
    if (aka_index_find(r->snapshot->index, r->path[0], number, &error) == AKA_OK) return true;
    return ak_refuse_error(r, &error);
}

void ak_do_entity(ak_request *r)
{
    uint32_t number;
    aka_view record;
    if (!find(r, &number) || !read_record(r, number, &record)) return;
    ak_entity_write(&r->out, record, 1, ak_params_flag(&r->params, "nested", true));
}

/* One property's adjacent entities: those inside of the record, those that it refers to by that
 * property, and those that refer to it. A page of them is written. */
typedef struct page {
    ak_request *request;
    long offset, limit;
    long seen; /* all that there are */
} page;

static bool on_page(page *p)
{
    long at = p->seen++;
    if (at < p->offset || at >= p->offset + p->limit) return false;
    if (at > p->offset) ak_out_adds(&p->request->out, ",");
    return true;
}

static bool write_links(page *p, const ak_details *d, bool back, uint32_t number, uint16_t property)
{
    size_t first, end;
    ak_details_links(d, back, number, &first, &end);
    for (size_t i = first; i < end; i++) {
        const ak_link *link = back ? &d->back[i] : &d->forward[i];
        aka_view record;
        if (link->property != property || !on_page(p)) continue;
        if (!read_record(p->request, back ? link->from : link->to, &record)) return false;
        ak_entity_write(&p->request->out, record, 1, true);
    }
    return true;
}

static bool write_nested(page *p, uint32_t number, const char *property)
{
    aka_view record, value;
    size_t at = 0;
    if (!read_record(p->request, number, &record)) return false;
    aka_view values = ak_member(ak_member(record, "properties"), property);
    while (ak_element_next(values, &at, &value))
        if (value.data[0] == '{' && on_page(p)) ak_entity_write(&p->request->out, value, 1, true);
    return true;
}

/* Writes {"results":[…],"total":…,"limit","offset"}. */
static bool write_property(
    ak_request *r, const ak_details *d, uint32_t number, const char *property, long *total)
{
    page p = {.request = r,
        .offset = ak_params_whole(&r->params, "offset", 0),
        .limit = ak_params_whole(&r->params, "limit", DEFAULT_LIMIT)};
    ak_out_adds(&r->out, "{\"results\":[");
    bool ok = write_nested(&p, number, property);
    for (uint16_t k = 0; ok && *ak_link_property(k); k++) {
        if (strcmp(ak_link_property(k), property) != 0) continue;
        ok = write_links(&p, d, false, number, k) && write_links(&p, d, true, number, k);
    }
    ak_out_addf(&r->out,
        "],\"total\":{\"value\":%ld,\"relation\":\"eq\"},\"limit\":%ld,\"offset\":%ld}", p.seen,
        p.limit, p.offset);
    *total = p.seen;
    return ok;
}

static const ak_details *begin(ak_request *r, uint32_t *number)
{
    aka_error error;
    if (!find(r, number)) return NULL;
    const ak_details *d = ak_details_of(r->snapshot, &error);
    if (!d) ak_refuse_error(r, &error);
    return d;
}

static bool is_link_property(const char *name)
{
    uint16_t k = 0;
    while (*ak_link_property(k) && strcmp(ak_link_property(k), name) != 0) k++;
    return *ak_link_property(k) != '\0';
}

void ak_do_adjacent_property(ak_request *r)
{
    uint32_t number;
    long total;
    const ak_details *d = begin(r, &number);
    if (!d || !write_property(r, d, number, r->path[1], &total)) return;
    if (total == 0 && !is_link_property(r->path[1]))
        ak_refuse(r, 404, "there is no property \"%.60s\" that refers to entities", r->path[1]);
}

/* Writes ,"property":{…} unless there is nothing under it. */
static bool write_some(
    ak_request *r, const ak_details *d, uint32_t number, const char *property, bool *first)
{
    long total;
    size_t mark = r->out.len;
    ak_out_adds(&r->out, *first ? "" : ",");
    ak_out_add_json(&r->out, property, strlen(property));
    ak_out_adds(&r->out, ":");
    if (!write_property(r, d, number, property, &total)) return false;
    if (total == 0)
        r->out.len = mark;
    else
        *first = false;
    return true;
}

/* Properties with entities inside that are none of the known ones. */
static bool write_other(ak_request *r, const ak_details *d, uint32_t number, bool *first)
{
    char name[128];
    size_t at = 0;
    aka_view record, key, values;
    if (!read_record(r, number, &record)) return false;
    ak_out copy = {0};
    ak_out_view(&copy, ak_member(record, "properties"));
    aka_view properties = {copy.data, copy.len};
    bool ok = !copy.failed;
    while (ok && ak_member_next(properties, &at, &key, &values)) {
        if (key.len >= sizeof name) continue;
        memcpy(name, key.data, key.len);
        name[key.len] = '\0';
        if (!is_link_property(name)) ok = write_some(r, d, number, name, first);
    }
    ak_out_free(&copy);
    return ok;
}

void ak_do_adjacent(ak_request *r)
{
    uint32_t number;
    aka_view record;
    bool first = true;
    const ak_details *d = begin(r, &number);
    if (!d || !read_record(r, number, &record)) return;
    ak_out_adds(&r->out, "{\"entity\":");
    ak_entity_write(&r->out, record, 1, true);
    ak_out_adds(&r->out, ",\"adjacent\":{");
    for (uint16_t k = 0; *ak_link_property(k); k++)
        if (!write_some(r, d, number, ak_link_property(k), &first)) return;
    if (!write_other(r, d, number, &first)) return;
    ak_out_adds(&r->out, "}}");
}
