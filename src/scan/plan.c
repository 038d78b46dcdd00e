/* Choosing anchors: the rarest parts of each listed name, until what remains could not score. */
#include "scan/plan.h"

#include "base/hash.h"
#include "base/vec.h"
#include "entity/schema.h"
#include "match/evidence.h"
#include "match/subject.h"
#include "scan/dictionaries.h"

#include <stdlib.h>

/* A part with how rare it is on the lists. */
typedef struct rated {
    uint32_t term, postings;
    uint8_t weight, role;
} rated;

static bool is_rarer(const rated *a, const rated *b)
{
    return a->postings != b->postings ? a->postings < b->postings : a->term < b->term;
}

/* Names have few parts. */
static void sort_by_rarity(rated *parts, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const rated part = parts[i];
        size_t at = i;
        for (; at > 0 && is_rarer(&part, &parts[at - 1]); at--) parts[at] = parts[at - 1];
        parts[at] = part;
    }
}

/* The best score of a mention that has parts of the weight `said` and leaves out the rest. In e,
 * nothing else counts. */
static double best_score(ak_evidence *e, double said, double left_out)
{
    e->agreement = said;
    e->listed_omitted = left_out;
    ak_evidence_score(&ak_costs_default, e);
    return e->score;
}

/* Small words are in every sentence; a name is not found by them. */
static bool may_anchor(const rated *part)
{
    return part->role != AK_ROLE_FUNCTION && part->role != AK_ROLE_PARTICLE &&
           part->role != AK_ROLE_TITLE && part->role != AK_ROLE_INITIAL &&
           part->role != AK_ROLE_LEGAL && part->role != AK_ROLE_NUMBER;
}

/* Leaves the parts of which a mention has at least one (judge.c): the rare ones; of a name that has
 * none, any that tells, since it must be said in full but for fathers' names. */
static size_t keep_anchors(rated *parts, size_t count, bool *rare)
{
    size_t kept = 0;
    *rare = false;
    for (size_t i = 0; i < count; i++)
        *rare = *rare || (may_anchor(&parts[i]) && parts[i].weight >= AK_SCAN_RARE);
    const unsigned least = *rare ? AK_SCAN_RARE : AK_SCAN_TELLING;
    bool others = false; /* than fathers' names, which may be left out */
    for (size_t i = 0; i < count; i++)
        others = others || (may_anchor(&parts[i]) && parts[i].role != AK_ROLE_PATRONYMIC &&
                               parts[i].weight >= least);
    for (size_t i = 0; i < count; i++)
        if (may_anchor(&parts[i]) && parts[i].weight >= least &&
            (*rare || !others || parts[i].role != AK_ROLE_PATRONYMIC))
            parts[kept++] = parts[i];
    return kept;
}

static size_t rate_parts(const ak_index *ix, const ak_ix_name *n, rated *out, double *total)
{
    *total = 0;
    for (uint32_t i = 0; i < n->part_count; i++) {
        const ak_ix_part *p = &ix->data.parts[n->part_first + i];
        out[i] = (rated){p->term, ix->data.terms[p->term].posting_count, p->weight, p->role};
        *total += p->weight / 100.0;
    }
    return n->part_count;
}

typedef struct anchor {
    uint32_t term, name;
} anchor;

/* Adds the anchors of a name to the vector; e is for scores. False on lack of memory. */
static bool add_anchors(const ak_index *ix, uint32_t name, ak_evidence *e, ak_vec *anchors)
{
    rated parts[AK_NAME_PARTS_MAX];
    const ak_ix_name *n = &ix->data.names[name];
    double total, said;
    bool rare;
    if (n->part_count == 0 || n->part_count > AK_NAME_PARTS_MAX) return true;
    size_t count = keep_anchors(parts, rate_parts(ix, n, parts, &total), &rare);
    sort_by_rarity(parts, count);
    if (!rare && count > 1) count = 1;
    said = total;
    for (size_t i = 0; i < count && best_score(e, said, total - said) >= AK_SCAN_LEAST; i++) {
        said -= parts[i].weight / 100.0;
        if (i && parts[i].term == parts[i - 1].term) continue;
        anchor *slot = ak_vec_push(anchors, sizeof *slot);
        if (!slot) return false;
        *slot = (anchor){parts[i].term, name};
    }
    return true;
}

/* Written as several words of a text, or as one with "'s", which a text reads without it. */
static bool is_compound(ak_slice part)
{
    static const bool joins[256] = {
        [' '] = true, ['-'] = true, ['&'] = true, ['\''] = true, ['`'] = true, [0xE2] = true};
    for (size_t i = 0; i < part.len; i++)
        if (joins[(unsigned char)part.data[i]]) return true;
    return false;
}

#define LETTERS_MOST 4 /* of a legal form that may stand as single letters: "K D", "S p A" */

