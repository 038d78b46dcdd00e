/* The entity in memory: order, repeated values, many values. */
#include "entity/entity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static int setup(void **state)
{
    static ak_arena arena;
    ak_arena_init(&arena, 0);
    *state = &arena;
    return 0;
}

static int teardown(void **state)
{
    ak_arena_free(*state);
    return 0;
}

static void test_empty(void **state)
{
    ak_entity *e = ak_entity_new(*state);
    assert_non_null(e);
    assert_ptr_equal(e->arena, *state);
    assert_int_equal(e->id.len + e->schema.len + e->caption.len, 0);
    assert_null(ak_entity_getz(e, "name"));
    assert_null(ak_entity_get(e, AK_LIT("")));
    assert_int_equal(ak_entity_first(e, "name").len, 0);
}

static void test_set(void **state)
{
    ak_entity *e = ak_entity_new(*state);
    char id[] = "x-1";
    assert_true(ak_entity_set(e, &e->id, ak_slice_of(id)));
    id[0] = 'y'; /* it was copied */
    assert_string_equal(e->id.data, "x-1");
    assert_true(ak_entity_set(e, &e->id, AK_LIT("")));
    assert_int_equal(e->id.len, 0);
}

static void test_add(void **state)
{
    ak_entity *e = ak_entity_new(*state);
    char name[] = " Ann Lee ";
    assert_true(ak_entity_addz(e, "name", ak_slice_of(name)));
    name[1] = 'X';
    assert_true(ak_entity_addz(e, "birthDate", AK_LIT("1960")));
    assert_true(ak_entity_addz(e, "name", AK_LIT("Ann LEE")));     /* case differs: another value */
    assert_true(ak_entity_addz(e, "name", AK_LIT("\tAnn Lee\n"))); /* the same */
    assert_true(ak_entity_addz(e, "name", AK_LIT("")));
    assert_true(ak_entity_addz(e, "name", AK_LIT("  ")));
    assert_true(ak_entity_addz(e, "notes", AK_LIT(" "))); /* does not make the property */
    assert_int_equal(e->property_count, 2);
    const ak_property *p = ak_entity_getz(e, "name");
    assert_ptr_equal(p, &e->properties[0]);
    assert_int_equal(p->count, 2);
    assert_string_equal(p->values[0].text.data, "Ann Lee");
    assert_string_equal(p->values[1].text.data, "Ann LEE");
    assert_string_equal(ak_entity_first(e, "name").data, "Ann Lee");
    assert_string_equal(e->properties[1].name.data, "birthDate");
    assert_null(ak_entity_getz(e, "notes"));
    assert_null(ak_entity_getz(e, "Name"));
}

static void test_nested(void **state)
{
    ak_entity *e = ak_entity_new(*state), *address = ak_entity_new(*state);
    assert_true(ak_entity_add_nested(e, AK_LIT("addressEntity"), address));
    assert_true(ak_entity_add_nested(e, AK_LIT("addressEntity"), address)); /* kept twice */
    assert_true(ak_entity_addz(e, "addressEntity", AK_LIT("addr-2")));
    const ak_property *p = ak_entity_getz(e, "addressEntity");
    assert_int_equal(p->count, 3);
    assert_ptr_equal(p->values[0].nested, address);
    assert_int_equal(p->values[0].text.len, 0);
    assert_null(p->values[2].nested);
    assert_string_equal(ak_entity_first(e, "addressEntity").data, "addr-2");
}

/* Past the length at which a hash table takes over. */
static void test_many_values(void **state)
{
    enum { MANY = 50000 };
    ak_entity *e = ak_entity_new(*state), *nested = ak_entity_new(*state);
    char text[32];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < MANY; i++) {
            snprintf(text, sizeof text, "value %d", i);
            assert_true(ak_entity_addz(e, "alias", ak_slice_of(text)));
            if (round == 0 && i % 2 == 0)
                assert_true(ak_entity_add_nested(e, AK_LIT("alias"), nested));
        }
    const ak_property *p = ak_entity_getz(e, "alias");
    assert_int_equal(p->count, MANY + MANY / 2);
    assert_string_equal(p->values[0].text.data, "value 0");
    assert_ptr_equal(p->values[1].nested, nested);
    assert_string_equal(p->values[p->count - 1].text.data, "value 49999");
}

static void test_many_properties(void **state)
{
    enum { MANY = 20000 };
    ak_entity *e = ak_entity_new(*state);
    char text[32];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < MANY; i++) {
            snprintf(text, sizeof text, "property%d", i);
            assert_true(ak_entity_addz(e, text, AK_LIT("x")));
            assert_true(ak_entity_addz(e, "", AK_LIT("y"))); /* a name too, if an odd one */
        }
    assert_int_equal(e->property_count, MANY + 1);
    for (int i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "property%d", i);
        const ak_property *p = ak_entity_getz(e, text);
        assert_non_null(p);
        assert_int_equal(p->count, 1);
        assert_string_equal(p->name.data, text);
    }
    assert_null(ak_entity_getz(e, "property20000"));
    assert_int_equal(ak_entity_getz(e, "")->count, 1);
}

