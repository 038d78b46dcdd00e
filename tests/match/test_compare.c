/* Comparing names: the ranking of evidence as inequalities, and pairs that everybody agrees on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match_help.h"

#define THRESHOLD 0.70

static aka_comparer *comparer;

static double score(const char *schema, const char *asked, const char *listed)
{
    double s;
    const char *detail;
    aka_error err;
    assert_int_equal(aka_comparer_run(comparer, schema, asked, listed, &s, &detail, &err), AKA_OK);
    assert_true(s >= 0 && s <= 1);
    assert_non_null(detail);
    return s;
}

static double person(const char *asked, const char *listed)
{
    return score("Person", asked, listed);
}

static double company(const char *asked, const char *listed)
{
    return score("Company", asked, listed);
}

static void assert_more(double a, double b)
{
    if (!(a > b)) fail_msg("%.4f is not above %.4f", a, b);
}

static void test_exact_is_one(void **state)
{
    (void)state;
    assert_true(person("Gustavo Petro", "Gustavo Petro") == 1.0);
    assert_true(person("PETRO Gustavo", "Gustavo Petro") == 1.0);
    assert_true(company("Siemens AG", "SIEMENS A.G.") == 1.0);
}

/* Exact above variant above omission above contradiction. */
static void test_ranking(void **state)
{
    (void)state;
    double exact = person("Gustavo Francisco Petro Urrego", "Gustavo Francisco Petro Urrego");
    double variant = person("Gustav Francisco Petro Urrego", "Gustavo Francisco Petro Urrego");
    double omission = person("Gustavo Petro Urrego", "Gustavo Francisco Petro Urrego");
    double more = person("Gustavo Petro", "Gustavo Francisco Petro Urrego");
    double contradiction = person("Gustavo Antonio Petro Urrego", "Gustavo Francisco Petro Urrego");
    assert_more(exact, variant);
    assert_more(exact, omission);
    assert_more(omission, more);
    assert_more(more, contradiction);
    assert_more(more, THRESHOLD);
    assert_more(THRESHOLD, contradiction);
}

/* What the query says too much costs more than what it leaves out. */
static void test_asymmetry_of_omission(void **state)
{
    (void)state;
    assert_more(person("Gustavo Petro", "Gustavo Petro Urrego"),
        person("Gustavo Petro Urrego", "Gustavo Petro"));
}

static void test_rare_parts_weigh_more(void **state)
{
    (void)state;
    assert_more(person("Ali Zawahiri", "Ayman Zawahiri"), person("Ali Zawahiri", "Ali Mosuli"));
    assert_more(THRESHOLD, person("Mohammed", "Mohammed Ali Zawahiri"));
}

static void test_adding_a_slip_never_helps(void **state)
{
    (void)state;
    static const char *const slips[] = {"Armando Benedetti Villaneda", "Armando Benedeti Villaneda",
        "Armando Benedeti Vilaneda", "Armado Benedeti Vilaneda"};
    double last = 1.01;
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        double s = person(slips[i], "Armando Benedetti Villaneda");
        assert_more(last, s);
        assert_more(s, THRESHOLD);
        last = s;
    }
}

static void test_same_people(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"Николай Патрушев", "Nikolai Patrushev"},
        {"Владимир Путин", "Vladimir Putin"},
        {"محمد بن سلمان", "Mohammed bin Salman"},
        {"Oleksandr Petrenko", "Aleksandr Petrenko"},
        {"Abdulrahman Yasin", "Abd al-Rahman Yasin"},
        {"VanDerBilt, Cornelius", "Cornelius van der Bilt"},
        {"Bibi Netanyahu", "Benjamin Netanyahu"},
        {"J. Smithson", "John Smithson"},
        {"Usama bin Laden", "Osama Bin Ladin"},
        {"習近平", "Xi Jinping"},
        {"習近平", "习近平"},
        {"陳大文", "Chan Tai Man"},
        {"김정은", "Kim Jong Un"},
        {"金正恩", "Kim Jong Un"},
        {"이재명", "Lee Jae-myung"},
        {"안철수", "Ahn Cheol-soo"},
        {"安倍晋三", "Shinzo Abe"},
        {"毛泽东", "Mao Tse-tung"},
        {"Teng Hsiao-p'ing", "Deng Xiaoping"},
        {"I9or Sech1n", "Igor Sechin"},
        {"Gustavo Petro", "PETRO URREGO, Gustavo Francisco"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        double s = person(table[i][0], table[i][1]);
        if (s < THRESHOLD) fail_msg("%s / %s: %.3f", table[i][0], table[i][1], s);
    }
}

static void test_other_people(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"Ahmad al-Tikriti", "Ahmad al-Mosuli"},
        {"Nikolai Petrov", "Nikolai Ivanov"},
        {"Sergey Ivanovich Kuznetsov", "Sergey Petrovich Kuznetsov"},
        {"Barack Obama", "Michelle Robinson"},
        {"李强", "李刚"},
        {"张伟", "郑伟"},
        {"김중수", "김성수"},
        {"A. B.", "Abdul Basit"},
        {"Hassan Ali", "Hussein Ali Karimi"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        double s = person(table[i][0], table[i][1]);
        if (s >= THRESHOLD) fail_msg("%s / %s: %.3f", table[i][0], table[i][1], s);
    }
}

