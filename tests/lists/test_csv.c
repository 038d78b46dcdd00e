/* CSV rows: quotes, line ends, odd bytes, limits, and going on behind a bad row. */
#define TEMP_FAIL_ALLOCATIONS
#include "temp.h"

#include "base/buf.h"
#include "lists/csv.h"

/* Reads everything into one readable string: fields between < > (quoted) or [ ], rows as
 * "line:fields", bad rows as "line!". */
static char *read_table(
    const char *data, size_t len, const ak_csv_options *options, const char *stop_message)
{
    temp t;
    temp_make(&t);
    ak_input *in;
    ak_csv *csv;
    aka_error err;
    assert_int_equal(ak_input_open(temp_write(&t, "table", data, len), &in, &err), AKA_OK);
    assert_int_equal(ak_csv_create(in, options, &csv, &err), AKA_OK);
    ak_buf out;
    ak_buf_init(&out, 0);
    ak_buf_adds(&out, "");
    for (;;) {
        ak_csv_row row;
        bool more;
        aka_status st = ak_csv_next(csv, &row, &more, &err);
        if (st == AKA_E_RECORD) {
            ak_buf_addf(&out, "%llu! ", (unsigned long long)err.line);
            if (stop_message) assert_non_null(strstr(err.message, stop_message));
            continue;
        }
        assert_int_equal(st, AKA_OK);
        if (!more) break;
        ak_buf_addf(&out, "%llu:", (unsigned long long)row.line);
        for (size_t i = 0; i < row.count; i++) {
            assert_int_equal(row.fields[i].data[row.fields[i].len], '\0');
            ak_buf_addc(&out, row.quoted[i] ? '<' : '[');
            ak_buf_add(&out, row.fields[i]);
            ak_buf_addc(&out, row.quoted[i] ? '>' : ']');
        }
        ak_buf_addc(&out, ' ');
    }
    ak_csv_free(csv);
    ak_input_close(in);
    temp_remove(&t);
    return out.data;
}

static void assert_rows_of(const char *data, size_t len, const ak_csv_options *o, const char *want)
{
    char *got = read_table(data, len, o, NULL);
    assert_string_equal(got, want);
    free(got);
}

static void assert_rows(const char *data, const char *want)
{
    assert_rows_of(data, strlen(data), NULL, want);
}

static void assert_rows_with(const char *data, const ak_csv_options *o, const char *want)
{
    assert_rows_of(data, strlen(data), o, want);
}

static void test_plain(void **state)
{
    (void)state;
    assert_rows("", "");
    assert_rows("a", "1:[a] ");
    assert_rows("a,b\nc,d\n", "1:[a][b] 2:[c][d] ");
    assert_rows("a,b\nc,d", "1:[a][b] 2:[c][d] ");
    assert_rows("a,b\r\nc,d\r\n", "1:[a][b] 2:[c][d] ");
    assert_rows(",\n,,\n", "1:[][] 2:[][][] ");
    assert_rows(" a , b \n", "1:[ a ][ b ] ");
    assert_rows("\n\r\na\n\n\nb\n\n", "3:[a] 6:[b] "); /* empty lines count, and give no row */
    assert_rows("a\rb,c\n", "1:[a\rb][c] ");
}

static void test_quotes(void **state)
{
    (void)state;
    assert_rows("\"a\",\"b\"\n", "1:<a><b> ");
    assert_rows("\"a,b\",c\n", "1:<a,b>[c] ");
    assert_rows("\"a \"\"b\"\" c\"\n", "1:<a \"b\" c> ");
    assert_rows("\"\"\n", "1:<> ");
    assert_rows("\"\",\"\"", "1:<><> ");
    assert_rows("\"\"\"\"\r\n", "1:<\"> ");
    assert_rows("a\"b\",c\"\n", "1:[a\"b\"][c\"] "); /* a quote inside is a character */
    assert_rows("\"a\"bc,d\n", "1:<abc>[d] ");
    assert_rows("\"a\"b\"c\",d\n", "1:<ab\"c\">[d] ");
    assert_rows("\"a\" ,d\n", "1:<a >[d] ");
    assert_rows("-0- ,\"-0- \"\n", "1:[-0- ]<-0- > "); /* OFAC's null, and not */
}

