/* Every allocation of reading and screening payments fails once: a clean error each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../base/failing_alloc.h"
#include "examples_index.h"
#include "payment_help.h"
#include "scan/payment_screen.h"

static const char mt[] = "{1:F01EXAMGB2LAXXX0001000001}{2:I103EXAMDEFFXXXXN}{4:\n"
                         ":50F:CCPT/CO/AB123456\n1/GUSTAVO\n1/PETRO\n3/CO/BOGOTA\n7/CO/112\n8/3\n"
                         ":57A:THRVIRTHXXX\n:59:/12345678\nG U S T A V O   PETROURREGO\nBOGOTA\n"
                         ":72:/BNF/RENT\n//OF JANE\n-}";
static const char xml[] =
    "<x><AppHdr><Fr><BICFI>EXAMGB2L</BICFI></Fr></AppHdr><Document><FICdtTrf><Cdtr><Nm>Gustavo "
    "&amp; Petro</Nm><PstlAdr><Ctry>CO</Ctry></PstlAdr></Cdtr><Dbtr><Nm></Nm></Dbtr><RmtInf><Ustrd>"
    "Rent</Ustrd></RmtInf></FICdtTrf></Document><Document><FICdtTrf><Broken></x>";

static aka_index *ix;
static size_t mentions;

static aka_status on_mention(void *ctx, const ak_payment_mention *m, aka_error *err)
{
    (void)ctx, (void)m, (void)err;
    mentions++;
    return AKA_OK;
}

static aka_status on_problem(void *ctx, const ak_payment_problem *p, aka_error *err)
{
    (void)ctx, (void)p, (void)err;
    return AKA_OK;
}

static aka_status scan(const char *file, ak_payment_format format, aka_error *err)
{
    int fd;
    const ak_payment_scan_sink sink = {NULL, on_mention, NULL, on_problem, NULL};
    ak_payment_scanner *scanner = NULL;
    long kept = allocations_left;
    allocations_left = -1;
    mentions = 0;
    ak_input *in = input_of_bytes(ak_slice_of(file), &fd);
    assert_non_null(in);
    allocations_left = kept;
    aka_status st = ak_payment_scanner_create(ix, &scanner, err);
    if (st == AKA_OK) st = ak_payment_scan(scanner, in, format, NULL, &sink, NULL, err);
    ak_payment_scanner_free(scanner);
    ak_input_close(in);
    close(fd);
    return st;
}

/* Fails one allocation after the other until the work succeeds. */
static void fail_each(const char *file, ak_payment_format format, size_t found)
{
    for (long n = 0; n < 100000; n++) {
        aka_error err = {0};
        fail_allocation(n);
        aka_status status = scan(file, format, &err);
        bool reached = end_of_failures();
        if (!reached) {
            assert_int_equal(status, AKA_OK);
            assert_int_equal(mentions, found);
            assert_true(n > 50);
            return;
        }
        /* A failure may be survived (a cache not filled), but never under another name. */
        if (status == AKA_OK) assert_int_equal(mentions, found);
        if (status != AKA_OK && status != AKA_E_NOMEM)
            fail_msg("allocation %ld: %s", n, err.message);
        if (status != AKA_OK) assert_int_equal(err.code, AKA_E_NOMEM);
    }
    fail_msg("no end of allocations");
}

static void test_mt(void **state)
{
    (void)state;
    fail_each(mt, AK_PAYMENT_MT, 3);
}

static void test_iso20022(void **state)
{
    (void)state;
    fail_each(xml, AK_PAYMENT_ISO20022, 1);
}

static int open_index(void **state)
{
    static const char *const lists[] = {"sdn.xml", "SDN.CSV"};
    (void)state;
    ix = index_of_examples(lists, sizeof lists / sizeof *lists);
    return 0;
}

static int close_index(void **state)
{
    (void)state;
    aka_index_free(ix);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mt),
        cmocka_unit_test(test_iso20022),
    };
    return cmocka_run_group_tests(tests, open_index, close_index);
}
