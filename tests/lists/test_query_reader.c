/* Records to be asked about: from CSV with known or mapped headers, and from JSON lines. */
#define TEMP_FAIL_ALLOCATIONS
#include "temp.h"

#include "aka/reader.h"
#include "base/buf.h"

/* Each record as JSON on a line, "line! message" for bad ones. */
static char *read_records(const char *path, const aka_reader_options *options)
{
    aka_reader *r;
    aka_record *record;
    aka_error err;
    aka_text json = {0};
    ak_buf out;
    int more;
    ak_buf_init(&out, 0);
    ak_buf_adds(&out, "");
    assert_int_equal(aka_reader_open(path, options, &r, &err), AKA_OK);
    assert_int_equal(aka_record_create(&record, &err), AKA_OK);
    for (;;) {
        aka_status st = aka_reader_next(r, record, &more, &err);
        if (st == AKA_OK && !more) break;
        assert_true(st == AKA_OK || st == AKA_E_RECORD);
        if (st) {
            assert_int_equal(err.line, aka_reader_line(r));
            assert_int_equal(err.code, AKA_E_RECORD);
            assert_string_equal(err.path, path);
            ak_buf_addf(&out, "%llu! %s\n", (unsigned long long)err.line, err.message);
            continue;
        }
        assert_int_equal(aka_record_write_json(record, &json, &err), AKA_OK);
        ak_buf_addf(&out, "%llu %s\n", (unsigned long long)aka_reader_line(r), json.data);
    }
    free(json.data); /* aka_text_free is in a room above */
    aka_record_free(record);
    aka_reader_free(r);
    return out.data;
}

static void assert_records_with(const char *text, const aka_reader_options *o, const char *want)
{
    temp t;
    temp_make(&t);
    char *got = read_records(temp_text(&t, "queries", text), o);
    assert_string_equal(got, want);
    free(got);
    temp_remove(&t);
}

static void assert_csv(const char *text, const char *want)
{
    const aka_reader_options o = {.size = sizeof o, .format = "csv"};
    assert_records_with(text, &o, want);
}

static void assert_jsonl(const char *text, const char *want)
{
    const aka_reader_options o = {.size = sizeof o, .format = "jsonl"};
    assert_records_with(text, &o, want);
}

static void test_known_headers(void **state)
{
    (void)state;
    assert_csv("full_name,gender,date_of_birth,place_of_birth,nationality,id_number,id,other\n"
               "Jane Roe,female,1960-04-19,Paris,fr,X1234,q-1,zzz\n",
        "2 {\"id\":\"q-1\",\"schema\":\"Thing\",\"properties\":{\"name\":[\"Jane Roe\"],"
        "\"gender\":[\"female\"],\"birthDate\":[\"1960-04-19\"],\"birthPlace\":[\"Paris\"],"
        "\"nationality\":[\"fr\"],\"idNumber\":[\"X1234\"]}}\n");
    assert_csv("schema,name,country,imoNumber\nvessel,MARY,pa,9074729\n,JOE,,\n",
        "2 {\"schema\":\"Vessel\",\"properties\":{\"name\":[\"MARY\"],\"country\":[\"pa\"],"
        "\"imoNumber\":[\"9074729\"]}}\n"
        "3 {\"schema\":\"Thing\",\"properties\":{\"name\":[\"JOE\"]}}\n");
    assert_csv("Name;Alias;dob\nA;B;1960; \nA; B ;03/05/1961\n",
        "2! the row has 4 fields where the header has 3\n"
        "3 {\"schema\":\"Thing\",\"properties\":{\"name\":[\"A\"],\"alias\":[\"B\"],"
        "\"birthDate\":[\"03/05/1961\"]}}\n");
}

