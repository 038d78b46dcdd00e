/* Segments to one index. Entities and all that is theirs are copied one segment after the other,
 * with their numbers shifted; everything that is sorted is merged. */
#include "index/format.h"
#include "index/heads.h"
#include "index/segment.h"
#include "index/stream.h"

#include <stdlib.h>

/* So many bytes are made between two times that the pages of the segments are given back. What is
 * read for them is a few times as much. */
#define FORGET_AFTER ((uint64_t)8 << 20)

/* What a segment's numbers are shifted by, and where it stands in the sequence being merged. */
typedef struct source {
    const ak_segment *segment;
    uint32_t string, entity, name, attr, block;
    uint64_t record;
    uint32_t *place;     /* number of each of its terms in the merged vocabulary */
    uint32_t *run_place; /* the same for its runs … */
    uint32_t *rank;      /* … and for the ranks of its names */
    /* the head of a sequence */
    uint64_t next, end;
    ak_slice text;
    uint64_t prefix; /* what decides before text does: its first eight bytes as a number, or else */
    const ak_ix_key *keys; /* of what is merged; the head is under key - 1 */
    uint64_t key, key_count;
    const char *listed; /* what stands under them */
    size_t listed_size;
} source;

struct ak_merged {
    source *sources;
    size_t count;
    uint32_t *places;      /* of all sources */
    uint32_t *order;       /* for ak_heads */
    uint32_t *part_firsts; /* of all names */
    uint32_t *postings;    /* of the term or run at hand: at most all names */
    size_t posting_count;
    bool unsorted; /* these are of several sources */
    ak_stream streams[AK_SECTION_COUNT];
    uint64_t made; /* bytes since pages were given back */
    ak_slice sections[AK_SECTION_COUNT];
};

static void forget(ak_merged *m)
{
    for (size_t i = 0; i < m->count; i++) ak_map_forget(m->sources[i].segment->mapped);
    m->made = 0;
}

static inline void put(ak_merged *m, enum ak_section section, const void *bytes, size_t size)
{
    ak_stream_put(&m->streams[section], bytes, size);
    m->made += size;
    if (m->made > FORGET_AFTER) forget(m);
}

/* Bytes put so far. */
static inline uint64_t made_of(const ak_merged *m, enum ak_section section)
{
    return m->streams[section].bytes + m->streams[section].used;
}

/* ---- one behind the other ---- */

static void shift_str(ak_ix_str *s, const source *from)
{
    if (s->len) s->off += from->string;
}

static void put_entities(ak_merged *m, const source *s)
{
    const ak_index_data *d = &s->segment->data;
    for (uint64_t i = 0; i < d->entities_count; i++) {
        ak_ix_entity e = d->entities[i];
        shift_str(&e.id, s);
        shift_str(&e.caption, s);
        shift_str(&e.schema, s);
        shift_str(&e.datasets, s);
        e.name_first += s->name;
        e.attr_first += s->attr;
        e.record_block += s->block;
        put(m, AK_SECTION_entities, &e, sizeof e);
    }
    for (uint64_t i = 0; i < d->names_count; i++) {
        ak_ix_name n = d->names[i];
        shift_str(&n.text, s);
        n.entity += s->entity;
        n.part_first = m->part_firsts[s->name + i];
        put(m, AK_SECTION_names, &n, sizeof n);
    }
}

/* Bytes that need no change, in pieces, so that what was read can be given back. */
static void put_bytes(ak_merged *m, enum ak_section section, const void *bytes, uint64_t size)
{
    const char *at = bytes;
    while (size) {
        size_t n = size < (1 << 20) ? (size_t)size : 1 << 20;
        put(m, section, at, n);
        at += n;
        size -= n;
    }
}

