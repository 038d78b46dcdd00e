/* aka_screener: one record asked against an index. */
#include "match/screener.h"

#include "base/text_out.h"
#include "entity/record.h"

#include <stdlib.h>

#define DEFAULT_LIMIT 5
#define NO_ENTITY UINT32_MAX

aka_status aka_screener_create(const aka_index *index, aka_screener **out, aka_error *error)
{
    aka_screener *s = calloc(1, sizeof *s);
    if (!s) return ak_fail_nomem(error);
    s->index = index;
    ak_arena_init(&s->arena, 0);
    ak_aligner_init(&s->aligner);
    ak_buf_init(&s->query, 0);
    ak_buf_init(&s->line, 0);
    ak_buf_init(&s->read, 0);
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
    ak_alike_free(&s->alike);
    ak_arena_free(&s->arena);
    ak_ofac_table_free(&s->ofac);
    ak_unpacker_free(s->unpacker);
    ak_vec_free(&s->hits);
    ak_buf_free(&s->query);
    ak_buf_free(&s->line);
    ak_buf_free(&s->read);
    free(s);
}

/* ---- finding ---- */

bool ak_screener_add(aka_screener *s, ak_hit h)
{
    ak_hit *slot = ak_vec_push(&s->hits, sizeof *slot);
    if (slot) *slot = h;
    return slot != NULL;
}

bool ak_screener_ask(aka_screener *s, ak_kind kind, size_t number)
{
    ak_name *name = &s->asked.names[kind][number].name;
    if (!ak_name_complete(name, &s->arena)) return false;
    ak_aligner_ask(&s->aligner, name);
    return ak_alike_begin(&s->alike);
}

/* How a listed name is tried. */
typedef struct trial {
    ak_kind kind;
    size_t asked;  /* which of the asked names; the aligner has it */
    double least;  /* a lower score is no hit: facts could not lift it over the threshold */
    bool by_ident; /* found by an identifier */
} trial;

/* Scores one listed name, of which nothing is known; it is a hit where its score is not too low. */
static bool try_name(aka_screener *s, const trial *t, uint32_t number)
{
    const ak_index *ix = &s->index->index;
    const ak_ix_name *name = &ix->data.names[number];
    ak_part parts[AK_NAME_PARTS_MAX];
    ak_name listed;
    ak_evidence e;
    if (name->kind != t->kind) return true;
    s->names_scored++;
    ak_layout_name(ix, number, t->kind, parts, &listed);
    if (!ak_align(&s->aligner, &listed, &e)) return false;
    if (e.score < t->least) return true;
    return ak_screener_add(s, (ak_hit){.name_score = e.score,
                                  .entity = name->entity,
                                  .name = number,
                                  .asked = (uint16_t)t->asked,
                                  .by_ident = t->by_ident});
}

static bool search_everybody(aka_screener *s, ak_kind kind, size_t asked)
{
    const trial t = {.kind = kind, .asked = asked, .least = s->needed.score};
    if (!ak_screener_ask(s, kind, asked)) return false;
    for (uint32_t i = 0; i < s->index->index.data.names_count; i++)
        if (!try_name(s, &t, i)) return false;
    return true;
}

static bool search_names(aka_screener *s, bool exhaustive)
{
    for (int k = 0; k < AK_KIND_COUNT; k++) {
        if (!(s->asked.kinds >> k & 1) || !s->asked.names[k]) continue;
        for (size_t i = 0; i < s->asked.name_count[k]; i++) {
            if (!(exhaustive ? search_everybody(s, (ak_kind)k, i)
                             : ak_screener_search_candidates(s, (ak_kind)k, i)))
                return false;
        }
    }
    return true;
}

/* An entity with an agreeing identifier: all its names are tried, to explain and to rank. */
static bool add_identified(aka_screener *s, uint32_t entity)
{
    const ak_ix_entity *e = &s->index->index.data.entities[entity];
    if (!ak_screener_add(s, (ak_hit){.entity = entity, .name = AK_HIT_NO_NAME, .by_ident = true}))
        return false;
    if (e->kind >= AK_KIND_COUNT || !(s->asked.kinds >> e->kind & 1) || !s->asked.names[e->kind])
        return true;
    trial t = {.kind = (ak_kind)e->kind, .least = 0.01, .by_ident = true};
    for (; t.asked < s->asked.name_count[e->kind]; t.asked++) {
        if (!ak_screener_ask(s, t.kind, t.asked)) return false;
        for (uint32_t n = 0; n < e->name_count; n++)
            if (!try_name(s, &t, e->name_first + n)) return false;
    }
    return true;
}

