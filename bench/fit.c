/* Fits the costs of evidence (src/match/score.c) to labelled pairs: aligns each pair once, then
 * looks for the costs with the best F1, softened so that pairs near the threshold count in part.
 * Deterministic: a fixed grid of steps from the present costs, one cost after the other.
 *
 * usage: fit PAIRS.csv [ROUNDS]      columns schema, name1, name2, is_match (true or false) */
#include "aka/reader.h"
#include "match/evidence.h"
#include "names/name.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THRESHOLD 0.70
#define SOFTNESS 0.02 /* of the threshold, in score */

typedef struct labelled {
    ak_evidence best[AK_KIND_OTHER]; /* as each kind that the schema may be */
    unsigned kinds;
    bool match;
} labelled;

typedef struct set {
    labelled *pairs;
    size_t count, cap;
} set;

static int die(const aka_error *err)
{
    char text[800];
    aka_error_format(err, text, sizeof text);
    fprintf(stderr, "fit: %s\n", text);
    exit(1);
}

static size_t column(const aka_table *t, const char *name)
{
    for (size_t i = 0; i < aka_table_columns(t); i++)
        if (strcmp(aka_table_header(t, i), name) == 0) return i;
    fprintf(stderr, "fit: no column %s\n", name);
    exit(1);
}

static labelled *add(set *s)
{
    if (s->count == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 256;
        s->pairs = realloc(s->pairs, s->cap * sizeof *s->pairs);
        if (!s->pairs) exit(1);
    }
    return memset(&s->pairs[s->count++], 0, sizeof *s->pairs);
}

static void align_pair(ak_text *text, ak_aligner *aligner, const char *schema, const char *one,
    const char *two, labelled *out)
{
    ak_arena arena;
    ak_arena_init(&arena, 0);
    out->kinds = ak_schema_kinds(ak_slice_of(schema));
    for (int k = 0; k < AK_KIND_OTHER; k++) {
        ak_name a, b;
        aka_error err;
        if (ak_name_analyse(text, ak_slice_of(one), (ak_kind)k, &arena, &a, &err) != AKA_OK ||
            ak_name_analyse(text, ak_slice_of(two), (ak_kind)k, &arena, &b, &err) != AKA_OK)
            die(&err);
        ak_aligner_ask(aligner, &a);
        if (!ak_align(aligner, &b, &out->best[k])) exit(1);
    }
    ak_arena_free(&arena);
}

static void read_pairs(const char *path, set *out)
{
    aka_table *t;
    ak_text *text;
    ak_aligner aligner;
    aka_error err;
    if (aka_table_open(path, &t, &err) != AKA_OK || ak_text_create(&text, &err) != AKA_OK)
        die(&err);
    ak_aligner_init(&aligner);
    size_t schema = column(t, "schema"), one = column(t, "name1"), two = column(t, "name2");
    size_t label = column(t, "is_match");
    for (int more = 1; aka_table_next(t, &more, &err) == AKA_OK && more;) {
        labelled *pair = add(out);
        align_pair(text, &aligner, aka_table_field(t, schema), aka_table_field(t, one),
            aka_table_field(t, two), pair);
        pair->match = strcmp(aka_table_field(t, label), "true") == 0;
    }
    ak_aligner_free(&aligner);
    ak_text_free(text);
    aka_table_free(t);
}

static double score(const labelled *pair, const ak_costs *costs)
{
    double best = 0;
    for (int k = 0; k < AK_KIND_OTHER; k++) {
        ak_evidence e = pair->best[k];
        if (!(pair->kinds >> k & 1)) continue;
        ak_evidence_score(costs, &e);
        if (e.score > best) best = e.score;
    }
    return best;
}

/* F1 at the threshold; soft: a pair counts by how far it is over it. */
static double f1(const set *s, const ak_costs *costs, bool soft)
{
    double tp = 0, fp = 0, fn = 0;
    for (size_t i = 0; i < s->count; i++) {
        double over = score(&s->pairs[i], costs) - THRESHOLD;
        double said = soft ? 1 / (1 + exp(-over / SOFTNESS)) : over >= 0;
        tp += s->pairs[i].match ? said : 0;
        fn += s->pairs[i].match ? 1 - said : 0;
        fp += s->pairs[i].match ? 0 : said;
    }
    return tp > 0 ? 2 * tp / (2 * tp + fp + fn) : 0;
}

/* Tries each cost a step up and down and keeps what is better. */
static bool improve(const set *s, ak_costs *costs, double step)
{
    double *each[] = {&costs->variation, &costs->asked_omitted, &costs->listed_omitted,
        &costs->listed_omitted_thin, &costs->contradiction, &costs->contradiction_long};
    double best = f1(s, costs, true);
    bool better = false;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        for (int sign = -1; sign <= 1; sign += 2) {
            double before = *each[i];
            *each[i] = before * (1 + sign * step);
            double now = f1(s, costs, true);
            if (now > best + 1e-9) {
                best = now;
                better = true;
            } else {
                *each[i] = before;
            }
        }
    return better;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: fit PAIRS.csv [ROUNDS]\n");
        return 2;
    }
    set s = {0};
    read_pairs(argv[1], &s);
    ak_costs costs = ak_costs_default;
    printf("pairs %zu  F1 %.4f  soft %.4f\n", s.count, f1(&s, &costs, false), f1(&s, &costs, true));
    double step = 0.2;
    for (int rounds = argc > 2 ? atoi(argv[2]) : 200; rounds > 0 && step > 0.005; rounds--)
        if (!improve(&s, &costs, step)) step /= 2;
    printf("fitted    F1 %.4f  soft %.4f\n", f1(&s, &costs, false), f1(&s, &costs, true));
    printf("    .variation = %.2f,\n    .asked_omitted = %.2f,\n    .listed_omitted = %.2f,\n"
           "    .listed_omitted_thin = %.2f,\n    .contradiction = %.2f,\n"
           "    .contradiction_long = %.2f,\n",
        costs.variation, costs.asked_omitted, costs.listed_omitted, costs.listed_omitted_thin,
        costs.contradiction, costs.contradiction_long);
    free(s.pairs);
    return 0;
}