static void put_records(ak_merged *m, const source *s)
{
    const ak_index_data *d = &s->segment->data;
    for (uint64_t i = 0; i < d->blocks_count; i++) {
        ak_ix_block b = d->blocks[i];
        b.off += s->record;
        put(m, AK_SECTION_blocks, &b, sizeof b);
    }
    put_bytes(m, AK_SECTION_record_data, d->record_data.data, d->record_data.len);
}

/* ---- merging ---- */

static uint64_t prefix_of(ak_slice text)
{
    unsigned char bytes[8] = {0};
    if (text.len) memcpy(bytes, text.data, text.len < 8 ? text.len : 8);
    uint64_t prefix;
    memcpy(&prefix, bytes, sizeof prefix);
    return __builtin_bswap64(prefix); /* the machine is little-endian: format.h */
}

/* By prefix, text, source: equal things come in the order of their segments. */
static bool text_before(const void *ctx, uint32_t a, uint32_t b)
{
    const source *sources = ctx, *x = &sources[a], *y = &sources[b];
    if (x->prefix != y->prefix) return x->prefix < y->prefix;
    int order = ak_slice_cmp(x->text, y->text);
    return order ? order < 0 : a < b;
}

static void set_text(source *s, ak_slice text)
{
    s->text = text;
    s->prefix = prefix_of(text);
}

/* Calls head for each source that has anything, and gives the heap of them. Heads without a text
 * need not say so. */
static ak_heads begin(
    ak_merged *m, void (*head)(source *), bool (*before)(const void *, uint32_t, uint32_t))
{
    ak_heads heads = {.at = m->order, .before = before, .ctx = m->sources};
    for (uint32_t i = 0; i < m->count; i++) {
        m->sources[i].text = (ak_slice){NULL, 0};
        if (m->sources[i].next >= m->sources[i].end) continue;
        head(&m->sources[i]);
        heads.at[heads.count++] = i;
    }
    ak_heads_make(&heads);
    return heads;
}

static void next_head(ak_heads *heads, source *s, void (*head)(source *))
{
    bool more = s->next < s->end;
    if (more) head(s);
    ak_heads_taken(heads, more);
}

#define EACH_FROM(m, field)                                                                        \
    for (size_t each = 0; each < (m)->count; each++) {                                             \
        (m)->sources[each].next = 0;                                                               \
        (m)->sources[each].end = (m)->sources[each].segment->data.field##_count;                   \
    }

/* ---- names by size ---- */

static void size_head(source *s)
{
    s->prefix = s->segment->data.sizes[s->next].size;
}

/* Takes the names of a source's next size: ranks [first, end) there. */
static ak_ix_range take_size(source *s)
{
    const ak_index_data *d = &s->segment->data;
    const ak_ix_size *of = &d->sizes[s->next++];
    return (ak_ix_range){of->first, s->next < s->end ? of[1].first : (uint32_t)d->names_count};
}

/* Where parts begin that are in the order of ranks. */
static uint32_t first_part(const ak_index_data *d, uint32_t rank)
{
    return rank < d->ranks_count ? d->ranks[rank].part_first : (uint32_t)d->parts_count;
}

/* Those of one size of one source come together, so that postings stay ascending within each. */
static void merge_ranks(ak_merged *m)
{
    EACH_FROM(m, sizes)
    ak_heads heads = begin(m, size_head, text_before);
    uint64_t last = UINT64_MAX;
    for (uint32_t rank = 0, part = 0; heads.count;) {
        source *s = &m->sources[ak_heads_first(&heads)];
        const ak_index_data *d = &s->segment->data;
        const ak_ix_size size = {(uint32_t)s->prefix, rank};
        if (s->prefix != last) put(m, AK_SECTION_sizes, &size, sizeof size);
        last = s->prefix;
        const ak_ix_range of = take_size(s);
        const uint32_t shift = part - first_part(d, of.first);
        for (uint32_t r = of.first; r < of.end; r++) {
            const ak_ix_rank row = {d->ranks[r].name + s->name, d->ranks[r].part_first + shift};
            m->part_firsts[row.name] = row.part_first;
            s->rank[r] = rank++;
            put(m, AK_SECTION_ranks, &row, sizeof row);
            put(m, AK_SECTION_years, &d->years[r], sizeof *d->years);
        }
        part = first_part(d, of.end) + shift;
        next_head(&heads, s, size_head);
    }
}

