/* Alignment: what is paired, what is left, and the bounds that retrieval relies on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../names/names_help.h"
#include "match/evidence.h"

#include <stdio.h>
#include <stdlib.h>

static ak_aligner aligner;

static ak_evidence align(ak_kind kind, const char *asked, const char *listed)
{
    static ak_name a, b;
    a = name_of(kind, asked);
    b = name_of(kind, listed);
    ak_evidence e;
    ak_aligner_ask(&aligner, &a);
    assert_true(ak_align(&aligner, &b, &e));
    return e;
}

static void test_pairs(void **state)
{
    (void)state;
    ak_evidence e = align(AK_KIND_PERSON, "Petro Gustavo", "Gustavo Francisco Petro Urrego");
    assert_int_equal(e.pair_count, 2);
    assert_int_equal(e.asked_left, 0);
    assert_int_equal(e.listed_left, 1u << 1 | 1u << 3);
    assert_int_equal(e.pairs[0].asked_from, 0);
    assert_int_equal(e.pairs[0].listed_from, 2);
    assert_true(e.contradiction == 0 && e.listed_omitted > 0);
}

static void test_joined(void **state)
{
    (void)state;
    ak_evidence e = align(AK_KIND_PERSON, "Cornelius Vanderbilt", "Cornelius van der Bilt");
    assert_int_equal(e.pair_count, 2);
    assert_int_equal(e.pairs[1].kind, AK_RELATION_JOINED);
    assert_int_equal(e.asked_left | e.listed_left, 0);
    e = align(AK_KIND_PERSON, "GUSTAVOPETROURREGO", "Gustavo Petro Urrego");
    assert_int_equal(e.asked_left | e.listed_left, 0);
    e = align(AK_KIND_PERSON, "Arefullaha Ref Ghazi", "Arefullah Aref Ghazi");
    assert_int_equal(e.asked_left | e.listed_left, 0);
}

static void test_contradiction(void **state)
{
    (void)state;
    ak_evidence e = align(AK_KIND_PERSON, "Sergey Petrovich Lavrov", "Sergey Viktorovich Lavrov");
    assert_true(e.contradiction > 0.5);
    assert_int_equal(e.asked_left, 2);
    assert_int_equal(e.listed_left, 2);
}

static double score(ak_kind kind, const char *asked, const char *listed)
{
    return align(kind, asked, listed).score;
}

/* With their legal forms, names that differ by a place or a number are of two companies; without,
 * one may be short for the other. */
static void test_sister_companies(void **state)
{
    (void)state;
    assert_true(score(AK_KIND_ORG, "Banco Santander S.A.", "Banco Santander Mexico S.A.") < 0.7);
    assert_true(score(AK_KIND_ORG, "Banco Santander Mexico S.A.", "Banco Santander S.A.") < 0.7);
    assert_true(score(AK_KIND_ORG, "Banco Santander", "Banco Santander Mexico S.A.") > 0.7);
    assert_non_null(
        align(AK_KIND_ORG, "Banco Santander S.A.", "Banco Santander Mexico S.A.").apart);
    assert_null(align(AK_KIND_ORG, "Banco Santander", "Banco Santander Mexico S.A.").apart);
    assert_true(score(AK_KIND_ORG, "Bowne Solutions A/S", "Bowne Solutions II A/S") < 0.7);
    assert_true(score(AK_KIND_ORG, "Huawei Co Ltd", "Huawei Technologies Co Ltd") > 0.7);
}

