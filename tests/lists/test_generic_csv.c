/* A house's own list: headers, ids, schemata, several values in a cell, and nothing lost silently.
 */
#define TEMP_FAIL_ALLOCATIONS
#include "collect.h"

#include "lists/columns.h"

static void assert_list(const char *text, const char *entities, const char *problems)
{
    assert_collected(ak_read_csv, "Our List-2.csv", text, strlen(text), entities, problems);
}

#define IN_OUR_LIST "\"datasets\":[\"our_list_2\"],\"properties\":"

static void test_rows(void **state)
{
    (void)state;
    assert_list("id,schema,name,birth_date,country\n"
                "c-1,Person,Jane Roe,19/04/1960,fr\n"
                "c-2,vessel,MARY,,\n",
        "{\"id\":\"c-1\",\"schema\":\"Person\",\"caption\":\"Jane Roe\"," IN_OUR_LIST
        "{\"name\":[\"Jane Roe\"],\"birthDate\":[\"1960-04-19\"],\"country\":[\"fr\"]}}\n"
        "{\"id\":\"c-2\",\"schema\":\"Vessel\",\"caption\":\"MARY\"," IN_OUR_LIST
        "{\"name\":[\"MARY\"]}}\n",
        "");
    assert_list("\xEF\xBB\xBFName;Aliases\r\n\"A;B\";\"C; D;;\"\r\n",
        "{\"id\":\"Our List-2-1\",\"schema\":\"Thing\",\"caption\":\"A;B\"," IN_OUR_LIST
        "{\"name\":[\"A;B\"],\"alias\":[\"C\",\"D\"]}}\n",
        "");
}

static void test_names(void **state)
{
    (void)state;
    /* no name column; a name column that is empty; parts make a person */
    assert_list("last name,First Name,gender\nRoe,Jane,Female\n",
        "{\"id\":\"Our List-2-1\",\"schema\":\"Person\",\"caption\":\"Jane Roe\"," IN_OUR_LIST
        "{\"lastName\":[\"Roe\"],\"firstName\":[\"Jane\"],\"gender\":[\"female\"],"
        "\"name\":[\"Jane Roe\"]}}\n",
        "");
    assert_list("name,first_name,middle_name,last_name\n,Jane,Q.,Roe\nJ. Roe,Jane,,Roe\n",
        "{\"id\":\"Our List-2-1\",\"schema\":\"Person\",\"caption\":\"Jane Q. Roe\"," IN_OUR_LIST
        "{\"firstName\":[\"Jane\"],\"middleName\":[\"Q.\"],\"lastName\":[\"Roe\"],"
        "\"name\":[\"Jane Q. Roe\"]}}\n"
        "{\"id\":\"Our List-2-2\",\"schema\":\"Person\",\"caption\":\"J. Roe\"," IN_OUR_LIST
        "{\"name\":[\"J. Roe\"],\"firstName\":[\"Jane\"],\"lastName\":[\"Roe\"]}}\n",
        "");
}

static void test_types_and_notes(void **state)
{
    (void)state;
    assert_list("type,name,Risk Score\nindividual,A,7\nodd,B,\nEntity,C,8\n",
        "{\"id\":\"Our List-2-1\",\"schema\":\"Person\",\"caption\":\"A\"," IN_OUR_LIST
        "{\"name\":[\"A\"],\"notes\":[\"Risk Score: 7\"]}}\n"
        "{\"id\":\"Our List-2-2\",\"schema\":\"Thing\",\"caption\":\"B\"," IN_OUR_LIST
        "{\"type\":[\"odd\"],\"name\":[\"B\"]}}\n"
        "{\"id\":\"Our List-2-3\",\"schema\":\"LegalEntity\",\"caption\":\"C\"," IN_OUR_LIST
        "{\"name\":[\"C\"],\"notes\":[\"Risk Score: 8\"]}}\n",
        "");
    assert_list("schema,name\nWizard,A\n",
        "{\"id\":\"Our List-2-1\",\"schema\":\"Thing\",\"caption\":\"A\"," IN_OUR_LIST
        "{\"notes\":[\"schema: Wizard\"],\"name\":[\"A\"]}}\n",
        "2: row 1: schema: \"Wizard\" is none that FtM has; kept as a note\n");
}

static void test_dates(void **state)
{
    (void)state;
    assert_list("name,dob\nA,\"1960; 3 May 1961; soon\"\n",
        "{\"id\":\"Our List-2-1\",\"schema\":\"Person\",\"caption\":\"A\"," IN_OUR_LIST
        "{\"name\":[\"A\"],\"birthDate\":[\"1960\",\"1961-05-03\",\"soon\"]}}\n",
        "2: row 1: birthDate: \"soon\" is no date; kept as text\n");
}

