/* Limits of ranks, by the score's own arithmetic: what a listed name may have left over besides
 * what it shares. */
#include "match/limits.h"

#include "match/evidence.h"

#include <stddef.h>

enum { STEP = 1000 / (AK_STRENGTH_STEPS - 1) };

void ak_limits_init(
    ak_limits *l, const ak_index *index, const ak_name *asked, const ak_needed *needed)
{
    const double slack = 1e-6;                 /* for what is rounded */
    memset(l, 0, offsetof(ak_limits, unseen)); /* what comes behind is set when it is known */
    l->index = index;
    l->asked = asked;
    l->needed = needed;
    const double scores[] = {[AK_MAY_AGREE] = needed->score,
        [AK_UNDATED] = needed->undated,
        [AK_OTHER_YEAR] = needed->other_year};
    for (int of = 0; of < AK_DATINGS; of++) {
        l->scores[of] = scores[of] > 2 * slack ? scores[of] - slack : slack;
        l->odds[of] = ak_evidence_odds(l->scores[of]);
    }
    l->dated = needed->undated > needed->score || needed->other_year > needed->score;
}

void ak_limits_relate(ak_limits *l, uint32_t part, unsigned strength, unsigned weight)
{
    if (weight > l->heaviest[part]) l->heaviest[part] = (uint8_t)weight;
    if (strength > l->strongest[part]) l->strongest[part] = (uint16_t)strength;
}

static ak_share add(ak_share a, ak_share b)
{
    for (int of = 0; of < AK_DATINGS; of++) a.margins[of] += b.margins[of];
    a.weight += b.weight;
    a.strong += b.strong;
    a.partners += b.partners;
    return a;
}

static ak_share without(ak_share a, ak_share b)
{
    for (int of = 0; of < AK_DATINGS; of++) a.margins[of] -= b.margins[of];
    a.weight -= b.weight;
    a.strong -= b.strong;
    a.partners -= b.partners;
    return a;
}

/* What a part adds where it agrees in that strength with one of that weight; rounded up, so that
 * the bounds hold. */
static ak_share share_of(const ak_limits *l, uint32_t part, unsigned strength, unsigned partner)
{
    const unsigned weight = l->asked->parts[part].weight;
    ak_share share = {
        .weight = weight, .strong = (weight * strength + 999) / 1000, .partners = partner};
    if (strength == 0) return (ak_share){.weight = 0};
    for (int of = 0; of < AK_DATINGS; of++)
        share.margins[of] = weight / 100.0 * ak_evidence_margin(strength / 1000.0, l->odds[of]);
    return share;
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
    l->unseen[0] = l->total;
    l->last[0] = (ak_share){.weight = 0};
}

void ak_limits_gather(ak_limits *l, uint32_t part, uint32_t n)
{
    const ak_share best = best_share(l, part, l->heaviest[part]);
    l->part = part;
    l->others = without(l->total, best);
    l->unseen[n + 1] = without(l->unseen[n], best);
    l->last[n + 1] = l->last[n];
    if (n >= AK_SETS_OF_ONE) {
        l->last[n + 1] = add(l->last[n], best);
    } else {
        l->sets[ak_set_heavy(n)] = best;
        l->sets[ak_set_light(n)] = best_share(l, part, l->asked->parts[part].weight);
    }
    for (int i = 0; i < AK_STRENGTH_STEPS; i++) l->ends[0][i] = l->ends[1][i] = AK_LIMIT_UNKNOWN;
}

/* Behind the ranks of names that may have so much left (1/100) besides partners of that weight. */
static uint32_t rank_behind(const ak_limits *l, double room, unsigned partners)
{
    if (room < 0) return 0;
    const int most = (int)(room < AK_SIZE_WEIGHT_MAX ? room + 1 : AK_SIZE_WEIGHT_MAX);
    return ak_layout_rank_end(l->index, l->asked->kind, most + (int)partners);
}

/* Behind the ranks of names without runs that can reach the score if these asked parts are related
 * to them: the listed name's parts that do not agree with any are left over. */
static uint32_t rank_end(const ak_limits *l, const ak_share *shared, ak_dating of)
{
    const double left = (l->weight - shared->weight) / 100.0;
    if (l->scores[of] > 1) return 0;
    return rank_behind(l, ak_evidence_room(shared->strong / 100.0, shared->margins[of], left) * 100,
        shared->partners);
}

uint32_t ak_limits_unseen(const ak_limits *l, uint32_t n)
{
    return rank_end(l, &l->unseen[n], AK_MAY_AGREE);
}

uint32_t ak_limits_of_list(ak_limits *l, unsigned strength, bool heavy)
{
    const unsigned step = (strength + STEP - 1) / STEP;
    const unsigned most = l->heaviest[l->part], own = l->asked->parts[l->part].weight;
    uint32_t *end = &l->ends[heavy][step];
    if (*end != AK_LIMIT_UNKNOWN) return *end;
    const ak_share *others = &l->others;
    const double strong = others->strong + own * (step * STEP) / 1000.0;
    const double margin =
        others->margins[AK_MAY_AGREE] +
        own / 100.0 * ak_evidence_margin(step * STEP / 1000.0, l->odds[AK_MAY_AGREE]);
    const double left = l->weight - others->weight - own;
    if (l->scores[AK_MAY_AGREE] > 1) return *end = 0;
    return *end = rank_behind(l, ak_evidence_room(strong / 100.0, margin, left / 100.0) * 100,
               others->partners + (heavy ? most : own));
}

/* A name in both sets of a part is as one in the heavy one. */
static ak_share share_in(const ak_limits *l, uint32_t sets, uint32_t n)
{
    const uint32_t heavy = 0x2AAA, own = (1u << (AK_MARK_SETS - 1)) - 1;
    ak_share sum = l->unseen[n];
    if (sets & ~own) sum = add(sum, l->last[n]);
    for (uint32_t left = sets & own & ~((sets & heavy) >> 1); left; left &= left - 1)
        sum = add(sum, l->sets[__builtin_ctz(left)]);
    return sum;
}

uint32_t ak_limits_work_out(ak_limits *l, uint32_t sets, ak_dating of, uint32_t n)
{
    ak_known_limit *known = &l->known[of][(sets ^ sets >> 6) % AK_LIMITS_KNOWN];
    const ak_share shared = share_in(l, sets, n);
    *known = (ak_known_limit){(uint16_t)sets, (uint16_t)n, rank_end(l, &shared, of)};
    return known->end;
}