static void test_numbers(void **state)
{
    (void)state;
    double same = score(AK_KIND_ORG, "Carlyle Partners VII L.P.", "Carlyle Partners 7 L.P.");
    double next = score(AK_KIND_ORG, "Carlyle Partners VII L.P.", "Carlyle Partners VIII L.P.");
    double other = score(AK_KIND_ORG, "Carlyle Partners VII L.P.", "Carlyle Partners XV L.P.");
    double unlike = score(AK_KIND_ORG, "Carlyle Partners VIII L.P.", "Carlyle Partners IX L.P.");
    assert_true(unlike < 0.5);
    assert_true(same > 0.99 && next < 0.9 && next > 0.7 && other < 0.5);
    assert_true(score(AK_KIND_ORG, "Pluton Trust 2004-1", "Pluton Trust 2005-1") > 0.7);
    assert_true(score(AK_KIND_ORG, "Brigade 44", "Brigade 45") < 0.7);
    assert_true(score(AK_KIND_OBJECT, "Ocean Star 7", "Ocean Star 8") < 0.5);
    assert_true(score(AK_KIND_OBJECT, "Ocean Star 2004", "Ocean Star 2005") < 0.5);
}

/* A full name finds the short one on the list, unless that is one that many bear. */
static void test_whole_of_the_listed_name(void **state)
{
    (void)state;
    assert_true(score(AK_KIND_PERSON, "Gustavo Francisco Petro Urrego", "Gustavo Petro") > 0.7);
    assert_true(score(AK_KIND_PERSON, "Mohammed Ali Hassan Khan", "Mohammed Ali") < 0.7);
    assert_true(score(AK_KIND_PERSON, "Gustavo Francisco Petro Urrego", "Gustavo") < 0.5);
}

static void test_acronyms(void **state)
{
    (void)state;
    const char *full = "Modern Industries Technique Company (MITEC)";
    assert_true(score(AK_KIND_ORG, "MITEC", full) > 0.7);
    assert_true(score(AK_KIND_ORG, "Modern Industries Technique Company", full) > 0.95);
    assert_true(score(AK_KIND_ORG, "MITEK", full) < 0.7);
}

/* A letter says only so much of a name. */
/* A name that is a small word is met by itself, not by other small words. */
static void test_small_words(void **state)
{
    (void)state;
    assert_true(score(AK_KIND_ORG, "MIT", "MIT") > 0.9);
    assert_true(score(AK_KIND_ORG, "OF", "MIT") == 0);
    assert_true(score(AK_KIND_ORG, "OF", "BANK OF TRADE AND INDUSTRY") == 0);
}

static void test_initials(void **state)
{
    (void)state;
    double one = score(AK_KIND_PERSON, "V. Putin", "Vladimir Putin");
    assert_true(one > 0.8 && one < score(AK_KIND_PERSON, "Vladimir Putin", "Vladimir Putin"));
    assert_true(score(AK_KIND_PERSON, "Mohamed Karlsson", "Mohamed K.") < 0.7);
}

static void random_name(char *out)
{
    static const char *const parts[] = {"Mohammed", "Ali", "Petro", "Gustavo", "al", "Tikriti",
        "Kim", "Jong", "Un", "J.", "van", "der", "Bilt", "Vanderbilt", "Sergey", "Sergei", "Lavrov",
        "Lavrow", "bin", "Abdul", "Rahman", "Abdulrahman", "Trading", "Co", "Ltd", "4"};
    size_t n = 1 + (size_t)rand() % 5, len = 0;
    for (size_t i = 0; i < n; i++)
        len += (size_t)sprintf(
            out + len, "%s ", parts[(size_t)rand() % (sizeof parts / sizeof *parts)]);
}

/* Of the parts of these bits, in parts of full weight. */
static double weight_left(const ak_name *name, uint64_t left)
{
    double sum = 0;
    for (uint32_t i = 0; i < name->count; i++)
        if (left >> i & 1) sum += name->parts[i].weight / 1e2;
    return sum;
}

static ak_left_over left_over(const ak_name *name, uint64_t left)
{
    ak_left_over sum = {0};
    for (uint32_t i = 0; i < name->count; i++)
        if (left >> i & 1) ak_left_over_add(&sum, name->parts[i].role, name->parts[i].weight);
    return sum;
}

/* No listed name has more left over than retrieval allows it for its score, nor scores more than
 * its ceiling. */
