/* The contents of an index: every string, range, id and order that readers rely on, in one pass
 * over each array. What roles, flags, kinds and attributes mean is not looked at. */
#include "index/check.h"

#include <stdarg.h>
#include <stdio.h>

/* Refuses element `item` of a section. */
__attribute__((cold, noinline)) aka_status ak_check_refuse(const ak_index_check *c, aka_error *err,
    enum ak_section section, uint64_t item, const char *fmt, ...)
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

__attribute__((cold, noinline)) aka_status ak_check_refuse_text(const ak_index_check *c,
    aka_error *err, enum ak_section section, uint64_t item, const char *what, uint32_t off,
    uint32_t len)
{
    return ak_check_refuse(c, err, section, item,
        "%s is %u bytes at %u of strings, which are %zu bytes", what, len, off,
        c->data->strings.len);
}

__attribute__((cold, noinline)) aka_status ak_check_refuse_number(const ak_index_check *c,
    aka_error *err, enum ak_section section, uint64_t item, const char *what, uint32_t number,
    uint64_t count)
{
    return ak_check_refuse(
        c, err, section, item, "%s is %u of %llu", what, number, (unsigned long long)count);
}

__attribute__((cold, noinline)) aka_status ak_check_refuse_range(const ak_index_check *c,
    aka_error *err, enum ak_section section, uint64_t item, const char *what, uint32_t first,
    uint32_t count, const ak_cursor *at)
{
    return ak_check_refuse(c, err, section, item,
        "%u %s from %u: the range should begin at %llu of %llu", count, what, first,
        (unsigned long long)at->next, (unsigned long long)at->total);
}

/* Every element of `section` must have been in some range of its owner. */
aka_status ak_check_used_up(const ak_index_check *c, aka_error *err, enum ak_section section,
    const ak_cursor *at, const char *owner)
{
    if (at->next == at->total) return AKA_OK;
    return ak_check_refuse(c, err, section, at->next, "belongs to no %s", owner);
}

/* Ranks [first, end) of a section of postings. */
aka_status ak_check_postings(const ak_index_check *c, aka_error *err, enum ak_section section,
    const uint32_t *p, uint64_t first, uint64_t end)
{
    for (uint64_t i = first; i < end; i++) {
        if (p[i] >= c->data->names_count)
            return ak_check_refuse_number(c, err, section, i, "rank", p[i], c->data->names_count);
        if (i > first && p[i] <= p[i - 1])
            return ak_check_refuse(
                c, err, section, i, "%u after %u: not ascending", p[i], p[i - 1]);
    }
    return AKA_OK;
}

aka_status ak_check_same_count(const ak_index_check *c, aka_error *err, enum ak_section section,
    uint64_t count, uint64_t wanted, const char *what)
{
    if (count == wanted) return AKA_OK;
    return ak_index_fail(err, c->code, section, c->table[section].off, "%llu items for %llu %s",
        (unsigned long long)count, (unsigned long long)wanted, what);
}

static aka_status check_blocks(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    uint64_t next = 0, total = d->record_data.len;
    for (uint64_t i = 0; i < d->blocks_count; i++) {
        const ak_ix_block *b = &d->blocks[i];
        if (b->off != next || b->len > total - next)
            return ak_check_refuse(c, err, AK_SECTION_blocks, i,
                "%u bytes at %llu: should begin at %llu of %llu bytes of record data", b->len,
                (unsigned long long)b->off, (unsigned long long)next, (unsigned long long)total);
        if (b->raw_len > AK_INDEX_BLOCK_MAX)
            return ak_check_refuse(c, err, AK_SECTION_blocks, i,
                "%u bytes decompressed, at most %u allowed", b->raw_len, AK_INDEX_BLOCK_MAX);
        next += b->len;
    }
    if (next != total)
        return ak_check_refuse(c, err, AK_SECTION_record_data, next, "byte belongs to no block");
    return AKA_OK;
}

static aka_status check_label_texts(const ak_index_check *c, aka_error *err, uint32_t i)
{
    const ak_ix_label *l = &c->data->labels[i];
    const enum ak_section section = AK_SECTION_labels;
    if (!ak_check_in_strings(c, l->id.off, l->id.len))
        return ak_check_refuse_text(c, err, section, i, "id", l->id.off, l->id.len);
    if (!ak_check_in_strings(c, l->caption.off, l->caption.len))
        return ak_check_refuse_text(c, err, section, i, "caption", l->caption.off, l->caption.len);
    if (!ak_check_in_strings(c, l->schema.off, l->schema.len))
        return ak_check_refuse_text(c, err, section, i, "schema", l->schema.off, l->schema.len);
    if (!ak_check_in_strings(c, l->datasets.off, l->datasets.len))
        return ak_check_refuse_text(
            c, err, section, i, "datasets", l->datasets.off, l->datasets.len);
    return AKA_OK;
}

