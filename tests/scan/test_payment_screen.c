/* Screening payments: who is found at which field, in names wrapped, set apart and run together,
 * and that nobody else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "examples_index.h"
#include "payment_help.h"
#include "scan/payment_screen.h"

static aka_index *ix;
static ak_payment_scanner *scanner;

typedef struct found {
    ak_slice file;
    ak_buf out;
    size_t texts;
} found;

static aka_status on_mention(void *ctx, const ak_payment_mention *m, aka_error *err)
{
    found *f = ctx;
    (void)err;
    assert_true(m->offset + m->raw.len <= f->file.len);
    assert_memory_equal(m->raw.data, f->file.data + m->offset, m->raw.len);
    assert_true(m->count > 0);
    ak_buf_addf(&f->out, "%u %s (%s) ", m->message, m->path, m->how);
    add_escaped(&f->out, m->raw);
    for (size_t i = 0; i < m->count; i++) {
        assert_true(m->matches[i].score >= 0.70);
        assert_true(strlen(m->matches[i].detail) > 0);
        ak_buf_addf(&f->out, " %s", m->matches[i].id);
    }
    ak_buf_addc(&f->out, '\n');
    return AKA_OK;
}

static aka_status on_text(void *ctx, const ak_payment_text *t, aka_error *err)
{
    (void)t, (void)err;
    ((found *)ctx)->texts++;
    return AKA_OK;
}

static aka_status on_problem(void *ctx, const ak_payment_problem *p, aka_error *err)
{
    found *f = ctx;
    (void)err;
    ak_buf_addf(&f->out, "! %s\n", p->text);
    return AKA_OK;
}

static aka_status scan_bytes(found *f, ak_slice bytes, const aka_screen_options *options)
{
    int fd;
    aka_error err;
    const ak_payment_scan_sink sink = {f, on_mention, on_text, on_problem, NULL};
    f->file = bytes;
    ak_buf_init(&f->out, 0);
    ak_input *in = input_of_bytes(bytes, &fd);
    assert_non_null(in);
    aka_status st =
        ak_payment_scan(scanner, in, ak_payment_detect(bytes), options, &sink, NULL, &err);
    ak_input_close(in);
    close(fd);
    return st;
}

static void expect(const char *file, const char *expected)
{
    found f = {0};
    assert_int_equal(scan_bytes(&f, ak_slice_of(file), NULL), AKA_OK);
    assert_string_equal(f.out.data ? f.out.data : "", expected);
    ak_buf_free(&f.out);
}

/* The name goes on in the address. */
static void test_wrapped_in_xml(void **state)
{
    (void)state;
    expect("<Document><FICdtTrf><Cdtr><Nm>Gustavo Francisco Pe</Nm><PstlAdr><AdrLine>tro Urrego"
           "</AdrLine></PstlAdr></Cdtr></FICdtTrf></Document>",
        "1 Cdtr/PstlAdr/AdrLine (lines joined) Gustavo Francisco Pe</Nm><PstlAdr><AdrLine>tro "
        "Urrego ofac-56062\n");
}

/* The field of a message names this person, and is explained so. */
static void expect_field(const char *lines, const char *expected)
{
    char file[1000];
    snprintf(file, sizeof file, ":59:%s\r\n-", lines);
    expect(file, expected);
}

static void test_plain(void **state)
{
    (void)state;
    expect_field(
        "/12345678\r\nGUSTAVO PETRO\r\nBOGOTA", "1 59/2 (as written) GUSTAVO PETRO ofac-56062\n");
    expect_field("JANE EXAMPLE\r\nMILL LANE\r\nBATH", "");
}

static void test_wrapped(void **state)
{
    (void)state;
    expect_field("GUSTAVO\r\nPETRO\r\n7 MILL LANE",
        "1 59/1-2 (lines joined) GUSTAVO\\r\\nPETRO ofac-56062\n");
    expect_field("GUSTAVO FRANCISCO PE\r\nTRO URREGO\r\n7 MILL LANE",
        "1 59/1-2 (lines joined) GUSTAVO FRANCISCO PE\\r\\nTRO URREGO ofac-56062\n");
    expect_field("1/GUSTAVO FRAN\r\n1/CISCO PETRO\r\n2/7 MILL LANE\r\n3/CO/BOGOTA",
        "1 59/1-2 (lines joined) GUSTAVO FRAN\\r\\n1/CISCO PETRO ofac-56062\n");
    expect_field("MR GUSTAVO FRANCISCO DE LA CASA PE\r\nTRO URREGO",
        "1 59/1-2 (lines joined) MR GUSTAVO FRANCISCO DE LA CASA PE\\r\\nTRO URREGO ofac-56062\n");
}

