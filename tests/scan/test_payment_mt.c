/* SWIFT MT: fields in all options, wrapped lines, blocks and batches, broken messages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "payment_help.h"

#define H1 "{1:F01EXAMGB2LAXXX0001000001}"
#define H2 "{2:I103EXAMDEFFXXXXN}"

/* One field of a message gives this. */
static void expect_field(const char *field, const char *expected)
{
    char file[4096];
    snprintf(file, sizeof file, ":20:REF1\r\n%s\r\n-", field);
    dump d = {0};
    ak_slice bytes = ak_slice_of(file);
    assert_int_equal(ak_payment_detect(bytes), AK_PAYMENT_MT);
    assert_int_equal(dump_bytes(&d, bytes, AK_PAYMENT_MT), AKA_OK);
    const char *behind = strstr(d.out.data, "REF1\n");
    assert_non_null(behind);
    /* A message of this field alone has perhaps no party. */
    char *none = strstr(d.out.data, "! 1 @0 no party in this message\n");
    if (none) *none = '\0';
    assert_true(d.parties > 0 || none);
    assert_string_equal(behind + strlen("REF1\n"), expected);
    ak_buf_free(&d.out);
}

static void test_option_k(void **state)
{
    (void)state;
    expect_field(":50K:/GB33EXAM20201555555555\r\nJANE EXAMPLE\r\nOF BATH\r\n1 MILL LANE",
        "1 50K (ordering customer)\n"
        "  50K/1 iban: GB33EXAM20201555555555\n"
        "  50K/2 name: JANE EXAMPLE\n"
        "  50K/2-3 name: JANE EXAMPLE OF BATH <- JANE EXAMPLE\\r\\nOF BATH\n"
        "  50K/2-3 name: JANE EXAMPLEOF BATH <- JANE EXAMPLE\\r\\nOF BATH\n"
        "  50K/3 address: OF BATH\n"
        "  50K/4 address: 1 MILL LANE\n"
        "1 50K/2-4 text: JANE EXAMPLE OF BATH 1 MILL LANE\n");
}

static void test_wrapped_at_35(void **state)
{
    (void)state;
    expect_field(":59:THE VERY LONG NAME OF A COMPANY LIM\r\nITED 7\r\n8 MILL LANE",
        "1 59 (beneficiary customer)\n"
        "  59/1 name: THE VERY LONG NAME OF A COMPANY LIM\n"
        "  59/1-2 name: THE VERY LONG NAME OF A COMPANY LIM ITED 7 <- "
        "THE VERY LONG NAME OF A COMPANY LIM\\r\\nITED 7\n"
        "  59/1-2 name: THE VERY LONG NAME OF A COMPANY LIMITED 7 <- "
        "THE VERY LONG NAME OF A COMPANY LIM\\r\\nITED 7\n"
        "  59/2 address: ITED 7\n"
        "  59/3 address: 8 MILL LANE\n"
        "1 59/1-3 text: THE VERY LONG NAME OF A COMPANY LIM ITED 7 8 MILL LANE\n"
        "1 59/1-3 text: THE VERY LONG NAME OF A COMPANY LIMITED 7 8 MILL LANE\n");
}

static void test_option_f(void **state)
{
    (void)state;
    expect_field(":50F:CCPT/CO/AB123456\r\n1/JANE\r\n1/EXAMPLE\r\n2/1 MILL LANE\r\n3/CO/BOGOTA\r\n"
                 "4/19600419\r\n5/CO/CALI\r\n6/CO/ISSUER/778899\r\n7/CO/112233\r\n8/4455",
        "1 50F (ordering customer)\n"
        "  50F/1 passportNumber: AB123456\n"
        "  50F/2 name: JANE\n"
        "  50F/2-3 name: JANE EXAMPLE <- JANE\\r\\n1/EXAMPLE\n"
        "  50F/2-3 name: JANEEXAMPLE <- JANE\\r\\n1/EXAMPLE\n"
        "  50F/4 address: 1 MILL LANE\n"
        "  50F/5 country: CO\n"
        "  50F/5 address: BOGOTA\n"
        "  50F/6 birthDate: 19600419\n"
        "  50F/7 birthCountry: CO\n"
        "  50F/7 birthPlace: CALI\n"
        "  50F/8 idNumber: 778899\n"
        "  50F/9 idNumber: 112233\n"
        "  50F/10 idNumber: 4455\n"
        "  50F/9-10 idNumber: 1122334455 <- 112233\\r\\n8/4455\n"
        "1 50F/2-10 text: JANE EXAMPLE 1 MILL LANE CO/BOGOTA 19600419 CO/CALI "
        "CO/ISSUER/778899 CO/112233 4455\n");
    expect_field(":59F:/12345678\r\n1/JANE EXAMPLE\r\n3/GB", "1 59F (beneficiary customer)\n"
                                                             "  59F/1 accountNumber: 12345678\n"
                                                             "  59F/2 name: JANE EXAMPLE\n"
                                                             "  59F/3 country: GB\n"
                                                             "1 59F/2-3 text: JANE EXAMPLE GB\n");
}

