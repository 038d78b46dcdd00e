/* Every allocation of a service and of each sort of request fails once: a refusal each time, and
 * the next request is answered. Also what is adjacent, on a list made for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ask.h"

#include "../base/failing_alloc.h"

#include <stdio.h>
#include <unistd.h>

static const char list[] =
    "{\"id\":\"a\",\"schema\":\"Person\",\"caption\":\"Ann Alpha\",\"datasets\":[\"d\"],"
    "\"properties\":{\"name\":[\"Ann Alpha\"],\"topics\":[\"sanction\",\"own.topic\"]}}\n"
    "{\"id\":\"c\",\"schema\":\"Company\",\"caption\":\"Cee Ltd\",\"datasets\":[\"d\",\"e\"],"
    "\"last_change\":\"2026-05-01T00:00:00\",\"referents\":[\"old-c\"],"
    "\"properties\":{\"name\":[\"Cee Ltd\"]}}\n"
    "{\"id\":\"o\",\"schema\":\"Ownership\",\"datasets\":[\"e\"],"
    "\"properties\":{\"owner\":[\"a\"],\"asset\":[\"c\"]}}\n";
static char list_path[] = "/tmp/aka-serve-XXXXXX.jsonl";
static char index_path[] = "/tmp/aka-serve-XXXXXX.aka";

static int make_index(void **state)
{
    (void)state;
    int fd = mkstemps(list_path, 6);
    if (fd < 0 || write(fd, list, sizeof list - 1) != (ssize_t)sizeof list - 1) return -1;
    close(fd);
    if ((fd = mkstemps(index_path, 4)) < 0) return -1;
    close(fd);
    aka_builder *b;
    if (aka_builder_create(NULL, &b, NULL) != AKA_OK) return -1;
    int failed = aka_builder_add(b, list_path, NULL) != AKA_OK ||
                 aka_builder_write(b, index_path, NULL, NULL) != AKA_OK;
    aka_builder_free(b);
    return failed ? -1 : 0;
}

static int remove_index(void **state)
{
    (void)state;
    unlink(list_path);
    unlink(index_path);
    return 0;
}

static aka_status start(ak_service *service, aka_error *error)
{
    aka_server_options options = {.size = sizeof options, .index = index_path};
    *service = (ak_service){0};
    return ak_service_init(service, &options, error);
}

static const struct {
    const char *method, *target, *body, *wanted; /* wanted: part of the answer */
    bool form;
} requests[] = {
    {"POST", "/match/default",
        "{\"queries\":{\"q\":{\"schema\":\"Person\",\"properties\":{\"name\":"
        "[\"Ann Alpha\"]}}}}",
        "\"id\":\"a\"", false},
    {"POST", "/match/d?topics=own.topic&exclude_dataset=e&changed_since=2020-01-01&threshold=0.5",
        "{\"queries\":{\"q\":{\"properties\":{\"name\":\"Ann Alpha\"}}}}", "\"id\":\"a\"", false},
    {"POST", "/match/default",
        "{\"queries\":{\"p\":{\"properties\":{}},\"q\":{\"properties\":{\"name\":\"Ann "
        "Alpha\"}}}}",
        "\"status\":400,\"detail\"", false},
    {"GET", "/search/default?q=ann&countries=ru", "", "\"value\":0", false},
    {"GET", "/search/e?q=ce", "", "\"id\":\"c\"", false},
    {"GET", "/search/default?q=an%20alpha&fuzzy=1", "", "\"id\":\"a\"", false},
    {"GET", "/entities/a?nested=0", "", "\"target\":true", false},
    {"GET", "/entities/a/adjacent", "", "\"adjacent\":{\"owner\":{\"results\":[{\"id\":\"o\"",
        false},
    {"GET", "/entities/o/adjacent/asset", "", "\"id\":\"c\"", false},
    {"GET", "/statements/c", "", "\"value\":2", false},
    {"POST", "/scan", "Yesterday Ann Alpha spoke.", "\"id\":\"a\"", false},
    {"POST", "/scan?form=payment", ":20:X\n:50K:ANN ALPHA\n:57A:NO BIC\n:59:/1\nCEE LTD\n-}",
        "\"path\":\"50K", false},
    {"POST", "/compare", "{\"name1\":\"Ann\",\"name2\":\"Ann\"}", "\"parts\":", false},
    {"GET", "/assets/main.js", "", "hashchange", false},
    {"GET", "/reconcile/default", "", "\"0.2\"", false},
    {"POST", "/reconcile/default", "queries={\"q\":{\"query\":\"Ann Alpha\"}}", "\"id\":\"a\"",
        true},
    {"GET", "/reconcile/d/suggest/entity?prefix=ann", "", "\"id\":\"a\"", false},
    {"GET", "/catalog", "", "\"name\":\"e\"", false},
    {"GET", "/metrics", "", "aka_index_entities", false},
    {"POST", "/updatez", "", "ok", false},
};
#define REQUESTS (sizeof requests / sizeof *requests)

