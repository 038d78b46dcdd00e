/* Retrieval by a weighted prefix filter. A name reaches the score only if asked parts of a certain
 * weight are related to it. The parts with the longest lists whose weight may be missing are taken
 * as related unseen; the names on the lists of the others are gathered with what they share. Those
 * that could do it are then bounded by all that is known about their parts. */
#include "match/retrieve.h"

#include "match/bound.h"

#include <stdlib.h>

#define ROUND_MAX ((1u << 24) - 1)

aka_status ak_retriever_init(ak_retriever *r, const ak_index *index, aka_error *err)
{
    *r = (ak_retriever){0};
    ak_arena_init(&r->arena, 0);
    aka_status status = ak_expander_init(&r->expander, index, err);
    r->tallies = calloc(index->data.names_count + 1, sizeof *r->tallies);
    if (status == AKA_OK && !r->tallies) status = ak_fail_nomem(err);
    if (status != AKA_OK) ak_retriever_free(r);
    return status;
}

void ak_retriever_free(ak_retriever *r)
{
    ak_expander_free(&r->expander);
    ak_arena_free(&r->arena);
    free(r->tallies);
    ak_vec_free(&r->related);
    ak_vec_free(&r->touched);
    ak_vec_free(&r->candidates);
    *r = (ak_retriever){0};
}

/* ---- what the units of the asked name are related to ---- */

/* A unit and the terms it is related to. */
typedef struct reach {
    const ak_unit *unit;
    size_t first, count; /* in ak_retriever.related */
    uint64_t postings;   /* of all these terms */
    bool joined;         /* units of several parts are among what is related, on either side */
} reach;

/* How heavy a listed name may be that shares so much (ak_tally.shared); shared 0: not worked out.
 */
typedef struct limit {
    uint32_t shared;
    int most; /* 1/100; -1: none reaches the score */
} limit;
enum { LIMITS = 64 };

/* The asked name under work. */
typedef struct question {
    ak_retriever *r;
    const ak_name *asked;
    reach *reaches;
    size_t reach_count;
    uint64_t part_postings[AK_NAME_PARTS_MAX];
    uint8_t order[AK_NAME_PARTS_MAX]; /* parts, cheapest to gather first */
    unsigned total;                   /* weight of all parts, 1/100 */
    double score;
    unsigned most_weight; /* of a listed name that can reach the score, 1/100 */
    limit limits[LIMITS]; /* the same by what is shared, as far as it has been worked out */
} question;

static const ak_related *related_of(const question *q, const reach *at)
{
    return (const ak_related *)q->r->related.data + at->first;
}

/* Whether a unit of several parts is on either side. */
static bool is_joined(const question *q, const ak_unit *unit, uint32_t number)
{
    return unit->type != AK_UNIT_PART || ak_layout_is_run(q->r->expander.index, number);
}

static bool add_reach(question *q, const ak_unit *unit)
{
    ak_retriever *r = q->r;
    const ak_related *found;
    size_t count;
    if (!ak_expand(&r->expander, unit, q->asked->kind, &found, &count)) return false;
    reach *out = &q->reaches[q->reach_count++];
    *out = (reach){.unit = unit, .first = r->related.count, .count = count};
    ak_related *copy = ak_vec_extend(&r->related, count, sizeof *copy);
    if (!copy) return false;
    if (count) memcpy(copy, found, count * sizeof *copy);
    for (size_t i = 0; i < count; i++) {
        out->postings += ak_layout_postings(r->expander.index, copy[i].number).count;
        out->joined = out->joined || is_joined(q, unit, copy[i].number);
    }
    return true;
}

static bool expand_all(question *q)
{
    ak_retriever *r = q->r;
    r->related.count = 0;
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
    for (uint32_t p = 0; p < q->asked->count; p++) q->part_postings[p] = 0;
    for (size_t i = 0; i < q->reach_count; i++)
        for (uint32_t p = q->reaches[i].unit->from; p < q->reaches[i].unit->to; p++)
            q->part_postings[p] += q->reaches[i].postings;
    for (uint32_t n = 0; n < q->asked->count; n++) {
        uint32_t at = n;
        for (; at > 0 && dearer(q, q->order[at - 1], (uint8_t)n); at--)
            q->order[at] = q->order[at - 1];
        q->order[at] = (uint8_t)n;
    }
}

