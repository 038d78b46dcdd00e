/* The inside of aka_screener, for those who screen: screen.c, and a file for each algorithm but the
 * default one. */
#ifndef AK_MATCH_SCREENER_H
#define AK_MATCH_SCREENER_H

#include "aka/screen.h"
#include "base/vec.h"
#include "match/alike.h"
#include "match/explain.h"
#include "match/index_handle.h"
#include "match/ofac_scan.h"
#include "match/retrieve.h"

/* One listed entity with the pair of names that speaks best for it. */
typedef struct ak_hit {
    double score, name_score; /* name_score: decides among equal scores */
    uint32_t entity, name;    /* name: of the index, or AK_HIT_NO_NAME */
    uint16_t asked;           /* which of the asked names */
    bool by_ident;
    bool weighed; /* its score is known, whatever the method's weighing says */
} ak_hit;

#define AK_HIT_NO_NAME UINT32_MAX

struct aka_screener {
    const aka_index *index;
    ak_text *text;
    ak_retriever retriever;
    ak_aligner aligner;
    ak_alike alike; /* to the asked name … */
    bool is_asked;  /* … if it was given to the aligner for these candidates */
    ak_arena arena; /* of the run: the asked record's analysis, facts, results */
    ak_subject asked;
    double threshold;
    ak_needed needed;                          /* of names, for the threshold */
    int (*accept)(void *ctx, uint32_t entity); /* the caller's; may be NULL */
    void *accept_ctx;
    ak_algorithm algorithm;
    ak_ofac_table ofac;       /* made when first wanted */
    ak_ofac_name *ofac_asked; /* the asked names */
    size_t ofac_asked_count;
    ak_fact_evidence weighed; /* the facts of … */
    uint32_t weighed_entity;  /* … this entity, or that of none */
    ak_vec hits;              /* ak_hit */
    size_t shown;
    uint64_t total, names_scored, names_bounded, postings_read;
    aka_match *matches;
    ak_unpacker *unpacker; /* made when first wanted */
    ak_buf query;          /* the asked record as JSON */
    ak_buf line;           /* the explanation at hand */
    ak_buf read;           /* of the index, by ak_index_peek */
};

/* Everything about a hit again, for its explanation. */
typedef struct ak_told {
    ak_part parts[AK_NAME_PARTS_MAX];
    ak_name listed;
    ak_evidence evidence;
    ak_facts listed_facts;
    ak_fact_evidence facts;
    ak_ofac_name ofac_listed;
    ak_ofac_evidence ofac;
    ak_verdicts verdicts;
} ak_told;

/* What an algorithm does in a run. */
typedef struct ak_method {
    /* Collects hits that may reach the threshold. */
    aka_status (*search)(aka_screener *s, bool exhaustive, aka_error *error);
    /* Sets the scores of all hits, those of one entity standing together. False: no memory. */
    bool (*weigh)(aka_screener *s);
    /* Compares the names of a hit again: sets t->listed.text and the verdicts on names. */
    aka_status (*tell)(aka_screener *s, const ak_hit *h, ak_told *t, aka_error *error);
} ak_method;

extern const ak_method ak_screen_ofac; /* screen_ofac.c */

/* For searching; each false on lack of memory. */
bool ak_screener_add(aka_screener *s, ak_hit h);
/* Sets the name that others are compared with, by its kind and number among those of the kind. */
bool ak_screener_ask(aka_screener *s, ak_kind kind, size_t number);
/* Adds the listed names that reach the threshold against an asked one. screen_candidate.c */
bool ak_screener_search_candidates(aka_screener *s, ak_kind kind, size_t asked);
/* Calls add for each entity that has an identifier of the asked record. */
bool ak_screener_search_idents(aka_screener *s, bool (*add)(aka_screener *s, uint32_t entity));

#endif