bool ak_screener_search_idents(aka_screener *s, bool (*add)(aka_screener *s, uint32_t entity))
{
    const ak_index *ix = &s->index->index;
    for (uint32_t i = 0; i < s->asked.facts.ident_count; i++) {
        const ak_ident *asked = &s->asked.facts.idents[i];
        uint32_t first, end;
        ak_index_find_ident(ix, asked->hash, &first, &end);
        for (uint32_t k = first; k < end; k++) {
            const ak_ix_ident *listed = &ix->data.idents[k];
            if (ak_ident_comparable(asked->kind, (ak_ident_kind)listed->kind) &&
                ak_slice_eq(ak_index_str(ix, listed->text), asked->text) && !add(s, listed->entity))
                return false;
        }
    }
    return true;
}

static aka_status search_by_evidence(aka_screener *s, bool exhaustive, aka_error *error)
{
    ak_needed_make(&s->asked.facts, s->threshold, &s->needed);
    bool ok = search_names(s, exhaustive) && ak_screener_search_idents(s, add_identified);
    return ok ? AKA_OK : ak_fail_nomem(error);
}

/* ---- weighing ---- */

static const ak_method *const methods[AK_ALGORITHM_COUNT]; /* below */

static bool compare_facts(
    aka_screener *s, const ak_hit *h, ak_facts *listed, ak_fact_evidence *facts)
{
    if (!ak_layout_facts(&s->index->index, h->entity, &s->arena, listed)) return false;
    ak_facts_compare(&s->asked.facts, listed, facts);
    facts->ident_agrees = h->by_ident;
    if (h->by_ident) facts->ident_conflicts = false;
    return true;
}

static bool is_weak(const aka_screener *s, const ak_hit *h)
{
    if (h->name == AK_HIT_NO_NAME) return false;
    const ak_index *ix = &s->index->index;
    ak_kind kind = (ak_kind)ix->data.entities[h->entity].kind;
    return ix->data.names[h->name].strength == AK_STRENGTH_WEAK ||
           s->asked.names[kind][h->asked].strength == AK_STRENGTH_WEAK;
}

/* Hits of one entity together, the best of each first. */
static int by_entity(const void *a, const void *b)
{
    const ak_hit *x = a, *y = b;
    if (x->entity != y->entity) return x->entity < y->entity ? -1 : 1;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->name != y->name) return x->name < y->name ? -1 : 1;
    return x->asked - y->asked;
}

static int by_score(const void *a, const void *b, void *ctx)
{
    const ak_hit *x = a, *y = b;
    const ak_index *ix = ctx;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    if (x->name_score != y->name_score) return x->name_score > y->name_score ? -1 : 1;
    const uint32_t at = ix->data.id_places[x->entity], other = ix->data.id_places[y->entity];
    return at < other ? -1 : at > other;
}

/* Whether an identifier agrees is a matter of the entity, not of the hit that found it. */
static void spread_idents(ak_hit *hits, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t end = i;
        bool ident = false;
        while (end < n && hits[end].entity == hits[i].entity) ident |= hits[end++].by_ident;
        for (; i < end; i++) hits[i].by_ident = ident;
    }
}

static bool weigh_evidence(aka_screener *s)
{
    ak_hit *hits = s->hits.data;
    ak_facts listed = {0};
    ak_fact_evidence facts = {0};
    uint32_t compared = NO_ENTITY;
    for (size_t i = 0; i < s->hits.count; i++) {
        if (hits[i].weighed && !hits[i].by_ident) continue;
        if (hits[i].entity != compared && !compare_facts(s, &hits[i], &listed, &facts))
            return false;
        compared = hits[i].entity;
        hits[i].score = ak_facts_apply(&facts, hits[i].name_score, is_weak(s, &hits[i]));
    }
    return true;
}

