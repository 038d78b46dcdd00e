/* The small parts of the service: JSON out and in, compression, keys, rates, connections, helpers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "serve/connections.h"
#include "serve/gzip.h"
#include "serve/helpers.h"
#include "serve/keys.h"
#include "serve/limiter.h"
#include "serve/members.h"
#include "serve/schemata.h"
#include "serve/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

static aka_view view(const char *text)
{
    return (aka_view){text, strlen(text)};
}

static void assert_out(ak_out *out, const char *wanted)
{
    assert_false(out->failed);
    assert_int_equal(out->len, strlen(wanted));
    assert_memory_equal(out->data, wanted, out->len);
    ak_out_free(out);
}

static void test_json_strings(void **state)
{
    (void)state;
    const struct {
        const char *from, *to;
    } cases[] = {{"a", "\"a\""}, {"", "\"\""}, {"\"\\/", "\"\\\"\\\\/\""},
        {"\n\x1f", "\"\\u000a\\u001f\""}, {"\xC3\xA9", "\"\xC3\xA9\""},
        {"\xFF", "\"\xEF\xBF\xBD\""}, {"\xC0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"\xE2\x82", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""}, {"\xF0\x9F\x98\x80", "\"\xF0\x9F\x98\x80\""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ak_out out = {0};
        ak_out_add_json(&out, cases[i].from, strlen(cases[i].from));
        assert_out(&out, cases[i].to);
    }
}

static void test_out_grows(void **state)
{
    (void)state;
    ak_out out = {0};
    char long_text[2000];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    for (int i = 0; i < 100; i++) ak_out_addf(&out, "%s,%d;", long_text, i);
    assert_false(out.failed);
    assert_int_equal(out.len, 100 * 1999 + 100 * 2 + 10 + 90 * 2);
    ak_out_free(&out);
    volatile size_t too_much = (size_t)AK_OUT_MAX + 1; /* which a compiler would warn of */
    ak_out_add(&out, long_text, too_much);
    assert_true(out.failed);
    ak_out_adds(&out, "more");
    assert_int_equal(out.len, 0);
    ak_out_free(&out);
}

