/* Analysis of names into parts: a golden table of roles, places in the source, weights, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "names_help.h"

#include <stdio.h>
#include <stdlib.h>

/* "text/role" of each part, separated by blanks. */
static void assert_parts(ak_kind kind, const char *input, const char *expected)
{
    ak_name n = name_of(kind, input);
    char got[2048];
    size_t len = 0;
    got[0] = '\0';
    for (uint32_t i = 0; i < n.count; i++) {
        static const char *const roles[] = {
            "name", "patr", "init", "part", "title", "legal", "gen", "func", "place", "num"};
        len += (size_t)snprintf(got + len, sizeof got - len, "%s%.*s/%s", i ? " " : "",
            AK_ARG(ak_term_plain(&n.parts[i].term)), roles[n.parts[i].role]);
    }
    if (strcmp(got, expected) != 0)
        fail_msg("\n  %s\n  gives    %s\n  expected %s", input, got, expected);
}

static void test_persons(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"Gustavo Francisco PETRO URREGO", "gustavo/name francisco/name petro/name urrego/name"},
        {"J. Smith", "j/init smith/name"},
        {"J.P. Morgan", "j/init p/init morgan/name"},
        {"Sergey Viktorovich LAVROV", "sergey/name viktorovich/patr lavrov/name"},
        {"Mohammed bin Salman", "mohammed/name bin/part salman/patr"},
        {"Abd al-Rahman al-Tikriti", "abd/name al/part rahman/name al/part tikriti/name"},
        {"I9or Sech1n", "igor/name sechin/name"},
        {"Dr. Ayman al-Zawahiri", "dr/title ayman/name al/part zawahiri/name"},
        {"PETRO URREGO, Gustavo", "gustavo/name petro/name urrego/name"},
        {"Pak Un Chol", "pak/name un/name chol/name"},
        {"Abd ur-Rahman Khan", "abd/name ur/part rahman/name khan/name"},
        {"Ban Ki-moon", "ban/name ki/name moon/name"},
        {"President Petro", "president/title petro/name"},
        {"Abdul Baqi (formerly listed as)", "abdul/name baqi/name formerlylistedas/title"},
        {"Mika Laine", "mika/name laine/name"},
        {"JC Juncker", "j/init c/init juncker/name"},
        {"", ""},
        {"—", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_parts(AK_KIND_PERSON, table[i][0], table[i][1]);
}

static void test_organisations(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"Siemens AG", "siemens/name ag/legal"},
        {"Siemens Gesellschaft mit beschränkter Haftung",
            "siemens/name gesellschaftmitbeschrankterhaftung/legal"},
        {"Bank of Moscow", "bank/gen of/func moscow/place"},
        {"Brigade Forty-Four", "brigade/gen 44/num"},
        {"Fund VIII", "fund/gen 8/num"},
        {"Trust 2004-1", "trust/legal 2004/num 1/num"},
        {"Construction Trust Corp", "construction/gen trust/gen corp/legal"},
        {"Brigade Forty 4", "brigade/gen 44/num"},
        {"Полк сорок четыре", "polk/name 44/num"},
        {"Brigade 40 4", "brigade/gen 40/num 4/num"},
        {"Partners V L.P.", "partners/gen 5/num lp/legal"},
        {"Great Lakes Business Company (GLBC)",
            "great/gen lakes/name business/gen company/legal glbc/func"},
        {"Zag 007", "zag/name 7/num"},
        {"RECONNAISSANCE GENERAL BUREAU (RGB)",
            "reconnaissance/gen general/gen bureau/gen rgb/func"},
        {"Iran Aircraft Industries (IACI)", "iran/place aircraft/gen industries/gen iaci/func"},
        {"Modern Industries Technique (MITEC)",
            "modern/gen industries/gen technique/gen mitec/func"},
        {"Bank of China (ASIA)", "bank/gen of/func china/place asia/place"},
        {"ADF (Allied Democratic Forces)", "adf/func allied/gen democratic/gen forces/gen"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_parts(AK_KIND_ORG, table[i][0], table[i][1]);
}

