/* Segments to one index. Entities and all that is theirs are copied one segment after the other,
 * with their numbers shifted; everything that is sorted is merged. */
#include "index/merge.h"

#include <stdlib.h>

void ak_merge_forget(ak_merged *m)
{
    for (size_t i = 0; i < m->count; i++) ak_map_forget(m->sources[i].segment->mapped);
    m->made = 0;
}

/* ---- one behind the other ---- */

static void shift_str(ak_ix_str *s, const ak_merge_source *from)
{
    if (s->len) s->off += from->string;
}

static void put_entities(ak_merged *m, const ak_merge_source *s)
{
    const ak_index_data *d = &s->segment->data;
    for (uint64_t i = 0; i < d->entities_count; i++) {
        ak_ix_entity e = d->entities[i];
        ak_ix_label l = d->labels[i];
        e.name_first += s->name;
        e.attr_first += s->attr;
        shift_str(&l.id, s);
        shift_str(&l.caption, s);
        shift_str(&l.schema, s);
        shift_str(&l.datasets, s);
        l.record_block += s->block;
        ak_merge_put(m, AK_SECTION_entities, &e, sizeof e);
        ak_merge_put(m, AK_SECTION_labels, &l, sizeof l);
    }
    for (uint64_t i = 0; i < d->names_count; i++) {
        ak_ix_name n = d->names[i];
        shift_str(&n.text, s);
        n.entity += s->entity;
        n.part_first = m->part_firsts[s->name + i];
        ak_merge_put(m, AK_SECTION_names, &n, sizeof n);
    }
}

/* Bytes that need no change, in pieces, so that what was read can be given back. */
static void put_bytes(ak_merged *m, enum ak_section section, const void *bytes, uint64_t size)
{
    const char *at = bytes;
    while (size) {
        size_t n = size < (1 << 20) ? (size_t)size : 1 << 20;
        ak_merge_put(m, section, at, n);
        at += n;
        size -= n;
    }
}

static void put_records(ak_merged *m, const ak_merge_source *s)
{
    const ak_index_data *d = &s->segment->data;
    for (uint64_t i = 0; i < d->blocks_count; i++) {
        ak_ix_block b = d->blocks[i];
        b.off += s->record;
        ak_merge_put(m, AK_SECTION_blocks, &b, sizeof b);
    }
    put_bytes(m, AK_SECTION_record_data, d->record_data.data, d->record_data.len);
}

/* ---- merging ---- */

uint64_t ak_merge_prefix(ak_slice text)
{
    unsigned char bytes[8] = {0};
    if (text.len) memcpy(bytes, text.data, text.len < 8 ? text.len : 8);
    uint64_t prefix;
    memcpy(&prefix, bytes, sizeof prefix);
    return __builtin_bswap64(prefix); /* the machine is little-endian: format.h */
}

/* By prefix, text, source: equal things come in the order of their segments. */
bool ak_merge_before(const void *ctx, uint32_t a, uint32_t b)
{
    const ak_merge_source *sources = ctx, *x = &sources[a], *y = &sources[b];
    if (x->prefix != y->prefix) return x->prefix < y->prefix;
    int order = ak_slice_cmp(x->text, y->text);
    return order ? order < 0 : a < b;
}

void ak_merge_set_text(ak_merge_source *s, ak_slice text)
{
    s->text = text;
    s->prefix = ak_merge_prefix(text);
}

/* Calls head for each source that has anything, and gives the heap of them. Heads without a text
 * need not say so. */
ak_heads ak_merge_begin(
    ak_merged *m, void (*head)(ak_merge_source *), bool (*before)(const void *, uint32_t, uint32_t))
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

void ak_merge_next(ak_heads *heads, ak_merge_source *s, void (*head)(ak_merge_source *))
{
    bool more = s->next < s->end;
    if (more) head(s);
    ak_heads_taken(heads, more);
}

/* ---- names by size ---- */

static void size_head(ak_merge_source *s)
{
    s->prefix = s->segment->data.sizes[s->next].size;
}

/* Takes the names of a source's next size: ranks [first, end) there. */
static ak_ix_range take_size(ak_merge_source *s)
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
    AK_MERGE_EACH_FROM(m, sizes)
    ak_heads heads = ak_merge_begin(m, size_head, ak_merge_before);
    uint64_t last = UINT64_MAX;
    for (uint32_t rank = 0, part = 0; heads.count;) {
        ak_merge_source *s = &m->sources[ak_heads_first(&heads)];
        const ak_index_data *d = &s->segment->data;
        const ak_ix_size size = {(uint32_t)s->prefix, rank};
        if (s->prefix != last) ak_merge_put(m, AK_SECTION_sizes, &size, sizeof size);
        last = s->prefix;
        const ak_ix_range of = take_size(s);
        const uint32_t shift = part - first_part(d, of.first);
        for (uint32_t r = of.first; r < of.end; r++) {
            const ak_ix_rank row = {d->ranks[r].name + s->name, d->ranks[r].part_first + shift};
            m->part_firsts[row.name] = row.part_first;
            s->rank[r] = rank++;
            ak_merge_put(m, AK_SECTION_ranks, &row, sizeof row);
            ak_merge_put(m, AK_SECTION_years, &d->years[r], sizeof *d->years);
        }
        part = first_part(d, of.end) + shift;
        ak_merge_next(&heads, s, size_head);
    }
}