static void test_evasive(void **state)
{
    static const char *const names[][2] = {{"GUSTAVOPETRO", "words run together"},
        {"PETROGUSTAVO", "words run together"}, {"GUSTAVOFRANCISCOPETRO", "words run together"},
        {"GU5TAV0PETR0", "words run together"},
        {"GUSTAVOFRANCISCO PETROURREGO", "words run together"},
        {"G U S T A V O   P E T R O", "letters set apart"},
        {"G U S T A V O P E T R O", "letters set apart"},
        {"G-U-S-T-A-V-O P-E-T-R-O", "letters set apart"},
        {"G.U.S.T.A.V.O P.E.T.R.O", "letters set apart"},
        {"G.U.S.T.A.V.O.P.E.T.R.O", "letters set apart"}, {"GUSTAVO*PETRO", "as written"},
        {"GUSTAVO_PETRO", "as written"}, {"GUST AVO PET RO", "as written"},
        {"GUSTAVO P E T R O", "letters set apart"}, {"GU5TAV0 PETR0", "as written"}};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char expected[200];
        snprintf(
            expected, sizeof expected, "1 59/1 (%s) %s ofac-56062\n", names[i][1], names[i][0]);
        expect_field(names[i][0], expected);
    }
    expect_field("ALTAMIRAEXPORTACIONESSADECV",
        "1 59/1 (words run together) ALTAMIRAEXPORTACIONESSADECV ofac-990106\n");
    expect_field("A L T A M I R A E X P O R T A C I O N E S S . A . DE CV",
        "1 59/1 (letters set apart) A L T A M I R A E X P O R T A C I O N E S S . A . DE CV "
        "ofac-990106\n");
    expect_field(
        "R3D LANT3RN BR0TH3RH00D", "1 59/1 (digits for letters) R3D LANT3RN BR0TH3RH00D ex-007\n");
    expect_field("J R R EXAMPLE", "");
    expect_field("JANEEXAMPLE", "");
}

static void test_facts(void **state)
{
    (void)state;
    /* A birth date that contradicts, and one that agrees. */
    expect(":50F:NIDN/CO/1\r\n1/GUSTAVO PETRO\r\n4/19910203\r\n-", "");
    expect(":50F:NIDN/CO/1\r\n1/GUSTAVO PETRO\r\n4/19600419\r\n-",
        "1 50F/2 (as written) GUSTAVO PETRO ofac-56062\n");
    /* Identifiers alone, at their own place. */
    expect(":57A:THRVIRTHXXX\r\n-", "1 57A/1 (as written) THRVIRTHXXX ofac-990108\n");
    expect(
        ":50F:CCPT/RU/719903412\r\n1/JANE EXAMPLE\r\n-", "1 50F/1 (as written) 719903412 ex-001\n");
    expect(":72:/INS/THRVIRTH\r\n-", "1 72/1 (as written) THRVIRTH ofac-990108\n");
    /* A ship is paid. */
    expect(":59:MV MAR DE LEVANTE\r\n-", "1 59/1 (as written) MV MAR DE LEVANTE ofac-990109\n");
}

static void expect_file(const char *name, const char *expected)
{
    char folder[1000];
    size_t len;
    found f = {0};
    snprintf(folder, sizeof folder, "%s/examples/payments", getenv("AKA_SOURCE"));
    char *sample = read_whole(folder, name, &len);
    assert_int_equal(scan_bytes(&f, (ak_slice){sample, len}, NULL), AKA_OK);
    assert_string_equal(f.out.data ? f.out.data : "", expected);
    ak_buf_free(&f.out);
    free(sample);
}

