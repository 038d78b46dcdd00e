/* Pairing the parts of an asked name with those of a listed one, strongest and weightiest first. */
#include "match/evidence.h"

#include "names/east.h"
#include "names/edit.h"

#include <stdlib.h>

#define ARENA_LIMIT (16u << 20)

void ak_aligner_init(ak_aligner *aligner)
{
    *aligner = (ak_aligner){0};
    ak_arena_init(&aligner->asked_arena, ARENA_LIMIT);
    ak_arena_init(&aligner->arena, ARENA_LIMIT);
}

void ak_aligner_free(ak_aligner *aligner)
{
    free(aligner->found);
    ak_arena_free(&aligner->asked_arena);
    ak_arena_free(&aligner->arena);
    ak_aligner_init(aligner);
}

/* ---- which parts may stand for each other at all ---- */

enum { GROUP_WORD = 1, GROUP_LEGAL = 2, GROUP_PARTICLE = 4, GROUP_NUMBER = 8, GROUP_FUNCTION = 16 };

static unsigned group(unsigned role)
{
    switch (role) {
    case AK_ROLE_LEGAL:
        return GROUP_LEGAL;
    case AK_ROLE_PARTICLE:
    case AK_ROLE_TITLE:
        return GROUP_PARTICLE;
    case AK_ROLE_NUMBER:
        return GROUP_NUMBER;
    case AK_ROLE_FUNCTION:
        return GROUP_FUNCTION;
    default:
        return GROUP_WORD;
    }
}

/* "X bin Y" and "Y bin X" are father and son. */
#define STRENGTH_WRONG_GENERATION 450 /* of 1000 */
#define STRENGTH_LOWEST 200           /* no relation is weaker: signs that are read otherwise */

/* A particle may be misspelled, so that it is taken for a name. */
static bool groups_meet(unsigned a, unsigned b, ak_relation r)
{
    return a == b || ((a | b) == (GROUP_WORD | GROUP_PARTICLE) && r.strength >= 800);
}

/* r: what the terms are to each other. */
static ak_relation relate_parts(const ak_part *a, const ak_part *b, ak_relation r)
{
    if (r.kind == AK_RELATION_NONE) return r;
    if (r.kind != AK_RELATION_SAME && !groups_meet(group(a->role), group(b->role), r))
        return (ak_relation){0, 0};
    if ((a->role == AK_ROLE_NUMBER) != (b->role == AK_ROLE_NUMBER) && r.kind != AK_RELATION_SAME)
        return (ak_relation){0, 0};
    return r;
}

