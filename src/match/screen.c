/* aka_screener: one record asked against an index. */
#include "aka/screen.h"

#include "base/text_out.h"
#include "base/vec.h"
#include "entity/record.h"
#include "match/explain.h"
#include "match/index_handle.h"
#include "match/retrieve.h"

#include <stdlib.h>

#define DEFAULT_THRESHOLD 0.70
#define DEFAULT_LIMIT 5
#define NO_NAME UINT32_MAX

/* One listed entity with the pair of names that speaks best for it. */
typedef struct hit {
    double score, name_score;
    uint32_t entity, name; /* name: of the index, or NO_NAME */
    uint16_t asked;        /* which of the asked names */
    bool by_ident;
} hit;

struct aka_screener {
    const aka_index *index;
    ak_text *text;
    ak_retriever retriever;
    ak_aligner aligner;
    ak_arena arena; /* of the run: the asked record's analysis, facts, results */
    ak_subject asked;
    double threshold, name_threshold;
    int (*accept)(void *ctx, uint32_t entity); /* the caller's; may be NULL */
    void *accept_ctx;
    ak_vec hits; /* hit */
    size_t shown;
    uint64_t total, names_scored, postings_read;
    aka_match *matches;
    ak_buf query; /* the asked record as JSON */
};

aka_status aka_screener_create(const aka_index *index, aka_screener **out, aka_error *error)
{
    aka_screener *s = calloc(1, sizeof *s);
    if (!s) return ak_fail_nomem(error);
    s->index = index;
    ak_arena_init(&s->arena, 0);
    ak_aligner_init(&s->aligner);
    ak_buf_init(&s->query, 0);
    aka_status status = ak_text_create(&s->text, error);
    if (status == AKA_OK) status = ak_retriever_init(&s->retriever, &index->index, error);
    if (status != AKA_OK) {
        aka_screener_free(s);
        return status;
    }
    *out = s;
    return AKA_OK;
}

void aka_screener_free(aka_screener *s)
{
    if (!s) return;
    ak_text_free(s->text);
    ak_retriever_free(&s->retriever);
    ak_aligner_free(&s->aligner);
    ak_arena_free(&s->arena);
    ak_vec_free(&s->hits);
    ak_buf_free(&s->query);
    free(s);
}

/* ---- finding ---- */

static bool add_hit(aka_screener *s, hit h)
{
    hit *slot = ak_vec_push(&s->hits, sizeof *slot);
    if (slot) *slot = h;
    return slot != NULL;
}

/* Scores one listed name against the asked one that the aligner has; it is a hit where facts could
 * still lift it over the threshold. */
static bool try_name(
    aka_screener *s, ak_kind kind, size_t asked, uint32_t number, double least, bool by_ident)
{
    const ak_index *ix = &s->index->index;
    uint32_t entity = ix->data.names[number].entity;
    if (ix->data.entities[entity].kind != (uint32_t)kind) return true;
    ak_part parts[AK_NAME_PARTS_MAX];
    ak_name listed;
    ak_evidence e;
    ak_layout_name(ix, number, kind, parts, &listed);
    s->names_scored++;
    if (!ak_align(&s->aligner, &listed, &e)) return false;
    if (e.score < least) return true;
    return add_hit(s, (hit){.name_score = e.score,
                          .entity = entity,
                          .name = number,
                          .asked = (uint16_t)asked,
                          .by_ident = by_ident});
}

static bool search_name(aka_screener *s, ak_kind kind, size_t asked, bool exhaustive)
{
    const uint32_t *names = NULL;
    size_t count = s->index->index.data.names_count;
    ak_aligner_ask(&s->aligner, &s->asked.names[kind][asked].name);
    if (!exhaustive) {
        bool ok = ak_retrieve(
            &s->retriever, &s->asked.names[kind][asked].name, s->name_threshold, &names, &count);
        s->postings_read += s->retriever.postings_read;
        if (!ok) return false;
    }
    for (size_t i = 0; i < count; i++)
        if (!try_name(s, kind, asked, names ? names[i] : (uint32_t)i, s->name_threshold, false))
            return false;
    return true;
}

