/* Collecting entities into the arrays of an index: the vocabulary, who bears which term, facts. */
#include "match/compile.h"

#include "base/hash.h"
#include "base/sort.h"
#include "names/units.h"

#include <stdlib.h>

typedef struct posting {
    uint32_t term, where; /* where: the name, as in the index */
} posting;

struct ak_compiler {
    ak_text *text;
    ak_arena arena; /* of the entity at hand */
    ak_buf json;
    ak_intern vocabulary; /* term texts, numbered as first seen until finish sorts them */
    ak_intern strings;    /* everything else that is text of entities */
    ak_buf texts;         /* made by finish: strings, and those of terms */
    ak_vec types;         /* uint8_t: unit types of each term */
    ak_vec postings;      /* posting */
    ak_vec entities, names, parts, attrs, idents;
    uint64_t name_count; /* as given; in `names` once for each way to read them */
    ak_record_packer *packer;
    /* made by finish */
    ak_vec terms, term_classes, class_terms, posting_names, id_order;
    ak_vec loose_keys, loose_terms; /* ak_ix_loose: in the order of terms, and of keys */
    ak_vec sound_order, sounds, keys, key_slots, part_slots;
};

aka_status ak_compiler_create(ak_text *text, ak_compiler **out, aka_error *err)
{
    ak_compiler *c = calloc(1, sizeof *c);
    if (!c) return ak_fail_nomem(err);
    ak_arena_init(&c->arena, 0);
    ak_buf_init(&c->json, 0);
    ak_buf_init(&c->texts, UINT32_MAX);
    c->text = text;
    aka_status status = ak_record_packer_create(&c->packer, err);
    if (status != AKA_OK) {
        ak_compiler_free(c);
        return status;
    }
    *out = c;
    return AKA_OK;
}

void ak_compiler_free(ak_compiler *c)
{
    if (!c) return;
    ak_arena_free(&c->arena);
    ak_buf_free(&c->json);
    ak_buf_free(&c->texts);
    ak_intern_free(&c->vocabulary);
    ak_intern_free(&c->strings);
    ak_vec *vecs[] = {&c->types, &c->postings, &c->entities, &c->names, &c->parts, &c->attrs,
        &c->idents, &c->terms, &c->term_classes, &c->class_terms, &c->loose_keys, &c->loose_terms,
        &c->posting_names, &c->id_order, &c->sound_order, &c->sounds, &c->keys, &c->key_slots,
        &c->part_slots};
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++) ak_vec_free(vecs[i]);
    ak_record_packer_free(c->packer);
    free(c);
}