/* Rounds are numbered; when the numbers are used up, no name has been counted in any. */
static void begin_round(ak_retriever *r)
{
    if (++r->round <= ROUND_MAX) return;
    memset(r->tallies, 0, (r->expander.index->data.names_count + 1) * sizeof *r->tallies);
    r->round = 1;
}

/* One asked part, in one of its units, being counted. */
typedef struct count {
    unsigned weight;   /* of the part */
    unsigned strength; /* of the unit's relation to the term whose postings are read */
    uint32_t joined;   /* for ak_tally.joined */
    bool known;        /* only names that another part has gathered */
} counting;

/* Memory that is wanted soon: at each turn some of what later turns will read. */
enum { SOON = 8 }; /* turns that a look into memory takes, or so */

static inline bool has_runner(const ak_retriever *r, uint32_t name)
{
    const uint32_t bit = name * UINT32_C(2654435769) >> 16;
    return r->runners[bit / 64] >> (bit % 64) & 1;
}

/* Whether a name is of the asked kind and not too long. What runs cover is not known before they
 * are aligned, so any length will do for names in which some are related. */
static inline bool may_reach(const question *q, uint32_t name)
{
    const uint16_t size = q->r->expander.index->data.name_sizes[name];
    return ak_size_kind(size) == q->asked->kind &&
           (ak_size_weight(size) <= q->most_weight || has_runner(q->r, name));
}

/* Gives names[0 … n) what the asked part of this round shares with them: each the strongest. */
static bool count_names(const question *q, const uint32_t *names, uint32_t n, counting c)
{
    ak_retriever *r = q->r;
    uint32_t share = (c.weight * c.strength + 999) / 1000; /* rounded up, so that the bound holds */
    const size_t before = r->touched.count;
    if (!c.known && !ak_vec_extend(&r->touched, n, sizeof(uint32_t))) return false;
    uint32_t *touched = (uint32_t *)r->touched.data + before;
    const uint16_t *sizes = r->expander.index->data.name_sizes;
    r->postings_read += n;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t name = names[i];
        if (i + 2 * SOON < n) __builtin_prefetch(&sizes[names[i + 2 * SOON]]);
        if (i + SOON < n && ak_size_weight(sizes[names[i + SOON]]) <= q->most_weight)
            __builtin_prefetch(&r->tallies[names[i + SOON]], 1);
        if (!may_reach(q, name)) continue;
        ak_tally *t = &r->tallies[name];
        if (t->shared == 0) {
            if (c.known) continue;
            *touched++ = name;
        }
        if (t->last >> 8 != r->round) {
            t->shared += c.weight << 16 | share;
            t->last = r->round << 8 | share;
        } else if (share > (t->last & 0xFF)) {
            t->shared += share - (t->last & 0xFF);
            t->last = r->round << 8 | share;
        }
        t->joined |= c.joined;
    }
    if (!c.known) r->touched.count = (size_t)(touched - (uint32_t *)r->touched.data);
    return true;
}

/* The bits of a unit's parts in ak_tally.joined. */
static uint32_t joined_bits(const ak_unit *unit)
{
    uint32_t bits = 0;
    for (uint32_t p = unit->from; p < unit->to; p++) bits |= UINT32_C(1) << (p & 31);
    return bits;
}

static bool gather_related(const question *q, const ak_unit *unit, const ak_related *related,
    size_t n, unsigned weight, bool known)
{
    const uint32_t bits = joined_bits(unit);
    for (size_t i = 0; i < n; i++) {
        const ak_postings p = ak_layout_postings(q->r->expander.index, related[i].number);
        const uint32_t joined = is_joined(q, unit, related[i].number) ? bits : 0;
        const counting c = {weight, related[i].strength, joined, known};
        if (!count_names(q, p.names, p.count, c)) return false;
    }
    return true;
}