static void test_joined_names(void **state)
{
    (void)state;
    assert_csv("last_name,middle_name,first_name\nRoe,Q.,Jane\nRoe,,Jane\n",
        "2 {\"schema\":\"Thing\",\"properties\":{\"lastName\":[\"Roe\"],\"middleName\":[\"Q.\"],"
        "\"firstName\":[\"Jane\"],\"name\":[\"Jane Q. Roe\"]}}\n"
        "3 {\"schema\":\"Thing\",\"properties\":{\"lastName\":[\"Roe\"],\"firstName\":[\"Jane\"],"
        "\"name\":[\"Jane Roe\"]}}\n");
    assert_csv("full_name,first_name,last_name\nJ. Roe,Jane,Roe\n",
        "2 {\"schema\":\"Thing\",\"properties\":{\"name\":[\"J. Roe\"],\"firstName\":[\"Jane\"],"
        "\"lastName\":[\"Roe\"]}}\n");
}

static void test_mapping(void **state)
{
    (void)state;
    aka_reader_options o = {
        .size = sizeof o, .format = "csv", .columns = "name=Customer, birthDate = born,id=No"};
    assert_records_with("No,Customer,born,dob,name\n7,Jane Roe,1960,x,y\n", &o,
        "2 {\"id\":\"7\",\"schema\":\"Thing\",\"properties\":{\"name\":[\"Jane Roe\"],"
        "\"birthDate\":[\"1960\"]}}\n"); /* name and dob are mapped, so not read by themselves */
    o.columns = "name=full_name,alias=full_name";
    assert_records_with("full_name\nJane\n", &o,
        "2 {\"schema\":\"Thing\",\"properties\":{\"name\":[\"Jane\"],\"alias\":[\"Jane\"]}}\n");
    o.columns = "";
    assert_records_with(
        "name\nJane\n", &o, "2 {\"schema\":\"Thing\",\"properties\":{\"name\":[\"Jane\"]}}\n");
}

static void assert_refused(const char *text, const aka_reader_options *o, const char *message)
{
    temp t;
    temp_make(&t);
    aka_reader *r = (aka_reader *)1;
    aka_error err;
    assert_int_equal(aka_reader_open(temp_text(&t, "q", text), o, &r, &err), AKA_E_ARGUMENT);
    assert_null(r);
    assert_string_equal(err.message, message);
    assert_int_equal(aka_reader_open(t.names[0], o, &r, NULL), AKA_E_ARGUMENT);
    temp_remove(&t);
}

static void test_bad_options(void **state)
{
    (void)state;
    aka_reader_options o = {.size = sizeof o, .format = "csv", .columns = "name=nom"};
    assert_refused("nombre,dob\nx,y\n", &o, "there is no column \"nom\"; there are: nombre, dob");
    o.columns = "wizardry=dob";
    assert_refused("name,dob\n", &o, "\"wizardry\" is no property that FtM has");
    o.columns = "name";
    assert_refused(
        "name,dob\n", &o, "\"name\" is no pair of a property and a header: write name=full_name");
    o.columns = NULL;
    assert_refused("nombre,dob\n", &o,
        "no column gives a name; say which one with columns \"name=HEADER\"; there are: nombre, "
        "dob");
    o.schema = "Wizard";
    assert_refused("name\n", &o, "FollowTheMoney has no schema \"Wizard\"");
    o = (aka_reader_options){.size = sizeof o, .format = "xml"};
    assert_refused("name\n", &o, "the format of records is csv or jsonl, not \"xml\"");
    o.format = NULL;
    assert_refused("name\n", &o, "the format of records is csv or jsonl, not \"\"");
    o = (aka_reader_options){.size = sizeof o, .format = "jsonl", .columns = "name=x"};
    assert_refused("{}\n", &o, "JSON lines have no columns to be named");
    o.size = 0;
    assert_refused("{}\n", &o, "path or options are missing");
    assert_refused("{}\n", NULL, "path or options are missing");
    aka_reader_free(NULL);
}

