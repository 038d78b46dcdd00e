/* Each allocation failed in turn, jansson's included: a clean error, nothing leaked, and the same
 * work succeeds afterwards. */
#include "entity/ident.h"
#include "entity/record.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Allocations still allowed before one fails; negative: none fails. */
static long allowance = -1;

static bool refuse(void)
{
    if (allowance < 0) return false;
    if (allowance > 0) {
        allowance--;
        return false;
    }
    allowance = -1; /* only this one */
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size)
{
    return refuse() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refuse() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *p, size_t size)
{
    return refuse() ? NULL : __real_realloc(p, size);
}

/* Nested, with long arrays, unknown fields and more than one block of memory. */
static char *make_json(void)
{
    ak_buf json;
    ak_buf_init(&json, 0);
    ak_buf_adds(&json, "{\"id\":\"a\",\"schema\":\"Person\",\"datasets\":[");
    for (int i = 0; i < 50; i++) ak_buf_addf(&json, "%s\"d%d\"", i ? "," : "", i);
    ak_buf_adds(&json, "],\"seen\":[1, 2],\"properties\":{\"name\":[");
    for (int i = 0; i < 100; i++) ak_buf_addf(&json, "%s\"name %d\"", i ? "," : "", i);
    ak_buf_adds(&json, "]");
    for (int i = 0; i < 50; i++) ak_buf_addf(&json, ",\"p%d\":\"x\"", i);
    ak_buf_adds(&json, ",\"address\":{\"id\":\"b\",\"properties\":{\"full\":\"Oslo\"}}}}");
    assert_false(json.failed);
    return json.data;
}

/* One use of everything here; the first status that is not AKA_OK. */
static aka_status use(const char *json)
{
    aka_record *record = NULL;
    aka_text text = {0};
    aka_error err = {.code = AKA_OK};
    aka_status status = aka_record_create(&record, &err);
    if (!status) status = aka_record_set_id(record, "x", &err);
    if (!status) status = aka_record_add(record, "name", "Ann", &err);
    if (!status) status = aka_record_read_json(record, json, strlen(json), &err);
    if (!status) status = aka_record_write_json(record, &text, &err);
    if (status) assert_int_equal(err.code, status);
    if (!status) assert_non_null(strstr(text.data, "\"name 99\""));
    free(text.data);
    aka_record_free(record);
    return status;
}

static long count_until_success(const char *json)
{
    for (long n = 0; n < 100000; n++) {
        allowance = n;
        aka_status status = use(json);
        bool failed = allowance < 0;
        allowance = -1;
        if (!failed) {
            assert_int_equal(status, AKA_OK);
            return n;
        }
        if (status != AKA_E_NOMEM) fail_msg("allocation %ld: %s", n, aka_status_name(status));
    }
    fail_msg("no end of allocations");
    return 0;
}

static void test_own(void **state)
{
    (void)state;
    char *json = make_json();
    assert_true(count_until_success(json) >= 4);
    free(json);
}

/* jansson does not always tell a lack of memory from bad syntax; we must. */
static void test_jansson(void **state)
{
    (void)state;
    char *json = make_json();
    json_set_alloc_funcs(__wrap_malloc, free);
    assert_true(count_until_success(json) >= 200);
    json_set_alloc_funcs(malloc, free);
    free(json);
}

static void test_ident(void **state)
{
    (void)state;
    ak_buf out;
    ak_buf_init(&out, 0);
    allowance = 0;
    assert_false(ak_ident_normalise(AK_IDENT_OTHER, AK_LIT("12345"), &out));
    assert_true(out.failed);
    ak_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own),
        cmocka_unit_test(test_jansson),
        cmocka_unit_test(test_ident),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
