/* aka_comparer: two names or two records against each other, without an index. */
#include "aka/screen.h"

#include "base/text_out.h"
#include "entity/record.h"
#include "match/explain.h"

#include <stdlib.h>

/* What was found about two records: points into the arena and into the records. */
typedef struct findings {
    ak_subject asked, listed;
    ak_fact_evidence facts;
    ak_evidence evidence;
    ak_ofac_name ofac_asked, ofac_listed;
    ak_ofac_evidence ofac;
    ak_verdicts verdicts;
} findings;

struct aka_comparer {
    ak_text *text;
    ak_arena arena;
    ak_aligner aligner;
    ak_buf detail;
    aka_record *asked, *listed; /* for plain names */
    ak_algorithm algorithm;
    findings found; /* by the last run */
    bool ran;       /* and it succeeded */
};

aka_status aka_comparer_create(aka_comparer **out, aka_error *error)
{
    aka_comparer *c = calloc(1, sizeof *c);
    if (!c) return ak_fail_nomem(error);
    ak_arena_init(&c->arena, 0);
    ak_aligner_init(&c->aligner);
    ak_buf_init(&c->detail, 0);
    aka_status status = ak_text_create(&c->text, error);
    if (status == AKA_OK) status = aka_record_create(&c->asked, error);
    if (status == AKA_OK) status = aka_record_create(&c->listed, error);
    if (status != AKA_OK) {
        aka_comparer_free(c);
        return status;
    }
    *out = c;
    return AKA_OK;
}

void aka_comparer_free(aka_comparer *c)
{
    if (!c) return;
    ak_text_free(c->text);
    ak_arena_free(&c->arena);
    ak_aligner_free(&c->aligner);
    ak_buf_free(&c->detail);
    aka_record_free(c->asked);
    aka_record_free(c->listed);
    free(c);
}

aka_status aka_comparer_set_algorithm(aka_comparer *c, const char *name, aka_error *error)
{
    ak_algorithm found;
    aka_status status = ak_algorithm_find(name, &found, error);
    if (status == AKA_OK) c->algorithm = found;
    return status;
}

/* Kinds that both may be and have names of. */
static unsigned common_kinds(const findings *f)
{
    unsigned kinds = 0;
    for (int k = 0; k < AK_KIND_COUNT; k++)
        if (f->asked.kinds & f->listed.kinds & 1u << k && f->asked.names[k]) kinds |= 1u << k;
    return kinds;
}

static bool try_names(
    aka_comparer *c, const ak_subject_name *a, const ak_subject_name *b, findings *f, double *best)
{
    ak_evidence e;
    ak_verdicts *v = &f->verdicts;
    if (!ak_align(&c->aligner, &b->name, &e)) return false;
    bool weak = a->strength == AK_STRENGTH_WEAK || b->strength == AK_STRENGTH_WEAK;
    double score = ak_facts_apply(&f->facts, e.score, weak);
    if (score <= *best) return true;
    *best = score;
    f->evidence = e;
    v->asked = &a->name;
    v->listed = &b->name;
    v->kind = b->name.kind;
    v->names = &f->evidence;
    v->listed_strength = (ak_strength)b->strength;
    return true;
}

static bool complete_names(aka_comparer *c, ak_subject *subject)
{
    for (int k = 0; k < AK_KIND_COUNT; k++)
        for (size_t i = 0; i < subject->name_count[k]; i++)
            if (!ak_name_complete(&subject->names[k][i].name, &c->arena)) return false;
    return true;
}

/* The pair of names with the best score, a weak alias counting less. */
static aka_status compare_evidence(aka_comparer *c, findings *f, aka_error *error)
{
    double best = -1;
    if (!complete_names(c, &f->asked) || !complete_names(c, &f->listed))
        return ak_fail_nomem(error);
    for (int k = 0; k < AK_KIND_COUNT; k++) {
        if (!(common_kinds(f) >> k & 1)) continue;
        for (size_t i = 0; i < f->asked.name_count[k]; i++) {
            ak_aligner_ask(&c->aligner, &f->asked.names[k][i].name);
            for (size_t j = 0; j < f->listed.name_count[k]; j++)
                if (!try_names(c, &f->asked.names[k][i], &f->listed.names[k][j], f, &best))
                    return ak_fail_nomem(error);
        }
    }
    f->verdicts.score = best >= 0 ? best : ak_facts_apply(&f->facts, -1, false);
    return AKA_OK;
}

