/* The contents of an index: every string, range, id and order that readers rely on, in one pass
 * over each array. What roles, flags, kinds and attributes mean is not looked at. */
#include "index/format.h"

#include <stdarg.h>
#include <stdio.h>

/* Refuses element `item` of a section. */
__attribute__((format(printf, 5, 6), cold, noinline)) static aka_status refuse(
    const ak_index_check *c, aka_error *err, enum ak_section section, uint64_t item,
    const char *fmt, ...)
{
    char detail[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    uint64_t byte = c->table[section].off + item * ak_section_infos[section].size;
    return ak_index_fail(
        err, c->code, section, byte, "item %llu: %s", (unsigned long long)item, detail);
}

__attribute__((cold, noinline)) static aka_status refuse_text(const ak_index_check *c,
    aka_error *err, enum ak_section section, uint64_t item, const char *what, uint32_t off,
    uint32_t len)
{
    return refuse(c, err, section, item, "%s is %u bytes at %u of strings, which are %zu bytes",
        what, len, off, c->data->strings.len);
}

__attribute__((cold, noinline)) static aka_status refuse_number(const ak_index_check *c,
    aka_error *err, enum ak_section section, uint64_t item, const char *what, uint32_t number,
    uint64_t count)
{
    return refuse(
        c, err, section, item, "%s is %u of %llu", what, number, (unsigned long long)count);
}

/* Called for each item: now and then gives back what was read. */
static inline void passed(const ak_index_check *c, uint64_t item)
{
    if ((item & 0x3FFFF) == 0x3FFFF) ak_index_forget(c->data);
}

/* Ranges that follow each other without gap and use up an array. */
typedef struct cursor {
    uint64_t next, total;
} cursor;

static inline bool take(cursor *at, uint32_t first, uint32_t count)
{
    if (first != at->next || count > at->total - at->next) return false;
    at->next += count;
    return true;
}

__attribute__((cold, noinline)) static aka_status refuse_range(const ak_index_check *c,
    aka_error *err, enum ak_section section, uint64_t item, const char *what, uint32_t first,
    uint32_t count, const cursor *at)
{
    return refuse(c, err, section, item, "%u %s from %u: the range should begin at %llu of %llu",
        count, what, first, (unsigned long long)at->next, (unsigned long long)at->total);
}

/* Every element of `section` must have been in some range of its owner. */
static aka_status check_used_up(const ak_index_check *c, aka_error *err, enum ak_section section,
    const cursor *at, const char *owner)
{
    if (at->next == at->total) return AKA_OK;
    return refuse(c, err, section, at->next, "belongs to no %s", owner);
}

static inline bool in_strings(const ak_index_check *c, uint32_t off, uint32_t len)
{
    return (uint64_t)off + len <= c->data->strings.len;
}

static inline ak_slice string(const ak_index_check *c, uint32_t off, uint32_t len)
{
    return (ak_slice){len ? c->data->strings.data + off : NULL, len};
}

static aka_status check_blocks(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    uint64_t next = 0, total = d->record_data.len;
    for (uint64_t i = 0; i < d->blocks_count; i++) {
        const ak_ix_block *b = &d->blocks[i];
        if (b->off != next || b->len > total - next)
            return refuse(c, err, AK_SECTION_blocks, i,
                "%u bytes at %llu: should begin at %llu of %llu bytes of record data", b->len,
                (unsigned long long)b->off, (unsigned long long)next, (unsigned long long)total);
        if (b->raw_len > AK_INDEX_BLOCK_MAX)
            return refuse(c, err, AK_SECTION_blocks, i, "%u bytes decompressed, at most %u allowed",
                b->raw_len, AK_INDEX_BLOCK_MAX);
        next += b->len;
    }
    if (next != total)
        return refuse(c, err, AK_SECTION_record_data, next, "byte belongs to no block");
    return AKA_OK;
}

static aka_status check_entity_texts(const ak_index_check *c, aka_error *err, uint32_t i)
{
    const ak_ix_entity *e = &c->data->entities[i];
    const enum ak_section section = AK_SECTION_entities;
    if (!in_strings(c, e->id.off, e->id.len))
        return refuse_text(c, err, section, i, "id", e->id.off, e->id.len);
    if (!in_strings(c, e->caption.off, e->caption.len))
        return refuse_text(c, err, section, i, "caption", e->caption.off, e->caption.len);
    if (!in_strings(c, e->schema.off, e->schema.len))
        return refuse_text(c, err, section, i, "schema", e->schema.off, e->schema.len);
    if (!in_strings(c, e->datasets.off, e->datasets.len))
        return refuse_text(c, err, section, i, "datasets", e->datasets.off, e->datasets.len);
    return AKA_OK;
}

static aka_status check_record(const ak_index_check *c, aka_error *err, uint32_t i)
{
    const ak_index_data *d = c->data;
    const ak_ix_entity *e = &d->entities[i];
    if (e->record_block >= d->blocks_count)
        return refuse_number(
            c, err, AK_SECTION_entities, i, "record block", e->record_block, d->blocks_count);
    uint32_t raw_len = d->blocks[e->record_block].raw_len;
    if ((uint64_t)e->record_off + e->record_len > raw_len)
        return refuse(c, err, AK_SECTION_entities, i,
            "record is %u bytes at %u of block %u, which has %u", e->record_len, e->record_off,
            e->record_block, raw_len);
    return AKA_OK;
}

/* That the names of entity i say so, and its kind. */
static aka_status check_owner(const ak_index_check *c, aka_error *err, uint32_t i)
{
    const ak_ix_entity *e = &c->data->entities[i];
    for (uint32_t k = e->name_first; k < e->name_first + e->name_count; k++) {
        const ak_ix_name *n = &c->data->names[k];
        if (n->entity != i)
            return refuse(c, err, AK_SECTION_names, k,
                "entity is %u, but the name is one of entity %u", n->entity, i);
        if (n->kind != e->kind)
            return refuse(c, err, AK_SECTION_names, k, "kind is %u, but that of entity %u is %u",
                n->kind, i, e->kind);
    }
    return AKA_OK;
}

static aka_status check_entities(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_entities;
    cursor names = {0, d->names_count}, attrs = {0, d->attrs_count};
    for (uint32_t i = 0; i < d->entities_count; i++) {
        passed(c, i);
        const ak_ix_entity *e = &d->entities[i];
        aka_status status = check_entity_texts(c, err, i);
        if (status == AKA_OK) status = check_record(c, err, i);
        if (status != AKA_OK) return status;
        if (!take(&names, e->name_first, e->name_count))
            return refuse_range(c, err, section, i, "names", e->name_first, e->name_count, &names);
        if (!take(&attrs, e->attr_first, e->attr_count))
            return refuse_range(
                c, err, section, i, "attributes", e->attr_first, e->attr_count, &attrs);
        status = check_owner(c, err, i);
        if (status != AKA_OK) return status;
    }
    aka_status status = check_used_up(c, err, AK_SECTION_names, &names, "entity");
    if (status == AKA_OK) status = check_used_up(c, err, AK_SECTION_attrs, &attrs, "entity");
    return status;
}

static aka_status check_parts(const ak_index_check *c, aka_error *err, const ak_ix_name *name)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_parts;
    for (uint64_t i = name->part_first; i < (uint64_t)name->part_first + name->part_count; i++) {
        const ak_ix_part *p = &d->parts[i];
        if (p->term >= d->terms_count)
            return refuse_number(c, err, section, i, "term", p->term, d->terms_count);
        if (p->begin > p->end || p->end > name->text.len)
            return refuse(c, err, section, i, "bytes %u to %u of a name of %u bytes", p->begin,
                p->end, name->text.len);
    }
    return AKA_OK;
}