static void test_many_headers(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    ak_buf text;
    ak_buf_init(&text, 0);
    for (int i = 0; i < 300; i++) ak_buf_addf(&text, "column%d,", i);
    ak_buf_adds(&text, "name\n");
    aka_reader_options o = {.size = sizeof o, .format = "csv", .columns = "name=nom"};
    aka_reader *r;
    aka_error err;
    assert_int_equal(aka_reader_open(temp_text(&t, "q", text.data), &o, &r, &err), AKA_E_ARGUMENT);
    assert_non_null(strstr(err.message, "column0, column1, "));
    assert_non_null(strstr(err.message, ", …"));
    ak_buf_free(&text);
    temp_remove(&t);
}

static void test_default_schema(void **state)
{
    (void)state;
    aka_reader_options o = {.size = sizeof o, .format = "csv", .schema = "person"};
    assert_records_with("name,schema\nA,\nB,Company\nC,Wizard\nD,\n", &o,
        "2 {\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\n"
        "3 {\"schema\":\"Company\",\"properties\":{\"name\":[\"B\"]}}\n"
        "4! FollowTheMoney has no schema \"Wizard\"\n"
        "5 {\"schema\":\"Person\",\"properties\":{\"name\":[\"D\"]}}\n");
    o.format = "jsonl";
    assert_records_with("{\"properties\":{\"name\":\"A\"}}\n"
                        "{\"schema\":\"Company\",\"properties\":{\"name\":\"B\"}}\n",
        &o,
        "1 {\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\n"
        "2 {\"schema\":\"Company\",\"properties\":{\"name\":[\"B\"]}}\n");
}

static void test_json_lines(void **state)
{
    (void)state;
    assert_jsonl(
        "\xEF\xBB\xBF{\"id\":\"q\",\"schema\":\"person\",\"properties\":{\"name\":[\"A\"]}}\n"
        "\n   \n{\"id\":\n[]\n{\"properties\":{\"name\":\"B\"}}",
        "1 {\"id\":\"q\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\n"
        "4! not JSON: unexpected token near end of file (at byte 6)\n"
        "5! want an object, found an array (at byte 0)\n"
        "6 {\"schema\":\"Thing\",\"properties\":{\"name\":[\"B\"]}}\n");
}

static void test_flat_json(void **state)
{
    (void)state;
    assert_jsonl("{\"id\":\"7\",\"name\":\"Jane \\\"J\\\" Roe\",\"birth_date\":1960,"
                 "\"nationality\":[\"fr\",\"de\"],\"score\":1}\n"
                 "{\"score\":1}\n{\"name\":\"A\",\"full_name\":[\"B\",\"A\"]}\n{\"name\":[[]]}\n",
        "1 {\"id\":\"7\",\"schema\":\"Thing\",\"properties\":{\"name\":[\"Jane \\\"J\\\" Roe\"],"
        "\"birthDate\":[\"1960\"],\"nationality\":[\"fr\",\"de\"]}}\n"
        "2 {\"schema\":\"Thing\",\"properties\":{}}\n"
        "3 {\"schema\":\"Thing\",\"properties\":{\"name\":[\"A\",\"B\"]}}\n"
        "4! properties.name: an array within an array\n");
}

static void test_bad_csv_rows(void **state)
{
    (void)state;
    assert_csv("name,dob\n\"A,1960\nB\nC,1961\n",
        "2! a quote is opened and not closed within 17 bytes; the line was skipped\n"
        "3! the row has 1 fields where the header has 2\n"
        "4 {\"schema\":\"Thing\",\"properties\":{\"name\":[\"C\"],\"birthDate\":[\"1961\"]}}\n");
}