static aka_status try_ofac_names(aka_comparer *c, const ak_subject_name *a,
    const ak_subject_name *b, findings *f, aka_error *error)
{
    ak_ofac_name asked, listed;
    ak_ofac_evidence e;
    ak_verdicts *v = &f->verdicts;
    bool person = f->listed.kinds >> AK_KIND_PERSON & 1;
    aka_status status = ak_ofac_name_make(c->text, a->name.text, false, &c->arena, &asked, error);
    if (status == AKA_OK)
        status = ak_ofac_name_make(c->text, b->name.text, person, &c->arena, &listed, error);
    if (status != AKA_OK) return status;
    ak_ofac_compare(&asked, &listed, &e);
    if (v->ofac && e.score <= f->ofac.score) return AKA_OK;
    f->ofac_asked = asked;
    f->ofac_listed = listed;
    f->ofac = e;
    v->ofac_asked = &f->ofac_asked;
    v->ofac_listed = &f->ofac_listed;
    v->ofac = &f->ofac;
    v->listed_strength = (ak_strength)b->strength;
    return AKA_OK;
}

/* The pair of names that is most alike; an identifier that agrees is an exact match. */
static aka_status compare_ofac(aka_comparer *c, findings *f, aka_error *error)
{
    aka_status status = AKA_OK;
    unsigned kinds = common_kinds(f);
    int k = kinds ? __builtin_ctz(kinds) : 0; /* the texts are the same for each kind */
    for (size_t i = 0; kinds && i < f->asked.name_count[k]; i++)
        for (size_t j = 0; j < f->listed.name_count[k] && status == AKA_OK; j++)
            status = try_ofac_names(c, &f->asked.names[k][i], &f->listed.names[k][j], f, error);
    f->verdicts.score = f->facts.ident_agrees ? 1 : f->verdicts.ofac ? f->ofac.score : 0;
    return status;
}

static aka_status (*const compare_by[AK_ALGORITHM_COUNT])(
    aka_comparer *c, findings *f, aka_error *error) = {
    [AK_ALGORITHM_AKA] = compare_evidence,
    [AK_ALGORITHM_OFAC] = compare_ofac,
};

static aka_status run(
    aka_comparer *c, const aka_record *asked, const aka_record *listed, aka_error *error)
{
    findings *f = &c->found;
    aka_status status = ak_subject_make(c->text, asked->entity, &c->arena, &f->asked, error);
    if (status == AKA_OK)
        status = ak_subject_make(c->text, listed->entity, &c->arena, &f->listed, error);
    if (status != AKA_OK) return status;
    ak_facts_compare(&f->asked.facts, &f->listed.facts, &f->facts);
    f->verdicts = (ak_verdicts){.algorithm = c->algorithm,
        .facts = &f->facts,
        .asked_facts = &f->asked.facts,
        .listed_facts = &f->listed.facts};
    return compare_by[c->algorithm](c, f, error);
}

aka_status aka_comparer_run_records(aka_comparer *c, const aka_record *asked,
    const aka_record *listed, double *score, const char **detail, aka_error *error)
{
    ak_arena_reset(&c->arena);
    ak_buf_reset(&c->detail);
    c->ran = false;
    aka_status status = run(c, asked, listed, error);
    if (status != AKA_OK) return status;
    c->ran = true;
    *score = c->found.verdicts.score;
    if (!detail) return AKA_OK;
    ak_explain_line(&c->found.verdicts, &c->detail);
    ak_buf_addc(&c->detail, '\0');
    *detail = c->detail.data;
    return c->detail.failed ? ak_fail_nomem(error) : AKA_OK;
}

aka_status aka_comparer_write_json(aka_comparer *c, aka_text *text, aka_error *error)
{
    ak_buf out;
    if (!c->ran) return ak_fail(error, AKA_E_ARGUMENT, "nothing was compared yet");
    ak_text_out_begin(text, &out);
    ak_explain_json(&c->found.verdicts, &out);
    return ak_text_out_end(text, &out, error);
}

static aka_status set_name(
    aka_record *record, const char *schema, const char *name, aka_error *error)
{
    aka_record_clear(record);
    aka_status status = AKA_OK;
    if (schema && *schema) status = aka_record_set_schema(record, schema, error);
    return status == AKA_OK ? aka_record_add(record, "name", name, error) : status;
}

aka_status aka_comparer_run(aka_comparer *c, const char *schema, const char *name1,
    const char *name2, double *score, const char **detail, aka_error *error)
{
    c->ran = false;
    aka_status status = set_name(c->asked, schema, name1, error);
    if (status == AKA_OK) status = set_name(c->listed, schema, name2, error);
    if (status != AKA_OK) return status;
    return aka_comparer_run_records(c, c->asked, c->listed, score, detail, error);
}
