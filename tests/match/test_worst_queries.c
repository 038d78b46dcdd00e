/* The rows of query sets that a file like worst_queries.txt names (AKA_WORST_QUERIES) are no more
 * work than it says, asked of an index (AKA_WORST_INDEX). The sets are in AKA_DATA/queries.
 * worst_queries.py runs this. With AKA_HARD_QUERIES=print the lines are printed as they should be:
 * the limits are the counts, the hashes those of the rows as they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "work.h"

#include "base/hash.h"

#include <unistd.h>

/* A line: four limits, hash of the row, its number (the first behind the header is 1), and set. */
typedef struct question {
    work most;
    unsigned hash;
    unsigned long row;
    char set[200];
} question;

/* A query set. It is read twice: as records to be asked, and as fields, which the hash is of. */
typedef struct query_set {
    aka_reader *reader;
    aka_table *table;
    aka_record *record; /* the row at hand */
    unsigned hash;
    unsigned long row;
} query_set;

static void check(aka_status status, const aka_error *err)
{
    char text[800];
    aka_error_format(err, text, sizeof text);
    if (status != AKA_OK) fail_msg("%s", text);
}

static question question_of(const char *line)
{
    question q;
    const char *rest;
    q.most = limits_of(line, &rest);
    if (sscanf(rest, "%8x %lu %199s", &q.hash, &q.row, q.set) != 3)
        fail_msg("\"%s\": the limits are not followed by hash, row and set", line);
    return q;
}

/* ---- a query set ---- */

static bool open_set(query_set *s, const char *name)
{
    char path[4096];
    aka_error err;
    const aka_reader_options options = {.size = sizeof options, .format = "csv"};
    *s = (query_set){0};
    snprintf(path, sizeof path, "%s/queries/%s", getenv("AKA_DATA"), name);
    if (access(path, F_OK) != 0) {
        print_message("%s is not there: its questions are not asked\n", path);
        return false;
    }
    check(aka_reader_open(path, &options, &s->reader, &err), &err);
    check(aka_table_open(path, &s->table, &err), &err);
    check(aka_record_create(&s->record, &err), &err);
    return true;
}

static void close_set(query_set *s)
{
    aka_reader_free(s->reader);
    aka_table_free(s->table);
    aka_record_free(s->record);
    *s = (query_set){0};
}

static unsigned hash_of_fields(const aka_table *table)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < aka_table_columns(table); i++)
        hash = ak_hash_seed(ak_slice_of(aka_table_field(table, i)), hash);
    return (unsigned)hash;
}

/* False where the set ends before. */
static bool go_to(query_set *s, unsigned long row)
{
    aka_error err;
    int more = 1, fields = 1;
    while (s->row < row) {
        check(aka_reader_next(s->reader, s->record, &more, &err), &err);
        check(aka_table_next(s->table, &fields, &err), &err);
        if (!more || !fields) return false;
        s->row++;
    }
    s->hash = hash_of_fields(s->table);
    return true;
}

/* ---- the questions ---- */

/* False where the row is not what it was, or more work. */
static bool ask(aka_screener *screener, query_set *set, const question *q)
{
    char place[300];
    const bool found = go_to(set, q->row);
    snprintf(place, sizeof place, "row %lu of %s", q->row, q->set);
    if (!found || (set->hash != q->hash && !is_printing())) {
        print_error("%s is %s: the data has changed; find the worst queries anew, with "
                    "worst_queries.py BUILD --find\n",
            place, found ? "another than that which the limits are for" : "not there");
        return false;
    }
    const work w = work_of(screener, set->record);
    if (!is_printing()) return is_within(&w, &q->most, place);
    printf("%lu %lu %lu %lu %08x %lu %s\n", w.related, w.postings, w.bounded, w.aligned, set->hash,
        q->row, q->set);
    return true;
}

/* Lines stand in the order of sets and rows. Returns how many are not as they should be. */
static int ask_all(aka_screener *screener, FILE *f, int *asked)
{
    char line[500], name[sizeof((question *)0)->set] = "";
    query_set set = {0};
    int bad = 0;
    bool there = false;
    while (fgets(line, sizeof line, f)) {
        if (*line == '#') continue;
        line[strcspn(line, "\n")] = '\0';
        const question q = question_of(line);
        if (strcmp(q.set, name) != 0) {
            close_set(&set);
            there = open_set(&set, strcpy(name, q.set));
        }
        if (!there) continue;
        if (q.row <= set.row) fail_msg("\"%s\" is not in the order of rows", line);
        bad += !ask(screener, &set, &q);
        ++*asked;
    }
    close_set(&set);
    return bad;
}

static void test_each(void **state)
{
    (void)state;
    const char *path = getenv("AKA_WORST_QUERIES"), *index = getenv("AKA_WORST_INDEX");
    if (!path || !index || !getenv("AKA_DATA"))
        fail_msg("AKA_WORST_QUERIES, AKA_WORST_INDEX and AKA_DATA are to be set");
    aka_index *ix;
    aka_screener *screener;
    aka_error err;
    int asked = 0;
    FILE *f = fopen(path, "r");
    if (!f) fail_msg("%s: cannot be read", path);
    check(aka_index_open(index, 0, &ix, &err), &err);
    check(aka_screener_create(ix, &screener, &err), &err);
    assert_int_equal(ask_all(screener, f, &asked), 0);
    if (!is_printing()) print_message("%d queries asked\n", asked);
    fclose(f);
    aka_screener_free(screener);
    aka_index_free(ix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