static aka_status check_record(const ak_index_check *c, aka_error *err, uint32_t i)
{
    const ak_index_data *d = c->data;
    const ak_ix_label *l = &d->labels[i];
    if (l->record_block >= d->blocks_count)
        return ak_check_refuse_number(
            c, err, AK_SECTION_labels, i, "record block", l->record_block, d->blocks_count);
    uint32_t raw_len = d->blocks[l->record_block].raw_len;
    if ((uint64_t)l->record_off + l->record_len > raw_len)
        return ak_check_refuse(c, err, AK_SECTION_labels, i,
            "record is %u bytes at %u of block %u, which has %u", l->record_len, l->record_off,
            l->record_block, raw_len);
    return AKA_OK;
}

static aka_status check_labels(const ak_index_check *c, aka_error *err)
{
    for (uint32_t i = 0; i < c->data->labels_count; i++) {
        ak_check_passed(c, i);
        aka_status status = check_label_texts(c, err, i);
        if (status == AKA_OK) status = check_record(c, err, i);
        if (status != AKA_OK) return status;
    }
    return AKA_OK;
}

/* That the names of entity i say so, and its kind. */
static aka_status check_owner(const ak_index_check *c, aka_error *err, uint32_t i)
{
    const ak_ix_entity *e = &c->data->entities[i];
    for (uint32_t k = e->name_first; k < e->name_first + e->name_count; k++) {
        const ak_ix_name *n = &c->data->names[k];
        if (n->entity != i)
            return ak_check_refuse(c, err, AK_SECTION_names, k,
                "entity is %u, but the name is one of entity %u", n->entity, i);
        if (n->kind != e->kind)
            return ak_check_refuse(c, err, AK_SECTION_names, k,
                "kind is %u, but that of entity %u is %u", n->kind, i, e->kind);
    }
    return AKA_OK;
}

static aka_status check_entities(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_entities;
    ak_cursor names = {0, d->names_count}, attrs = {0, d->attrs_count};
    for (uint32_t i = 0; i < d->entities_count; i++) {
        ak_check_passed(c, i);
        const ak_ix_entity *e = &d->entities[i];
        if (!ak_check_take(&names, e->name_first, e->name_count))
            return ak_check_refuse_range(
                c, err, section, i, "names", e->name_first, e->name_count, &names);
        if (!ak_check_take(&attrs, e->attr_first, e->attr_count))
            return ak_check_refuse_range(
                c, err, section, i, "attributes", e->attr_first, e->attr_count, &attrs);
        aka_status status = check_owner(c, err, i);
        if (status != AKA_OK) return status;
    }
    aka_status status = ak_check_used_up(c, err, AK_SECTION_names, &names, "entity");
    if (status == AKA_OK) status = ak_check_used_up(c, err, AK_SECTION_attrs, &attrs, "entity");
    return status;
}

/* Where the parts are is for the ranks to say. */
static aka_status check_parts(const ak_index_check *c, aka_error *err, const ak_ix_name *name)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_parts;
    for (uint64_t i = name->part_first; i < (uint64_t)name->part_first + name->part_count; i++) {
        const ak_ix_part *p = &d->parts[i];
        if (p->term >= d->terms_count)
            return ak_check_refuse_number(c, err, section, i, "term", p->term, d->terms_count);
        if (p->weight > d->terms[p->term].weight)
            return ak_check_refuse(c, err, section, i, "weight is %u, that of term %u is %u",
                p->weight, p->term, d->terms[p->term].weight);
        if (p->begin > p->end || p->end > name->text.len)
            return ak_check_refuse(c, err, section, i, "bytes %u to %u of a name of %u bytes",
                p->begin, p->end, name->text.len);
    }
    return AKA_OK;
}

static aka_status check_names(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_names;
    for (uint64_t i = 0; i < d->names_count; i++) {
        ak_check_passed(c, i);
        const ak_ix_name *n = &d->names[i];
        if (!ak_check_in_strings(c, n->text.off, n->text.len))
            return ak_check_refuse_text(c, err, section, i, "text", n->text.off, n->text.len);
        if ((uint64_t)n->part_first + n->part_count > d->parts_count)
            return ak_check_refuse(c, err, section, i, "parts %u to %llu of %llu", n->part_first,
                (unsigned long long)n->part_first + n->part_count,
                (unsigned long long)d->parts_count);
        aka_status status = check_parts(c, err, n);
        if (status != AKA_OK) return status;
    }
    return AKA_OK;
}

/* That the ranks say what they mean: sizes ascend, and names of one size do. Then no name is there
 * twice among those of its size. */