static void test_utf8(void **state)
{
    (void)state;
    const char *const good[] = {"", "Petro", "Петро", "韩", "😀"};
    const char *const bad[] = {
        "\xFF\xFE", "Petr\xF3", "\xC3", "a\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(ak_is_utf8(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(ak_is_utf8(bad[i], strlen(bad[i])));
}

static void test_likeness(void **state)
{
    (void)state;
    assert_true(ak_view_like(view("Person"), "pERSON"));
    assert_true(ak_view_like(view(""), ""));
    assert_false(ak_view_like(view("Person"), "Perso"));
    assert_false(ak_view_like(view("Person"), "Persom"));
}

static void test_members(void **state)
{
    (void)state;
    const char text[] =
        "{ \"a\" : [1, \"x,]\", {\"b\":\"}\"}] ,\"s\":\"q\\\"{\",\"n\":null,\"e\":{}}";
    size_t at = 0, n = 0;
    aka_view key, value;
    const char *keys[] = {"a", "s", "n", "e"};
    const char *values[] = {"[1, \"x,]\", {\"b\":\"}\"}]", "\"q\\\"{\"", "null", "{}"};
    for (; ak_member_next(view(text), &at, &key, &value); n++) {
        assert_true(n < 4);
        assert_true(ak_view_is(key, keys[n]));
        assert_true(ak_view_is(value, values[n]));
    }
    assert_int_equal(n, 4);
    assert_true(ak_view_is(ak_unquoted(ak_member(view(text), "s")), "q\\\"{"));
    assert_int_equal(ak_member(view(text), "b").len, 0);
    aka_view list = ak_member(view(text), "a");
    for (at = 0, n = 0; ak_element_next(list, &at, &value); n++) continue;
    assert_int_equal(n, 3);
    assert_true(ak_array_has(list, "x,]"));
    assert_false(ak_array_has(list, "x"));
    at = 0;
    assert_false(ak_member_next(view("{}"), &at, &key, &value));
    at = 0;
    assert_false(ak_element_next(view("[]"), &at, &value));
}

/* Every beginning of a text ends the walk, and reads nothing behind it (the sanitizer sees). */
static void test_members_broken_off(void **state)
{
    (void)state;
    const char text[] = "{\"a\":[1,\"x\\\"\",{\"b\":2}],\"c\":{\"d\":[[]]}}";
    for (size_t len = 0; len < sizeof text; len++) {
        char *copy = malloc(len ? len : 1);
        assert_non_null(copy);
        memcpy(copy, text, len);
        size_t at = 0, steps = 0;
        aka_view key, value;
        while (ak_member_next((aka_view){copy, len}, &at, &key, &value)) {
            size_t within = 0;
            aka_view element;
            while (ak_element_next(value, &within, &element)) assert_true(++steps < 100);
            assert_true(++steps < 100);
        }
        free(copy);
    }
}

static void test_gzip(void **state)
{
    (void)state;
    ak_out out = {0};
    for (int i = 0; i < 500; i++) ak_out_adds(&out, "all the same ");
    size_t before = out.len;
    assert_true(ak_gzip(&out));
    assert_true(out.len < before / 5);
    unsigned char plain[8000];
    z_stream z = {.next_in = (Bytef *)out.data,
        .avail_in = (uInt)out.len,
        .next_out = plain,
        .avail_out = sizeof plain};
    assert_int_equal(inflateInit2(&z, 31), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, before);
    inflateEnd(&z);
    ak_out_free(&out);
    ak_out_adds(&out, "xyz");
    assert_false(ak_gzip(&out));
    assert_out(&out, "xyz");
    assert_true(ak_gzip_wanted("gzip"));
    assert_true(ak_gzip_wanted("deflate, GZIP ; q=0.5"));
    assert_false(ak_gzip_wanted("gzip;q=0"));
    assert_false(ak_gzip_wanted("gzipped, br"));
    assert_false(ak_gzip_wanted(NULL));
    assert_false(ak_gzip_wanted(""));
}

static void test_keys(void **state)
{
    (void)state;
    char key[AKA_KEY_TEXT_MAX], line[AKA_KEY_LINE_MAX], path[] = "/tmp/aka-keys-XXXXXX";
    aka_error error;
    ak_keys keys;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    assert_int_equal(aka_server_new_key("one", "screen", key, line, &error), AKA_OK);
    fprintf(f, "# comment\n\n%s # of one\n", line);
    assert_int_equal(aka_server_new_key("two", "admin", key, line, &error), AKA_OK);
    fprintf(f, "%s\n", line);
    fclose(f);
    assert_int_equal(ak_keys_read(&keys, path, &error), AKA_OK);
    assert_int_equal(keys.count, 2);
    assert_string_equal(ak_keys_find(&keys, key)->name, "two");
    assert_int_equal(ak_keys_find(&keys, key)->role, AK_ROLE_ADMIN);
    assert_null(ak_keys_find(&keys, ""));
    assert_null(ak_keys_find(&keys, "one"));
    key[0] = key[0] == 'A' ? 'B' : 'A';
    assert_null(ak_keys_find(&keys, key));
    ak_keys_free(&keys);
    unlink(path);
    assert_int_equal(ak_keys_read(&keys, path, &error), AKA_E_IO);
    assert_int_equal(aka_server_new_key("no good", "screen", key, line, &error), AKA_E_ARGUMENT);
    assert_int_equal(aka_server_new_key("ok", "boss", key, line, &error), AKA_E_ARGUMENT);
    assert_int_equal(aka_server_new_key(NULL, NULL, key, line, NULL), AKA_E_ARGUMENT);
}

static void test_limiter(void **state)
{
    (void)state;
    static ak_limiter l;
    ak_limiter_init(&l, 2);
    assert_true(ak_limiter_take(&l, 7, 100) == 0);
    assert_true(ak_limiter_take(&l, 7, 100) == 0);
    assert_true(ak_limiter_take(&l, 7, 100) == 0.5);
    assert_true(ak_limiter_take(&l, 8, 100) == 0);
    assert_true(ak_limiter_take(&l, 7, 100.5) == 0);
    assert_true(ak_limiter_take(&l, 7, 100.5) > 0);
    assert_true(ak_limiter_take(&l, 7, 1000) == 0);
    assert_true(ak_limiter_take(&l, 7, 1000) == 0);
    assert_true(ak_limiter_take(&l, 7, 1000) > 0);
    ak_limiter_free(&l);
    ak_limiter_init(&l, 0);
    for (int i = 0; i < 1000; i++) assert_true(ak_limiter_take(&l, 7, 100) == 0);
    ak_limiter_free(&l);
}

static void test_schemata(void **state)
{
    (void)state;
    assert_true(ak_schema_is(view("Company"), "LegalEntity"));
    assert_true(ak_schema_is(view("Company"), "Asset"));
    assert_true(ak_schema_is(view("Vessel"), "Asset"));
    assert_true(ak_schema_is(view("Sanction"), "Thing"));
    assert_true(ak_schema_is(view("Sanction"), "Sanction"));
    assert_false(ak_schema_is(view("Person"), "Organization"));
    assert_false(ak_schema_is(view("LegalEntity"), "Person"));
    assert_false(ak_schema_is(view(""), "Person"));
}

/* ---- connections ---- */

/* Whether the other side of a pair of sockets has been shut down. */
static bool is_dropped(int other)
{
    char byte;
    return recv(other, &byte, 1, MSG_DONTWAIT) == 0;
}

static void test_making_room(void **state)
{
    (void)state;
    enum { COUNT = 4 };
    ak_metrics *metrics = calloc(1, sizeof *metrics);
    ak_connections connections = {0};
    ak_connection *x[COUNT];
    int pair[COUNT][2];
    assert_true(ak_connections_init(&connections, metrics));
    ak_connections_make_room(&connections); /* there is nobody */
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair[i]), 0);
        x[i] = ak_connection_open(&connections, pair[i][0]);
        ak_connection_allow(x[i], 60);
    }
    x[0]->served = x[1]->served = true;
    x[0]->busy = true;
    /* In turn: who never asked, oldest first; who has been served; not who waits for an answer. */
    const int order[] = {2, 3, 1};
    for (int i = 0; i < 3; i++) {
        ak_connections_make_room(&connections);
        ak_connections_make_room(&connections); /* one is leaving already */
        for (int k = 0; k < 3; k++) assert_true(k <= i || !is_dropped(pair[order[k]][1]));
        assert_true(is_dropped(pair[order[i]][1]));
        ak_connection_close(&connections, x[order[i]]);
    }
    ak_connections_make_room(&connections);
    assert_false(is_dropped(pair[0][1]));
    ak_connection_close(&connections, x[0]);
    assert_int_equal(metrics->connections, 0);
    assert_int_equal(metrics->dropped, 3);
    ak_connections_free(&connections);
    for (int i = 0; i < 2 * COUNT; i++) close(pair[i / 2][i % 2]);
    free(metrics);
}

