/* Romanisation on real names: $AKA_DATA/translit has Latin words with the same name in another
 * script. Guards the share of rows that come out as the Latin word, exactly or within two edits;
 * skipped where the folder is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

#define LONGEST 64 /* letters compared; longer words are cut */

/* Floors in per mille, a little below what is reached. Arabic, Persian and Hebrew write few
 * vowels; katakana, Hangul and Han spell foreign names by ear. */
static const struct {
    const char *file;
    unsigned exact, near;
} floors[] = {
    {"russian", 325, 800},
    {"greek", 405, 850},
    {"armenian", 415, 860},
    {"persian", 98, 625},
    {"arabic", 84, 595},
    {"hebrew", 73, 615},
    {"katakana", 100, 555},
    {"korean", 153, 585},
    {"chinese", 18, 235},
};

static int setup(void **state)
{
    static ak_text *text;
    aka_status status = ak_text_create(&text, NULL);
    *state = text;
    return status == AKA_OK ? 0 : -1;
}

static int teardown(void **state)
{
    ak_text_free(*state);
    return 0;
}

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein distance. */
static size_t distance(ak_slice a, ak_slice b)
{
    size_t row[LONGEST + 1];
    a.len = min(a.len, LONGEST);
    b.len = min(b.len, LONGEST);
    for (size_t k = 0; k <= b.len; k++) row[k] = k;
    for (size_t i = 0; i < a.len; i++) {
        size_t corner = row[0]++;
        for (size_t k = 0; k < b.len; k++) {
            size_t above = row[k + 1];
            row[k + 1] = min(min(row[k], above) + 1, corner + (a.data[i] != b.data[k]));
            corner = above;
        }
    }
    return row[b.len];
}

/* The words of a cell as one. */
static ak_slice folded(ak_text *text, ak_slice cell, ak_arena *arena)
{
    ak_slice joined;
    assert_int_equal(ak_words_joined(text, cell, arena, &joined, NULL), AKA_OK);
    char *out = ak_arena_alloc(arena, joined.len);
    assert_non_null(out);
    size_t n = 0;
    for (size_t i = 0; i < joined.len; i++)
        if (joined.data[i] != ' ') out[n++] = joined.data[i];
    return (ak_slice){out, n};
}

static void measure(ak_text *text, ak_slice rows, unsigned *exact, unsigned *near)
{
    ak_arena arena;
    ak_arena_init(&arena, 0);
    unsigned count = 0, same = 0, close = 0;
    bool done = false;
    for (ak_slice line; ak_slice_split(&rows, '\n', &done, &line);) {
        size_t tab = ak_slice_find(line, AK_LIT("\t"), 0);
        if (tab == SIZE_MAX) continue;
        ak_slice latin = folded(text, ak_slice_sub(line, 0, tab), &arena);
        ak_slice other = folded(text, ak_slice_sub(line, tab + 1, line.len), &arena);
        size_t edits = distance(latin, other);
        count++;
        same += edits == 0;
        close += edits <= 2;
        ak_arena_reset(&arena);
    }
    ak_arena_free(&arena);
    assert_true(count > 0);
    *exact = same * 1000 / count;
    *near = close * 1000 / count;
}

static void test_floors(void **state)
{
    const char *data = getenv("AKA_DATA");
    bool below = false;
    for (size_t i = 0; i < sizeof floors / sizeof *floors; i++) {
        char path[4096];
        ak_map map;
        aka_error err = {0};
        unsigned exact, near;
        snprintf(path, sizeof path, "%s/translit/%s_dev.tsv", data, floors[i].file);
        assert_int_equal(ak_map_open(&map, path, &err), AKA_OK);
        measure(*state, map.bytes, &exact, &near);
        ak_map_close(&map);
        print_message("%-9s exact %4.1f %%, within two edits %4.1f %%\n", floors[i].file,
            exact / 10.0, near / 10.0);
        below = below || exact < floors[i].exact || near < floors[i].near;
    }
    assert_false(below);
}

int main(void)
{
    if (!getenv("AKA_DATA")) {
        print_message("AKA_DATA is not set: real names are not romanised\n");
        return 77; /* skipped, to Meson */
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_floors),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
