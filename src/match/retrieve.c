/* Retrieval by a weighted prefix filter. A name reaches the score only if asked parts of a certain
 * weight are related to it, the more the heavier it is. The parts with the longest lists whose
 * weight may be missing are taken as related unseen; for each of the others the names on its lists
 * are marked. Names with marks that could do it are then bounded by all that is known of their
 * parts. */
#include "match/retrieve.h"

#include "base/fetch.h"
#include "match/limits.h"

#include <stdlib.h>

aka_status ak_retriever_init(ak_retriever *r, const ak_index *index, aka_error *err)
{
    *r = (ak_retriever){.block_least = AK_MARK_BLOCK, .block_most = AK_MARK_BLOCK_MAX};
    ak_arena_init(&r->arena, 0);
    aka_status status = ak_expander_init(&r->expander, index, err);
    if (status == AKA_OK && !ak_gatherer_init(&r->gatherer, index)) status = ak_fail_nomem(err);
    if (status != AKA_OK) ak_retriever_free(r);
    return status;
}

void ak_retriever_free(ak_retriever *r)
{
    ak_expander_free(&r->expander);
    ak_arena_free(&r->arena);
    ak_gatherer_free(&r->gatherer);
    ak_vec_free(&r->related);
    ak_vec_free(&r->lists);
    ak_vec_free(&r->survivors);
    ak_vec_free(&r->candidates);
    ak_runners_free(&r->runners);
    *r = (ak_retriever){0};
}

/* ---- what the units of the asked name are related to ---- */

/* A unit and the terms it is related to. */
typedef struct reach {
    const ak_unit *unit;
    size_t first, count; /* in ak_retriever.related and .lists */
} reach;

/* The asked name under work. */
typedef struct question {
    ak_retriever *r;
    const ak_name *asked;
    reach *reaches;
    size_t reach_count;
    uint64_t part_postings[AK_NAME_PARTS_MAX];
    uint8_t order[AK_NAME_PARTS_MAX]; /* parts, cheapest to gather first */
    uint32_t rank_begin;              /* of names of the asked kind */
    uint32_t block, blocks;           /* ranks that are read together, and how many times */
    size_t runner_postings;
    ak_limits *limits;
} question;

enum { SOON = 8 }; /* turns that a look into memory takes, or so */

static const ak_related *related_of(const question *q, const reach *at)
{
    return (const ak_related *)q->r->related.data + at->first;
}

static const ak_postings *lists_of(const question *q, const reach *at)
{
    return (const ak_postings *)q->r->lists.data + at->first;
}

/* Whether a unit of several parts is on either side. */
static bool is_joined(const question *q, const ak_unit *unit, uint32_t number)
{
    return unit->type != AK_UNIT_PART || ak_layout_is_run(q->r->expander.index, number);
}

/* Reads where the postings of the terms and runs are; memory is fetched for several at once. */
static bool find_lists(question *q, const ak_unit *unit, const ak_related *related, size_t n)
{
    const ak_index *index = q->r->expander.index;
    ak_postings *lists = ak_vec_extend(&q->r->lists, n, sizeof *lists);
    for (size_t i = 0; lists && i < n; i++) {
        if (i + SOON < n) ak_layout_fetch_postings(index, related[i + SOON].number);
        lists[i] = ak_layout_postings(index, related[i].number);
        if (is_joined(q, unit, related[i].number)) {
            q->runner_postings += lists[i].count;
            continue;
        }
        q->part_postings[unit->from] += lists[i].count;
        ak_limits_relate(q->limits, unit->from, related[i].strength, lists[i].weight);
    }
    return lists != NULL;
}

static bool add_reach(question *q, const ak_unit *unit)
{
    ak_retriever *r = q->r;
    const ak_related *found = NULL;
    size_t count = 0;
    if (!ak_unit_is_vague(unit) && !ak_expand(&r->expander, unit, q->asked->kind, &found, &count))
        return false;
    q->reaches[q->reach_count++] = (reach){unit, r->related.count, count};
    ak_related *copy = ak_vec_extend(&r->related, count, sizeof *copy);
    if (!copy) return false;
    if (count) memcpy(copy, found, count * sizeof *copy);
    return find_lists(q, unit, copy, count);
}

