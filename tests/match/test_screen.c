/* Screening against an index: who is found and who is not, order, limits, explanations, records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match_help.h"

#include "match/index_handle.h"

#include <jansson.h>

static const char *const listed[] = {
    "{\"id\":\"a-1\",\"schema\":\"Person\",\"caption\":\"Gustavo Francisco PETRO "
    "URREGO\",\"datasets\":[\"a\"],"
    "\"properties\":{\"name\":[\"Gustavo Francisco PETRO URREGO\"],\"birthDate\":[\"1960-04-19\"],"
    "\"country\":[\"Colombia\"],\"passportNumber\":[\"AB 1234567\"]}}",
    "{\"id\":\"a-2\",\"schema\":\"Person\",\"caption\":\"Nicolas MADURO "
    "MOROS\",\"datasets\":[\"a\",\"b\"],"
    "\"properties\":{\"name\":[\"Nicolas MADURO MOROS\"],\"birthDate\":[\"1962-11-23\"]}}",
    "{\"id\":\"a-3\",\"schema\":\"Organization\",\"caption\":\"Qwert Petro Trading "
    "LLC\",\"datasets\":[\"a\"],"
    "\"properties\":{\"name\":[\"Qwert Petro Trading LLC\"],\"alias\":[\"QPT\"]}}",
    "{\"id\":\"b-1\",\"schema\":\"Vessel\",\"caption\":\"OCEAN STAR 3\",\"datasets\":[\"b\"],"
    "\"properties\":{\"name\":[\"OCEAN STAR 3\"],\"imoNumber\":[\"IMO 9074729\"]}}",
    "{\"id\":\"b-2\",\"schema\":\"Person\",\"caption\":\"Karim Zahidi\",\"datasets\":[\"b\"],"
    "\"properties\":{\"name\":[\"Karim Zahidi\"],\"weakAlias\":[\"The "
    "Engineer\"],\"birthDate\":[\"1970-01-02\"]}}",
    "{\"id\":\"b-3\",\"schema\":\"Person\",\"caption\":\"Gustavo Petro\",\"datasets\":[\"b\"],"
    "\"properties\":{\"name\":[\"Gustavo Petro\"],\"birthDate\":[\"1931\"]}}",
    "{\"id\":\"b-4\",\"schema\":\"Person\",\"caption\":\"Greta Lindholm\",\"datasets\":[\"b\"],"
    "\"properties\":{\"firstName\":[\"Greta\"],\"lastName\":[\"Lindholm\"]}}",
};

static aka_index *ix;
static aka_screener *screener;

static size_t run(const char *record, const aka_screen_options *options)
{
    aka_record *r = record_of(record);
    aka_error err;
    if (aka_screener_run(screener, r, options, &err) != AKA_OK) fail_msg("%s", err.message);
    aka_record_free(r);
    return aka_screener_count(screener);
}

static size_t run_name(const char *schema, const char *name)
{
    char json[400];
    snprintf(
        json, sizeof json, "{\"schema\":\"%s\",\"properties\":{\"name\":[\"%s\"]}}", schema, name);
    return run(json, NULL);
}

static void assert_first(const char *id)
{
    assert_non_null(aka_screener_match(screener, 0));
    assert_string_equal(aka_screener_match(screener, 0)->id, id);
}

static void test_found(void **state)
{
    (void)state;
    assert_true(run_name("Person", "Nicolás Maduro") >= 1);
    assert_first("a-2");
    assert_true(run_name("Thing", "Николас Мадуро Морос") >= 1);
    assert_first("a-2");
    assert_true(run_name("Company", "Qwert Petro Trading GmbH") >= 1);
    assert_first("a-3");
    assert_true(run_name("Thing", "M/V Ocean Star 3") >= 1);
    assert_first("b-1");
    assert_string_equal(aka_screener_match(screener, 0)->datasets, "b");
}

static void test_strangers(void **state)
{
    (void)state;
    assert_int_equal(run_name("Thing", "Annika Lindqvist"), 0);
    assert_null(aka_screener_match(screener, 0));
    assert_int_equal(run_name("Vessel", "Ocean Star 4"), 0);
    /* A vessel is not a person. */
    assert_int_equal(run_name("Person", "Ocean Star 3"), 0);
}

