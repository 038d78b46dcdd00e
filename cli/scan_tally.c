/* Counting whom texts mention, by the id on the list. */
#include "scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t hash(const char *text)
{
    uint64_t h = 1469598103934665603u;
    for (; *text; text++) h = (h ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(h ^ h >> 32);
}

static bool grow_slots(scan_tally *t)
{
    size_t n = t->slot_count ? t->slot_count * 2 : 256;
    size_t *slots = calloc(n, sizeof *slots);
    if (!slots) return false;
    for (size_t i = 0; i < t->count; i++) {
        size_t at = hash(t->people[i].id) & (n - 1);
        while (slots[at]) at = (at + 1) & (n - 1);
        slots[at] = i + 1;
    }
    free(t->slots);
    t->slots = slots;
    t->slot_count = n;
    return true;
}

static bool grow_people(scan_tally *t)
{
    size_t cap = t->cap ? t->cap * 2 : 64;
    scan_person *people = realloc(t->people, cap * sizeof *people);
    if (!people) return false;
    t->people = people;
    t->cap = cap;
    return true;
}

static scan_person *add_person(
    scan_tally *t, const char *id, const char *caption, const char *schema, const char *datasets)
{
    scan_person p = {.id = strdup(id),
        .caption = strdup(caption),
        .schema = strdup(schema),
        .datasets = strdup(datasets),
        .last_file = SIZE_MAX};
    bool ok = p.id && p.caption && p.schema && p.datasets && (t->count < t->cap || grow_people(t));
    if (!ok) {
        free(p.id);
        free(p.caption);
        free(p.schema);
        free(p.datasets);
        t->failed = true;
        return NULL;
    }
    t->people[t->count++] = p;
    return &t->people[t->count - 1];
}

/* The person with that id, new or known; NULL on lack of memory. */
static scan_person *person(
    scan_tally *t, const char *id, const char *caption, const char *schema, const char *datasets)
{
    if (t->count * 2 >= t->slot_count && !grow_slots(t)) {
        t->failed = true;
        return NULL;
    }
    size_t at = hash(id) & (t->slot_count - 1);
    for (; t->slots[at]; at = (at + 1) & (t->slot_count - 1))
        if (strcmp(t->people[t->slots[at] - 1].id, id) == 0) return &t->people[t->slots[at] - 1];
    scan_person *p = add_person(t, id, caption, schema, datasets);
    if (p) t->slots[at] = t->count;
    return p;
}

static bool add_place(scan_person *p, scan_place place, const char *text, size_t len)
{
    if (p->place_count == p->place_cap) {
        size_t cap = p->place_cap ? p->place_cap * 2 : 8;
        scan_place *grown = realloc(p->places, cap * sizeof *grown);
        if (!grown) return false;
        p->places = grown;
        p->place_cap = cap;
    }
    place.text = strndup(text, len);
    if (!place.text) return false;
    p->places[p->place_count++] = place;
    return true;
}

void scan_tally_add(scan_tally *t, const aka_match *m, size_t file, size_t mark,
    const aka_mention *mention, bool keep_place)
{
    scan_person *p = person(t, m->id, m->caption, m->schema, m->datasets);
    if (!p) return;
    p->mentions++;
    if (p->last_file != file) p->files++;
    p->last_file = file;
    if (m->score > p->score) p->score = m->score;
    scan_place place = {.file = file, .mark = mark, .line = mention->line};
    if (keep_place && !add_place(p, place, mention->text, (size_t)mention->length))
        t->failed = true;
}

void scan_tally_say(scan_tally *t, const char *id, size_t mark, const char *text)
{
    size_t at = t->slot_count ? hash(id) & (t->slot_count - 1) : 0, low = 0;
    while (t->slot_count && t->slots[at] && strcmp(t->people[t->slots[at] - 1].id, id) != 0)
        at = (at + 1) & (t->slot_count - 1);
    if (!t->slot_count || !t->slots[at]) return;
    const scan_person *p = &t->people[t->slots[at] - 1];
    for (size_t high = p->place_count; low < high;) { /* marks ascend */
        size_t mid = low + (high - low) / 2;
        if (p->places[mid].mark < mark)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == p->place_count || p->places[low].mark != mark) return;
    char *copy = strdup(text);
    if (!copy) {
        t->failed = true;
        return;
    }
    free(p->places[low].text);
    p->places[low].text = copy;
}

void scan_tally_merge(scan_tally *to, const scan_tally *from)
{
    if (from->failed) to->failed = true;
    for (size_t i = 0; i < from->count; i++) {
        const scan_person *p = &from->people[i];
        scan_person *q = person(to, p->id, p->caption, p->schema, p->datasets);
        if (!q) return;
        q->mentions += p->mentions;
        q->files += p->files;
        if (p->score > q->score) q->score = p->score;
        for (size_t k = 0; k < p->place_count; k++)
            if (!add_place(q, p->places[k], p->places[k].text, strlen(p->places[k].text)))
                to->failed = true;
    }
}

void scan_tally_free(scan_tally *t)
{
    for (size_t i = 0; i < t->count; i++) {
        scan_person *p = &t->people[i];
        for (size_t k = 0; k < p->place_count; k++) free(p->places[k].text);
        free(p->places);
        free(p->id);
        free(p->caption);
        free(p->schema);
        free(p->datasets);
    }
    free(t->people);
    free(t->slots);
    *t = (scan_tally){0};
}

static int by_mentions(const void *a, const void *b)
{
    const scan_person *x = a, *y = b;
    if (x->files != y->files) return x->files > y->files ? -1 : 1;
    if (x->mentions != y->mentions) return x->mentions > y->mentions ? -1 : 1;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* Slots would be wrong afterwards: nothing is added any more. */
void scan_tally_sort(scan_tally *t)
{
    free(t->slots);
    t->slots = NULL;
    t->slot_count = 0;
    if (t->count) qsort(t->people, t->count, sizeof *t->people, by_mentions);
}
