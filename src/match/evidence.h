/* Evidence of one name against another: which parts agree, vary, are left out or contradict; and
 * the score that follows. docs/scoring.md has the arithmetic with worked examples. */
#ifndef AK_MATCH_EVIDENCE_H
#define AK_MATCH_EVIDENCE_H

#include "names/units.h"

/* Parts [asked_from, asked_to) of the asked name agree with [listed_from, listed_to) of the listed.
 */
typedef struct ak_pair {
    uint8_t asked_from, asked_to, listed_from, listed_to;
    uint8_t kind;      /* ak_relation_kind */
    uint16_t strength; /* 1/1000 */
    uint16_t weight;   /* 1/100: the lighter side */
} ak_pair;

typedef struct ak_evidence {
    ak_pair pairs[AK_NAME_PARTS_MAX]; /* in the order of the asked name */
    uint32_t pair_count;
    uint64_t asked_left, listed_left; /* bit i: part i is in no pair */
    /* Sums of weights, in parts of full weight. */
    double agreement, variation, asked_omitted, listed_omitted, contradiction;
    bool listed_whole; /* a person's name of which nothing that tells is left */
    const char *apart; /* why what one side only has contradicts, static; NULL where it does not */
    double score;      /* in [0,1] */
} ak_evidence;

/* Scratch memory for comparing; one thread. Start with ak_aligner_init. */
typedef struct ak_aligner {
    const ak_name *asked;
    ak_arena asked_arena, arena;
    ak_unit *asked_units; /* made when first wanted */
    size_t asked_unit_count;
    ak_pair *found; /* all related pairs of units */
    size_t found_cap;
} ak_aligner;

void ak_aligner_init(ak_aligner *aligner);
void ak_aligner_free(ak_aligner *aligner);

/* Sets the name that is asked for. It must stay as it is until the next one is set. */
void ak_aligner_ask(ak_aligner *aligner, const ak_name *asked);
/* Compares the asked name with a listed one of the same kind. False on lack of memory. */
bool ak_align(ak_aligner *aligner, const ak_name *listed, ak_evidence *out);

/* The same where it is known what ak_relate says of the parts: [asked part * listed parts + listed
 * part]. */
bool ak_align_related(
    ak_aligner *aligner, const ak_name *listed, const ak_relation *relations, ak_evidence *out);

/* What each sort of evidence costs, relative to agreement. */
typedef struct ak_costs {
    double variation;
    double asked_omitted;       /* the query says more than the list does … */
    double asked_omitted_whole; /* … where all that the list says agrees */
    double listed_omitted;      /* the list says more than the query does … */
    double listed_omitted_thin; /* … which matters more the less there is in common */
    double contradiction;
    double contradiction_long; /* a contradiction is not outvoted by a long name */
} ak_costs;

extern const ak_costs ak_costs_default;

/* The score of the sums in *e; sets e->score. */
void ak_evidence_score(const ak_costs *costs, ak_evidence *e);

/* A unit of the asked name, by its number among ak_name_units of all types, that may be related to
 * those of the listed one whose texts have that sign; one of them is of several parts. */
typedef struct ak_joint {
    uint16_t asked;
    uint8_t sign; /* ak_unit_sign */
} ak_joint;
/* The same for a listed name of which it is known that no other units of several parts are related
 * than these. `relations` is what ak_relate says of the parts, [asked part * listed parts + listed
 * part], or NULL: it is asked. With relations and no joints the listed parts need no terms. */
bool ak_align_known(ak_aligner *aligner, const ak_name *listed, const ak_relation *relations,
    const ak_joint *joints, size_t count, ak_evidence *out);

/* Weights of what is left of a name: of what tells people apart (and of the generic words in it),
 * of its legal forms, of the rest. */
typedef struct ak_left_over {
    double telling, generic, legal, rest;
} ak_left_over;
/* What parts are to each other that are left: those of one sort contradict where both names have
 * some left, but small words and titles never. */
enum { AK_LEFT_REST = 1, AK_LEFT_LEGAL = 2, AK_LEFT_TELLING = 4 };
unsigned ak_left_sort(unsigned role);
/* Counts a part of that role and weight (1/100) as left. */
void ak_left_over_add(ak_left_over *sum, unsigned role, unsigned weight);
/* No call of ak_align gives more for two names of which at least so much is left, and whose pairs
 * agree in no more than `strong`: weights times strengths, in parts of full weight; and vary in no
 * less than `varied`, as ak_evidence_varied has it. */
double ak_evidence_ceiling(
    double strong, double varied, const ak_left_over *asked, const ak_left_over *listed);
/* What counts of the variation that an asked part of that weight has if it is in a pair: no more
 * than leaving it out would cost, for it may be in none. */
double ak_evidence_varied(double variation, double asked_weight);

/* What may count against a name that reaches the score, for each of its agreement. */
static inline double ak_evidence_odds(double score)
{
    return 1 / score - 1;
}
/* What a pair of that strength (in [0,1]) adds to what may count against the name in all, for each
 * of the asked part's weight. Rises with the strength. */
double ak_evidence_margin(double strength, double odds);
/* The most weight that may be left of a listed name for a score: no call of ak_align gives more
 * where parts agree in no more than `strong`, which adds no more than `margin` for that score, and
 * at least `asked_left` of the asked name is left. All in parts of full weight. Negative: it gives
 * none that score. */
double ak_evidence_room(double strong, double margin, double asked_left);

#endif
