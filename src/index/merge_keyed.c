/* Merging what stands under keys: the parts of names by their sounds and loose keys, the runs, and
 * the pages of these tables. */
#include "index/merge.h"

#include <stdlib.h>

/* Code of the key under which the next item of the source stands. Items are passed in order. */
static uint32_t next_code(ak_merge_source *s)
{
    while (s->key < s->key_count && s->keys[s->key].first <= s->next) s->key++;
    return s->keys[s->key - 1].code;
}

#define EACH_UNDER(m, of, items)                                                                   \
    AK_MERGE_EACH_FROM(m, items)                                                                   \
    for (size_t each = 0; each < (m)->count; each++) {                                             \
        ak_merge_source *s = &(m)->sources[each];                                                  \
        s->keys = s->segment->data.of##_keys;                                                      \
        s->key_count = s->segment->data.of##_keys_count;                                           \
        s->key = 0;                                                                                \
        s->listed = (const char *)s->segment->data.items;                                          \
        s->listed_size = sizeof *s->segment->data.items;                                           \
    }

/* Puts keys as their first items come. */
typedef struct key_maker {
    ak_merged *m;
    enum ak_section section;
    uint32_t items, code;
} key_maker;

static void begin_item(key_maker *k, uint32_t code)
{
    const ak_ix_key key = {code, k->items};
    if (k->items == 0 || code != k->code) ak_merge_put(k->m, k->section, &key, sizeof key);
    k->code = code;
    k->items++;
}

/* Number of the term that the next item of the source is about: its first member. */
static uint32_t term_of_next(const ak_merge_source *s)
{
    uint32_t term;
    memcpy(&term, s->listed + s->next * s->listed_size, sizeof term);
    return s->place[term];
}

static void listed_head(ak_merge_source *s)
{
    s->prefix = (uint64_t)next_code(s) << 32 | term_of_next(s);
}

/* Terms under keys, each once. */
static void merge_listed(ak_merged *m, enum ak_section items, enum ak_section keys)
{
    key_maker maker = {.m = m, .section = keys};
    ak_heads heads = ak_merge_begin(m, listed_head, ak_merge_before);
    for (uint64_t last = UINT64_MAX; heads.count;) {
        ak_merge_source *s = &m->sources[ak_heads_first(&heads)];
        if (s->prefix != last) {
            last = s->prefix;
            const uint32_t term = (uint32_t)last;
            begin_item(&maker, (uint32_t)(last >> 32));
            ak_merge_put(m, items, &term, sizeof term);
            ak_merge_put(m, items, s->listed + s->next * s->listed_size + sizeof term,
                s->listed_size - sizeof term);
        }
        s->next++;
        ak_merge_next(&heads, s, listed_head);
    }
}

/* Runs come by their codes, then by their texts. */
static void run_head(ak_merge_source *s)
{
    s->text = ak_index_run_at(s->segment->data.runs + s->next, &s->run);
    s->prefix = (uint64_t)s->run.code << 32 | ak_merge_prefix(s->text) >> 32;
}

static int by_key(const void *a, const void *b)
{
    const uint32_t x = ((const ak_ix_pair *)a)->key, y = ((const ak_ix_pair *)b)->key;
    return x < y ? -1 : x > y;
}

/* The runs whose places are to be kept. */
static void list_classed(ak_merge_source *s)
{
    const ak_index_data *d = &s->segment->data;
    for (uint64_t i = 0; i < d->class_runs_count; i++)
        s->classed[i] = (ak_ix_pair){d->class_runs[i].value, 0};
    if (d->class_runs_count) qsort(s->classed, d->class_runs_count, sizeof *s->classed, by_key);
    s->classed_passed = 0;
}

/* Takes the source's run into the one that is made at that place. */
static void take_run(ak_merged *m, ak_merge_source *s, ak_ix_run *run, uint32_t place)
{
    const ak_index_data *d = &s->segment->data;
    const ak_ix_range range = ak_index_run_postings(d, s->run.posting_first);
    ak_merge_add_postings(m, s, d->run_postings + range.first, range.end - range.first);
    run->outline.flags |= s->run.outline.flags;
    for (; s->classed_passed < d->class_runs_count; s->classed_passed++) {
        ak_ix_pair *classed = &s->classed[s->classed_passed];
        if (classed->key != s->next) break;
        classed->value = place;
    }
    s->next += sizeof s->run + s->text.len;
}

