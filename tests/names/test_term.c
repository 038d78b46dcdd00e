/* Terms: keys of consonants, classes from the dictionaries, commonness. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "names_help.h"

static void assert_same_key(const char *a, const char *b)
{
    ak_term x = term(a), y = term(b);
    if (!ak_slice_eq(x.key, y.key))
        fail_msg("%s has key %.*s, %s has %.*s", a, AK_ARG(x.key), b, AK_ARG(y.key));
}

static void assert_other_key(const char *a, const char *b)
{
    ak_term x = term(a), y = term(b);
    if (ak_slice_eq(x.key, y.key)) fail_msg("%s and %s share the key %.*s", a, b, AK_ARG(x.key));
}

static void test_keys(void **state)
{
    (void)state;
    assert_same_key("muhammad", "mohamed");
    assert_same_key("%mhmd", "mohammed");
    assert_same_key("tchaikovsky", "chaikovskii");
    assert_same_key("qaddafi", "gadafi");
    assert_same_key("ostrowskaja", "ostrovskaya");
    assert_same_key("iwanow", "ivanov");
    assert_same_key("djafar", "jafar");
    assert_same_key("schulze", "shultse");
    assert_same_key("phillip", "filip");
    assert_other_key("ali", "la");
    assert_other_key("hasan", "asan");
    assert_other_key("petro", "pedrov");
    assert_other_key("zag6", "zag5");
}

static void test_key_is_bounded(void **state)
{
    (void)state;
    char text_in[400], key[AK_TERM_MAX];
    for (size_t i = 0; i < sizeof text_in; i++) text_in[i] = "bd"[i & 1];
    assert_int_equal(ak_term_key((ak_slice){text_in, sizeof text_in}, key), AK_TERM_MAX);
    assert_int_equal(ak_term_key(AK_LIT(""), key), 0);
    assert_int_equal(ak_term_key(AK_LIT("%"), key), 0);
}

/* What retrieval relies on when it makes the keys near a key. */
static void test_key_letters(void **state)
{
    (void)state;
    static const char letters[] = AK_TERM_KEY_LETTERS;
    uint32_t random = 5;
    for (int round = 0; round < 20000; round++) {
        char word[12], key[AK_TERM_MAX];
        size_t len = 1 + (size_t)round % sizeof word;
        for (size_t i = 0; i < len; i++) {
            random = random * 1664525u + 1013904223u;
            word[i] = "abcdefghijklmnopqrstuvwxyz0123456789"[(random >> 16) % 36];
        }
        size_t n = ak_term_key((ak_slice){word, len}, key);
        for (size_t i = 0; i < n; i++) {
            bool digit = key[i] >= '0' && key[i] <= '9';
            const char *known = strchr(letters, key[i]);
            if (!digit && (!known || (i && known < letters + 2)))
                fail_msg("%.*s has the key %.*s", (int)len, word, (int)n, key);
        }
    }
}

static bool share_class(const char *a, const char *b)
{
    ak_term x = term(a), y = term(b);
    for (uint32_t i = 0; i < x.class_count; i++)
        for (uint32_t k = 0; k < y.class_count; k++)
            if (x.classes[i] >> 2 == y.classes[k] >> 2) return true;
    return false;
}

static void test_classes(void **state)
{
    (void)state;
    assert_true(share_class("aleksandr", "oleksandr"));
    assert_true(share_class("bibi", "benjamin"));
    assert_true(share_class("gmbh", "gesellschaftmitbeschrankterhaftung"));
    assert_true(share_class("intl", "international"));
    assert_false(share_class("hasan", "hussein"));
    assert_false(share_class("qwertzu", "benjamin"));
}

static void test_classes_ascend(void **state)
{
    (void)state;
    static const char *const words[] = {"alex", "ali", "maria", "lee", "sa", "said", "victoria"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ak_term t = term(words[i]);
        for (uint32_t k = 1; k < t.class_count; k++) assert_true(t.classes[k - 1] < t.classes[k]);
    }
}

static void test_tiers(void **state)
{
    (void)state;
    assert_int_equal(ak_term_tier(AK_LIT("mohammed")), 1);
    assert_int_equal(ak_term_tier(AK_LIT("qwertzu")), 4);
    assert_int_equal(ak_term_tier(AK_LIT("%mhmd")) <= 4, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_key_is_bounded),
        cmocka_unit_test(test_key_letters),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_classes_ascend),
        cmocka_unit_test(test_tiers),
    };
    return cmocka_run_group_tests(tests, setup_names, teardown_names);
}
