/* Collecting entities: their rows, names and facts, and the vocabulary with who bears it. What is
 * sorted comes in compile_tables.c. */
#include "match/compiler.h"

#include <stdlib.h>

aka_status ak_compiler_create(ak_text *text, ak_compiler **out, aka_error *err)
{
    ak_compiler *c = calloc(1, sizeof *c);
    if (!c) return ak_fail_nomem(err);
    ak_arena_init(&c->arena, 0);
    ak_buf_init(&c->json, 0);
    ak_buf_init(&c->texts, UINT32_MAX);
    ak_buf_init(&c->runs, UINT32_MAX);
    c->text = text;
    aka_status status = ak_record_packer_create(&c->packer, err);
    if (status != AKA_OK) {
        ak_compiler_free(c);
        return status;
    }
    *out = c;
    return AKA_OK;
}

enum { VECS = 29 };

static void list_vecs(ak_compiler *c, ak_vec *out[VECS])
{
    ak_vec *all[VECS] = {&c->run_types, &c->entities, &c->labels, &c->names, &c->name_sizes,
        &c->parts, &c->attrs, &c->idents, &c->terms, &c->term_classes, &c->class_terms,
        &c->postings, &c->part_sounds, &c->part_keys, &c->part_pages, &c->loose_terms,
        &c->loose_keys, &c->loose_pages, &c->run_pages, &c->run_postings, &c->run_starts,
        &c->class_runs, &c->id_order, &c->id_places, &c->ranks, &c->sizes, &c->years,
        &c->name_years, &c->name_parts};
    memcpy(out, all, sizeof all);
}

void ak_compiler_free(ak_compiler *c)
{
    if (!c) return;
    ak_arena_free(&c->arena);
    ak_buf_free(&c->json);
    ak_buf_free(&c->texts);
    ak_buf_free(&c->runs);
    ak_intern_free(&c->strings);
    ak_vocabulary_free(&c->part_texts);
    ak_vocabulary_free(&c->run_texts);
    ak_vec *vecs[VECS];
    list_vecs(c, vecs);
    for (size_t i = 0; i < VECS; i++) ak_vec_free(vecs[i]);
    ak_record_packer_free(c->packer);
    free(c);
}

void ak_compiler_reset(ak_compiler *c)
{
    ak_vec *vecs[VECS];
    list_vecs(c, vecs);
    for (size_t i = 0; i < VECS; i++) vecs[i]->count = 0;
    ak_buf_reset(&c->texts);
    ak_buf_reset(&c->runs);
    ak_vocabulary_reset(&c->part_texts);
    ak_vocabulary_reset(&c->run_texts);
    ak_intern_reset(&c->strings);
    ak_record_packer_reset(c->packer);
    c->name_count = 0;
}

uint64_t ak_compiler_names(const ak_compiler *c)
{
    return c->name_count;
}

/* ---- adding an entity ---- */

static bool add_string(ak_compiler *c, ak_slice s, ak_ix_str *out)
{
    uint32_t number;
    if (!ak_intern_add(&c->strings, s, &number)) return false;
    const ak_span *span = (const ak_span *)c->strings.spans.data + number;
    *out = (ak_ix_str){span->off, span->len};
    return true;
}

static bool add_parts(ak_compiler *c, const ak_name *name, uint32_t number)
{
    for (uint32_t i = 0; i < name->count; i++) {
        const ak_part *part = &name->parts[i];
        uint32_t term;
        if (!ak_vocabulary_add(&c->part_texts, part->term.text, number, &term)) return false;
        ak_ix_part *row = ak_vec_push(&c->name_parts, sizeof *row);
        if (!row) return false;
        *row = (ak_ix_part){.term = term,
            .begin = (uint16_t)part->begin,
            .end = (uint16_t)part->end,
            .flags = part->flags,
            .role = part->role,
            .weight = part->weight};
    }
    return true;
}

static bool add_run(ak_compiler *c, const ak_unit *unit, uint32_t name)
{
    uint32_t run;
    if (!ak_vocabulary_add(&c->run_texts, unit->term.text, name, &run)) return false;
    if (run == c->run_types.count && !ak_vec_push(&c->run_types, 1)) return false;
    ((uint8_t *)c->run_types.data)[run] |= unit->type;
    return true;
}

static bool add_runs(ak_compiler *c, const ak_name *name, uint32_t number)
{
    ak_unit *units = ak_arena_alloc(&c->arena, AK_UNITS_MAX * sizeof *units);
    if (!units) return false;
    size_t n = ak_name_units(name, AK_UNIT_JOINED | AK_UNIT_ACRONYM, &c->arena, units);
    if (n == SIZE_MAX) return false;
    for (size_t i = 0; i < n; i++)
        if (!add_run(c, &units[i], number)) return false;
    return true;
}

