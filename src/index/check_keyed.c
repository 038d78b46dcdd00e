/* Checks of what stands under keys: the tables of keys and their pages, the beginnings of texts
 * beside them; the runs, with where to look among them. */
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

/* ---- runs ---- */

static aka_status refuse_run(const ak_index_check *c, aka_error *err, uint64_t at, const char *what)
{
    return ak_check_refuse(c, err, AK_SECTION_runs, at, "the run that begins here %s", what);
}

/* What one run after the other is checked against. */
typedef struct run_check {
    ak_ix_run run;
    ak_slice text;
    uint64_t count;
    uint64_t postings; /* so many belong to runs */
} run_check;

/* Ranges follow each other, and one bit says where each begins. */
static aka_status check_run_postings(
    const ak_index_check *c, aka_error *err, uint64_t at, const ak_ix_run *run, uint64_t next)
{
    const ak_index_data *d = c->data;
    const uint32_t first = run->posting_first;
    if (first != next || first >= d->run_postings_count)
        return ak_check_refuse(c, err, AK_SECTION_runs, at,
            "postings of the run that begins here are from %u: should begin at %llu of %llu", first,
            (unsigned long long)next, (unsigned long long)d->run_postings_count);
    if (!(d->run_starts[first / 32] >> first % 32 & 1))
        return ak_check_refuse(
            c, err, AK_SECTION_run_starts, first / 32, "posting %u begins no run", first);
    const ak_ix_range range = ak_index_run_postings(d, first);
    return ak_check_postings(
        c, err, AK_SECTION_run_postings, d->run_postings, range.first, range.end);
}

/* The run at that byte, behind those before it. */
static aka_status check_run(const ak_index_check *c, aka_error *err, uint64_t at, run_check *r)
{
    const ak_index_data *d = c->data;
    const ak_ix_run before = r->run;
    const ak_slice before_text = r->text;
    if (d->runs_count - at < sizeof r->run) return refuse_run(c, err, at, "is cut short");
    r->text = ak_index_run_at(d->runs + at, &r->run);
    if (d->runs_count - at - sizeof r->run < r->text.len)
        return refuse_run(c, err, at, "goes beyond the end");
    if (r->count && (r->run.code < before.code ||
                        (r->run.code == before.code && ak_slice_cmp(before_text, r->text) >= 0)))
        return refuse_run(c, err, at, "is not above the one before");
    aka_status status = check_run_postings(c, err, at, &r->run, r->postings);
    if (status != AKA_OK) return status;
    r->postings = ak_index_run_postings(d, r->run.posting_first).end;
    ak_check_passed(c, r->count++);
    return AKA_OK;
}

/* The tables beside the runs, and the first item of one that is wrong. Memory that was read is
 * given back. */
typedef struct run_tables {
    const ak_index_data *data;
    uint64_t at;
    uint64_t wrong; /* the number of items: none */
    ak_ix_run_page page;
    uint32_t start;
} run_tables;

static void check_run_page(void *ctx, ak_ix_run_page page)
{
    run_tables *t = ctx;
    const ak_ix_run_page *found = &t->data->run_pages[t->at];
    if (t->wrong == t->data->run_pages_count &&
        (found->first != page.first || found->codes != page.codes)) {
        t->wrong = t->at;
        t->page = page;
    }
    if ((++t->at & 0x7FFF) == 0) ak_index_forget(t->data);
}

static void check_run_start(void *ctx, uint32_t start)
{
    run_tables *t = ctx;
    if (t->wrong == t->data->run_starts_count && t->data->run_starts[t->at] != start) {
        t->wrong = t->at;
        t->start = start;
    }
    if ((++t->at & 0x7FFF) == 0) ak_index_forget(t->data);
}