/* ---- helpers ---- */

typedef struct counted {
    ak_task task;
    atomic_int *done;
} counted;

static void count_one(ak_task *task)
{
    ++*((counted *)task)->done;
}

static void test_helpers(void **state)
{
    (void)state;
    atomic_int done = 0;
    counted tasks[100];
    ak_helpers helpers = {0};
    ak_helpers_end(&helpers); /* never started */
    assert_true(ak_helpers_init(&helpers, 3));
    for (int i = 0; i < 100; i++) {
        tasks[i] = (counted){{.run = count_one}, &done};
        assert_true(ak_helpers_add(&helpers, &tasks[i].task));
    }
    ak_helpers_end(&helpers); /* what was added is done */
    assert_int_equal(done, 100);
    assert_false(ak_helpers_add(&helpers, &tasks[0].task));
    ak_helpers_free(&helpers);
    ak_helpers_free(&helpers);
}

/* A source may be of several datasets; those of one name within another's are others. */
static void test_dates(void **state)
{
    (void)state;
    ak_snapshot s = {
        .info = json_loads("{\"sources\":[{\"dataset\":\"beta\",\"date\":\"2026-01-02\"},"
                           "{\"dataset\":\"alpha,beta,gamma\",\"date\":\"2026-03-04\"},"
                           "{\"dataset\":\"gamma,delta\",\"date\":\"2026-02-03\"},"
                           "{\"dataset\":\"\",\"date\":\"2026-05-06\"},"
                           "{\"dataset\":\"epsilon\",\"date\":\"\"}]}",
            0, NULL)};
    const struct {
        const char *dataset, *date;
    } cases[] = {{"alpha", "2026-03-04"}, {"beta", "2026-03-04"}, {"gamma", "2026-03-04"},
        {"delta", "2026-02-03"}, {"epsilon", ""}, {"alph", ""}, {"alphabet", ""}, {"lta", ""},
        {"nowhere", ""}};
    assert_non_null(s.info);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(ak_snapshot_date(&s, cases[i].dataset), cases[i].date);
    json_decref(s.info);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_json_strings),
        cmocka_unit_test(test_out_grows), cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_likeness), cmocka_unit_test(test_members),
        cmocka_unit_test(test_members_broken_off), cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_keys), cmocka_unit_test(test_limiter),
        cmocka_unit_test(test_schemata), cmocka_unit_test(test_making_room),
        cmocka_unit_test(test_helpers), cmocka_unit_test(test_dates)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
