/* Shared by the tests of the match room: an index made from entities written as JSON lines, opened
 * from a temporary file. Include after cmocka. */
#ifndef TESTS_MATCH_HELP_H
#define TESTS_MATCH_HELP_H

#include "aka/aka.h"
#include "match/compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void compile_lines(const char *const *lines, size_t n, const char *path)
{
    ak_text *own;
    ak_compiler *c;
    aka_error err;
    ak_arena entities;
    ak_index_data data;
    ak_arena_init(&entities, 0);
    assert_int_equal(ak_text_create(&own, &err), AKA_OK);
    assert_int_equal(ak_compiler_create(own, &c, &err), AKA_OK);
    for (size_t i = 0; i < n; i++) {
        ak_entity *e;
        ak_arena_reset(&entities);
        if (ak_entity_read_json(&entities, ak_slice_of(lines[i]), &e, &err) != AKA_OK)
            fail_msg("%s: %s", lines[i], err.message);
        assert_int_equal(ak_compiler_add(c, e, NULL, NULL, &err), AKA_OK);
    }
    assert_int_equal(ak_compiler_finish(c, &data, &err), AKA_OK);
    data.meta = AK_LIT("{\"entities\":0}");
    if (ak_index_write(&data, path, NULL, NULL, &err) != AKA_OK) fail_msg("%s", err.message);
    ak_compiler_free(c);
    ak_text_free(own);
    ak_arena_free(&entities);
}

static inline aka_index *index_of(const char *const *lines, size_t n)
{
    char path[] = "/tmp/aka-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    compile_lines(lines, n, path);
    aka_index *index;
    aka_error err;
    if (aka_index_open(path, 0, &index, &err) != AKA_OK) fail_msg("%s", err.message);
    unlink(path);
    return index;
}

static inline aka_record *record_of(const char *json)
{
    aka_record *r;
    aka_error err;
    assert_int_equal(aka_record_create(&r, &err), AKA_OK);
    if (aka_record_read_json(r, json, strlen(json), &err) != AKA_OK)
        fail_msg("%s: %s", json, err.message);
    return r;
}

#endif
