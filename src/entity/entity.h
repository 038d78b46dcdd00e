/* The record: a FollowTheMoney (FtM) entity, as listed or as asked for. Everything it points to
 * lives in the arena it was made in. */
#ifndef AK_ENTITY_ENTITY_H
#define AK_ENTITY_ENTITY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#include <stdint.h>

struct ak_entity;

typedef struct ak_value {
    ak_slice text;            /* UTF-8; empty where nested is set */
    struct ak_entity *nested; /* a whole entity as value (targets.nested.json), else NULL */
} ak_value;

/* Finds texts in a long array without looking at each; empty while the array is short. */
typedef struct ak_lookup {
    uint32_t *slots; /* 1 + index into the array, 0 = empty */
    size_t slot_count;
} ak_lookup;

typedef struct ak_property {
    ak_slice name; /* FtM property: "name", "birthDate", "passportNumber" … */
    ak_value *values;
    size_t count, cap; /* count is at least 1 */
    ak_lookup lookup;
} ak_property;

/* A top-level field that is none of the known ones ("first_seen", "referents" …), kept as the
 * JSON text it had. */
typedef struct ak_field {
    ak_slice name, json;
} ak_field;

typedef struct ak_entity {
    ak_arena *arena;
    ak_slice id, schema, caption; /* caption: the first name where the source gives none */
    ak_slice *datasets;
    size_t dataset_count, dataset_cap;
    ak_lookup dataset_lookup;
    ak_property *properties; /* in the order of first use */
    size_t property_count, property_cap;
    ak_lookup property_lookup;
    ak_field *fields;
    size_t field_count, field_cap;
} ak_entity;

/* An empty entity; NULL on lack of memory. */
ak_entity *ak_entity_new(ak_arena *arena);

/* These copy what they are given, and return false on lack of memory only. */
bool ak_entity_set(ak_entity *e, ak_slice *which, ak_slice value); /* which: &e->id … */
bool ak_entity_add_dataset(ak_entity *e, ak_slice dataset);
/* Appends a value after trimming white space; an empty value or one already there is ignored. */
bool ak_entity_add(ak_entity *e, ak_slice property, ak_slice value);
bool ak_entity_addz(ak_entity *e, const char *property, ak_slice value);

/* Appends an entity as a value; it must live as long as e. */
bool ak_entity_add_nested(ak_entity *e, ak_slice property, ak_entity *nested);

/* A copy with all that it points to; NULL on lack of memory. For reading: its long arrays have no
 * tables for looking things up. */
ak_entity *ak_entity_copy(ak_arena *arena, const ak_entity *entity);

/* NULL where the entity has no such property. Valid until the entity changes. */
const ak_property *ak_entity_get(const ak_entity *e, ak_slice property);
const ak_property *ak_entity_getz(const ak_entity *e, const char *property);
/* First text value of a property, or an empty slice. */
ak_slice ak_entity_first(const ak_entity *e, const char *property);

/* What an entity that gives no name may be called: each first name with each last name, and the
 * second, middle and father's name between them; none where it gives neither a first nor a last
 * name. *count: how many that makes, of which out has the first AK_PART_NAMES_MAX. In the arena;
 * false on lack of memory. */
enum { AK_PART_NAMES_MAX = 16 };
bool ak_entity_part_names(
    const ak_entity *e, ak_arena *arena, ak_slice out[AK_PART_NAMES_MAX], size_t *count);

/* One FtM JSON object: {"id","schema","caption","datasets":[…],"properties":{p:[…]}}; values may be
 * strings, numbers, booleans, or nested entities; a single value may stand without its array.
 * Nothing is dropped but null, blanks around values and repeated values: numbers keep the text they
 * have, unknown fields stay as JSON, and a repeated key is an error. An entity without a caption is
 * given its first name, or its id. A missing id or schema is empty.
 * Errors: AKA_E_SYNTAX with the byte (also for U+0000, invalid UTF-8, repeated keys), AKA_E_RECORD
 * for a wrong shape (message names the field), AKA_E_LIMIT (depth 32 as ak_entity_write_json writes
 * it, 16 MiB, 500,000 values), AKA_E_NOMEM. */
AKA_CHECKED aka_status ak_entity_read_json(
    ak_arena *arena, ak_slice json, ak_entity **out, aka_error *err);
/* Compact JSON in the field order above, then other fields, then properties in their order; empty
 * id, schema, caption and datasets are left out. Reading it again gives the same entity. Failure
 * shows in out->failed. */
void ak_entity_write_json(const ak_entity *e, ak_buf *out);

#endif