static void test_bound_holds(void **state)
{
    (void)state;
    srand(5);
    for (int round = 0; round < 20000; round++) {
        char x[200], y[200];
        random_name(x);
        random_name(y);
        ak_kind kind = (ak_kind)(rand() % 3);
        ak_name a = name_of(kind, x), b = name_of(kind, y);
        ak_evidence e;
        ak_aligner_ask(&aligner, &a);
        assert_true(ak_align(&aligner, &b, &e));
        assert_true(e.score >= 0 && e.score <= 1);
        if (e.score == 0) continue;
        const double odds = ak_evidence_odds(e.score);
        double strong = 0, margin = 0, varied = 0;
        for (uint32_t i = 0; i < e.pair_count; i++) {
            const ak_pair *pair = &e.pairs[i];
            double weight = 0;
            for (uint32_t p = pair->asked_from; p < pair->asked_to; p++)
                weight += a.parts[p].weight / 1e2;
            strong += weight * pair->strength / 1e3;
            margin += weight * ak_evidence_margin(pair->strength / 1e3, odds);
            varied += ak_evidence_varied(pair->weight * (1000 - pair->strength) / 1e5, weight);
        }
        const double room = ak_evidence_room(strong, margin, weight_left(&a, e.asked_left));
        assert_true(weight_left(&b, e.listed_left) <= room + 1e-9);
        const ak_left_over x_left = left_over(&a, e.asked_left),
                           y_left = left_over(&b, e.listed_left);
        assert_true(ak_evidence_ceiling(e.agreement, varied, &x_left, &y_left) >= e.score - 1e-9);
    }
}

/* All units that are related, one of them of several parts. */
static size_t find_joints(const ak_name *a, const ak_name *b, ak_joint *out)
{
    enum { ALL = AK_UNIT_PART | AK_UNIT_JOINED | AK_UNIT_ACRONYM };
    static ak_unit x[AK_UNITS_MAX], y[AK_UNITS_MAX];
    const size_t n = ak_name_units(a, ALL, &arena, x), m = ak_name_units(b, ALL, &arena, y);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++) {
            if (x[i].type == AK_UNIT_PART && y[k].type == AK_UNIT_PART) continue;
            if (ak_relate_units(&x[i], &y[k], a->kind).kind == AK_RELATION_NONE) continue;
            out[count++] = (ak_joint){(uint16_t)i, ak_unit_sign(y[k].term.text)};
        }
    return count;
}

/* The same name, or another one, with some words run together. */
static void run_together(const char *name, char *out)
{
    if (rand() % 4 == 0)
        random_name(out);
    else
        strcpy(out, name);
    char *to = out;
    for (const char *at = out; *at; at++)
        if (*at != ' ' || rand() % 3) *to++ = *at;
    *to = '\0';
}

static void check_same(const ak_evidence *e, const ak_evidence *other)
{
    assert_true(e->score == other->score);
    assert_int_equal(e->pair_count, other->pair_count);
    for (uint32_t i = 0; i < e->pair_count; i++) {
        const ak_pair *p = &e->pairs[i], *q = &other->pairs[i];
        assert_int_equal(p->asked_from, q->asked_from);
        assert_int_equal(p->asked_to, q->asked_to);
        assert_int_equal(p->listed_from, q->listed_from);
        assert_int_equal(p->listed_to, q->listed_to);
        assert_int_equal(p->kind, q->kind);
        assert_int_equal(p->strength, q->strength);
        assert_int_equal(p->weight, q->weight);
    }
}

