/* From runs of words to finds: which listed names a run may contain, what the names room says of
 * the words in question, and whether the way they are used lets them be a mention. */
#ifndef AK_SCAN_FIND_H
#define AK_SCAN_FIND_H

#include "match/evidence.h"
#include "scan/candidate.h"
#include "scan/compared.h"
#include "scan/listed.h"
#include "scan/recall.h"

/* One thread. */
typedef struct ak_finder {
    ak_lexicon lexicon;
    ak_aligner aligner;
    ak_candidates candidates;
    ak_phrases phrases;
    ak_listed listed;
    ak_compared compared;
    ak_recall recall;
    ak_vec finds;                    /* ak_find: of the run */
    ak_vec compounds;                /* uint32_t: terms of the run that are several words */
    uint8_t legal_forms[AK_RUN_MAX]; /* words of the one that begins there, once looked for */
} ak_finder;

AKA_CHECKED aka_status ak_finder_init(ak_finder *finder, const ak_scan_plan *plan, aka_error *err);
void ak_finder_free(ak_finder *finder);

/* All finds of the run that reach the threshold, into finder->finds; they may overlap. Valid until
 * the next call. */
AKA_CHECKED aka_status ak_find_in_run(
    ak_finder *finder, ak_slice view, const ak_run *run, double threshold, aka_error *err);

#endif