/* The best of many are those that come first of all; entities of one score go by their ids. */
static void test_best_of_many(void **state)
{
    (void)state;
    enum { MANY = 400 };
    static char lines[MANY][200];
    const char *list[MANY];
    aka_error err;
    aka_screener *s;
    for (int i = 0; i < MANY; i++) {
        const char *name = i % 3 ? "Karim Zahidi" : i % 2 ? "Karim Zahidy" : "Karim Ali Zahidi";
        snprintf(lines[i], sizeof lines[i],
            "{\"id\":\"x-%03d\",\"schema\":\"Person\",\"caption\":\"c\",\"datasets\":[\"x\"],"
            "\"properties\":{\"name\":[\"%s\"]}}",
            i * 171 % MANY, name);
        list[i] = lines[i];
    }
    aka_index *many = index_of(list, MANY);
    aka_record *r =
        record_of("{\"schema\":\"Person\",\"properties\":{\"name\":[\"Karim Zahidi\"]}}");
    assert_int_equal(aka_screener_create(many, &s, &err), AKA_OK);
    static char ids[MANY][16];
    aka_screen_options options = {.size = sizeof options, .limit = MANY};
    assert_int_equal(aka_screener_run(s, r, &options, &err), AKA_OK);
    assert_int_equal(aka_screener_count(s), MANY);
    for (size_t i = 0; i < MANY; i++) {
        const aka_match *m = aka_screener_match(s, i), *last = i ? m - 1 : NULL;
        snprintf(ids[i], sizeof ids[i], "%s", m->id);
        assert_true(!last || last->score > m->score ||
                    (last->score == m->score && strcmp(last->id, m->id) < 0));
    }
    for (options.limit = 1; options.limit < MANY; options.limit += 7) {
        assert_int_equal(aka_screener_run(s, r, &options, &err), AKA_OK);
        assert_int_equal(aka_screener_total(s), MANY);
        assert_int_equal(aka_screener_count(s), options.limit);
        for (size_t i = 0; i < options.limit; i++)
            assert_string_equal(aka_screener_match(s, i)->id, ids[i]);
    }
    aka_record_free(r);
    aka_screener_free(s);
    aka_index_free(many);
}

static void test_order_and_limit(void **state)
{
    (void)state;
    assert_int_equal(run_name("Person", "Gustavo Petro"), 2);
    assert_first("b-3");
    assert_string_equal(aka_screener_match(screener, 1)->id, "a-1");
    aka_screen_options one = {.size = sizeof one, .limit = 1};
    assert_int_equal(
        run("{\"schema\":\"Person\",\"properties\":{\"name\":[\"Gustavo Petro\"]}}", &one), 1);
    assert_int_equal(aka_screener_total(screener), 2);
}

/* Details are made for those who want them; all else is the same. */
static void test_no_detail(void **state)
{
    (void)state;
    const char *asked = "{\"properties\":{\"name\":[\"Gustavo Petro\"]}}";
    const aka_screen_options without = {.size = sizeof without, .no_detail = 1};
    aka_text text[2] = {0};
    char names[2][64];
    for (int i = 0; i < 2; i++) {
        assert_int_equal(run(asked, i ? &without : NULL), 2);
        const aka_match *m = aka_screener_match(screener, 0);
        assert_int_equal(*m->detail == '\0', i);
        snprintf(names[i], sizeof names[i], "%s %s %.4f", m->id, m->name, m->score);
        assert_int_equal(aka_screener_write_json(screener, &text[i], NULL), AKA_OK);
    }
    assert_string_equal(names[0], names[1]);
    assert_string_equal(text[0].data, text[1].data);
    aka_text_free(&text[0]);
    aka_text_free(&text[1]);
}

/* The answer is put together of its parts. */
static void test_answer_in_parts(void **state)
{
    (void)state;
    aka_error error;
    aka_text whole = {0}, part = {0};
    char put[8192];
    assert_int_equal(run_name("Person", "Gustavo Petro"), 2);
    assert_int_equal(aka_screener_write_json(screener, &whole, NULL), AKA_OK);
    assert_int_equal(aka_screener_query_json(screener, &part, NULL), AKA_OK);
    int len = snprintf(put, sizeof put, "{\"query\":%s,\"results\":[", part.data);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(aka_screener_result_json(screener, i, &part, NULL), AKA_OK);
        len += snprintf(put + len, sizeof put - (size_t)len, "%s%s", i ? "," : "", part.data);
    }
    snprintf(put + len, sizeof put - (size_t)len, "],\"total\":{\"value\":2,");
    assert_memory_equal(whole.data, put, strlen(put));
    assert_int_equal(aka_screener_result_json(screener, 2, &part, &error), AKA_E_ARGUMENT);
    aka_text_free(&whole);
    aka_text_free(&part);
}