/* In the order of ranks. */
static void merge_parts(ak_merged *m)
{
    EACH_FROM(m, sizes)
    ak_heads heads = begin(m, size_head, text_before);
    while (heads.count) {
        source *s = &m->sources[ak_heads_first(&heads)];
        const ak_index_data *d = &s->segment->data;
        const ak_ix_range of = take_size(s);
        for (uint32_t i = first_part(d, of.first); i < first_part(d, of.end); i++) {
            ak_ix_part p = d->parts[i];
            p.term = s->place[p.term];
            put(m, AK_SECTION_parts, &p, sizeof p);
        }
        next_head(&heads, s, size_head);
    }
}

/* ---- the vocabulary ---- */

static void term_head(source *s)
{
    const ak_ix_term *t = &s->segment->data.terms[s->next];
    set_text(s, (ak_slice){s->segment->data.strings.data + t->text_off, t->text_len});
}

static void begin_term(ak_merged *m, const source *s, ak_ix_term *out)
{
    const ak_index_data *d = &s->segment->data;
    const ak_ix_term *t = &d->terms[s->next];
    *out = *t;
    out->text_off = (uint32_t)made_of(m, AK_SECTION_strings);
    out->class_first = (uint32_t)(made_of(m, AK_SECTION_term_classes) / sizeof(uint32_t));
    out->posting_first = (uint32_t)(made_of(m, AK_SECTION_postings) / sizeof(uint32_t));
    out->posting_count = 0;
    put(m, AK_SECTION_term_classes, d->term_classes + t->class_first,
        t->class_count * sizeof(uint32_t));
    put(m, AK_SECTION_strings, s->text.data, (size_t)t->text_len + t->sound_len);
}

/* One source's share of the postings at hand. */
static void add_postings(ak_merged *m, const source *s, const uint32_t *ranks, size_t count)
{
    m->unsorted = m->posting_count > 0;
    for (size_t i = 0; i < count; i++) m->postings[m->posting_count++] = s->rank[ranks[i]];
}

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void put_postings(ak_merged *m, enum ak_section section)
{
    if (m->unsorted) qsort(m->postings, m->posting_count, sizeof *m->postings, by_number);
    put(m, section, m->postings, m->posting_count * sizeof *m->postings);
    m->posting_count = 0;
    m->unsorted = false;
}

static void merge_terms(ak_merged *m)
{
    EACH_FROM(m, terms)
    ak_heads heads = begin(m, term_head, text_before);
    for (uint32_t number = 0; heads.count; number++) {
        source *s = &m->sources[ak_heads_first(&heads)];
        const ak_slice text = s->text;
        ak_ix_term term;
        begin_term(m, s, &term);
        do {
            const ak_index_data *d = &s->segment->data;
            const ak_ix_term *t = &d->terms[s->next];
            add_postings(m, s, d->postings + t->posting_first, t->posting_count);
            term.posting_count += t->posting_count;
            if (t->weight > term.weight) term.weight = t->weight;
            s->place[s->next++] = number;
            next_head(&heads, s, term_head);
            if (heads.count) s = &m->sources[ak_heads_first(&heads)];
        } while (heads.count && ak_slice_eq(s->text, text));
        put(m, AK_SECTION_terms, &term, sizeof term);
        put_postings(m, AK_SECTION_postings);
    }
}

/* Pairs of a class and a number that has it, ascending. In all segments a term or run has the same
 * classes: of equal pairs those of the first one count. */
