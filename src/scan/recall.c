/* A table by hash, in groups of runs of which the one kept longest makes room. */
#include "scan/recall.h"

#include "base/hash.h"

#include <stdlib.h>

#define RUNS (1u << 17)
#define GROUP 4u /* runs of the same place in the table */
#define FINDS_MAX (1u << 17)
#define BYTES_MAX (16u << 20)

struct ak_recalled {
    uint64_t key; /* 0: empty */
    uint32_t first, count;
    uint8_t headline, company; /* ak_known: of the context, as far as it mattered */
    uint32_t edges;            /* the same */
};

aka_status ak_recall_init(ak_recall *r, aka_error *err)
{
    *r = (ak_recall){0};
    ak_arena_init(&r->arena, 0);
    r->runs = calloc(RUNS, sizeof *r->runs);
    return r->runs ? AKA_OK : ak_fail_nomem(err);
}

void ak_recall_free(ak_recall *r)
{
    free(r->runs);
    ak_vec_free(&r->finds);
    ak_arena_free(&r->arena);
    *r = (ak_recall){0};
}

uint64_t ak_recall_key(
    ak_slice view, const ak_run *run, const ak_context *context, double threshold)
{
    uint8_t marks[AK_RUN_MAX * 2 + sizeof threshold];
    size_t n = 0;
    for (uint32_t i = 0; i < run->count; i++) {
        marks[n++] = run->tokens[i].gap;
        marks[n++] = run->tokens[i].flags;
    }
    marks[0] = AK_GAP_BLANK; /* what parts the run from the one before parts none of its words */
    marks[1] &= (uint8_t)~AK_TOKEN_DOT;
    memcpy(marks + n, &threshold, sizeof threshold);
    n += sizeof threshold;
    uint64_t key = ak_hash_seed(ak_slice_sub(view, context->begin, context->end),
        ak_hash((ak_slice){(const char *)marks, n}));
    return key ? key : 1;
}

/* The group that the run belongs to. */
static struct ak_recalled *group_of(const ak_recall *r, uint64_t key)
{
    return &r->runs[key % (RUNS / GROUP) * GROUP];
}

/* What is known of the run; NULL: nothing. */
static const struct ak_recalled *look_up(const ak_recall *r, uint64_t key)
{
    const struct ak_recalled *group = group_of(r, key);
    for (size_t i = 0; i < GROUP; i++)
        if (group[i].key == key) return &group[i];
    return NULL;
}

/* A place for the run: its own, else that of the run that has been there longest. */
static struct ak_recalled *make_place(ak_recall *r, uint64_t key)
{
    struct ak_recalled *group = group_of(r, key);
    size_t last = 0;
    while (last + 1 < GROUP && group[last].key != key) last++;
    memmove(group + 1, group, last * sizeof *group);
    return group;
}

bool ak_recall_find(
    ak_recall *r, uint64_t key, const ak_run *run, ak_context *context, ak_vec *finds)
{
    const struct ak_recalled *known = look_up(r, key);
    if (!known) return false;
    if (known->company && ak_context_company(context) != (known->company == AK_KNOWN_YES))
        return false;
    if (known->headline && ak_context_headline(context) != (known->headline == AK_KNOWN_YES))
        return false;
    if (known->edges && ak_context_edges(context) != known->edges) return false;
    finds->count = 0;
    ak_find *out = known->count ? ak_vec_extend(finds, known->count, sizeof *out) : NULL;
    if (known->count && !out) return false;
    for (uint32_t i = 0; i < known->count; i++) {
        out[i] = ((const ak_find *)r->finds.data)[known->first + i];
        out[i].begin += run->tokens[0].begin;
        out[i].end += run->tokens[0].begin;
    }
    return true;
}

static void make_room(ak_recall *r)
{
    if (r->finds.count < FINDS_MAX && r->arena.used < BYTES_MAX) return;
    memset(r->runs, 0, RUNS * sizeof *r->runs);
    r->finds.count = 0;
    ak_arena_reset(&r->arena);
}

bool ak_recall_keep(
    ak_recall *r, uint64_t key, const ak_run *run, const ak_context *context, ak_vec *finds)
{
    make_room(r);
    uint32_t first = (uint32_t)r->finds.count;
    ak_find *from = finds->data;
    ak_find *kept = finds->count ? ak_vec_extend(&r->finds, finds->count, sizeof *kept) : NULL;
    if (finds->count && !kept) return false;
    for (size_t i = 0; i < finds->count; i++) {
        if (!ak_arena_dup(&r->arena, from[i].text, &from[i].text)) {
            r->finds.count = first;
            return false;
        }
        kept[i] = from[i];
        kept[i].begin -= run->tokens[0].begin;
        kept[i].end -= run->tokens[0].begin;
    }
    *make_place(r, key) = (struct ak_recalled){
        key, first, (uint32_t)finds->count, context->headline, context->company, context->edges};
    return true;
}
