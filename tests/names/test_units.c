/* Units of a name: which are made, their limits, and how units of different sorts are related. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "names_help.h"

#include "names/units.h"

static size_t units_of(const ak_name *n, unsigned types, ak_unit *out)
{
    size_t count = ak_name_units(n, types, &arena, out);
    assert_int_not_equal(count, SIZE_MAX);
    assert_true(count <= AK_UNITS_MAX);
    return count;
}

static bool has_unit(const ak_name *n, unsigned type, const char *spelling)
{
    static ak_unit units[AK_UNITS_MAX];
    size_t count = units_of(n, type, units);
    for (size_t i = 0; i < count; i++)
        if (ak_slice_is(units[i].term.text, spelling)) return true;
    return false;
}

static void test_units(void **state)
{
    (void)state;
    ak_name n = name_of(AK_KIND_PERSON, "Jan van der Bilt");
    assert_true(has_unit(&n, AK_UNIT_PART, "bilt"));
    assert_true(has_unit(&n, AK_UNIT_JOINED, "vanderbilt"));
    assert_true(has_unit(&n, AK_UNIT_JOINED, "janvanderbilt"));
    assert_false(has_unit(&n, AK_UNIT_ACRONYM, "jvdb"));
    n = name_of(AK_KIND_ORG, "People's Liberation Army");
    assert_true(has_unit(&n, AK_UNIT_ACRONYM, "pla"));
    n = name_of(AK_KIND_ORG, "Bank of Zug AG");
    assert_false(has_unit(&n, AK_UNIT_JOINED, "zugag"));
    n = name_of(AK_KIND_ORG, "BANK OF TRADE AND INDUSTRY");
    assert_false(has_unit(&n, AK_UNIT_ACRONYM, "of"));
    n = name_of(AK_KIND_ORG, "Modern Industries Technique Company (MITEC)");
    assert_true(has_unit(&n, AK_UNIT_ACRONYM, "mitec"));
}

static void test_longest_name_fits(void **state)
{
    (void)state;
    char many[400];
    size_t len = 0;
    for (int i = 0; i < 60; i++) {
        many[len++] = (char)('a' + i % 26);
        many[len++] = 'q';
        many[len++] = ' ';
    }
    ak_name n;
    aka_error err;
    assert_int_equal(
        ak_name_analyse(text, (ak_slice){many, len}, AK_KIND_PERSON, &arena, &n, &err), AKA_OK);
    static ak_unit units[AK_UNITS_MAX];
    units_of(&n, AK_UNIT_PART | AK_UNIT_JOINED | AK_UNIT_ACRONYM, units);
}

static void test_relations_by_type(void **state)
{
    (void)state;
    ak_unit part = {.term = term("pla"), .type = AK_UNIT_PART};
    ak_unit acronym = {.term = term("pla"), .type = AK_UNIT_ACRONYM};
    ak_unit joined = {.term = term("vanderbilt"), .type = AK_UNIT_JOINED};
    ak_unit whole = {.term = term("vanderbilt"), .type = AK_UNIT_PART};
    assert_int_equal(ak_relate_units(&part, &acronym, AK_KIND_ORG).kind, AK_RELATION_ACRONYM);
    assert_int_equal(ak_relate_units(&acronym, &part, AK_KIND_ORG).kind, AK_RELATION_ACRONYM);
    assert_int_equal(ak_relate_units(&acronym, &acronym, AK_KIND_ORG).kind, AK_RELATION_NONE);
    assert_int_equal(ak_relate_units(&joined, &whole, AK_KIND_ORG).kind, AK_RELATION_JOINED);
    assert_int_equal(ak_relate_units(&whole, &joined, AK_KIND_ORG).kind, AK_RELATION_JOINED);
    assert_int_equal(ak_relate_units(&whole, &whole, AK_KIND_ORG).kind, AK_RELATION_SAME);
    ak_unit longer = {.term = term("abdulrahman"), .type = AK_UNIT_JOINED};
    assert_int_equal(ak_unit_near_types(&part), AK_UNIT_PART);
    assert_int_equal(ak_unit_near_types(&acronym), 0);
    assert_int_equal(ak_unit_near_types(&longer), AK_UNIT_PART | AK_UNIT_JOINED);
    /* A term that occurs both ways is found by its strongest. */
    ak_relation both =
        ak_relate_unit_term(&whole, &whole.term, AK_UNIT_PART | AK_UNIT_JOINED, AK_KIND_ORG);
    assert_int_equal(both.kind, AK_RELATION_SAME);
}

/* What an index is compiled from: the same parts and units, with their texts alone. */
static void test_bare(void **state)
{
    (void)state;
    static const char given[] = "Golden Heron Shipping & Trading (GHST) Co., Ltd.";
    ak_name whole = name_of(AK_KIND_ORG, given), bare[AK_NAME_READINGS_MAX];
    ak_unit units[AK_UNITS_MAX], of_bare[AK_UNITS_MAX];
    size_t count;
    aka_error err;
    assert_int_equal(
        ak_name_spellings(text, ak_slice_of(given), AK_KIND_ORG, &arena, bare, &count, &err),
        AKA_OK);
    assert_int_equal(count, 1);
    unsigned all = AK_UNIT_PART | AK_UNIT_JOINED | AK_UNIT_ACRONYM;
    size_t n = ak_name_units(&whole, all, &arena, units);
    assert_int_equal(ak_name_units(&bare[0], all, &arena, of_bare), n);
    assert_true(n > whole.count);
    for (size_t i = 0; i < n; i++) {
        assert_true(ak_slice_eq(units[i].term.text, of_bare[i].term.text));
        assert_int_equal(units[i].type, of_bare[i].type);
        assert_int_equal(of_bare[i].term.key.len + of_bare[i].term.class_count, 0);
        assert_true(ak_term_is_bare(&of_bare[i].term) && !ak_term_is_bare(&units[i].term));
    }
    assert_true(ak_name_complete(&bare[0], &arena));
    assert_int_equal(bare[0].count, whole.count);
    for (uint32_t i = 0; i < whole.count; i++) {
        const ak_term *x = &bare[0].parts[i].term, *y = &whole.parts[i].term;
        assert_true(ak_slice_eq(x->text, y->text) && ak_slice_eq(x->key, y->key));
        assert_int_equal(x->class_count, y->class_count);
        for (uint32_t k = 0; k < x->class_count; k++)
            assert_int_equal(x->classes[k], y->classes[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_longest_name_fits),
        cmocka_unit_test(test_relations_by_type),
        cmocka_unit_test(test_bare),
    };
    return cmocka_run_group_tests(tests, setup_names, teardown_names);
}