uint64_t ak_compiler_entities(const ak_compiler *c)
{
    return c->entities.count;
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

static bool add_term(ak_compiler *c, ak_slice text, uint8_t type, uint32_t name, uint32_t *term)
{
    if (!ak_intern_add(&c->vocabulary, text, term)) return false;
    if (*term == c->types.count && !ak_vec_push(&c->types, 1)) return false;
    ((uint8_t *)c->types.data)[*term] |= type;
    posting *p = ak_vec_push(&c->postings, sizeof *p);
    if (!p) return false;
    *p = (posting){*term, type == AK_UNIT_PART ? name : name | AK_INDEX_JOINED};
    return true;
}

static bool add_parts(ak_compiler *c, const ak_name *name, uint32_t number)
{
    for (uint32_t i = 0; i < name->count; i++) {
        const ak_part *part = &name->parts[i];
        uint32_t term;
        if (!add_term(c, part->term.text, AK_UNIT_PART, number, &term)) return false;
        ak_ix_part *row = ak_vec_push(&c->parts, sizeof *row);
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

static bool add_other_units(ak_compiler *c, const ak_name *name, uint32_t number)
{
    ak_unit *units = ak_arena_alloc(&c->arena, AK_UNITS_MAX * sizeof *units);
    if (!units) return false;
    size_t n = ak_name_units(name, AK_UNIT_JOINED | AK_UNIT_ACRONYM, &c->arena, units);
    if (n == SIZE_MAX) return false;
    for (size_t i = 0; i < n; i++) {
        uint32_t term;
        if (!add_term(c, units[i].term.text, units[i].type, number, &term)) return false;
    }
    return true;
}

static bool add_analysed(ak_compiler *c, const ak_name *name, ak_strength strength, uint32_t entity)
{
    ak_ix_name row = {.entity = entity,
        .part_first = (uint32_t)c->parts.count,
        .part_count = (uint16_t)name->count,
        .strength = (uint8_t)strength,
        .kind = (uint8_t)name->kind};
    if (!add_string(c, name->text, &row.text)) return false;
    ak_ix_name *slot = ak_vec_push(&c->names, sizeof *slot);
    if (!slot) return false;
    *slot = row;
    uint32_t number = (uint32_t)c->names.count - 1;
    return add_parts(c, name, number) && add_other_units(c, name, number);
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
    if (c->names.count >= AK_INDEX_JOINED - AK_NAME_READINGS_MAX)
        return ak_fail(err, AKA_E_LIMIT, "more than %u names", AK_INDEX_JOINED);
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
    row->name_count = (uint32_t)c->names.count - row->name_first;
    return AKA_OK;
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
    return ok;
}

static bool add_datasets(ak_compiler *c, const ak_entity *e, ak_ix_entity *row)
{
    ak_buf_reset(&c->json);
    for (size_t i = 0; i < e->dataset_count; i++) {
        if (i) ak_buf_addc(&c->json, ',');
        ak_buf_add(&c->json, e->datasets[i]);
    }
    return !c->json.failed && add_string(c, ak_buf_slice(&c->json), &row->datasets);
}

static aka_status add_record(ak_compiler *c, const ak_entity *e, ak_ix_entity *row, aka_error *err)
{
    ak_buf_reset(&c->json);
    ak_entity_write_json(e, &c->json);
    if (c->json.failed) return ak_fail_nomem(err);
    return ak_record_packer_add(c->packer, ak_buf_slice(&c->json), row, err);
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
    if (!add_string(c, e->id, &row.id) || !add_string(c, e->caption, &row.caption) ||
        !add_string(c, e->schema, &row.schema) || !add_datasets(c, e, &row))
        return ak_fail_nomem(err);
    aka_status status = add_names(c, e, &row, number, &noter, err);
    if (status == AKA_OK && !add_facts(c, e, &row, number)) status = ak_fail_nomem(err);
    if (status == AKA_OK) status = add_record(c, e, &row, err);
    if (status != AKA_OK) return status;
    ak_ix_entity *slot = ak_vec_push(&c->entities, sizeof *slot);
    if (!slot) return ak_fail_nomem(err);
    *slot = row;
    return AKA_OK;
}

/* ---- finishing ---- */

static ak_slice vocabulary_text(const void *ctx, uint32_t number)
{
    return ak_intern_get(&((const ak_compiler *)ctx)->vocabulary, number);
}

/* New number of each term: its place in the order of texts. *sorted lists old numbers. */
static bool sort_terms(ak_compiler *c, uint32_t **sorted, uint32_t **place)
{
    size_t n = c->vocabulary.spans.count;
    *sorted = malloc((n + 1) * sizeof **sorted);
    *place = malloc((n + 1) * sizeof **place);
    if (!*sorted || !*place) return false;
    for (size_t i = 0; i < n; i++) (*sorted)[i] = (uint32_t)i;
    if (!ak_sort_by_text(*sorted, n, vocabulary_text, c)) return false;
    for (size_t i = 0; i < n; i++) (*place)[(*sorted)[i]] = (uint32_t)i;
    return true;
}

/* Behind the other texts, in the order in which merging reads them; equal ones do not share their
 * bytes before that. */
static bool add_text(ak_compiler *c, ak_slice s, ak_ix_str *out)
{
    *out = (ak_ix_str){(uint32_t)c->texts.len, (uint32_t)s.len};
    return ak_buf_add(&c->texts, s);
}

static bool make_term(ak_compiler *c, uint32_t old, uint32_t number)
{
    ak_slice text = ak_intern_get(&c->vocabulary, old);
    char key[AK_TERM_MAX];
    uint32_t classes[AK_TERM_CLASSES_MAX];
    uint32_t class_count = ak_term_classes(text, classes);
    ak_ix_str text_at, key_at;
    if (!add_text(c, text, &text_at) ||
        !add_text(c, (ak_slice){key, ak_term_key(text, key)}, &key_at))
        return false;
    ak_ix_term *t = ak_vec_push(&c->terms, sizeof *t);
    uint32_t *list = ak_vec_extend(&c->term_classes, class_count, sizeof *list);
    ak_ix_pair *pairs = ak_vec_extend(&c->class_terms, class_count, sizeof *pairs);
    if (!t || !list || !pairs) return false;
    *t = (ak_ix_term){.text_off = text_at.off,
        .text_len = (uint16_t)text_at.len,
        .sound_off = key_at.off,
        .sound_len = (uint16_t)key_at.len,
        .class_first = (uint32_t)(c->term_classes.count - class_count),
        .class_count = class_count,
        .flags = ((const uint8_t *)c->types.data)[old]};
    for (uint32_t i = 0; i < class_count; i++) {
        list[i] = classes[i];
        pairs[i] = (ak_ix_pair){classes[i] >> 2, number};
    }
    return true;
}

/* Enters a part that may be a transcription, or be transcribed, by its loose key. */
static bool add_loose(ak_compiler *c, uint32_t number)
{
    const ak_ix_term *t = (const ak_ix_term *)c->terms.data + number;
    ak_slice text = {c->texts.data + t->text_off, t->text_len};
    char key[AK_LOOSE_MAX];
    ak_ix_str at;
    if (!(t->flags & AK_UNIT_PART) || ak_text_plain(text).len < 2) return true;
    if (!add_text(c, (ak_slice){key, ak_layout_loose_key(text, key)}, &at)) return false;
    ak_ix_loose *l = ak_vec_push(&c->loose_keys, sizeof *l);
    if (!l) return false;
    *l = (ak_ix_loose){at.off, at.len, number};
    return true;
}

static int by_pair(const void *a, const void *b)
{
    const ak_ix_pair *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

/* Each term has two lists: names it is a part of, names in which it is something else. */
static size_t list_of(const posting *p, const uint32_t *place)
{
    return 2 * (size_t)place[p->term] + (p->where & AK_INDEX_JOINED ? 1 : 0);
}

/* Tells the terms where their postings are, each name once. end: of each list. */
static void close_postings(ak_compiler *c, const uint32_t *end)
{
    uint32_t *names = c->posting_names.data, kept = 0;
    ak_ix_term *terms = c->terms.data;
    for (size_t t = 0, i = 0; t < c->terms.count; t++) {
        terms[t].posting_first = kept;
        for (; i < end[2 * t + 1]; i++)
            if (kept == terms[t].posting_first || names[kept - 1] != names[i])
                names[kept++] = names[i];
        terms[t].posting_count = kept - terms[t].posting_first;
    }
    c->posting_names.count = kept;
}

/* They were added name by name: all that is left is to put those of one term together, those of
 * joined parts behind the others. Units of one name may have one term. */
static bool make_postings(ak_compiler *c, const uint32_t *place)
{
    const posting *all = c->postings.data;
    const size_t n = c->postings.count, terms = c->terms.count;
    uint32_t *next = calloc(2 * terms + 1, sizeof *next);
    uint32_t *names = ak_vec_extend(&c->posting_names, n, sizeof *names);
    bool ok = next && (names || n == 0);
    for (size_t i = 0; ok && i < n; i++) next[list_of(&all[i], place) + 1]++;
    for (size_t k = 0; ok && k < 2 * terms; k++) next[k + 1] += next[k];
    for (size_t i = 0; ok && i < n; i++) names[next[list_of(&all[i], place)]++] = all[i].where;
    if (ok) close_postings(c, next);
    free(next);
    return ok;
}

static ak_slice interned(const ak_compiler *c, uint32_t off, uint32_t len)
{
    return (ak_slice){c->texts.data + off, len};
}

static ak_slice sound_of(const void *ctx, uint32_t term)
{
    const ak_compiler *c = ctx;
    const ak_ix_term *t = (const ak_ix_term *)c->terms.data + term;
    return interned(c, t->sound_off, t->sound_len);
}

static ak_slice id_of(const void *ctx, uint32_t entity)
{
    const ak_compiler *c = ctx;
    ak_ix_str id = ((const ak_ix_entity *)c->entities.data)[entity].id;
    return interned(c, id.off, id.len);
}

/* The numbers below n in the order of their texts. */
static bool make_order(ak_vec *vec, size_t n, ak_sort_text *text_of, const ak_compiler *c)
{
    uint32_t *order = ak_vec_extend(vec, n, sizeof *order);
    if (!order) return n == 0;
    for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
    return ak_sort_by_text(order, n, text_of, c);
}

static ak_slice loose_of(const void *ctx, uint32_t i)
{
    const ak_compiler *c = ctx;
    const ak_ix_loose *l = (const ak_ix_loose *)c->loose_keys.data + i;
    return interned(c, l->key_off, l->key_len);
}

/* They were made in the order of their terms. */
static bool make_loose(ak_compiler *c)
{
    ak_vec order = {0};
    const size_t n = c->loose_keys.count;
    ak_ix_loose *loose = ak_vec_extend(&c->loose_terms, n, sizeof *loose);
    bool ok = n == 0 || (loose && make_order(&order, n, loose_of, c));
    for (size_t i = 0; ok && i < n; i++)
        loose[i] = ((const ak_ix_loose *)c->loose_keys.data)[((const uint32_t *)order.data)[i]];
    ak_vec_free(&order);
    return ok;
}

/* ---- the terms by their sounds ---- */

static bool push_sound(ak_compiler *c, uint32_t term)
{
    const ak_ix_term *t = (const ak_ix_term *)c->terms.data + term;
    const ak_term named = {.text = interned(c, t->text_off, t->text_len),
        .classes = (const uint32_t *)c->term_classes.data + t->class_first,
        .class_count = t->class_count};
    ak_ix_sound *slot = ak_vec_push(&c->sounds, sizeof *slot);
    if (slot) *slot = ak_layout_sound(term, &named, t->flags);
    return slot != NULL;
}

/* One key for each sound, with the terms that have it. */
static bool make_keys(ak_compiler *c)
{
    const uint32_t *order = c->sound_order.data;
    for (size_t i = 0; i < c->sound_order.count; i++) {
        if (i == 0 || !ak_slice_eq(sound_of(c, order[i]), sound_of(c, order[i - 1]))) {
            ak_ix_key *key = ak_vec_push(&c->keys, sizeof *key);
            if (!key) return false;
            *key = (ak_ix_key){ak_layout_key_code(sound_of(c, order[i])), (uint32_t)i, 0};
        }
        ((ak_ix_key *)c->keys.data)[c->keys.count - 1].sound_count++;
        if (!push_sound(c, order[i])) return false;
    }
    return true;
}

static bool key_has(const ak_compiler *c, const ak_ix_key *key, unsigned types)
{
    const ak_ix_sound *sounds = c->sounds.data;
    for (uint32_t i = 0; i < key->sound_count; i++)
        if (sounds[key->sound_first + i].flags & types) return true;
    return false;
}

/* A hash table of the keys that have terms of these types, at most half full. */
static bool make_slots(ak_compiler *c, unsigned types, ak_vec *slots)
{
    const ak_ix_key *keys = c->keys.data;
    size_t wanted = 0, count = 2;
    for (size_t k = 0; k < c->keys.count; k++) wanted += key_has(c, &keys[k], types);
    while (count < wanted * 2) count *= 2;
    uint32_t *slot = ak_vec_extend(slots, count, sizeof *slot);
    if (!slot) return false;
    for (size_t k = 0; k < c->keys.count; k++) {
        if (!key_has(c, &keys[k], types)) continue;
        uint64_t at = keys[k].code;
        while (slot[at & (count - 1)]) at++;
        slot[at & (count - 1)] = (uint32_t)k + 1;
    }
    return true;
}

static int by_ident(const void *a, const void *b)
{
    const ak_ix_ident *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static bool make_tables(ak_compiler *c)
{
    uint32_t *sorted = NULL, *place = NULL;
    bool ok = ak_buf_add(&c->texts, (ak_slice){c->strings.bytes, c->strings.byte_count}) &&
              sort_terms(c, &sorted, &place);
    for (size_t i = 0; ok && i < c->vocabulary.spans.count; i++)
        ok = make_term(c, sorted[i], (uint32_t)i) && add_loose(c, (uint32_t)i);
    ok = ok && make_postings(c, place);
    ak_ix_part *parts = c->parts.data;
    for (size_t i = 0; ok && i < c->parts.count; i++) parts[i].term = place[parts[i].term];
    free(sorted);
    free(place);
    if (!ok) return false;
    if (c->class_terms.count)
        qsort(c->class_terms.data, c->class_terms.count, sizeof(ak_ix_pair), by_pair);
    if (c->idents.count) qsort(c->idents.data, c->idents.count, sizeof(ak_ix_ident), by_ident);
    return make_loose(c) && make_order(&c->sound_order, c->terms.count, sound_of, c) &&
           make_keys(c) &&
           make_slots(c, UINT32_MAX, &c->key_slots) &&
           make_slots(c, AK_UNIT_PART, &c->part_slots) &&
           make_order(&c->id_order, c->entities.count, id_of, c);
}

aka_status ak_compiler_finish(ak_compiler *c, ak_index_data *data, aka_error *err)
{
    if (!make_tables(c)) return ak_fail_nomem(err);
    *data =
        (ak_index_data){.rules = ak_rules(), .strings = ak_buf_slice(&c->texts)};
#define POINT(field, vec)                                                                          \
    data->field = (vec).data;                                                                      \
    data->field##_count = (vec).count;
    POINT(entities, c->entities)
    POINT(names, c->names)
    POINT(parts, c->parts)
    POINT(terms, c->terms)
    POINT(term_classes, c->term_classes)
    POINT(class_terms, c->class_terms)
    POINT(sounds, c->sounds)
    POINT(keys, c->keys)
    POINT(key_slots, c->key_slots)
    POINT(part_slots, c->part_slots)
    POINT(loose_terms, c->loose_terms)
    POINT(postings, c->posting_names)
    POINT(attrs, c->attrs)
    POINT(idents, c->idents)
    POINT(id_order, c->id_order)
#undef POINT
    return ak_record_packer_finish(c->packer, data, err);
}