static bool expand_all(question *q)
{
    ak_retriever *r = q->r;
    r->related.count = r->lists.count = 0;
    ak_unit *units = ak_arena_alloc(&r->arena, AK_UNITS_MAX * sizeof *units);
    q->reaches = ak_arena_alloc(&r->arena, AK_UNITS_MAX * sizeof *q->reaches);
    if (!units || !q->reaches) return false;
    size_t n =
        ak_name_units(q->asked, AK_UNIT_PART | AK_UNIT_JOINED | AK_UNIT_ACRONYM, &r->arena, units);
    if (n == SIZE_MAX) return false;
    for (size_t i = 0; i < n; i++)
        if (!add_reach(q, &units[i])) return false;
    return true;
}

/* ---- gathering ---- */

/* True where a is dearer to gather for what it weighs than b. */
static bool dearer(const question *q, uint8_t a, uint8_t b)
{
    const ak_part *x = &q->asked->parts[a], *y = &q->asked->parts[b];
    if (ak_term_is_initial(&x->term) != ak_term_is_initial(&y->term))
        return ak_term_is_initial(&x->term); /* thousands of words */
    return (double)q->part_postings[a] / (x->weight + 1) >
           (double)q->part_postings[b] / (y->weight + 1);
}

static void order_parts(question *q)
{
    for (uint32_t n = 0; n < q->asked->count; n++) {
        uint32_t at = n;
        for (; at > 0 && dearer(q, q->order[at - 1], (uint8_t)n); at--)
            q->order[at] = q->order[at - 1];
        q->order[at] = (uint8_t)n;
    }
}

/* The words that an initial stands for, too, which are not in its reach. */
static bool open_initial(question *q, const ak_unit *unit)
{
    ak_retriever *r = q->r;
    const ak_related *words;
    size_t n;
    if (!ak_expand_initial(&r->expander, unit, q->asked->kind, &words, &n)) return false;
    if (!ak_gather_expect(&r->gatherer, n)) return false;
    for (size_t i = 0; i < n; i++)
        if (!is_joined(q, unit, words[i].number))
            ak_gather_list(&r->gatherer, ak_layout_postings(r->expander.index, words[i].number),
                1000, q->rank_begin);
    return true;
}

/* Where ak_gather_list begins to look. */
AK_FETCHING void fetch_list(const ak_postings *list, uint32_t rank_begin)
{
    ak_fetch(list->ranks, 1);
    if (rank_begin && list->count) ak_fetch(list->ranks + list->count - 1, 1);
}

/* Opens the lists of the names that have a part which the asked part is related to. */
static bool open_part(question *q, uint32_t part)
{
    ak_gatherer *g = &q->r->gatherer;
    ak_gather_open(g, part);
    for (size_t i = 0; i < q->reach_count; i++) {
        const reach *at = &q->reaches[i];
        if (at->unit->type != AK_UNIT_PART || at->unit->from != part) continue;
        if (ak_term_is_initial(&at->unit->term)) return open_initial(q, at->unit);
        const ak_related *related = related_of(q, at);
        const ak_postings *lists = lists_of(q, at);
        if (!ak_gather_expect(g, at->count)) return false;
        for (size_t k = 0; k < at->count; k++) {
            if (k + SOON < at->count) fetch_list(&lists[k + SOON], q->rank_begin);
            if (!is_joined(q, at->unit, related[k].number))
                ak_gather_list(g, lists[k], related[k].strength, q->rank_begin);
        }
    }
    return true;
}

/* ---- names with runs ---- */

/* The bits of a unit's parts in ak_runner.joined. */
static uint32_t joined_bits(const ak_unit *unit)
{
    uint32_t bits = 0;
    for (uint32_t p = unit->from; p < unit->to; p++) bits |= UINT32_C(1) << (p & 31);
    return bits;
}

static bool note_runners(question *q, size_t unit)
{
    const reach *at = &q->reaches[unit];
    const ak_related *related = related_of(q, at);
    const ak_postings *lists = lists_of(q, at);
    const uint32_t bits = joined_bits(at->unit);
    for (size_t k = 0; k < at->count; k++) {
        if (!is_joined(q, at->unit, related[k].number)) continue;
        for (uint32_t n = 0; n < lists[k].count; n++)
            if (!ak_runners_add(
                    &q->r->runners, lists[k].ranks[n], bits, (uint16_t)unit, related[k].sign))
                return false;
        q->r->postings_read += lists[k].count;
    }
    return true;
}