static void test_identifiers_of_f(void **state)
{
    static const char *const codes[][2] = {{"NIDN", "nationalId"}, {"TXID", "taxNumber"},
        {"SOSE", "socialSecurityNumber"}, {"DRLC", "idNumber"}, {"ARNU", "idNumber"},
        {"CUST", "idNumber"}, {"EMPL", "idNumber"}};
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char field[100], expected[200];
        snprintf(field, sizeof field, ":50F:%s/DE/A1234\r\n1/JANE", codes[i][0]);
        snprintf(expected, sizeof expected,
            "1 50F (ordering customer)\n  50F/1 %s: A1234\n  50F/2 name: JANE\n"
            "1 50F/2 text: JANE\n",
            codes[i][1]);
        expect_field(field, expected);
    }
}

static void test_bic_options(void **state)
{
    static const char *const fields[][2] = {{"50A", "ordering customer"},
        {"50G", "ordering customer"}, {"50C", "ordering customer"}, {"51A", "sending institution"},
        {"52A", "ordering institution"}, {"53A", "sender's correspondent"},
        {"54A", "receiver's correspondent"}, {"55A", "third reimbursement institution"},
        {"56A", "intermediary institution"}, {"57A", "account with institution"},
        {"58A", "beneficiary institution"}, {"59A", "beneficiary customer"},
        {"41A", "available with"}, {"42A", "drawee"}};
    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char field[100], expected[300];
        snprintf(field, sizeof field, ":%s:EXAMDEFF123", fields[i][0]);
        snprintf(expected, sizeof expected,
            "1 %s (%s)\n  %s/1 swiftBic: EXAMDEFF123\n  %s/1 swiftBic: EXAMDEFF <- EXAMDEFF\n",
            fields[i][0], fields[i][1], fields[i][0], fields[i][0]);
        char *arrow = strstr(expected, " <- ");
        memmove(arrow, strchr(arrow, '\n'), strlen(strchr(arrow, '\n')) + 1);
        expect_field(field, expected);
    }
    expect_field(":57A:GUSTAVO PETRO",
        "! 1 57A/1@15 this is no BIC; it is read as a name\n"
        "1 57A (account with institution)\n  57A/1 name: GUSTAVO PETRO\n"
        "1 57A/1 text: GUSTAVO PETRO\n");
}

static void test_accounts(void **state)
{
    (void)state;
    expect_field(":57C:/400100200300", "1 57C (account with institution)\n"
                                       "  57C/1 accountNumber: 400100200300\n");
    expect_field(":57D://FW021000089\r\nEXAMPLE BANK",
        "1 57D (account with institution)\n  57D/1 accountNumber: 021000089\n"
        "  57D/2 name: EXAMPLE BANK\n1 57D/2 text: EXAMPLE BANK\n");
    expect_field(":53B:/C/400100200300\r\nLONDON",
        "1 53B (sender's correspondent)\n  53B/1 accountNumber: 400100200300\n"
        "  53B/2 address: LONDON\n1 53B/2 text: LONDON\n");
    /* Too short to identify anybody; a name behind a slash stays one. */
    expect_field(":56C:/4001", "");
    expect_field(":59:/GUSTAVO PETRO",
        "1 59 (beneficiary customer)\n  59/1 name: /GUSTAVO PETRO\n1 59/1 text: /GUSTAVO PETRO\n");
    expect_field(":25P:12345678\r\nEXAMDEFF",
        "1 25P (account owner)\n  25P/1 accountNumber: 12345678\n  25P/2 swiftBic: EXAMDEFF\n");
}