static bool search_names(aka_screener *s, bool exhaustive)
{
    for (int k = 0; k < AK_KIND_COUNT; k++) {
        if (!(s->asked.kinds >> k & 1) || !s->asked.names[k]) continue;
        for (size_t i = 0; i < s->asked.name_count; i++)
            if (!search_name(s, (ak_kind)k, i, exhaustive)) return false;
    }
    return true;
}

/* An entity with an agreeing identifier: all its names are tried, to explain and to rank. */
static bool add_identified(aka_screener *s, uint32_t entity)
{
    const ak_ix_entity *e = &s->index->index.data.entities[entity];
    if (!add_hit(s, (hit){.entity = entity, .name = NO_NAME, .by_ident = true})) return false;
    if (e->kind >= AK_KIND_COUNT || !(s->asked.kinds >> e->kind & 1) || !s->asked.names[e->kind])
        return true;
    for (size_t i = 0; i < s->asked.name_count; i++) {
        ak_aligner_ask(&s->aligner, &s->asked.names[e->kind][i].name);
        for (uint32_t n = 0; n < e->name_count; n++)
            if (!try_name(s, (ak_kind)e->kind, i, e->name_first + n, 0.01, true)) return false;
    }
    return true;
}

static bool search_idents(aka_screener *s)
{
    const ak_index *ix = &s->index->index;
    for (uint32_t i = 0; i < s->asked.facts.ident_count; i++) {
        const ak_ident *asked = &s->asked.facts.idents[i];
        uint32_t first, end;
        ak_index_find_ident(ix, asked->hash, &first, &end);
        for (uint32_t k = first; k < end; k++) {
            const ak_ix_ident *listed = &ix->data.idents[k];
            if (ak_ident_comparable(asked->kind, (ak_ident_kind)listed->kind) &&
                ak_slice_eq(ak_index_str(ix, listed->text), asked->text) &&
                !add_identified(s, listed->entity))
                return false;
        }
    }
    return true;
}

/* ---- weighing ---- */

static bool compare_facts(aka_screener *s, const hit *h, ak_facts *listed, ak_fact_evidence *facts)
{
    if (!ak_layout_facts(&s->index->index, h->entity, &s->arena, listed)) return false;
    ak_facts_compare(&s->asked.facts, listed, facts);
    facts->ident_agrees = h->by_ident;
    if (h->by_ident) facts->ident_conflicts = false;
    return true;
}

static bool is_weak(const aka_screener *s, const hit *h)
{
    if (h->name == NO_NAME) return false;
    const ak_index *ix = &s->index->index;
    ak_kind kind = (ak_kind)ix->data.entities[h->entity].kind;
    return ix->data.names[h->name].strength == AK_STRENGTH_WEAK ||
           s->asked.names[kind][h->asked].strength == AK_STRENGTH_WEAK;
}

/* Hits of one entity together, the best of each first. */
static int by_entity(const void *a, const void *b)
{
    const hit *x = a, *y = b;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->name != y->name) return x->name < y->name ? -1 : 1;
    return x->asked - y->asked;
}

static int by_score(const void *a, const void *b, void *ctx)
{
    const hit *x = a, *y = b;
    const ak_index *ix = ctx;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->name_score != y->name_score) return x->name_score > y->name_score ? -1 : 1;
    int c = ak_slice_cmp(ak_index_str(ix, ix->data.entities[x->entity].id),
        ak_index_str(ix, ix->data.entities[y->entity].id));
    return c ? c : (x->entity < y->entity ? -1 : x->entity > y->entity);
}

/* Whether an identifier agrees is a matter of the entity, not of the hit that found it. */
static void spread_idents(hit *hits, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t end = i;
        bool ident = false;
        while (end < n && hits[end].entity == hits[i].entity) ident |= hits[end++].by_ident;
        for (; i < end; i++) hits[i].by_ident = ident;
    }
}

