/* Sums over the parts of a listed name, without looking at its letters. */
#include "scan/candidate.h"

#include "match/evidence.h"
#include "names/dictionaries.h"
#include "scan/judge.h"

#include <stdlib.h>

#define SAME 1000 /* strength of what is identical */
#define KNOWN 960 /* of what the dictionaries know by another spelling */

aka_status ak_candidates_init(ak_candidates *c, const ak_index *index, aka_error *err)
{
    *c = (ak_candidates){.index = index};
    c->said = calloc(index->data.terms_count / 64 + 1, sizeof *c->said);
    c->stand_of = calloc(index->data.terms_count + 1, sizeof *c->stand_of);
    c->name_round = calloc(index->data.names_count + 1, sizeof *c->name_round);
    if (c->said && c->stand_of && c->name_round) return AKA_OK;
    ak_candidates_free(c);
    return ak_fail_nomem(err);
}

void ak_candidates_free(ak_candidates *c)
{
    free(c->said);
    free(c->stand_of);
    free(c->name_round);
    ak_vec_free(&c->stands);
    ak_vec_free(&c->names);
    *c = (ak_candidates){0};
}

/* ---- the run ---- */

static inline bool is_there(const ak_candidates *c, uint32_t term)
{
    return c->said[term / 64] >> term % 64 & 1;
}

static inline ak_stand *stand_of(const ak_candidates *c, uint32_t term)
{
    return is_there(c, term) ? (ak_stand *)c->stands.data + c->stand_of[term] : NULL;
}

/* Gives the last of `stands`, not yet counted, to the term. */
static void place_last(ak_candidates *c, uint32_t term)
{
    c->said[term / 64] |= UINT64_C(1) << term % 64;
    c->stand_of[term] = (uint32_t)c->stands.count;
}

static void next_round(ak_candidates *c)
{
    const ak_stand *stands = c->stands.data;
    for (size_t i = 0; i < c->stands.count; i++) c->said[stands[i].term / 64] = 0;
    c->stands.count = c->names.count = 0;
    if (++c->round != 0) return;
    memset(c->name_round, 0, (c->index->data.names_count + 1) * sizeof *c->name_round);
    c->round = 1;
}

/* The stand of the term, made where there is none; NULL on lack of memory. */
static ak_stand *add_stand(ak_candidates *c, uint32_t term, uint16_t strength)
{
    ak_stand *stand = stand_of(c, term);
    if (!stand) {
        stand = ak_vec_push(&c->stands, sizeof *stand);
        if (!stand) return NULL;
        c->stands.count--;
        place_last(c, term);
        c->stands.count++;
        stand->term = term;
    }
    if (strength > stand->strength) stand->strength = strength;
    return stand;
}

bool ak_candidates_note(ak_candidates *c, uint32_t term, uint32_t from, uint32_t to)
{
    ak_stand *stand = add_stand(c, term, SAME);
    if (!stand) return false;
    stand->words |= ak_word_bits(from, to);
    stand->same |= ak_word_bits(from, to);
    stand->firm |= ak_word_bits(from, to);
    stand->begins |= UINT64_C(1) << from;
    stand->ends |= UINT64_C(1) << (to - 1);
    return true;
}

/* Notes that word i stands for its hits, unless they are left aside, and fetches what
 * ak_candidates_gather will read. There is room for them. */
static void note_word(
    ak_candidates *c, const ak_lexicon *lexicon, const ak_run *run, uint32_t i, bool aside)
{
    const ak_lexeme *l = ak_lexicon_get(lexicon, run->tokens[i].lexeme);
    const ak_related *hits = ak_lexicon_hits(lexicon, l);
    const uint64_t word = UINT64_C(1) << i;
    const bool owner = run->tokens[i].flags & AK_TOKEN_OWNER;
    const uint64_t abjad = ak_script_is_abjad((ak_script)l->script) ? word : 0;
    uint64_t *const said = c->said;
    uint32_t *const stand_of = c->stand_of;
    ak_stand *const stands = c->stands.data;
    uint32_t stand_count = (uint32_t)c->stands.count;
    for (uint32_t k = 0; k < l->anchor_count && !aside; k++)
        ak_scan_fetch_postings(lexicon->plan, hits[k].number);
    for (uint32_t k = 0; k < l->hit_count && !aside; k++) {
        const uint32_t term = hits[k].number;
        const uint16_t strength = owner ? SAME : hits[k].strength;
        const bool whole =
            strength == SAME || (strength >= KNOWN && ak_scan_is_body(lexicon->plan, term));
        const uint64_t same = whole ? word : 0, firm = same | abjad;
        if (!(said[term / 64] >> term % 64 & 1)) {
            said[term / 64] |= UINT64_C(1) << term % 64;
            stand_of[term] = stand_count;
            stands[stand_count++] = (ak_stand){term, strength, word, word, word, same, firm};
            continue;
        }
        ak_stand *stand = &stands[stand_of[term]];
        if (strength > stand->strength) stand->strength = strength;
        stand->words |= word;
        stand->begins |= word;
        stand->ends |= word;
        stand->same |= same;
        stand->firm |= firm;
    }
    c->stands.count = stand_count;
    if (ak_judge_tells(l)) c->tells |= word;
    if (l->flags & AK_LEXEME_NUMBER) c->numbers |= word;
    if (l->flags & AK_LEXEME_FUNCTION) c->functions |= word;
    if (l->flags & AK_LEXEME_INITIALS) c->initials |= word;
}

