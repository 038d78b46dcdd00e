/* Building in pieces: whatever the size of the loads and the number of threads, the index says the
 * same, problems come in the same order, and what goes wrong leaves nothing behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/build.h"
#include "match/layout.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMED = 300, NAMELESS = 8 };

static char folder[] = "/tmp/aka-build-XXXXXX";
static char list_path[64];

/* What a build told, and where it wrote. */
typedef struct outcome {
    char path[64];
    ak_buf problems;
    aka_build_summary summary;
} outcome;

static void note(void *ctx, const aka_problem *problem)
{
    char text[1024];
    aka_problem_format(problem, text, sizeof text);
    ak_buf_addf(ctx, "%s\n", text);
}

static aka_status try_build(
    outcome *o, const char *name, unsigned jobs, size_t load, aka_error *err)
{
    aka_builder *b;
    ak_buf_init(&o->problems, 0);
    snprintf(o->path, sizeof o->path, "%s/%s.aka", folder, name);
    const aka_build_options options = {
        .size = sizeof options, .on_problem = note, .ctx = &o->problems, .jobs = jobs};
    assert_int_equal(aka_builder_create(&options, &b, err), AKA_OK);
    if (load) ak_builder_set_load(b, load);
    assert_int_equal(aka_builder_add(b, list_path, err), AKA_OK);
    aka_status status = aka_builder_write(b, o->path, &o->summary, err);
    aka_builder_free(b);
    return status;
}

static void build(outcome *o, const char *name, unsigned jobs, size_t load)
{
    aka_error err = {0};
    if (try_build(o, name, jobs, load, &err) != AKA_OK) fail_msg("%s", err.message);
}

static void forget(outcome *o)
{
    unlink(o->path);
    ak_buf_free(&o->problems);
}

static size_t count_files(void)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) count += e->d_name[0] != '.';
    closedir(dir);
    return count;
}

/* ---- two indexes that say the same ---- */

static ak_slice term_text(const ak_index *ix, uint32_t term)
{
    return ak_layout_term(ix, term).text;
}

static void assert_text(ak_slice a, ak_slice b)
{
    if (!ak_slice_eq(a, b)) fail_msg("\"%.*s\" is not \"%.*s\"", AK_ARG(a), AK_ARG(b));
}

static void assert_same_entity(const ak_index *a, const ak_index *b, uint32_t i)
{
    const ak_ix_entity *x = &a->data.entities[i], *y = &b->data.entities[i];
    const ak_ix_label *l = &a->data.labels[i], *m = &b->data.labels[i];
    assert_text(ak_index_str(a, l->id), ak_index_str(b, m->id));
    assert_text(ak_index_str(a, l->caption), ak_index_str(b, m->caption));
    assert_text(ak_index_str(a, l->schema), ak_index_str(b, m->schema));
    assert_text(ak_index_str(a, l->datasets), ak_index_str(b, m->datasets));
    assert_int_equal(x->name_first, y->name_first);
    assert_int_equal(x->attr_first, y->attr_first);
    assert_int_equal(x->kind, y->kind);
    ak_buf one, two;
    ak_buf_init(&one, 0);
    ak_buf_init(&two, 0);
    assert_int_equal(ak_index_record(a, i, &one, NULL), AKA_OK);
    assert_int_equal(ak_index_record(b, i, &two, NULL), AKA_OK);
    assert_text(ak_buf_slice(&one), ak_buf_slice(&two));
    ak_buf_free(&one);
    ak_buf_free(&two);
}

static void assert_same_name(const ak_index *a, const ak_index *b, uint32_t i)
{
    const ak_ix_name *x = &a->data.names[i], *y = &b->data.names[i];
    assert_text(ak_index_str(a, x->text), ak_index_str(b, y->text));
    assert_int_equal(x->entity, y->entity);
    assert_int_equal(x->part_first, y->part_first);
    assert_int_equal(x->strength, y->strength);
}

static void assert_same_term(const ak_index *a, const ak_index *b, uint32_t i)
{
    ak_ix_term x = a->data.terms[i], y = b->data.terms[i];
    assert_text(term_text(a, i), term_text(b, i));
    assert_text(ak_layout_term(a, i).key, ak_layout_term(b, i).key);
    x.text_off = y.text_off = 0;
    assert_memory_equal(&x, &y, sizeof x);
}

static void assert_same_ident(const ak_index *a, const ak_index *b, uint32_t i)
{
    ak_ix_ident x = a->data.idents[i], y = b->data.idents[i];
    assert_text(ak_index_str(a, x.text), ak_index_str(b, y.text));
    x.text.off = y.text.off = 0;
    assert_memory_equal(&x, &y, sizeof x);
}

