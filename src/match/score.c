/* From sums of evidence to a score in [0,1], and what retrieval may conclude from it. */
#include "match/evidence.h"

/* The weights of the kinds of evidence, relative to agreement. Fitted by bench/fit
 * (docs/scoring.md). */
#define COST_VARIATION 1.10
#define COST_ASKED_OMITTED 0.84       /* the query says more than the list does */
#define COST_LISTED_OMITTED 0.15      /* the list says more than the query does … */
#define COST_LISTED_OMITTED_THIN 0.16 /* … which matters more the less there is in common */
#define COST_CONTRADICTION 2.0
#define COST_CONTRADICTION_LONG 0.55 /* a contradiction is not outvoted by a long name */

void ak_evidence_score(ak_evidence *e)
{
    double a = e->agreement;
    e->score = 0;
    if (a <= 0) return;
    double against = COST_VARIATION * e->variation + COST_ASKED_OMITTED * e->asked_omitted +
                     (COST_LISTED_OMITTED + COST_LISTED_OMITTED_THIN / a) * e->listed_omitted +
                     (COST_CONTRADICTION + COST_CONTRADICTION_LONG * a) * e->contradiction;
    e->score = a / (a + against);
}

double ak_evidence_bound(double strong, double unrelated)
{
    if (strong <= 0) return 0;
    return strong / (strong + COST_ASKED_OMITTED * unrelated);
}

double ak_evidence_needed(double total, double score)
{
    return score * COST_ASKED_OMITTED * total / (1 - score + score * COST_ASKED_OMITTED);
}
