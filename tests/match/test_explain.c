/* Explanations as lines: what a reviewer reads about each kind of evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match_help.h"

#define PERSON(properties) "{\"schema\":\"Person\",\"properties\":{" properties "}}"
#define COMPANY(properties) "{\"schema\":\"Company\",\"properties\":{" properties "}}"
#define VESSEL(properties) "{\"schema\":\"Vessel\",\"properties\":{" properties "}}"

static const struct {
    const char *asked, *listed, *line;
} lines[] = {
    {PERSON("\"name\":[\"Gustavo Petro\"]"),
        PERSON("\"name\":[\"Gustavo Francisco PETRO URREGO\"],\"birthDate\":[\"1960-04-19\"]"),
        "Gustavo = Gustavo · PETRO = Petro · left out: Francisco, URREGO · birth date not given"},
    {PERSON("\"name\":[\"Gustavo Maria Petro\"],\"birthDate\":[\"1960\"]"),
        PERSON("\"name\":[\"Gustavo Petro\"]"),
        "Gustavo = Gustavo · Petro = Petro · not listed: Maria · birth date not listed"},
    /* Only what tells people apart contradicts; a title does not. */
    {PERSON("\"name\":[\"Dr Ahmad Tikriti\"]"), PERSON("\"name\":[\"Ahmad Mosuli\"]"),
        "Ahmad = Ahmad · contradicts: Mosuli against Tikriti · not listed: Dr"},
    {PERSON("\"name\":[\"Dr Gustavo\"]"), PERSON("\"name\":[\"Gustavo Petro\"]"),
        "Gustavo = Gustavo · left out: Petro · not listed: Dr"},
    {COMPANY("\"name\":[\"Qwert L.P.\"]"), COMPANY("\"name\":[\"Qwert Inc\"]"),
        "Qwert = Qwert · contradicts: Inc against L.P."},
    /* Which of the listed names. */
    {PERSON("\"name\":[\"Karim Zahidi\"]"),
        PERSON("\"name\":[\"Omar Benali\"],\"alias\":[\"Karim Zahidi\"]"),
        "Karim = Karim · Zahidi = Zahidi · by an alias"},
    {COMPANY("\"name\":[\"Qwert\"]"), COMPANY("\"name\":[\"Asdfg\"],\"previousName\":[\"Qwert\"]"),
        "Qwert = Qwert · by a former name"},
    {PERSON("\"name\":[\"The Engineer\"],\"birthDate\":[\"1970-01-02\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"],\"weakAlias\":[\"The Engineer\"],"
               "\"birthDate\":[\"1970-01-02\"]"),
        "The = The · Engineer = Engineer · by a weak alias, which is no match alone · "
        "birth date agrees: 1970-01-02"},
    /* Dates. */
    {PERSON("\"name\":[\"Karim Zahidi\"],\"birthDate\":[\"1970-02-01\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"],\"birthDate\":[\"1970-01-02\"]"),
        "Karim = Karim · Zahidi = Zahidi · birth date is near: listed 1970-01-02, asked 1970-02-01 "
        "(day and month exchanged)"},
    {PERSON("\"name\":[\"Karim Zahidi\"],\"birthDate\":[\"1971-01-02\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"],\"birthDate\":[\"1970-01-02\"]"),
        "Karim = Karim · Zahidi = Zahidi · birth date differs a little: listed 1970-01-02, asked "
        "1971-01-02 (one digit of the year differs)"},
    {PERSON("\"name\":[\"Karim Zahidi\"],\"birthDate\":[\"1950-06-07\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"],\"birthDate\":[\"1970-01-02\"]"),
        "Karim = Karim · Zahidi = Zahidi · birth date contradicts: listed 1970-01-02, asked "
        "1950-06-07"},
    {COMPANY("\"name\":[\"Qwert\"],\"incorporationDate\":[\"1950-06-07\"]"),
        COMPANY("\"name\":[\"Qwert\"],\"incorporationDate\":[\"1950-06-07\"]"),
        "Qwert = Qwert · founding date agrees: 1950-06-07"},
    {COMPANY("\"name\":[\"Qwert\"]"),
        COMPANY("\"name\":[\"Qwert\"],\"incorporationDate\":[\"1950-06-07\"]"), "Qwert = Qwert"},
    /* Countries and gender. */
    {PERSON("\"name\":[\"Karim Zahidi\"],\"country\":[\"co\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"],\"nationality\":[\"Colombia\",\"France\"]"),
        "Karim = Karim · Zahidi = Zahidi · country agrees: Colombia"},
    {PERSON("\"name\":[\"Karim Zahidi\"],\"country\":[\"de\"],\"gender\":[\"female\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"],\"country\":[\"co\",\"fr\"],\"gender\":[\"male\"]"),
        "Karim = Karim · Zahidi = Zahidi · country contradicts: listed Colombia, France, asked "
        "Germany · gender contradicts: listed male, asked female"},
    {PERSON("\"name\":[\"Karim Zahidi\"],\"country\":[\"de\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"]"),
        "Karim = Karim · Zahidi = Zahidi · country not listed"},
    {PERSON("\"name\":[\"Karim Zahidi\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"],\"country\":[\"de\"]"),
        "Karim = Karim · Zahidi = Zahidi · country not given"},
    /* Identifiers: one that agrees decides and comes first. */
    {VESSEL("\"name\":[\"Sea Heron\"],\"imoNumber\":[\"9074729\"]"),
        VESSEL("\"name\":[\"Ocean Heron\"],\"imoNumber\":[\"IMO 9074729\"]"),
        "IMO number agrees: 9074729 · Heron = Heron · contradicts: Ocean against Sea"},
    {VESSEL("\"name\":[\"Sea Heron\"],\"imoNumber\":[\"9074729\"]"),
        VESSEL("\"name\":[\"Sea Heron\"],\"imoNumber\":[\"IMO 9319466\"]"),
        "Sea = Sea · Heron = Heron · another IMO number or LEI"},
    {PERSON("\"name\":[\"Karim Zahidi\"],\"passportNumber\":[\"AB1234567\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"],\"passportNumber\":[\"XY7654321\"]"),
        "Karim = Karim · Zahidi = Zahidi · identifier not listed"},
    {PERSON("\"passportNumber\":[\"AB1234567\"]"),
        PERSON("\"name\":[\"Karim Zahidi\"],\"passportNumber\":[\"AB 1234567\"]"),
        "passport number agrees: AB1234567"},
};

