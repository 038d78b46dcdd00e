/* Which listed names the words of a run could be, by cheap sums over what each word may stand for.
 * Parts are compared only where these sums, and the rules of use (judge.c) as far as single words
 * decide them, leave room for a mention. */
#ifndef AK_SCAN_CANDIDATE_H
#define AK_SCAN_CANDIDATE_H

#include "base/fetch.h"
#include "scan/tokens.h"

/* What stands for a term in the run. Bit i: word i of the run. */
typedef struct ak_stand {
    uint32_t term;
    uint16_t strength;     /* of the closest relation, 1/1000 */
    uint64_t words;        /* any of them may, or is one of several that do together … */
    uint64_t begins, ends; /* … from one of these to one of those */
    uint64_t same, firm;   /* of `words`: the term itself, or another spelling of a body's only
                              word; that, or written without vowels */
} ak_stand;

/* A part of the name that is looked at, and what stands for it. */
typedef struct ak_candidate_part {
    const ak_stand *stand; /* NULL: nothing does */
    uint8_t weight, role;
} ak_candidate_part;

/* One thread. */
typedef struct ak_candidates {
    const ak_index *index;
    uint64_t *said;       /* per term, a bit: whether it has a place in `stands` */
    uint32_t *stand_of;   /* per term that has: which */
    ak_vec stands;        /* ak_stand: of the run */
    uint32_t *name_round; /* per name: the run it was last tried in */
    uint32_t round;       /* of the run */
    ak_vec names;         /* uint32_t: those that it may say */
    /* Words of the run that are no ordinary ones; that are digits &c.; "of", "de" &c.; initials. */
    uint64_t tells, numbers, functions, initials;
    /* The name that is looked at. */
    ak_candidate_part parts[AK_NAME_PARTS_MAX];
    uint32_t part_count;
    bool person;
} ak_candidates;

AKA_CHECKED aka_status ak_candidates_init(
    ak_candidates *candidates, const ak_index *index, aka_error *err);
void ak_candidates_free(ak_candidates *candidates);

/* Forgets the run before, and takes what is known of each word of this one; bit i of aside: the
 * hits of word i do not count. */
AKA_CHECKED aka_status ak_candidates_start(ak_candidates *candidates, const ak_lexicon *lexicon,
    const ak_run *run, uint64_t aside, aka_error *err);
/* Words [from, to) together are the term. False on lack of memory. */
bool ak_candidates_note(ak_candidates *candidates, uint32_t term, uint32_t from, uint32_t to);
/* Adds to `names` those that one of a word's hits is an anchor of and that the words of the run may
 * say, each once a run. False on lack of memory. */
bool ak_candidates_gather(
    ak_candidates *candidates, const ak_scan_plan *plan, const ak_related *anchors, uint32_t count);
/* The same for a term that several words together are, which may be all of a name. */
bool ak_candidates_gather_joined(
    ak_candidates *candidates, const ak_scan_plan *plan, uint32_t term);

/* Fetches what ak_candidate_look will read: names are all over the index. */
AK_FETCHING void ak_candidate_fetch(const ak_candidates *candidates, uint32_t name)
{
    const ak_index_data *d = &candidates->index->data;
    const ak_ix_name *n = &d->names[name];
    ak_fetch(&d->parts[n->part_first], n->part_count * sizeof *d->parts);
}
/* Takes a name to be looked at, which all that follows is about, until the next run. */
void ak_candidate_look(ak_candidates *candidates, uint32_t name);
/* The best score that the words could have against the name, in [0,1] … */
double ak_candidate_score(const ak_candidates *candidates, uint64_t words);
/* … or 0 where the rules of use would not let them be a mention. */
double ak_candidate_bound(const ak_candidates *candidates, uint64_t words);
/* All words that may be parts of the name; *legal: those that may be its legal form. */
uint64_t ak_candidate_words(const ak_candidates *candidates, uint64_t *legal);
/* How many parts of the name the word may stand for. */
uint32_t ak_candidate_uses(const ak_candidates *candidates, uint32_t word);

/* Words [from, to). */
static inline uint64_t ak_word_bits(uint32_t from, uint32_t to)
{
    uint64_t below = to >= 64 ? UINT64_MAX : (UINT64_C(1) << to) - 1;
    return below & ~((UINT64_C(1) << from) - 1);
}

#endif