static void test_same_id(void **state)
{
    (void)state;
    assert_list("id,name\nx,A\nx,B\n",
        "{\"id\":\"x\",\"schema\":\"Thing\",\"caption\":\"A\"," IN_OUR_LIST "{\"name\":[\"A\"]}}\n"
        "{\"id\":\"x-2\",\"schema\":\"Thing\",\"caption\":\"B\"," IN_OUR_LIST
        "{\"name\":[\"B\"]}}\n",
        "3: id x: appears more than once; also kept as \"x-2\"\n");
}

static void test_bad_rows(void **state)
{
    (void)state;
    /* too few fields, too many, blank ones beyond the header, a quote that is not closed */
    assert_list("name,country\nA\nB,fr,extra,\nC,fr,,\n,\n\"D,fr\nE,fr\n",
        "{\"id\":\"Our List-2-1\",\"schema\":\"Thing\",\"caption\":\"A\"," IN_OUR_LIST
        "{\"name\":[\"A\"]}}\n"
        "{\"id\":\"Our List-2-2\",\"schema\":\"Thing\",\"caption\":\"B\"," IN_OUR_LIST
        "{\"notes\":[\"column 3: extra\"],\"name\":[\"B\"],\"country\":[\"fr\"]}}\n"
        "{\"id\":\"Our List-2-3\",\"schema\":\"Thing\",\"caption\":\"C\"," IN_OUR_LIST
        "{\"name\":[\"C\"],\"country\":[\"fr\"]}}\n"
        "{\"id\":\"Our List-2-5\",\"schema\":\"Thing\",\"caption\":\"E\"," IN_OUR_LIST
        "{\"name\":[\"E\"],\"country\":[\"fr\"]}}\n",
        "2: row 1: 1 fields where the header has 2; kept\n"
        "3: row 2: 4 fields where the header has 2; kept, what is beyond it as notes\n"
        "6! a quote is opened and not closed within 11 bytes; the line was skipped\n");
    assert_list("name,country\n,fr\n",
        "{\"id\":\"Our List-2-1\",\"schema\":\"Thing\",\"caption\":\"Our List-2-1\"," IN_OUR_LIST
        "{\"country\":[\"fr\"]}}\n",
        "2: row 1: name: is missing; kept under its other fields\n");
}

static void test_odd_bytes(void **state)
{
    (void)state;
    assert_list("name\nJos\xE9\n",
        "{\"id\":\"Our List-2-1\",\"schema\":\"Thing\",\"caption\":\"Jos\xC3\xA9\"," IN_OUR_LIST
        "{\"name\":[\"Jos\xC3\xA9\"]}}\n",
        "2: row 1: bytes that are not UTF-8; read as Windows-1252\n");
    assert_collected(ak_read_csv, "z.csv", "name\nA\0B\n\x1A", 10,
        "{\"id\":\"z-1\",\"schema\":\"Thing\",\"caption\":\"A B\",\"datasets\":[\"z\"],"
        "\"properties\":{\"name\":[\"A B\"]}}\n",
        "2: row 1: bytes 0; read as blanks\n");
    assert_collected(ak_read_csv, "u.csv", "\xFF\xFEn\0a\0m\0e\0\n\0\xC9\0", 14,
        "{\"id\":\"u-1\",\"schema\":\"Thing\",\"caption\":\"\xC3\x89\",\"datasets\":[\"u\"],"
        "\"properties\":{\"name\":[\"\xC3\x89\"]}}\n",
        "");
}

static void test_unusable(void **state)
{
    (void)state;
    assert_list("", "", "1! there is no header row; nothing read\n");
    assert_list("a,b\n1,2\n", "",
        "1! no column of the header gives a name (name, first_name, last_name); nothing read\n");
    assert_list("\"name\n1,2\n", "",
        "1! a quote is opened and not closed within 10 bytes; the line was skipped\n");
    char out[2048], problem[128];
    size_t n = gzip_bytes("name\nA\nB", 8, out);
    snprintf(problem, sizeof problem, "0! the compressed data breaks off at byte %zu\n", n - 1);
    assert_collected(ak_read_csv, "g.csv.gz", out, n - 1,
        "{\"id\":\"g-1\",\"schema\":\"Thing\",\"caption\":\"A\",\"datasets\":[\"g\"],"
        "\"properties\":{\"name\":[\"A\"]}}\n",
        problem);
}