/* `known`: adds to what other parts have gathered, and gathers no other names. */
static bool gather(question *q, uint32_t part, bool known)
{
    ak_retriever *r = q->r;
    const unsigned weight = q->asked->parts[part].weight;
    begin_round(r);
    for (size_t i = 0; i < q->reach_count; i++) {
        const reach *at = &q->reaches[i];
        if (part < at->unit->from || part >= at->unit->to) continue;
        const ak_related *terms = related_of(q, at);
        size_t count = at->count;
        if (at->unit->type == AK_UNIT_PART && ak_term_is_initial(&at->unit->term) &&
            !ak_expand_initial(&r->expander, at->unit, q->asked->kind, &terms, &count))
            return false;
        if (!gather_related(q, at->unit, terms, count, weight, known)) return false;
    }
    return true;
}

/* Whether it is cheaper to read the postings of one more part than to leave it to ak_bound_name to
 * find out which of the names gathered are related to it. */
static bool is_worth_reading(const question *q, uint32_t part)
{
    enum { POSTINGS_PER_NAME = 8 };
    return !ak_term_is_initial(&q->asked->parts[part].term) &&
           q->part_postings[part] < q->r->touched.count * POSTINGS_PER_NAME;
}

/* Calls see for the names in which units of several parts are related to those of `at`. */
static void each_runner(question *q, const reach *at, void (*see)(question *, uint32_t, uint32_t))
{
    const ak_related *related = related_of(q, at);
    const uint32_t bits = joined_bits(at->unit);
    for (size_t k = 0; at->joined && k < at->count; k++) {
        if (!is_joined(q, at->unit, related[k].number)) continue;
        const ak_postings p = ak_layout_postings(q->r->expander.index, related[k].number);
        for (uint32_t n = 0; n < p.count; n++) see(q, p.names[n], bits);
        q->r->postings_read += p.count;
    }
}