/* Puts the best `limit` of n hits in front, in order. Those behind are in none. */
static void put_best_in_front(ak_hit *hits, size_t n, size_t limit, const ak_index *index)
{
    enum { FEW = 16, MOST = 512 }; /* of more, or of so many times as many, sorting is better */
    void *ctx = (void *)(uintptr_t)index;
    if (n > 1 && (limit > MOST || limit > n / FEW)) {
        qsort_r(hits, n, sizeof *hits, by_score, ctx);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const ak_hit hit = hits[i];
        size_t at = i < limit ? i : limit - 1;
        if (at < i && by_score(&hits[at], &hit, ctx) <= 0) continue;
        if (at < i) hits[i] = hits[at];
        for (; at > 0 && by_score(&hits[at - 1], &hit, ctx) > 0; at--) hits[at] = hits[at - 1];
        hits[at] = hit;
    }
}

static bool all_weighed(const ak_hit *hits, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!hits[i].weighed || hits[i].by_ident) return false;
    return true;
}

static bool weigh(aka_screener *s)
{
    ak_hit *hits = s->hits.data;
    const size_t n = s->hits.count;
    if (all_weighed(hits, n)) return true;
    qsort(hits, n, sizeof *hits, by_entity);
    spread_idents(hits, n);
    return methods[s->algorithm]->weigh(s);
}

/* Leaves the best hit of each entity that reaches the threshold, the `limit` best entities first
 * and in order. */
static bool rank_hits(aka_screener *s, size_t limit)
{
    ak_hit *hits = s->hits.data;
    size_t n = s->hits.count, kept = 0;
    if (n == 0) return true;
    if (!weigh(s)) return false;
    qsort(hits, n, sizeof *hits, by_entity);
    for (size_t i = 0; i < n; i++) {
        if (i && hits[i].entity == hits[i - 1].entity) continue;
        if (hits[i].score < s->threshold) continue;
        if (!s->accept || s->accept(s->accept_ctx, hits[i].entity)) hits[kept++] = hits[i];
    }
    s->hits.count = kept;
    put_best_in_front(hits, kept, limit, &s->index->index);
    return true;
}

/* ---- telling ---- */

static void tell_ident(const aka_screener *s, const ak_hit *h, ak_fact_evidence *facts)
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

static aka_status tell_evidence(aka_screener *s, const ak_hit *h, ak_told *t, aka_error *error)
{
    const ak_index *ix = &s->index->index;
    ak_kind kind = (ak_kind)ix->data.entities[h->entity].kind;
    ak_layout_name(ix, h->name, kind, t->parts, &t->listed);
    if (!ak_arena_dup(&s->arena, ak_index_peek(ix, t->listed.text, &s->read), &t->listed.text))
        return ak_fail_nomem(error);
    if (!ak_screener_ask(s, kind, h->asked) || !ak_align(&s->aligner, &t->listed, &t->evidence))
        return ak_fail_nomem(error);
    t->verdicts.asked = s->aligner.asked;
    t->verdicts.listed = &t->listed;
    t->verdicts.names = &t->evidence;
    return AKA_OK;
}

static aka_status tell(aka_screener *s, const ak_hit *h, ak_told *t, aka_error *error)
{
    const ak_index *ix = &s->index->index;
    if (!compare_facts(s, h, &t->listed_facts, &t->facts)) return ak_fail_nomem(error);
    if (h->by_ident) tell_ident(s, h, &t->facts);
    t->verdicts = (ak_verdicts){.algorithm = s->algorithm,
        .facts = &t->facts,
        .asked_facts = &s->asked.facts,
        .listed_facts = &t->listed_facts,
        .kind = (ak_kind)ix->data.entities[h->entity].kind,
        .score = h->score};
    if (h->name == AK_HIT_NO_NAME) return AKA_OK;
    t->verdicts.listed_strength = (ak_strength)ix->data.names[h->name].strength;
    return methods[s->algorithm]->tell(s, h, t, error);
}

static const ak_method by_evidence = {search_by_evidence, weigh_evidence, tell_evidence};

static const ak_method *const methods[AK_ALGORITHM_COUNT] = {
    [AK_ALGORITHM_AKA] = &by_evidence,
    [AK_ALGORITHM_OFAC] = &ak_screen_ofac,
};

/* ---- results ---- */

static const char *copy_of(aka_screener *s, ak_slice text)
{
    ak_slice copy;
    return ak_arena_dup(&s->arena, text, &copy) ? copy.data : NULL;
}