static void test_narratives(void **state)
{
    (void)state;
    expect_field(":70:/RFB/INVOICE 7\r\n/ROC/RENT FOR JA\r\n//NE EXAMPLE\r\nAND OTHERS",
        "1 70/1 text: INVOICE 7\n"
        "1 70/2-4 text: RENT FOR JA NE EXAMPLE AND OTHERS\n"
        "1 70/2-4 text: RENT FOR JANE EXAMPLEAND OTHERS\n");
    expect_field(":72:/BNF/1234567890 1234567890 123456 GUS\r\n//TAVO PETRO",
        "1 72/1-2 text: 1234567890 1234567890 123456 GUS TAVO PETRO\n"
        "1 72/1-2 text: 1234567890 1234567890 123456 GUSTAVO PETRO\n");
    expect_field(":72:/INS/EXAMDEFFXXX\r\n/ACC/PAY HIM",
        "1 72 (institution in the narrative)\n  72/1 swiftBic: EXAMDEFFXXX\n"
        "  72/1 swiftBic: EXAMDEFF\n1 72/1 text: EXAMDEFFXXX\n1 72/2 text: PAY HIM\n");
    expect_field(":77B:/ORDERRES/BE//MILL LANE 1", "1 77B/1 text: BE//MILL LANE 1\n");
    expect_field(":77T:JANE EXAMPLE", "1 77T/1 text: JANE EXAMPLE\n");
    expect_field(":86:JANE EXAMPLE", "1 86/1 text: JANE EXAMPLE\n");
    expect_field(":45A:COFFEE OF JANE", "1 45A/1 text: COFFEE OF JANE\n");
    expect_field(":71A:SHARED", "");
    expect_field(":32A:260803EUR1250,", "");
}

static void test_message(void **state)
{
    (void)state;
    expect_dump("{1:F01EXAMGB2LAXXX0001000001}{2:I103EXAMDEFFX123N}{3:{119:STP}}{4:\n:59:JANE\n"
                "-}{5:{CHK:22EF370A4073}}{S:{SAC:}}\n",
        AK_PAYMENT_MT,
        "1 {1:} (sender)\n  {1:} swiftBic: EXAMGB2L\n"
        "1 {2:} (receiver)\n  {2:} swiftBic: EXAMDEFF\n"
        "  {2:} swiftBic: EXAMDEFF123 <- EXAMDEFFX123\n"
        "1 59 (beneficiary customer)\n  59/1 name: JANE\n1 59/1 text: JANE\n");
    expect_dump(
        "{1:F01EXAMGB2LAXXX0001000001}{2:O1031535260803EXAMESMMAXXX00010000022608031536N}{4:"
        "\r:59:JANE\r-}",
        AK_PAYMENT_MT,
        "1 {1:} (receiver)\n  {1:} swiftBic: EXAMGB2L\n"
        "1 {2:} (sender)\n  {2:} swiftBic: EXAMESMM\n"
        "1 59 (beneficiary customer)\n  59/1 name: JANE\n1 59/1 text: JANE\n");
}

/* Sequence B of a cover payment has fields of sequence A again. */
static void test_repeated_fields(void **state)
{
    (void)state;
    expect_dump("{4:\n:52A:EXAMGB2L\n:58A:EXAMDEFF\n:50K:JANE\n:52A:EXAMFRPP\n-}", AK_PAYMENT_MT,
        "1 52A (ordering institution)\n  52A/1 swiftBic: EXAMGB2L\n"
        "1 58A (beneficiary institution)\n  58A/1 swiftBic: EXAMDEFF\n"
        "1 50K (ordering customer)\n  50K/1 name: JANE\n1 50K/1 text: JANE\n"
        "1 52A[2] (ordering institution)\n  52A[2]/1 swiftBic: EXAMFRPP\n");
}

#define JANE(n) n " 59 (beneficiary customer)\n  59/1 name: JANE\n" n " 59/1 text: JANE\n"

static void test_batches(void **state)
{
    (void)state;
    expect_dump("{4:\n:59:JANE\n-}$\x01{4:\n:59:JANE\n-}\x03\n\n:59:JANE\n-\n:59:JANE\n-}\n",
        AK_PAYMENT_MT, JANE("1") JANE("2") JANE("3") JANE("4"));
    expect_dump("\xEF\xBB\xBF{4:\n:59:JANE\n-}", AK_PAYMENT_MT, JANE("1"));
}

static void test_broken(void **state)
{
    (void)state;
    expect_dump("{4:\n:59:JANE\n{4:\n:59:JANE\n-}", AK_PAYMENT_MT,
        "! 1 {4:}@13 the text block is not closed by \"-}\"; what is there is read\n" JANE("1")
            JANE("2"));
    expect_dump("{4:\nGUSTAVO\n:59:JANE\n-}", AK_PAYMENT_MT,
        "! 1 @4 text before the first field; it is read as free text\n"
        "1 {4:} text: GUSTAVO\n" JANE("1"));
    expect_dump("{4:\n:59:JANE\n-}GUSTAVO", AK_PAYMENT_MT,
        JANE("1") "! 1 @15 no block begins here; the rest of the message is read as free text\n"
                  "! 1 @15 text before the first field; it is read as free text\n"
                  "1 {4:} text: GUSTAVO\n");
    expect_dump("{1:F21EXAMGB2LAXXX0001000001}{4:{177:2608031200}{451:0}}", AK_PAYMENT_MT,
        "1 {1:} (sender)\n  {1:} swiftBic: EXAMGB2L\n");
    expect_dump("{2:I103}", AK_PAYMENT_MT,
        "! 1 @0 a message without a text block {4:\n! 1 @0 no party in this message\n");
    expect_dump("{4:\n:70:GUSTAVO\n-}", AK_PAYMENT_MT,
        "1 70/1 text: GUSTAVO\n! 1 @0 no party in this message\n");
}