static void test_datasets(void **state)
{
    ak_entity *e = ak_entity_new(*state);
    char text[32];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 1000; i++) {
            snprintf(text, sizeof text, "list-%d", i);
            assert_true(ak_entity_add_dataset(e, ak_slice_of(text)));
        }
    assert_true(ak_entity_add_dataset(e, AK_LIT("")));
    assert_int_equal(e->dataset_count, 1000);
    assert_string_equal(e->datasets[0].data, "list-0");
    assert_string_equal(e->datasets[999].data, "list-999");
}

/* An arena that is full: false, and the entity is as it was. */
static void test_full_arena(void **state)
{
    (void)state;
    ak_arena arena;
    ak_arena_init(&arena, 4096);
    ak_entity *e = ak_entity_new(&arena);
    assert_non_null(e);
    char text[32];
    size_t added = 0;
    for (;; added++) {
        snprintf(text, sizeof text, "value %zu", added);
        if (!ak_entity_addz(e, "alias", ak_slice_of(text))) break;
    }
    assert_true(added > 8 && added < 1000);
    assert_int_equal(ak_entity_getz(e, "alias")->count, added);
    assert_string_equal(ak_entity_first(e, "alias").data, "value 0");
    while (ak_arena_alloc(&arena, 1)) {
    }
    assert_false(ak_entity_addz(e, "name", AK_LIT("x")));
    assert_null(ak_entity_getz(e, "name"));
    assert_false(ak_entity_add_dataset(e, AK_LIT("x")));
    assert_int_equal(e->dataset_count, 0);
    assert_false(ak_entity_set(e, &e->id, AK_LIT("x")));
    assert_int_equal(e->id.len, 0);
    assert_null(ak_entity_new(&arena));
    ak_arena_free(&arena);
}

static void check_part_names(const ak_entity *e, const char *const *expected, size_t n)
{
    ak_slice names[AK_PART_NAMES_MAX];
    size_t count;
    assert_true(ak_entity_part_names(e, e->arena, names, &count));
    assert_int_equal(count, n);
    for (size_t i = 0; i < n; i++) assert_true(ak_slice_is(names[i], expected[i]));
}

static void test_part_names(void **state)
{
    ak_entity *e = ak_entity_new(*state);
    assert_true(ak_entity_addz(e, "fatherName", AK_LIT("Ivanovich")));
    check_part_names(e, NULL, 0); /* a father's name is nobody's name */
    ak_entity *odd = ak_entity_new(*state);
    assert_true(ak_entity_add_nested(odd, AK_LIT("firstName"), e));
    check_part_names(odd, NULL, 0); /* nor is an entity */
    assert_true(ak_entity_addz(e, "lastName", AK_LIT("Petrov")));
    check_part_names(e, (const char *[]){"Ivanovich Petrov"}, 1);
    assert_true(ak_entity_addz(e, "firstName", AK_LIT("Anna")));
    assert_true(ak_entity_addz(e, "firstName", AK_LIT("Anya")));
    assert_true(ak_entity_addz(e, "secondName", AK_LIT("Maria")));
    assert_true(ak_entity_addz(e, "lastName", AK_LIT("Berg")));
    check_part_names(e,
        (const char *[]){"Anna Maria Ivanovich Petrov", "Anna Maria Ivanovich Berg",
            "Anya Maria Ivanovich Petrov", "Anya Maria Ivanovich Berg"},
        4);
}

static void test_part_names_are_bounded(void **state)
{
    ak_entity *e = ak_entity_new(*state);
    ak_slice names[AK_PART_NAMES_MAX];
    size_t count;
    char text[16];
    for (int i = 0; i < 100; i++) {
        snprintf(text, sizeof text, "name%d", i);
        assert_true(ak_entity_addz(e, "firstName", ak_slice_of(text)));
        assert_true(ak_entity_addz(e, "lastName", ak_slice_of(text)));
    }
    assert_true(ak_entity_part_names(e, e->arena, names, &count));
    assert_int_equal(count, 100 * 100); /* what is left out is told */
    assert_true(ak_slice_is(names[0], "name0 name0"));
    assert_true(ak_slice_is(names[AK_PART_NAMES_MAX - 1], "name0 name15"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_empty, setup, teardown),
        cmocka_unit_test_setup_teardown(test_set, setup, teardown),
        cmocka_unit_test_setup_teardown(test_add, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nested, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_values, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_properties, setup, teardown),
        cmocka_unit_test_setup_teardown(test_datasets, setup, teardown),
        cmocka_unit_test_setup_teardown(test_part_names, setup, teardown),
        cmocka_unit_test_setup_teardown(test_part_names_are_bounded, setup, teardown),
        cmocka_unit_test(test_full_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