/* Room for what all words may stand for. */
static bool reserve_stands(ak_candidates *c, const ak_lexicon *lexicon, const ak_run *run)
{
    size_t count = 0;
    for (uint32_t i = 0; i < run->count; i++)
        count += ak_lexicon_get(lexicon, run->tokens[i].lexeme)->hit_count;
    if (count > c->stands.cap && !ak_vec_extend(&c->stands, count, sizeof(ak_stand))) return false;
    c->stands.count = 0;
    return true;
}

aka_status ak_candidates_start(
    ak_candidates *c, const ak_lexicon *lexicon, const ak_run *run, uint64_t aside, aka_error *err)
{
    next_round(c);
    c->tells = c->numbers = c->functions = c->initials = 0;
    if (!reserve_stands(c, lexicon, run)) return ak_fail_nomem(err);
    for (uint32_t i = 0; i < run->count; i++) note_word(c, lexicon, run, i, aside >> i & 1);
    return AKA_OK;
}

/* ---- which names ---- */

static bool is_several(uint64_t words)
{
    return (words & (words - 1)) != 0;
}

/* Whether the words may be the name of a posting of the term that `anchor` stands for: one word is
 * none of several parts that tell, unless it stands for all, nor one that only sounds like it. */
static bool may_say(const ak_candidates *c, const ak_stand *anchor, const ak_scan_posting *posting)
{
    const uint32_t count = posting->beside_count;
    uint64_t words = anchor->words;
    uint32_t said = 0;
    if (count > AK_SCAN_BESIDE) return true;
    if (count == 0) return anchor->same || is_several(words);
    for (uint32_t i = 0; i < count; i++) {
        if (!is_there(c, posting->beside[i])) continue;
        words |= stand_of(c, posting->beside[i])->words;
        said++;
    }
    return said == count || (said && is_several(words));
}

static bool add_name(ak_candidates *c, uint32_t name)
{
    uint32_t *slot = ak_vec_push(&c->names, sizeof *slot);
    if (!slot) return false;
    *slot = name;
    c->name_round[name] = c->round;
    ak_fetch(&c->index->data.names[name], sizeof(ak_ix_name));
    return true;
}

bool ak_candidates_gather(
    ak_candidates *c, const ak_scan_plan *plan, const ak_related *anchors, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t term = anchors[i].number;
        const ak_stand *anchor = stand_of(c, term);
        const ak_scan_posting *end = plan->postings + plan->first[term + 1];
        for (const ak_scan_posting *p = plan->postings + plan->first[term]; p < end; p++)
            if (may_say(c, anchor, p) && c->name_round[p->name] != c->round &&
                !add_name(c, p->name))
                return false;
    }
    return true;
}

bool ak_candidates_gather_joined(ak_candidates *c, const ak_scan_plan *plan, uint32_t term)
{
    for (uint32_t i = plan->first[term]; i < plan->first[term + 1]; i++) {
        const uint32_t name = plan->postings[i].name;
        if (c->name_round[name] != c->round && !add_name(c, name)) return false;
    }
    return true;
}

/* ---- the name that is looked at ---- */

void ak_candidate_look(ak_candidates *c, uint32_t name)
{
    const ak_ix_name *n = &c->index->data.names[name];
    const ak_ix_part *parts = c->index->data.parts + n->part_first;
    c->part_count = n->part_count < AK_NAME_PARTS_MAX ? n->part_count : AK_NAME_PARTS_MAX;
    c->person = n->kind == AK_KIND_PERSON;
    for (uint32_t i = 0; i < c->part_count; i++)
        c->parts[i] =
            (ak_candidate_part){stand_of(c, parts[i].term), parts[i].weight, parts[i].role};
}

/* ---- the sums ---- */

