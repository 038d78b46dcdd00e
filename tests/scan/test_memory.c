/* Every allocation of a scan fails once: a clean error each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../base/fail_each.h"

#include "scan_help.h"

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
    static const char text[] =
        "<p>Gustavo Pettro met Николая Патрушева. Petro paid Golden Heron "
        "Shipping Co., Ltd. for the tanker Victory &amp; more, Jos\xE9. "
        "Ali Reza Tarvand Solbek (Ali Tarvand) left the Central Survey "
        "Board of Wendelmark (CSBW). Ali Tarvand and CSBW part. #GustavoPetro "
        "met G. F. Petro, an Unternehmensberatungsgesellschaft.";
    return scan_bytes(text, AKA_FORM_HTML, err);
}

static aka_status scan_payment(aka_error *err)
{
    static const char text[] =
        ":20:A\r\n:57A:NOBIC\r\n:59:GUSTAVO\r\nPETRO\r\n:70:FOR GOLDEN HERON "
        "SHIPPING CO., LTD.\r\n-\r\n:20:B\r\n:59:PETROGUSTAVO\r\n-\r\n";
    return scan_bytes(text, AKA_FORM_DETECT, err);
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
