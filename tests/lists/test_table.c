/* Tables: header, fields as C strings, separators, encodings, bad rows. */
#define TEMP_FAIL_ALLOCATIONS
#include "temp.h"

#include "aka/reader.h"
#include "base/buf.h"

/* "line:[field]…" for each row, "line!" for each bad one; the header first. */
static char *read_table(const char *path)
{
    aka_table *t;
    aka_error err;
    ak_buf out;
    int more;
    ak_buf_init(&out, 0);
    assert_int_equal(aka_table_open(path, &t, &err), AKA_OK);
    for (size_t i = 0; i < aka_table_columns(t); i++)
        ak_buf_addf(&out, "<%s>", aka_table_header(t, i));
    assert_string_equal(aka_table_header(t, aka_table_columns(t)), "");
    assert_string_equal(aka_table_field(t, 0), ""); /* no row yet */
    for (;;) {
        aka_status st = aka_table_next(t, &more, &err);
        unsigned long long line = aka_table_line(t);
        if (st == AKA_OK && !more) break;
        assert_true(st == AKA_OK || st == AKA_E_RECORD);
        if (st) {
            assert_int_equal(err.line, line);
            assert_string_equal(err.path, path);
            assert_string_equal(aka_table_field(t, 0), "");
            ak_buf_addf(&out, " %llu!", line);
            continue;
        }
        ak_buf_addf(&out, " %llu:", line);
        for (size_t i = 0; i < aka_table_columns(t); i++)
            ak_buf_addf(&out, "[%s]", aka_table_field(t, i));
        assert_string_equal(aka_table_field(t, aka_table_columns(t)), "");
    }
    aka_table_free(t);
    return out.data;
}

static void assert_table(const char *data, size_t len, const char *want)
{
    temp t;
    temp_make(&t);
    char *got = read_table(temp_write(&t, "table.csv", data, len));
    assert_string_equal(got, want);
    free(got);
    temp_remove(&t);
}

#define ASSERT_TABLE(literal, want) assert_table(literal, sizeof(literal) - 1, want)

static void test_rows(void **state)
{
    (void)state;
    ASSERT_TABLE("a,b\n1,2\n3,4", "<a><b> 2:[1][2] 3:[3][4]");
    ASSERT_TABLE(
        "a,b\r\n1,\"2,\r\n\"\"x\"\"\"\r\n\r\n3,4\r\n\x1A", "<a><b> 2:[1][2,\r\n\"x\"] 5:[3][4]");
    ASSERT_TABLE("\n\na\n1\n", "<a> 4:[1]");
    ASSERT_TABLE("a,b", "<a><b>");
    ASSERT_TABLE("a,,a\n1,2,3\n", "<a><><a> 2:[1][2][3]");
}

static void test_separators(void **state)
{
    (void)state;
    ASSERT_TABLE("a;b\n1,5;2\n", "<a><b> 2:[1,5][2]");
    ASSERT_TABLE("a\tb\n1\t2\n", "<a><b> 2:[1][2]");
    ASSERT_TABLE("a|b\n1|2\n", "<a><b> 2:[1][2]");
    ASSERT_TABLE("\"x;y;z\",b\n1,2\n", "<x;y;z><b> 2:[1][2]");
}

static void test_encodings(void **state)
{
    (void)state;
    ASSERT_TABLE("\xEF\xBB\xBF"
                 "a,b\n1,2\n",
        "<a><b> 2:[1][2]");
    ASSERT_TABLE("\xEF\xBB\xBF\"a\",b\n1,2\n", "<a><b> 2:[1][2]");
    ASSERT_TABLE("\xFF\xFE"
                 "a\0;\0b\0\n\0"
                 "1\0;\0\xE9\0",
        "<a><b> 2:[1][\xC3\xA9]");
    ASSERT_TABLE("\xFE\xFF\0a\0,\0b\0\n\0"
                 "1\0,\0\xE9\0\n",
        "<a><b> 2:[1][\xC3\xA9]");
    ASSERT_TABLE("a,b\n\xE9,\xFF\n", "<a><b> 2:[\xE9][\xFF]"); /* other bytes pass as they are */
    ASSERT_TABLE("a\0,b\n1\0\0x,2\n", "<a\xEF\xBF\xBD><b> 2:[1\xEF\xBF\xBD\xEF\xBF\xBDx][2]");
}

static void test_bad_rows(void **state)
{
    (void)state;
    ASSERT_TABLE(
        "a,b\n1\n1,2\n1,2,3\n3,4\n\"5,6\n7,8\n", "<a><b> 2! 3:[1][2] 4! 5:[3][4] 6! 7:[7][8]");
    temp t;
    temp_make(&t);
    aka_table *table;
    aka_error err;
    int more;
    assert_int_equal(aka_table_open(temp_text(&t, "t", "a,b\n1,2,3\n"), &table, &err), AKA_OK);
    assert_int_equal(aka_table_next(table, &more, &err), AKA_E_RECORD);
    assert_string_equal(err.message, "the row has 3 fields where the header has 2");
    assert_int_equal(aka_table_next(table, &more, NULL), AKA_OK);
    assert_int_equal(more, 0);
    aka_table_free(table);

    size_t len = (1 << 20) + 100;
    char *big = malloc(len);
    assert_non_null(big);
    memset(big, 'x', len);
    memcpy(big, "a,b\n", 4);
    memcpy(big + len - 5, "\n1,2\n", 5);
    assert_table(big, len, "<a><b> 2! 3:[1][2]");
    free(big);
    temp_remove(&t);
}