static aka_status check_ranks(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    ak_cursor parts = {0, d->parts_count};
    uint64_t size = 0;
    for (uint64_t i = 0; i < d->ranks_count; i++) {
        const bool begins = size < d->sizes_count && d->sizes[size].first == i;
        size += begins;
        ak_check_passed(c, i);
        const ak_ix_rank *r = &d->ranks[i];
        if (r->name >= d->names_count)
            return ak_check_refuse_number(
                c, err, AK_SECTION_ranks, i, "name", r->name, d->names_count);
        if (size == 0)
            return ak_check_refuse(c, err, AK_SECTION_sizes, 0, "does not begin with rank 0");
        if (!begins && r->name <= r[-1].name)
            return ak_check_refuse(
                c, err, AK_SECTION_ranks, i, "%u after %u: not ascending", r->name, r[-1].name);
        if (begins && size > 1 && d->sizes[size - 1].size <= d->sizes[size - 2].size)
            return ak_check_refuse(
                c, err, AK_SECTION_sizes, size - 1, "size is not above the one before");
        if (r->part_first != d->names[r->name].part_first)
            return ak_check_refuse(
                c, err, AK_SECTION_ranks, i, "parts are not those of name %u", r->name);
        if (!ak_check_take(&parts, r->part_first, d->names[r->name].part_count))
            return ak_check_refuse_range(c, err, AK_SECTION_ranks, i, "parts", r->part_first,
                d->names[r->name].part_count, &parts);
    }
    if (size == d->sizes_count) return ak_check_used_up(c, err, AK_SECTION_parts, &parts, "name");
    return ak_check_refuse(c, err, AK_SECTION_sizes, size,
        "begins with rank %u, which is not above the one before", d->sizes[size].first);
}

static aka_status check_classes(const ak_index_check *c, aka_error *err, const ak_ix_term *t)
{
    const uint32_t *p = c->data->term_classes;
    const uint64_t first = t->class_first, end = first + t->class_count;
    for (uint64_t i = first + 1; i < end; i++)
        if (p[i] < p[i - 1])
            return ak_check_refuse(c, err, AK_SECTION_term_classes, i,
                "class %u after class %u: not ascending", p[i], p[i - 1]);
    return AKA_OK;
}

/* Text and sound of a term, and that its text is behind the one before. */
static aka_status check_term_texts(const ak_index_check *c, aka_error *err, uint64_t i)
{
    const ak_ix_term *t = &c->data->terms[i];
    const enum ak_section section = AK_SECTION_terms;
    const uint32_t len = (uint32_t)t->text_len + t->sound_len;
    if (!ak_check_in_strings(c, t->text_off, len))
        return ak_check_refuse_text(c, err, section, i, "text with sound", t->text_off, len);
    if (i && ak_slice_cmp(ak_check_string(c, t[-1].text_off, t[-1].text_len),
                 ak_check_string(c, t->text_off, t->text_len)) >= 0)
        return ak_check_refuse(c, err, section, i, "text is not above the one before");
    return AKA_OK;
}

static aka_status check_terms(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_terms;
    ak_cursor classes = {0, d->term_classes_count}, postings = {0, d->postings_count};
    for (uint64_t i = 0; i < d->terms_count; i++) {
        ak_check_passed(c, i);
        const ak_ix_term *t = &d->terms[i];
        aka_status status = check_term_texts(c, err, i);
        if (status != AKA_OK) return status;
        if (!ak_check_take(&classes, t->class_first, t->class_count))
            return ak_check_refuse_range(
                c, err, section, i, "classes", t->class_first, t->class_count, &classes);
        if (!ak_check_take(&postings, t->posting_first, t->posting_count))
            return ak_check_refuse_range(
                c, err, section, i, "postings", t->posting_first, t->posting_count, &postings);
        status = check_classes(c, err, t);
        if (status == AKA_OK)
            status = ak_check_postings(c, err, AK_SECTION_postings, d->postings, t->posting_first,
                (uint64_t)t->posting_first + t->posting_count);
        if (status != AKA_OK) return status;
    }
    aka_status status = ak_check_used_up(c, err, AK_SECTION_term_classes, &classes, "term");
    if (status == AKA_OK) status = ak_check_used_up(c, err, AK_SECTION_postings, &postings, "term");
    return status;
}

/* Classes with what has them, numbers below count, ascending. */
static aka_status check_pairs(const ak_index_check *c, aka_error *err, enum ak_section section,
    const ak_ix_pair *p, uint64_t pairs, uint64_t count, const char *what)
{
    for (uint64_t i = 0; i < pairs; i++) {
        if (p[i].value >= count)
            return ak_check_refuse_number(c, err, section, i, what, p[i].value, count);
        if (i &&
            (p[i].key < p[i - 1].key || (p[i].key == p[i - 1].key && p[i].value < p[i - 1].value)))
            return ak_check_refuse(c, err, section, i,
                "class %u, %s %u after class %u, %s %u: not ascending", p[i].key, what, p[i].value,
                p[i - 1].key, what, p[i - 1].value);
    }
    return AKA_OK;
}