/* Returns how many there are. */
static uint64_t merge_runs(ak_merged *m)
{
    uint64_t count = 0;
    ak_heads heads = ak_merge_begin(m, run_head, ak_merge_before);
    for (; heads.count; count++) {
        ak_merge_source *s = &m->sources[ak_heads_first(&heads)];
        const ak_slice text = s->text;
        const uint64_t prefix = s->prefix;
        const uint32_t place = (uint32_t)ak_merge_made(m, AK_SECTION_runs);
        ak_ix_run run = s->run;
        run.posting_first =
            (uint32_t)(ak_merge_made(m, AK_SECTION_run_postings) / sizeof(uint32_t));
        do {
            take_run(m, s, &run, place);
            ak_merge_next(&heads, s, run_head);
            if (heads.count) s = &m->sources[ak_heads_first(&heads)];
        } while (heads.count && s->prefix == prefix && ak_slice_eq(s->text, text));
        ak_merge_put(m, AK_SECTION_runs, &run, sizeof run);
        ak_merge_put(m, AK_SECTION_runs, text.data, text.len);
        ak_merge_put_postings(m, AK_SECTION_run_postings);
    }
    return count;
}

typedef struct page_maker {
    ak_merged *m;
    enum ak_section section;
} page_maker;

static void put_page(void *ctx, uint32_t page)
{
    const page_maker *p = ctx;
    ak_merge_put(p->m, p->section, &page, sizeof page);
}

static aka_status make_pages(
    ak_merged *m, enum ak_section keys, enum ak_section pages, aka_error *err)
{
    ak_slice mapped;
    aka_status status = ak_stream_map(&m->streams[keys], &mapped, err);
    if (status != AKA_OK) return status;
    page_maker maker = {m, pages};
    ak_index_each_page((const ak_ix_key *)(const void *)mapped.data, mapped.len / sizeof(ak_ix_key),
        put_page, &maker);
    return AKA_OK;
}

/* Tables of the runs that were made: as they are read, their memory is given back. */
typedef struct run_table_maker {
    ak_merged *m;
    ak_slice runs;
    uint64_t items;
} run_table_maker;

static void put_run_item(run_table_maker *t, enum ak_section section, const void *item, size_t size)
{
    ak_merge_put(t->m, section, item, size);
    if ((++t->items & 0x7FFF) == 0) ak_map_forget(t->runs);
}

static void put_run_page(void *ctx, ak_ix_run_page page)
{
    put_run_item(ctx, AK_SECTION_run_pages, &page, sizeof page);
}

static void put_run_start(void *ctx, uint32_t start)
{
    put_run_item(ctx, AK_SECTION_run_starts, &start, sizeof start);
}

static aka_status make_run_tables(ak_merged *m, uint64_t count, aka_error *err)
{
    run_table_maker t = {.m = m};
    const uint64_t postings = ak_merge_made(m, AK_SECTION_run_postings) / sizeof(uint32_t);
    aka_status status = ak_stream_map(&m->streams[AK_SECTION_runs], &t.runs, err);
    if (status != AKA_OK) return status;
    ak_index_each_run_page(t.runs, ak_index_run_page_count(count), put_run_page, &t);
    ak_index_each_run_start(t.runs, postings, put_run_start, &t);
    ak_map_forget(t.runs);
    return AKA_OK;
}

static void class_run_head(ak_merge_source *s)
{
    const ak_index_data *d = &s->segment->data;
    const ak_ix_pair *p = &d->class_runs[s->next], old = {p->value, 0};
    const ak_ix_pair *classed =
        bsearch(&old, s->classed, d->class_runs_count, sizeof *s->classed, by_key);
    s->prefix = (uint64_t)p->key << 32 | classed->value;
}

aka_status ak_merge_keyed(ak_merged *m, aka_error *err)
{
    EACH_UNDER(m, part, part_sounds)
    merge_listed(m, AK_SECTION_part_sounds, AK_SECTION_part_keys);
    EACH_UNDER(m, loose, loose_terms)
    merge_listed(m, AK_SECTION_loose_terms, AK_SECTION_loose_keys);
    AK_MERGE_EACH_FROM(m, runs)
    for (size_t i = 0; i < m->count; i++) list_classed(&m->sources[i]);
    const uint64_t runs = merge_runs(m);
    AK_MERGE_EACH_FROM(m, class_runs)
    ak_merge_pairs(m, AK_SECTION_class_runs, class_run_head);
    aka_status status = make_pages(m, AK_SECTION_part_keys, AK_SECTION_part_pages, err);
    if (status == AKA_OK)
        status = make_pages(m, AK_SECTION_loose_keys, AK_SECTION_loose_pages, err);
    return status == AKA_OK ? make_run_tables(m, runs, err) : status;
}