static aka_status check_names(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_names;
    cursor parts = {0, d->parts_count};
    for (uint64_t i = 0; i < d->names_count; i++) {
        passed(c, i);
        const ak_ix_name *n = &d->names[i];
        if (!in_strings(c, n->text.off, n->text.len))
            return refuse_text(c, err, section, i, "text", n->text.off, n->text.len);
        if (!take(&parts, n->part_first, n->part_count))
            return refuse_range(c, err, section, i, "parts", n->part_first, n->part_count, &parts);
        aka_status status = check_parts(c, err, n);
        if (status != AKA_OK) return status;
    }
    return check_used_up(c, err, AK_SECTION_parts, &parts, "name");
}

static aka_status check_postings(const ak_index_check *c, aka_error *err, const ak_ix_term *t)
{
    const uint32_t *p = c->data->postings;
    const uint64_t first = t->posting_first, end = first + t->posting_count;
    for (uint64_t i = first; i < end; i++) {
        uint32_t name = p[i] & ~AK_INDEX_JOINED;
        if (name >= c->data->names_count)
            return refuse_number(
                c, err, AK_SECTION_postings, i, "name", name, c->data->names_count);
        if (i > first && p[i] <= p[i - 1])
            return refuse(
                c, err, AK_SECTION_postings, i, "%08x after %08x: not ascending", p[i], p[i - 1]);
    }
    return AKA_OK;
}