/* Leaves the best hit of each entity that reaches the threshold, best entity first. */
static bool rank_hits(aka_screener *s)
{
    hit *hits = s->hits.data;
    size_t n = s->hits.count, kept = 0;
    if (n == 0) return true;
    qsort(hits, n, sizeof *hits, by_entity);
    spread_idents(hits, n);
    ak_facts listed = {0};
    ak_fact_evidence facts = {0};
    for (size_t i = 0; i < n; i++) {
        bool same = i && hits[i].entity == hits[i - 1].entity;
        if (!same && !compare_facts(s, &hits[i], &listed, &facts)) return false;
        hits[i].score = ak_facts_apply(&facts, hits[i].name_score, is_weak(s, &hits[i]));
    }
    qsort(hits, n, sizeof *hits, by_entity);
    for (size_t i = 0; i < n; i++) {
        if (i && hits[i].entity == hits[i - 1].entity) continue;
        if (hits[i].score < s->threshold) continue;
        if (!s->accept || s->accept(s->accept_ctx, hits[i].entity)) hits[kept++] = hits[i];
    }
    s->hits.count = kept;
    if (kept) qsort_r(hits, kept, sizeof *hits, by_score, (void *)(uintptr_t)&s->index->index);
    return true;
}

/* ---- telling ---- */

/* Everything about a hit again, for its explanation. */
typedef struct told {
    ak_part parts[AK_NAME_PARTS_MAX];
    ak_name listed;
    ak_evidence evidence;
    ak_facts listed_facts;
    ak_fact_evidence facts;
    ak_verdicts verdicts;
} told;

static void tell_ident(const aka_screener *s, const hit *h, ak_fact_evidence *facts)
{
    const ak_index *ix = &s->index->index;
    for (uint32_t i = 0; i < s->asked.facts.ident_count; i++) {
        uint32_t first, end;
        ak_index_find_ident(ix, s->asked.facts.idents[i].hash, &first, &end);
        for (uint32_t k = first; k < end; k++)
            if (ix->data.idents[k].entity == h->entity) {
                facts->ident = s->asked.facts.idents[i];
                facts->ident.kind = (uint8_t)ix->data.idents[k].kind;
                return;
            }
    }
}

static bool tell(aka_screener *s, const hit *h, told *t)
{
    const ak_index *ix = &s->index->index;
    ak_kind kind = (ak_kind)ix->data.entities[h->entity].kind;
    if (!compare_facts(s, h, &t->listed_facts, &t->facts)) return false;
    if (h->by_ident) tell_ident(s, h, &t->facts);
    t->verdicts = (ak_verdicts){.facts = &t->facts,
        .asked_facts = &s->asked.facts,
        .listed_facts = &t->listed_facts,
        .score = h->score};
    if (h->name == NO_NAME) return true;
    ak_layout_name(ix, h->name, kind, t->parts, &t->listed);
    const ak_name *asked = &s->asked.names[kind][h->asked].name;
    ak_aligner_ask(&s->aligner, asked);
    if (!ak_align(&s->aligner, &t->listed, &t->evidence)) return false;
    t->verdicts.asked = asked;
    t->verdicts.listed = &t->listed;
    t->verdicts.names = &t->evidence;
    t->verdicts.listed_strength = (ak_strength)ix->data.names[h->name].strength;
    return true;
}

static const char *copy_of(aka_screener *s, ak_slice text)
{
    ak_slice copy;
    return ak_arena_dup(&s->arena, text, &copy) ? copy.data : NULL;
}

static bool make_match(aka_screener *s, const hit *h, aka_match *m)
{
    const ak_index *ix = &s->index->index;
    const ak_ix_entity *e = &ix->data.entities[h->entity];
    told t;
    ak_buf line;
    if (!tell(s, h, &t)) return false;
    ak_buf_init(&line, 0);
    ak_explain_line(&t.verdicts, &line);
    *m = (aka_match){.id = copy_of(s, ak_index_str(ix, e->id)),
        .caption = copy_of(s, ak_index_str(ix, e->caption)),
        .schema = copy_of(s, ak_index_str(ix, e->schema)),
        .datasets = copy_of(s, ak_index_str(ix, e->datasets)),
        .name = h->name == NO_NAME ? "" : copy_of(s, t.listed.text),
        .score = h->score,
        .detail = copy_of(s, ak_buf_slice(&line))};
    bool ok =
        !line.failed && m->id && m->caption && m->schema && m->datasets && m->name && m->detail;
    ak_buf_free(&line);
    return ok;
}

static bool make_matches(aka_screener *s, size_t limit)
{
    const hit *hits = s->hits.data;
    s->total = s->hits.count;
    s->shown = s->hits.count < limit ? s->hits.count : limit;
    s->matches = ak_arena_array(&s->arena, s->shown, sizeof *s->matches);
    if (!s->matches) return false;
    for (size_t i = 0; i < s->shown; i++)
        if (!make_match(s, &hits[i], &s->matches[i])) return false;
    return true;
}

