/* Countries: what lists write, what is ambiguous, what is none; the dictionaries themselves. */
#include "entity/country.h"
#include "entity/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static ak_text *text;
static ak_arena arena;

static int setup(void **state)
{
    (void)state;
    ak_arena_init(&arena, 0);
    return ak_text_create(&text, NULL) ? -1 : 0;
}

static int teardown(void **state)
{
    (void)state;
    ak_text_free(text);
    ak_arena_free(&arena);
    return 0;
}

static ak_country find(const char *name)
{
    ak_arena_reset(&arena);
    return ak_country_find(text, &arena, ak_slice_of(name));
}

/* A name, and the code of the country; "" where it is none. */
static const char *const names[][2] = {
    /* codes */
    {"ru", "ru"},
    {"RU", "ru"},
    {"RUS", "ru"},
    {" rus ", "ru"},
    {"prk", "kp"},
    {"XK", "xk"},
    {"us-ca", "us"},
    {"gb-sct", "gb"},
    {"UA-CRI", "ua-cri"},
    {"x-so", "x-so"},
    {"suhh", "suhh"},
    {"YU", "yucs"},
    {"HND", "hn"},
    {"MSR", "ms"},
    /* OFAC */
    {"Russia", "ru"},
    {"Burma", "mm"},
    {"Korea, North", "kp"},
    {"Korea, South", "kr"},
    {"Congo, Democratic Republic of the", "cd"},
    {"Congo, Republic of the", "cg"},
    {"Bahamas, The", "bs"},
    {"The Gambia", "gm"},
    {"Man, Isle of", "im"},
    {"Virgin Islands, British", "vg"},
    {"Cote d Ivoire", "ci"},
    {"North Macedonia, The Republic of", "mk"},
    {"West Bank", "ps"},
    {"Region: Gaza", "ps"},
    {"Region: Crimea", "ua-cri"},
    {"Palestinian", "ps"},
    {"Netherlands Antilles", "anhh"},
    /* UN */
    {"Russian Federation", "ru"},
    {"Democratic People's Republic of Korea", "kp"},
    {"Democratic People\xE2\x80\x99s Republic of Korea", "kp"},
    {"Syrian Arab Republic", "sy"},
    {"Iran (Islamic Republic of)", "ir"},
    {"C\xC3\xB4te d'Ivoire", "ci"},
    {"Afghanistan (previous address)", "af"},
    {"Iraq (as at April 2009)", "iq"},
    {"In Syria as at June 2013", "sy"},
    {"Kuwaiti citizenship withdrawn in 2002", "kw"},
    {"former Yugoslavia", "yucs"},
    {"USSR (until 1991)", "suhh"},
    {"United Kingdom of Great Britain and Northern Ireland", "gb"},
    {"China, Hong Kong Special Administrative Region", "hk"},
    {"Ukrainian SSR", "ua"},
    /* EU and UK */
    {"T\xC3\xBCrkiye", "tr"},
    {"TURKEY", "tr"},
    {"Macau", "mo"},
    {"Macao", "mo"},
    {"Kosovo", "xk"},
    {"St. Kitts & Nevis", "kn"},
    {"Latakia Province, Syria", "sy"},
    {"Isfahan, Iran (Islamic Republic of)", "ir"},
    {"DRC", "cd"},
    {"UAE", "ae"},
    {"U.S.A.", "us"},
    {"Crimea", "ua-cri"},
    /* nationalities */
    {"Iranian", "ir"},
    {"French", "fr"},
    {"Filipino", "ph"},
    {"Swiss", "ch"},
    {"Dutch", "nl"},
    {"South Sudanese", "ss"},
    {"Bissau-Guinean", "gw"},
    /* other languages */
    {"\xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD1\x8F", "ru"}, /* Россия */
    {"Russland", "ru"},
    {"Rusia", "ru"},
    {"Deutschland", "de"},
    {"Allemagne", "de"},
    {"Alemania", "de"},
    {"Reino Unido", "gb"},
    {"Fran\xC3\xA7"
     "a",
        "fr"},
    {"Almanya", "de"},
    {"\xE4\xB8\xAD\xE5\x9B\xBD", "cn"},                                 /* 中国 */
    {"\xE4\xBF\x84\xE7\xBD\x97\xE6\x96\xAF", "ru"},                     /* 俄罗斯 */
    {"\xD8\xB3\xD9\x88\xD8\xB1\xD9\x8A\xD8\xA7", "sy"},                 /* سوريا */
    {"\xD8\xA7\xDB\x8C\xD8\xB1\xD8\xA7\xD9\x86", "ir"},                 /* ایران */
    {"\xD9\x85\xD8\xB5\xD8\xB1", "eg"},                                 /* مصر, folds to msr */
    {"\xD0\xA3\xD0\xBA\xD1\x80\xD0\xB0\xD1\x97\xD0\xBD\xD0\xB0", "ua"}, /* Україна */
    /* former */
    {"Soviet Union", "suhh"},
    {"Czechoslovakia", "cshh"},
    {"German Democratic Republic", "ddde"},
    {"Zaire", "zrcd"},
    {"Serbia and Montenegro", "csxx"},
    /* alike, not the same */
    {"Niger", "ne"},
    {"Nigeria", "ng"},
    {"Guinea", "gn"},
    {"Equatorial Guinea", "gq"},
    {"Papua New Guinea", "pg"},
    {"Dominica", "dm"},
    {"Dominican Republic", "do"},
    {"Congo", "cg"},
    {"Sudan", "sd"},
    {"South Sudan", "ss"},
    {"Republic of China", "tw"},
    {"People's Republic of China", "cn"},
    {"Ireland", "ie"},
    {"Northern Ireland", "gb"},
    {"Samoa", "ws"},
    {"American Samoa", "as"},
    /* ambiguous */
    {"Congolese", ""},
    {"Korea", ""},
    {"Korean", ""},
    {"Dominican", ""},
    {"Virgin Islands", ""},
    /* none */
    {"", ""},
    {" ", ""},
    {"-", ""},
    {"-0-", ""},
    {"XX", ""},
    {"ZZZ", ""},
    {"unknown", ""},
    {"None Identified", ""},
    {"stateless", ""},
    {"Africa", ""},
    {"Russi", ""},
    {"Portland, OR", ""},
    {"Atlantis", ""},
    {"1) Saudi Arabia 2) Qatar", ""},
    {"(Russia)", "ru"},
    {"\xFF\xFE", ""},
};

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ak_slice code = ak_country_code(find(names[i][0]));
        if (!ak_slice_is(code, names[i][1]))
            fail_msg("\"%s\": want %s, got %.*s", names[i][0], names[i][1], AK_ARG(code));
    }
}

