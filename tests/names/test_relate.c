/* Relations of two parts: kinds, symmetry, ranking, and the contract that retrieval builds on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "names_help.h"

#include "names/transcribe.h"
#include "names/units.h"

#include <stdlib.h>

static ak_kind kind = AK_KIND_PERSON;

static ak_relation rel(const char *a, const char *b)
{
    ak_term x = term(a), y = term(b);
    ak_relation r = ak_relate(&x, &y, kind), back = ak_relate(&y, &x, kind);
    assert_int_equal(r.kind, back.kind);
    assert_int_equal(r.strength, back.strength);
    return r;
}

static void assert_kind(const char *a, const char *b, ak_relation_kind expected)
{
    ak_relation r = rel(a, b);
    if (r.kind != expected)
        fail_msg("%s and %s: %s, not %s", a, b, ak_relation_name((ak_relation_kind)r.kind),
            ak_relation_name(expected));
}

static void test_kinds(void **state)
{
    (void)state;
    assert_kind("petro", "petro", AK_RELATION_SAME);
    assert_kind("aleksandr", "oleksandr", AK_RELATION_VARIANT);
    assert_kind("bibi", "benjamin", AK_RELATION_SHORT);
    assert_kind("%mhmd", "muhamad", AK_RELATION_VARIANT);
    assert_kind("%skrtb", "sakrtub", AK_RELATION_SOUND);
    assert_kind("benedetti", "benedeti", AK_RELATION_SOUND);
    assert_kind("patrushev", "patrutev", AK_RELATION_TYPO);
    assert_kind("j", "john", AK_RELATION_INITIAL);
    assert_kind("j", "k", AK_RELATION_NONE);
    assert_kind("44", "45", AK_RELATION_NONE);
    assert_kind("a320", "a330", AK_RELATION_NONE);
    assert_kind("tikriti", "mosuli", AK_RELATION_NONE);
    assert_kind("petrov", "ivanov", AK_RELATION_NONE);
}

static void test_ranking(void **state)
{
    (void)state;
    int same = rel("aleksandr", "aleksandr").strength;
    int variant = rel("aleksandr", "oleksandr").strength;
    int shorter = rel("sasha", "aleksandr").strength;
    int initial = rel("a", "aleksandr").strength;
    assert_true(same > variant && variant > shorter && shorter > initial && initial > 0);
    assert_true(rel("benedetti", "benedeti").strength > rel("benedetti", "benelethi").strength);
    /* The same slip weighs less in a longer name. */
    assert_true(rel("abcdefghij", "abcdefghik").strength >= rel("abcdef", "abcdeg").strength);
}

static void random_spelling(char out[AK_TERM_MAX])
{
    static const char *const stems[] = {"mohammed", "petro", "benedetti", "kim", "ivanov", "li",
        "alexander", "kovalchuk", "abdulrahman", "hassan", "j", "sokolov", "wang", "7", "zag6"};
    size_t marked = rand() % 3 == 0;
    if (marked) out[0] = AK_TERM_MARK(1 + rand() % AK_SCRIPT_OTHER);
    char *plain = out + marked;
    strcpy(plain, stems[(size_t)rand() % (sizeof stems / sizeof *stems)]);
    for (int edits = rand() % 4; edits > 0; edits--) {
        size_t n = strlen(plain), at = n ? (size_t)rand() % n : 0;
        switch (rand() % 3) {
        case 0:
            if (n > 1) memmove(plain + at, plain + at + 1, n - at);
            break;
        case 1:
            memmove(plain + at + 1, plain + at, n - at + 1);
            plain[at] = (char)('a' + rand() % 26);
            break;
        default:
            plain[at] = (char)('a' + rand() % 26);
        }
    }
}

/* Different scripts of which one is Latin, and loose keys that are near. */
static bool may_be_transcribed(const ak_term *a, const ak_term *b)
{
    char x[AK_TERM_MAX], y[AK_TERM_MAX];
    bool latin = ak_text_script(a->text) == AK_SCRIPT_LATIN;
    if (latin == (ak_text_script(b->text) == AK_SCRIPT_LATIN)) return false;
    ak_slice k = {x, ak_loose_key(ak_term_plain(a), x)};
    ak_slice l = {y, ak_loose_key(ak_term_plain(b), y)};
    return ak_loose_near(k, l);
}

static bool shares_class(const ak_term *a, const ak_term *b)
{
    for (uint32_t i = 0; i < a->class_count; i++)
        for (uint32_t k = 0; k < b->class_count; k++)
            if (a->classes[i] >> 2 == b->classes[k] >> 2) return true;
    return false;
}

/* Whatever is related can be found in one of the ways that names/relate.h promises. */
static void test_related_terms_can_be_found(void **state)
{
    (void)state;
    srand(3);
    int related = 0, transcribed = 0;
    for (int round = 0; round < 30000; round++) {
        char a[AK_TERM_MAX], b[AK_TERM_MAX];
        random_spelling(a);
        random_spelling(b);
        ak_term x = term(a), y = term(b);
        ak_relation r = ak_relate(&x, &y, kind), joined = ak_relate_joined(&x, &y, round & 1, kind);
        assert_int_equal(joined.strength, ak_relate_joined(&y, &x, round & 1, kind).strength);
        if (r.kind == AK_RELATION_NONE && joined.kind == AK_RELATION_NONE) continue;
        related++;
        bool initial = (ak_term_is_initial(&x) || ak_term_is_initial(&y)) &&
                       ak_term_plain(&x).data[0] == ak_term_plain(&y).data[0];
        bool found = initial || shares_class(&x, &y);
        transcribed += r.kind == AK_RELATION_TRANSCRIBED;
        if (r.kind != AK_RELATION_NONE)
            assert_true(found || ak_keys_near(x.key, y.key) || may_be_transcribed(&x, &y));
        if (joined.kind != AK_RELATION_NONE) assert_true(found || ak_keys_near(x.key, y.key));
        assert_true(r.strength <= 1000 && (r.strength == 1000) == ak_terms_same(&x, &y));
    }
    assert_true(related > 500 && transcribed > 50);
}

static void assert_near(const char *a, const char *b, bool expected)
{
    assert_int_equal(ak_keys_near(ak_slice_of(a), ak_slice_of(b)), expected);
    assert_int_equal(ak_keys_near(ak_slice_of(b), ak_slice_of(a)), expected);
}

static void test_keys_near(void **state)
{
    (void)state;
    assert_near("", "", true);
    assert_near("", "K", true);
    assert_near("PTR", "PTR", true);
    assert_near("PTR", "PR", true);
    assert_near("PTR", "PTRF", true);
    assert_near("PTR", "KPTR", true);
    assert_near("PTR", "PTK", true);
    assert_near("PTR", "TPR", true);
    assert_near("PTR", "RTP", false);
    assert_near("PTR", "KTK", false);
    assert_near("PTR", "P", false);
    assert_near("PTR", "PTRFK", false);
    assert_near("PPTR", "PTRR", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_near),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_ranking),
        cmocka_unit_test(test_related_terms_can_be_found),
    };
    return cmocka_run_group_tests(tests, setup_names, teardown_names);
}