static aka_status check_class_terms(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    return check_pairs(c, err, AK_SECTION_class_terms, d->class_terms, d->class_terms_count,
        d->terms_count, "term");
}

static aka_status check_class_runs(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    aka_status status = check_pairs(
        c, err, AK_SECTION_class_runs, d->class_runs, d->class_runs_count, d->runs_count, "run");
    return status == AKA_OK ? ak_check_class_runs(c, err) : status;
}

/* As many elements as entities and each (id, entity) above the one before: so no entity is there
 * twice and none is missing. */
static aka_status check_id_order(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    ak_slice before = {NULL, 0};
    for (uint64_t i = 0; i < d->id_order_count; i++) {
        ak_check_passed(c, i);
        uint32_t entity = d->id_order[i];
        if (entity >= d->entities_count)
            return ak_check_refuse_number(
                c, err, AK_SECTION_id_order, i, "entity", entity, d->entities_count);
        ak_slice id = ak_check_string(c, d->labels[entity].id.off, d->labels[entity].id.len);
        int order = i ? ak_slice_cmp(before, id) : -1;
        if (order > 0 || (order == 0 && d->id_order[i - 1] >= entity))
            return ak_check_refuse(c, err, AK_SECTION_id_order, i,
                "(id, entity) of entity %u is not above the one before", entity);
        before = id;
    }
    return AKA_OK;
}

static aka_status check_id_places(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    for (uint64_t i = 0; i < d->id_order_count; i++) {
        const uint32_t entity = d->id_order[i], place = d->id_places[entity];
        if (place != i)
            return ak_check_refuse(c, err, AK_SECTION_id_places, entity,
                "place is %u: it should be %llu", place, (unsigned long long)i);
    }
    return AKA_OK;
}

static aka_status check_idents(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_idents;
    for (uint64_t i = 0; i < d->idents_count; i++) {
        const ak_ix_ident *x = &d->idents[i];
        if (!ak_check_in_strings(c, x->text.off, x->text.len))
            return ak_check_refuse_text(c, err, section, i, "text", x->text.off, x->text.len);
        if (x->entity >= d->entities_count)
            return ak_check_refuse_number(
                c, err, section, i, "entity", x->entity, d->entities_count);
        if (i && (x->hash < x[-1].hash || (x->hash == x[-1].hash && x->entity < x[-1].entity)))
            return ak_check_refuse(c, err, section, i, "(hash, entity) is below the one before");
    }
    return AKA_OK;
}

aka_status ak_index_check_counts(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    aka_status status = ak_check_same_count(
        c, err, AK_SECTION_part_sounds, d->part_sounds_count, d->terms_count, "terms");
    if (status == AKA_OK)
        status =
            ak_check_same_count(c, err, AK_SECTION_ranks, d->ranks_count, d->names_count, "names");
    if (status == AKA_OK)
        status =
            ak_check_same_count(c, err, AK_SECTION_years, d->years_count, d->names_count, "names");
    if (status == AKA_OK)
        status = ak_check_same_count(c, err, AK_SECTION_class_terms, d->class_terms_count,
            d->term_classes_count, "classes of terms");
    if (status == AKA_OK)
        status = ak_check_same_count(
            c, err, AK_SECTION_id_order, d->id_order_count, d->entities_count, "entities");
    if (status == AKA_OK)
        status = ak_check_same_count(
            c, err, AK_SECTION_labels, d->labels_count, d->entities_count, "entities");
    if (status == AKA_OK)
        status = ak_check_same_count(
            c, err, AK_SECTION_id_places, d->id_places_count, d->entities_count, "entities");
    return status == AKA_OK ? ak_check_page_counts(c, err) : status;
}

aka_status ak_index_check_content(const ak_index_check *c, aka_error *err)
{
    /* Labels after blocks, names after entities, what refers to terms after terms, runs before
     * their classes, ids after labels: each relies on the former. */
    static aka_status (*const checks[])(const ak_index_check *, aka_error *) = {
        check_blocks,
        check_labels,
        check_entities,
        check_names,
        check_ranks,
        check_terms,
        check_class_terms,
        ak_check_part_sounds,
        ak_check_loose_terms,
        ak_check_runs,
        check_class_runs,
        check_idents,
        check_id_order,
        check_id_places,
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        aka_status status = checks[i](c, err);
        ak_index_forget(c->data);
        if (status != AKA_OK) return status;
    }
    return AKA_OK;
}