static void test_header_known(void **state)
{
    (void)state;
    assert_true(ak_csv_header_known(AK_LIT("id,name\n1,A\n")));
    assert_true(ak_csv_header_known(AK_LIT("\n\nid;\"Full Name\"")));
    assert_true(ak_csv_header_known(AK_LIT("\xEF\xBB\xBFLast-Name\tfirst name\r\n")));
    assert_true(ak_csv_header_known(AK_LIT("\xFF\xFEn\0a\0m\0e\0")));
    assert_true(ak_csv_header_known(AK_LIT("x,,name,")));
    assert_false(ak_csv_header_known(AK_LIT("")));
    assert_false(ak_csv_header_known(AK_LIT("\n")));
    assert_false(ak_csv_header_known(AK_LIT("id,country\nname,x\n")));
    assert_false(ak_csv_header_known(AK_LIT("36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\"\n")));
    assert_false(ak_csv_header_known(AK_LIT("{\"name\":[\"A\"]}\n")));
    assert_false(ak_csv_header_known(AK_LIT("<?xml version=\"1.0\"?>\n")));
}

static void assert_column(const char *header, ak_column_role role, const char *property)
{
    ak_column c = ak_column_find(ak_slice_of(header));
    assert_int_equal(c.role, role);
    assert_string_equal(c.property, property);
}

static void test_columns(void **state)
{
    (void)state;
    static const char *const names[] = {"name", "NAME", "full_name", "Full Name", "full.name",
        "full-name", "fullName", " caption ", "_name"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_column(names[i], AK_COLUMN_PROPERTY, "name");
    assert_column("id", AK_COLUMN_ID, "");
    assert_column("Schema", AK_COLUMN_SCHEMA, "");
    assert_column("type", AK_COLUMN_TYPE, "type");
    assert_column("birthDate", AK_COLUMN_PROPERTY, "birthDate");
    assert_column("birth_date", AK_COLUMN_PROPERTY, "birthDate");
    assert_column("Date of Birth", AK_COLUMN_PROPERTY, "birthDate");
    assert_column("dob", AK_COLUMN_PROPERTY, "birthDate");
    assert_column("country", AK_COLUMN_PROPERTY, "country");
    assert_column("nationality", AK_COLUMN_PROPERTY, "nationality");
    assert_column("place_of_birth", AK_COLUMN_PROPERTY, "birthPlace");
    assert_column("id_number", AK_COLUMN_PROPERTY, "idNumber");
    assert_column("imoNumber", AK_COLUMN_PROPERTY, "imoNumber");
    assert_column("aka", AK_COLUMN_PROPERTY, "alias");
    assert_column("", AK_COLUMN_UNKNOWN, "");
    assert_column("names", AK_COLUMN_UNKNOWN, "");
    assert_column("name2", AK_COLUMN_UNKNOWN, "");
    char longest[200];
    memset(longest, 'n', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_column(longest, AK_COLUMN_UNKNOWN, "");
    assert_true(ak_slice_is(ak_column_schema(AK_LIT("Legal Entity")), "LegalEntity"));
    assert_true(ak_slice_is(ak_column_schema(AK_LIT("INDIVIDUAL")), "Person"));
    assert_int_equal(ak_column_schema(AK_LIT("wizard")).len, 0);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    const char *path = temp_text(&t, "list.csv",
        "id,last_name,first_name,dob,other,alias\nx,R,J\xE9,1960,7,a;b\nx,R,J,soon,7,\n");
    aka_status st = AKA_E_NOMEM;
    size_t n;
    for (n = 1; n < 1000 && st == AKA_E_NOMEM; n++) {
        collected c = {.quiet = true};
        fail_at = n;
        collect(&c, ak_read_csv, path);
        fail_at = 0;
        st = c.status;
        if (st) assert_int_equal(c.err.code, AKA_E_NOMEM);
        collect_free(&c);
    }
    assert_int_equal(st, AKA_OK);
    assert_true(n > 10);
    temp_remove(&t);
}

static void test_stop(void **state)
{
    (void)state;
    temp t;
    temp_make(&t);
    collected c = {.stop_after = 1};
    collect(&c, ak_read_csv, temp_text(&t, "list.csv", "name\nA\nB\n"));
    assert_int_not_equal(c.status, AKA_OK);
    assert_int_equal(c.entity_count, 1);
    collect_free(&c);
    temp_remove(&t);
}

/* The Consolidated Screening List is a table with a header: 14,160 parties. */
static void test_real_list(void **state)
{
    (void)state;
    if (!getenv("AKA_DATA")) {
        print_message("AKA_DATA is not set: the real list is not read\n");
        skip();
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/lists/us/CSL_2022-05.csv", getenv("AKA_DATA"));
    collected c = {0};
    collect(&c, ak_read_csv, path);
    assert_int_equal(c.status, AKA_OK);
    assert_int_equal(c.entity_count, 14160);
    print_message("%zu entities, %zu problems:\n%.2000s", c.entity_count, c.problem_count,
        c.problems.data ? c.problems.data : "");
    collect_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_types_and_notes),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_same_id),
        cmocka_unit_test(test_bad_rows),
        cmocka_unit_test(test_odd_bytes),
        cmocka_unit_test(test_unusable),
        cmocka_unit_test(test_header_known),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_real_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