static bool add_analysed(ak_compiler *c, const ak_name *name, ak_strength strength, uint32_t entity)
{
    ak_ix_name row = {.entity = entity,
        .part_first = (uint32_t)c->name_parts.count,
        .part_count = (uint16_t)name->count,
        .strength = (uint8_t)strength,
        .kind = (uint8_t)name->kind};
    if (!add_string(c, name->text, &row.text)) return false;
    ak_ix_name *slot = ak_vec_push(&c->names, sizeof *slot);
    if (!slot) return false;
    *slot = row;
    uint32_t *size = ak_vec_push(&c->name_sizes, sizeof *size);
    if (!size) return false;
    *size = ak_layout_size(name);
    uint32_t number = (uint32_t)c->names.count - 1;
    return add_parts(c, name, number) && add_runs(c, name, number);
}

/* True where the entity already has that text among its names. */
static bool listed_before(const ak_compiler *c, uint32_t first, ak_slice text)
{
    const ak_ix_name *names = c->names.data;
    for (size_t i = first; i < c->names.count; i++) {
        ak_slice other = {c->strings.bytes + names[i].text.off, names[i].text.len};
        if (ak_slice_eq(other, text)) return true;
    }
    return false;
}

typedef struct note_taker {
    ak_compiler_note *note;
    void *ctx;
} note_taker;

static aka_status add_name(ak_compiler *c, ak_slice text, ak_strength strength, ak_kind kind,
    uint32_t entity, const note_taker *noter, aka_error *err)
{
    ak_name names[AK_NAME_READINGS_MAX];
    size_t count;
    aka_error failure;
    if (c->names.count >= UINT32_MAX - AK_NAME_READINGS_MAX)
        return ak_fail(err, AKA_E_LIMIT, "more than %u names", UINT32_MAX);
    aka_status status = ak_name_spellings(c->text, text, kind, &c->arena, names, &count, &failure);
    if (status == AKA_E_LIMIT) {
        if (noter->note) noter->note(noter->ctx, ak_slice_sub(text, 0, 60), failure.message);
        return AKA_OK;
    }
    if (status != AKA_OK) return ak_fail_nomem(err);
    if (names[0].count == 0) {
        if (noter->note) noter->note(noter->ctx, text, "has no letter or digit");
        return AKA_OK;
    }
    if (names[0].cut && noter->note)
        noter->note(noter->ctx, text, "has too many words; those beyond the 48th are not screened");
    for (size_t i = 0; i < count; i++)
        if (!add_analysed(c, &names[i], strength, entity)) return ak_fail_nomem(err);
    c->name_count++;
    return AKA_OK;
}

/* Of an entity that has no name: what its parts make. */
static aka_status add_part_names(ak_compiler *c, const ak_entity *e, const ak_ix_entity *row,
    uint32_t number, const note_taker *noter, aka_error *err)
{
    ak_slice names[AK_PART_NAMES_MAX];
    size_t count;
    if (!ak_entity_part_names(e, &c->arena, names, &count)) return ak_fail_nomem(err);
    if (count > AK_PART_NAMES_MAX) {
        count = AK_PART_NAMES_MAX;
        if (noter->note)
            noter->note(noter->ctx, names[0],
                "first and last names make more than 16 names; the others are not screened");
    }
    aka_status status = AKA_OK;
    for (size_t i = 0; i < count && status == AKA_OK; i++)
        status = add_name(c, names[i], AK_STRENGTH_NAME, (ak_kind)row->kind, number, noter, err);
    return status;
}

static aka_status add_names(ak_compiler *c, const ak_entity *e, ak_ix_entity *row, uint32_t number,
    const note_taker *noter, aka_error *err)
{
    row->name_first = (uint32_t)c->names.count;
    for (int s = 0; s < AK_STRENGTH_COUNT && row->kind != AK_KIND_OTHER; s++) {
        const ak_property *p = ak_entity_getz(e, ak_strength_property((ak_strength)s));
        for (size_t i = 0; p && i < p->count; i++) {
            if (listed_before(c, row->name_first, p->values[i].text)) continue;
            aka_status status = add_name(
                c, p->values[i].text, (ak_strength)s, (ak_kind)row->kind, number, noter, err);
            if (status != AKA_OK) return status;
        }
    }
    bool nameless = c->names.count == row->name_first && row->kind != AK_KIND_OTHER;
    aka_status status = nameless ? add_part_names(c, e, row, number, noter, err) : AKA_OK;
    row->name_count = (uint32_t)c->names.count - row->name_first;
    return status;
}

static bool push_attr(ak_compiler *c, ak_ix_attr attr)
{
    ak_ix_attr *slot = ak_vec_push(&c->attrs, sizeof *slot);
    if (slot) *slot = attr;
    return slot != NULL;
}

static bool add_ident(ak_compiler *c, const ak_ident *ident, uint32_t entity)
{
    ak_ix_ident row = {.hash = ident->hash, .entity = entity, .kind = ident->kind};
    if (!add_string(c, ident->text, &row.text)) return false;
    ak_ix_ident *slot = ak_vec_push(&c->idents, sizeof *slot);
    if (!slot) return false;
    *slot = row;
    if (ident->kind != AK_IDENT_IMO && ident->kind != AK_IDENT_LEI) return true;
    return push_attr(c, (ak_ix_attr){AK_ATTR_IDENT, (int32_t)(uint32_t)ident->hash,
                            (int32_t)(uint32_t)(ident->hash >> 32), ident->kind});
}

