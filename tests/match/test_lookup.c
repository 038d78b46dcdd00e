/* Looking around in an index: entities by id and number, words in names, and who may be a result.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match_help.h"

static const char *const lines[] = {
    "{\"id\":\"b\",\"schema\":\"Person\",\"caption\":\"Ann Alpha\",\"datasets\":[\"d\",\"e\"],"
    "\"properties\":{\"name\":[\"Ann Alpha\"],\"country\":[\"ru\",\"cy\"]}}",
    "{\"id\":\"a\",\"schema\":\"Company\",\"caption\":\"Alpha Trading\",\"datasets\":[\"d\"],"
    "\"properties\":{\"name\":[\"Alpha Trading\",\"Beta\"]}}",
    "{\"id\":\"c\",\"schema\":\"Person\",\"caption\":\"Ann Maria Alphabet\",\"datasets\":[\"e\"],"
    "\"properties\":{\"name\":[\"Ann Maria Alphabet\"]}}",
    "{\"id\":\"z\",\"schema\":\"Sanction\",\"caption\":\"z\",\"datasets\":[\"e\"],\"properties\":{}"
    "}",
};
#define LINES (sizeof lines / sizeof *lines)

static void assert_view(aka_view view, const char *text)
{
    assert_int_equal(view.len, strlen(text));
    assert_memory_equal(view.data, text, view.len);
}

static void test_by_number(void **state)
{
    (void)state;
    aka_index *index = index_of(lines, LINES);
    aka_listed e;
    aka_error error;
    aka_text text = {0};
    uint32_t number;
    assert_int_equal(aka_index_find(index, "b", &number, &error), AKA_OK);
    assert_int_equal(aka_index_listed(index, number, &e, &error), AKA_OK);
    assert_view(e.id, "b");
    assert_view(e.caption, "Ann Alpha");
    assert_view(e.schema, "Person");
    assert_view(e.datasets, "d,e");
    assert_view(aka_index_country(index, number, 0), "ru");
    assert_view(aka_index_country(index, number, 1), "cy");
    assert_view(aka_index_country(index, number, 2), "");
    assert_int_equal(aka_index_listed_json(index, number, &text, &error), AKA_OK);
    assert_string_equal(text.data, lines[0]);
    assert_int_equal(aka_index_find(index, "nobody", &number, &error), AKA_E_NOTFOUND);
    assert_int_equal(aka_index_find(index, NULL, &number, NULL), AKA_E_NOTFOUND);
    assert_int_equal(aka_index_listed(index, LINES, &e, &error), AKA_E_NOTFOUND);
    assert_int_equal(aka_index_listed_json(index, LINES, &text, &error), AKA_E_NOTFOUND);
    assert_view(aka_index_country(index, LINES, 0), "");
    aka_text_free(&text);
    aka_index_free(index);
}

typedef struct seen {
    uint32_t count, stop;
} seen;

static int see(void *ctx, uint32_t number, aka_view json)
{
    seen *s = ctx;
    assert_int_equal(number, s->count);
    assert_view(json, lines[number]);
    return ++s->count < s->stop;
}

static void test_each(void **state)
{
    (void)state;
    aka_index *index = index_of(lines, LINES);
    seen all = {0, 100}, two = {0, 2};
    assert_int_equal(aka_index_each_json(index, see, &all, NULL), AKA_OK);
    assert_int_equal(all.count, LINES);
    assert_int_equal(aka_index_each_json(index, see, &two, NULL), AKA_OK);
    assert_int_equal(two.count, 2);
    aka_index_free(index);
}

/* Ids of what is found, run together. */
static void assert_found(
    const aka_index *index, aka_searcher *searcher, const char *text, const char *wanted)
{
    char ids[16] = "";
    const uint32_t *numbers;
    size_t count;
    aka_error error;
    assert_int_equal(aka_searcher_run(searcher, text, &numbers, &count, &error), AKA_OK);
    for (size_t i = 0; i < count; i++) {
        aka_listed e;
        assert_int_equal(aka_index_listed(index, numbers[i], &e, &error), AKA_OK);
        strncat(ids, e.id.data, e.id.len);
    }
    if (strcmp(ids, wanted) != 0) fail_msg("%s: %s, not %s", text, ids, wanted);
}

static void test_search(void **state)
{
    (void)state;
    aka_index *index = index_of(lines, LINES);
    aka_searcher *s;
    aka_error error;
    assert_int_equal(aka_searcher_create(index, &s, &error), AKA_OK);
    assert_found(index, s, "alpha", "bac");
    assert_found(index, s, "alp", "bac");
    assert_found(index, s, "lpha", "");
    assert_found(index, s, "alpha ann", "b");
    assert_found(index, s, "ann alpha", "bc");
    assert_found(index, s, "\xD0\x90\xD0\xBD\xD0\xBD alphab", "c");
    assert_found(index, s, "maria ann", "c");
    assert_found(index, s, "ann ann", "bc");
    assert_found(index, s, "beta", "a");
    assert_found(index, s, "zeta", "");
    assert_found(index, s, "", "bacz");
    assert_found(index, s, " - ", "bacz");
    assert_found(index, s, "alpha", "bac");
    char *long_text = calloc(1, 20000);
    memset(long_text, 'a', 19999);
    const uint32_t *numbers;
    size_t count;
    assert_int_equal(aka_searcher_run(s, long_text, &numbers, &count, &error), AKA_E_LIMIT);
    free(long_text);
    assert_found(index, s, "beta", "a");
    aka_searcher_free(s);
    aka_searcher_free(NULL);
    aka_index_free(index);
}

static int not_this(void *ctx, uint32_t entity)
{
    return entity != *(uint32_t *)ctx;
}

/* What is not accepted takes no place: neither of the limit, nor in the total. */
static void test_accept(void **state)
{
    (void)state;
    aka_index *index = index_of(lines, LINES);
    aka_record *asked =
        record_of("{\"schema\":\"Person\",\"properties\":{\"name\":[\"Ann Alpha\"]}}");
    aka_screener *s;
    aka_error error;
    uint32_t best;
    aka_screen_options options = {.size = sizeof options, .threshold = 0.05, .limit = 1};
    assert_int_equal(aka_screener_create(index, &s, &error), AKA_OK);
    assert_int_equal(aka_screener_run(s, asked, &options, &error), AKA_OK);
    assert_string_equal(aka_screener_match(s, 0)->id, "b");
    uint64_t total = aka_screener_total(s);
    assert_true(total > 1);
    assert_int_equal(aka_index_find(index, "b", &best, &error), AKA_OK);
    options.accept = not_this;
    options.accept_ctx = &best;
    assert_int_equal(aka_screener_run(s, asked, &options, &error), AKA_OK);
    assert_string_equal(aka_screener_match(s, 0)->id, "c");
    assert_int_equal(aka_screener_total(s), total - 1);
    options.accept = NULL;
    assert_int_equal(aka_screener_run(s, asked, &options, &error), AKA_OK);
    assert_int_equal(aka_screener_total(s), total);
    aka_screener_free(s);
    aka_record_free(asked);
    aka_index_free(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_by_number),
        cmocka_unit_test(test_each), cmocka_unit_test(test_search), cmocka_unit_test(test_accept)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
