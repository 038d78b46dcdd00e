/* Work is bounded by what the score asks for, not by time: each question of hard_queries.txt is
 * counted on a list of names that share their parts. With AKA_HARD_QUERIES=print the counts are
 * printed instead, in the form of that file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match_help.h"
#include "work.h"

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

static aka_record *person_named(const char *name)
{
    aka_record *r;
    aka_error err;
    assert_int_equal(aka_record_create(&r, &err), AKA_OK);
    assert_int_equal(aka_record_set_schema(r, "Person", &err), AKA_OK);
    assert_int_equal(aka_record_add(r, "name", name, &err), AKA_OK);
    return r;
}

/* False where the question of the line is more work than its limits. */
static bool ask(aka_screener *s, const char *line)
{
    char question[NAME_MAX];
    const char *written;
    const work most = limits_of(line, &written);
    write_question(written, question, sizeof question);
    aka_record *r = person_named(question);
    const work w = work_of(s, r);
    aka_record_free(r);
    if (!is_printing()) return is_within(&w, &most, written);
    printf("%lu %lu %lu %lu\t%s\n", w.related, w.postings, w.bounded, w.aligned, written);
    return true;
}

static void test_each(void **state)
{
    (void)state;
    char path[4096], line[500];
    const char *source = getenv("AKA_SOURCE");
    snprintf(path, sizeof path, "%s/tests/match/hard_queries.txt", source ? source : ".");
    FILE *f = fopen(path, "r");
    if (!f) fail_msg("%s: cannot be read", path);
    aka_index *ix = make_list();
    aka_screener *s;
    assert_int_equal(aka_screener_create(ix, &s, NULL), AKA_OK);
    int asked = 0, too_much = 0;
    for (; fgets(line, sizeof line, f); asked++) {
        line[strcspn(line, "\n")] = '\0';
        if (*line != '#') too_much += !ask(s, line);
    }
    assert_true(asked > 20);
    assert_int_equal(too_much, 0);
    fclose(f);
    aka_screener_free(s);
    aka_index_free(ix);
}

/* "OF" in a name of capitals looks like its acronym, and three letters meet any three words: the
 * names that have it are not aligned. */
static void test_short_acronym(void **state)
{
    (void)state;
    enum { COUNT = 400 };
    static char lines[COUNT][160];
    const char *list[COUNT];
    for (int i = 0; i < COUNT; i++) {
        snprintf(lines[i], sizeof lines[i],
            "{\"id\":\"x-%d\",\"schema\":\"Organization\",\"caption\":\"c\",\"datasets\":[\"x\"],"
            "\"properties\":{\"name\":[\"X%cR%cM OF B%cL%cNT\"]}}",
            i, "AEIOU"[i % 5], "AEIOU"[i / 5 % 5], "AEIOU"[i / 25 % 5], "AEIOU"[i / 125]);
        list[i] = lines[i];
    }
    aka_index *ix = index_of(list, COUNT);
    aka_screener *s;
    assert_int_equal(aka_screener_create(ix, &s, NULL), AKA_OK);
    aka_record *r = record_of(
        "{\"schema\":\"Organization\",\"properties\":{\"name\":[\"SEVENTH OF QWERTZU\"]}}");
    const work w = work_of(s, r);
    assert_int_equal(w.aligned, 0);
    aka_record_free(r);
    aka_screener_free(s);
    aka_index_free(ix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each),
        cmocka_unit_test(test_short_acronym),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