static void note_runner(question *q, uint32_t name, uint32_t bits)
{
    (void)bits;
    const uint32_t bit = name * UINT32_C(2654435769) >> 16;
    q->r->runners[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static void mark_runner(question *q, uint32_t name, uint32_t bits)
{
    ak_tally *t = &q->r->tallies[name];
    if (t->shared) t->joined |= bits;
}

static void note_runners(question *q)
{
    memset(q->r->runners, 0, sizeof q->r->runners);
    for (size_t i = 0; i < q->reach_count; i++) each_runner(q, &q->reaches[i], note_runner);
}

/* Marks the names gathered, by whatever part, with which units of several parts are related that
 * the parts gathered did not have. */
static void mark_joined(question *q, uint64_t unseen)
{
    for (size_t i = 0; i < q->reach_count; i++)
        if (unseen >> q->reaches[i].unit->from & 1) each_runner(q, &q->reaches[i], mark_runner);
}

/* ---- bounding ---- */

static bool make_bounder(question *q, ak_bounder *b)
{
    ak_retriever *r = q->r;
    if (!ak_bounder_init(b, r->expander.index, q->asked, r->related.count, &r->arena)) return false;
    for (size_t i = 0; i < q->reach_count; i++) {
        const reach *at = &q->reaches[i];
        if (at->unit->type == AK_UNIT_PART)
            ak_bounder_add(b, at->unit->from, related_of(q, at), at->count);
    }
    return true;
}

/* Of the names that come after the i-th touched one. */
static void fetch_ahead(const ak_retriever *r, size_t i)
{
    const ak_index_data *d = &r->expander.index->data;
    const uint32_t *touched = r->touched.data;
    const size_t count = r->touched.count;
    if (i + 4 * SOON < count) __builtin_prefetch(&r->tallies[touched[i + 4 * SOON]], 1);
    if (i + 2 * SOON < count) __builtin_prefetch(&d->names[touched[i + 2 * SOON]]);
    if (i + SOON < count) __builtin_prefetch(&d->parts[d->names[touched[i + SOON]].part_first]);
}

/* How many asked parts there can be that weigh no more than that together. */
static unsigned parts_within(const ak_name *asked, unsigned weight)
{
    uint8_t weights[AK_NAME_PARTS_MAX];
    unsigned count = 0;
    for (uint32_t i = 0; i < asked->count; i++) {
        uint32_t at = i;
        for (; at > 0 && weights[at - 1] > asked->parts[i].weight; at--)
            weights[at] = weights[at - 1];
        weights[at] = asked->parts[i].weight;
    }
    while (count < asked->count && weights[count] <= weight) weight -= weights[count++];
    return count;
}

/* The most weight that a listed name can have without runs if asked parts of the weight `related`
 * agree with it in `strong`: of its own parts as many agree, each of full weight at most, and the
 * others are left over. -1: it cannot reach the score whatever it has. */
static int most_weight(const question *q, unsigned related, unsigned strong)
{
    const double room =
        ak_evidence_room(strong / 100.0, (q->total - related) / 100.0, q->score) * 100;
    if (room < 0) return -1;
    return (int)(room < AK_SIZE_WEIGHT_MAX ? room + 1 : AK_SIZE_WEIGHT_MAX) +
           (int)parts_within(q->asked, related) * AK_WEIGHT_MAX;
}

/* The same for what a tally says is shared, with `unseen` given to all. */
static int most_weight_sharing(question *q, uint32_t shared, unsigned unseen)
{
    limit *l = &q->limits[(shared ^ shared >> 16) % LIMITS];
    if (l->shared != shared)
        *l = (limit){shared, most_weight(q, (shared >> 16) + unseen, (shared & 0xFFFF) + unseen)};
    return l->most;
}

/* Leaves the names that can reach the score with `unseen` given to all; clears the tallies. */
static bool keep_reaching(question *q, unsigned unseen)
{
    ak_retriever *r = q->r;
    const ak_index_data *d = &r->expander.index->data;
    const uint32_t *touched = r->touched.data;
    ak_bounder bounder;
    bool ok = make_bounder(q, &bounder);
    for (size_t i = 0; i < r->touched.count; i++) {
        fetch_ahead(r, i);
        const uint32_t name = touched[i];
        const ak_tally tally = r->tallies[name];
        r->tallies[name].shared = r->tallies[name].joined = 0;
        const int most = most_weight_sharing(q, tally.shared, unseen);
        if (!ok || most < 0 || (!tally.joined && (int)ak_size_weight(d->name_sizes[name]) > most))
            continue;
        r->names_bounded++;
        double ceiling = ak_bound_name(&bounder, &d->names[name], tally.joined);
        if (ceiling < q->score) continue;
        ak_candidate *slot = ak_vec_push(&r->candidates, sizeof *slot);
        if (slot) *slot = (ak_candidate){name, tally.joined != 0, (float)(ceiling + 1e-6)};
        ok = slot != NULL;
    }
    return ok;
}

bool ak_retrieve(
    ak_retriever *r, const ak_name *asked, double score, const ak_candidate **out, size_t *count)
{
    question q = {.r = r, .asked = asked, .score = score - 1e-6};
    ak_arena_reset(&r->arena);
    r->touched.count = r->candidates.count = 0;
    r->postings_read = r->names_bounded = 0;
    if (!expand_all(&q)) return false;
    for (uint32_t p = 0; p < asked->count; p++) q.total += asked->parts[p].weight;
    const double needed = ak_evidence_needed(q.total / 100.0, score) * 100 - 1e-6;
    const int most = most_weight(&q, q.total, q.total);
    q.most_weight = most < 0 ? 0 : (unsigned)most;
    order_parts(&q);
    note_runners(&q);
    uint64_t unseen_parts = ~UINT64_C(0);
    unsigned unseen = q.total;
    bool ok = true;
    for (uint32_t n = 0; ok && n < asked->count; n++) {
        bool known = unseen < needed; /* all names that can reach the score have been gathered */
        if (known && !is_worth_reading(&q, q.order[n])) break;
        ok = gather(&q, q.order[n], known);
        unseen -= asked->parts[q.order[n]].weight;
        unseen_parts &= ~(UINT64_C(1) << q.order[n]);
    }
    mark_joined(&q, unseen_parts);
    ok = keep_reaching(&q, unseen) && ok;
    *out = r->candidates.data;
    *count = r->candidates.count;
    return ok;
}