/* Comparing only what is known to be related gives what comparing everything does. */
static void test_known(void **state)
{
    (void)state;
    static ak_joint joints[AK_UNITS_MAX * AK_UNITS_MAX];
    size_t with_joints = 0;
    srand(9);
    for (int round = 0; round < 4000; round++) {
        char x[200], y[200];
        random_name(x);
        run_together(x, y);
        ak_kind kind = (ak_kind)(rand() % 3);
        const bool swap = rand() % 2;
        ak_name a = name_of(kind, swap ? y : x), b = name_of(kind, swap ? x : y);
        ak_evidence all, known;
        const size_t count = find_joints(&a, &b, joints);
        ak_aligner_ask(&aligner, &a);
        assert_true(ak_align(&aligner, &b, &all));
        assert_true(ak_align_known(&aligner, &b, NULL, joints, count, &known));
        check_same(&all, &known);
        with_joints += count > 0;
    }
    assert_true(with_joints > 1000);
}

/* Neither units that are kept nor relations that are known change what comes out, the first time or
 * later. */
static void test_kept(void **state)
{
    (void)state;
    size_t kept = 0;
    srand(10);
    for (int round = 0; round < 2000; round++) {
        char x[200], y[200];
        random_name(x);
        run_together(x, y);
        ak_kind kind = (ak_kind)(rand() % 3);
        ak_name a = name_of(kind, x), b = name_of(kind, y);
        ak_evidence all, again;
        ak_relation relations[64];
        ak_kept_units of_a = {.arena = &arena}, of_b = {.arena = &arena};
        ak_aligner_ask(&aligner, &a);
        assert_true(ak_align(&aligner, &b, &all));
        assert_true(a.count * b.count <= 64);
        for (uint32_t i = 0; i < a.count * b.count; i++)
            relations[i] = ak_relate(&a.parts[i / b.count].term, &b.parts[i % b.count].term, kind);
        a.kept = &of_a;
        b.kept = &of_b;
        for (int time = 0; time < 2; time++) {
            ak_aligner_ask(&aligner, &a);
            assert_true(ak_align_related(&aligner, &b, relations, &again));
            check_same(&all, &again);
        }
        kept += of_a.units && of_b.units;
    }
    assert_true(kept > 500);
}

static void test_longest_names(void **state)
{
    (void)state;
    char many[600];
    size_t len = 0;
    for (int i = 0; i < 120; i++) len += (size_t)sprintf(many + len, "ab%c ", 'a' + i % 3);
    ak_evidence e = align(AK_KIND_PERSON, many, many);
    assert_true(e.score == 1.0);
    e = align(AK_KIND_ORG, many, "abc");
    assert_true(e.score < 0.7);
}

static int setup(void **state)
{
    ak_aligner_init(&aligner);
    return setup_names(state);
}

static int teardown(void **state)
{
    ak_aligner_free(&aligner);
    return teardown_names(state);
}

/* The room for what is left is where the ceiling crosses the score. */
static void test_room_is_where_the_ceiling_is(void **state)
{
    (void)state;
    for (double strong = 0.2; strong < 6; strong += 0.13)
        for (double left = 0; left < 3; left += 0.17)
            for (double score = 0.55; score < 0.99; score += 0.08) {
                const double margin = strong * ak_evidence_margin(1, ak_evidence_odds(score));
                const double room = ak_evidence_room(strong, margin, left);
                const ak_left_over asked = {.rest = left};
                const ak_left_over less = {.rest = room - 1e-6}, more = {.rest = room + 1e-6};
                assert_true(ak_evidence_ceiling(strong, 0, &asked, &more) < score);
                if (room > 1e-6 && strong > 0.5)
                    assert_true(ak_evidence_ceiling(strong, 0, &asked, &less) > score);
            }
    assert_true(ak_evidence_room(0, 0, 0) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_joined),
        cmocka_unit_test(test_contradiction),
        cmocka_unit_test(test_sister_companies),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_whole_of_the_listed_name),
        cmocka_unit_test(test_acronyms),
        cmocka_unit_test(test_small_words),
        cmocka_unit_test(test_initials),
        cmocka_unit_test(test_bound_holds),
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_kept),
        cmocka_unit_test(test_longest_names),
        cmocka_unit_test(test_room_is_where_the_ceiling_is),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
