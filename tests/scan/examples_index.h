/* An index of example lists for tests of payments. Include after cmocka. */
#ifndef TESTS_SCAN_EXAMPLES_INDEX_H
#define TESTS_SCAN_EXAMPLES_INDEX_H

#include "aka/aka.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Of lists in examples/lists; it lives in no file. */
static inline aka_index *index_of_examples(const char *const *lists, size_t count)
{
    char list[1000], path[] = "/tmp/aka-payment-XXXXXX";
    aka_builder *b;
    aka_index *index;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(aka_builder_create(NULL, &b, NULL), AKA_OK);
    for (size_t i = 0; i < count; i++) {
        snprintf(list, sizeof list, "%s/examples/lists/%s", getenv("AKA_SOURCE"), lists[i]);
        assert_int_equal(aka_builder_add(b, list, NULL), AKA_OK);
    }
    assert_int_equal(aka_builder_write(b, path, NULL, NULL), AKA_OK);
    aka_builder_free(b);
    assert_int_equal(aka_index_open(path, 0, &index, NULL), AKA_OK);
    unlink(path);
    return index;
}

#endif
