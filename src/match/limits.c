/* Limits of ranks, by the score's own arithmetic: what a listed name may have left over besides
 * what it shares. */
#include "match/limits.h"

#include "match/evidence.h"

enum { STEP = 1000 / (AK_STRENGTH_STEPS - 1) };

void ak_limits_init(
    ak_limits *l, const ak_index *index, const ak_name *asked, const ak_needed *needed)
{
    const double slack = 1e-6; /* for what is rounded */
    *l = (ak_limits){.index = index,
        .asked = asked,
        .needed = needed,
        .scores = {needed->score - slack, needed->undated - slack, needed->other_year - slack}};
}

void ak_limits_relate(ak_limits *l, uint32_t part, unsigned strength, unsigned weight)
{
    if (weight > l->heaviest[part]) l->heaviest[part] = (uint8_t)weight;
    if (strength > l->strongest[part]) l->strongest[part] = (uint16_t)strength;
}

static ak_share add(ak_share a, ak_share b)
{
    return (ak_share){a.weight + b.weight, a.strong + b.strong, a.partners + b.partners};
}

static ak_share without(ak_share a, ak_share b)
{
    return (ak_share){a.weight - b.weight, a.strong - b.strong, a.partners - b.partners};
}

/* What a part adds where it agrees in that strength with one of that weight; rounded up, so that
 * the bounds hold. */
static ak_share share_of(const ak_limits *l, uint32_t part, unsigned strength, unsigned partner)
{
    const unsigned weight = l->asked->parts[part].weight;
    if (strength == 0) return (ak_share){0, 0, 0};
    return (ak_share){weight, (weight * strength + 999) / 1000, partner};
}

/* The same where it agrees as well as it can. */
static ak_share best_share(const ak_limits *l, uint32_t part, unsigned partner)
{
    return share_of(l, part, l->strongest[part], partner);
}

void ak_limits_begin(ak_limits *l)
{
    for (uint32_t p = 0; p < l->asked->count; p++) {
        if (ak_term_is_initial(&l->asked->parts[p].term)) /* of words not known before */
            ak_limits_relate(l, p, 1000, AK_WEIGHT_MAX);
        l->weight += l->asked->parts[p].weight;
        l->total = add(l->total, best_share(l, p, l->heaviest[p]));
    }
    l->unseen = l->total;
}

void ak_limits_gather(ak_limits *l, uint32_t part, uint32_t n)
{
    const bool last = n >= (AK_MARK_SETS - AK_SET_FIRST) / 2;
    const ak_share best = best_share(l, part, l->heaviest[part]);
    l->part = part;
    l->light = last ? AK_MARK_SETS - 1 : AK_SET_FIRST + 2 * n;
    l->heavy = last ? AK_MARK_SETS - 1 : l->light + 1;
    l->sets[l->heavy] = add(l->sets[l->heavy], best);
    if (!last) l->sets[l->light] = best_share(l, part, l->asked->parts[part].weight);
    l->unseen = without(l->unseen, best);
    memset(l->known, 0, sizeof l->known);
    for (int i = 0; i < AK_STRENGTH_STEPS; i++) l->ends[0][i] = l->ends[1][i] = AK_LIMIT_UNKNOWN;
}

/* Behind the ranks of names without runs that can reach the score if these asked parts are related
 * to them: the listed name's parts that do not agree with any are left over. Where that is no name
 * at all, no name with runs can either, and it is 0. */
static uint32_t rank_end(const ak_limits *l, ak_share shared, ak_dating of)
{
    const double left = (l->weight - shared.weight) / 100.0;
    const double room = ak_evidence_room(shared.strong / 100.0, left, l->scores[of]) * 100;
    if (room < 0) return 0;
    const int most =
        (int)(room < AK_SIZE_WEIGHT_MAX ? room + 1 : AK_SIZE_WEIGHT_MAX) + (int)shared.partners;
    return ak_layout_rank_end(l->index, l->asked->kind, most);
}

uint32_t ak_limits_unseen(const ak_limits *l)
{
    return rank_end(l, l->unseen, AK_MAY_AGREE);
}

uint32_t ak_limits_of_list(ak_limits *l, unsigned strength, bool heavy)
{
    const unsigned step = (strength + STEP - 1) / STEP;
    const unsigned most = l->heaviest[l->part], own = l->asked->parts[l->part].weight;
    uint32_t *end = &l->ends[heavy][step];
    if (*end != AK_LIMIT_UNKNOWN) return *end;
    const ak_share others = without(l->total, best_share(l, l->part, most));
    const ak_share of = share_of(l, l->part, step * STEP, heavy ? most : own);
    return *end = rank_end(l, add(others, of), AK_MAY_AGREE);
}

/* A name in both sets of a part is as one in the heavy one. */
static ak_share share_in(const ak_limits *l, uint32_t sets)
{
    ak_share sum = l->unseen;
    for (unsigned k = AK_SET_FIRST; k < AK_MARK_SETS; k++) {
        const bool light = (k - AK_SET_FIRST) % 2 == 0;
        if (sets >> k & 1 && !(light && sets >> (k + 1) & 1)) sum = add(sum, l->sets[k]);
    }
    return sum;
}

uint32_t ak_limits_in(ak_limits *l, uint32_t sets, ak_dating of)
{
    ak_known_limit *known = &l->known[of][(sets ^ sets >> 6) % AK_LIMITS_KNOWN];
    if (known->sets != sets) *known = (ak_known_limit){sets, rank_end(l, share_in(l, sets), of)};
    return known->end;
}

ak_dating ak_limits_dating(const ak_limits *l, uint32_t rank)
{
    const unsigned year = l->index->data.years[rank], i = year - AK_YEAR_FIRST;
    if (year == AK_YEAR_NONE) return AK_UNDATED;
    const bool ruled_out = i < AK_YEARS && l->needed->ruled_out[i / 64] >> (i % 64) & 1;
    return ruled_out ? AK_OTHER_YEAR : AK_MAY_AGREE;
}
