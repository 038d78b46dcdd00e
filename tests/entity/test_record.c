/* The public record: setting, reading and writing it, and using it again and again. */
#include "entity/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int setup(void **state)
{
    aka_record *record;
    aka_error err;
    if (aka_record_create(&record, &err)) return -1;
    *state = record;
    return 0;
}

static int teardown(void **state)
{
    aka_record_free(*state);
    return 0;
}

static void check_json(const aka_record *record, const char *want)
{
    aka_text text = {0};
    aka_error err;
    assert_int_equal(aka_record_write_json(record, &text, &err), AKA_OK);
    assert_string_equal(text.data, want);
    assert_int_equal(text.len, strlen(want));
    free(text.data);
}

static void test_empty(void **state)
{
    aka_record *record = *state;
    assert_string_equal(aka_record_id(record), "");
    assert_string_equal(aka_record_caption(record), "");
    check_json(record, "{\"schema\":\"Thing\",\"properties\":{}}");
    assert_non_null(record->entity);
    aka_record_free(NULL);
    aka_record_clear(NULL);
    assert_string_equal(aka_record_id(NULL), "");
    assert_string_equal(aka_record_caption(NULL), "");
}

static void test_fill(void **state)
{
    aka_record *record = *state;
    aka_error err;
    assert_int_equal(aka_record_set_id(record, "q1", &err), AKA_OK);
    assert_string_equal(aka_record_caption(record), "q1");
    assert_int_equal(aka_record_set_schema(record, "person", &err), AKA_OK);
    assert_int_equal(aka_record_add(record, "name", " Ann Lee ", &err), AKA_OK);
    assert_int_equal(aka_record_add(record, "name", "Ann Lee", &err), AKA_OK);
    assert_int_equal(aka_record_add(record, "birthDate", "1960", &err), AKA_OK);
    assert_int_equal(aka_record_add(record, "gender", "", &err), AKA_OK);
    assert_string_equal(aka_record_id(record), "q1");
    assert_string_equal(aka_record_caption(record), "Ann Lee");
    check_json(record,
        "{\"id\":\"q1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ann Lee\"],"
        "\"birthDate\":[\"1960\"]}}");
    aka_record_clear(record);
    assert_string_equal(aka_record_id(record), "");
    check_json(record, "{\"schema\":\"Thing\",\"properties\":{}}");
}

