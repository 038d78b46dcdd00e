/* Limits of ranks: what is shared in more strength, by more parts, with less to reach, never lowers
 * them; a year that is ruled out does. Whether they hold is for the differential test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../names/names_help.h"
#include "match_help.h"

#include "match/index_handle.h"
#include "match/limits.h"

enum { NAMES = 60 };

static aka_index *ix;

/* Names of one to four parts, all of the same two letters and so of some weights only; of every
 * other one the bearer was born in 1901 to 1930. */
static void make_list(void)
{
    static char lines[NAMES][300];
    const char *list[NAMES];
    static const char *const words[] = {"Karimov", "Zahidi", "Li", "Mohammed"};
    for (int i = 0; i < NAMES; i++) {
        char name[100] = "", born[40] = "";
        for (int k = 0; k <= i % 4; k++) strcat(strcat(name, k ? " " : ""), words[(i / 4 + k) % 4]);
        if (i % 2) snprintf(born, sizeof born, ",\"birthDate\":[\"%d-05-06\"]", 1900 + i / 2 + 1);
        snprintf(lines[i], sizeof lines[i],
            "{\"id\":\"x-%d\",\"schema\":\"Person\",\"caption\":\"c\",\"datasets\":[\"x\"],"
            "\"properties\":{\"name\":[\"%s\"]%s}}",
            i, name, born);
        list[i] = lines[i];
    }
    ix = index_of(list, NAMES);
}

static ak_limits limits_for(const ak_name *asked, const ak_needed *needed)
{
    ak_limits l;
    ak_limits_init(&l, &ix->index, asked, needed);
    for (uint32_t i = 0; i < asked->count; i++) {
        ak_limits_relate(&l, i, 700, 60);
        ak_limits_relate(&l, i, 1000, 100);
        ak_limits_relate(&l, i, 800, 50);
    }
    ak_limits_begin(&l);
    return l;
}

static void test_of_lists(void **state)
{
    (void)state;
    ak_needed needed;
    const ak_name asked = name_of(AK_KIND_PERSON, "Mohammed Zahidi");
    ak_needed_make(NULL, 0.9, &needed);
    ak_limits l = limits_for(&asked, &needed);
    ak_limits_gather(&l, 0, 0);
    for (int heavy = 0; heavy < 2; heavy++)
        for (unsigned strength = 50; strength <= 1000; strength += 50)
            assert_true(ak_limits_of_list(&l, strength, heavy) >=
                        ak_limits_of_list(&l, strength - 50, heavy));
    for (unsigned strength = 0; strength <= 1000; strength += 50)
        assert_true(
            ak_limits_of_list(&l, strength, true) >= ak_limits_of_list(&l, strength, false));
    assert_true(ak_limits_of_list(&l, 1000, true) > ak_limits_of_list(&l, 300, false));
}

static void test_of_sets(void **state)
{
    (void)state;
    ak_needed easy, hard;
    const ak_name asked =
        name_of(AK_KIND_PERSON, "Mohammed Ali Karimov Zahidi Li Hassan Petro Ben");
    ak_needed_make(NULL, 0.7, &easy);
    ak_needed_make(NULL, 0.9, &hard);
    ak_limits l = limits_for(&asked, &easy), h = limits_for(&asked, &hard);
    uint32_t unseen = ak_limits_unseen(&l, 0);
    assert_int_equal(asked.count, 8); /* the last set has more than one */
    for (uint32_t n = 0; n < asked.count; n++) {
        ak_limits_gather(&l, n, n);
        ak_limits_gather(&h, n, n);
        assert_true(ak_set_heavy(n) < AK_MARK_SETS && ak_set_light(n) <= ak_set_heavy(n));
        assert_true(ak_limits_unseen(&l, n + 1) <= unseen);
        unseen = ak_limits_unseen(&l, n + 1);
    }
    assert_int_equal(unseen, 0);
    for (uint32_t sets = 1; sets < 1u << AK_MARK_SETS; sets++) {
        const uint32_t end = ak_limits_in(&l, sets, AK_MAY_AGREE, 8);
        assert_true(end >= ak_limits_in(&l, sets & (sets - 1), AK_MAY_AGREE, 8));
        assert_true(end >= ak_limits_in(&h, sets, AK_MAY_AGREE, 8));
    }
    for (uint32_t sets = 1; sets < 4; sets++) /* what is unseen is given to all */
        for (uint32_t n = 2; n <= 8; n++)
            assert_true(ak_limits_in(&l, sets, AK_MAY_AGREE, n) <=
                        ak_limits_in(&l, sets, AK_MAY_AGREE, n - 1));
}

static void test_datings(void **state)
{
    (void)state;
    ak_needed needed;
    const ak_date born = {.from = ak_date_days(1915, 5, 6), .to = ak_date_days(1915, 5, 6)};
    const ak_facts facts = {.dates = (ak_date *)(uintptr_t)&born, .date_count = 1};
    const ak_name asked = name_of(AK_KIND_PERSON, "Mohammed Zahidi");
    size_t count[AK_DATINGS] = {0};
    ak_needed_make(&facts, 0.7, &needed);
    ak_limits l = limits_for(&asked, &needed);
    for (uint32_t rank = 0; rank < NAMES; rank++) count[ak_limits_dating(&l, rank)]++;
    assert_int_equal(count[AK_UNDATED], NAMES / 2);
    assert_true(count[AK_MAY_AGREE] >= 7 && count[AK_OTHER_YEAR] >= 7);
    ak_limits_gather(&l, 0, 0);
    ak_limits_gather(&l, 1, 1);
    for (uint32_t sets = 1; sets < 16; sets++) {
        const uint32_t undated = ak_limits_in(&l, sets, AK_UNDATED, 2);
        assert_true(ak_limits_in(&l, sets, AK_OTHER_YEAR, 2) <= undated);
        assert_true(undated <= ak_limits_in(&l, sets, AK_MAY_AGREE, 2));
    }
    ak_needed_make(NULL, 0.7, &needed); /* years say nothing where no date is asked */
    l = limits_for(&asked, &needed);
    for (uint32_t rank = 0; rank < NAMES; rank++)
        assert_int_equal(ak_limits_dating(&l, rank), AK_MAY_AGREE);
}

static int setup(void **state)
{
    make_list();
    return setup_names(state);
}

static int teardown(void **state)
{
    aka_index_free(ix);
    return teardown_names(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_of_lists),
        cmocka_unit_test(test_of_sets),
        cmocka_unit_test(test_datings),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
