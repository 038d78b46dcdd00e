/* From sums of evidence to a score in [0,1], and what retrieval may conclude from it. */
#include "match/evidence.h"

/* Near what bench/fit.c finds on labelled pairs, but that it would have contradiction cost four
 * times as much, and omissions of the listed name nothing: these pairs have few honest omissions.
 */
const ak_costs ak_costs_default = {
    .variation = 1.25,
    .asked_omitted = 0.84,
    .asked_omitted_whole = 0.42,
    .listed_omitted = 0.13,
    .listed_omitted_thin = 0.10,
    .contradiction = 3.5,
    .contradiction_long = 1.0,
};

/* Agreement up to which a name that is wholly contained in the asked one may be so by chance, and
 * from which it is not. */
#define CHANCE 1.1
#define NO_CHANCE 1.5

/* Cost of what the query says too much, where the whole listed name agrees. */
static double asked_omitted_whole(const ak_costs *costs, double a)
{
    double sure = (a - CHANCE) / (NO_CHANCE - CHANCE);
    sure = sure < 0 ? 0 : sure > 1 ? 1 : sure;
    return costs->asked_omitted - sure * (costs->asked_omitted - costs->asked_omitted_whole);
}

void ak_evidence_score(const ak_costs *costs, ak_evidence *e)
{
    double a = e->agreement;
    e->score = 0;
    if (a <= 0) return;
    double omitted = e->listed_whole ? asked_omitted_whole(costs, a) : costs->asked_omitted;
    double against = costs->variation * e->variation + omitted * e->asked_omitted +
                     (costs->listed_omitted + costs->listed_omitted_thin / a) * e->listed_omitted +
                     (costs->contradiction + costs->contradiction_long * a) * e->contradiction;
    e->score = a / (a + against);
}

/* A pair that costs more than it adds is none. Those of less weight than the asked part add less,
 * in proportion, so that what they may add at most is nothing or the whole. */
double ak_evidence_margin(double strength, double odds)
{
    const double margin = strength * odds - ak_costs_default.variation * (1 - strength);
    return margin > 0 ? margin : 0;
}

double ak_evidence_varied(double variation, double asked_weight)
{
    const ak_costs *costs = &ak_costs_default;
    const double most = costs->asked_omitted_whole / costs->variation * asked_weight;
    return variation < most ? variation : most;
}

/* What is left only costs as an omission, which is least; ak_evidence_score solved for it. */
double ak_evidence_room(double strong, double margin, double asked_left)
{
    const ak_costs *costs = &ak_costs_default;
    if (strong <= 0) return -1;
    const double against = margin - asked_omitted_whole(costs, strong) * asked_left;
    return against / (costs->listed_omitted + costs->listed_omitted_thin / strong);
}