static bool add_facts(ak_compiler *c, const ak_entity *e, ak_ix_entity *row, uint32_t number)
{
    ak_facts f;
    if (!ak_facts_of(c->text, e, &c->arena, &f)) return false;
    row->attr_first = (uint32_t)c->attrs.count;
    bool ok = true;
    for (uint32_t i = 0; ok && i < f.date_count; i++)
        ok = push_attr(c, (ak_ix_attr){AK_ATTR_DATE, f.dates[i].from, f.dates[i].to,
                              f.dates[i].precision + 256u * f.dates[i].circa});
    for (uint32_t i = 0; ok && i < f.country_count; i++)
        ok = push_attr(c, (ak_ix_attr){AK_ATTR_COUNTRY, 0, 0, f.countries[i]});
    if (ok && f.genders) ok = push_attr(c, (ak_ix_attr){AK_ATTR_GENDER, 0, 0, f.genders});
    for (uint32_t i = 0; ok && i < f.ident_count; i++) ok = add_ident(c, &f.idents[i], number);
    row->attr_count = (uint32_t)c->attrs.count - row->attr_first;
    uint8_t *years = ok ? ak_vec_extend(&c->name_years, row->name_count, sizeof *years) : NULL;
    for (uint32_t i = 0; years && i < row->name_count; i++) years[i] = ak_layout_year(&f);
    return years != NULL;
}

static bool add_datasets(ak_compiler *c, const ak_entity *e, ak_ix_label *label)
{
    ak_buf_reset(&c->json);
    for (size_t i = 0; i < e->dataset_count; i++) {
        if (i) ak_buf_addc(&c->json, ',');
        ak_buf_add(&c->json, e->datasets[i]);
    }
    return !c->json.failed && add_string(c, ak_buf_slice(&c->json), &label->datasets);
}

static aka_status add_record(ak_compiler *c, const ak_entity *e, ak_ix_label *label, aka_error *err)
{
    ak_buf_reset(&c->json);
    ak_entity_write_json(e, &c->json);
    if (c->json.failed) return ak_fail_nomem(err);
    return ak_record_packer_add(c->packer, ak_buf_slice(&c->json), label, err);
}

aka_status ak_compiler_add(
    ak_compiler *c, const ak_entity *e, ak_compiler_note *note, void *ctx, aka_error *err)
{
    note_taker noter = {note, ctx};
    ak_arena_reset(&c->arena);
    if (c->entities.count == UINT32_MAX)
        return ak_fail(err, AKA_E_LIMIT, "more than 4,294,967,294 entities");
    uint32_t number = (uint32_t)c->entities.count;
    ak_ix_entity row = {.kind = ak_schema_kind(e->schema)};
    ak_ix_label label = {0};
    if (!add_string(c, e->id, &label.id) || !add_string(c, e->caption, &label.caption) ||
        !add_string(c, e->schema, &label.schema) || !add_datasets(c, e, &label))
        return ak_fail_nomem(err);
    aka_status status = add_names(c, e, &row, number, &noter, err);
    if (status == AKA_OK && !add_facts(c, e, &row, number)) status = ak_fail_nomem(err);
    if (status == AKA_OK) status = add_record(c, e, &label, err);
    if (status != AKA_OK) return status;
    ak_ix_entity *entity = ak_vec_push(&c->entities, sizeof *entity);
    ak_ix_label *shown = ak_vec_push(&c->labels, sizeof *shown);
    if (!entity || !shown) return ak_fail_nomem(err);
    *entity = row;
    *shown = label;
    return AKA_OK;
}

aka_status ak_compiler_finish(ak_compiler *c, ak_index_data *data, aka_error *err)
{
    if (!ak_compiler_make_tables(c)) return ak_fail_nomem(err);
    *data = (ak_index_data){.rules = ak_rules(), .strings = ak_buf_slice(&c->texts)};
#define POINT(field)                                                                               \
    data->field = c->field.data;                                                                   \
    data->field##_count = c->field.count;
    POINT(entities)
    POINT(labels)
    POINT(names)
    POINT(ranks)
    POINT(sizes)
    POINT(years)
    POINT(parts)
    POINT(terms)
    POINT(term_classes)
    POINT(class_terms)
    POINT(postings)
    POINT(part_sounds)
    POINT(part_keys)
    POINT(part_pages)
    POINT(loose_terms)
    POINT(loose_keys)
    POINT(loose_pages)
    POINT(run_pages)
    POINT(run_postings)
    POINT(run_starts)
    POINT(class_runs)
    POINT(attrs)
    POINT(idents)
    POINT(id_order)
    POINT(id_places)
#undef POINT
    data->runs = c->runs.data;
    data->runs_count = c->runs.len;
    return ak_record_packer_finish(c->packer, data, err);
}
