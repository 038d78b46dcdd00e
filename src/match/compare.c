/* aka_comparer: two names or two records against each other, without an index. */
#include "aka/screen.h"

#include "entity/record.h"
#include "match/explain.h"

#include <stdlib.h>

struct aka_comparer {
    ak_text *text;
    ak_arena arena;
    ak_aligner aligner;
    ak_buf detail;
    aka_record *asked, *listed; /* for plain names */
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

/* The pair of names with the best score, a weak alias counting less. False on lack of memory. */
static bool best_names(aka_comparer *c, const ak_subject *asked, const ak_subject *listed,
    const ak_fact_evidence *facts, ak_evidence *evidence, ak_verdicts *v)
{
    double best = -1;
    for (int k = 0; k < AK_KIND_COUNT; k++) {
        if (!(asked->kinds & listed->kinds & 1u << k) || !asked->names[k]) continue;
        for (size_t i = 0; i < asked->name_count[k]; i++) {
            ak_aligner_ask(&c->aligner, &asked->names[k][i].name);
            for (size_t j = 0; j < listed->name_count[k]; j++) {
                const ak_subject_name *a = &asked->names[k][i], *b = &listed->names[k][j];
                ak_evidence e;
                if (!ak_align(&c->aligner, &b->name, &e)) return false;
                bool weak = a->strength == AK_STRENGTH_WEAK || b->strength == AK_STRENGTH_WEAK;
                double score = ak_facts_apply(facts, e.score, weak);
                if (score <= best) continue;
                best = score;
                *evidence = e;
                v->asked = &a->name;
                v->listed = &b->name;
                v->names = evidence;
                v->listed_strength = (ak_strength)b->strength;
            }
        }
    }
    v->score = best >= 0 ? best : ak_facts_apply(facts, -1, false);
    return true;
}

aka_status aka_comparer_run_records(aka_comparer *c, const aka_record *asked,
    const aka_record *listed, double *score, const char **detail, aka_error *error)
{
    ak_arena_reset(&c->arena);
    ak_buf_reset(&c->detail);
    ak_subject a, b;
    aka_status status = ak_subject_make(c->text, asked->entity, &c->arena, &a, error);
    if (status == AKA_OK) status = ak_subject_make(c->text, listed->entity, &c->arena, &b, error);
    if (status != AKA_OK) return status;
    ak_fact_evidence facts;
    ak_evidence evidence;
    ak_facts_compare(&a.facts, &b.facts, &facts);
    ak_verdicts v = {.facts = &facts, .asked_facts = &a.facts, .listed_facts = &b.facts};
    if (!best_names(c, &a, &b, &facts, &evidence, &v)) return ak_fail_nomem(error);
    *score = v.score;
    if (!detail) return AKA_OK;
    ak_explain_line(&v, &c->detail);
    ak_buf_addc(&c->detail, '\0');
    *detail = c->detail.data;
    return c->detail.failed ? ak_fail_nomem(error) : AKA_OK;
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
    aka_status status = set_name(c->asked, schema, name1, error);
    if (status == AKA_OK) status = set_name(c->listed, schema, name2, error);
    if (status != AKA_OK) return status;
    return aka_comparer_run_records(c, c->asked, c->listed, score, detail, error);
}