static bool find_runners(question *q)
{
    if (!ak_runners_begin(&q->r->runners, q->runner_postings, &q->r->arena)) return false;
    for (size_t i = 0; i < q->reach_count; i++)
        if (!note_runners(q, i)) return false;
    return true;
}

/* ---- what is left ---- */

/* Names with runs are left whatever they weigh: what runs cover is not known before they are
 * aligned. */
static bool add_runners(question *q)
{
    const uint32_t kind_end =
        ak_layout_rank_end(q->r->expander.index, q->asked->kind, AK_SIZE_WEIGHT_MAX);
    for (size_t i = 0; q->runner_postings && i < q->r->runners.slot_count; i++) {
        const ak_runner *it = &q->r->runners.slots[i];
        if (!it->joined || it->rank < q->rank_begin || it->rank >= kind_end) continue;
        ak_survivor *to = ak_vec_push(&q->r->survivors, sizeof *to);
        if (!to) return false;
        *to = (ak_survivor){it->rank, it->joined, it->last, ak_limits_dating(q->limits, it->rank)};
    }
    return true;
}

/* Whether it is cheaper to read the postings of one more part in a block than to find out of each
 * name left whether it is related to that. */
static bool is_worth_reading(const question *q, uint32_t part)
{
    enum { POSTINGS_PER_NAME = 16, NEXT_TO_NOTHING = 256 };
    const uint64_t postings = q->part_postings[part] / q->blocks;
    if (ak_term_is_initial(&q->asked->parts[part].term)) return false;
    if (q->part_postings[part] < NEXT_TO_NOTHING) return true;
    return postings < ak_gather_promising(&q->r->gatherer) * POSTINGS_PER_NAME;
}

/* How many parts must be read of a block, so that no name without them can reach the score there;
 * they are opened. False on lack of memory. */
static bool open_parts(question *q, uint32_t begin, uint32_t *complete)
{
    const ak_gatherer *g = &q->r->gatherer;
    uint32_t n = 0;
    for (; n < q->asked->count && ak_limits_unseen(q->limits, n) > begin; n++)
        if (n == g->opened && !open_part(q, q->order[n])) return false;
    *complete = n;
    return true;
}

/* Marks names of a block until none without a mark can reach the score, and as many more as pay. */
static bool gather_block(question *q, uint32_t begin, uint32_t end)
{
    ak_gatherer *g = &q->r->gatherer;
    uint32_t complete;
    if (!open_parts(q, begin, &complete)) return false;
    ak_gather_block(g, begin, end, complete);
    while (g->read < q->asked->count) {
        const uint8_t part = q->order[g->read];
        if (g->read >= complete && !is_worth_reading(q, part)) break;
        if (g->read == g->opened && !open_part(q, part)) return false;
        ak_gather_read(g);
    }
    return ak_gather_sift(g, &q->r->survivors);
}

/* Large blocks where there is little to read, for a list takes time in each. */
static bool choose_blocks(question *q, uint32_t end)
{
    enum { POSTINGS_PER_LIST = 8 };
    const uint32_t ranks = end - q->rank_begin;
    uint64_t postings = 0;
    uint32_t parts;
    if (!open_parts(q, q->rank_begin, &parts)) return false;
    for (uint32_t n = 0; n < q->asked->count && n <= parts; n++)
        postings += q->part_postings[q->order[n]];
    const uint64_t wanted = postings / POSTINGS_PER_LIST / (q->r->gatherer.cursors.count + 1) + 1;
    q->block = q->r->block_least;
    while (q->block < q->r->block_most && ranks / q->block > wanted) q->block *= 2;
    q->blocks = (ranks - 1) / q->block + 1;
    return true;
}

