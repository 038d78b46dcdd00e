/* Each allocation of the normaliser fails in turn: a clean error, nothing leaked, and the next call
 * works. ICU's own allocations are not among them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/words.h"

#include "failing_alloc.h"

#include <stdlib.h>

static const char mixed[] =
    "Abd al-Rahman Müller Николай Αλέξης 習近平 김정은 トヨタ محمد שלום नरेन्द्र ⴰⴱ №5";
static const char words[] =
    "abd al rahman muller nikolai alexis xijinping kimjongun toyota mhmd shlom narendra ";

static void test_every_allocation(void **state)
{
    (void)state;
    bool failed = true;
    long n = 0;
    for (; failed; n++) {
        ak_text *text = NULL;
        ak_arena arena;
        ak_slice joined;
        aka_error err = {0};
        ak_arena_init(&arena, 0);
        fail_allocation(n);
        aka_status status = ak_text_create(&text, &err);
        if (status == AKA_OK)
            status = ak_words_joined(text, ak_slice_of(mixed), &arena, &joined, &err);
        failed = end_of_failures();
        assert_int_equal(status, failed ? AKA_E_NOMEM : AKA_OK);
        if (failed) assert_int_equal(err.code, AKA_E_NOMEM);
        if (text) { /* usable after the failure */
            assert_int_equal(
                ak_words_joined(text, ak_slice_of(mixed), &arena, &joined, &err), AKA_OK);
            assert_true(ak_slice_starts(joined, ak_slice_of(words)));
        }
        ak_text_free(text);
        ak_arena_free(&arena);
    }
    assert_true(n > 15); /* pages, scratch and arena: there is something to fail */
}

/* Growth of the scratch memory, in a text that is already warm. */
static void test_growth(void **state)
{
    (void)state;
    enum { REPEATS = 3000 };
    char *source = malloc(REPEATS * sizeof mixed);
    assert_non_null(source);
    size_t len = 0;
    for (int i = 0; i < REPEATS; i++) {
        memcpy(source + len, mixed, sizeof mixed - 1);
        len += sizeof mixed - 1;
        source[len++] = ' ';
    }
    ak_text *text;
    assert_int_equal(ak_text_create(&text, NULL), AKA_OK);
    bool failed = true;
    for (long n = 0; failed; n++) {
        ak_arena arena;
        ak_word *out;
        size_t count;
        ak_arena_init(&arena, 0);
        fail_allocation(n);
        aka_status status = ak_words(text, (ak_slice){source, len}, &arena, &out, &count, NULL);
        failed = end_of_failures();
        assert_int_equal(status, failed ? AKA_E_NOMEM : AKA_OK);
        assert_int_equal(count, failed ? 0 : REPEATS * 15);
        assert_true((out != NULL) == !failed);
        ak_arena_free(&arena);
    }
    ak_text_free(text);
    free(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_allocation),
        cmocka_unit_test(test_growth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