static void test_line_breaks_in_quotes(void **state)
{
    (void)state;
    assert_rows("\"a\nb\",c\nd,e\n", "1:<a\nb>[c] 3:[d][e] ");
    assert_rows("\"a\r\n\r\nb\"\r\nd\r\n", "1:<a\r\n\r\nb> 4:[d] ");
    assert_rows("x\n\"\n\"\ny\n", "1:[x] 2:<\n> 4:[y] ");
}

static void test_separators(void **state)
{
    (void)state;
    ak_csv_options o = {.separator = ';'};
    assert_rows_with("a;b,c;\"d;e\"\n", &o, "1:[a][b,c]<d;e> ");
    o.separator = '\t';
    assert_rows_with("a\tb\n", &o, "1:[a][b] ");
    o.separator = '|';
    assert_rows_with("a||b\n", &o, "1:[a][][b] ");
}

static void test_odd_bytes(void **state)
{
    (void)state;
    assert_rows("a\nb\n\x1A", "1:[a] 2:[b] ");
    assert_rows("a\nb\x1A", "1:[a] 2:[b] ");
    assert_rows("\x1A", "");
    assert_rows("a\x1A,b\n", "1:[a\x1A][b] "); /* not the last byte */
    assert_rows("a\n\"b\"\r\n\x1A", "1:[a] 2:<b> ");
    char *got = read_table("a\0b,c\n", 6, NULL, NULL);
    assert_memory_equal(got, "1:[a\0b][c] ", 12);
    free(got);
    assert_rows("\xFF\xFE\x80,\xC3\n", "1:[\xFF\xFE\x80][\xC3] ");
}

static void test_unclosed_quotes(void **state)
{
    (void)state;
    assert_rows("a,b\n\"c,d\ne,f\ng,h", "1:[a][b] 2! 3:[e][f] 4:[g][h] ");
    assert_rows("\"", "1! ");
    assert_rows("\"a", "1! ");
    assert_rows("a\n\"b\"\"", "1:[a] 2! ");
    assert_rows("\"a\n\x1A", "1! ");
    /* max_row ends the search, even where a quote would close later */
    ak_csv_options o = {.max_row = 8};
    const char text[] = "x\n\"a\nbcd\nefgh\nij\"\nk\n";
    assert_rows_of(text, sizeof text - 1, &o, "1:[x] 2! 3:[bcd] 4:[efgh] 5:[ij\"] 6:[k] ");
    free(read_table("\"a\n", 3, NULL, "a quote is opened and not closed"));
}

static void test_long_rows(void **state)
{
    (void)state;
    ak_csv_options o = {.max_row = 8};
    assert_rows_with("1234567\n12345678\n1,3\n", &o, "1:[1234567] 2! 3:[1][3] ");
    assert_rows_with("123456789", &o, "1! ");
    enum { LEN = 2500000 };
    char *big = malloc(LEN);
    assert_non_null(big);
    memset(big, 'x', LEN);
    memcpy(big, "a,b\n", 4);
    memcpy(big + LEN - 5, "\nc,d\n", 5);
    assert_rows_of(big, LEN, NULL, "1:[a][b] 2! 3:[c][d] ");
    free(read_table(big, LEN, NULL, "longer than"));
    big[1000000] = '\n';
    char *got = read_table(big, 1000001, NULL, NULL); /* under 1 MiB: whole */
    assert_int_equal(strlen(got), 9 + 3 + (1000000 - 4) + 2);
    free(got);
    free(big);
}

static void test_many_fields(void **state)
{
    (void)state;
    ak_csv_options o = {.max_fields = 3};
    assert_rows_with("a,b,c\na,b,c,d\ne\n", &o, "1:[a][b][c] 2! 3:[e] ");
    assert_rows_with("\"a\nb\",b,c,d\ne\n", &o, "1! 2! 3:[e] ");
}

/* A row longer than what one read gives, and rows across all chunk borders. */
static void test_chunks(void **state)
{
    (void)state;
    ak_buf data, want;
    ak_buf_init(&data, 0);
    ak_buf_init(&want, 0);
    for (unsigned i = 0; i < 30000; i++) {
        ak_buf_addf(&data, "%u,\"q\"\"%u\nx\",z\r\n", i, i % 997);
        ak_buf_addf(&want, "%u:[%u]<q\"%u\nx>[z] ", 2 * i + 1, i, i % 997);
    }
    ak_buf_addc(&data, '"');
    for (unsigned i = 0; i < 300000; i++) ak_buf_adds(&data, "\"\"");
    ak_buf_adds(&data, "\"\nend\n");
    ak_buf_adds(&want, "60001:<");
    for (unsigned i = 0; i < 300000; i++) ak_buf_addc(&want, '"');
    ak_buf_adds(&want, "> 60002:[end] ");
    assert_false(data.failed || want.failed);
    assert_rows_of(data.data, data.len, NULL, want.data);
    ak_buf_free(&data);
    ak_buf_free(&want);
}