static asked ask_nth(ak_service *service, size_t i)
{
    aka_view body = {requests[i].body, strlen(requests[i].body)};
    return ask(service, requests[i].method, requests[i].target, body, requests[i].form);
}

static void assert_answered(ak_service *service, size_t i)
{
    asked a = ask_nth(service, i);
    bool has =
        a.out.len && memmem(a.out.data, a.out.len, requests[i].wanted, strlen(requests[i].wanted));
    if (a.status != 200 || !has)
        fail_msg("%s: %u %.*s", requests[i].target, a.status, (int)a.out.len, a.out.data);
    ak_out_free(&a.out);
}

static void test_answers(void **state)
{
    (void)state;
    ak_service service;
    aka_error error;
    assert_int_equal(start(&service, &error), AKA_OK);
    for (size_t i = 0; i < REQUESTS; i++) assert_answered(&service, i);
    ak_service_free(&service);
}

/* A thread is given the worker that it gave back last, and another one while it has that. */
static void test_workers(void **state)
{
    (void)state;
    ak_service service;
    aka_error error;
    assert_int_equal(start(&service, &error), AKA_OK);
    ak_snapshot *s = ak_service_snapshot(&service);
    ak_worker *first = ak_worker_take(s, &error), *second = ak_worker_take(s, &error);
    assert_non_null(first);
    assert_non_null(second);
    assert_ptr_not_equal(first, second);
    ak_worker_give(s, second);
    ak_worker_give(s, first);
    assert_ptr_equal(ak_worker_take(s, &error), first);
    assert_ptr_equal(ak_worker_take(s, &error), second);
    ak_worker_give(s, first);
    ak_worker_give(s, second);
    ak_worker_give(s, NULL);
    ak_snapshot_drop(s);
    ak_service_free(&service);
}

/* What takes long is broken off. */
static void test_late(void **state)
{
    (void)state;
    ak_service service;
    aka_error error;
    assert_int_equal(start(&service, &error), AKA_OK);
    ask_seconds = -1;
    for (size_t i = 0; i < REQUESTS; i++) {
        bool bounded = strstr(requests[i].target, "/match") ||
                       strstr(requests[i].target, "/search") ||
                       strstr(requests[i].target, "/scan") || requests[i].form;
        asked a = ask_nth(&service, i);
        assert_int_equal(a.status, bounded ? 503 : 200);
        ak_out_free(&a.out);
    }
    ask_seconds = 60;
    ak_service_free(&service);
}

static void test_start(void **state)
{
    (void)state;
    bool failed = true;
    for (long n = 0; failed; n++) {
        ak_service service;
        aka_error error = {.code = AKA_OK};
        fail_allocation(n);
        aka_status status = start(&service, &error);
        failed = end_of_failures();
        if (status != AKA_OK) assert_int_equal(error.code, status);
        if (!failed) assert_int_equal(status, AKA_OK);
        ak_service_free(&service);
    }
}

static void fail_each(size_t i)
{
    ak_service service;
    aka_error error;
    bool failed = true;
    for (long n = 0; failed; n++) {
        /* A new service each time, so that it has to make its workers and details. */
        assert_int_equal(start(&service, &error), AKA_OK);
        fail_allocation(n);
        asked a = ask_nth(&service, i);
        failed = end_of_failures();
        /* Some allocations can be done without: what was expanded is then not remembered. */
        if (a.status != 200 && a.status != 503 && a.status != 404 && a.status != 500)
            fail_msg("%s, allocation %ld: %u %.*s", requests[i].target, n, a.status, (int)a.out.len,
                a.out.data);
        ak_out_free(&a.out);
        if (i + 1 < REQUESTS) assert_answered(&service, i);
        ak_service_free(&service);
    }
}

static void test_requests(void **state)
{
    (void)state;
    for (size_t i = 0; i < REQUESTS; i++) fail_each(i);
}

static void test_reload_keeps_the_old_one(void **state)
{
    (void)state;
    ak_service service;
    aka_error error;
    bool failed = true;
    assert_int_equal(start(&service, &error), AKA_OK);
    /* What these need of the index is made by the reload for the new one. */
    for (size_t i = 0; i < REQUESTS - 1; i++) assert_answered(&service, i);
    ak_snapshot *held = ak_service_snapshot(&service);
    assert_non_null(held->details);
    assert_non_null(held->plan);
    for (long n = 0; failed; n++) {
        fail_allocation(n);
        aka_status status = ak_service_reload(&service, &error);
        failed = end_of_failures();
        if (!failed) assert_int_equal(status, AKA_OK);
        assert_answered(&service, 0);
        assert_non_null(service.current->details);
        assert_non_null(service.current->plan);
    }
    assert_ptr_not_equal(service.current, held);
    assert_int_equal(aka_index_entities(held->index), 3);
    ak_snapshot_drop(held);
    ak_service_free(&service);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers),
        cmocka_unit_test(test_workers), cmocka_unit_test(test_late), cmocka_unit_test(test_start),
        cmocka_unit_test(test_requests), cmocka_unit_test(test_reload_keeps_the_old_one)};
    return cmocka_run_group_tests(tests, make_index, remove_index);
}