/* Notes the parts of a name that are written as several words. */
static void note_compounds(ak_scan_plan *plan, uint32_t name)
{
    const ak_index *ix = plan->index;
    const ak_ix_name *n = &ix->data.names[name];
    ak_slice text = ak_index_str(ix, n->text);
    for (uint32_t i = 0; i < n->part_count; i++) {
        const ak_ix_part *p = &ix->data.parts[n->part_first + i];
        ak_slice part = ak_slice_sub(text, p->begin, p->end);
        const ak_ix_term *t = &ix->data.terms[p->term];
        if (!is_compound(part) || (p->role == AK_ROLE_LEGAL && t->text_len > LETTERS_MOST))
            continue;
        const ak_slice term = {ix->data.strings.data + t->text_off, t->text_len};
        const uint32_t bit = ak_scan_compound_bit(ak_scan_sum_of(term));
        plan->compounds[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

/* Notes the parts of a person's name that a text may write in small letters among capitals, unless
 * they are ordinary words as well. */
static void note_person(ak_scan_plan *plan, const ak_ix_name *n)
{
    const ak_index *ix = plan->index;
    uint32_t count;
    for (uint32_t i = 0; i < n->part_count; i++) {
        const ak_ix_part *p = &ix->data.parts[n->part_first + i];
        const ak_ix_term *t = &ix->data.terms[p->term];
        const ak_slice text = {ix->data.strings.data + t->text_off, t->text_len};
        if (p->role != AK_ROLE_NAME || text.len < AK_SCAN_LOWER_LEAST || text.data[0] < 'a' ||
            ak_dict_find(&ak_dict_common_words, text, &count))
            continue;
        uint64_t front = 0;
        memcpy(&front, text.data, text.len < sizeof front ? text.len : sizeof front);
        uint32_t bit = ak_scan_lower_bit(front, text.len);
        plan->people[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

/* Of parts that tell, each takes a word to be said. */
static bool tells(const ak_ix_part *p)
{
    return p->role != AK_ROLE_FUNCTION && p->role != AK_ROLE_PARTICLE && p->role != AK_ROLE_TITLE &&
           p->role != AK_ROLE_LEGAL && p->role != AK_ROLE_NUMBER;
}

/* The parts that tell but for the anchor. */
static void find_beside(const ak_index *ix, uint32_t term, ak_scan_posting *out)
{
    const ak_ix_name *n = &ix->data.names[out->name];
    bool passed = false;
    out->beside_count = 0;
    for (uint32_t i = 0; i < n->part_count && out->beside_count <= AK_SCAN_BESIDE; i++) {
        const ak_ix_part *p = &ix->data.parts[n->part_first + i];
        const bool own = p->term == term && !passed;
        if (!tells(p)) continue;
        passed = passed || own;
        if (own) continue;
        if (out->beside_count < AK_SCAN_BESIDE) out->beside[out->beside_count] = p->term;
        out->beside_count++;
    }
}

static void note_body(ak_scan_plan *plan, const ak_ix_name *n)
{
    const uint32_t term = plan->index->data.parts[n->part_first].term;
    plan->bodies[term / 64] |= UINT64_C(1) << term % 64;
}

static bool gather(ak_scan_plan *plan, ak_vec *anchors)
{
    const ak_index *ix = plan->index;
    ak_evidence none = {0}; /* large: cleared once */
    for (uint32_t n = 0; n < ix->data.names_count; n++) {
        const ak_ix_name *name = &ix->data.names[n];
        uint32_t kind = ix->data.entities[name->entity].kind;
        /* A weak alias corroborates; a text has nothing that it could corroborate. */
        if (kind >= AK_KIND_OTHER || name->strength == AK_STRENGTH_WEAK) continue;
        note_compounds(plan, n);
        if (kind == AK_KIND_PERSON) note_person(plan, name);
        if (kind == AK_KIND_ORG && name->strength == AK_STRENGTH_NAME && name->part_count == 1)
            note_body(plan, name);
        if (!ak_sign_names_add(&plan->signs, n)) return false;
        if (!add_anchors(ix, n, &none, anchors)) return false;
    }
    return true;
}

/* From a list of anchors to names by term. */
static void sort_in(ak_scan_plan *plan, const anchor *list, size_t count)
{
    size_t terms = plan->index->data.terms_count;
    for (size_t i = 0; i < count; i++) plan->first[list[i].term + 1]++;
    for (size_t t = 0; t < terms; t++) plan->first[t + 1] += plan->first[t];
    for (size_t i = count; i-- > 0;) {
        ak_scan_posting *posting = &plan->postings[--plan->first[list[i].term + 1]];
        posting->name = list[i].name;
        find_beside(plan->index, list[i].term, posting);
    }
    memmove(plan->first, plan->first + 1, terms * sizeof *plan->first);
    plan->first[terms] = (uint32_t)count;
}

aka_status ak_scan_plan_make(ak_scan_plan *plan, const ak_index *index, aka_error *err)
{
    ak_vec anchors = {0};
    *plan = (ak_scan_plan){.index = index};
    aka_status status = ak_sign_names_init(&plan->signs, index, err);
    if (status != AKA_OK) return status;
    plan->compounds = calloc(AK_SCAN_COMPOUND_BITS / 64, sizeof *plan->compounds);
    plan->people = calloc(AK_SCAN_PEOPLE_BITS / 64, sizeof *plan->people);
    plan->bodies = calloc(index->data.terms_count / 64 + 1, sizeof *plan->bodies);
    bool ok = plan->compounds && plan->people && plan->bodies && gather(plan, &anchors);
    plan->first = calloc(index->data.terms_count + 2, sizeof *plan->first);
    plan->postings = calloc(anchors.count + 1, sizeof *plan->postings);
    ok = ok && plan->first && plan->postings;
    if (ok) sort_in(plan, anchors.data, anchors.count);
    ak_sign_names_sort(&plan->signs);
    ak_vec_free(&anchors);
    if (ok) return AKA_OK;
    ak_scan_plan_free(plan);
    return ak_fail_nomem(err);
}

void ak_scan_plan_free(ak_scan_plan *plan)
{
    free(plan->first);
    free(plan->postings);
    free(plan->compounds);
    free(plan->people);
    free(plan->bodies);
    ak_sign_names_free(&plan->signs);
    *plan = (ak_scan_plan){0};
}
