/* From runs of words to finds: which listed names a run may contain, what the names room says of
 * the words in question, and whether the way they are used lets them be a mention. */
#ifndef AK_SCAN_FIND_H
#define AK_SCAN_FIND_H

#include "match/evidence.h"
#include "scan/tokens.h"

/* Why a find counts, for the explanation. */
enum {
    AK_FIND_INFLECTED = 1,  /* endings of case were taken off */
    AK_FIND_SINGLE = 2,     /* one word, which is distinctive */
    AK_FIND_ACRONYM = 4,    /* … because it is an acronym in capitals */
    AK_FIND_COMPANY = 8,    /* a word like "vessel" stands by */
    AK_FIND_CASELESS = 16,  /* the script has no capitals */
};

/* A place in the window that says a listed name. */
typedef struct ak_find {
    uint32_t begin, end; /* bytes of the window */
    uint32_t name;       /* of the index */
    uint32_t from, to;   /* words of the run */
    double score, agreement;
    ak_slice text;  /* what was compared; in the finder's arena */
    uint16_t why;   /* AK_FIND_… */
    uint64_t paired; /* bit i: the word from + i agrees with a part of the name */
} ak_find;

/* One thread. */
typedef struct ak_finder {
    ak_lexicon lexicon;
    ak_aligner aligner;
    ak_arena arena; /* of a run */
    /* Per term and per name of the index: the run it was last seen in, and by which words. */
    uint32_t *term_round, *name_round;
    uint64_t *term_words;
    uint32_t round;
    uint64_t *silent; /* hashes of runs that were found to say nothing: texts repeat themselves */
    ak_vec finds; /* ak_find: of the run */
    ak_vec compounds; /* uint32_t: terms of the run that are several words */
    struct ak_span_name *spans; /* analysed spans of the run */
    size_t span_count;
} ak_finder;

AKA_CHECKED aka_status ak_finder_init(
    ak_finder *finder, const ak_scan_plan *plan, aka_error *err);
void ak_finder_free(ak_finder *finder);

/* All finds of the run that reach the threshold, into finder->finds; they may overlap. Valid until
 * the next call. */
AKA_CHECKED aka_status ak_find_in_run(
    ak_finder *finder, ak_slice view, const ak_run *run, double threshold, aka_error *err);

#endif