static void test_broken_off(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    char out[2048];
    static const char *const texts[] = {"name\nA\nB", "{\"name\":\"A\"}\n{\"name\":\"B\"}"};
    static const char *const formats[] = {"csv", "jsonl"};
    for (size_t k = 0; k < 2; k++) {
        size_t n = gzip_bytes(texts[k], strlen(texts[k]), out);
        aka_reader_options o = {.size = sizeof o, .format = formats[k]};
        aka_reader *r;
        aka_record *record;
        aka_error err;
        int more;
        const char *path = temp_write(&t, "cut.gz", out, n - 2);
        assert_int_equal(aka_reader_open(path, &o, &r, &err), AKA_OK);
        assert_int_equal(aka_record_create(&record, &err), AKA_OK);
        assert_int_equal(aka_reader_next(r, record, &more, &err), AKA_OK);
        assert_string_equal(aka_record_caption(record), "A");
        assert_int_equal(aka_reader_next(r, record, &more, &err), AKA_E_SYNTAX);
        assert_int_equal(err.byte, n - 2);
        assert_string_equal(aka_record_caption(record), "");
        aka_record_free(record);
        aka_reader_free(r);
    }
    temp_remove(&t);
}

static void assert_memory_checked(const char *path, const aka_reader_options *o, size_t rows)
{
    aka_status st = AKA_E_NOMEM;
    size_t n;
    for (n = 1; n < 200 && st == AKA_E_NOMEM; n++) {
        aka_reader *r = NULL;
        aka_record *record = NULL;
        aka_error err;
        int more;
        fail_at = n;
        st = aka_record_create(&record, &err);
        if (!st) st = aka_reader_open(path, o, &r, &err);
        for (size_t i = 0; i < rows && !st; i++) st = aka_reader_next(r, record, &more, &err);
        fail_at = 0;
        if (st) assert_int_equal(err.code, AKA_E_NOMEM);
        aka_reader_free(r);
        aka_record_free(record);
    }
    assert_int_equal(st, AKA_OK);
    assert_true(n > 8);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    aka_reader_options o = {.size = sizeof o, .format = "csv", .columns = "birthDate=dob"};
    assert_memory_checked(
        temp_text(&t, "q.csv", "first_name,last_name,dob,x\nA,B,1960,1\nC,D,1961,1\n"), &o, 2);
    o = (aka_reader_options){.size = sizeof o, .format = "jsonl"};
    assert_memory_checked(temp_text(&t, "q.jsonl", "{\"name\":\"A\"}\n{\"name\":\"B\"}\n"), &o, 2);
    temp_remove(&t);
}

/* Every row of the query files becomes a record with a name. */
static void test_real_queries(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t rows;
    } files[] = {
        {"queries/negatives_global_dev.csv", 10000},
        {"queries/positives_un_treated_dev.csv", 330},
        {"queries/uk_to_un_dev.csv", 481},
        {"lists/us/CSL_2022-05.csv", 14160},
    };
    if (!getenv("AKA_DATA")) {
        print_message("AKA_DATA is not set: the real queries are not read\n");
        skip();
    }
    aka_record *record;
    aka_error err;
    assert_int_equal(aka_record_create(&record, &err), AKA_OK);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", getenv("AKA_DATA"), files[i].name);
        aka_reader_options o = {.size = sizeof o, .format = "csv"};
        aka_reader *r;
        int more = 1;
        size_t rows = 0;
        assert_int_equal(aka_reader_open(path, &o, &r, &err), AKA_OK);
        while (more) {
            assert_int_equal(aka_reader_next(r, record, &more, &err), AKA_OK);
            rows += more;
            if (more) assert_true(*aka_record_caption(record) != '\0');
        }
        assert_int_equal(rows, files[i].rows);
        aka_reader_free(r);
    }
    aka_record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_headers),
        cmocka_unit_test(test_joined_names),
        cmocka_unit_test(test_mapping),
        cmocka_unit_test(test_bad_options),
        cmocka_unit_test(test_many_headers),
        cmocka_unit_test(test_default_schema),
        cmocka_unit_test(test_json_lines),
        cmocka_unit_test(test_flat_json),
        cmocka_unit_test(test_bad_csv_rows),
        cmocka_unit_test(test_broken_off),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_real_queries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
