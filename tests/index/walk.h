/* Reads everything in an open index as its users would, following every reference: under a
 * sanitizer, a bound that opening did not check shows here. */
#ifndef TEST_INDEX_WALK_H
#define TEST_INDEX_WALK_H

#include "index/index.h"

static inline uint64_t walk_str(const ak_index *index, uint32_t off, uint32_t len)
{
    ak_slice s = ak_index_str(index, (ak_ix_str){off, len});
    uint64_t sum = len;
    /* Hostile strings may overlap: of long ones some bytes will do, the first and last among them.
     */
    size_t step = 1 + s.len / 4096;
    for (size_t i = 0; i < s.len; i += step) sum = sum * 31 + (unsigned char)s.data[i];
    return s.len ? sum + (unsigned char)s.data[s.len - 1] : sum;
}

static inline uint64_t walk_name(const ak_index *index, uint32_t n)
{
    const ak_index_data *d = &index->data;
    const ak_ix_name *name = &d->names[n];
    uint64_t sum = walk_str(index, name->text.off, name->text.len) + name->strength;
    sum += d->entities[name->entity].kind;
    for (uint32_t k = 0; k < name->part_count; k++) {
        const ak_ix_part *p = &d->parts[name->part_first + k];
        sum += d->terms[p->term].text_len + p->role + p->weight + p->flags;
        sum += walk_str(index, name->text.off + p->begin, (uint32_t)(p->end - p->begin));
    }
    return sum;
}

static inline uint64_t walk_entity(const ak_index *index, uint32_t e)
{
    const ak_index_data *d = &index->data;
    const ak_ix_entity *x = &d->entities[e];
    const ak_ix_label *l = &d->labels[e];
    uint64_t sum = walk_str(index, l->id.off, l->id.len);
    sum += walk_str(index, l->caption.off, l->caption.len);
    sum += walk_str(index, l->schema.off, l->schema.len);
    sum += walk_str(index, l->datasets.off, l->datasets.len);
    for (uint32_t k = 0; k < x->name_count; k++) sum += walk_name(index, x->name_first + k);
    for (uint32_t k = 0; k < x->attr_count; k++) {
        const ak_ix_attr *a = &d->attrs[x->attr_first + k];
        sum += a->type + (uint64_t)a->a + (uint64_t)a->b + a->c;
    }
    return sum;
}

static inline uint64_t walk_term(const ak_index *index, uint32_t t)
{
    const ak_index_data *d = &index->data;
    const ak_ix_term *x = &d->terms[t];
    uint64_t sum = walk_str(index, x->text_off, x->text_len);
    sum += walk_str(index, x->text_off + x->text_len, x->sound_len);
    for (uint32_t k = 0; k < x->class_count; k++) sum += d->term_classes[x->class_first + k];
    for (uint32_t k = 0; k < x->posting_count; k++)
        sum += d->names[d->postings[x->posting_first + k]].strength;
    return sum;
}

/* The run that begins at that byte. Moves on to the next one. */
static inline uint64_t walk_run(const ak_index *index, size_t *at)
{
    const ak_index_data *d = &index->data;
    ak_ix_run run;
    const ak_slice text = ak_index_run_at(d->runs + *at, &run);
    const ak_ix_range postings = ak_index_run_postings(d, run.posting_first);
    uint64_t sum = run.outline.letters;
    for (size_t i = 0; i < text.len; i++) sum = sum * 31 + (unsigned char)text.data[i];
    for (uint32_t k = postings.first; k < postings.end; k++)
        sum += d->names[d->run_postings[k]].strength;
    *at += sizeof run + text.len;
    return sum;
}

static inline uint64_t walk_runs(const ak_index *index)
{
    const ak_index_data *d = &index->data;
    uint64_t sum = 0;
    for (uint64_t page = 0; page + 1 < d->run_pages_count; page++)
        for (size_t at = d->run_pages[page].first; at < d->run_pages[page + 1].first;)
            sum += walk_run(index, &at);
    for (uint64_t i = 0; i < d->class_runs_count; i++) {
        size_t at = d->class_runs[i].value;
        sum += d->class_runs[i].key + walk_run(index, &at);
    }
    return sum;
}