/* Each line reopens a quote, so that no row ever ends: the work must not be lines * max_row. */
static void test_hostile_quotes(void **state)
{
    (void)state;
    ak_buf data;
    ak_buf_init(&data, 0);
    for (unsigned i = 0; i < 60000; i++) ak_buf_adds(&data, "a\",\",b\n");
    ak_buf_adds(&data, "last\n");
    char *got = read_table(data.data, data.len, NULL, NULL);
    assert_non_null(strstr(got, "59999! "));
    assert_non_null(strstr(got, "60001:[last] "));
    free(got);
    ak_buf_free(&data);
}

/* A compressed file that breaks off: the rows before it, then the error and no end. */
static void test_truncated_input(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char out[2048];
    size_t n = gzip_bytes("a,b\nc,d\ne,f", 11, out);
    ak_input *in;
    ak_csv *csv;
    ak_csv_row row;
    bool more;
    aka_error err;
    assert_int_equal(ak_input_open(temp_write(&t, "cut.gz", out, n - 3), &in, &err), AKA_OK);
    assert_int_equal(ak_csv_create(in, NULL, &csv, &err), AKA_OK);
    assert_int_equal(ak_csv_next(csv, &row, &more, &err), AKA_OK);
    assert_int_equal(ak_csv_next(csv, &row, &more, &err), AKA_OK);
    assert_true(more && ak_slice_is(row.fields[1], "d"));
    assert_int_equal(ak_csv_next(csv, &row, &more, &err), AKA_E_SYNTAX);
    assert_int_equal(err.byte, n - 3);
    assert_int_equal(ak_csv_next(csv, &row, &more, &err), AKA_E_SYNTAX);
    ak_csv_free(csv);
    ak_input_close(in);
    temp_remove(&t);
}

static void test_sniff(void **state)
{
    (void)state;
    assert_int_equal(ak_csv_sniff(AK_LIT("")), ',');
    assert_int_equal(ak_csv_sniff(AK_LIT("name")), ',');
    assert_int_equal(ak_csv_sniff(AK_LIT("a,b\nc;d;e;f;g\n")), ',');
    assert_int_equal(ak_csv_sniff(AK_LIT("\r\n\na;b;c\n")), ';');
    assert_int_equal(ak_csv_sniff(AK_LIT("a\tb")), '\t');
    assert_int_equal(ak_csv_sniff(AK_LIT("a|b|c,d")), '|');
    assert_int_equal(ak_csv_sniff(AK_LIT("\"a,b,c\";d")), ';');
    assert_int_equal(ak_csv_sniff(AK_LIT("\"a\n,,,b\";d")), ';');
}

static void test_out_of_memory(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    ak_input *in;
    aka_error err;
    const char *path = temp_text(&t, "table", "a,b,c\n");
    aka_status st = AKA_E_NOMEM;
    size_t n;
    for (n = 1; n < 50 && st == AKA_E_NOMEM; n++) {
        ak_csv *csv = NULL;
        ak_csv_row row;
        bool more;
        assert_int_equal(ak_input_open(path, &in, &err), AKA_OK);
        fail_at = n;
        st = ak_csv_create(in, NULL, &csv, &err);
        if (!st) st = ak_csv_next(csv, &row, &more, &err);
        fail_at = 0;
        if (st) assert_int_equal(err.code, AKA_E_NOMEM);
        ak_csv_free(csv);
        ak_input_close(in);
    }
    assert_int_equal(st, AKA_OK);
    assert_true(n > 3);
    ak_csv_free(NULL);
    temp_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_line_breaks_in_quotes),
        cmocka_unit_test(test_separators),
        cmocka_unit_test(test_odd_bytes),
        cmocka_unit_test(test_unclosed_quotes),
        cmocka_unit_test(test_long_rows),
        cmocka_unit_test(test_many_fields),
        cmocka_unit_test(test_chunks),
        cmocka_unit_test(test_hostile_quotes),
        cmocka_unit_test(test_truncated_input),
        cmocka_unit_test(test_sniff),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
