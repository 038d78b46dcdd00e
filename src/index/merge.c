/* Segments to one index. Entities and all that is theirs are copied one segment after the other,
 * with their numbers shifted; everything that is sorted is merged. */
#include "base/vec.h"
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
    uint32_t string, entity, name, part, attr, block;
    uint64_t record;
    uint32_t *place; /* number of each of its terms in the merged vocabulary */
    /* the head of a sequence */
    uint64_t next, end;
    ak_slice text;
    uint64_t prefix; /* the first eight bytes of text as a number */
    uint32_t number; /* what orders equal texts */
    uint32_t joined; /* the first of a term's postings with AK_INDEX_JOINED */
} source;

struct ak_merged {
    source *sources;
    size_t count;
    uint32_t *places;  /* of all sources */
    uint32_t *order;   /* for ak_heads */
    uint32_t *bearers; /* sources that have the term at hand */
    ak_vec part_keys;  /* one byte for each key: whether it is in part_slots */
    ak_stream streams[AK_SECTION_COUNT];
    ak_stream draft_terms;
    uint64_t made; /* bytes since pages were given back */
    ak_slice sections[AK_SECTION_COUNT];
};

static void forget(ak_merged *m)
{
    for (size_t i = 0; i < m->count; i++) ak_map_forget(m->sources[i].segment->mapped);
    ak_map_forget(m->draft_terms.mapped);
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
        n.part_first += s->part;
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

static void put_parts(ak_merged *m, const source *s)
{
    const ak_index_data *d = &s->segment->data;
    for (uint64_t i = 0; i < d->parts_count; i++) {
        ak_ix_part p = d->parts[i];
        p.term = s->place[p.term];
        put(m, AK_SECTION_parts, &p, sizeof p);
    }
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

/* By text, then number, then source: equal things come in the order of their segments. */
static bool text_before(const void *ctx, uint32_t a, uint32_t b)
{
    const source *sources = ctx, *x = &sources[a], *y = &sources[b];
    if (x->prefix != y->prefix) return x->prefix < y->prefix;
    int order = ak_slice_cmp(x->text, y->text);
    if (order) return order < 0;
    return x->number != y->number ? x->number < y->number : a < b;
}

static void set_text(source *s, ak_slice text, uint32_t number)
{
    s->text = text;
    s->prefix = prefix_of(text);
    s->number = number;
}

/* Calls head for each source that has anything, and gives the heap of them. */
static ak_heads begin(
    ak_merged *m, void (*head)(source *), bool (*before)(const void *, uint32_t, uint32_t))
{
    ak_heads heads = {.at = m->order, .before = before, .ctx = m->sources};
    for (uint32_t i = 0; i < m->count; i++) {
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

/* ---- the vocabulary ---- */

static void term_head(source *s)
{
    const ak_ix_term *t = &s->segment->data.terms[s->next];
    set_text(s, (ak_slice){s->segment->data.strings.data + t->text_off, t->text_len}, 0);
}

static void begin_term(ak_merged *m, const source *s, ak_ix_term *out)
{
    const ak_index_data *d = &s->segment->data;
    const ak_ix_term *t = &d->terms[s->next];
    *out = (ak_ix_term){.text_off = (uint32_t)made_of(m, AK_SECTION_strings),
        .text_len = t->text_len,
        .sound_len = t->sound_len,
        .class_first = (uint32_t)(made_of(m, AK_SECTION_term_classes) / sizeof(uint32_t)),
        .class_count = t->class_count,
        .posting_first = (uint32_t)(made_of(m, AK_SECTION_postings) / sizeof(uint32_t))};
    put(m, AK_SECTION_term_classes, d->term_classes + t->class_first,
        t->class_count * sizeof(uint32_t));
    put(m, AK_SECTION_strings, s->text.data, s->text.len);
}

static void put_postings(ak_merged *m, const source *s, uint64_t first, uint64_t end)
{
    for (uint64_t i = first; i < end; i++) {
        uint32_t posting = s->segment->data.postings[i] + s->name;
        put(m, AK_SECTION_postings, &posting, sizeof posting);
    }
}

/* The postings of its parts; those of joined parts, which are above all of them, come at the end
 * of the term. */
static void add_to_term(ak_merged *m, source *s, ak_ix_term *out)
{
    const ak_index_data *d = &s->segment->data;
    const ak_ix_term *t = &d->terms[s->next];
    uint64_t first = t->posting_first, end = first + t->posting_count, i = first;
    while (i < end && !(d->postings[i] & AK_INDEX_JOINED)) i++;
    put_postings(m, s, first, i);
    s->joined = (uint32_t)(i - first);
    out->posting_count += t->posting_count;
    out->flags |= t->flags;
}

static void end_term(ak_merged *m, uint32_t bearers)
{
    for (uint32_t i = 0; i < bearers; i++) {
        const source *s = &m->sources[m->bearers[i]];
        const ak_ix_term *t = &s->segment->data.terms[s->next - 1];
        put_postings(m, s, (uint64_t)t->posting_first + s->joined,
            (uint64_t)t->posting_first + t->posting_count);
    }
}

/* Texts, classes and postings; what the terms are, without their sounds, goes to draft_terms. */
static void merge_terms(ak_merged *m)
{
    EACH_FROM(m, terms)
    ak_heads heads = begin(m, term_head, text_before);
    for (uint32_t number = 0; heads.count; number++) {
        source *s = &m->sources[ak_heads_first(&heads)];
        ak_slice text = s->text;
        uint32_t bearers = 0;
        ak_ix_term term;
        begin_term(m, s, &term);
        do {
            add_to_term(m, s, &term);
            m->bearers[bearers++] = ak_heads_first(&heads);
            s->place[s->next++] = number;
            next_head(&heads, s, term_head);
            if (heads.count) s = &m->sources[ak_heads_first(&heads)];
        } while (heads.count && ak_slice_eq(s->text, text));
        end_term(m, bearers);
        ak_stream_put(&m->draft_terms, &term, sizeof term);
    }
}

/* ---- the vocabulary by its sounds ---- */

static ak_segment_sound sound_at(const source *s)
{
    ak_segment_sound sound;
    memcpy(&sound, s->segment->sounds.data + s->next, sizeof sound);
    return sound;
}

static void sound_head(source *s)
{
    const ak_segment_sound sound = sound_at(s);
    const char *text = s->segment->sounds.data + s->next + sizeof sound;
    set_text(s, (ak_slice){text, sound.len}, s->place[sound.row.term]);
}

/* The key and the row that are being put together from the segments that have them. */
typedef struct voicing {
    ak_slice text;
    uint32_t text_off;
    ak_ix_key key;
    ak_ix_sound row;
    uint8_t *in_parts;
    uint64_t rows;
    uint32_t *sound_off; /* of each term */
} voicing;

static void end_row(ak_merged *m, const voicing *v)
{
    if (v->rows) put(m, AK_SECTION_sounds, &v->row, sizeof v->row);
}

static void end_key(ak_merged *m, voicing *v)
{
    v->key.sound_count = (uint32_t)v->rows - v->key.sound_first;
    if (v->rows) put(m, AK_SECTION_keys, &v->key, sizeof v->key);
}

static bool begin_key(ak_merged *m, voicing *v, const source *s, uint64_t code)
{
    end_key(m, v);
    v->key = (ak_ix_key){.code = code, .sound_first = (uint32_t)v->rows};
    v->text = s->text;
    v->text_off = (uint32_t)made_of(m, AK_SECTION_strings);
    put(m, AK_SECTION_strings, s->text.data, s->text.len);
    v->in_parts = ak_vec_push(&m->part_keys, 1);
    return v->in_parts != NULL;
}

static bool add_sound(ak_merged *m, voicing *v, const source *s)
{
    const ak_segment_sound sound = sound_at(s);
    bool new_term = v->rows == 0 || s->number != v->row.term;
    if (new_term) {
        end_row(m, v);
        if ((v->rows == 0 || !ak_slice_eq(v->text, s->text)) && !begin_key(m, v, s, sound.code))
            return false;
        v->row = sound.row;
        v->row.term = s->number;
        v->sound_off[s->number] = v->text_off;
        v->rows++;
    }
    v->row.flags |= sound.row.flags;
    *v->in_parts |= (uint8_t)sound.in_parts;
    return true;
}

/* Gives each term its sound and lists them by it; equal sounds share their bytes. */
static aka_status merge_sounds(
    ak_merged *m, uint64_t term_count, uint32_t *sound_off, aka_error *err)
{
    voicing v = {.sound_off = sound_off};
    for (size_t i = 0; i < m->count; i++) {
        m->sources[i].next = 0;
        m->sources[i].end = m->sources[i].segment->sounds.len;
    }
    ak_heads heads = begin(m, sound_head, text_before);
    while (heads.count) {
        source *s = &m->sources[ak_heads_first(&heads)];
        if (!add_sound(m, &v, s)) return ak_fail_nomem(err);
        s->next += sizeof(ak_segment_sound) + s->text.len;
        next_head(&heads, s, sound_head);
    }
    end_row(m, &v);
    end_key(m, &v);
    if (v.rows == term_count) return AKA_OK;
    return ak_fail(err, AKA_E_INTERNAL, "one term has different sounds in two segments");
}

/* A hash table as in the segments: at most half full. */
static bool put_slots(ak_merged *m, enum ak_section section, const ak_ix_key *keys, bool parts)
{
    const uint8_t *in_parts = m->part_keys.data;
    size_t n = m->part_keys.count, wanted = 0, count = 2;
    for (size_t k = 0; k < n; k++) wanted += !parts || in_parts[k];
    while (count < wanted * 2) count *= 2;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots) return false;
    for (size_t k = 0; k < n; k++) {
        uint64_t at = keys[k].code;
        if (parts && !in_parts[k]) continue;
        while (slots[at & (count - 1)]) at++;
        slots[at & (count - 1)] = (uint32_t)k + 1;
    }
    put(m, section, slots, count * sizeof *slots);
    free(slots);
    return true;
}

static aka_status make_slots(ak_merged *m, aka_error *err)
{
    ak_slice mapped;
    aka_status status = ak_stream_map(&m->streams[AK_SECTION_keys], &mapped, err);
    if (status != AKA_OK) return status;
    const ak_ix_key *keys = (const ak_ix_key *)(const void *)mapped.data;
    bool ok = put_slots(m, AK_SECTION_key_slots, keys, false) &&
              put_slots(m, AK_SECTION_part_slots, keys, true);
    return ok ? AKA_OK : ak_fail_nomem(err);
}

static aka_status finish_terms(ak_merged *m, aka_error *err)
{
    ak_slice draft;
    aka_status status = ak_stream_map(&m->draft_terms, &draft, err);
    if (status != AKA_OK) return status;
    uint64_t n = draft.len / sizeof(ak_ix_term);
    uint32_t *sound_off = calloc(n + 1, sizeof *sound_off);
    if (!sound_off) return ak_fail_nomem(err);
    status = merge_sounds(m, n, sound_off, err);
    if (status == AKA_OK) status = make_slots(m, err);
    const ak_ix_term *terms = (const ak_ix_term *)(const void *)draft.data;
    for (uint64_t i = 0; i < n && status == AKA_OK; i++) {
        ak_ix_term t = terms[i];
        t.sound_off = sound_off[i];
        put(m, AK_SECTION_terms, &t, sizeof t);
    }
    free(sound_off);
    ak_stream_close(&m->draft_terms);
    return status;
}

static void class_head(source *s)
{
    const ak_ix_pair *p = &s->segment->data.class_terms[s->next];
    s->prefix = (uint64_t)p->key << 32 | s->place[p->value];
}

/* A term has the same classes in all segments: of equal pairs those of the first one count. */
static void merge_class_terms(ak_merged *m)
{
    EACH_FROM(m, class_terms)
    for (size_t i = 0; i < m->count; i++) set_text(&m->sources[i], (ak_slice){NULL, 0}, 0);
    ak_heads heads = begin(m, class_head, text_before);
    uint64_t last = UINT64_MAX;
    const source *from = NULL;
    while (heads.count) {
        source *s = &m->sources[ak_heads_first(&heads)];
        if (s->prefix != last || s == from) {
            const ak_ix_pair pair = {(uint32_t)(s->prefix >> 32), (uint32_t)s->prefix};
            put(m, AK_SECTION_class_terms, &pair, sizeof pair);
            last = s->prefix;
            from = s;
        }
        s->next++;
        next_head(&heads, s, class_head);
    }
}

static void loose_head(source *s)
{
    const ak_index_data *d = &s->segment->data;
    const ak_ix_loose *l = &d->loose_terms[s->next];
    set_text(s, (ak_slice){d->strings.data + l->key_off, l->key_len}, s->place[l->term]);
}

/* A term has the same loose key in all segments that have one for it; equal keys share their bytes.
 */
static void merge_loose_terms(ak_merged *m)
{
    EACH_FROM(m, loose_terms)
    ak_heads heads = begin(m, loose_head, text_before);
    ak_ix_loose row = {0};
    ak_slice key = {NULL, 0};
    for (bool first = true; heads.count; first = false) {
        source *s = &m->sources[ak_heads_first(&heads)];
        bool new_key = first || !ak_slice_eq(key, s->text);
        if (new_key) {
            key = s->text;
            row.key_off = (uint32_t)made_of(m, AK_SECTION_strings);
            row.key_len = (uint32_t)key.len;
            put(m, AK_SECTION_strings, key.data, key.len);
        }
        if (new_key || row.term != s->number) {
            row.term = s->number;
            put(m, AK_SECTION_loose_terms, &row, sizeof row);
        }
        s->next++;
        next_head(&heads, s, loose_head);
    }
}

/* ---- entities and identifiers by their own order ---- */

static void id_head(source *s)
{
    const ak_index_data *d = &s->segment->data;
    ak_ix_str id = d->entities[d->id_order[s->next]].id;
    set_text(s, (ak_slice){d->strings.data + id.off, id.len}, 0);
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
    for (size_t i = 0; i < m->count; i++) set_text(&m->sources[i], (ak_slice){NULL, 0}, 0);
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
    uint64_t terms = 0;
    for (size_t i = 0; i < count; i++) terms += segments[i].data.terms_count;
    m->sources = calloc(count + 1, sizeof *m->sources);
    m->order = calloc(count + 1, sizeof *m->order);
    m->bearers = calloc(count + 1, sizeof *m->bearers);
    m->places = malloc((terms + 1) * sizeof *m->places);
    if (!m->sources || !m->order || !m->bearers || !m->places) return false;
    m->count = count;
    uint32_t *place = m->places;
    source at = {0};
    for (size_t i = 0; i < count; i++) {
        const ak_index_data *d = &segments[i].data;
        at.segment = &segments[i];
        at.place = place;
        m->sources[i] = at;
        place += d->terms_count;
        at.string += (uint32_t)segments[i].own_strings;
        at.entity += (uint32_t)d->entities_count;
        at.name += (uint32_t)d->names_count;
        at.part += (uint32_t)d->parts_count;
        at.attr += (uint32_t)d->attrs_count;
        at.block += (uint32_t)d->blocks_count;
        at.record += d->record_data.len;
    }
    return true;
}

static aka_status open_streams(ak_merged *m, const char *beside, aka_error *err)
{
    aka_status status = ak_stream_open(&m->draft_terms, beside, err);
    for (size_t i = 0; i < AK_SECTION_COUNT && status == AKA_OK; i++)
        status = ak_stream_open(&m->streams[i], beside, err);
    return status;
}

static aka_status merge_all(ak_merged *m, aka_error *err)
{
    for (size_t i = 0; i < m->count; i++) {
        const source *s = &m->sources[i];
        const ak_index_data *d = &s->segment->data;
        put_entities(m, s);
        put_records(m, s);
        put_bytes(m, AK_SECTION_attrs, d->attrs, d->attrs_count * sizeof *d->attrs);
        put_bytes(m, AK_SECTION_strings, d->strings.data, s->segment->own_strings);
    }
    merge_terms(m);
    aka_status status = finish_terms(m, err);
    if (status != AKA_OK) return status;
    for (size_t i = 0; i < m->count; i++) put_parts(m, &m->sources[i]);
    merge_class_terms(m);
    merge_loose_terms(m);
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
    m->places = NULL;
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
    ak_stream_close(&merged->draft_terms);
    free(merged->sources);
    free(merged->order);
    free(merged->bearers);
    ak_vec_free(&merged->part_keys);
    free(merged->places);
    free(merged);
}