/* In the order of ranks. */
static void merge_parts(ak_merged *m)
{
    AK_MERGE_EACH_FROM(m, sizes)
    ak_heads heads = ak_merge_begin(m, size_head, ak_merge_before);
    while (heads.count) {
        ak_merge_source *s = &m->sources[ak_heads_first(&heads)];
        const ak_index_data *d = &s->segment->data;
        const ak_ix_range of = take_size(s);
        for (uint32_t i = first_part(d, of.first); i < first_part(d, of.end); i++) {
            ak_ix_part p = d->parts[i];
            p.term = s->place[p.term];
            ak_merge_put(m, AK_SECTION_parts, &p, sizeof p);
        }
        ak_merge_next(&heads, s, size_head);
    }
}

/* ---- the vocabulary ---- */

static void term_head(ak_merge_source *s)
{
    const ak_ix_term *t = &s->segment->data.terms[s->next];
    ak_merge_set_text(s, (ak_slice){s->segment->data.strings.data + t->text_off, t->text_len});
}

static void begin_term(ak_merged *m, const ak_merge_source *s, ak_ix_term *out)
{
    const ak_index_data *d = &s->segment->data;
    const ak_ix_term *t = &d->terms[s->next];
    *out = *t;
    out->text_off = (uint32_t)ak_merge_made(m, AK_SECTION_strings);
    out->class_first = (uint32_t)(ak_merge_made(m, AK_SECTION_term_classes) / sizeof(uint32_t));
    out->posting_first = (uint32_t)(ak_merge_made(m, AK_SECTION_postings) / sizeof(uint32_t));
    out->posting_count = 0;
    ak_merge_put(m, AK_SECTION_term_classes, d->term_classes + t->class_first,
        t->class_count * sizeof(uint32_t));
    ak_merge_put(m, AK_SECTION_strings, s->text.data, (size_t)t->text_len + t->sound_len);
}

/* One source's share of the postings at hand. */
void ak_merge_add_postings(
    ak_merged *m, const ak_merge_source *s, const uint32_t *ranks, size_t count)
{
    m->unsorted = m->posting_count > 0;
    for (size_t i = 0; i < count; i++) m->postings[m->posting_count++] = s->rank[ranks[i]];
}

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

void ak_merge_put_postings(ak_merged *m, enum ak_section section)
{
    if (m->unsorted) qsort(m->postings, m->posting_count, sizeof *m->postings, by_number);
    ak_merge_put(m, section, m->postings, m->posting_count * sizeof *m->postings);
    m->posting_count = 0;
    m->unsorted = false;
}

static void merge_terms(ak_merged *m)
{
    AK_MERGE_EACH_FROM(m, terms)
    ak_heads heads = ak_merge_begin(m, term_head, ak_merge_before);
    for (uint32_t number = 0; heads.count; number++) {
        ak_merge_source *s = &m->sources[ak_heads_first(&heads)];
        const ak_slice text = s->text;
        ak_ix_term term;
        begin_term(m, s, &term);
        do {
            const ak_index_data *d = &s->segment->data;
            const ak_ix_term *t = &d->terms[s->next];
            ak_merge_add_postings(m, s, d->postings + t->posting_first, t->posting_count);
            term.posting_count += t->posting_count;
            if (t->weight > term.weight) term.weight = t->weight;
            s->place[s->next++] = number;
            ak_merge_next(&heads, s, term_head);
            if (heads.count) s = &m->sources[ak_heads_first(&heads)];
        } while (heads.count && ak_slice_eq(s->text, text));
        ak_merge_put(m, AK_SECTION_terms, &term, sizeof term);
        ak_merge_put_postings(m, AK_SECTION_postings);
    }
}

/* Pairs of a class and a number that has it, ascending. In all segments a term or run has the same
 * classes: of equal pairs those of the first one count. */