static void merge_pairs(ak_merged *m, enum ak_section section, void (*head)(source *))
{
    ak_heads heads = begin(m, head, text_before);
    uint64_t last = UINT64_MAX;
    const source *from = NULL;
    while (heads.count) {
        source *s = &m->sources[ak_heads_first(&heads)];
        if (s->prefix != last || s == from) {
            const ak_ix_pair pair = {(uint32_t)(s->prefix >> 32), (uint32_t)s->prefix};
            put(m, section, &pair, sizeof pair);
            last = s->prefix;
            from = s;
        }
        s->next++;
        next_head(&heads, s, head);
    }
}

static void class_term_head(source *s)
{
    const ak_ix_pair *p = &s->segment->data.class_terms[s->next];
    s->prefix = (uint64_t)p->key << 32 | s->place[p->value];
}

static void class_run_head(source *s)
{
    const ak_ix_pair *p = &s->segment->data.class_runs[s->next];
    s->prefix = (uint64_t)p->key << 32 | s->run_place[p->value];
}

/* ---- what stands under keys ---- */

/* Code of the key under which the next item of the source stands. Items are passed in order. */
static uint32_t next_code(source *s)
{
    while (s->key < s->key_count && s->keys[s->key].first <= s->next) s->key++;
    return s->keys[s->key - 1].code;
}

#define EACH_UNDER(m, of, items)                                                                   \
    EACH_FROM(m, items)                                                                            \
    for (size_t each = 0; each < (m)->count; each++) {                                             \
        source *s = &(m)->sources[each];                                                           \
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
    if (k->items == 0 || code != k->code) put(k->m, k->section, &key, sizeof key);
    k->code = code;
    k->items++;
}

/* Number of the term that the next item of the source is about: its first member. */
static uint32_t term_of_next(const source *s)
{
    uint32_t term;
    memcpy(&term, s->listed + s->next * s->listed_size, sizeof term);
    return s->place[term];
}

static void listed_head(source *s)
{
    s->prefix = (uint64_t)next_code(s) << 32 | term_of_next(s);
}

/* Terms under keys, each once. */
static void merge_listed(ak_merged *m, enum ak_section items, enum ak_section keys)
{
    key_maker maker = {.m = m, .section = keys};
    ak_heads heads = begin(m, listed_head, text_before);
    for (uint64_t last = UINT64_MAX; heads.count;) {
        source *s = &m->sources[ak_heads_first(&heads)];
        if (s->prefix != last) {
            last = s->prefix;
            const uint32_t term = (uint32_t)last;
            begin_item(&maker, (uint32_t)(last >> 32));
            put(m, items, &term, sizeof term);
            put(m, items, s->listed + s->next * s->listed_size + sizeof term,
                s->listed_size - sizeof term);
        }
        s->next++;
        next_head(&heads, s, listed_head);
    }
}

/* Runs come by their codes, then by their texts. */
static void run_head(source *s)
{
    s->text = ak_index_run_text(&s->segment->data, (uint32_t)s->next);
    s->prefix = (uint64_t)next_code(s) << 32 | prefix_of(s->text) >> 32;
}

static void begin_run(ak_merged *m, const source *s, ak_ix_run *out)
{
    *out = s->segment->data.runs[s->next];
    out->text_off = (uint32_t)made_of(m, AK_SECTION_strings);
    out->posting_first = (uint32_t)(made_of(m, AK_SECTION_run_postings) / sizeof(uint32_t));
    put(m, AK_SECTION_strings, s->text.data, s->text.len);
}

/* One source's share of a run. */
static void add_to_run(ak_merged *m, const source *s, ak_ix_run *run)
{
    const ak_index_data *d = &s->segment->data;
    const ak_ix_range range = ak_index_run_postings(d, (uint32_t)s->next);
    add_postings(m, s, d->run_postings + range.first, range.end - range.first);
    run->outline.flags |= d->runs[s->next].outline.flags;
}