/* Each country is found by its own code and name, and says both. */
static void test_own_names(void **state)
{
    (void)state;
    assert_true(ak_dict_countries.class_count >= 270 && ak_dict_countries.class_count < UINT16_MAX);
    size_t iso = 0;
    for (uint32_t i = 1; i <= ak_dict_countries.class_count; i++) {
        ak_slice code = ak_country_code((ak_country)i), name = ak_country_name((ak_country)i);
        assert_true(code.len >= 2 && code.len <= 8 && name.len >= 3);
        iso += code.len == 2;
        if (ak_country_find(text, &arena, code) != i || ak_country_find(text, &arena, name) != i)
            fail_msg("%.*s %.*s does not find itself", AK_ARG(code), AK_ARG(name));
    }
    assert_int_equal(iso, 249 + 2); /* with Kosovo and the European Union */
}

static void test_no_country(void **state)
{
    (void)state;
    assert_int_equal(ak_country_code(0).len, 0);
    assert_int_equal(ak_country_name(0).len, 0);
    ak_country beyond = (ak_country)(ak_dict_countries.class_count + 1);
    assert_int_equal(ak_country_code(beyond).len, 0);
    assert_int_equal(ak_country_name(UINT16_MAX).len, 0);
    assert_false(ak_country_related(0, 0));
    assert_false(ak_country_related(0, find("ru")));
    assert_false(ak_country_related(beyond, beyond));
}

