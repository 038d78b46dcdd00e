/* A copy of an entity in another arena, no larger than it needs to be. */
#include "entity/entity.h"

static bool copy_value(ak_arena *arena, const ak_value *from, ak_value *to)
{
    *to = (ak_value){0};
    if (!from->nested) return ak_arena_dup(arena, from->text, &to->text);
    to->nested = ak_entity_copy(arena, from->nested);
    return to->nested != NULL;
}

static bool copy_properties(ak_arena *arena, const ak_entity *from, ak_entity *to)
{
    to->properties = ak_arena_array(arena, from->property_count, sizeof *to->properties);
    if (!to->properties) return false;
    for (size_t i = 0; i < from->property_count; i++) {
        const ak_property *p = &from->properties[i];
        ak_property *q = &to->properties[i];
        q->values = ak_arena_array(arena, p->count, sizeof *q->values);
        if (!q->values || !ak_arena_dup(arena, p->name, &q->name)) return false;
        for (; q->count < p->count; q->count++)
            if (!copy_value(arena, &p->values[q->count], &q->values[q->count])) return false;
        q->cap = q->count;
    }
    to->property_cap = to->property_count = from->property_count;
    return true;
}

static bool copy_datasets(ak_arena *arena, const ak_entity *from, ak_entity *to)
{
    to->datasets = ak_arena_array(arena, from->dataset_count, sizeof *to->datasets);
    if (!to->datasets) return false;
    for (size_t i = 0; i < from->dataset_count; i++)
        if (!ak_arena_dup(arena, from->datasets[i], &to->datasets[i])) return false;
    to->dataset_cap = to->dataset_count = from->dataset_count;
    return true;
}

static bool copy_fields(ak_arena *arena, const ak_entity *from, ak_entity *to)
{
    to->fields = ak_arena_array(arena, from->field_count, sizeof *to->fields);
    if (!to->fields) return false;
    for (size_t i = 0; i < from->field_count; i++)
        if (!ak_arena_dup(arena, from->fields[i].name, &to->fields[i].name) ||
            !ak_arena_dup(arena, from->fields[i].json, &to->fields[i].json))
            return false;
    to->field_cap = to->field_count = from->field_count;
    return true;
}

ak_entity *ak_entity_copy(ak_arena *arena, const ak_entity *entity)
{
    ak_entity *copy = ak_arena_array(arena, 1, sizeof *copy);
    if (!copy) return NULL;
    copy->arena = arena;
    bool ok = ak_arena_dup(arena, entity->id, &copy->id) &&
              ak_arena_dup(arena, entity->schema, &copy->schema) &&
              ak_arena_dup(arena, entity->caption, &copy->caption) &&
              copy_datasets(arena, entity, copy) && copy_properties(arena, entity, copy) &&
              copy_fields(arena, entity, copy);
    return ok ? copy : NULL;
}