enum { SIDE_BY_SIDE = 1024 /* bytes: texts within so many are read at once */ };

/* Texts that only one result has, which mostly stand side by side in the index. */
static void copy_listed(aka_screener *s, const ak_ix_str *texts, size_t count, const char **out)
{
    const ak_index *ix = &s->index->index;
    ak_ix_str all = {texts[0].off, 0};
    for (size_t i = 0; i < count; i++)
        if (texts[i].off < all.off) all.off = texts[i].off;
    for (size_t i = 0; i < count; i++) {
        const uint32_t end = texts[i].off - all.off + texts[i].len;
        if (end > all.len) all.len = end;
    }
    const bool near = all.len <= SIDE_BY_SIDE;
    if (!near) all.len = 0;
    const ak_slice read = ak_index_peek(ix, ak_index_str(ix, all), &s->read);
    for (size_t i = 0; i < count; i++) {
        const size_t at = texts[i].off - all.off;
        out[i] = copy_of(s, near ? ak_slice_sub(read, at, at + texts[i].len)
                                 : ak_index_peek(ix, ak_index_str(ix, texts[i]), &s->read));
    }
}

/* The readable line, in the arena. */
static aka_status explain(aka_screener *s, const ak_hit *h, const char **detail, aka_error *error)
{
    ak_told t;
    aka_status status = tell(s, h, &t, error);
    if (status != AKA_OK) return status;
    ak_buf_reset(&s->line);
    ak_explain_line(&t.verdicts, &s->line);
    *detail = s->line.failed ? NULL : copy_of(s, ak_buf_slice(&s->line));
    return *detail ? AKA_OK : ak_fail_nomem(error);
}

static bool make_match(aka_screener *s, const ak_hit *h, aka_match *m)
{
    const ak_index *ix = &s->index->index;
    const ak_ix_label l = ak_index_label(ix, h->entity, &s->read);
    const bool named = h->name != AK_HIT_NO_NAME;
    const ak_ix_str texts[] = {l.id, l.caption, named ? ix->data.names[h->name].text : l.caption};
    const char *own[3];
    copy_listed(s, texts, 3, own);
    *m = (aka_match){.id = own[0],
        .caption = own[1],
        .schema = copy_of(s, ak_index_peek(ix, ak_index_str(ix, l.schema), &s->read)),
        .datasets = copy_of(s, ak_index_peek(ix, ak_index_str(ix, l.datasets), &s->read)),
        .name = named ? own[2] : "",
        .score = h->score,
        .detail = ""};
    return m->id && m->caption && m->schema && m->datasets && m->name;
}

static aka_status make_matches(aka_screener *s, const aka_screen_options *o, aka_error *error)
{
    const ak_hit *hits = s->hits.data;
    s->total = s->hits.count;
    s->shown = s->hits.count < o->limit ? s->hits.count : o->limit;
    s->matches = ak_arena_array(&s->arena, s->shown, sizeof *s->matches);
    if (!s->matches) return ak_fail_nomem(error);
    aka_status status = AKA_OK;
    for (size_t i = 0; i < s->shown && status == AKA_OK; i++) {
        if (!make_match(s, &hits[i], &s->matches[i])) return ak_fail_nomem(error);
        if (!o->no_detail) status = explain(s, &hits[i], &s->matches[i].detail, error);
    }
    return status;
}

/* ---- the run ---- */

static aka_status take_options(
    aka_screener *s, const aka_screen_options *given, aka_screen_options *out, aka_error *error)
{
    *out = (aka_screen_options){0};
    if (given) memcpy(out, given, given->size < sizeof *out ? given->size : sizeof *out);
    aka_status status = ak_algorithm_find(out->algorithm, &s->algorithm, error);
    if (status != AKA_OK) return status;
    if (out->threshold == 0) out->threshold = aka_algorithm_get(s->algorithm)->threshold;
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
    s->weighed_entity = NO_ENTITY;
    s->total = s->names_scored = s->names_bounded = s->postings_read = 0;
}