/* One slip in a word of a legal form is seen through; a name that is near one stays. */
static void test_slips_in_legal_forms(void **state)
{
    (void)state;
    assert_parts(AK_KIND_ORG, "Pluton Joynt Stock Company", "pluton/name jointstockcompany/legal");
    assert_parts(AK_KIND_ORG, "limitde Liability Company Pluton",
        "limitedliabilitycompany/legal pluton/name");
    assert_parts(AK_KIND_ORG, "Pluton Lmiited", "pluton/name limited/legal");
    assert_parts(AK_KIND_ORG, "Stork Pluton Ltd", "stork/name pluton/name ltd/legal");
    assert_parts(AK_KIND_ORG, "Pluton Lmiited Petro", "pluton/name lmiited/name petro/name");
}

static void test_vessels(void **state)
{
    (void)state;
    assert_parts(AK_KIND_OBJECT, "M/V Lady Leila", "mv/title lady/name leila/name");
    assert_parts(AK_KIND_OBJECT, "MV Ocean Star 3", "mv/title ocean/name star/name 3/num");
    assert_parts(AK_KIND_OBJECT, "Zu Zag Bong 6", "zu/name zag/name bong/name 6/num");
}

static void test_places_in_the_source(void **state)
{
    (void)state;
    static const char *const inputs[] = {"Николас Мадуро Морос", "J.P. Morgan", "Abd al-Rahman X",
        "Öl & Gas GmbH", "\xFF\xFE bad \x80 bytes", "محمد بن سلمان"};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        for (int k = 0; k < AK_KIND_OTHER; k++) {
            ak_name n = name_of((ak_kind)k, inputs[i]);
            uint32_t last = 0;
            for (uint32_t p = 0; p < n.count; p++) {
                assert_true(n.parts[p].begin >= last && n.parts[p].begin < n.parts[p].end);
                assert_true(n.parts[p].end <= n.text.len);
                assert_true(n.parts[p].weight > 0 && n.parts[p].weight <= AK_WEIGHT_MAX);
                last = n.parts[p].end;
            }
        }
}

static void test_weights(void **state)
{
    (void)state;
    ak_name n = name_of(AK_KIND_PERSON, "Mohammed al-Qwertzu");
    assert_int_equal(n.count, 3);
    assert_true(n.parts[0].weight < n.parts[2].weight);
    assert_true(n.parts[1].weight < n.parts[0].weight);
    /* Nothing but small words: they carry the name. */
    n = name_of(AK_KIND_ORG, "The Company Ltd");
    unsigned heaviest = 0;
    for (uint32_t i = 0; i < n.count; i++)
        if (n.parts[i].weight > heaviest) heaviest = n.parts[i].weight;
    assert_true(heaviest >= 50);
}

static void test_limits(void **state)
{
    (void)state;
    char *many = malloc(4000);
    size_t len = 0;
    for (int i = 0; i < 1000; i++) len += (size_t)sprintf(many + len, "a%c ", 'a' + i % 26);
    ak_name n = name_of(AK_KIND_PERSON, many);
    assert_int_equal(n.count, AK_NAME_PARTS_MAX);
    assert_true(n.cut > 0);
    free(many);
    char *huge = malloc(20000);
    memset(huge, 'a', 20000);
    aka_error err;
    assert_int_equal(
        ak_name_analyse(text, (ak_slice){huge, 20000}, AK_KIND_ORG, &arena, &n, &err), AKA_E_LIMIT);
    assert_non_null(strstr(err.message, "20000 bytes"));
    n = name_of(AK_KIND_PERSON, "x");
    assert_int_equal(
        ak_name_analyse(text, (ak_slice){huge, 10000}, AK_KIND_ORG, &arena, &n, &err), AKA_OK);
    assert_int_equal(n.count, 1);
    assert_int_equal(n.parts[0].term.text.len, AK_TERM_MAX);
    free(huge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_persons),
        cmocka_unit_test(test_organisations),
        cmocka_unit_test(test_slips_in_legal_forms),
        cmocka_unit_test(test_vessels),
        cmocka_unit_test(test_places_in_the_source),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, setup_names, teardown_names);
}