static void test_lines(void **state)
{
    (void)state;
    aka_comparer *comparer;
    aka_error err;
    assert_int_equal(aka_comparer_create(&comparer, &err), AKA_OK);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        double score;
        const char *line;
        aka_record *asked = record_of(lines[i].asked), *listed = record_of(lines[i].listed);
        assert_int_equal(
            aka_comparer_run_records(comparer, asked, listed, &score, &line, &err), AKA_OK);
        assert_string_equal(line, lines[i].line);
        aka_record_free(asked);
        aka_record_free(listed);
    }
    aka_comparer_free(comparer);
}

/* The explanations of a comparison are those of a screening, and of the last run only. */
static void test_comparison_as_json(void **state)
{
    (void)state;
    aka_comparer *comparer;
    aka_error err;
    aka_text text = {0};
    double score;
    assert_int_equal(aka_comparer_create(&comparer, &err), AKA_OK);
    assert_int_equal(aka_comparer_write_json(comparer, &text, &err), AKA_E_ARGUMENT);
    aka_record *asked = record_of(PERSON("\"name\":[\"Ana Zahidi\"],\"country\":[\"co\"]"));
    aka_record *listed = record_of(PERSON("\"name\":[\"Ana Zahidi\"],\"country\":[\"co\"]"));
    assert_int_equal(aka_comparer_run_records(comparer, asked, listed, &score, NULL, &err), AKA_OK);
    assert_int_equal(aka_comparer_write_json(comparer, &text, &err), AKA_OK);
    assert_non_null(strstr(text.data, "\"parts\":[{\"query\":\"Ana\",\"candidate\":\"Ana\""));
    assert_non_null(strstr(text.data, "\"detail\":\"a country in common\""));
    assert_int_equal(
        aka_comparer_run(comparer, "Nonsense", "a", "b", &score, NULL, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_comparer_write_json(comparer, &text, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_comparer_set_algorithm(comparer, "ofac", &err), AKA_OK);
    assert_int_equal(aka_comparer_run_records(comparer, asked, listed, &score, NULL, &err), AKA_OK);
    assert_int_equal(aka_comparer_write_json(comparer, &text, &err), AKA_OK);
    assert_null(strstr(text.data, "country"));
    aka_record_free(asked);
    aka_record_free(listed);
    aka_text_free(&text);
    aka_comparer_free(comparer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_comparison_as_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