aka_status aka_screener_run(
    aka_screener *s, const aka_record *record, const aka_screen_options *options, aka_error *error)
{
    aka_screen_options o;
    clear_run(s);
    aka_status status = take_options(s, options, &o, error);
    if (status == AKA_OK)
        status = ak_subject_make(s->text, record->entity, &s->arena, &s->asked, error);
    if (status != AKA_OK) return status;
    if (s->asked.given_count == 0 && s->asked.facts.ident_count == 0)
        return ak_fail(
            error, AKA_E_ARGUMENT, "the record has neither a name nor an identifier to ask for");
    s->threshold = o.threshold;
    s->accept = o.accept;
    s->accept_ctx = o.accept_ctx;
    ak_entity_write_json(record->entity, &s->query);
    if (s->query.failed) status = ak_fail_nomem(error);
    if (status == AKA_OK) status = methods[s->algorithm]->search(s, o.exhaustive, error);
    if (status == AKA_OK && !rank_hits(s, o.limit)) status = ak_fail_nomem(error);
    if (status == AKA_OK) status = make_matches(s, &o, error);
    if (status != AKA_OK) clear_run(s);
    return status;
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
static aka_status add_result(aka_screener *s, const ak_hit *h, ak_buf *out, aka_error *error)
{
    ak_told t;
    size_t start = out->len;
    if (!s->unpacker) s->unpacker = ak_unpacker_create();
    aka_status status = ak_index_record_by(s->unpacker, &s->index->index, h->entity, out, error);
    if (status != AKA_OK) return status;
    status = tell(s, h, &t, error);
    if (status != AKA_OK) return status;
    if (out->len > start && out->data[out->len - 1] == '}') out->len--;
    ak_buf_adds(out, ",\"score\":");
    ak_buf_add_fixed(out, h->score, 4);
    ak_buf_adds(out, ",\"match\":true,\"explanations\":");
    ak_explain_json(&t.verdicts, out);
    ak_buf_addc(out, '}');
    return AKA_OK;
}

aka_status aka_screener_result_json(aka_screener *s, size_t i, aka_text *text, aka_error *error)
{
    const ak_hit *hits = s->hits.data;
    ak_buf out;
    if (i >= s->shown)
        return ak_fail(error, AKA_E_ARGUMENT, "there is no result %zu: there are %zu", i, s->shown);
    ak_text_out_begin(text, &out);
    aka_status status = add_result(s, &hits[i], &out, error);
    aka_status ended = ak_text_out_end(text, &out, error);
    return status != AKA_OK ? status : ended;
}

/* What was asked, which is written down by a run that did not fail. */
static aka_status check_asked(const aka_screener *s, aka_error *error)
{
    if (s->query.len) return AKA_OK;
    return ak_fail(error, AKA_E_ARGUMENT, "nothing was screened yet");
}

aka_status aka_screener_query_json(aka_screener *s, aka_text *text, aka_error *error)
{
    ak_buf out;
    const aka_status asked = check_asked(s, error);
    if (asked != AKA_OK) return asked;
    ak_text_out_begin(text, &out);
    ak_buf_add(&out, ak_buf_slice(&s->query));
    return ak_text_out_end(text, &out, error);
}

static void add_end(const aka_screener *s, ak_buf *out)
{
    ak_buf_adds(out, "],\"total\":{\"value\":");
    ak_buf_add_fixed(out, (double)s->total, 0);
    ak_buf_adds(out, ",\"relation\":\"eq\"},\"algorithm\":\"");
    ak_buf_adds(out, aka_algorithm_get(s->algorithm)->name);
    ak_buf_adds(out, "\",\"index\":\"");
    ak_buf_adds(out, s->index->fingerprint);
    ak_buf_adds(out, "\"}");
}

aka_status aka_screener_write_json(aka_screener *s, aka_text *text, aka_error *error)
{
    const ak_hit *hits = s->hits.data;
    ak_buf out;
    aka_status status = check_asked(s, error);
    if (status != AKA_OK) return status;
    ak_text_out_begin(text, &out);
    ak_buf_adds(&out, "{\"query\":");
    ak_buf_add(&out, ak_buf_slice(&s->query));
    ak_buf_adds(&out, ",\"results\":[");
    for (size_t i = 0; i < s->shown && status == AKA_OK; i++) {
        if (i) ak_buf_addc(&out, ',');
        status = add_result(s, &hits[i], &out, error);
    }
    add_end(s, &out);
    aka_status ended = ak_text_out_end(text, &out, error);
    return status != AKA_OK ? status : ended;
}
