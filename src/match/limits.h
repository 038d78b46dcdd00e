/* How light a listed name has to be, by what asked parts it shares: names stand in the order of
 * their weight, so that a limit is a rank. What asked parts are related to is known; for each
 * that has been gathered, so is which names are (sets of marks). */
#ifndef AK_MATCH_LIMITS_H
#define AK_MATCH_LIMITS_H

#include "match/facts.h"
#include "match/layout.h"
#include "match/marks.h"

/* Sets: of names with runs, which have no limit; and two of each part gathered, of names in which
 * what it is related to weighs no more than itself (light), and of the others. All parts that are
 * left for the last set share that. */
enum { AK_SET_RUNNERS, AK_SET_FIRST };

/* What the index says of the dates of those that bear a name, and so what the name must score. */
typedef enum ak_dating { AK_MAY_AGREE, AK_UNDATED, AK_OTHER_YEAR, AK_DATINGS } ak_dating;

/* What asked parts weigh, what that is where they agree as well as they can, and what the listed
 * parts weigh at most that they agree with; 1/100. */
typedef struct ak_share {
    unsigned weight, strong, partners;
} ak_share;

/* A limit that was worked out for names in these sets; sets 0: none was. */
typedef struct ak_known_limit {
    uint32_t sets, end;
} ak_known_limit;

enum { AK_LIMITS_KNOWN = 64, AK_STRENGTH_STEPS = 21 };

/* Of one question; one thread. */
typedef struct ak_limits {
    const ak_index *index;
    const ak_name *asked;
    const ak_needed *needed;
    double scores[AK_DATINGS];             /* needed, with some slack */
    uint16_t strongest[AK_NAME_PARTS_MAX]; /* relation of each part to a term */
    uint8_t heaviest[AK_NAME_PARTS_MAX];   /* what a term weighs that it is related to */
    unsigned weight;                       /* of all asked parts */
    ak_share total, unseen;                /* of all parts; of those not gathered */
    ak_share sets[AK_MARK_SETS];           /* of the parts of each set */
    ak_known_limit known[AK_DATINGS][AK_LIMITS_KNOWN];
    /* the part that is being gathered */
    uint32_t part;
    unsigned light, heavy;               /* its sets */
    uint32_t ends[2][AK_STRENGTH_STEPS]; /* ranks, or AK_LIMIT_UNKNOWN */
} ak_limits;

#define AK_LIMIT_UNKNOWN UINT32_MAX

/* For a question; what is given must stay as it is. */
void ak_limits_init(
    ak_limits *limits, const ak_index *index, const ak_name *asked, const ak_needed *needed);
/* An asked part is related to a term, in that strength (1/1000), which weighs no more than that. */
void ak_limits_relate(ak_limits *limits, uint32_t part, unsigned strength, unsigned weight);
/* Once all are related: no part is gathered yet. */
void ak_limits_begin(ak_limits *limits);
/* Gathers a part, as the n-th. */
void ak_limits_gather(ak_limits *limits, uint32_t part, uint32_t n);

/* Names of the asked kind from that rank on do not reach the score, … */
/* … whatever they share of what is not gathered, if nothing else. */
uint32_t ak_limits_unseen(const ak_limits *limits);
/* … where the part being gathered agrees in that strength with a term of no more weight than its
 * own, or of more, even if all others agree as well as they can. */
uint32_t ak_limits_of_list(ak_limits *limits, unsigned strength, bool heavy);
/* … in these sets (ak_marks_of) and no others; what is unseen is given to all. */
uint32_t ak_limits_in(ak_limits *limits, uint32_t sets, ak_dating dating);
ak_dating ak_limits_dating(const ak_limits *limits, uint32_t rank);

#endif
