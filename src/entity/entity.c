/* The entity in memory: adding to it and looking things up. JSON is in entity_json.c. */
#include "entity/entity.h"

#include "base/hash.h"

/* Up to this many texts are compared one by one; for more there is a hash table, so that an entity
 * of a million values (or property names) is built in time proportional to its size. */
#define SHORT_ARRAY 32

/* An array whose elements have a text by which they are told apart. */
typedef struct texts {
    const char *first; /* the text of element 0 */
    size_t stride;     /* bytes from one text to the next */
    size_t count;
} texts;

static ak_slice text_at(const texts *t, size_t i)
{
    return *(const ak_slice *)(const void *)(t->first + i * t->stride);
}

/* The table's place in memory as seed: what collides cannot be chosen from outside. Order does not
 * depend on it. */
static size_t slot_of(const ak_lookup *lookup, ak_slice text)
{
    return (size_t)ak_hash_seed(text, (uintptr_t)lookup->slots) & (lookup->slot_count - 1);
}

/* Index of the element with that text, or SIZE_MAX. Empty texts are not in the table: nested values
 * have no other. */
static size_t find(const ak_lookup *lookup, const texts *t, ak_slice text)
{
    if (lookup->slot_count == 0 || text.len == 0) {
        for (size_t i = 0; i < t->count; i++)
            if (ak_slice_eq(text_at(t, i), text)) return i;
        return SIZE_MAX;
    }
    for (size_t at = slot_of(lookup, text);; at = (at + 1) & (lookup->slot_count - 1)) {
        uint32_t slot = lookup->slots[at];
        if (slot == 0) return SIZE_MAX;
        if (ak_slice_eq(text_at(t, slot - 1), text)) return slot - 1;
    }
}

static void insert(ak_lookup *lookup, const texts *t, size_t i)
{
    ak_slice text = text_at(t, i);
    if (text.len == 0) return;
    size_t at = slot_of(lookup, text);
    while (lookup->slots[at]) at = (at + 1) & (lookup->slot_count - 1);
    lookup->slots[at] = (uint32_t)i + 1;
}

/* Makes room for one element more. The elements there are so far must be complete. */
static bool prepare(ak_arena *arena, ak_lookup *lookup, const texts *t)
{
    if (t->count < SHORT_ARRAY || (t->count + 1) * 2 <= lookup->slot_count) return true;
    if (t->count >= UINT32_MAX / 4) return false;
    ak_lookup larger = {
        .slot_count = lookup->slot_count ? lookup->slot_count * 2 : 4 * SHORT_ARRAY};
    larger.slots = ak_arena_array(arena, larger.slot_count, sizeof *larger.slots);
    if (!larger.slots) return false;
    for (size_t i = 0; i < t->count; i++) insert(&larger, t, i);
    *lookup = larger;
    return true;
}

static texts texts_of_values(const ak_property *p)
{
    return (texts){p->count ? (const char *)&p->values->text : NULL, sizeof(ak_value), p->count};
}

static texts texts_of_properties(const ak_entity *e)
{
    return (texts){e->property_count ? (const char *)&e->properties->name : NULL,
        sizeof(ak_property), e->property_count};
}

static texts texts_of_datasets(const ak_entity *e)
{
    return (texts){(const char *)e->datasets, sizeof(ak_slice), e->dataset_count};
}

ak_entity *ak_entity_new(ak_arena *arena)
{
    ak_entity *e = ak_arena_array(arena, 1, sizeof *e);
    if (e) e->arena = arena;
    return e;
}

bool ak_entity_set(ak_entity *e, ak_slice *which, ak_slice value)
{
    ak_slice copy;
    if (!ak_arena_dup(e->arena, value, &copy)) return false;
    *which = copy;
    return true;
}

