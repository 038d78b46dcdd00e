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

/* Where the parts are is for the ranks to say. */
static aka_status check_parts(const ak_index_check *c, aka_error *err, const ak_ix_name *name)
{
    const ak_index_data *d = c->data;
    const enum ak_section section = AK_SECTION_parts;
    for (uint64_t i = name->part_first; i < (uint64_t)name->part_first + name->part_count; i++) {
        const ak_ix_part *p = &d->parts[i];
        if (p->term >= d->terms_count)
            return refuse_number(c, err, section, i, "term", p->term, d->terms_count);
        if (p->weight > d->terms[p->term].weight)
            return refuse(c, err, section, i, "weight is %u, that of term %u is %u", p->weight,
                p->term, d->terms[p->term].weight);
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
    for (uint64_t i = 0; i < d->names_count; i++) {
        passed(c, i);
        const ak_ix_name *n = &d->names[i];
        if (!in_strings(c, n->text.off, n->text.len))
            return refuse_text(c, err, section, i, "text", n->text.off, n->text.len);
        if ((uint64_t)n->part_first + n->part_count > d->parts_count)
            return refuse(c, err, section, i, "parts %u to %llu of %llu", n->part_first,
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
    cursor parts = {0, d->parts_count};
    uint64_t size = 0;
    for (uint64_t i = 0; i < d->ranks_count; i++) {
        const bool begins = size < d->sizes_count && d->sizes[size].first == i;
        size += begins;
        passed(c, i);
        const ak_ix_rank *r = &d->ranks[i];
        if (r->name >= d->names_count)
            return refuse_number(c, err, AK_SECTION_ranks, i, "name", r->name, d->names_count);
        if (size == 0) return refuse(c, err, AK_SECTION_sizes, 0, "does not begin with rank 0");
        if (!begins && r->name <= r[-1].name)
            return refuse(
                c, err, AK_SECTION_ranks, i, "%u after %u: not ascending", r->name, r[-1].name);
        if (begins && size > 1 && d->sizes[size - 1].size <= d->sizes[size - 2].size)
            return refuse(c, err, AK_SECTION_sizes, size - 1, "size is not above the one before");
        if (r->part_first != d->names[r->name].part_first)
            return refuse(c, err, AK_SECTION_ranks, i, "parts are not those of name %u", r->name);
        if (!take(&parts, r->part_first, d->names[r->name].part_count))
            return refuse_range(c, err, AK_SECTION_ranks, i, "parts", r->part_first,
                d->names[r->name].part_count, &parts);
    }
    if (size == d->sizes_count) return check_used_up(c, err, AK_SECTION_parts, &parts, "name");
    return refuse(c, err, AK_SECTION_sizes, size,
        "begins with rank %u, which is not above the one before", d->sizes[size].first);
}

/* Ranks [first, end) of a section of postings. */
static aka_status check_postings(const ak_index_check *c, aka_error *err, enum ak_section section,
    const uint32_t *p, uint64_t first, uint64_t end)
{
    for (uint64_t i = first; i < end; i++) {
        if (p[i] >= c->data->names_count)
            return refuse_number(c, err, section, i, "rank", p[i], c->data->names_count);
        if (i > first && p[i] <= p[i - 1])
            return refuse(c, err, section, i, "%u after %u: not ascending", p[i], p[i - 1]);
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

/* Text and sound of a term, and that its text is behind the one before. */
static aka_status check_term_texts(const ak_index_check *c, aka_error *err, uint64_t i)
{
    const ak_ix_term *t = &c->data->terms[i];
    const enum ak_section section = AK_SECTION_terms;
    const uint32_t len = (uint32_t)t->text_len + t->sound_len;
    if (!in_strings(c, t->text_off, len))
        return refuse_text(c, err, section, i, "text with sound", t->text_off, len);
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
        if (status == AKA_OK)
            status = check_postings(c, err, AK_SECTION_postings, d->postings, t->posting_first,
                (uint64_t)t->posting_first + t->posting_count);
        if (status != AKA_OK) return status;
    }
    aka_status status = check_used_up(c, err, AK_SECTION_term_classes, &classes, "term");
    if (status == AKA_OK) status = check_used_up(c, err, AK_SECTION_postings, &postings, "term");
    return status;
}

/* Classes with what has them, numbers below count, ascending. */
static aka_status check_pairs(const ak_index_check *c, aka_error *err, enum ak_section section,
    const ak_ix_pair *p, uint64_t pairs, uint64_t count, const char *what)
{
    for (uint64_t i = 0; i < pairs; i++) {
        if (p[i].value >= count) return refuse_number(c, err, section, i, what, p[i].value, count);
        if (i &&
            (p[i].key < p[i - 1].key || (p[i].key == p[i - 1].key && p[i].value < p[i - 1].value)))
            return refuse(c, err, section, i,
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
    return check_pairs(
        c, err, AK_SECTION_class_runs, d->class_runs, d->class_runs_count, d->runs_count, "run");
}

/* ---- tables of keys ---- */

/* A table of keys with the sections it is in. */
typedef struct table_check {
    enum ak_section keys_section, pages_section, items_section;
    const ak_ix_key *keys;
    const uint32_t *pages;
    uint64_t key_count, page_count, item_count;
} table_check;

#define TABLE_CHECK(d, of, items)                                                                  \
    (table_check)                                                                                  \
    {                                                                                              \
        AK_SECTION_##of##_keys, AK_SECTION_##of##_pages, AK_SECTION_##items, (d)->of##_keys,       \
            (d)->of##_pages, (d)->of##_keys_count, (d)->of##_pages_count, (d)->items##_count       \
    }

/* Keys ascend, and all items are under one. */
static aka_status check_keys(const ak_index_check *c, aka_error *err, const table_check *t)
{
    if (t->key_count == 0 && t->item_count)
        return refuse(c, err, t->items_section, 0, "belongs to no key");
    for (uint64_t i = 0; i < t->key_count; i++) {
        const ak_ix_key *k = &t->keys[i];
        passed(c, i);
        if (k->first >= t->item_count)
            return refuse_number(c, err, t->keys_section, i, "first", k->first, t->item_count);
        if (i == 0 && k->first != 0)
            return refuse(c, err, t->items_section, 0, "belongs to no key");
        if (i && k->code <= k[-1].code)
            return refuse(c, err, t->keys_section, i, "code %08x after %08x: not ascending",
                k->code, k[-1].code);
        if (i && k->first <= k[-1].first)
            return refuse(c, err, t->keys_section, i, "first is %u after %u: not ascending",
                k->first, k[-1].first);
    }
    return AKA_OK;
}

typedef struct page_check {
    const table_check *table;
    uint64_t page;
    uint64_t wrong; /* the first wrong one, or page_count */
    uint32_t wanted;
} page_check;

static void check_page(void *ctx, uint32_t page)
{
    page_check *p = ctx;
    if (p->wrong == p->table->page_count && p->table->pages[p->page] != page) {
        p->wrong = p->page;
        p->wanted = page;
    }
    p->page++;
}

static aka_status check_table(const ak_index_check *c, aka_error *err, const table_check *t)
{
    aka_status status = check_keys(c, err, t);
    if (status != AKA_OK) return status;
    page_check p = {.table = t, .wrong = t->page_count};
    ak_index_each_page(t->keys, t->key_count, check_page, &p);
    if (p.wrong == t->page_count) return AKA_OK;
    return refuse(c, err, t->pages_section, p.wrong, "begins at key %u: should at %u",
        t->pages[p.wrong], p.wanted);
}

/* That the head is that of the text. */
static bool is_head(const char head[AK_IX_HEAD], ak_slice text)
{
    for (size_t i = 0; i < AK_IX_HEAD; i++)
        if (head[i] != (i < text.len ? text.data[i] : '\0')) return false;
    return true;
}

/* The text of a term, but for as many bytes in front. */
static ak_slice term_text(const ak_index_check *c, uint32_t term, size_t skip)
{
    const ak_ix_term *t = &c->data->terms[term];
    return ak_slice_sub(string(c, t->text_off, t->text_len), skip, t->text_len);
}

/* Terms under keys: in the order of their numbers under each. `next` is the key behind the one that
 * item i - 1 was under, and is moved on where i begins one. */
static bool is_behind(
    const table_check *t, uint64_t i, uint64_t *next, uint32_t term, uint32_t before)
{
    const bool begins = *next < t->key_count && t->keys[*next].first == i;
    *next += begins;
    return begins || term > before;
}

static aka_status check_part_sounds(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const table_check t = TABLE_CHECK(d, part, part_sounds);
    aka_status status = check_table(c, err, &t);
    if (status != AKA_OK) return status;
    for (uint64_t i = 0, key = 0; i < t.item_count; i++) {
        const ak_ix_sound *s = &d->part_sounds[i];
        passed(c, i);
        if (s->term >= d->terms_count)
            return refuse_number(c, err, t.items_section, i, "term", s->term, d->terms_count);
        if (!is_behind(&t, i, &key, s->term, i ? s[-1].term : 0))
            return refuse(
                c, err, t.items_section, i, "term %u is not above the one before", s->term);
        const bool marked = (s->outline.flags & AK_IX_MARKED) != 0;
        if (s->outline.length + marked != d->terms[s->term].text_len ||
            !is_head(s->head, term_text(c, s->term, marked)))
            return refuse(c, err, t.items_section, i, "head is not that of term %u", s->term);
    }
    return AKA_OK;
}

static aka_status check_loose_terms(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const table_check t = TABLE_CHECK(d, loose, loose_terms);
    aka_status status = check_table(c, err, &t);
    if (status != AKA_OK) return status;
    for (uint64_t i = 0, key = 0; i < t.item_count; i++) {
        const ak_ix_loose *l = &d->loose_terms[i];
        passed(c, i);
        if (l->term >= d->terms_count)
            return refuse_number(c, err, t.items_section, i, "term", l->term, d->terms_count);
        if (!is_behind(&t, i, &key, l->term, i ? l[-1].term : 0))
            return refuse(
                c, err, t.items_section, i, "term %u is not above the one before", l->term);
        if (!is_head(l->head, term_text(c, l->term, 0)))
            return refuse(c, err, t.items_section, i, "head is not that of term %u", l->term);
    }
    return AKA_OK;
}

/* Text, and the place in the order of texts under one key. */
static aka_status check_run_text(const ak_index_check *c, aka_error *err, uint32_t i, bool begins)
{
    const ak_index_data *d = c->data;
    const ak_slice text = ak_index_run_text(d, i);
    if (!in_strings(c, d->runs[i].text_off, (uint32_t)text.len))
        return refuse_text(
            c, err, AK_SECTION_runs, i, "text", d->runs[i].text_off, (uint32_t)text.len);
    if (!begins && ak_slice_cmp(ak_index_run_text(d, i - 1), text) >= 0)
        return refuse(c, err, AK_SECTION_runs, i, "text is not above the one before");
    return AKA_OK;
}

static aka_status check_runs(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const table_check t = TABLE_CHECK(d, run, runs);
    aka_status status = check_table(c, err, &t);
    uint64_t key = 0, next = 0;
    for (uint32_t i = 0; i < d->runs_count && status == AKA_OK; i++) {
        const bool begins = key < t.key_count && t.keys[key].first == i;
        const ak_ix_range range = ak_index_run_postings(d, i);
        key += begins;
        passed(c, i);
        if (range.first != next || range.end <= range.first || range.end > d->run_postings_count)
            return refuse(c, err, t.items_section, i, "postings %u to %u: should begin at %llu",
                range.first, range.end, (unsigned long long)next);
        next = range.end;
        status = check_run_text(c, err, i, begins);
        if (status == AKA_OK)
            status = check_postings(
                c, err, AK_SECTION_run_postings, d->run_postings, range.first, range.end);
    }
    if (status != AKA_OK || next == d->run_postings_count) return status;
    return refuse(c, err, AK_SECTION_run_postings, next, "belongs to no run");
}

/* As many elements as entities and each (id, entity) above the one before: so no entity is there
 * twice and none is missing. */
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

/* Pages are told by their number how they are meant: so they are counted even where contents are
 * trusted. */
static aka_status check_page_count(const ak_index_check *c, aka_error *err, const table_check *t)
{
    return check_same_count(c, err, t->pages_section, t->page_count,
        ak_index_page_count(t->key_count), "pages that so many keys have");
}

aka_status ak_index_check_counts(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const table_check tables[] = {TABLE_CHECK(d, part, part_sounds),
        TABLE_CHECK(d, loose, loose_terms), TABLE_CHECK(d, run, runs)};
    aka_status status = check_same_count(
        c, err, AK_SECTION_part_sounds, d->part_sounds_count, d->terms_count, "terms");
    if (status == AKA_OK)
        status =
            check_same_count(c, err, AK_SECTION_ranks, d->ranks_count, d->names_count, "names");
    if (status == AKA_OK)
        status =
            check_same_count(c, err, AK_SECTION_years, d->years_count, d->names_count, "names");

    if (status == AKA_OK)
        status = check_same_count(c, err, AK_SECTION_class_terms, d->class_terms_count,
            d->term_classes_count, "classes of terms");
    if (status == AKA_OK)
        status = check_same_count(
            c, err, AK_SECTION_id_order, d->id_order_count, d->entities_count, "entities");
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == AKA_OK; i++)
        status = check_page_count(c, err, &tables[i]);
    return status;
}

aka_status ak_index_check_content(const ak_index_check *c, aka_error *err)
{
    /* Entities after blocks, names after entities, what refers to terms after terms, runs before
     * their classes, ids after entities: each relies on the former. */
    static aka_status (*const checks[])(const ak_index_check *, aka_error *) = {
        check_blocks,
        check_entities,
        check_names,
        check_ranks,
        check_terms,
        check_class_terms,
        check_part_sounds,
        check_loose_terms,
        check_runs,
        check_class_runs,
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
