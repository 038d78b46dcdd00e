/* Reading postings block by block, and sifting what was marked. */
#include "match/gather.h"

#include "base/fetch.h"

enum { SOON = 8 }; /* turns that a look into memory takes, or so */

bool ak_gatherer_init(ak_gatherer *g, const ak_index *index)
{
    *g = (ak_gatherer){.index = index};
    return ak_marks_init(&g->marks, index->data.names_count);
}

void ak_gatherer_free(ak_gatherer *g)
{
    ak_marks_free(&g->marks);
    ak_vec_free(&g->cursors);
    ak_vec_free(&g->sifted);
}

void ak_gather_begin(ak_gatherer *g, ak_limits *limits, const ak_runners *runners)
{
    ak_marks_clear(&g->marks); /* of a question that failed */
    g->limits = limits;
    g->runners = runners;
    g->opened = 0;
    g->cursors.count = 0;
    g->postings_read = 0;
}

/* ---- lists ---- */

void ak_gather_open(ak_gatherer *g, uint32_t part)
{
    const uint32_t n = g->opened++;
    ak_limits_gather(g->limits, part, n);
    g->first[n] = g->cursors.count;
    g->count[n] = 0;
}

bool ak_gather_expect(ak_gatherer *g, size_t lists)
{
    const size_t count = g->cursors.count;
    const bool ok = ak_vec_extend(&g->cursors, lists, sizeof(ak_cursor)) != NULL;
    g->cursors.count = count;
    return ok;
}

void ak_gather_list(ak_gatherer *g, ak_postings list, unsigned strength, uint32_t rank_begin)
{
    const uint32_t n = g->opened - 1;
    const bool heavy = list.weight > g->limits->asked->parts[g->limits->part].weight;
    const size_t begin = rank_begin ? ak_ranks_below(list.ranks, list.count, rank_begin) : 0;
    if (begin >= list.count) return;
    const uint32_t first = (uint32_t)(list.ranks - g->index->data.postings);
    const ak_cursor cursor = {.at = first + (uint32_t)begin,
        .end = first + list.count,
        .next = list.ranks[begin],
        .limit = ak_limits_of_list(g->limits, strength, heavy),
        .set = heavy ? ak_set_heavy(n) : ak_set_light(n)};
    if (cursor.next >= cursor.limit) return;
    ((ak_cursor *)g->cursors.data)[g->cursors.count++] = cursor;
    g->count[n]++;
}

/* ---- marking ---- */

void ak_gather_block(ak_gatherer *g, uint32_t begin, uint32_t end, uint32_t complete)
{
    ak_marks_begin(&g->marks, begin, end - begin);
    g->begin = begin;
    g->end = end;
    g->complete = complete;
    g->read = 0;
}

/* How the names on a list are marked: those on the lists of a set together. */
typedef struct marking {
    bool join, of_listed;
    uint32_t alone; /* a name in no other set may reach the score below */
} marking;

/* Names that have none of the parts before need not be marked where this one is not enough for
 * them; nor, where enough were read, need those that could not reach the score before. */
static marking marking_of(ak_gatherer *g, uint32_t n, unsigned set)
{
    if (n >= g->complete) return (marking){.join = true, .of_listed = true};
    const uint32_t alone = ak_limits_in(g->limits, UINT32_C(1) << set, AK_MAY_AGREE, g->complete);
    return (marking){.join = n + 1 == g->complete && alone <= g->begin, .alone = alone};
}

/* Marks what is on a list; false where nothing is left of it behind the block. */
static bool read_list(ak_gatherer *g, ak_cursor *c, marking how)
{
    const uint32_t *postings = g->index->data.postings;
    const uint32_t end = c->limit < g->end ? c->limit : g->end;
    if (c->next < g->begin) /* of a block in which the part was not read */
        while (c->at < c->end && postings[c->at] < g->begin) c->at++;
    const uint32_t *ranks = postings + c->at;
    const size_t left = c->end - c->at;
    const size_t n = how.join ? ak_marks_join(&g->marks, c->set, ranks, left, end, how.of_listed)
                              : ak_marks_add(&g->marks, c->set, ranks, left, end, how.alone);
    g->postings_read += n;
    c->at += (uint32_t)n;
    if (c->at == c->end) return false;
    c->next = postings[c->at];
    return c->next < c->limit;
}

void ak_gather_read(ak_gatherer *g)
{
    const uint32_t n = g->read++;
    const marking light = marking_of(g, n, ak_set_light(n));
    const marking heavy = marking_of(g, n, ak_set_heavy(n));
    ak_cursor *cursors = (ak_cursor *)g->cursors.data + g->first[n];
    for (size_t i = 0; i < g->count[n];) {
        if (i + SOON < g->count[n] && cursors[i + SOON].next < g->end)
            ak_fetch(&g->index->data.postings[cursors[i + SOON].at], 1);
        if (cursors[i].next >= g->end ||
            read_list(g, &cursors[i], cursors[i].set == ak_set_heavy(n) ? heavy : light))
            i++;
        else
            cursors[i] = cursors[--g->count[n]];
    }
}

/* ---- sifting ---- */

/* A name that shares enough for its weight. */
typedef struct sifted {
    uint32_t rank, sets;
} sifted;

/* Those that do; which they are cannot be foreseen, so this goes without a branch. */
static size_t sift_by_weight(ak_gatherer *g, sifted *left)
{
    const ak_marks *m = &g->marks;
    size_t n = 0;
    for (size_t i = 0; i < m->listed_count; i++) {
        const uint32_t rank = m->base + m->listed[i], sets = ak_marks_of(m, i);
        left[n] = (sifted){rank, sets};
        n += rank < ak_limits_in(g->limits, sets, AK_MAY_AGREE, g->read);
    }
    return n;
}

/* Those of them that share enough for their dates as well. Names with runs come by themselves. */
static size_t sift_by_date(ak_gatherer *g, const sifted *left, size_t n, ak_survivor *to)
{
    const uint8_t *years = g->index->data.years;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t rank = left[i].rank;
        if (i + 8 * SOON < n) ak_fetch(&years[left[i + 8 * SOON].rank], 1);
        const ak_dating of = ak_limits_dating(g->limits, rank);
        if (of != AK_MAY_AGREE && rank >= ak_limits_in(g->limits, left[i].sets, of, g->read))
            continue;
        if (!ak_runners_has(g->runners, rank)) to[kept++] = (ak_survivor){rank, 0, 0, of};
    }
    return kept;
}

/* Room for so many at the end, which are not counted. */
static void *room(ak_vec *vec, size_t n, size_t size)
{
    void *to = ak_vec_extend(vec, n, size);
    if (to) vec->count -= n;
    return to;
}

bool ak_gather_sift(ak_gatherer *g, ak_vec *survivors)
{
    g->sifted.count = 0;
    sifted *left = room(&g->sifted, g->marks.listed_count + 1, sizeof *left);
    if (!left) return false;
    const size_t n = sift_by_weight(g, left);
    ak_survivor *to = room(survivors, n, sizeof *to);
    if (to) survivors->count += sift_by_date(g, left, n, to);
    ak_marks_clear(&g->marks);
    return to != NULL;
}