static aka_status check_run_pages(const ak_index_check *c, aka_error *err, uint64_t runs)
{
    const ak_index_data *d = c->data;
    run_tables t = {.data = d, .wrong = d->run_pages_count};
    aka_status status = ak_check_same_count(c, err, AK_SECTION_run_pages, d->run_pages_count,
        ak_index_run_page_count(runs), "pages that so many runs have");
    if (status != AKA_OK) return status;
    ak_index_each_run_page(
        (ak_slice){d->runs, d->runs_count}, d->run_pages_count, check_run_page, &t);
    if (t.wrong == d->run_pages_count) return AKA_OK;
    const ak_ix_run_page *found = &d->run_pages[t.wrong];
    return ak_check_refuse(c, err, AK_SECTION_run_pages, t.wrong,
        "begins at byte %u with codes %08x: should at %u with %08x", found->first, found->codes,
        t.page.first, t.page.codes);
}

/* As many words as there must be: check_run_counts. */
static aka_status check_run_starts(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    run_tables t = {.data = d, .wrong = d->run_starts_count};
    ak_index_each_run_start(
        (ak_slice){d->runs, d->runs_count}, d->run_postings_count, check_run_start, &t);
    if (t.wrong == d->run_starts_count) return AKA_OK;
    return ak_check_refuse(c, err, AK_SECTION_run_starts, t.wrong, "is %08x: should be %08x",
        d->run_starts[t.wrong], t.start);
}

aka_status ak_check_runs(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    run_check r = {0};
    for (uint64_t at = 0; at < d->runs_count;) {
        aka_status status = check_run(c, err, at, &r);
        if (status != AKA_OK) return status;
        at += sizeof r.run + r.text.len;
    }
    if (r.postings < d->run_postings_count)
        return ak_check_refuse(c, err, AK_SECTION_run_postings, r.postings, "belongs to no run");
    aka_status status = check_run_pages(c, err, r.count);
    return status == AKA_OK ? check_run_starts(c, err) : status;
}

/* Whether what lies at the byte can be read as a run that has postings. */
static bool is_run(const ak_index_data *d, uint32_t at)
{
    ak_ix_run run;
    if (at >= d->runs_count || d->runs_count - at < sizeof run) return false;
    const ak_slice text = ak_index_run_at(d->runs + at, &run);
    const uint32_t first = run.posting_first;
    return text.len <= d->runs_count - at - sizeof run && first < d->run_postings_count &&
           d->run_starts[first / 32] >> first % 32 & 1;
}

aka_status ak_check_class_runs(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    for (uint64_t i = 0; i < d->class_runs_count; i++)
        if (!is_run(d, d->class_runs[i].value))
            return ak_check_refuse(c, err, AK_SECTION_class_runs, i,
                "run is %u, a byte at which none begins", d->class_runs[i].value);
    return AKA_OK;
}

/* Pages are told by their number how they are meant: so they are counted even where contents are
 * trusted. */
static aka_status check_page_count(const ak_index_check *c, aka_error *err, const table_check *t)
{
    return ak_check_same_count(c, err, t->pages_section, t->page_count,
        ak_index_page_count(t->key_count), "pages that so many keys have");
}

/* As many pages as some number of runs has: how many there are is not known yet. */
static aka_status check_run_counts(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const uint64_t pages = d->run_pages_count;
    if (pages < 3 || pages > ((uint64_t)1 << 32) + 1 || ((pages - 1) & (pages - 2)) != 0)
        return ak_index_fail(err, c->code, AK_SECTION_run_pages, c->table[AK_SECTION_run_pages].off,
            "%llu items are no power of two and one more", (unsigned long long)pages);
    if (d->terms_count + d->run_postings_count > UINT32_MAX)
        return ak_index_fail(err, c->code, AK_SECTION_run_postings,
            c->table[AK_SECTION_run_postings].off,
            "%llu items and %llu terms are too many to count together",
            (unsigned long long)d->run_postings_count, (unsigned long long)d->terms_count);
    return ak_check_same_count(c, err, AK_SECTION_run_starts, d->run_starts_count,
        (d->run_postings_count + 31) / 32, "words of run postings");
}

aka_status ak_check_page_counts(const ak_index_check *c, aka_error *err)
{
    const ak_index_data *d = c->data;
    const table_check tables[] = {
        TABLE_CHECK(d, part, part_sounds), TABLE_CHECK(d, loose, loose_terms)};
    aka_status status = AKA_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && status == AKA_OK; i++)
        status = check_page_count(c, err, &tables[i]);
    return status == AKA_OK ? check_run_counts(c, err) : status;
}
