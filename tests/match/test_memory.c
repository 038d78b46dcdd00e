/* Every allocation of a build, a screening and a comparison fails once: a clean error each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../base/fail_each.h"

#include "aka/aka.h"
#include "base/file.h"
#include "match/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char list_path[] = "/tmp/aka-memory-XXXXXX.jsonl";
static char index_path[] = "/tmp/aka-memory-XXXXXX.aka";

static aka_status build(aka_error *err)
{
    aka_builder *b = NULL;
    /* without threads, which would race for the failing allocation */
    const aka_build_options options = {.size = sizeof options, .jobs = 1};
    aka_status status = aka_builder_create(&options, &b, err);
    if (status == AKA_OK) ak_builder_set_load(b, 1);
    if (status == AKA_OK) status = aka_builder_add(b, list_path, err);
    if (status == AKA_OK) status = aka_builder_write(b, index_path, NULL, err);
    aka_builder_free(b);
    return status;
}

static aka_status screen_by(const char *algorithm, aka_error *err)
{
    aka_screen_options options = {.size = sizeof options, .algorithm = algorithm};
    aka_index *ix = NULL;
    aka_screener *s = NULL;
    aka_record *r = NULL;
    aka_text out = {0};
    aka_status status = aka_index_open(index_path, 0, &ix, err);
    if (status == AKA_OK) status = aka_screener_create(ix, &s, err);
    if (status == AKA_OK) status = aka_record_create(&r, err);
    if (status == AKA_OK) status = aka_record_add(r, "name", "Gustavo Petro", err);
    if (status == AKA_OK) status = aka_record_add(r, "birthDate", "1960-04-19", err);
    if (status == AKA_OK) status = aka_screener_run(s, r, &options, err);
    if (status == AKA_OK) status = aka_screener_write_json(s, &out, err);
    if (status == AKA_OK && aka_screener_count(s) != 1) status = AKA_E_INTERNAL;
    aka_record_clear(r); /* by the parts of the name */
    if (status == AKA_OK) status = aka_record_add(r, "firstName", "Rosa", err);
    if (status == AKA_OK) status = aka_record_add(r, "lastName", "Klimt", err);
    if (status == AKA_OK) status = aka_screener_run(s, r, &options, err);
    if (status == AKA_OK && aka_screener_count(s) != 1) status = AKA_E_INTERNAL;
    aka_text_free(&out);
    aka_record_free(r);
    aka_screener_free(s);
    aka_index_free(ix);
    return status;
}

static aka_status screen(aka_error *err)
{
    return screen_by(NULL, err);
}

static aka_status screen_ofac(aka_error *err)
{
    return screen_by("ofac", err);
}

static aka_status compare_by(const char *algorithm, aka_error *err)
{
    aka_comparer *c = NULL;
    double score = 0;
    const char *detail;
    static const char *const pairs[][2] = {{"Николай van der Bilt", "Nikolai Vanderbilt"},
        {"金正恩", "김종은"}, {"Mao Tse-tung", "毛泽东"}};
    aka_status status = aka_comparer_create(&c, err);
    if (status == AKA_OK) status = aka_comparer_set_algorithm(c, algorithm, err);
    for (size_t i = 0; status == AKA_OK && i < sizeof pairs / sizeof *pairs; i++)
        status = aka_comparer_run(c, "Person", pairs[i][0], pairs[i][1], &score, &detail, err);
    aka_text text = {0};
    if (status == AKA_OK) status = aka_comparer_write_json(c, &text, err);
    aka_text_free(&text);
    aka_comparer_free(c);
    return status;
}

static aka_status compare(aka_error *err)
{
    return compare_by(NULL, err);
}

static aka_status compare_ofac(aka_error *err)
{
    return compare_by("ofac", err);
}

static void test_build(void **state)
{
    (void)state;
    fail_each(build);
}

static void test_screen(void **state)
{
    (void)state;
    aka_error err;
    assert_int_equal(build(&err), AKA_OK);
    fail_each(screen);
    fail_each(screen_ofac);
}

static void test_compare(void **state)
{
    (void)state;
    fail_each(compare);
    fail_each(compare_ofac);
}

static int setup(void **state)
{
    (void)state;
    int fd = mkstemps(list_path, 6), ix = mkstemps(index_path, 4);
    if (fd < 0 || ix < 0) return -1;
    static const char lines[] =
        "{\"id\":\"a-1\",\"schema\":\"Person\",\"caption\":\"Gustavo Francisco PETRO URREGO\","
        "\"datasets\":[\"a\"],\"properties\":{\"name\":[\"Gustavo Francisco PETRO URREGO\"],"
        "\"birthDate\":[\"1960-04-19\"],\"passportNumber\":[\"AB "
        "1234567\"],\"country\":[\"co\"]}}\n"
        "{\"id\":\"a-2\",\"schema\":\"Company\",\"caption\":\"Qwert\",\"datasets\":[\"a\"],"
        "\"properties\":{\"name\":[\"Qwert Trading of Moscow LLC\"]}}\n"
        "{\"id\":\"a-3\",\"schema\":\"Person\",\"caption\":\"Rosa Klimt\",\"datasets\":[\"a\"],"
        "\"properties\":{\"firstName\":[\"Rosa\"],\"lastName\":[\"Klimt\"]}}\n";
    ssize_t n = write(fd, lines, sizeof lines - 1);
    close(fd);
    close(ix);
    return n == (ssize_t)sizeof lines - 1 ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    unlink(list_path);
    unlink(index_path);
    return 0;
}

static const char *const asked[][2] = {{"Gustavo Petro", "1960-04-19"}, {"Mohammed Ali Hassan", ""},
    {"Gustavo Francisco PETRO URREGO", "1960-04-19"}, {"J. K. Petro", "1961"},
    {"Николай Петро", ""}, {"Golden Heron Shipping Company Limited", ""}, {"محمد علي", ""},
    {"Petrourrego", "1960"}};
enum { ASKED = sizeof asked / sizeof *asked };

/* Once a screener has seen the like, a question takes no memory but what it has. */
static void test_steady_state(void **state)
{
    (void)state;
    aka_index *ix;
    aka_screener *s;
    aka_record *records[ASKED];
    aka_error err;
    assert_int_equal(aka_index_open(index_path, 0, &ix, &err), AKA_OK);
    assert_int_equal(aka_screener_create(ix, &s, &err), AKA_OK);
    for (size_t i = 0; i < ASKED; i++) {
        assert_int_equal(aka_record_create(&records[i], &err), AKA_OK);
        assert_int_equal(aka_record_add(records[i], "name", asked[i][0], &err), AKA_OK);
        if (*asked[i][1])
            assert_int_equal(aka_record_add(records[i], "birthDate", asked[i][1], &err), AKA_OK);
        assert_int_equal(aka_record_add(records[i], "country", "co", &err), AKA_OK);
    }
    for (int round = 0; round < 4; round++) {
        unsigned long matches = 0;
        if (round == 3) allocations_made = 0;
        for (size_t i = 0; i < ASKED; i++) {
            assert_int_equal(aka_screener_run(s, records[i], NULL, &err), AKA_OK);
            matches += aka_screener_count(s);
        }
        assert_true(matches > 2);
    }
    assert_int_equal(allocations_made, 0);
    for (size_t i = 0; i < ASKED; i++) aka_record_free(records[i]);
    aka_screener_free(s);
    aka_index_free(ix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_build),
        cmocka_unit_test(test_screen),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_steady_state),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