/* A number as it is written, in capitals: "VIII", "8". */
static ak_slice written_number(const ak_name *name, const ak_part *part, char out[16])
{
    size_t n = 0;
    for (uint32_t i = part->begin; i < part->end && n < 16; i++) {
        char c = name->text.data[i];
        out[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (ak_slice){out, n};
}

/* Numbers that are near in value are easily mistaken only where they look alike: VII and VIII, not
 * VIII and IX. */
static bool look_alike(const ak_name *x, const ak_part *a, const ak_name *y, const ak_part *b)
{
    char first[16], second[16];
    return ak_one_slip(written_number(x, a, first), written_number(y, b, second));
}

/* ---- finding pairs ---- */

typedef struct search {
    ak_aligner *aligner;
    const ak_name *asked, *listed;
    const ak_relation *relations; /* of the parts; or NULL */
    const ak_joint *joints;       /* what else to relate; or NULL: everything */
    size_t joint_count;
    size_t found;
    bool written; /* how a part is written, and not only how it reads, may matter */
    bool failed;
} search;

static uint16_t span_weight(const ak_name *name, unsigned from, unsigned to)
{
    unsigned sum = 0;
    for (unsigned i = from; i < to; i++) sum += name->parts[i].weight;
    return (uint16_t)sum;
}

/* Adds a pair of related parts, without its weight. */
static void add_found(search *s, ak_pair p)
{
    ak_aligner *al = s->aligner;
    if (s->written) {
        const ak_relation r = ak_relate_written(s->asked, p.asked_from, p.asked_to, s->listed,
            p.listed_from, p.listed_to, (ak_relation){p.kind, p.strength});
        if (r.kind == AK_RELATION_NONE) return;
        p.kind = r.kind;
        p.strength = r.strength;
    }
    if (s->found == al->found_cap) {
        size_t cap = al->found_cap ? al->found_cap * 2 : 256;
        ak_pair *grown = realloc(al->found, cap * sizeof *grown);
        if (!grown) {
            s->failed = true;
            return;
        }
        al->found = grown;
        al->found_cap = cap;
    }
    const uint16_t x = span_weight(s->asked, p.asked_from, p.asked_to),
                   y = span_weight(s->listed, p.listed_from, p.listed_to);
    p.weight = x < y ? x : y;
    al->found[s->found++] = p;
}

/* What any of the parts is marked with. */
static unsigned flags_of(const ak_name *name)
{
    unsigned flags = 0;
    for (uint32_t i = 0; i < name->count; i++) flags |= name->parts[i].flags;
    return flags;
}

static void find_part_pairs(search *s)
{
    const unsigned asked = flags_of(s->asked), listed = flags_of(s->listed);
    const bool fathered = asked & listed & AK_PART_FATHERED;
    s->written = (asked | listed) & (AK_PART_HAN | AK_PART_HANGUL | AK_PART_RESPELLED);
    for (uint32_t i = 0; i < s->asked->count; i++)
        for (uint32_t j = 0; j < s->listed->count; j++) {
            const ak_part *a = &s->asked->parts[i], *b = &s->listed->parts[j];
            ak_relation r = s->relations ? s->relations[i * s->listed->count + j]
                                         : ak_relate(&a->term, &b->term, s->asked->kind);
            r = relate_parts(a, b, r);
            if (r.kind == AK_RELATION_NONE) continue;
            if (a->role == AK_ROLE_NUMBER && r.kind == AK_RELATION_TYPO &&
                !look_alike(s->asked, a, s->listed, b))
                continue;
            if (fathered && (a->flags ^ b->flags) & AK_PART_FATHERED)
                r.strength = (uint16_t)(r.strength * STRENGTH_WRONG_GENERATION / 1000);
            add_found(s, (ak_pair){.asked_from = (uint8_t)i,
                             .asked_to = (uint8_t)(i + 1),
                             .listed_from = (uint8_t)j,
                             .listed_to = (uint8_t)(j + 1),
                             .kind = r.kind,
                             .strength = r.strength});
        }
}

/* Two runs that begin or end with the same part are better paired part by part. */
static bool share_an_end(const search *s, const ak_unit *a, const ak_unit *b)
{
    const ak_part *x = s->asked->parts, *y = s->listed->parts;
    return ak_terms_same(&x[a->from].term, &y[b->from].term) ||
           ak_terms_same(&x[a->to - 1].term, &y[b->to - 1].term);
}

static bool may_pair(const search *s, const ak_unit *a, const ak_unit *b)
{
    if (a->type == AK_UNIT_JOINED && b->type == AK_UNIT_JOINED && share_an_end(s, a, b))
        return false;
    if (a->type == AK_UNIT_PART && s->asked->parts[a->from].role == AK_ROLE_NUMBER) return false;
    if (b->type == AK_UNIT_PART && s->listed->parts[b->from].role == AK_ROLE_NUMBER) return false;
    if (b->type == AK_UNIT_ACRONYM)
        return a->type == AK_UNIT_PART && s->asked->parts[a->from].flags & AK_PART_ACRONYM;
    if (a->type == AK_UNIT_ACRONYM)
        return !ak_unit_is_vague(a) && b->type == AK_UNIT_PART &&
               s->listed->parts[b->from].flags & AK_PART_ACRONYM;
    return true;
}

/* Rules most pairs of units out by what ak_relate_joined asks for first: a class of both, or keys
 * that are the same (as those of acronyms are) or, of long texts, near. */
static inline bool may_relate(const ak_unit *a, const ak_unit *b)
{
    const ak_term *x = &a->term, *y = &b->term;
    const size_t k = x->key.len, l = y->key.len;
    if (x->class_count && y->class_count) return true;
    if (k == l && memcmp(x->key.data, y->key.data, k) == 0) return true;
    return k <= l + 1 && l <= k + 1 && x->text.len >= AK_JOINED_NEAR &&
           y->text.len >= AK_JOINED_NEAR && ak_keys_near(x->key, y->key);
}

enum { ALL_UNITS = AK_UNIT_PART | AK_UNIT_JOINED | AK_UNIT_ACRONYM };

static ak_unit *make_units(const ak_name *name, ak_arena *arena, size_t *count)
{
    ak_unit *units = ak_arena_alloc(arena, AK_UNITS_OF(name->count) * sizeof *units);
    *count = units ? ak_name_units(name, ALL_UNITS, arena, units) : SIZE_MAX;
    return *count == SIZE_MAX ? NULL : units;
}

/* Those that are kept, or new ones in the arena. */
static ak_unit *units_of(const ak_name *name, ak_arena *arena, size_t *count)
{
    ak_kept_units *kept = name->kept;
    if (!kept) return make_units(name, arena, count);
    if (!kept->units) kept->units = make_units(name, kept->arena, &kept->count);
    *count = kept->count;
    return kept->units;
}

static void relate_joined(search *s, const ak_unit *a, const ak_unit *b)
{
    if (!may_relate(a, b) || !may_pair(s, a, b)) return;
    const ak_relation r = ak_relate_units(a, b, s->asked->kind);
    if (r.kind == AK_RELATION_NONE) return;
    add_found(s, (ak_pair){a->from, a->to, b->from, b->to, r.kind, r.strength, 0});
}

/* Pairs of units to relate, [asked unit * count + listed unit], by the joints; their terms, which
 * are bare, are made whole. NULL on lack of memory. */
static const bool *choose_pairs(const search *s, ak_unit *listed, size_t count)
{
    ak_aligner *al = s->aligner;
    bool *chosen = ak_arena_array(&al->arena, al->asked_unit_count * count, sizeof *chosen);
    for (size_t j = 0; chosen && j < count; j++) {
        ak_term *term = &listed[j].term;
        const uint8_t sign = ak_unit_sign(term->text);
        for (size_t i = 0; i < s->joint_count; i++) {
            if (s->joints[i].sign != sign) continue;
            if (ak_term_is_bare(term) && !ak_term_make(&al->arena, term->text, term)) return NULL;
            chosen[s->joints[i].asked * count + j] = true;
        }
    }
    return chosen;
}

static void find_joined_pairs(search *s)
{
    ak_aligner *al = s->aligner;
    ak_name listed = *s->listed;
    size_t m;
    if (s->joints) { /* all but a few units stay bare */
        listed.bare = true;
        listed.kept = NULL;
    }
    if (!al->asked_units)
        al->asked_units = units_of(s->asked, &al->asked_arena, &al->asked_unit_count);
    ak_arena_reset(&al->arena);
    const ak_unit *a = al->asked_units;
    ak_unit *b = units_of(&listed, &al->arena, &m);
    const bool *chosen = a && b && s->joints ? choose_pairs(s, b, m) : NULL;
    if (!a || !b || (s->joints && !chosen)) {
        s->failed = true;
        return;
    }
    for (size_t i = 0; i < al->asked_unit_count; i++) /* parts stand in front, and are paired */
        for (size_t j = i < s->asked->count ? listed.count : 0; j < m; j++)
            if (!chosen || chosen[i * m + j]) relate_joined(s, &a[i], &b[j]);
}

/* ---- choosing among them ---- */

static unsigned value(const ak_pair *p)
{
    return (unsigned)p->weight * p->strength;
}

/* Best first; among equals the earlier in the asked name, then in the listed name, then shorter. */
static int by_value(const void *x, const void *y)
{
    const ak_pair *a = x, *b = y;
    if (value(a) != value(b)) return value(a) > value(b) ? -1 : 1;
    if (a->strength != b->strength) return a->strength > b->strength ? -1 : 1;
    int da = abs(a->asked_from - a->listed_from), db = abs(b->asked_from - b->listed_from);
    if (da != db) return da - db;
    if (a->asked_from != b->asked_from) return a->asked_from - b->asked_from;
    if (a->listed_from != b->listed_from) return a->listed_from - b->listed_from;
    if (a->asked_to != b->asked_to) return a->asked_to - b->asked_to;
    return a->listed_to - b->listed_to;
}

/* Mostly a handful. Equal ones stay as they are. */
static void sort_pairs(ak_pair *pairs, size_t n, int (*order)(const void *, const void *))
{
    enum { HANDFUL = 16 };
    if (n > HANDFUL) {
        qsort(pairs, n, sizeof *pairs, order);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        const ak_pair pair = pairs[i];
        size_t at = i;
        for (; at > 0 && order(&pairs[at - 1], &pair) > 0; at--) pairs[at] = pairs[at - 1];
        pairs[at] = pair;
    }
}

static uint64_t bits(unsigned from, unsigned to)
{
    return ((UINT64_C(1) << (to - from)) - 1) << from;
}

static void choose(search *s, ak_evidence *out)
{
    ak_pair *found = s->aligner->found;
    sort_pairs(found, s->found, by_value);
    out->pair_count = 0;
    out->asked_left = s->asked->count ? bits(0, s->asked->count) : 0;
    out->listed_left = s->listed->count ? bits(0, s->listed->count) : 0;
    for (size_t i = 0; i < s->found; i++) {
        uint64_t a = bits(found[i].asked_from, found[i].asked_to);
        uint64_t b = bits(found[i].listed_from, found[i].listed_to);
        if ((out->asked_left & a) != a || (out->listed_left & b) != b) continue;
        out->asked_left &= ~a;
        out->listed_left &= ~b;
        out->pairs[out->pair_count++] = found[i];
    }
}

/* ---- weighing ---- */

unsigned ak_left_sort(unsigned role)
{
    unsigned g = group(role);
    if (g == GROUP_LEGAL) return AK_LEFT_LEGAL;
    return g & (GROUP_WORD | GROUP_NUMBER) ? AK_LEFT_TELLING : AK_LEFT_REST;
}

void ak_left_over_add(ak_left_over *sum, unsigned role, unsigned weight)
{
    unsigned sort = ak_left_sort(role);
    double *to = sort == AK_LEFT_TELLING ? &sum->telling
                 : sort == AK_LEFT_LEGAL ? &sum->legal
                                         : &sum->rest;
    *to += weight / 100.0;
    if (role == AK_ROLE_GENERIC) sum->generic += weight / 100.0;
}

static ak_left_over left_weights(const ak_name *name, uint64_t left)
{
    ak_left_over sum = {0, 0, 0, 0};
    for (uint32_t i = 0; i < name->count; i++)
        if (left >> i & 1) ak_left_over_add(&sum, name->parts[i].role, name->parts[i].weight);
    return sum;
}

/* Another legal form contradicts, but weakly: companies change theirs. Not below the cost of an
 * omission in the asked name over that of a contradiction, or the bounds of retrieval would not
 * hold. */
#define LEGAL_CONTRADICTS 0.3

/* Of two names with their legal forms, as they stand in a register, the one that has a place, a
 * number or a name more is a sister company ("Banco Santander México S.A."), not a shorter way to
 * say the same. How far such words contradict; generic words do less. */
#define SISTER_CONTRADICTS 0.30
#define SISTER_GENERIC 0.12

static double lesser(double a, double b)
{
    return a < b ? a : b;
}

static bool has_legal_form(const ak_name *name)
{
    for (uint32_t i = 0; i < name->count; i++)
        if (name->parts[i].role == AK_ROLE_LEGAL) return true;
    return false;
}

/* What sets the names of two registered companies apart although one side only has it. */
static double sister(
    const ak_name *asked, const ak_name *listed, const ak_left_over *a, const ak_left_over *b)
{
    if (!has_legal_form(asked) || !has_legal_form(listed)) return 0;
    double proper = (a->telling - a->generic) - (b->telling - b->generic);
    double generic = a->generic - b->generic;
    proper = proper < 0 ? -proper : proper;
    generic = generic < 0 ? -generic : generic;
    return SISTER_CONTRADICTS * proper + SISTER_GENERIC * generic;
}

/* Names in ideographs or Hangul are given in full, family name and given name: what only one side
 * has is another syllable rather than a middle name. How far it contradicts. */
#define SYLLABLE_CONTRADICTS 0.5

static bool in_signs(const ak_name *name)
{
    return flags_of(name) & (AK_PART_HAN | AK_PART_HANGUL);
}

static double other_syllables(
    const ak_name *asked, const ak_name *listed, const ak_left_over *a, const ak_left_over *b)
{
    if (asked->kind != AK_KIND_PERSON || (!in_signs(asked) && !in_signs(listed))) return 0;
    double apart = a->telling - b->telling;
    return SYLLABLE_CONTRADICTS * (apart < 0 ? -apart : apart);
}

/* What is left on both sides contradicts, the rest of it is omitted. */
static void weigh_left(const ak_left_over *a, const ak_left_over *b, ak_evidence *e)
{
    double telling = lesser(a->telling, b->telling), legal = lesser(a->legal, b->legal);
    e->contradiction = telling + LEGAL_CONTRADICTS * legal;
    e->listed_whole = b->telling <= 0;
    e->asked_omitted = a->telling + a->legal + a->rest - telling - legal;
    e->listed_omitted = b->telling + b->legal + b->rest - telling - legal;
}

/* This rests on three things, which a change of the formula must keep or this follow: the score
 * rises with the agreement; it does not rise where more of a name is left, be it an omission that
 * becomes a contradiction (what makes LEGAL_CONTRADICTS no smaller); and variation only lowers it.
 * The cost of an omission grows without bound as the agreement goes to 0: `least` is what a pair of
 * substance agrees in, and with less there is no score. What contradicts besides (weigh) only
 * lowers the score. */
double ak_evidence_ceiling(
    double strong, double varied, const ak_left_over *asked, const ak_left_over *listed)
{
    const double least = 0.35 * STRENGTH_LOWEST / 1000 * STRENGTH_WRONG_GENERATION / 1000;
    ak_evidence e; /* not cleared: this is asked of thousands of names, and the pairs are many */
    if (strong < least) return 0;
    e.agreement = strong;
    e.variation = varied;
    weigh_left(asked, listed, &e);
    ak_evidence_score(&ak_costs_default, &e);
    return e.score;
}

/* More than initials, small words, and small words that stand for each other: where a name is no
 * more than one, it has its weight. */
static bool has_substance(const ak_name *asked, const ak_pair *p)
{
    const bool small = asked->parts[p->asked_from].role == AK_ROLE_FUNCTION;
    return p->kind != AK_RELATION_INITIAL && p->weight > 35 &&
           !(small && p->kind == AK_RELATION_VARIANT);
}

static void weigh(const ak_name *asked, const ak_name *listed, ak_evidence *e)
{
    e->agreement = e->variation = 0;
    double asked_behind = 0, listed_behind = 0; /* of the words that initials stand for */
    bool substance = false;
    for (uint32_t i = 0; i < e->pair_count; i++) {
        const ak_pair *p = &e->pairs[i];
        e->agreement += p->weight * (double)p->strength / 1e5;
        e->variation += p->weight * (double)(1000 - p->strength) / 1e5;
        if (p->kind == AK_RELATION_INITIAL) { /* what the letter does not say is left out */
            asked_behind += (span_weight(asked, p->asked_from, p->asked_to) - p->weight) / 1e2;
            listed_behind += (span_weight(listed, p->listed_from, p->listed_to) - p->weight) / 1e2;
        }
        substance = substance || has_substance(asked, p);
    }
    if (!substance) e->agreement = 0;
    ak_left_over a = left_weights(asked, e->asked_left);
    ak_left_over b = left_weights(listed, e->listed_left);
    weigh_left(&a, &b, e);
    e->listed_whole = e->listed_whole && listed->kind == AK_KIND_PERSON;
    double company = sister(asked, listed, &a, &b);
    double syllables = other_syllables(asked, listed, &a, &b);
    e->contradiction += company + syllables;
    e->apart = company > 0 ? "as of a sister company" : syllables > 0 ? "another syllable" : NULL;
    e->asked_omitted += asked_behind;
    e->listed_omitted += listed_behind;
    ak_evidence_score(&ak_costs_default, e);
}

static int by_asked(const void *x, const void *y)
{
    return ((const ak_pair *)x)->asked_from - ((const ak_pair *)y)->asked_from;
}

/* Whether pairs of joined parts could be better: something is left that could be part of one. */
static bool may_be_joined(const ak_name *asked, const ak_evidence *e)
{
    if (e->asked_left && e->listed_left) return true;
    bool varies = false;
    for (uint32_t i = 0; i < e->pair_count; i++) {
        const ak_part *part = &asked->parts[e->pairs[i].asked_from];
        bool short_for_all = part->flags & AK_PART_ACRONYM && e->pairs[i].weight < part->weight;
        varies = varies || e->pairs[i].kind != AK_RELATION_SAME || short_for_all;
    }
    return varies && (e->asked_left || e->listed_left);
}

void ak_aligner_ask(ak_aligner *aligner, const ak_name *asked)
{
    aligner->asked = asked;
    aligner->asked_units = NULL;
    ak_arena_reset(&aligner->asked_arena);
}

static bool align(search *s, bool joins, ak_evidence *out)
{
    find_part_pairs(s);
    choose(s, out);
    if (joins && may_be_joined(s->asked, out)) {
        find_joined_pairs(s);
        choose(s, out);
    }
    if (s->failed) return false;
    sort_pairs(out->pairs, out->pair_count, by_asked);
    weigh(s->asked, s->listed, out);
    return true;
}

bool ak_align(ak_aligner *aligner, const ak_name *listed, ak_evidence *out)
{
    search s = {.aligner = aligner, .asked = aligner->asked, .listed = listed};
    return align(&s, true, out);
}

bool ak_align_related(
    ak_aligner *aligner, const ak_name *listed, const ak_relation *relations, ak_evidence *out)
{
    search s = {
        .aligner = aligner, .asked = aligner->asked, .listed = listed, .relations = relations};
    return align(&s, true, out);
}

bool ak_align_known(ak_aligner *aligner, const ak_name *listed, const ak_relation *relations,
    const ak_joint *joints, size_t count, ak_evidence *out)
{
    search s = {.aligner = aligner,
        .asked = aligner->asked,
        .listed = listed,
        .relations = relations,
        .joints = joints,
        .joint_count = count};
    return align(&s, count > 0, out);
}