static bool gather_all(question *q)
{
    ak_gatherer *g = &q->r->gatherer;
    const uint32_t end = ak_limits_unseen(q->limits, 0);
    ak_gather_begin(g, q->limits, &q->r->runners);
    if (!add_runners(q)) return false;
    if (end <= q->rank_begin) return true;
    if (!choose_blocks(q, end)) return false;
    for (uint64_t at = q->rank_begin; at < end; at += q->block) {
        const uint32_t left = end - (uint32_t)at;
        const uint32_t size = left < q->block ? left : q->block;
        if (!gather_block(q, (uint32_t)at, (uint32_t)at + size)) return false;
    }
    q->r->postings_read += g->postings_read;
    return true;
}

/* ---- bounding ---- */

static bool make_bounder(question *q)
{
    ak_retriever *r = q->r;
    ak_bounder *b = &r->bounder;
    if (!ak_bounder_init(b, r->expander.index, q->asked, r->related.count, &r->arena)) return false;
    for (size_t i = 0; i < q->reach_count; i++) {
        const reach *at = &q->reaches[i];
        if (at->unit->type == AK_UNIT_PART)
            ak_bounder_add(b, at->unit->from, related_of(q, at), at->count);
    }
    return true;
}

/* Of the names that come after the i-th survivor. */
AK_FETCHING void fetch_ahead(
    const ak_index_data *d, const ak_survivor *left, size_t count, size_t i)
{
    const size_t later = i + 2 * SOON;
    if (later + 2 * SOON < count)
        ak_fetch(&d->ranks[left[later + 2 * SOON].rank], sizeof *d->ranks);
    if (later < count) {
        const ak_ix_range parts = ak_index_rank_parts(d, left[later].rank);
        ak_fetch(&d->parts[parts.first], (parts.end - parts.first) * sizeof *d->parts);
    }
}

/* Leaves the names that can reach the score. */
static bool bound(question *q)
{
    ak_retriever *r = q->r;
    const ak_index_data *d = &r->expander.index->data;
    const ak_survivor *left = r->survivors.data;
    if (r->survivors.count == 0) return true;
    if (!make_bounder(q)) return false;
    for (size_t i = 0; i < r->survivors.count; i++) {
        fetch_ahead(d, left, r->survivors.count, i);
        const ak_ix_range parts = ak_index_rank_parts(d, left[i].rank);
        const double ceiling = ak_bound_name(
            &r->bounder, &d->parts[parts.first], parts.end - parts.first, left[i].joined);
        r->names_bounded++;
        if (ceiling < q->limits->scores[left[i].dating]) continue;
        ak_candidate *slot = ak_vec_push(&r->candidates, sizeof *slot);
        if (!slot) return false;
        *slot = (ak_candidate){
            d->ranks[left[i].rank].name, left[i].links, (float)(ceiling + 1e-6), left[i].dating};
    }
    return true;
}

/* Once it is known what the parts are related to. */
static void begin(question *q)
{
    q->rank_begin = ak_layout_rank_begin(q->r->expander.index, q->asked->kind);
    ak_limits_begin(q->limits);
    order_parts(q);
}

bool ak_retrieve(ak_retriever *r, const ak_name *asked, const ak_needed *needed,
    const ak_candidate **out, size_t *count)
{
    question q = {.r = r, .asked = asked, .limits = &r->limits};
    ak_limits_init(q.limits, r->expander.index, asked, needed);
    ak_arena_reset(&r->arena);
    r->survivors.count = r->candidates.count = 0;
    r->postings_read = r->names_bounded = 0;
    bool ok = expand_all(&q) && find_runners(&q);
    if (ok) begin(&q);
    ok = ok && gather_all(&q) && bound(&q);
    *out = r->candidates.data;
    *count = r->candidates.count;
    return ok;
}

bool ak_retrieve_joints(
    ak_retriever *r, const ak_candidate *candidate, const ak_joint **out, size_t *count)
{
    size_t n = 0;
    for (uint32_t i = candidate->links; i; i = ak_runners_link(&r->runners, i)->before) n++;
    ak_joint *joints = ak_arena_array(&r->arena, n, sizeof *joints);
    *out = joints;
    *count = 0;
    for (uint32_t i = candidate->links; joints && i;) {
        const ak_link *link = ak_runners_link(&r->runners, i);
        joints[(*count)++] = (ak_joint){link->unit, link->sign};
        i = link->before;
    }
    return joints != NULL;
}
