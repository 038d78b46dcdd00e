/* Merging segments: their heads, the streams that take what is made, and what the files that merge
 * have in common. For merge.c and merge_keyed.c alone. */
#ifndef AK_INDEX_MERGE_H
#define AK_INDEX_MERGE_H

#include "index/format.h"
#include "index/heads.h"
#include "index/segment.h"
#include "index/stream.h"

/* So many bytes are made between two times that the pages of the segments are given back. What is
 * read for them is a few times as much. */
#define AK_MERGE_FORGET_AFTER ((uint64_t)8 << 20)

/* What a segment's numbers are shifted by, and where it stands in the sequence being merged. */
typedef struct ak_merge_source {
    const ak_segment *segment;
    uint32_t string, entity, name, attr, block;
    uint64_t record;
    uint32_t *place;     /* number of each of its terms in the merged vocabulary */
    uint32_t *rank;      /* the same for the ranks of its names */
    ak_ix_pair *classed; /* (byte, byte in the merged ones) of its runs with classes, ascending */
    uint64_t classed_passed;
    /* the head of a sequence */
    uint64_t next, end;
    ak_slice text;
    ak_ix_run run;   /* where runs are merged */
    uint64_t prefix; /* what decides before text does: its first eight bytes as a number, or else */
    const ak_ix_key *keys; /* of what is merged; the head is under key - 1 */
    uint64_t key, key_count;
    const char *listed; /* what stands under them */
    size_t listed_size;
} ak_merge_source;

struct ak_merged {
    ak_merge_source *sources;
    size_t count;
    uint32_t *places;      /* of all sources */
    uint32_t *order;       /* for ak_heads */
    uint32_t *part_firsts; /* of all names */
    uint32_t *id_places;   /* of all entities */
    size_t entity_count;
    uint32_t *postings; /* of the term or run at hand: at most all names */
    size_t posting_count;
    bool unsorted; /* these are of several sources */
    ak_stream streams[AK_SECTION_COUNT];
    uint64_t made; /* bytes since pages were given back */
    ak_slice sections[AK_SECTION_COUNT];
};

/* Gives the pages of the segments back. */
void ak_merge_forget(ak_merged *m);

static inline void ak_merge_put(
    ak_merged *m, enum ak_section section, const void *bytes, size_t size)
{
    ak_stream_put(&m->streams[section], bytes, size);
    m->made += size;
    if (m->made > AK_MERGE_FORGET_AFTER) ak_merge_forget(m);
}

/* Bytes put so far. */
static inline uint64_t ak_merge_made(const ak_merged *m, enum ak_section section)
{
    return m->streams[section].bytes + m->streams[section].used;
}

/* What decides first between two texts. */
uint64_t ak_merge_prefix(ak_slice text);
void ak_merge_set_text(ak_merge_source *s, ak_slice text);
/* By prefix, text, source: equal things come in the order of their segments. */
bool ak_merge_before(const void *ctx, uint32_t a, uint32_t b);
/* Calls head for each source that has anything, and gives the heap of them. Heads without a text
 * need not say so. */
ak_heads ak_merge_begin(ak_merged *m, void (*head)(ak_merge_source *),
    bool (*before)(const void *, uint32_t, uint32_t));
/* After the first of the heads was taken from its source. */
void ak_merge_next(ak_heads *heads, ak_merge_source *s, void (*head)(ak_merge_source *));

/* Lets each source begin anew with what it has of a section. */
#define AK_MERGE_EACH_FROM(m, field)                                                               \
    for (size_t each = 0; each < (m)->count; each++) {                                             \
        (m)->sources[each].next = 0;                                                               \
        (m)->sources[each].end = (m)->sources[each].segment->data.field##_count;                   \
    }

/* One source's share of the postings at hand, … */
void ak_merge_add_postings(
    ak_merged *m, const ak_merge_source *s, const uint32_t *ranks, size_t count);
/* … and all of them. */
void ak_merge_put_postings(ak_merged *m, enum ak_section section);
/* Pairs of a class and a number that has it, ascending. In all segments a term or run has the same
 * classes: of equal pairs those of the first one count. */
void ak_merge_pairs(ak_merged *m, enum ak_section section, void (*head)(ak_merge_source *));

/* merge_keyed.c: all by which the vocabulary is looked up, when the terms have their places. */
AKA_CHECKED aka_status ak_merge_keyed(ak_merged *m, aka_error *err);

#endif