/* ---- the run ---- */

static aka_status take_options(
    const aka_screen_options *given, aka_screen_options *out, aka_error *error)
{
    *out = (aka_screen_options){0};
    if (given) memcpy(out, given, given->size < sizeof *out ? given->size : sizeof *out);
    if (out->threshold == 0) out->threshold = DEFAULT_THRESHOLD;
    if (out->limit == 0) out->limit = DEFAULT_LIMIT;
    if (!(out->threshold > 0 && out->threshold <= 1))
        return ak_fail(
            error, AKA_E_ARGUMENT, "a threshold of %g; it must be in (0,1]", out->threshold);
    return AKA_OK;
}

static void clear_run(aka_screener *s)
{
    ak_arena_reset(&s->arena);
    ak_buf_reset(&s->query);
    s->hits.count = s->shown = 0;
    s->total = s->names_scored = s->postings_read = 0;
}

aka_status aka_screener_run(
    aka_screener *s, const aka_record *record, const aka_screen_options *options, aka_error *error)
{
    aka_screen_options o;
    clear_run(s);
    aka_status status = take_options(options, &o, error);
    if (status == AKA_OK)
        status = ak_subject_make(s->text, record->entity, &s->arena, &s->asked, error);
    if (status != AKA_OK) return status;
    if (s->asked.name_count == 0 && s->asked.facts.ident_count == 0)
        return ak_fail(
            error, AKA_E_ARGUMENT, "the record has neither a name nor an identifier to ask for");
    s->threshold = o.threshold;
    s->accept = o.accept;
    s->accept_ctx = o.accept_ctx;
    s->name_threshold = ak_facts_needed(&s->asked.facts, o.threshold);
    ak_entity_write_json(record->entity, &s->query);
    bool ok = !s->query.failed && search_names(s, o.exhaustive) && search_idents(s) &&
              rank_hits(s) && make_matches(s, o.limit);
    if (ok) return AKA_OK;
    clear_run(s);
    return ak_fail_nomem(error);
}

size_t aka_screener_count(const aka_screener *s)
{
    return s->shown;
}

uint64_t aka_screener_total(const aka_screener *s)
{
    return s->total;
}

const aka_match *aka_screener_match(const aka_screener *s, size_t i)
{
    return i < s->shown ? &s->matches[i] : NULL;
}

void aka_screener_work(const aka_screener *s, uint64_t *names_scored, uint64_t *postings_read)
{
    if (names_scored) *names_scored = s->names_scored;
    if (postings_read) *postings_read = s->postings_read;
}

/* The record as stored is one JSON object; score and explanations are put before its last brace. */
static aka_status add_result(aka_screener *s, const hit *h, ak_buf *out, aka_error *error)
{
    told t;
    size_t start = out->len;
    aka_status status = ak_index_record(&s->index->index, h->entity, out, error);
    if (status != AKA_OK) return status;
    if (!tell(s, h, &t)) return ak_fail_nomem(error);
    if (out->len > start && out->data[out->len - 1] == '}') out->len--;
    ak_buf_addf(out, ",\"score\":%.4f,\"match\":true,\"explanations\":", h->score);
    ak_explain_json(&t.verdicts, out);
    ak_buf_addc(out, '}');
    return AKA_OK;
}

aka_status aka_screener_write_json(aka_screener *s, aka_text *text, aka_error *error)
{
    const hit *hits = s->hits.data;
    ak_buf out;
    aka_status status = AKA_OK;
    ak_text_out_begin(text, &out);
    ak_buf_adds(&out, "{\"query\":");
    ak_buf_add(&out, ak_buf_slice(&s->query));
    ak_buf_adds(&out, ",\"results\":[");
    for (size_t i = 0; i < s->shown && status == AKA_OK; i++) {
        if (i) ak_buf_addc(&out, ',');
        status = add_result(s, &hits[i], &out, error);
    }
    ak_buf_addf(&out, "],\"total\":{\"value\":%llu,\"relation\":\"eq\"},\"index\":\"%s\"}",
        (unsigned long long)s->total, s->index->fingerprint);
    aka_status ended = ak_text_out_end(text, &out, error);
    return status != AKA_OK ? status : ended;
}
