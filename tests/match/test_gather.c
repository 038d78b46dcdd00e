/* Gathering: what is left is what the lists and limits say name by name, however the ranks are cut
 * into blocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../names/names_help.h"
#include "match_help.h"

#include "match/gather.h"
#include "match/index_handle.h"

enum { NAMES = 600, PARTS = 3, STRENGTHS = 2 };

static const unsigned strengths[STRENGTHS] = {1000, 850};
/* Of each asked part: the term itself, and another one that it is related to. */
static const char *const related[PARTS][STRENGTHS] = {
    {"mohammed", "ahmed"}, {"zahidi", "zahedi"}, {"karimov", "karimova"}};

static aka_index *ix;
static ak_name asked;

/* Names of one to six parts in many mixtures; of every third one the bearer's birth is known. */
static void make_list(void)
{
    static char lines[NAMES][400];
    const char *list[NAMES];
    static const char *const words[] = {"Mohammed", "Zahidi", "Karimov", "Ahmed", "Zahedi",
        "Karimova", "Li", "Petro", "Hassan", "Ivanov", "Qadir"};
    enum { WORDS = sizeof words / sizeof *words };
    unsigned dice = 7;
    for (int i = 0; i < NAMES; i++) {
        char name[200] = "", born[40] = "";
        for (int k = 0; k <= i % 6; k++) {
            dice = dice * 1103515245u + 12345u;
            strcat(strcat(name, k ? " " : ""), words[(dice >> 16) % WORDS]);
        }
        if (i % 3 == 0) snprintf(born, sizeof born, ",\"birthDate\":[\"%d\"]", 1900 + i % 60);
        snprintf(lines[i], sizeof lines[i],
            "{\"id\":\"x-%d\",\"schema\":\"Person\",\"caption\":\"c\",\"datasets\":[\"x\"],"
            "\"properties\":{\"name\":[\"%s\"]%s}}",
            i, name, born);
        list[i] = lines[i];
    }
    ix = index_of(list, NAMES);
}

static ak_postings postings_of(const char *form)
{
    uint32_t term;
    assert_true(ak_index_find_term(&ix->index, ak_slice_of(form), &term));
    return ak_layout_postings(&ix->index, term);
}

static void start_limits(ak_limits *l, const ak_needed *needed)
{
    ak_limits_init(l, &ix->index, &asked, needed);
    for (uint32_t part = 0; part < PARTS; part++)
        for (int k = 0; k < STRENGTHS; k++)
            ak_limits_relate(l, part, strengths[k], postings_of(related[part][k]).weight);
    ak_limits_begin(l);
}

static bool has(ak_postings list, uint32_t rank)
{
    const size_t at = ak_ranks_below(list.ranks, list.count, rank);
    return at < list.count && list.ranks[at] == rank;
}

/* Name by name: which sets each is in, and whether that is enough. */
static size_t expect(const ak_needed *needed, uint32_t left_out, uint32_t *ranks)
{
    static uint32_t sets[NAMES];
    const uint32_t begin = ak_layout_rank_begin(&ix->index, AK_KIND_PERSON);
    ak_limits l;
    size_t n = 0;
    memset(sets, 0, sizeof sets);
    start_limits(&l, needed);
    const uint32_t end = ak_limits_unseen(&l, 0);
    for (uint32_t part = 0; part < PARTS; part++) {
        ak_limits_gather(&l, part, part);
        for (int k = 0; k < STRENGTHS; k++) {
            const ak_postings list = postings_of(related[part][k]);
            const bool heavy = list.weight > asked.parts[part].weight;
            const uint32_t limit = ak_limits_of_list(&l, strengths[k], heavy);
            for (uint32_t rank = begin; rank < limit && rank < end; rank++)
                if (has(list, rank))
                    sets[rank] |= UINT32_C(1) << (heavy ? ak_set_heavy(part) : ak_set_light(part));
        }
    }
    for (uint32_t rank = begin; rank < end; rank++)
        if (sets[rank] && rank != left_out &&
            rank < ak_limits_in(&l, sets[rank], AK_MAY_AGREE, PARTS) &&
            rank < ak_limits_in(&l, sets[rank], ak_limits_dating(&l, rank), PARTS))
            ranks[n++] = rank;
    return n;
}

/* The same, gathered in blocks of that size. */
static void gather(const ak_needed *needed, const ak_runners *runners, uint32_t block, ak_vec *out)
{
    const uint32_t begin = ak_layout_rank_begin(&ix->index, AK_KIND_PERSON);
    ak_gatherer g;
    ak_limits l;
    assert_true(ak_gatherer_init(&g, &ix->index));
    start_limits(&l, needed);
    const uint32_t end = ak_limits_unseen(&l, 0);
    ak_gather_begin(&g, &l, runners);
    for (uint32_t part = 0; part < PARTS; part++) {
        ak_gather_open(&g, part);
        assert_true(ak_gather_expect(&g, STRENGTHS));
        for (int k = 0; k < STRENGTHS; k++)
            ak_gather_list(&g, postings_of(related[part][k]), strengths[k], begin);
    }
    for (uint32_t at = begin; at < end; at += block) {
        ak_gather_block(&g, at, at + block < end ? at + block : end, PARTS);
        while (g.read < PARTS) ak_gather_read(&g);
        assert_true(ak_gather_sift(&g, out));
    }
    ak_gatherer_free(&g);
}

static int by_rank(const void *a, const void *b)
{
    const ak_survivor *x = a, *y = b;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

static void check(const ak_facts *facts, double score, size_t least)
{
    static const uint32_t blocks[] = {1, 2, 7, 64, 100, NAMES};
    uint32_t expected[NAMES];
    ak_needed needed;
    ak_needed_make(facts, score, &needed);
    size_t n = expect(&needed, UINT32_MAX, expected);
    assert_true(n >= least && n < NAMES);
    /* One of them has runs, and comes by itself. */
    const uint32_t runner = expected[n / 2];
    ak_runners runners = {0};
    assert_true(ak_runners_begin(&runners, 1, &arena));
    assert_true(ak_runners_add(&runners, runner, 1, 0, 0));
    n = expect(&needed, runner, expected);
    for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++) {
        ak_vec left = {0};
        gather(&needed, &runners, blocks[b], &left);
        ak_survivor *survivors = left.data;
        qsort(survivors, left.count, sizeof *survivors, by_rank);
        assert_int_equal(left.count, n);
        for (size_t i = 0; i < n; i++) assert_int_equal(survivors[i].rank, expected[i]);
        ak_vec_free(&left);
    }
    ak_runners_free(&runners);
}

static void test_scores(void **state)
{
    (void)state;
    check(NULL, 0.5, 50);
    check(NULL, 0.7, 20);
    check(NULL, 0.9, 2);
}

static void test_dates(void **state)
{
    (void)state;
    const ak_date born = {.from = ak_date_days(1915, 5, 6), .to = ak_date_days(1915, 5, 6)};
    const ak_facts facts = {.dates = (ak_date *)(uintptr_t)&born, .date_count = 1};
    check(&facts, 0.5, 20);
    check(&facts, 0.7, 5);
}

static int setup(void **state)
{
    make_list();
    if (setup_names(state) != 0) return -1;
    asked = name_of(AK_KIND_PERSON, "Mohammed Zahidi Karimov");
    return asked.count == PARTS ? 0 : -1;
}

static int teardown(void **state)
{
    aka_index_free(ix);
    return teardown_names(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scores),
        cmocka_unit_test(test_dates),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
