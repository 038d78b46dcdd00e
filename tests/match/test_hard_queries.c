/* Work is bounded by what the score asks for, not by time: each question of hard_queries.txt is
 * counted on a list of names that share their parts. With AKA_HARD_QUERIES=print the counts are
 * printed instead, in the form of that file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match_help.h"

#include "match/index_handle.h"
#include "match/retrieve.h"

enum { ENTITIES = 3000, NAME_MAX = 15000 };

static const char *const given[] = {"Mohammed", "Ali", "Hassan", "Ahmad", "Muhammad", "Mohamed",
    "Hussein", "Abd al-Rahman", "Abdulrahman", "Kim", "Li", "Ivan", "Maria", "M.", "Jong", "محمد"};
static const char *const family[] = {"al-Hassan", "Ali", "Ould Muhammad", "Mohammedov", "Hasan",
    "bin Ali", "Na", "Un", "Ahmadi", "Husayn", "Petro", "Ivanov", "حسن", "Hassani", "Qwertz"};

/* The same numbers on every machine. */
static unsigned next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

#define PICK(list, state) list[next_random(state) % (sizeof list / sizeof *list)]

static aka_index *make_list(void)
{
    static char lines[ENTITIES][200];
    const char *list[ENTITIES];
    uint32_t state = 1;
    for (int i = 0; i < ENTITIES; i++) {
        const char *a = PICK(given, &state), *b = PICK(given, &state), *c = PICK(family, &state);
        char rare[8] = "";
        if (i % 3 == 0) snprintf(rare, sizeof rare, "x%c%c%cor", 'a' + i % 7, 'b' + i % 11, 'u');
        snprintf(lines[i], sizeof lines[i],
            "{\"id\":\"x-%d\",\"schema\":\"Person\",\"caption\":\"c\",\"datasets\":[\"x\"],"
            "\"properties\":{\"name\":[\"%s %s %s %s\"]}}",
            i, a, i % 2 ? b : "", rare, c);
        list[i] = lines[i];
    }
    return index_of(list, ENTITIES);
}

/* A line's question, written out. */
static void write_question(const char *line, char *out, size_t cap)
{
    char words[400], *word, *rest = words;
    int n = 0, used = 0;
    *out = '\0';
    if (sscanf(line, "@letters %d", &n) == 1) {
        for (int i = 0; i < n; i++) snprintf(out + i, cap - (size_t)i, "%c", 'a' + i * 7 % 26);
    } else if (sscanf(line, "@words %d %n", &n, &used) == 1) {
        size_t len = 0;
        for (int i = 0; i < n; i++) {
            if (i == 0 || !rest) snprintf(rest = words, sizeof words, "%s", line + used);
            word = strsep(&rest, " ");
            len += (size_t)snprintf(out + len, cap - len, "%s ", word);
        }
    } else {
        snprintf(out, cap, "%s", line);
    }
}

typedef struct work {
    uint64_t related, postings, bounded, aligned;
} work;

static work work_of(ak_retriever *r, ak_text *words, const char *question)
{
    ak_arena arena;
    ak_name name;
    aka_error err;
    const ak_candidate *candidates;
    size_t count;
    ak_arena_init(&arena, 0);
    if (ak_name_analyse(words, ak_slice_of(question), AK_KIND_PERSON, &arena, &name, &err) !=
        AKA_OK)
        fail_msg("%s", err.message);
    ak_memory_free(&r->expander.memory);
    const uint64_t before = r->expander.looked_at;
    ak_needed needed;
    ak_needed_make(NULL, 0.7, &needed);
    assert_true(ak_retrieve(r, &name, &needed, &candidates, &count));
    ak_arena_free(&arena);
    return (work){r->expander.looked_at - before, r->postings_read, r->names_bounded, count};
}

static void test_each(void **state)
{
    (void)state;
    char path[4096], line[500], question[NAME_MAX];
    const char *source = getenv("AKA_SOURCE");
    const bool print = getenv("AKA_HARD_QUERIES") != NULL;
    snprintf(path, sizeof path, "%s/tests/match/hard_queries.txt", source ? source : ".");
    FILE *f = fopen(path, "r");
    if (!f) fail_msg("%s: cannot be read", path);
    aka_index *ix = make_list();
    ak_retriever r;
    ak_text *words;
    assert_int_equal(ak_retriever_init(&r, &ix->index, NULL), AKA_OK);
    assert_int_equal(ak_text_create(&words, NULL), AKA_OK);
    int asked = 0;
    while (fgets(line, sizeof line, f)) {
        unsigned long most[4];
        int used = 0;
        line[strcspn(line, "\n")] = '\0';
        if (*line == '#') continue;
        assert_int_equal(
            sscanf(line, "%lu %lu %lu %lu\t%n", &most[0], &most[1], &most[2], &most[3], &used), 4);
        write_question(line + used, question, sizeof question);
        work w = work_of(&r, words, question);
        if (print)
            printf("%lu %lu %lu %lu\t%s\n", (unsigned long)w.related, (unsigned long)w.postings,
                (unsigned long)w.bounded, (unsigned long)w.aligned, line + used);
        else if (w.related > most[0] || w.postings > most[1] || w.bounded > most[2] ||
                 w.aligned > most[3])
            fail_msg("%s: %lu terms, %lu postings, %lu bounded, %lu aligned", line,
                (unsigned long)w.related, (unsigned long)w.postings, (unsigned long)w.bounded,
                (unsigned long)w.aligned);
        asked++;
    }
    assert_true(asked > 20);
    fclose(f);
    ak_text_free(words);
    ak_retriever_free(&r);
    aka_index_free(ix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