/* A form stands for one country, but where folding leaves no choice (see country.c). */
static void test_strong_forms(void **state)
{
    (void)state;
    const ak_dict *d = &ak_dict_countries;
    for (uint32_t i = 0, n; i < d->entry_count; i += n) {
        ak_slice form = ak_dict_form(d, &d->entries[i]);
        const ak_dict_entry *e = ak_dict_find(d, form, &n);
        assert_ptr_equal(e, &d->entries[i]);
        int strong = 0;
        for (uint32_t k = 0; k < n; k++) strong += !e[k].weak;
        if (strong > 1 && !ak_slice_is(form, "hnd") && !ak_slice_is(form, "msr"))
            fail_msg("\"%.*s\" stands for %d countries", AK_ARG(form), strong);
    }
}

static bool related(const char *a, const char *b)
{
    ak_country x = find(a), y = find(b);
    assert_true(x && y);
    assert_int_equal(ak_country_related(x, y), ak_country_related(y, x));
    return ak_country_related(x, y);
}

static void test_related(void **state)
{
    (void)state;
    assert_true(related("ru", "Russia"));
    assert_true(related("USSR", "Ukraine"));
    assert_true(related("USSR", "Russia"));
    assert_true(related("Yugoslavia", "Serbia"));
    assert_true(related("Yugoslavia", "Serbia and Montenegro"));
    assert_true(related("Czechoslovakia", "Slovakia"));
    assert_true(related("East Germany", "Germany"));
    assert_true(related("Zaire", "DRC"));
    assert_true(related("Hong Kong", "China"));
    assert_true(related("Kosovo", "Serbia"));
    assert_true(related("Crimea", "Ukraine"));
    assert_true(related("Crimea", "Russia"));
    assert_true(related("x-so", "Georgia"));
    assert_true(related("Puerto Rico", "United States"));
    assert_true(related("South Sudan", "Sudan"));
    assert_false(related("Russia", "Ukraine"));
    assert_false(related("Hong Kong", "Macau"));
    assert_false(related("USSR", "Poland"));
    assert_false(related("Yugoslavia", "Albania"));
    assert_false(related("North Korea", "South Korea"));
    assert_false(related("Congo", "DRC"));
}

/* Both sides of a relation are countries that there are. */
static void test_relations_known(void **state)
{
    (void)state;
    const ak_dict *d = &ak_dict_country_relations;
    assert_true(d->entry_count > 80);
    for (uint32_t i = 0; i < d->entry_count; i++) {
        ak_slice form = ak_dict_form(d, &d->entries[i]);
        if (!ak_country_find(text, &arena, form)) fail_msg("\"%.*s\" is no country", AK_ARG(form));
    }
    for (uint32_t i = 0; i < d->class_count; i++) {
        ak_slice class = ak_dict_class(d, i);
        ak_country country = ak_country_find(text, &arena, class);
        if (!ak_slice_eq(ak_country_code(country), class))
            fail_msg("\"%.*s\" is no country's code", AK_ARG(class));
    }
}

static void test_hostile(void **state)
{
    (void)state;
    char name[1000];
    memset(name, ',', sizeof name);
    assert_int_equal(ak_country_find(text, &arena, (ak_slice){name, sizeof name}), 0);
    assert_int_equal(ak_country_find(text, &arena, (ak_slice){name, 200}), 0);
    memset(name, '(', sizeof name);
    assert_int_equal(ak_country_find(text, &arena, (ak_slice){name, 200}), 0);
    for (size_t i = 0; i < 200; i++) name[i] = "the "[i % 4];
    assert_int_equal(ak_country_find(text, &arena, (ak_slice){name, 200}), 0);
    assert_int_equal(ak_country_find(text, &arena, (ak_slice){NULL, 0}), 0);
    assert_int_equal(ak_country_find(text, &arena, (ak_slice){"ru\0ru", 5}), 0);
}

static void test_no_memory(void **state)
{
    (void)state;
    ak_arena full;
    ak_arena_init(&full, 1);
    assert_int_equal(ak_country_find(text, &full, AK_LIT("Russian Federation")), 0);
    assert_int_equal(ak_country_find(text, &full, AK_LIT("Omsk, Russian Federation (1990)")), 0);
    ak_arena_free(&full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_own_names),
        cmocka_unit_test(test_no_country),
        cmocka_unit_test(test_strong_forms),
        cmocka_unit_test(test_related),
        cmocka_unit_test(test_relations_known),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
