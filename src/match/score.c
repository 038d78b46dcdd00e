/* From sums of evidence to a score in [0,1], and what retrieval may conclude from it. */
#include "match/evidence.h"

/* Near what bench/fit.c finds on labelled pairs, but that it would have contradiction cost four
 * times as much, and omissions of the listed name nothing: these pairs have few honest omissions.
 */
const ak_costs ak_costs_default = {
    .variation = 1.25,
    .asked_omitted = 0.84,
    .listed_omitted = 0.13,
    .listed_omitted_thin = 0.15,
    .contradiction = 3.5,
    .contradiction_long = 1.0,
};

void ak_evidence_score(const ak_costs *costs, ak_evidence *e)
{
    double a = e->agreement;
    e->score = 0;
    if (a <= 0) return;
    double against = costs->variation * e->variation + costs->asked_omitted * e->asked_omitted +
                     (costs->listed_omitted + costs->listed_omitted_thin / a) * e->listed_omitted +
                     (costs->contradiction + costs->contradiction_long * a) * e->contradiction;
    e->score = a / (a + against);
}

double ak_evidence_bound(double strong, double unrelated)
{
    if (strong <= 0) return 0;
    return strong / (strong + ak_costs_default.asked_omitted * unrelated);
}

double ak_evidence_needed(double total, double score)
{
    double cost = ak_costs_default.asked_omitted;
    return score * cost * total / (1 - score + score * cost);
}