#define ASSERT_SAME_ARRAY(a, b, field)                                                             \
    do {                                                                                           \
        assert_int_equal((a)->data.field##_count, (b)->data.field##_count);                        \
        assert_memory_equal(                                                                       \
            (a)->data.field, (b)->data.field, (a)->data.field##_count * sizeof *(a)->data.field);  \
    } while (0)

static void assert_same_index(const char *one, const char *two)
{
    ak_index a, b;
    assert_int_equal(ak_index_open(&a, one, ak_rules(), 0, NULL), AKA_OK);
    assert_int_equal(ak_index_open(&b, two, ak_rules(), 0, NULL), AKA_OK);
    assert_text(a.data.meta, b.data.meta);
    assert_int_equal(a.data.entities_count, b.data.entities_count);
    assert_int_equal(a.data.names_count, b.data.names_count);
    assert_int_equal(a.data.terms_count, b.data.terms_count);
    assert_int_equal(a.data.idents_count, b.data.idents_count);
    for (uint32_t i = 0; i < a.data.entities_count; i++) assert_same_entity(&a, &b, i);
    for (uint32_t i = 0; i < a.data.names_count; i++) assert_same_name(&a, &b, i);
    for (uint32_t i = 0; i < a.data.terms_count; i++) assert_same_term(&a, &b, i);
    for (uint32_t i = 0; i < a.data.idents_count; i++) assert_same_ident(&a, &b, i);
    ASSERT_SAME_ARRAY(&a, &b, parts);
    ASSERT_SAME_ARRAY(&a, &b, term_classes);
    ASSERT_SAME_ARRAY(&a, &b, class_terms);
    ASSERT_SAME_ARRAY(&a, &b, ranks);
    ASSERT_SAME_ARRAY(&a, &b, sizes);

    ASSERT_SAME_ARRAY(&a, &b, part_sounds);
    ASSERT_SAME_ARRAY(&a, &b, part_keys);
    ASSERT_SAME_ARRAY(&a, &b, part_pages);
    ASSERT_SAME_ARRAY(&a, &b, loose_terms);
    ASSERT_SAME_ARRAY(&a, &b, loose_keys);
    ASSERT_SAME_ARRAY(&a, &b, loose_pages);
    ASSERT_SAME_ARRAY(&a, &b, runs);
    ASSERT_SAME_ARRAY(&a, &b, run_pages);
    ASSERT_SAME_ARRAY(&a, &b, run_starts);
    ASSERT_SAME_ARRAY(&a, &b, run_postings);
    ASSERT_SAME_ARRAY(&a, &b, class_runs);
    ASSERT_SAME_ARRAY(&a, &b, postings);
    ASSERT_SAME_ARRAY(&a, &b, attrs);
    ASSERT_SAME_ARRAY(&a, &b, id_order);
    ASSERT_SAME_ARRAY(&a, &b, id_places);
    ak_index_close(&a);
    ak_index_close(&b);
}

static void assert_same_file(const char *one, const char *two)
{
    char command[160];
    snprintf(command, sizeof command, "cmp -s %s %s", one, two);
    assert_int_equal(system(command), 0);
}

/* ---- tests ---- */

static void test_loads(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 7, 64, 307, 308};
    outcome whole;
    build(&whole, "whole", 1, 0);
    assert_int_equal(whole.summary.entities, NAMED + NAMELESS);
    assert_true(whole.summary.problems > 40);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        outcome pieces;
        build(&pieces, "pieces", 1, sizes[i]);
        assert_same_index(whole.path, pieces.path);
        assert_text(ak_buf_slice(&whole.problems), ak_buf_slice(&pieces.problems));
        assert_int_equal(whole.summary.names, pieces.summary.names);
        assert_int_equal(whole.summary.problems, pieces.summary.problems);
        forget(&pieces);
    }
    forget(&whole);
}

static void test_threads(void **state)
{
    (void)state;
    for (size_t load = 3; load < 200; load *= 5) {
        outcome one;
        build(&one, "one", 1, load);
        for (unsigned jobs = 2; jobs <= 5; jobs++) {
            outcome many;
            build(&many, "many", jobs, load);
            assert_same_file(one.path, many.path);
            assert_string_equal(one.summary.fingerprint, many.summary.fingerprint);
            assert_text(ak_buf_slice(&one.problems), ak_buf_slice(&many.problems));
            forget(&many);
        }
        forget(&one);
    }
}