static void test_examples(void **state)
{
    (void)state;
    expect_file(
        "mt103-k.txt", "1 50K/2-3 (lines joined) GUSTAVO FRANCISCO\\r\\nPETRO URREGO ofac-56062\n");
    expect_file("mt103-f.txt", "1 50F/2-3 (lines joined) INGMAR LIND\\r\\n1/QVIST ofac-990105\n"
                               "1 59F/2 (as written) BARTHOLOMEW QUILLFEATHER ex-002\n");
    expect_file("mt103-a.txt", "1 57A/1 (as written) THRVIRTHXXX ofac-990108\n"
                               "1 59A/2 (as written) THRVIRTH ofac-990108\n");
    expect_file("mt202cov.txt", "1 50K/2 (as written) ALTAMIRA EXPORTACIONES SA DE CV ofac-990106\n"
                                "1 59/2 (letters set apart) G.U.S.T.A.V.O P.E.T.R.O ofac-56062\n");
    expect_file("batch.txt", "1 50K/2 (words run together) PETROGUSTAVO ofac-56062\n"
                             "2 59/2 (letters set apart) N I C O L A S   M A D U R O ofac-22790\n"
                             "3 59/2 (words run together) GUSTAVOFRANCISCO PETRO ofac-56062\n");
    expect_file("pacs008.xml",
        "1 CdtTrfTxInf[2]/Dbtr/Nm (as written) Perlmutt &amp; S&#246;hne AG ex-005\n"
        "1 CdtTrfTxInf[2]/CdtrAgt/FinInstnId/BICFI (as written) THRVIRTHXXX ofac-990108\n"
        "1 CdtTrfTxInf[2]/Cdtr/Nm (as written) Gustavo Petro ofac-56062\n"
        "1 CdtTrfTxInf[3]/UltmtDbtr/Id/PrvtId/Othr/Id (as written) 719903412 ex-001\n"
        "1 CdtTrfTxInf[3]/Cdtr/Nm (as written) RED LANTERN BROTHERHOOD ex-007\n"
        "1 CdtTrfTxInf[3]/UltmtCdtr/Nm (words run together) N1COLASMADURO ofac-22790\n");
    expect_file("pacs009cov.xml",
        "1 CdtTrfTxInf[1]/IntrmyAgt1/FinInstnId/Nm (as written) Bank of the Three Rivers "
        "ofac-990108\n"
        "1 CdtTrfTxInf[1]/UndrlygCstmrCdtTrf/Dbtr/Nm (as written) Halcyon Nominees ex-009\n");
    expect_file("pain001.xml",
        "1 PmtInf[1]/CdtTrfTxInf[1]/Cdtr/Nm (as written) MV Mar de Levante ofac-990109\n");
}

static void test_options(void **state)
{
    (void)state;
    found f = {0};
    const aka_screen_options strict = {.size = sizeof strict, .threshold = 0.95};
    assert_int_equal(scan_bytes(&f, AK_LIT(":59:GUSTAVO PETRO\n:70:RENT\n-"), &strict), AKA_OK);
    assert_null(f.out.data);
    assert_int_equal(f.texts, 2);
    ak_buf_free(&f.out);
    const aka_screen_options wrong = {.size = sizeof wrong, .threshold = 2};
    assert_int_equal(scan_bytes(&f, AK_LIT(":59:GUSTAVO PETRO\n-"), &wrong), AKA_E_ARGUMENT);
    ak_buf_free(&f.out);
}

static void test_long_name(void **state)
{
    (void)state;
    char *file = malloc(40000);
    assert_non_null(file);
    memset(file, 'A', 40000);
    memcpy(file, ":59:", 4);
    memcpy(file + 39997, "\n-\n", 3);
    found f = {0};
    assert_int_equal(scan_bytes(&f, (ak_slice){file, 40000}, NULL), AKA_OK);
    assert_string_equal(f.out.data, "! a name of more than 16 KiB is not screened\n");
    ak_buf_free(&f.out);
    free(file);
}

static int open_examples(void **state)
{
    static const char *const lists[] = {"sdn.xml", "un.xml", "SDN.CSV", "persons.ftm.jsonl"};
    (void)state;
    ix = index_of_examples(lists, sizeof lists / sizeof *lists);
    assert_int_equal(ak_payment_scanner_create(ix, &scanner, NULL), AKA_OK);
    return 0;
}

static int close_examples(void **state)
{
    (void)state;
    ak_payment_scanner_free(scanner);
    ak_payment_scanner_free(NULL);
    aka_index_free(ix);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_wrapped),
        cmocka_unit_test(test_wrapped_in_xml),
        cmocka_unit_test(test_evasive),
        cmocka_unit_test(test_facts),
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_long_name),
    };
    return cmocka_run_group_tests(tests, open_examples, close_examples);
}
