/* Every allocation of a scan fails once: a clean error each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan_help.h"

/* The n-th allocation from now on fails; negative: none does. */
static long countdown = -1;

static int fails(void)
{
    if (countdown < 0) return 0;
    return countdown-- == 0;
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

void *__wrap_malloc(size_t n)
{
    return fails() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
    return fails() ? NULL : __real_realloc(p, n);
}

static aka_index *list;

static int write_json(void *ctx, const aka_mention *m)
{
    return aka_mention_write_json(m, "x", ctx, NULL) != AKA_OK;
}

static void hear(void *ctx, const aka_problem *problem)
{
    (void)ctx, (void)problem;
}

static aka_status scan_bytes(const char *text, aka_scan_form form, aka_error *err)
{
    aka_scan_plan *plan = NULL;
    aka_scanner *scanner = NULL;
    aka_text out = {0};
    aka_scan_options o = {
        .size = sizeof o, .form = form, .on_mention = write_json, .ctx = &out, .on_problem = hear};
    aka_status status = aka_scan_plan_create(list, &plan, err);
    if (status == AKA_OK) status = aka_scanner_create(plan, &scanner, err);
    if (status == AKA_OK) status = aka_scanner_run(scanner, text, strlen(text), &o, err);
    if (status == AKA_E_IO) { /* the receiver ran out of memory */
        status = AKA_E_NOMEM;
        if (err) err->code = AKA_E_NOMEM;
    }
    aka_text_free(&out);
    aka_scanner_free(scanner);
    aka_scan_plan_free(plan);
    return status;
}

static aka_status scan(aka_error *err)
{
    static const char text[] = "<p>Gustavo Pettro met Николая Патрушева. Petro paid Golden Heron "
                               "Shipping Co., Ltd. for the tanker Victory &amp; more.";
    return scan_bytes(text, AKA_FORM_HTML, err);
}

static aka_status scan_payment(aka_error *err)
{
    static const char text[] =
        ":20:A\r\n:57A:NOBIC\r\n:59:GUSTAVO\r\nPETRO\r\n:70:FOR GOLDEN HERON "
        "SHIPPING CO., LTD.\r\n-\r\n:20:B\r\n:59:PETROGUSTAVO\r\n-\r\n";
    return scan_bytes(text, AKA_FORM_DETECT, err);
}

/* Fails one allocation after the other until the work succeeds. */
static void fail_each(aka_status (*work)(aka_error *))
{
    for (long n = 0; n < 100000; n++) {
        aka_error err = {0};
        countdown = n;
        aka_status status = work(&err);
        int reached = countdown < 0;
        countdown = -1;
        if (!reached) {
            assert_int_equal(status, AKA_OK);
            assert_true(n > 10);
            return;
        }
        /* A failure may be survived (a cache not filled), but never under another name. */
        if (status != AKA_OK) {
            if (status != AKA_E_NOMEM) fail_msg("allocation %ld: %s", n, err.message);
            assert_int_equal(err.code, AKA_E_NOMEM);
        }
    }
    fail_msg("no end of allocations");
}

static void test_scan(void **state)
{
    (void)state;
    list = index_of(listed, LISTED);
    fail_each(scan);
    fail_each(scan_payment);
    aka_index_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_scan)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