static void test_birth_date_decides(void **state)
{
    (void)state;
    run("{\"schema\":\"Person\",\"properties\":{\"name\":[\"Gustavo "
        "Petro\"],\"birthDate\":[\"1960-04-19\"]}}",
        NULL);
    assert_first("a-1");
}

static void test_identifier_alone(void **state)
{
    (void)state;
    assert_int_equal(
        run("{\"schema\":\"Person\",\"properties\":{\"passportNumber\":[\"AB1234567\"]}}", NULL),
        1);
    assert_first("a-1");
    assert_non_null(strstr(aka_screener_match(screener, 0)->detail, "agrees: AB1234567"));
    assert_int_equal(run("{\"schema\":\"Person\",\"properties\":{\"name\":[\"Somebody Else\"],"
                         "\"idNumber\":[\"AB1234567\"]}}",
                         NULL),
        1);
    assert_int_equal(
        run("{\"schema\":\"Vessel\",\"properties\":{\"imoNumber\":[\"9074729\"]}}", NULL), 1);
    assert_first("b-1");
}

static void test_weak_alias(void **state)
{
    (void)state;
    assert_int_equal(run_name("Person", "The Engineer"), 0);
    assert_int_equal(run("{\"schema\":\"Person\",\"properties\":{\"name\":[\"The Engineer\"],"
                         "\"birthDate\":[\"1970-01-02\"]}}",
                         NULL),
        1);
    assert_first("b-2");
    assert_non_null(strstr(aka_screener_match(screener, 0)->detail, "weak alias"));
}

static void test_explanation(void **state)
{
    (void)state;
    assert_true(run_name("Person", "Petro, Gustavo Francisco") >= 1);
    assert_first("a-1");
    assert_string_equal(aka_screener_match(screener, 0)->detail,
        "Gustavo = Gustavo · Francisco = Francisco · PETRO = Petro · left out: URREGO · "
        "birth date not given · country not given");
}

static void test_json(void **state)
{
    (void)state;
    run("{\"id\":\"q7\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Gustavo \\\"Petro\"],"
        "\"birthDate\":[\"1960-04-19\"],\"nationality\":[\"co\"]}}",
        NULL);
    aka_text out = {0};
    aka_error err;
    assert_int_equal(aka_screener_write_json(screener, &out, &err), AKA_OK);
    json_error_t where;
    json_t *j = json_loadb(out.data, out.len, 0, &where);
    if (!j) fail_msg("%s in %s", where.text, out.data);
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(j, "query"), "id")), "q7");
    json_t *first = json_array_get(json_object_get(j, "results"), 0);
    assert_string_equal(json_string_value(json_object_get(first, "id")), "a-1");
    assert_true(json_is_true(json_object_get(first, "match")));
    json_t *why = json_object_get(first, "explanations");
    assert_true(json_real_value(json_object_get(json_object_get(why, "name"), "score")) > 0.7);
    assert_non_null(json_object_get(why, "birthDate"));
    assert_non_null(json_object_get(why, "country"));
    assert_string_equal(json_string_value(json_object_get(j, "index")), aka_index_fingerprint(ix));
    json_decref(j);
    aka_text_free(&out);
}