static void test_unusable(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    aka_table *table = (aka_table *)1;
    aka_error err;
    assert_int_equal(aka_table_open("/nonexistent.csv", &table, &err), AKA_E_IO);
    assert_null(table);
    assert_int_equal(aka_table_open(temp_text(&t, "empty", "\n\n"), &table, &err), AKA_E_SYNTAX);
    assert_non_null(strstr(err.message, "header row is needed"));
    assert_int_equal(aka_table_open(temp_text(&t, "quote", "\"a,b\n"), &table, &err), AKA_E_SYNTAX);
    assert_int_equal(err.code, AKA_E_SYNTAX);
    assert_int_equal(err.line, 1);
    assert_int_equal(aka_table_open(temp_text(&t, "quote", "\"a,b\n"), &table, NULL), AKA_E_SYNTAX);
    aka_table_free(NULL);
    temp_remove(&t);
}

static void test_truncated(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char out[2048];
    size_t n = gzip_bytes("a,b\n1,2\n3,", 10, out);
    aka_table *table;
    aka_error err;
    int more;
    const char *path = temp_write(&t, "t.csv.gz", out, n - 2);
    assert_int_equal(aka_table_open(path, &table, &err), AKA_OK);
    assert_int_equal(aka_table_next(table, &more, &err), AKA_OK);
    assert_string_equal(aka_table_field(table, 1), "2");
    assert_int_equal(aka_table_next(table, &more, &err), AKA_E_SYNTAX);
    assert_int_equal(err.byte, n - 2);
    assert_string_equal(err.path, path);
    aka_table_free(table);
    temp_remove(&t);
}

/* Rows that come by a pipe are given as they come, without waiting for more. */
static void test_pipe(void **state)
{
    (void)state;
    int ends[2], saved = dup(STDIN_FILENO);
    aka_table *t;
    aka_error err;
    int more;
    assert_true(saved >= 0 && pipe(ends) == 0);
    assert_int_equal(write(ends[1], "a;b\n1;2\n", 8), 8);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    alarm(20); /* ends a reader that waits */
    assert_int_equal(aka_table_open("-", &t, &err), AKA_OK);
    assert_int_equal(aka_table_next(t, &more, &err), AKA_OK);
    assert_string_equal(aka_table_field(t, 1), "2");
    assert_int_equal(write(ends[1], "3;4;5\n", 6), 6);
    assert_int_equal(aka_table_next(t, &more, &err), AKA_E_RECORD);
    assert_string_equal(err.path, "standard input");
    assert_int_equal(err.line, 3);
    close(ends[1]);
    assert_int_equal(aka_table_next(t, &more, &err), AKA_OK);
    assert_int_equal(more, 0);
    alarm(0);
    aka_table_free(t);
    dup2(saved, STDIN_FILENO);
    close(saved);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    const char *path = temp_write(&t, "t.csv", "a\0,b\n1\0,2\n", 11);
    aka_status st = AKA_E_NOMEM;
    size_t n;
    for (n = 1; n < 100 && st == AKA_E_NOMEM; n++) {
        aka_table *table = NULL;
        aka_error err;
        int more;
        fail_at = n;
        st = aka_table_open(path, &table, &err);
        if (!st) st = aka_table_next(table, &more, &err);
        fail_at = 0;
        if (st) assert_int_equal(err.code, AKA_E_NOMEM);
        aka_table_free(table);
    }
    assert_int_equal(st, AKA_OK);
    assert_true(n > 8);
    temp_remove(&t);
}

/* Row counts as Python's csv module gives them. */
static void test_real_tables(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t columns, rows;
    } tables[] = {
        {"lists/au/DFAT_2026-08.csv", 19, 11068},
        {"lists/us/CSL_2022-05.csv", 29, 14160},
        {"lists/uk/ConList_2018-04-13.csv", 29, 9488},
        {"queries/au_to_un_dev.csv", 5, 1392},
        {"queries/uk_to_un_dev.csv", 3, 481},
        {"queries/negatives_global_dev.csv", 8, 10000},
        {"queries/negatives_us_dev.csv", 8, 10000},
        {"queries/positives_un_treated_dev.csv", 8, 330},
        {"queries/positives_un_untreated_dev.csv", 8, 319},
        {"queries/positives_us_congress_untreated_dev.csv", 8, 762},
        {"pairs/name_bench_dev.csv", 9, 433},
    };
    if (!getenv("AKA_DATA")) {
        print_message("AKA_DATA is not set: the real tables are not read\n");
        skip();
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", getenv("AKA_DATA"), tables[i].name);
        aka_table *t;
        aka_error err;
        int more = 1;
        size_t rows = 0;
        assert_int_equal(aka_table_open(path, &t, &err), AKA_OK);
        assert_int_equal(aka_table_columns(t), tables[i].columns);
        while (more) {
            assert_int_equal(aka_table_next(t, &more, &err), AKA_OK);
            rows += more;
        }
        assert_int_equal(rows, tables[i].rows);
        aka_table_free(t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_separators),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_bad_rows),
        cmocka_unit_test(test_unusable),
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_pipe),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_real_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