static void merge_runs(ak_merged *m)
{
    key_maker keys = {.m = m, .section = AK_SECTION_run_keys};
    ak_heads heads = begin(m, run_head, text_before);
    while (heads.count) {
        source *s = &m->sources[ak_heads_first(&heads)];
        const ak_slice text = s->text;
        const uint64_t prefix = s->prefix;
        ak_ix_run run;
        begin_item(&keys, (uint32_t)(prefix >> 32));
        begin_run(m, s, &run);
        do {
            add_to_run(m, s, &run);
            s->run_place[s->next++] = keys.items - 1;
            next_head(&heads, s, run_head);
            if (heads.count) s = &m->sources[ak_heads_first(&heads)];
        } while (heads.count && s->prefix == prefix && ak_slice_eq(s->text, text));
        put(m, AK_SECTION_runs, &run, sizeof run);
        put_postings(m, AK_SECTION_run_postings);
    }
}

typedef struct page_maker {
    ak_merged *m;
    enum ak_section section;
} page_maker;

static void put_page(void *ctx, uint32_t page)
{
    const page_maker *p = ctx;
    put(p->m, p->section, &page, sizeof page);
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

/* All by which the vocabulary is looked up. */
static aka_status merge_keyed(ak_merged *m, aka_error *err)
{
    EACH_UNDER(m, part, part_sounds)
    merge_listed(m, AK_SECTION_part_sounds, AK_SECTION_part_keys);
    EACH_UNDER(m, loose, loose_terms)
    merge_listed(m, AK_SECTION_loose_terms, AK_SECTION_loose_keys);
    EACH_UNDER(m, run, runs)
    merge_runs(m);
    EACH_FROM(m, class_runs)
    merge_pairs(m, AK_SECTION_class_runs, class_run_head);
    aka_status status = make_pages(m, AK_SECTION_part_keys, AK_SECTION_part_pages, err);
    if (status == AKA_OK)
        status = make_pages(m, AK_SECTION_loose_keys, AK_SECTION_loose_pages, err);
    if (status == AKA_OK) status = make_pages(m, AK_SECTION_run_keys, AK_SECTION_run_pages, err);
    return status;
}

/* ---- entities and identifiers by their own order ---- */

static void id_head(source *s)
{
    const ak_index_data *d = &s->segment->data;
    ak_ix_str id = d->entities[d->id_order[s->next]].id;
    set_text(s, (ak_slice){d->strings.data + id.off, id.len});
}

static void merge_ids(ak_merged *m)
{
    EACH_FROM(m, id_order)
    ak_heads heads = begin(m, id_head, text_before);
    while (heads.count) {
        source *s = &m->sources[ak_heads_first(&heads)];
        uint32_t entity = s->segment->data.id_order[s->next++] + s->entity;
        put(m, AK_SECTION_id_order, &entity, sizeof entity);
        m->made += sizeof(ak_ix_entity); /* read out of order: a page for each id, at worst */
        next_head(&heads, s, id_head);
    }
}

static void ident_head(source *s)
{
    s->prefix = s->segment->data.idents[s->next].hash;
}

static void merge_idents(ak_merged *m)
{
    EACH_FROM(m, idents)
    ak_heads heads = begin(m, ident_head, text_before);
    while (heads.count) {
        source *s = &m->sources[ak_heads_first(&heads)];
        ak_ix_ident row = s->segment->data.idents[s->next++];
        shift_str(&row.text, s);
        row.entity += s->entity;
        put(m, AK_SECTION_idents, &row, sizeof row);
        next_head(&heads, s, ident_head);
    }
}

/* ---- all of it ---- */

static bool take_segments(ak_merged *m, const ak_segment *segments, size_t count)
{
    uint64_t places = 0, names = 0;
    for (size_t i = 0; i < count; i++) {
        const ak_index_data *d = &segments[i].data;
        places += d->terms_count + d->runs_count + d->names_count;
        names += d->names_count;
    }
    m->sources = calloc(count + 1, sizeof *m->sources);
    m->order = calloc(count + 1, sizeof *m->order);
    m->places = malloc((places + 1) * sizeof *m->places);
    m->postings = malloc((names + 1) * sizeof *m->postings);
    m->part_firsts = malloc((names + 1) * sizeof *m->part_firsts);
    if (!m->sources || !m->order || !m->places || !m->postings || !m->part_firsts) return false;
    m->count = count;
    uint32_t *place = m->places;
    source at = {0};
    for (size_t i = 0; i < count; i++) {
        const ak_index_data *d = &segments[i].data;
        at.segment = &segments[i];
        at.place = place;
        at.run_place = place + d->terms_count;
        at.rank = at.run_place + d->runs_count;
        place = at.rank + d->names_count;
        m->sources[i] = at;
        at.string += (uint32_t)segments[i].own_strings;
        at.entity += (uint32_t)d->entities_count;
        at.name += (uint32_t)d->names_count;
        at.attr += (uint32_t)d->attrs_count;
        at.block += (uint32_t)d->blocks_count;
        at.record += d->record_data.len;
    }
    return true;
}

static aka_status open_streams(ak_merged *m, const char *beside, aka_error *err)
{
    aka_status status = AKA_OK;
    for (size_t i = 0; i < AK_SECTION_COUNT && status == AKA_OK; i++)
        status = ak_stream_open(&m->streams[i], beside, err);
    return status;
}

static aka_status merge_all(ak_merged *m, aka_error *err)
{
    merge_ranks(m);
    for (size_t i = 0; i < m->count; i++) {
        const source *s = &m->sources[i];
        const ak_index_data *d = &s->segment->data;
        put_entities(m, s);
        put_records(m, s);
        put_bytes(m, AK_SECTION_attrs, d->attrs, d->attrs_count * sizeof *d->attrs);
        put_bytes(m, AK_SECTION_strings, d->strings.data, s->segment->own_strings);
    }
    merge_terms(m);
    merge_parts(m);
    EACH_FROM(m, class_terms)
    merge_pairs(m, AK_SECTION_class_terms, class_term_head);
    aka_status status = merge_keyed(m, err);
    if (status != AKA_OK) return status;
    merge_ids(m);
    merge_idents(m);
    forget(m);
    return AKA_OK;
}

static aka_status map_streams(ak_merged *m, ak_index_data *data, aka_error *err)
{
    aka_status status = AKA_OK;
    for (size_t i = 0; i < AK_SECTION_COUNT && status == AKA_OK; i++)
        status = ak_stream_map(&m->streams[i], &m->sections[i], err);
    if (status == AKA_OK) ak_index_from_sections(data, m->sections);
    data->mapped = true;
    return status;
}

aka_status ak_segments_merge(const ak_segment *segments, size_t count, const char *beside,
    ak_merged **out, ak_index_data *data, aka_error *err)
{
    *out = NULL;
    *data = (ak_index_data){0};
    ak_merged *m = calloc(1, sizeof *m);
    if (!m) return ak_fail_nomem(err);
    aka_status status =
        take_segments(m, segments, count) ? open_streams(m, beside, err) : ak_fail_nomem(err);
    if (status == AKA_OK) status = merge_all(m, err);
    if (status == AKA_OK) status = map_streams(m, data, err);
    free(m->places);
    free(m->postings);
    free(m->part_firsts);
    m->places = m->postings = m->part_firsts = NULL;
    if (status == AKA_OK)
        *out = m;
    else
        ak_merged_free(m);
    return status;
}

void ak_merged_free(ak_merged *merged)
{
    if (!merged) return;
    for (size_t i = 0; i < AK_SECTION_COUNT; i++) ak_stream_close(&merged->streams[i]);
    free(merged->sources);
    free(merged->order);
    free(merged->places);
    free(merged->postings);
    free(merged->part_firsts);
    free(merged);
}
