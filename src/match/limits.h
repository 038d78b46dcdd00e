/* How light a listed name has to be, by what asked parts it shares: names stand in the order of
 * their weight, so that a limit is a rank. What asked parts are related to is known; for each
 * that has been gathered, so is which names are (sets of marks). */
#ifndef AK_MATCH_LIMITS_H
#define AK_MATCH_LIMITS_H

#include "match/facts.h"
#include "match/layout.h"
#include "match/marks.h"

/* Sets: two of each part gathered, of names in which what it is related to weighs no more than
 * itself (light), and of the others. All parts that are left for the last set share that. */
enum { AK_SETS_OF_ONE = (AK_MARK_SETS - 1) / 2 }; /* parts that have sets of their own */
/* The sets of the part that is gathered as the n-th. */
static inline unsigned ak_set_light(uint32_t n)
{
    return n < AK_SETS_OF_ONE ? 2 * n : AK_MARK_SETS - 1;
}
static inline unsigned ak_set_heavy(uint32_t n)
{
    return n < AK_SETS_OF_ONE ? 2 * n + 1 : AK_MARK_SETS - 1;
}

/* What the index says of the dates of those that bear a name, and so what the name must score. */
typedef enum ak_dating { AK_MAY_AGREE, AK_UNDATED, AK_OTHER_YEAR, AK_DATINGS } ak_dating;

/* What asked parts weigh, what that is where they agree as well as they can, and what the listed
 * parts weigh at most that they agree with; 1/100. And what they add to what may count against a
 * name (ak_evidence_margin), by what it must score. */
typedef struct ak_share {
    unsigned weight, strong, partners;
    double margins[AK_DATINGS];
} ak_share;

/* A limit that was worked out for names in these sets, where so many parts were gathered; sets 0:
 * none was. */
typedef struct ak_known_limit {
    uint16_t sets, gathered;
    uint32_t end;
} ak_known_limit;

enum { AK_LIMITS_KNOWN = 64, AK_STRENGTH_STEPS = 21 };

/* Of one question; one thread. */
typedef struct ak_limits {
    const ak_index *index;
    const ak_name *asked;
    const ak_needed *needed;
    double scores[AK_DATINGS];             /* needed, with some slack, … */
    double odds[AK_DATINGS];               /* … and ak_evidence_odds of that */
    bool dated;                            /* they differ */
    uint16_t strongest[AK_NAME_PARTS_MAX]; /* relation of each part to a term */
    uint8_t heaviest[AK_NAME_PARTS_MAX];   /* what a term weighs that it is related to */
    unsigned weight;                       /* of all asked parts */
    ak_share total;                        /* of all parts */
    ak_share sets[AK_MARK_SETS - 1];       /* of the part of each set but the last */
    ak_known_limit known[AK_DATINGS][AK_LIMITS_KNOWN];
    /* of the parts but the first n gathered; of those of them that share the last set */
    ak_share unseen[AK_NAME_PARTS_MAX + 1], last[AK_NAME_PARTS_MAX + 1];
    uint32_t part;                       /* the last one gathered */
    ak_share others;                     /* of all parts but that */
    uint32_t ends[2][AK_STRENGTH_STEPS]; /* of it: ranks, or AK_LIMIT_UNKNOWN */
} ak_limits;

#define AK_LIMIT_UNKNOWN UINT32_MAX

/* For a question; what is given must stay as it is. */
void ak_limits_init(
    ak_limits *limits, const ak_index *index, const ak_name *asked, const ak_needed *needed);
/* An asked part is related to a term, in that strength (1/1000), which weighs no more than that. */
void ak_limits_relate(ak_limits *limits, uint32_t part, unsigned strength, unsigned weight);
/* Once all are related: no part is gathered yet. */
void ak_limits_begin(ak_limits *limits);
/* Gathers a part, as the n-th from 0 on. */
void ak_limits_gather(ak_limits *limits, uint32_t part, uint32_t n);

/* Names of the asked kind from that rank on do not reach the score, … */
/* … whatever they share of what is not gathered, if nothing of the first n parts. */
uint32_t ak_limits_unseen(const ak_limits *limits, uint32_t n);
/* … where the part gathered last agrees in that strength with a term of no more weight than its
 * own, or of more, even if all others agree as well as they can. */
uint32_t ak_limits_of_list(ak_limits *limits, unsigned strength, bool heavy);
/* … in these sets (bit k: set k) of the first n parts and no others; what is unseen is given to
 * all. */
uint32_t ak_limits_work_out(ak_limits *limits, uint32_t sets, ak_dating dating, uint32_t n);
static inline uint32_t ak_limits_in(ak_limits *limits, uint32_t sets, ak_dating dating, uint32_t n)
{
    const ak_known_limit *known = &limits->known[dating][(sets ^ sets >> 6) % AK_LIMITS_KNOWN];
    if (known->sets == sets && known->gathered == n) return known->end;
    return ak_limits_work_out(limits, sets, dating, n);
}
static inline ak_dating ak_limits_dating(const ak_limits *limits, uint32_t rank)
{
    if (!limits->dated) return AK_MAY_AGREE;
    const unsigned year = limits->index->data.years[rank], i = year - AK_YEAR_FIRST;
    if (year == AK_YEAR_NONE) return AK_UNDATED;
    const bool ruled_out = i < AK_YEARS && limits->needed->ruled_out[i / 64] >> (i % 64) & 1;
    return ruled_out ? AK_OTHER_YEAR : AK_MAY_AGREE;
}

#endif
