/* The names that retrieval hands over: their facts, by what is known of them, and their scores. */
#include "match/screener.h"

#include "base/fetch.h"

/* ---- scores ---- */

/* With what retrieval knows of its parts: relations, or NULL where that does not say all. */
static bool align(aka_screener *s, ak_kind kind, const ak_candidate *c,
    const ak_relation *relations, double *score)
{
    const ak_index *ix = &s->index->index;
    const ak_joint *joints = NULL;
    size_t count = 0;
    ak_part parts[AK_NAME_PARTS_MAX];
    ak_name listed;
    ak_evidence e;
    if (c->links && !ak_retrieve_joints(&s->retriever, c, &joints, &count)) return false;
    if (relations && count == 0)
        ak_layout_bare_name(ix, c->name, kind, parts, &listed);
    else
        ak_layout_name(ix, c->name, kind, parts, &listed);
    if (!ak_align_known(&s->aligner, &listed, relations, joints, count, &e)) return false;
    *score = e.score;
    return true;
}

/* By what retrieval knows of the name, and what others of its structure scored. */
static bool score_name(aka_screener *s, ak_kind kind, const ak_candidate *c, double *score)
{
    const ak_index *ix = &s->index->index;
    const ak_ix_name *name = &ix->data.names[c->name];
    const ak_ix_part *parts = &ix->data.parts[name->part_first];
    ak_relation relations[AK_NAME_PARTS_MAX * AK_NAME_PARTS_MAX];
    ak_alike_key key;
    if (!ak_bounder_relate(&s->retriever.bounder, parts, name->part_count, relations))
        return align(s, kind, c, NULL, score);
    if (c->links || !ak_alike_key_of(s->aligner.asked, parts, name->part_count, relations, &key))
        return align(s, kind, c, relations, score);
    if (ak_alike_find(&s->alike, &key, score)) return true;
    if (!align(s, kind, c, relations, score)) return false;
    ak_alike_keep(&s->alike, &key, *score);
    return true;
}

/* ---- facts ---- */

/* Nothing but dates, and not all of them. */
static bool says_dates_only(const ak_facts *f)
{
    return !f->country_count && !f->ident_count && !f->genders;
}

/* Whether what is asked of the facts of a candidate follows from its dating. */
static bool is_weighed(const aka_screener *s, const ak_candidate *c)
{
    const ak_facts *asked = &s->asked.facts;
    return says_dates_only(asked) && (asked->date_count == 0 || c->dating != AK_MAY_AGREE);
}

/* Compares the facts of a candidate's entity with the asked ones, without identifiers that agree:
 * who has such is found by them as well. */
static bool weigh_entity(aka_screener *s, const ak_candidate *c, uint32_t entity)
{
    ak_facts listed;
    if (s->weighed_entity == entity) return true;
    if (is_weighed(s, c)) {
        const bool conflict = s->asked.facts.date_count && c->dating == AK_OTHER_YEAR;
        s->weighed_entity = entity;
        s->weighed =
            (ak_fact_evidence){.date = conflict ? AK_VERDICT_CONFLICT : AK_VERDICT_UNKNOWN};
        return true;
    }
    if (!ak_layout_facts(&s->index->index, entity, &s->arena, &listed)) return false;
    ak_facts_compare(&s->asked.facts, &listed, &s->weighed);
    s->weighed.ident_agrees = false;
    s->weighed_entity = entity;
    return true;
}

/* Scores a candidate's name, unless its facts leave it no chance with the best score it can have.
 * Where a hit is below the threshold, only an identifier could lift it. */
static bool try_candidate(aka_screener *s, ak_kind kind, size_t asked, const ak_candidate *c)
{
    const ak_ix_name *name = &s->index->index.data.names[c->name];
    const bool weak = name->strength == AK_STRENGTH_WEAK ||
                      s->asked.names[kind][asked].strength == AK_STRENGTH_WEAK;
    double score;
    if (!weigh_entity(s, c, name->entity)) return false;
    if (ak_facts_apply(&s->weighed, (double)c->ceiling, weak) < s->threshold) return true;
    if (!s->is_asked && !ak_screener_ask(s, kind, asked)) return false;
    s->is_asked = true;
    s->names_scored++;
    if (!score_name(s, kind, c, &score)) return false;
    const ak_hit hit = {.score = ak_facts_apply(&s->weighed, score, weak),
        .name_score = score,
        .entity = name->entity,
        .name = c->name,
        .asked = (uint16_t)asked,
        .weighed = true};
    if (score < s->needed.score || (hit.score < s->threshold && !s->asked.facts.ident_count))
        return true;
    return ak_screener_add(s, hit);
}

/* Of the entities of the candidates that come after the i-th. */
AK_FETCHING void fetch_ahead(
    const aka_screener *s, const ak_candidate *candidates, size_t count, size_t i)
{
    enum { SOON = 8 };
    const ak_index_data *d = &s->index->index.data;
    if (i + 3 * SOON < count) ak_fetch(&d->names[candidates[i + 3 * SOON].name], sizeof *d->names);
    if (i + 2 * SOON < count && !is_weighed(s, &candidates[i + 2 * SOON]))
        ak_fetch(&d->entities[d->names[candidates[i + 2 * SOON].name].entity], sizeof *d->entities);
    if (i + SOON < count && !is_weighed(s, &candidates[i + SOON])) {
        const ak_ix_entity *e = &d->entities[d->names[candidates[i + SOON].name].entity];
        ak_fetch(&d->attrs[e->attr_first], e->attr_count * sizeof *d->attrs);
    }
}

bool ak_screener_search_candidates(aka_screener *s, ak_kind kind, size_t asked)
{
    const ak_candidate *candidates;
    size_t count;
    bool ok = ak_retrieve(
        &s->retriever, &s->asked.names[kind][asked].name, &s->needed, &candidates, &count);
    s->postings_read += s->retriever.postings_read;
    s->names_bounded += s->retriever.names_bounded;
    s->is_asked = false;
    for (size_t i = 0; ok && i < count; i++) {
        fetch_ahead(s, candidates, count, i);
        ok = try_candidate(s, kind, asked, &candidates[i]);
    }
    return ok;
}