/* All that stands under keys, and what does not. */
static inline uint64_t walk_keys(const ak_index *index)
{
    const ak_index_data *d = &index->data;
    const ak_key_table tables[] = {ak_index_part_keys(index), ak_index_loose_keys(index)};
    uint64_t sum = 0;
    for (size_t t = 0; t < 2; t++)
        for (uint32_t i = 0; i < tables[t].key_count; i++) {
            const ak_ix_range at = ak_index_find_key(&tables[t], tables[t].keys[i].code);
            for (uint32_t k = at.first; k < at.end; k++)
                sum += d->terms[t ? d->loose_terms[k].term : d->part_sounds[k].term].text_len;
            sum += ak_index_find_key(&tables[t], tables[t].keys[i].code + i).end;
        }
    return sum;
}

/* records: how many bytes of records to unpack at most, so that hostile files end in time. */
static inline uint64_t walk_records(const ak_index *index, uint64_t records)
{
    const ak_index_data *d = &index->data;
    uint64_t sum = 0, unpacked = 0;
    ak_buf out;
    ak_buf_init(&out, AK_INDEX_BLOCK_MAX);
    for (uint32_t i = 0; i < d->entities_count && unpacked < records; i++) {
        unpacked += d->blocks[d->labels[i].record_block].raw_len + 1u;
        ak_buf_reset(&out);
        sum += ak_index_record(index, i, &out, NULL) == AKA_OK ? out.len : 1;
    }
    ak_buf_free(&out);
    return sum;
}

static inline uint64_t walk_finds(const ak_index *index)
{
    const ak_index_data *d = &index->data;
    uint64_t sum = 0;
    uint32_t found = 0, end = 0;
    for (uint64_t i = 0; i < d->id_order_count; i++)
        sum += ak_index_find_id(index, ak_index_str(index, d->labels[d->id_order[i]].id), &found);
    for (uint64_t i = 0; i < d->terms_count; i++) {
        ak_ix_str text = {d->terms[i].text_off, d->terms[i].text_len};
        sum += ak_index_find_term(index, ak_index_str(index, text), &found);
    }
    for (uint64_t i = 0; i < d->idents_count; i++) {
        ak_index_find_ident(index, d->idents[i].hash, &found, &end);
        sum += end - found + walk_str(index, d->idents[i].text.off, d->idents[i].text.len);
        sum += d->entities[d->idents[i].entity].kind;
    }
    return sum + walk_keys(index);
}

/* The sum depends on all that was read. */
static inline uint64_t walk_index(const ak_index *index, uint64_t records)
{
    const ak_index_data *d = &index->data;
    uint64_t sum = 0;
    for (size_t i = 0; i < d->meta.len; i++) sum += (unsigned char)d->meta.data[i];
    for (uint32_t i = 0; i < d->entities_count; i++) sum += walk_entity(index, i);
    for (uint32_t i = 0; i < d->terms_count; i++) sum += walk_term(index, i);
    for (uint64_t i = 0; i < d->class_terms_count; i++)
        sum += d->class_terms[i].key + d->terms[d->class_terms[i].value].text_len;
    for (uint64_t i = 0; i < d->ranks_count; i++)
        sum += d->names[d->ranks[i].name].part_count + d->years[i] +
               ak_index_rank_parts(d, (uint32_t)i).end;
    for (uint64_t i = 0; i < d->sizes_count; i++) sum += d->sizes[i].size + d->sizes[i].first;
    for (uint64_t i = 0; i < d->entities_count; i++) sum += d->id_places[i] * i;
    sum += walk_runs(index) + walk_finds(index);
    return sum + walk_records(index, records);
}

#endif