static aka_status check_classes(const ak_index_check *c, aka_error *err, const ak_ix_term *t)
{
    const uint32_t *p = c->data->term_classes;
    const uint64_t first = t->class_first, end = first + t->class_count;
    for (uint64_t i = first + 1; i < end; i++)
        if (p[i] < p[i - 1])
            return refuse(c, err, AK_SECTION_term_classes, i,
                "class %u after class %u: not ascending", p[i], p[i - 1]);
    return AKA_OK;
}

/* Both texts of a term, and that its text is behind the one before. */
static aka_status check_term_texts(const ak_index_check *c, aka_error *err, uint64_t i)
{
    const ak_ix_term *t = &c->data->terms[i];
    const enum ak_section section = AK_SECTION_terms;
    if (!in_strings(c, t->text_off, t->text_len))
        return refuse_text(c, err, section, i, "text", t->text_off, t->text_len);
    if (!in_strings(c, t->sound_off, t->sound_len))
        return refuse_text(c, err, section, i, "sound", t->sound_off, t->sound_len);
    if (i && ak_slice_cmp(string(c, t[-1].text_off, t[-1].text_len),
                 string(c, t->text_off, t->text_len)) >= 0)
        return refuse(c, err, section, i, "text is not above the one before");
    return AKA_OK;
}

static aka_status check_terms(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_terms;
    cursor classes = {0, d->term_classes_count}, postings = {0, d->postings_count};
    for (uint64_t i = 0; i < d->terms_count; i++) {
        passed(c, i);
        const ak_ix_term *t = &d->terms[i];
        aka_status status = check_term_texts(c, err, i);
        if (status != AKA_OK) return status;
        if (!take(&classes, t->class_first, t->class_count))
            return refuse_range(
                c, err, section, i, "classes", t->class_first, t->class_count, &classes);
        if (!take(&postings, t->posting_first, t->posting_count))
            return refuse_range(
                c, err, section, i, "postings", t->posting_first, t->posting_count, &postings);
        status = check_classes(c, err, t);
        if (status == AKA_OK) status = check_postings(c, err, t);
        if (status != AKA_OK) return status;
    }
    aka_status status = check_used_up(c, err, AK_SECTION_term_classes, &classes, "term");
    if (status == AKA_OK) status = check_used_up(c, err, AK_SECTION_postings, &postings, "term");
    return status;
}