bool ak_entity_add_dataset(ak_entity *e, ak_slice dataset)
{
    texts t = texts_of_datasets(e);
    if (dataset.len == 0 || find(&e->dataset_lookup, &t, dataset) != SIZE_MAX) return true;
    ak_slice copy;
    if (!prepare(e->arena, &e->dataset_lookup, &t)) return false;
    if (e->dataset_count == e->dataset_cap) {
        void *more = ak_arena_grow(
            e->arena, e->datasets, e->dataset_count, &e->dataset_cap, sizeof *e->datasets);
        if (!more) return false;
        e->datasets = more;
    }
    if (!ak_arena_dup(e->arena, dataset, &copy)) return false;
    e->datasets[e->dataset_count++] = copy;
    t = texts_of_datasets(e);
    if (e->dataset_lookup.slot_count) insert(&e->dataset_lookup, &t, e->dataset_count - 1);
    return true;
}

/* A property of that name without values behind the others; not yet counted. */
static ak_property *stage_property(ak_entity *e, ak_slice name)
{
    texts t = texts_of_properties(e);
    if (!prepare(e->arena, &e->property_lookup, &t)) return NULL;
    if (e->property_count == e->property_cap) {
        void *more = ak_arena_grow(
            e->arena, e->properties, e->property_count, &e->property_cap, sizeof *e->properties);
        if (!more) return NULL;
        e->properties = more;
    }
    ak_property *p = &e->properties[e->property_count];
    *p = (ak_property){.count = 0};
    return ak_arena_dup(e->arena, name, &p->name) ? p : NULL;
}

static void count_property(ak_entity *e)
{
    e->property_count++;
    texts t = texts_of_properties(e);
    if (e->property_lookup.slot_count) insert(&e->property_lookup, &t, e->property_count - 1);
}

static bool append_value(ak_entity *e, ak_property *p, ak_slice text, ak_entity *nested)
{
    texts t = texts_of_values(p);
    if (!prepare(e->arena, &p->lookup, &t)) return false;
    if (p->count == p->cap) {
        void *more = ak_arena_grow(e->arena, p->values, p->count, &p->cap, sizeof *p->values);
        if (!more) return false;
        p->values = more;
    }
    ak_value value = {.nested = nested};
    if (!nested && !ak_arena_dup(e->arena, text, &value.text)) return false;
    p->values[p->count++] = value;
    t = texts_of_values(p);
    if (p->lookup.slot_count) insert(&p->lookup, &t, p->count - 1);
    return true;
}

/* Appends to the property, which is made if it is not there. On failure nothing has changed. */
static bool add_value(ak_entity *e, ak_slice property, ak_slice text, ak_entity *nested)
{
    texts names = texts_of_properties(e);
    size_t at = find(&e->property_lookup, &names, property);
    if (at != SIZE_MAX) {
        ak_property *p = &e->properties[at];
        texts values = texts_of_values(p);
        if (!nested && find(&p->lookup, &values, text) != SIZE_MAX) return true;
        return append_value(e, p, text, nested);
    }
    ak_property *p = stage_property(e, property);
    if (!p || !append_value(e, p, text, nested)) return false;
    count_property(e);
    return true;
}

bool ak_entity_add(ak_entity *e, ak_slice property, ak_slice value)
{
    value = ak_slice_trim(value);
    return value.len == 0 || add_value(e, property, value, NULL);
}

bool ak_entity_addz(ak_entity *e, const char *property, ak_slice value)
{
    return ak_entity_add(e, ak_slice_of(property), value);
}

bool ak_entity_add_nested(ak_entity *e, ak_slice property, ak_entity *nested)
{
    return add_value(e, property, AK_LIT(""), nested);
}

const ak_property *ak_entity_get(const ak_entity *e, ak_slice property)
{
    texts names = texts_of_properties(e);
    size_t at = find(&e->property_lookup, &names, property);
    return at == SIZE_MAX ? NULL : &e->properties[at];
}

const ak_property *ak_entity_getz(const ak_entity *e, const char *property)
{
    return ak_entity_get(e, ak_slice_of(property));
}

ak_slice ak_entity_first(const ak_entity *e, const char *property)
{
    const ak_property *p = ak_entity_getz(e, property);
    for (size_t i = 0; p && i < p->count; i++)
        if (!p->values[i].nested) return p->values[i].text;
    return (ak_slice){NULL, 0};
}
