/* A copied entity says what the original said, also after that has gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entity/entity.h"

static void assert_copied(const char *json)
{
    ak_arena from, to;
    ak_entity *original;
    ak_buf before, after;
    ak_arena_init(&from, 0);
    ak_arena_init(&to, 0);
    ak_buf_init(&before, 0);
    ak_buf_init(&after, 0);
    assert_int_equal(ak_entity_read_json(&from, ak_slice_of(json), &original, NULL), AKA_OK);
    ak_entity_write_json(original, &before);
    ak_entity *copy = ak_entity_copy(&to, original);
    assert_non_null(copy);
    ak_arena_free(&from);
    ak_entity_write_json(copy, &after);
    assert_string_equal(before.data, after.data);
    assert_true(ak_entity_add(copy, AK_LIT("name"), AK_LIT("one more")));
    assert_true(ak_entity_getz(copy, "name")->count > 0);
    ak_buf_free(&before);
    ak_buf_free(&after);
    ak_arena_free(&to);
}

static void test_copies(void **state)
{
    (void)state;
    assert_copied("{}");
    assert_copied(
        "{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"A\",\"datasets\":[\"x\",\"y\"],"
        "\"first_seen\":\"2024\",\"referents\":[\"q\",{\"z\":1}],"
        "\"properties\":{\"name\":[\"A\",\"B\"],\"birthDate\":[\"1960\"],"
        "\"addressEntity\":[{\"id\":\"n\",\"properties\":{\"full\":[\"Street 1\"]}}]}}");
}

static void test_no_memory(void **state)
{
    (void)state;
    ak_arena from;
    ak_entity *original;
    ak_arena_init(&from, 0);
    assert_int_equal(ak_entity_read_json(&from,
                         AK_LIT("{\"id\":\"a\",\"datasets\":[\"x\"],\"f\":1,\"properties\":"
                                "{\"name\":[\"A\",{\"id\":\"n\"}]}}"),
                         &original, NULL),
        AKA_OK);
    bool whole = false;
    for (size_t limit = 1; !whole && limit < 10000; limit += 16) {
        ak_arena to;
        ak_arena_init(&to, limit);
        whole = ak_entity_copy(&to, original) != NULL;
        assert_true(whole || limit < 5000);
        ak_arena_free(&to);
    }
    assert_true(whole);
    ak_arena_free(&from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