static aka_status check_class_terms(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_class_terms;
    const ak_ix_pair *p = d->class_terms;
    for (uint64_t i = 0; i < d->class_terms_count; i++) {
        if (p[i].value >= d->terms_count)
            return refuse_number(c, err, section, i, "term", p[i].value, d->terms_count);
        if (i &&
            (p[i].key < p[i - 1].key || (p[i].key == p[i - 1].key && p[i].value < p[i - 1].value)))
            return refuse(c, err, section, i,
                "class %u, term %u after class %u, term %u: not ascending", p[i].key, p[i].value,
                p[i - 1].key, p[i - 1].value);
    }
    return AKA_OK;
}

/* As many elements as terms and each (sound, term) above the one before: so no term is there twice
 * and none is missing. The same argument holds for id_order. */
static aka_status check_sounds(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    ak_slice before = {NULL, 0};
    for (uint64_t i = 0; i < d->sounds_count; i++) {
        passed(c, i);
        uint32_t term = d->sounds[i].term;
        if (term >= d->terms_count)
            return refuse_number(c, err, AK_SECTION_sounds, i, "term", term, d->terms_count);
        const ak_ix_term *t = &d->terms[term];
        ak_slice sound = string(c, t->sound_off, t->sound_len);
        int order = i ? ak_slice_cmp(before, sound) : -1;
        if (order > 0 || (order == 0 && d->sounds[i - 1].term >= term))
            return refuse(c, err, AK_SECTION_sounds, i,
                "(sound, term) of term %u is not above the one before", term);
        before = sound;
    }
    return AKA_OK;
}

static aka_status check_loose_terms(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_loose_terms;
    ak_slice before = {NULL, 0};
    for (uint64_t i = 0; i < d->loose_terms_count; i++) {
        const ak_ix_loose *l = &d->loose_terms[i];
        if (!in_strings(c, l->key_off, l->key_len))
            return refuse_text(c, err, section, i, "key", l->key_off, l->key_len);
        if (l->term >= d->terms_count)
            return refuse_number(c, err, section, i, "term", l->term, d->terms_count);
        ak_slice key = string(c, l->key_off, l->key_len);
        int order = i ? ak_slice_cmp(before, key) : -1;
        if (order > 0 || (order == 0 && l[-1].term >= l->term))
            return refuse(
                c, err, section, i, "(key, term) of term %u is not above the one before", l->term);
        before = key;
    }
    return AKA_OK;
}

static aka_status check_keys(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    cursor sounds = {0, d->sounds_count};
    for (uint64_t i = 0; i < d->keys_count; i++) {
        const ak_ix_key *k = &d->keys[i];
        if (!take(&sounds, k->sound_first, k->sound_count))
            return refuse_range(
                c, err, AK_SECTION_keys, i, "sounds", k->sound_first, k->sound_count, &sounds);
    }
    return check_used_up(c, err, AK_SECTION_sounds, &sounds, "key");
}

/* True where a search in the hash table for the code of the key in slot i ends there. */
static bool is_found(const ak_index_data *d, const uint32_t *slots, uint64_t count, uint64_t i)
{
    uint64_t at = d->keys[slots[i] - 1].code & (count - 1);
    while (at != i && slots[at]) at = (at + 1) & (count - 1);
    return at == i;
}

/* A power of two of slots, one at least empty so that a search ends, and no key astray. */
static aka_status check_slots(const ak_index_check *c, aka_error *err, enum ak_section section,
    const uint32_t *slots, uint64_t count, uint64_t *filled)
{
    *filled = 0;
    if (count == 0 || count & (count - 1))
        return ak_index_fail(err, c->code, section, c->table[section].off,
            "%llu slots: not a power of two", (unsigned long long)count);
    for (uint64_t i = 0; i < count; i++) {
        if (slots[i] > c->data->keys_count)
            return refuse_number(c, err, section, i, "key", slots[i], c->data->keys_count);
        *filled += slots[i] != 0;
    }
    if (*filled == count) return refuse(c, err, section, 0, "no slot is empty");
    for (uint64_t i = 0; i < count; i++) {
        passed(c, i);
        if (slots[i] && !is_found(c->data, slots, count, i))
            return refuse(c, err, section, i, "key %u is not where it is looked for", slots[i] - 1);
    }
    return AKA_OK;
}