/* The file system refuses: at once, in a thread, while merging, while writing. */
static void test_disk_full(void **state)
{
    (void)state;
    struct rlimit old, low;
    outcome o;
    build(&o, "full", 1, 0);
    uint64_t bytes = o.summary.bytes;
    forget(&o);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    for (rlim_t limit = 0; limit < bytes; limit += bytes / 16) {
        aka_error err = {0};
        low = old;
        low.rlim_cur = limit;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
        aka_status status = try_build(&o, "full", limit % 2 + 2, 50, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
        assert_int_equal(status, AKA_E_IO);
        assert_string_equal(err.path, o.path);
        assert_int_equal(count_files(), 1); /* the list */
        forget(&o);
    }
}

static void test_no_folder(void **state)
{
    (void)state;
    aka_builder *b;
    aka_error err = {0};
    assert_int_equal(aka_builder_create(NULL, &b, &err), AKA_OK);
    assert_int_equal(aka_builder_add(b, list_path, &err), AKA_OK);
    assert_int_equal(aka_builder_write(b, "/nonexistent/x.aka", NULL, &err), AKA_E_IO);
    assert_string_equal(err.path, "/nonexistent/x.aka");
    aka_builder_free(b);
}

/* Listed by first and last names that make more than are screened. */
static void test_too_many_names_in_parts(void **state)
{
    (void)state;
    char path[64];
    aka_builder *b;
    aka_build_summary summary;
    ak_buf problems;
    aka_error err;
    ak_buf_init(&problems, 0);
    const aka_build_options options = {
        .size = sizeof options, .on_problem = note, .ctx = &problems};
    snprintf(path, sizeof path, "%s/parts.jsonl", folder);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs("{\"id\":\"x\",\"schema\":\"Person\",\"properties\":{\"firstName\":[\"Ana\",\"Anna\","
          "\"Anya\","
          "\"Hanna\"],\"lastName\":[\"Berg\",\"Burg\",\"Borg\",\"Birk\",\"Bork\"]}}\n",
        out);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(aka_builder_create(&options, &b, &err), AKA_OK);
    assert_int_equal(aka_builder_add(b, path, &err), AKA_OK);
    unlink(path);
    snprintf(path, sizeof path, "%s/parts.aka", folder);
    assert_int_equal(aka_builder_write(b, path, &summary, &err), AKA_OK);
    assert_int_equal(summary.names, 16);
    assert_non_null(strstr(problems.data, "more than 16 names; the others are not screened"));
    aka_builder_free(b);
    ak_buf_free(&problems);
    unlink(path);
}

static unsigned roll(unsigned *dice)
{
    *dice = *dice * 1103515245u + 12345u;
    return *dice >> 16;
}

static void write_list(FILE *out)
{
    static const char *const parts[] = {"Gustavo", "Francisco", "Petro", "Urrego", "Maria", "Ali",
        "Mohammed", "bin", "Salman", "Trading", "Limited", "Ocean", "Star", "Ivan", "Petrov"};
    unsigned n = sizeof parts / sizeof *parts, dice = 1;
    for (unsigned i = 0; i < NAMED; i++) {
        if (i % 37 == 5) fprintf(out, "{\"id\": broken\n");
        if (i % 41 == 7) fprintf(out, "{\"id\":\"e-%u\",\"schema\":\"Person\"}\n", i / 2);
        fprintf(out, "{\"id\":\"e-%u\",\"schema\":\"%s\",\"datasets\":[\"d%u\"],\"properties\":{",
            (i * 7919) % 10007, i % 3 ? "Person" : "Company", i % 4);
        const char *one = parts[roll(&dice) % n], *two = parts[roll(&dice) % n];
        fprintf(out, "\"name\":[\"%s %s %s%u\",\"%s\"]", one, two, parts[i % n], i % 11,
            i % 20 ? parts[roll(&dice) % n] : "\xE2\x80\x94");
        fprintf(out, ",\"birthDate\":[\"%s\"]", i % 17 ? "1960-04-19" : "31 Feb 1960");
        fprintf(out, ",\"idNumber\":[\"AB %u\"]}}\n", 1000000 + roll(&dice) % 200);
    }
}

static int setup(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) return -1;
    snprintf(list_path, sizeof list_path, "%s/list.jsonl", folder);
    FILE *out = fopen(list_path, "w");
    if (!out) return -1;
    write_list(out);
    return fclose(out);
}

static int teardown(void **state)
{
    (void)state;
    unlink(list_path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loads),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_disk_full),
        cmocka_unit_test(test_no_folder),
        cmocka_unit_test(test_too_many_names_in_parts),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
