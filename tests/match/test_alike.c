/* Names of one structure: only what alignment looks at tells them apart, and all of that. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/alike.h"

enum { PARTS = 3 };

typedef struct sample {
    ak_ix_part parts[PARTS];
    ak_relation relations[2 * PARTS];
} sample;

static const ak_name asked = {.count = 2};

static sample make(void)
{
    sample s = {0};
    for (uint32_t i = 0; i < PARTS; i++)
        s.parts[i] = (ak_ix_part){.term = i, .role = AK_ROLE_NAME, .weight = (uint8_t)(80 + i)};
    s.relations[1] = (ak_relation){AK_RELATION_TYPO, 900};
    s.relations[PARTS] = (ak_relation){AK_RELATION_SAME, 1000};
    return s;
}

static bool key_of(const sample *s, uint32_t count, ak_alike_key *out)
{
    return ak_alike_key_of(&asked, s->parts, count, s->relations, out);
}

static bool is_known(const ak_alike *a, const sample *s, double *score)
{
    ak_alike_key key;
    assert_true(key_of(s, PARTS, &key));
    return ak_alike_find(a, &key, score);
}

static void test_structure(void **state)
{
    (void)state;
    ak_alike a = {0};
    ak_alike_key key;
    double score;
    sample s = make();
    assert_true(ak_alike_begin(&a));
    assert_false(is_known(&a, &s, &score));
    assert_true(key_of(&s, PARTS, &key));
    ak_alike_keep(&a, &key, 0.75);
    s.parts[0].term = 4711; /* other words at other places */
    s.parts[0].begin = 3;
    assert_true(is_known(&a, &s, &score));
    assert_true(score == 0.75);
    s = make(), s.parts[2].weight++;
    assert_false(is_known(&a, &s, &score));
    s = make(), s.parts[1].role = AK_ROLE_LEGAL;
    assert_false(is_known(&a, &s, &score));
    s = make(), s.parts[1].flags = 1;
    assert_false(is_known(&a, &s, &score));
    s = make(), s.relations[1].strength--;
    assert_false(is_known(&a, &s, &score));
    s = make(), s.relations[1].kind = AK_RELATION_VARIANT;
    assert_false(is_known(&a, &s, &score));
    s = make(), s.relations[2] = s.relations[1], s.relations[1] = (ak_relation){0, 0};
    assert_false(is_known(&a, &s, &score));
    assert_true(ak_alike_begin(&a)); /* another question */
    s = make();
    assert_false(is_known(&a, &s, &score));
    ak_alike_free(&a);
}

static void test_without_key(void **state)
{
    (void)state;
    static ak_ix_part many[AK_ALIKE_CELLS];
    static ak_relation none[2 * AK_ALIKE_CELLS];
    ak_alike_key key;
    sample s = make();
    s.parts[2].role = AK_ROLE_NUMBER; /* its writing counts */
    assert_false(key_of(&s, PARTS, &key));
    assert_true(key_of(&s, PARTS - 1, &key));
    assert_true(ak_alike_key_of(&asked, many, AK_ALIKE_CELLS / 3, none, &key));
    assert_int_equal(key.count, AK_ALIKE_CELLS / 3 * 3);
    assert_false(ak_alike_key_of(&asked, many, AK_ALIKE_CELLS / 3 + 1, none, &key));
    assert_true(ak_alike_key_of(&asked, many, 0, none, &key));
}

/* More than there is room for: those kept are right, the others are not known. */
static void test_many(void **state)
{
    (void)state;
    ak_alike a = {0};
    ak_alike_key key;
    double score;
    sample s = make();
    uint32_t known = 0;
    assert_true(ak_alike_begin(&a));
    for (uint32_t i = 0; i < 2 * AK_ALIKE_SLOTS; i++) {
        s.parts[0].flags = (uint16_t)i;
        assert_true(key_of(&s, PARTS, &key));
        ak_alike_keep(&a, &key, i);
    }
    for (uint32_t i = 0; i < 2 * AK_ALIKE_SLOTS; i++) {
        s.parts[0].flags = (uint16_t)i;
        if (!is_known(&a, &s, &score)) continue;
        assert_true(score == i);
        known++;
    }
    assert_true(known >= AK_ALIKE_SLOTS / 4 && known < AK_ALIKE_SLOTS);
    ak_alike_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_structure),
        cmocka_unit_test(test_without_key),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