/* The same sounds in other signs: a variation, for both scripts of signs. */
static void test_same_sounds_in_signs(void **state)
{
    (void)state;
    assert_more(person("高石早苗", "高石早苗"), person("高石早苗", "高市早苗"));
    assert_more(THRESHOLD, person("高石早苗", "高市早苗"));
    assert_more(THRESHOLD, person("김종은", "김정은"));
    assert_more(person("김종은", "김정은"), 0.5);
    assert_more(person("王小明", "王晓明"), person("王小明", "王大明"));
    assert_more(person("리용호", "이용호"), 0.9); /* North and South */
    assert_more(person("블라디미르 푸틴", "블라디미어 푸틴"), THRESHOLD);
}

static void test_organisations(void **state)
{
    (void)state;
    assert_more(company("朝鲜光鲜银行", "Korea Kwangson Banking Corporation"), THRESHOLD);
    assert_more(
        company("深圳市硕方精密机械有限公司", "Shenzhen Shuofang Precision Machinery Co., Ltd"),
        THRESHOLD);
    assert_more(THRESHOLD, company("大连海昇机械有限公司", "Dalian Youmante Machinery Co., Ltd"));
    assert_more(company("Siemens Aktiengesellschaft", "Siemens AG"), 0.9);
    assert_more(company("PLA", "People's Liberation Army"), THRESHOLD);
    assert_more(THRESHOLD, company("Fund VIII", "Fund IX"));
    assert_more(company("Siemens", "Siemens AG"), company("Siemens GmbH", "Siemens AG"));
    assert_more(THRESHOLD, company("Bowne of Dallas, L.P.", "Bowne of Phoenix, Inc."));
    assert_more(score("Vessel", "MV Ocean Star 3", "Ocean Star 3"), 0.9);
    assert_more(THRESHOLD, score("Vessel", "Ocean Star 3", "Ocean Star 4"));
}

static void test_hostile_input(void **state)
{
    (void)state;
    double s;
    aka_error err;
    const char *detail;
    assert_true(person("", "") == 0);
    assert_true(person("---", "Gustavo Petro") == 0);
    assert_true(person("\xFF\xFF\xC0", "\xFF") == 0);
    char *huge = malloc(40000);
    memset(huge, 'a', 39999);
    huge[39999] = '\0';
    assert_int_equal(
        aka_comparer_run(comparer, "Person", huge, "x", &s, &detail, &err), AKA_E_LIMIT);
    for (int i = 0; i < 39999; i += 3) huge[i] = ' ';
    huge[16000] = '\0';
    assert_int_equal(aka_comparer_run(comparer, "Person", huge, huge, &s, &detail, &err), AKA_OK);
    free(huge);
    assert_int_equal(
        aka_comparer_run(comparer, "Nonsense", "a", "b", &s, &detail, &err), AKA_E_ARGUMENT);
}

static void test_records(void **state)
{
    (void)state;
    aka_record *asked = record_of("{\"schema\":\"Person\",\"properties\":{\"name\":[\"Gustavo "
                                  "Petro\"],\"birthDate\":[\"1960-04-19\"]}}");
    aka_record *same = record_of(
        "{\"schema\":\"Person\",\"properties\":{\"name\":[\"Gustavo Francisco Petro Urrego\"],"
        "\"birthDate\":[\"1960-04-19\"]}}");
    aka_record *other = record_of(
        "{\"schema\":\"Person\",\"properties\":{\"name\":[\"Gustavo Francisco Petro Urrego\"],"
        "\"birthDate\":[\"1931-11-02\"]}}");
    double agrees, conflicts, names = person("Gustavo Petro", "Gustavo Francisco Petro Urrego");
    const char *detail;
    aka_error err;
    assert_int_equal(
        aka_comparer_run_records(comparer, asked, same, &agrees, &detail, &err), AKA_OK);
    assert_non_null(strstr(detail, "birth date agrees: 1960-04-19"));
    assert_int_equal(
        aka_comparer_run_records(comparer, asked, other, &conflicts, &detail, &err), AKA_OK);
    assert_non_null(strstr(detail, "birth date contradicts"));
    assert_more(agrees, names);
    assert_more(names, conflicts);
    aka_record_free(asked);
    aka_record_free(same);
    aka_record_free(other);
}

static int setup(void **state)
{
    (void)state;
    return aka_comparer_create(&comparer, NULL) == AKA_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    aka_comparer_free(comparer);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_is_one),
        cmocka_unit_test(test_ranking),
        cmocka_unit_test(test_asymmetry_of_omission),
        cmocka_unit_test(test_rare_parts_weigh_more),
        cmocka_unit_test(test_adding_a_slip_never_helps),
        cmocka_unit_test(test_same_people),
        cmocka_unit_test(test_other_people),
        cmocka_unit_test(test_same_sounds_in_signs),
        cmocka_unit_test(test_organisations),
        cmocka_unit_test(test_hostile_input),
        cmocka_unit_test(test_records),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