/* Bounded memory: a message that never ends is cut, and what it says is read all the same. */
/* What may have been a party is not passed over in silence. */
static void test_nothing_where_a_party_should_be(void **state)
{
    (void)state;
    expect_dump(H2 "{4:\n-}", AK_PAYMENT_MT,
        "1 {2:} (receiver)\n  {2:} swiftBic: EXAMDEFF\n! 1 @0 no party in this message\n");
    expect_dump("{2:I199EXAMDEFFXXXXN}{4:\n:79:AS AGREED\n-}", AK_PAYMENT_MT,
        "1 {2:} (receiver)\n  {2:} swiftBic: EXAMDEFF\n1 79/1 text: AS AGREED\n");
    expect_field(":59:/12345678", "! 1 59@14 the party has no name\n1 59 (beneficiary customer)\n"
                                  "  59/1 accountNumber: 12345678\n");
    expect_field(":50K:", "! 1 50K@15 the party has no name\n");
    expect_field(
        ":57C:/12345678", "1 57C (account with institution)\n  57C/1 accountNumber: 12345678\n");
    expect_field(":57D:EXAMDEFF",
        "1 57D (account with institution)\n  57D/1 name: EXAMDEFF\n  57D/1 swiftBic: EXAMDEFF\n"
        "1 57D/1 text: EXAMDEFF\n");
    /* The tag is damaged. */
    expect_field(":32A:260101EUR1,\r\n;50K:/1\r\nJANE EXAMPLE",
        "! 1 32A/3@37 this field has one line; the others are read as free text\n"
        "1 32A/2-3 text: ;50K:/1 JANE EXAMPLE\n1 32A/2-3 text: ;50K:/1JANE EXAMPLE\n");
    expect_field(":71B:/CABLE/JANE EXAMPLE", "1 71B/1 text: JANE EXAMPLE\n");
}

static void test_endless(void **state)
{
    (void)state;
    size_t n = 3u << 20;
    char *file = malloc(n);
    assert_non_null(file);
    memset(file, 'X', n);
    for (size_t i = 80; i < n; i += 80) file[i] = '\n';
    memcpy(file, "{4:\n:59:", 8);
    dump d = {.pieces_only = true};
    assert_int_equal(dump_bytes(&d, (ak_slice){file, n}, AK_PAYMENT_MT), AKA_OK);
    assert_true(d.problems >= 3);
    assert_true(d.texts > n / 80 / 250);
    ak_buf_free(&d.out);
    free(file);
}

static void test_damaged(void **state)
{
    static const char *const names[] = {"mt103-k.txt", "mt103-f.txt", "mt103-a.txt", "batch.txt"};
    char folder[1000];
    (void)state;
    snprintf(folder, sizeof folder, "%s/examples/payments", getenv("AKA_SOURCE"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len;
        char *sample = read_whole(folder, names[i], &len);
        read_damaged((ak_slice){sample, len}, AK_PAYMENT_MT);
        free(sample);
    }
}

/* Once a message, with the first place; what is there is read all the same. */
static void test_not_utf8(void **state)
{
    (void)state;
    expect_dump(":20:A\n:59:JOS\xC3\x89\n-\n:20:B\n:59:NICOL\xC1S\n:71A:\xC1 \xC1\n-\n",
        AK_PAYMENT_MT,
        "1 59 (beneficiary customer)\n  59/1 name: JOS\xC3\x89\n1 59/1 text: JOS\xC3\x89\n"
        "! 2 @33 bytes that are not UTF-8 in 3 places, the first at byte 33; words with them are "
        "not read as written: convert the file, for example with \"iconv -f WINDOWS-1252 -t "
        "UTF-8\"\n2 59 (beneficiary customer)\n  59/1 name: NICOL\xC1S\n"
        "2 59/1 text: NICOL\xC1S\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_option_k),
        cmocka_unit_test(test_wrapped_at_35),
        cmocka_unit_test(test_option_f),
        cmocka_unit_test(test_identifiers_of_f),
        cmocka_unit_test(test_bic_options),
        cmocka_unit_test(test_accounts),
        cmocka_unit_test(test_narratives),
        cmocka_unit_test(test_message),
        cmocka_unit_test(test_repeated_fields),
        cmocka_unit_test(test_batches),
        cmocka_unit_test(test_broken),
        cmocka_unit_test(test_nothing_where_a_party_should_be),
        cmocka_unit_test(test_endless),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_not_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
