/* Analysing a whole record: names by kind, and facts. */
#include "match/subject.h"

const char *ak_strength_property(ak_strength strength)
{
    static const char *const properties[] = {"name", "alias", "previousName", "weakAlias"};
    return strength < AK_STRENGTH_COUNT ? properties[strength] : "";
}

/* Names as given, by strength. */
static size_t count_names(const ak_entity *entity)
{
    size_t n = 0;
    for (int s = 0; s < AK_STRENGTH_COUNT; s++) {
        const ak_property *p = ak_entity_getz(entity, ak_strength_property((ak_strength)s));
        if (p) n += p->count;
    }
    return n;
}

/* Adds a name in all its readings. */
static aka_status add_name(ak_text *text, ak_slice value, ak_strength strength, ak_kind kind,
    ak_arena *arena, ak_subject *out, aka_error *err)
{
    ak_slice name;
    ak_name readings[AK_NAME_READINGS_MAX];
    size_t n;
    if (!ak_arena_dup(arena, value, &name)) return ak_fail_nomem(err);
    aka_status status = ak_name_spellings(text, name, kind, arena, readings, &n, err);
    for (size_t i = 0; status == AKA_OK && i < n; i++)
        out->names[kind][out->name_count[kind]++] =
            (ak_subject_name){readings[i], (uint8_t)strength};
    return status;
}

/* parts: names made of parts, of an entity that gives no other. */
static aka_status analyse_as(ak_text *text, const ak_entity *entity, const ak_slice *parts,
    ak_kind kind, ak_arena *arena, ak_subject *out, aka_error *err)
{
    size_t most = out->given_count * AK_NAME_READINGS_MAX;
    out->names[kind] = ak_arena_array(arena, most, sizeof *out->names[kind]);
    if (!out->names[kind]) return ak_fail_nomem(err);
    for (size_t i = 0; parts && i < out->given_count; i++) {
        aka_status status = add_name(text, parts[i], AK_STRENGTH_NAME, kind, arena, out, err);
        if (status != AKA_OK) return status;
    }
    for (int s = 0; s < AK_STRENGTH_COUNT; s++) {
        const ak_property *p = ak_entity_getz(entity, ak_strength_property((ak_strength)s));
        for (size_t i = 0; p && i < p->count; i++) {
            aka_status status =
                add_name(text, p->values[i].text, (ak_strength)s, kind, arena, out, err);
            if (status != AKA_OK) return status;
        }
    }
    return AKA_OK;
}

/* Properties that only people have in FtM. */
static bool is_about_a_person(const ak_entity *e)
{
    static const char *const properties[] = {
        "birthDate", "birthPlace", "gender", "firstName", "lastName", "nationality"};
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (ak_entity_getz(e, properties[i])) return true;
    return false;
}

aka_status ak_subject_make(
    ak_text *text, const ak_entity *entity, ak_arena *arena, ak_subject *out, aka_error *err)
{
    *out =
        (ak_subject){.kinds = ak_schema_kinds(entity->schema), .given_count = count_names(entity)};
    ak_slice parts[AK_PART_NAMES_MAX];
    bool of_parts = out->given_count == 0;
    if (of_parts && !ak_entity_part_names(entity, arena, parts, &out->given_count))
        return ak_fail_nomem(err);
    if (of_parts && out->given_count > AK_PART_NAMES_MAX)
        return ak_fail(err, AKA_E_LIMIT,
            "a record whose first and last names make %zu names; at most %d are screened",
            out->given_count, AK_PART_NAMES_MAX);
    if (out->given_count > AK_SUBJECT_NAMES_MAX)
        return ak_fail(err, AKA_E_LIMIT, "a record of %zu names; at most %d are screened",
            out->given_count, AK_SUBJECT_NAMES_MAX);
    if (out->kinds & 1u << AK_KIND_PERSON && is_about_a_person(entity))
        out->kinds = 1u << AK_KIND_PERSON;
    for (int k = 0; k < AK_KIND_COUNT; k++) {
        if (k == AK_KIND_OTHER || !(out->kinds >> k & 1)) continue;
        aka_status status =
            analyse_as(text, entity, of_parts ? parts : NULL, (ak_kind)k, arena, out, err);
        if (status != AKA_OK) return status;
    }
    return ak_facts_of(text, entity, arena, &out->facts) ? AKA_OK : ak_fail_nomem(err);
}
