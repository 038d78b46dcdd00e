/* Fails one allocation of a piece of work after the other. For tests that link as failing_alloc.h
 * says; include behind cmocka.h. */
#ifndef AKA_TESTS_FAIL_EACH_H
#define AKA_TESTS_FAIL_EACH_H

#include "aka/error.h"
#include "failing_alloc.h"

/* Does the work until no allocation is left that could fail. A failure may be survived (a cache not
 * filled), but never under another name than AKA_E_NOMEM. */
static void fail_each(aka_status (*work)(aka_error *))
{
    for (long n = 0; n < 100000; n++) {
        aka_error err = {0};
        fail_allocation(n);
        aka_status status = work(&err);
        if (!end_of_failures()) {
            assert_int_equal(status, AKA_OK);
            assert_true(n > 10);
            return;
        }
        if (status != AKA_OK) {
            if (status != AKA_E_NOMEM) fail_msg("allocation %ld: %s", n, err.message);
            assert_int_equal(err.code, AKA_E_NOMEM);
        }
    }
    fail_msg("no end of allocations");
}

#endif