static void test_arguments(void **state)
{
    aka_record *record = *state;
    aka_error err = {.code = AKA_OK};
    aka_text text = {0};
    assert_int_equal(aka_record_set_schema(record, "Spaceship", &err), AKA_E_ARGUMENT);
    assert_non_null(strstr(err.message, "Spaceship"));
    assert_int_equal(aka_record_set_schema(record, "", &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_set_schema(record, NULL, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_set_id(record, NULL, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_set_id(NULL, "x", &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_add(record, "name", NULL, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_add(record, NULL, "x", &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_add(record, "", "x", &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_add(NULL, "name", "x", &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_read_json(NULL, "{}", 2, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_read_json(record, NULL, 2, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_write_json(NULL, &text, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_write_json(record, NULL, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_record_create(NULL, NULL), AKA_E_ARGUMENT);
    check_json(record, "{\"schema\":\"Thing\",\"properties\":{}}");
}

static aka_status read_json(aka_record *record, const char *json)
{
    aka_error err;
    return aka_record_read_json(record, json, strlen(json), &err);
}

static void test_json(void **state)
{
    aka_record *record = *state;
    assert_int_equal(
        read_json(record, "{\"id\":\"a\",\"schema\":\"vessel\",\"caption\":\"C\",\"datasets\":["
                          "\"d\"],\"target\":true,\"properties\":{\"name\":\"N\"}}"),
        AKA_OK);
    assert_string_equal(aka_record_id(record), "a");
    assert_string_equal(aka_record_caption(record), "C");
    check_json(record, "{\"id\":\"a\",\"schema\":\"Vessel\",\"properties\":{\"name\":[\"N\"]}}");
    /* Filled further, and replaced. */
    assert_int_equal(aka_record_add(record, "name", "M", NULL), AKA_OK);
    check_json(
        record, "{\"id\":\"a\",\"schema\":\"Vessel\",\"properties\":{\"name\":[\"N\",\"M\"]}}");
    assert_int_equal(read_json(record, "{\"schema\":\"Spaceship\"}"), AKA_OK);
    check_json(record, "{\"schema\":\"Spaceship\",\"properties\":{}}");
    assert_int_equal(read_json(record, "{}"), AKA_OK);
    check_json(record, "{\"schema\":\"Thing\",\"properties\":{}}");
    /* On failure it is empty. */
    assert_int_equal(aka_record_set_id(record, "x", NULL), AKA_OK);
    assert_int_equal(read_json(record, "{\"id\":\"a\",\"properties\":[]}"), AKA_E_RECORD);
    check_json(record, "{\"schema\":\"Thing\",\"properties\":{}}");
    assert_int_equal(read_json(record, ""), AKA_E_SYNTAX);
    assert_int_equal(aka_record_add(record, "name", "M", NULL), AKA_OK);
    check_json(record, "{\"schema\":\"Thing\",\"properties\":{\"name\":[\"M\"]}}");
}

/* A text is written over and grows where it must. */
static void test_text_again(void **state)
{
    aka_record *record = *state;
    aka_text text = {0};
    aka_error err;
    assert_int_equal(aka_record_write_json(record, &text, &err), AKA_OK);
    char *first = text.data;
    assert_int_equal(aka_record_write_json(record, &text, &err), AKA_OK);
    assert_ptr_equal(text.data, first);
    assert_string_equal(text.data, "{\"schema\":\"Thing\",\"properties\":{}}");
    char name[1000];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(aka_record_add(record, "name", name, &err), AKA_OK);
    assert_int_equal(aka_record_write_json(record, &text, &err), AKA_OK);
    assert_true(text.len > 1000 && text.cap > text.len && text.data[text.len] == '\0');
    free(text.data);
}

/* Used a hundred thousand times it holds as much memory as after the first few. */
static void test_reuse(void **state)
{
    aka_record *record = *state;
    aka_error err;
    struct ak_arena_block *block = NULL;
    for (int i = 0; i < 100000; i++) {
        char name[64];
        snprintf(name, sizeof name, "Somebody %d", i % 7);
        aka_record_clear(record);
        assert_int_equal(aka_record_set_schema(record, "Person", &err), AKA_OK);
        assert_int_equal(aka_record_add(record, "name", name, &err), AKA_OK);
        assert_int_equal(aka_record_add(record, "alias", "Nobody", &err), AKA_OK);
        if (i == 0) block = record->arena.blocks;
        assert_ptr_equal(record->arena.blocks, block);
        assert_true(record->arena.used < 4096);
    }
}

static void check_unread(const aka_record *record, size_t i, const char *value, const char *why)
{
    const char *property, *got;
    const char *text = aka_record_unread(record, i, &property, &got);
    assert_non_null(text);
    assert_string_equal(text, value);
    assert_string_equal(got, why);
    assert_true(strcmp(property, "birthDate") == 0 || strcmp(property, "name") == 0);
}

static void test_unread(void **state)
{
    aka_record *record = *state;
    aka_error err;
    const char *property, *why;
    assert_null(aka_record_unread(NULL, 0, &property, &why));
    assert_int_equal(aka_record_add(record, "birthDate", "1960; 1961-02-03", &err), AKA_OK);
    assert_int_equal(aka_record_add(record, "name", "31 Feb 1960", &err), AKA_OK);
    assert_null(aka_record_unread(record, 0, &property, &why));
    assert_int_equal(aka_record_add(record, "birthDate", "31 Feb 1960", &err), AKA_OK);
    assert_int_equal(aka_record_add(record, "name", "Jos\xe9", &err), AKA_OK);
    assert_int_equal(aka_record_add(record, "birthDate", "1960; never", &err), AKA_OK);
    check_unread(record, 0, "31 Feb 1960", "is no date");
    check_unread(record, 1, "1960; never", "is no date");
    check_unread(record, 2, "Jos\xe9", "is not UTF-8");
    assert_null(aka_record_unread(record, 3, &property, &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_empty, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill, setup, teardown),
        cmocka_unit_test_setup_teardown(test_arguments, setup, teardown),
        cmocka_unit_test_setup_teardown(test_json, setup, teardown),
        cmocka_unit_test_setup_teardown(test_text_again, setup, teardown),
        cmocka_unit_test_setup_teardown(test_reuse, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unread, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
