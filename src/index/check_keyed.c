/* Checks of what stands under keys: the tables of keys and their pages, the beginnings of texts
 * beside them, the order of runs. */
#include "index/check.h"

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
        return ak_check_refuse(c, err, t->items_section, 0, "belongs to no key");
    for (uint64_t i = 0; i < t->key_count; i++) {
        const ak_ix_key *k = &t->keys[i];
        ak_check_passed(c, i);
        if (k->first >= t->item_count)
            return ak_check_refuse_number(
                c, err, t->keys_section, i, "first", k->first, t->item_count);
        if (i == 0 && k->first != 0)
            return ak_check_refuse(c, err, t->items_section, 0, "belongs to no key");
        if (i && k->code <= k[-1].code)
            return ak_check_refuse(c, err, t->keys_section, i,
                "code %08x after %08x: not ascending", k->code, k[-1].code);
        if (i && k->first <= k[-1].first)
            return ak_check_refuse(c, err, t->keys_section, i,
                "first is %u after %u: not ascending", k->first, k[-1].first);
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
    return ak_check_refuse(c, err, t->pages_section, p.wrong, "begins at key %u: should at %u",
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
    return ak_slice_sub(ak_check_string(c, t->text_off, t->text_len), skip, t->text_len);
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

aka_status ak_check_part_sounds(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const table_check t = TABLE_CHECK(d, part, part_sounds);
    aka_status status = check_table(c, err, &t);
    if (status != AKA_OK) return status;
    for (uint64_t i = 0, key = 0; i < t.item_count; i++) {
        const ak_ix_sound *s = &d->part_sounds[i];
        ak_check_passed(c, i);
        if (s->term >= d->terms_count)
            return ak_check_refuse_number(
                c, err, t.items_section, i, "term", s->term, d->terms_count);
        if (!is_behind(&t, i, &key, s->term, i ? s[-1].term : 0))
            return ak_check_refuse(
                c, err, t.items_section, i, "term %u is not above the one before", s->term);
        const bool marked = (s->outline.flags & AK_IX_MARKED) != 0;
        if (s->outline.length + marked != d->terms[s->term].text_len ||
            !is_head(s->head, term_text(c, s->term, marked)))
            return ak_check_refuse(
                c, err, t.items_section, i, "head is not that of term %u", s->term);
    }
    return AKA_OK;
}

aka_status ak_check_loose_terms(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const table_check t = TABLE_CHECK(d, loose, loose_terms);
    aka_status status = check_table(c, err, &t);
    if (status != AKA_OK) return status;
    for (uint64_t i = 0, key = 0; i < t.item_count; i++) {
        const ak_ix_loose *l = &d->loose_terms[i];
        ak_check_passed(c, i);
        if (l->term >= d->terms_count)
            return ak_check_refuse_number(
                c, err, t.items_section, i, "term", l->term, d->terms_count);
        if (!is_behind(&t, i, &key, l->term, i ? l[-1].term : 0))
            return ak_check_refuse(
                c, err, t.items_section, i, "term %u is not above the one before", l->term);
        if (!is_head(l->head, term_text(c, l->term, 0)))
            return ak_check_refuse(
                c, err, t.items_section, i, "head is not that of term %u", l->term);
    }
    return AKA_OK;
}

/* Text, and the place in the order of texts under one key. */
static aka_status check_run_text(const ak_index_check *c, aka_error *err, uint32_t i, bool begins)
{
    const ak_index_data *d = c->data;
    const ak_slice text = ak_index_run_text(d, i);
    if (!ak_check_in_strings(c, d->runs[i].text_off, (uint32_t)text.len))
        return ak_check_refuse_text(
            c, err, AK_SECTION_runs, i, "text", d->runs[i].text_off, (uint32_t)text.len);
    if (!begins && ak_slice_cmp(ak_index_run_text(d, i - 1), text) >= 0)
        return ak_check_refuse(c, err, AK_SECTION_runs, i, "text is not above the one before");
    return AKA_OK;
}

aka_status ak_check_runs(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const table_check t = TABLE_CHECK(d, run, runs);
    aka_status status = check_table(c, err, &t);
    uint64_t key = 0, next = 0;
    for (uint32_t i = 0; i < d->runs_count && status == AKA_OK; i++) {
        const bool begins = key < t.key_count && t.keys[key].first == i;
        const ak_ix_range range = ak_index_run_postings(d, i);
        key += begins;
        ak_check_passed(c, i);
        if (range.first != next || range.end <= range.first || range.end > d->run_postings_count)
            return ak_check_refuse(c, err, t.items_section, i,
                "postings %u to %u: should begin at %llu", range.first, range.end,
                (unsigned long long)next);
        next = range.end;
        status = check_run_text(c, err, i, begins);
        if (status == AKA_OK)
            status = ak_check_postings(
                c, err, AK_SECTION_run_postings, d->run_postings, range.first, range.end);
    }
    if (status != AKA_OK || next == d->run_postings_count) return status;
    return ak_check_refuse(c, err, AK_SECTION_run_postings, next, "belongs to no run");
}

/* Pages are told by their number how they are meant: so they are counted even where contents are
 * trusted. */
static aka_status check_page_count(const ak_index_check *c, aka_error *err, const table_check *t)
{
    return ak_check_same_count(c, err, t->pages_section, t->page_count,
        ak_index_page_count(t->key_count), "pages that so many keys have");
}

aka_status ak_check_page_counts(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const table_check tables[] = {TABLE_CHECK(d, part, part_sounds),
        TABLE_CHECK(d, loose, loose_terms), TABLE_CHECK(d, run, runs)};
    aka_status status = AKA_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == AKA_OK; i++)
        status = check_page_count(c, err, &tables[i]);
    return status;
}