static aka_status check_key_slots(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    uint64_t all, some;
    aka_status status =
        check_slots(c, err, AK_SECTION_key_slots, d->key_slots, d->key_slots_count, &all);
    if (status != AKA_OK) return status;
    if (all != d->keys_count)
        return refuse(c, err, AK_SECTION_key_slots, 0, "%llu of %llu keys are in it",
            (unsigned long long)all, (unsigned long long)d->keys_count);
    return check_slots(c, err, AK_SECTION_part_slots, d->part_slots, d->part_slots_count, &some);
}

static aka_status check_id_order(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    ak_slice before = {NULL, 0};
    for (uint64_t i = 0; i < d->id_order_count; i++) {
        passed(c, i);
        uint32_t entity = d->id_order[i];
        if (entity >= d->entities_count)
            return refuse_number(
                c, err, AK_SECTION_id_order, i, "entity", entity, d->entities_count);
        ak_slice id = string(c, d->entities[entity].id.off, d->entities[entity].id.len);
        int order = i ? ak_slice_cmp(before, id) : -1;
        if (order > 0 || (order == 0 && d->id_order[i - 1] >= entity))
            return refuse(c, err, AK_SECTION_id_order, i,
                "(id, entity) of entity %u is not above the one before", entity);
        before = id;
    }
    return AKA_OK;
}

static aka_status check_idents(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_idents;
    for (uint64_t i = 0; i < d->idents_count; i++) {
        const ak_ix_ident *x = &d->idents[i];
        if (!in_strings(c, x->text.off, x->text.len))
            return refuse_text(c, err, section, i, "text", x->text.off, x->text.len);
        if (x->entity >= d->entities_count)
            return refuse_number(c, err, section, i, "entity", x->entity, d->entities_count);
        if (i && (x->hash < x[-1].hash || (x->hash == x[-1].hash && x->entity < x[-1].entity)))
            return refuse(c, err, section, i, "(hash, entity) is below the one before");
    }
    return AKA_OK;
}

static aka_status check_same_count(const ak_index_check *c, aka_error *err, enum ak_section section,
    uint64_t count, uint64_t wanted, const char *what)
{
    if (count == wanted) return AKA_OK;
    return ak_index_fail(err, c->code, section, c->table[section].off, "%llu items for %llu %s",
        (unsigned long long)count, (unsigned long long)wanted, what);
}

aka_status ak_index_check_counts(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    aka_status status =
        check_same_count(c, err, AK_SECTION_sounds, d->sounds_count, d->terms_count, "terms");
    if (status == AKA_OK)
        status = check_same_count(c, err, AK_SECTION_class_terms, d->class_terms_count,
            d->term_classes_count, "classes of terms");
    if (status == AKA_OK)
        status = check_same_count(
            c, err, AK_SECTION_id_order, d->id_order_count, d->entities_count, "entities");
    return status;
}

aka_status ak_index_check_content(const ak_index_check *c, aka_error *err)
{
    /* Entities after blocks, names after entities, class terms and sounds after terms, ids after
     * entities: each relies on the former. */
    static aka_status (*const checks[])(const ak_index_check *, aka_error *) = {
        check_blocks,
        check_entities,
        check_names,
        check_terms,
        check_class_terms,
        check_sounds,
        check_keys,
        check_key_slots,
        check_loose_terms,
        check_idents,
        check_id_order,
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        aka_status status = checks[i](c, err);
        ak_index_forget(c->data);
        if (status != AKA_OK) return status;
    }
    return AKA_OK;
}
