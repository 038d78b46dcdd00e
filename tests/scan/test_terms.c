/* What is kept of phrases and words: terms and their relations, and the numbers of words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/index_handle.h"
#include "scan/lexicon.h"
#include "scan/terms.h"
#include "scan_help.h"

#include "../names/names_help.h"

static ak_name bare_name_of(ak_kind kind, const char *s)
{
    ak_name n;
    assert_int_equal(ak_name_analyse_bare(text, ak_slice_of(s), kind, &arena, &n, NULL), AKA_OK);
    assert_true(n.bare);
    return n;
}

static void check_term(const ak_term *t, const ak_term *wanted)
{
    assert_true(ak_slice_eq(t->text, wanted->text) && ak_slice_eq(t->key, wanted->key));
    assert_int_equal(t->class_count, wanted->class_count);
    for (uint32_t i = 0; i < t->class_count; i++)
        assert_int_equal(t->classes[i], wanted->classes[i]);
}

static const char *const phrases[] = {"Gustavo Petro", "Petro Gustavo Petro", "Golden Heron Co Ltd",
    "Bank of Zug AG", "Tarfa Company for Exchange and Transfers", "Iyad ag Ghali", "Патрушев"};
#define PHRASES (sizeof phrases / sizeof *phrases)

/* One phrase against all others, whose parts have the numbers of their places. */
static void check_relations(ak_terms *terms, const ak_name *asked, const uint32_t *numbers)
{
    uint32_t place = 0;
    for (size_t k = 0; k < PHRASES; k++) {
        ak_name name = name_of(asked->kind, phrases[k]);
        ak_ix_part parts[16] = {{0}};
        ak_relation relations[16 * 16];
        for (uint32_t j = 0; j < name.count; j++) parts[j].term = place++;
        ak_terms_relate(terms, asked, numbers, &name, parts, relations);
        for (uint32_t i = 0; i < asked->count * name.count; i++) {
            const ak_relation r = ak_relate(
                &asked->parts[i / name.count].term, &name.parts[i % name.count].term, asked->kind);
            assert_int_equal(relations[i].kind, r.kind);
            assert_int_equal(relations[i].strength, r.strength);
        }
    }
}

static void test_terms(void **state)
{
    (void)state;
    ak_terms terms;
    assert_int_equal(ak_terms_init(&terms, NULL), AKA_OK);
    for (int round = 0; round < 3; round++) {
        for (size_t k = 0; k < PHRASES * 2; k++) {
            const ak_kind kind = k % 2 ? AK_KIND_ORG : AK_KIND_PERSON;
            uint32_t numbers[AK_NAME_PARTS_MAX];
            ak_name bare = bare_name_of(kind, phrases[k / 2]);
            const ak_name whole = name_of(kind, phrases[k / 2]);
            assert_true(ak_terms_complete(&terms, &bare, numbers));
            assert_int_equal(bare.count, whole.count);
            for (uint32_t i = 0; i < bare.count; i++)
                check_term(&bare.parts[i].term, &whole.parts[i].term);
            check_relations(&terms, &bare, numbers);
        }
        if (round == 1) ak_terms_forget(&terms);
    }
    ak_terms_free(&terms);
}

static aka_index *list;

/* Words that differ in one letter only, of all lengths around those that are kept apart. */
static void make_word(char *out, size_t length, size_t other)
{
    memset(out, 'b', length);
    out[0] = 'B';
    if (other < length) out[other] = other ? 'c' : 'C';
}

static void test_words(void **state)
{
    (void)state;
    ak_lexicon lexicon;
    ak_scan_plan plan;
    uint32_t numbers[20][21];
    list = index_of(listed, LISTED);
    assert_int_equal(ak_scan_plan_make(&plan, &list->index, NULL), AKA_OK);
    assert_int_equal(ak_lexicon_init(&lexicon, &plan, NULL), AKA_OK);
    for (int round = 0; round < 3; round++)
        for (size_t length = 1; length <= 20; length++)
            for (size_t other = 0; other <= length; other++) {
                char word[20];
                uint32_t number;
                make_word(word, length, other);
                const ak_slice w = {word, length};
                assert_int_equal(ak_lexicon_add(&lexicon, w, &number, NULL), AKA_OK);
                if (round) assert_int_equal(number, numbers[length - 1][other]);
                numbers[length - 1][other] = number;
                assert_true(ak_slice_eq(ak_lexicon_get(&lexicon, number)->base, w));
            }
    ak_lexicon_free(&lexicon);
    ak_scan_plan_free(&plan);
    aka_index_free(list);
}

static void test_sums(void **state)
{
    (void)state;
    const ak_scan_sum sum =
        ak_scan_sum_add(ak_scan_sum_of(AK_LIT("red")), ak_scan_sum_of(AK_LIT("sea")));
    const ak_scan_sum whole = ak_scan_sum_of(AK_LIT("redsea"));
    assert_int_equal(sum.sum, whole.sum);
    assert_int_equal(sum.shift, whole.shift);
    assert_int_not_equal(whole.sum, ak_scan_sum_of(AK_LIT("seared")).sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_sums),
    };
    return cmocka_run_group_tests(tests, setup_names, teardown_names);
}
