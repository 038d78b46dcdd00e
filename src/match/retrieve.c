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
    *r = (ak_retriever){0};
    ak_arena_init(&r->arena, 0);
    aka_status status = ak_expander_init(&r->expander, index, err);
    if (status == AKA_OK && !ak_marks_init(&r->marks, index->data.names_count))
        status = ak_fail_nomem(err);
    if (status != AKA_OK) ak_retriever_free(r);
    return status;
}

void ak_retriever_free(ak_retriever *r)
{
    ak_expander_free(&r->expander);
    ak_arena_free(&r->arena);
    ak_marks_free(&r->marks);
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
    uint32_t alone_end[AK_MARK_SETS]; /* a name in that set only may reach the score below */
    uint32_t rank_begin;              /* of names of the asked kind */
    size_t runner_postings;
    ak_limits limits;
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
        ak_limits_relate(&q->limits, unit->from, related[i].strength, lists[i].weight);
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

/* Names of a list that may reach the score with the part being gathered in that strength. */
static void mark(question *q, ak_postings list, unsigned strength)
{
    ak_limits *l = &q->limits;
    const bool heavy = list.weight > q->asked->parts[l->part].weight;
    const uint32_t limit = ak_limits_of_list(l, strength, heavy);
    const size_t end = ak_ranks_below(list.ranks, list.count, limit);
    const size_t begin = ak_ranks_below(list.ranks, end, q->rank_begin);
    ak_marks_add(&q->r->marks, heavy ? l->heavy : l->light, list.ranks + begin, end - begin);
    q->r->postings_read += end - begin;
}

/* The words that an initial stands for, too, which are not in its reach. */
static bool mark_initial(question *q, const ak_unit *unit)
{
    ak_retriever *r = q->r;
    const ak_related *words;
    size_t n;
    if (!ak_expand_initial(&r->expander, unit, q->asked->kind, &words, &n)) return false;
    for (size_t i = 0; i < n; i++)
        if (!is_joined(q, unit, words[i].number))
            mark(q, ak_layout_postings(r->expander.index, words[i].number), 1000);
    return true;
}

/* Where ak_ranks_below begins to look. */
AK_FETCHING void fetch_ends(const ak_postings *list)
{
    ak_fetch(list->ranks, 1);
    if (list->count) ak_fetch(list->ranks + list->count - 1, 1);
}

/* Marks the names that have a part which this part is related to. */
static bool gather(question *q, uint32_t part)
{
    for (size_t i = 0; i < q->reach_count; i++) {
        const reach *at = &q->reaches[i];
        if (at->unit->type != AK_UNIT_PART || at->unit->from != part) continue;
        if (ak_term_is_initial(&at->unit->term)) return mark_initial(q, at->unit);
        const ak_related *related = related_of(q, at);
        const ak_postings *lists = lists_of(q, at);
        for (size_t k = 0; k < at->count; k++) {
            if (k + SOON < at->count) fetch_ends(&lists[k + SOON]);
            if (!is_joined(q, at->unit, related[k].number)) mark(q, lists[k], related[k].strength);
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
        ak_marks_add(&q->r->marks, AK_SET_RUNNERS, lists[k].ranks, lists[k].count);
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

static bool add_survivors(question *q, const ak_runner *left, size_t n)
{
    ak_runner *to = ak_vec_extend(&q->r->survivors, n, sizeof *to);
    if (to) memcpy(to, left, n * sizeof *to);
    return to != NULL;
}

/* Whether a name shares enough for its weight. */
static bool shares_enough(question *q, uint32_t rank, ak_dating of)
{
    return rank < ak_limits_in(&q->limits, ak_marks_of(&q->r->marks, rank), of);
}

enum { LINE_NAMES = 64 * AK_MARK_LINE };

/* Of 64 lines, from 64 * i on, those with names in a set that suffices, or in two. */
static uint64_t promising_lines(const question *q, size_t i)
{
    const ak_marks *m = &q->r->marks;
    uint64_t alone = 0, one = 0, two = 0;
    for (unsigned k = AK_SET_FIRST; k < m->sets; k++) {
        const uint64_t lines = ak_marks_lines(m, k, i);
        if (i * 64 * LINE_NAMES < q->alone_end[k]) alone |= lines;
        two |= one & lines;
        one |= lines;
    }
    return alone | two;
}

/* The same of the names of a line. Names with runs come by themselves. */
static void find_promising(const question *q, size_t line, uint64_t out[AK_MARK_LINE])
{
    const ak_marks *m = &q->r->marks;
    uint64_t one[AK_MARK_LINE] = {0};
    memset(out, 0, AK_MARK_LINE * sizeof *out);
    for (unsigned k = AK_SET_FIRST; k < m->sets; k++) {
        if (!(ak_marks_lines(m, k, line / 64) >> (line % 64) & 1)) continue;
        const uint64_t *names = ak_marks_words(m, k, line * AK_MARK_LINE);
        const uint64_t alone = line * LINE_NAMES < q->alone_end[k] ? UINT64_MAX : 0;
        for (int i = 0; i < AK_MARK_LINE; i++) {
            out[i] |= (names[i] & alone) | (one[i] & names[i]);
            one[i] |= names[i];
        }
    }
    if (!(ak_marks_lines(m, AK_SET_RUNNERS, line / 64) >> (line % 64) & 1)) return;
    const uint64_t *runners = ak_marks_words(m, AK_SET_RUNNERS, line * AK_MARK_LINE);
    for (int i = 0; i < AK_MARK_LINE; i++) out[i] &= ~runners[i];
}

/* Leaves those of a line that share enough for their weight. */
static bool sift_line(question *q, size_t line)
{
    uint64_t promising[AK_MARK_LINE];
    ak_runner left[LINE_NAMES];
    size_t n = 0;
    find_promising(q, line, promising);
    for (size_t i = 0; i < AK_MARK_LINE; i++)
        for (uint64_t names = promising[i]; names; names &= names - 1) {
            const uint32_t rank =
                (uint32_t)(line * LINE_NAMES + i * 64) + (uint32_t)__builtin_ctzll(names);
            if (shares_enough(q, rank, AK_MAY_AGREE)) left[n++] = (ak_runner){.rank = rank};
        }
    return n == 0 || add_survivors(q, left, n);
}

/* Leaves those that share enough for their dates as well. */
static void sift_by_date(question *q)
{
    const uint8_t *years = q->r->expander.index->data.years;
    ak_vec *all = &q->r->survivors;
    ak_runner *left = all->data;
    size_t n = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (i + 2 * SOON < all->count) ak_fetch(&years[left[i + 2 * SOON].rank], 1);
        const ak_dating of = ak_limits_dating(&q->limits, left[i].rank);
        if (of == AK_MAY_AGREE || left[i].joined || shares_enough(q, left[i].rank, of))
            left[n++] = left[i];
    }
    all->count = n;
}

/* Names with runs are left whatever they weigh: what runs cover is not known before they are
 * aligned. */
static bool sift(question *q)
{
    const ak_marks *m = &q->r->marks;
    const uint32_t kind_end =
        ak_layout_rank_end(q->r->expander.index, q->asked->kind, AK_SIZE_WEIGHT_MAX);
    for (size_t i = 0; q->runner_postings && i < q->r->runners.slot_count; i++) {
        const ak_runner *it = &q->r->runners.slots[i];
        if (it->joined && it->rank >= q->rank_begin && it->rank < kind_end &&
            !add_survivors(q, it, 1))
            return false;
    }
    for (size_t i = 0; i < m->line_words; i++)
        for (uint64_t lines = promising_lines(q, i); lines; lines &= lines - 1)
            if (!sift_line(q, i * 64 + (size_t)__builtin_ctzll(lines))) return false;
    sift_by_date(q);
    return true;
}

/* How many names are in sets enough, at most: as every eighth line has it. */
static size_t estimate_promising(question *q)
{
    enum { EVERY = 8 };
    const uint64_t sample = UINT64_C(0x0101010101010101);
    const ak_marks *m = &q->r->marks;
    size_t count = 0;
    for (size_t i = 0; i < m->line_words; i++)
        for (uint64_t lines = promising_lines(q, i) & sample; lines; lines &= lines - 1) {
            uint64_t names[AK_MARK_LINE];
            find_promising(q, i * 64 + (size_t)__builtin_ctzll(lines), names);
            for (int w = 0; w < AK_MARK_LINE; w++)
                if (names[w]) count += (size_t)__builtin_popcountll(names[w]);
        }
    return count * EVERY;
}

/* With the parts that are unseen now. */
static void find_ends(question *q)
{
    for (unsigned k = AK_SET_FIRST; k < q->r->marks.sets; k++)
        q->alone_end[k] = ak_limits_in(&q->limits, UINT32_C(1) << k, AK_MAY_AGREE);
}

/* Whether it is cheaper to read the postings of one more part than to find out of each name left
 * whether it is related to that. */
static bool is_worth_reading(question *q, uint32_t part)
{
    enum { POSTINGS_PER_NAME = 16, NEXT_TO_NOTHING = 256 };
    const uint64_t postings = q->part_postings[part];
    if (ak_term_is_initial(&q->asked->parts[part].term)) return false;
    if (postings < NEXT_TO_NOTHING) return true;
    if (postings > q->r->postings_read * POSTINGS_PER_NAME) return false; /* as each has a mark */
    find_ends(q);
    return postings < estimate_promising(q) * POSTINGS_PER_NAME;
}

/* Marks names until none without a mark can reach the score, and as many more as pay. */
static bool gather_all(question *q)
{
    for (uint32_t n = 0; n < q->asked->count; n++) {
        const bool complete = ak_limits_unseen(&q->limits) <= q->rank_begin;
        if (complete && !is_worth_reading(q, q->order[n])) break;
        ak_limits_gather(&q->limits, q->order[n], n);
        if (!gather(q, q->order[n])) return false;
    }
    find_ends(q);
    return sift(q);
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
AK_FETCHING void fetch_ahead(const ak_index_data *d, const ak_runner *left, size_t count, size_t i)
{
    if (i + 2 * SOON < count) ak_fetch(&d->ranks[left[i + 2 * SOON].rank], sizeof *d->ranks);
    if (i + SOON < count) {
        const ak_ix_range parts = ak_index_rank_parts(d, left[i + SOON].rank);
        ak_fetch(&d->parts[parts.first], (parts.end - parts.first) * sizeof *d->parts);
    }
}

/* Leaves the names that can reach the score. */
static bool bound(question *q)
{
    ak_retriever *r = q->r;
    const ak_index_data *d = &r->expander.index->data;
    const ak_runner *left = r->survivors.data;
    if (!make_bounder(q)) return false;
    for (size_t i = 0; i < r->survivors.count; i++) {
        fetch_ahead(d, left, r->survivors.count, i);
        const ak_ix_range parts = ak_index_rank_parts(d, left[i].rank);
        const double ceiling = ak_bound_name(
            &r->bounder, &d->parts[parts.first], parts.end - parts.first, left[i].joined);
        r->names_bounded++;
        if (ceiling < q->limits.scores[ak_limits_dating(&q->limits, left[i].rank)]) continue;
        ak_candidate *slot = ak_vec_push(&r->candidates, sizeof *slot);
        if (!slot) return false;
        *slot = (ak_candidate){d->ranks[left[i].rank].name, left[i].last, (float)(ceiling + 1e-6)};
    }
    return true;
}

/* Once it is known what the parts are related to. */
static void begin(question *q)
{
    q->rank_begin = ak_layout_rank_begin(q->r->expander.index, q->asked->kind);
    ak_limits_begin(&q->limits);
    order_parts(q);
}

bool ak_retrieve(ak_retriever *r, const ak_name *asked, const ak_needed *needed,
    const ak_candidate **out, size_t *count)
{
    question q = {.r = r, .asked = asked};
    ak_limits_init(&q.limits, r->expander.index, asked, needed);
    ak_arena_reset(&r->arena);
    r->survivors.count = r->candidates.count = 0;
    r->postings_read = r->names_bounded = 0;
    bool ok = expand_all(&q) && find_runners(&q);
    if (ok) begin(&q);
    ok = ok && gather_all(&q) && bound(&q);
    ak_marks_clear(&r->marks);
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
