/* Shared by the tests of names: making terms and names from literals. Include after cmocka. */
#ifndef TESTS_NAMES_HELP_H
#define TESTS_NAMES_HELP_H

#include "names/name.h"
#include "names/relate.h"

static ak_arena arena;
static ak_text *text;

static inline int setup_names(void **state)
{
    (void)state;
    ak_arena_init(&arena, 0);
    return ak_text_create(&text, NULL) == AKA_OK ? 0 : -1;
}

static inline int teardown_names(void **state)
{
    (void)state;
    ak_text_free(text);
    ak_arena_free(&arena);
    return 0;
}

static inline ak_term term(const char *s)
{
    ak_term t;
    assert_true(ak_term_make(&arena, ak_slice_of(s), &t));
    return t;
}

static inline ak_name name_of(ak_kind kind, const char *s)
{
    ak_name n;
    aka_error err;
    assert_int_equal(ak_name_analyse(text, ak_slice_of(s), kind, &arena, &n, &err), AKA_OK);
    return n;
}

#endif