/* Whether the term is said within these words, which follow each other. */
static bool is_said(const ak_stand *stand, uint64_t within)
{
    uint64_t begins = stand->begins & within, ends = stand->ends & within;
    return begins && ends && __builtin_ctzll(begins) <= 63 - __builtin_clzll(ends);
}

typedef struct sums {
    uint64_t telling, same, firm; /* words that may stand for parts that tell */
    unsigned said, varied, left;  /* weight × strength, in 1e-5 */
    unsigned telling_left;        /* weight of parts that tell, in 1/100 */
    bool rare;                    /* a part of full weight is there */
    bool number_left, all_same;
} sums;

static bool is_small(unsigned role)
{
    return role == AK_ROLE_FUNCTION || role == AK_ROLE_PARTICLE || role == AK_ROLE_TITLE;
}

static void add_said(const ak_candidate_part *p, uint64_t within, sums *s)
{
    const ak_stand *stand = p->stand;
    s->said += p->weight * (unsigned)stand->strength;
    s->varied += p->weight * (SAME - (unsigned)stand->strength);
    s->firm |= stand->firm & within;
    if (is_small(p->role) || p->role == AK_ROLE_LEGAL || p->role == AK_ROLE_NUMBER) return;
    s->rare = s->rare || p->weight >= AK_SCAN_RARE;
    if (p->role == AK_ROLE_INITIAL) return;
    s->telling |= stand->words & within;
    s->same |= stand->same & within;
    if (!(stand->same & within)) s->all_same = false;
}

static void add_left(const ak_candidate_part *p, sums *s)
{
    /* Legal forms and numbers are looked for when the rest is there. */
    if (p->role == AK_ROLE_LEGAL || p->role == AK_ROLE_NUMBER) {
        s->said += p->weight * SAME;
        s->number_left = s->number_left || p->role == AK_ROLE_NUMBER;
        return;
    }
    s->left += p->weight * SAME;
    /* Reports leave fathers' names out. */
    if (!is_small(p->role) && p->role != AK_ROLE_PATRONYMIC) s->telling_left += p->weight;
}

/* Three words at least. */
static bool are_many(uint64_t words)
{
    words &= words - 1;
    return (words & (words - 1)) != 0;
}

/* Whether the judge could let a name be told by words with these sums. */
static bool could_pass(const ak_candidates *c, const sums *s)
{
    if (s->telling == 0) return false;
    if ((s->telling & (s->telling - 1)) == 0)
        return s->telling_left == 0 && s->same && !(s->number_left && !c->numbers);
    if (!c->person && !(s->telling & c->tells))
        return s->all_same ? s->telling_left < AK_SCAN_TELLING || s->rare
                           : s->telling_left == 0 && are_many(s->telling);
    return s->telling_left < AK_SCAN_TELLING || (s->rare && s->firm);
}

static sums add_up(const ak_candidates *c, uint64_t words)
{
    sums s = {.all_same = true};
    for (uint32_t i = 0; i < c->part_count; i++) {
        const ak_candidate_part *p = &c->parts[i];
        if (p->stand && is_said(p->stand, words))
            add_said(p, words, &s);
        else if (p->role == AK_ROLE_FUNCTION && c->functions & words)
            s.said += p->weight * SAME;
        else
            add_left(p, &s);
    }
    return s;
}

static double score_of(const sums *s)
{
    if (s->varied == 0 && s->left == 0) return s->said > 0; /* what the formula gives, too */
    ak_evidence e = {
        .agreement = s->said / 1e5, .variation = s->varied / 1e5, .listed_omitted = s->left / 1e5};
    ak_evidence_score(&ak_costs_default, &e);
    return e.score;
}

double ak_candidate_score(const ak_candidates *c, uint64_t words)
{
    sums s = add_up(c, words);
    return score_of(&s);
}

double ak_candidate_bound(const ak_candidates *c, uint64_t words)
{
    sums s = add_up(c, words);
    return could_pass(c, &s) ? score_of(&s) : 0;
}

uint64_t ak_candidate_words(const ak_candidates *c, uint64_t *legal)
{
    uint64_t words = 0;
    *legal = 0;
    for (uint32_t i = 0; i < c->part_count; i++) {
        const ak_candidate_part *p = &c->parts[i];
        if (p->stand) *(p->role == AK_ROLE_LEGAL ? legal : &words) |= p->stand->words;
    }
    return words;
}

uint32_t ak_candidate_uses(const ak_candidates *c, uint32_t word)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->part_count; i++)
        count += c->parts[i].stand && c->parts[i].stand->words >> word & 1;
    return count;
}