/* There is no answer to a question that was not asked. */
static void test_no_json_without_a_run(void **state)
{
    (void)state;
    aka_text out = {0};
    aka_error err;
    aka_record *nobody;
    assert_int_equal(aka_record_create(&nobody, &err), AKA_OK);
    assert_int_equal(aka_screener_run(screener, nobody, NULL, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_screener_write_json(screener, &out, &err), AKA_E_ARGUMENT);
    assert_non_null(strstr(err.message, "nothing was screened"));
    assert_int_equal(aka_screener_query_json(screener, &out, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_screener_result_json(screener, 0, &out, &err), AKA_E_ARGUMENT);
    aka_record_free(nobody);
    aka_text_free(&out);
}

/* Records of those who are asked for, or listed, by the parts of their names. */
static void test_names_in_parts(void **state)
{
    (void)state;
    assert_int_equal(run("{\"schema\":\"Person\",\"properties\":{\"lastName\":[\"Zahidi\"],"
                         "\"firstName\":[\"Karim\"]}}",
                         NULL),
        1);
    assert_first("b-2");
    assert_true(aka_screener_match(screener, 0)->score == 1.0);
    assert_int_equal(run_name("Person", "Lindholm Greta"), 1);
    assert_first("b-4");
    /* Where there is a name the parts are not asked for as well. */
    assert_int_equal(run("{\"schema\":\"Person\",\"properties\":{\"name\":[\"Nobody\"],"
                         "\"lastName\":[\"Zahidi\"],\"firstName\":[\"Karim\"]}}",
                         NULL),
        0);
}

/* More names than are screened are refused, not cut off. */
static void test_too_many_names_in_parts(void **state)
{
    (void)state;
    aka_record *r = record_of("{\"schema\":\"Person\",\"properties\":{"
                              "\"firstName\":[\"Ana\",\"Anna\",\"Anya\",\"Hanna\"],"
                              "\"lastName\":[\"Berg\",\"Burg\",\"Borg\",\"Birk\"]}}");
    aka_error err;
    assert_int_equal(aka_screener_run(screener, r, NULL, &err), AKA_OK);
    assert_int_equal(aka_record_add(r, "lastName", "Bork", &err), AKA_OK);
    assert_int_equal(aka_screener_run(screener, r, NULL, &err), AKA_E_LIMIT);
    assert_non_null(strstr(err.message, "make 20 names; at most 16"));
    aka_record_free(r);
}

static void test_bad_questions(void **state)
{
    (void)state;
    aka_record *r;
    aka_error err;
    assert_int_equal(aka_record_create(&r, &err), AKA_OK);
    assert_int_equal(aka_screener_run(screener, r, NULL, &err), AKA_E_ARGUMENT);
    assert_non_null(strstr(err.message, "neither a name nor an identifier"));
    assert_int_equal(aka_record_add(r, "name", "x", &err), AKA_OK);
    aka_screen_options bad = {.size = sizeof bad, .threshold = 1.5};
    assert_int_equal(aka_screener_run(screener, r, &bad, &err), AKA_E_ARGUMENT);
    char *huge = malloc(20000);
    memset(huge, 'a', 19999);
    huge[19999] = '\0';
    assert_int_equal(aka_record_add(r, "name", huge, &err), AKA_OK);
    assert_int_equal(aka_screener_run(screener, r, NULL, &err), AKA_E_LIMIT);
    assert_int_equal(aka_screener_count(screener), 0);
    free(huge);
    aka_record_free(r);
}

static void test_record_comes_back(void **state)
{
    (void)state;
    aka_text out = {0};
    aka_error err;
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++) {
        char id[8];
        snprintf(id, sizeof id, "%.3s", strstr(listed[i], "\"id\":\"") + 6);
        assert_int_equal(aka_index_entity_json(ix, id, &out, &err), AKA_OK);
        assert_string_equal(out.data, listed[i]);
    }
    assert_int_equal(aka_index_entity_json(ix, "nobody", &out, &err), AKA_E_NOTFOUND);
    aka_text_free(&out);
}

static void test_no_index(void **state)
{
    (void)state;
    aka_index *none = ix;
    aka_error err;
    assert_int_equal(aka_index_open("/no/such/index.aka", 0, &none, &err), AKA_E_IO);
    assert_string_equal(err.path, "/no/such/index.aka");
    assert_null(none); /* so that freeing it is fine */
    aka_index_free(none);
}

static int setup(void **state)
{
    (void)state;
    ix = index_of(listed, sizeof listed / sizeof *listed);
    return aka_screener_create(ix, &screener, NULL) == AKA_OK ? 0 : -1;
}

/* What is read from the file of a large index. */
static int setup_large(void **state)
{
    if (setup(state) != 0) return -1;
    ix->index.data.mapped = true;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    aka_screener_free(screener);
    aka_index_free(ix);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_strangers),
        cmocka_unit_test(test_order_and_limit),
        cmocka_unit_test(test_best_of_many),
        cmocka_unit_test(test_no_detail),
        cmocka_unit_test(test_answer_in_parts),
        cmocka_unit_test(test_birth_date_decides),
        cmocka_unit_test(test_identifier_alone),
        cmocka_unit_test(test_weak_alias),
        cmocka_unit_test(test_explanation),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_no_json_without_a_run),
        cmocka_unit_test(test_names_in_parts),
        cmocka_unit_test(test_too_many_names_in_parts),
        cmocka_unit_test(test_bad_questions),
        cmocka_unit_test(test_no_index),
        cmocka_unit_test(test_record_comes_back),
    };
    const int failed = cmocka_run_group_tests(tests, setup, teardown);
    return failed + cmocka_run_group_tests_name("large", tests, setup_large, teardown);
}
