/* Retrieval by a weighted prefix filter. A name reaches the score only if asked parts of a certain
 * weight are related to it. The parts with the longest lists whose weight may be missing are taken
 * as related unseen; the names on the lists of the others are gathered with what they share. */
#include "match/retrieve.h"

#include "match/evidence.h"

#include <stdlib.h>

aka_status ak_retriever_init(ak_retriever *r, const ak_index *index, aka_error *err)
{
    *r = (ak_retriever){0};
    ak_arena_init(&r->arena, 0);
    size_t n = index->data.names_count + 1;
    aka_status status = ak_expander_init(&r->expander, index, err);
    r->gathered = calloc(n, sizeof *r->gathered);
    r->stamp = calloc(n, sizeof *r->stamp);
    if (status == AKA_OK && (!r->gathered || !r->stamp)) status = ak_fail_nomem(err);
    if (status != AKA_OK) ak_retriever_free(r);
    return status;
}

void ak_retriever_free(ak_retriever *r)
{
    ak_expander_free(&r->expander);
    ak_arena_free(&r->arena);
    free(r->gathered);
    free(r->stamp);
    ak_vec_free(&r->touched);
    *r = (ak_retriever){0};
}

/* What one asked part is related to, by itself or run together with its neighbours. */
typedef struct reach_list {
    ak_related *terms; /* strongest first */
    size_t count, cap;
    uint64_t postings;
    uint8_t part, weight;
} reach_list;

static bool add_reach(ak_retriever *r, reach_list *reach, const ak_related *terms, size_t count)
{
    if (reach->count + count > reach->cap) {
        size_t cap = (reach->count + count) * 2;
        ak_related *grown = ak_arena_alloc(&r->arena, cap * sizeof *grown);
        if (!grown) return false;
        if (reach->count) memcpy(grown, reach->terms, reach->count * sizeof *grown);
        reach->terms = grown;
        reach->cap = cap;
    }
    if (count) memcpy(reach->terms + reach->count, terms, count * sizeof *terms);
    reach->count += count;
    for (size_t i = 0; i < count; i++)
        reach->postings += r->expander.index->data.terms[terms[i].term].posting_count;
    return true;
}

static int by_strength(const void *a, const void *b)
{
    const ak_related *x = a, *y = b;
    if (x->strength != y->strength) return x->strength > y->strength ? -1 : 1;
    return x->term < y->term ? -1 : x->term > y->term;
}

static bool expand_all(ak_retriever *r, const ak_name *asked, reach_list *reaches)
{
    ak_unit *units = ak_arena_alloc(&r->arena, AK_UNITS_MAX * sizeof *units);
    if (!units) return false;
    size_t n =
        ak_name_units(asked, AK_UNIT_PART | AK_UNIT_JOINED | AK_UNIT_ACRONYM, &r->arena, units);
    if (n == SIZE_MAX) return false;
    for (size_t i = 0; i < n; i++) {
        const ak_related *terms;
        size_t count;
        if (!ak_expand(&r->expander, &units[i], asked->kind, &terms, &count)) return false;
        for (uint32_t p = units[i].from; p < units[i].to; p++)
            if (!add_reach(r, &reaches[p], terms, count)) return false;
    }
    for (uint32_t p = 0; p < asked->count; p++) {
        reaches[p].part = (uint8_t)p;
        reaches[p].weight = asked->parts[p].weight;
        if (reaches[p].count)
            qsort(reaches[p].terms, reaches[p].count, sizeof(ak_related), by_strength);
    }
    return true;
}

/* Cheapest lists first, counting what they weigh: those at the end are taken as related unseen. */
static int by_cost(const void *a, const void *b)
{
    const reach_list *x = a, *y = b;
    double cx = (double)x->postings / (x->weight + 1), cy = (double)y->postings / (y->weight + 1);
    if (cx != cy) return cx < cy ? -1 : 1;
    return x->part - y->part;
}

/* Stamps are numbered; when the numbers are used up, no name is stamped any more. */
static uint32_t next_stamp(ak_retriever *r)
{
    if (++r->stamp_last == 0) {
        memset(r->stamp, 0, (r->expander.index->data.names_count + 1) * sizeof *r->stamp);
        r->stamp_last = 1;
    }
    return r->stamp_last;
}

static bool gather(ak_retriever *r, const reach_list *reach)
{
    const ak_index_data *data = &r->expander.index->data;
    uint32_t stamp = next_stamp(r);
    for (size_t i = 0; i < reach->count; i++) {
        const ak_ix_term *t = &data->terms[reach->terms[i].term];
        /* Rounded up, so that the bound holds. */
        uint32_t share = (uint32_t)reach->weight << 16 |
                         (uint32_t)(reach->weight * reach->terms[i].strength + 999) / 1000;
        for (uint32_t k = 0; k < t->posting_count; k++) {
            uint32_t name = data->postings[t->posting_first + k];
            if (r->stamp[name] == stamp) continue;
            r->stamp[name] = stamp;
            if (r->gathered[name] == 0) {
                uint32_t *slot = ak_vec_push(&r->touched, sizeof *slot);
                if (!slot) return false;
                *slot = name;
            }
            r->gathered[name] += share;
        }
        r->postings_read += t->posting_count;
    }
    return true;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Keeps the names that can reach the score with `unseen` given to all; clears what was gathered. */
static void keep_reaching(ak_retriever *r, unsigned total, unsigned unseen, double score)
{
    uint32_t *names = r->touched.data;
    size_t kept = 0;
    for (size_t i = 0; i < r->touched.count; i++) {
        uint32_t name = names[i];
        unsigned related = (r->gathered[name] >> 16) + unseen;
        unsigned strong = (r->gathered[name] & 0xFFFF) + unseen;
        if (ak_evidence_bound(strong, total - related) >= score) names[kept++] = name;
        r->gathered[name] = 0;
    }
    r->touched.count = kept;
    if (kept) qsort(names, kept, sizeof *names, by_number);
}

bool ak_retrieve(
    ak_retriever *r, const ak_name *asked, double score, const uint32_t **names, size_t *count)
{
    ak_arena_reset(&r->arena);
    r->touched.count = 0;
    r->postings_read = 0;
    reach_list *reaches = ak_arena_array(&r->arena, asked->count, sizeof *reaches);
    if (!reaches || !expand_all(r, asked, reaches)) return false;
    unsigned total = 0;
    for (uint32_t p = 0; p < asked->count; p++) total += asked->parts[p].weight;
    double needed = ak_evidence_needed(total, score) - 1e-6;
    if (asked->count) qsort(reaches, asked->count, sizeof *reaches, by_cost);
    unsigned unseen = total; /* weight of the parts not gathered yet */
    bool ok = true;
    for (uint32_t p = 0; ok && p < asked->count && unseen >= needed; p++) {
        ok = gather(r, &reaches[p]);
        unseen -= reaches[p].weight;
    }
    keep_reaching(r, total, unseen, score - 1e-6);
    *names = r->touched.data;
    *count = r->touched.count;
    return ok;
}