void ak_merge_pairs(ak_merged *m, enum ak_section section, void (*head)(ak_merge_source *))
{
    ak_heads heads = ak_merge_begin(m, head, ak_merge_before);
    uint64_t last = UINT64_MAX;
    const ak_merge_source *from = NULL;
    while (heads.count) {
        ak_merge_source *s = &m->sources[ak_heads_first(&heads)];
        if (s->prefix != last || s == from) {
            const ak_ix_pair pair = {(uint32_t)(s->prefix >> 32), (uint32_t)s->prefix};
            ak_merge_put(m, section, &pair, sizeof pair);
            last = s->prefix;
            from = s;
        }
        s->next++;
        ak_merge_next(&heads, s, head);
    }
}

static void class_term_head(ak_merge_source *s)
{
    const ak_ix_pair *p = &s->segment->data.class_terms[s->next];
    s->prefix = (uint64_t)p->key << 32 | s->place[p->value];
}

/* ---- entities and identifiers by their own order ---- */

static void id_head(ak_merge_source *s)
{
    const ak_index_data *d = &s->segment->data;
    ak_ix_str id = d->labels[d->id_order[s->next]].id;
    ak_merge_set_text(s, (ak_slice){d->strings.data + id.off, id.len});
}

static void merge_ids(ak_merged *m)
{
    AK_MERGE_EACH_FROM(m, id_order)
    ak_heads heads = ak_merge_begin(m, id_head, ak_merge_before);
    for (uint32_t place = 0; heads.count; place++) {
        ak_merge_source *s = &m->sources[ak_heads_first(&heads)];
        uint32_t entity = s->segment->data.id_order[s->next++] + s->entity;
        m->id_places[entity] = place;
        ak_merge_put(m, AK_SECTION_id_order, &entity, sizeof entity);
        m->made += sizeof(ak_ix_label); /* read out of order: a page for each id, at worst */
        ak_merge_next(&heads, s, id_head);
    }
    put_bytes(m, AK_SECTION_id_places, m->id_places, m->entity_count * sizeof *m->id_places);
}

static void ident_head(ak_merge_source *s)
{
    s->prefix = s->segment->data.idents[s->next].hash;
}

static void merge_idents(ak_merged *m)
{
    AK_MERGE_EACH_FROM(m, idents)
    ak_heads heads = ak_merge_begin(m, ident_head, ak_merge_before);
    while (heads.count) {
        ak_merge_source *s = &m->sources[ak_heads_first(&heads)];
        ak_ix_ident row = s->segment->data.idents[s->next++];
        shift_str(&row.text, s);
        row.entity += s->entity;
        ak_merge_put(m, AK_SECTION_idents, &row, sizeof row);
        ak_merge_next(&heads, s, ident_head);
    }
}

/* ---- all of it ---- */

static bool take_segments(ak_merged *m, const ak_segment *segments, size_t count)
{
    uint64_t places = 0, names = 0;
    for (size_t i = 0; i < count; i++) {
        const ak_index_data *d = &segments[i].data;
        places += d->terms_count + d->names_count + 2 * d->class_runs_count;
        names += d->names_count;
        m->entity_count += d->entities_count;
    }
    m->sources = calloc(count + 1, sizeof *m->sources);
    m->order = calloc(count + 1, sizeof *m->order);
    m->places = malloc((places + 1) * sizeof *m->places);
    m->postings = malloc((names + 1) * sizeof *m->postings);
    m->part_firsts = malloc((names + 1) * sizeof *m->part_firsts);
    m->id_places = malloc((m->entity_count + 1) * sizeof *m->id_places);
    if (!m->sources || !m->order || !m->places || !m->postings || !m->part_firsts || !m->id_places)
        return false;
    m->count = count;
    uint32_t *place = m->places;
    ak_merge_source at = {0};
    for (size_t i = 0; i < count; i++) {
        const ak_index_data *d = &segments[i].data;
        at.segment = &segments[i];
        at.place = place;
        at.rank = place + d->terms_count;
        at.classed = (ak_ix_pair *)(at.rank + d->names_count);
        place = at.rank + d->names_count + 2 * d->class_runs_count;
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
        const ak_merge_source *s = &m->sources[i];
        const ak_index_data *d = &s->segment->data;
        put_entities(m, s);
        put_records(m, s);
        put_bytes(m, AK_SECTION_attrs, d->attrs, d->attrs_count * sizeof *d->attrs);
        put_bytes(m, AK_SECTION_strings, d->strings.data, s->segment->own_strings);
    }
    merge_terms(m);
    merge_parts(m);
    AK_MERGE_EACH_FROM(m, class_terms)
    ak_merge_pairs(m, AK_SECTION_class_terms, class_term_head);
    aka_status status = ak_merge_keyed(m, err);
    if (status != AKA_OK) return status;
    merge_ids(m);
    merge_idents(m);
    ak_merge_forget(m);
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
    free(m->id_places);
    m->places = m->postings = m->part_firsts = m->id_places = NULL;
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
    free(merged->id_places);
    free(merged);
}
