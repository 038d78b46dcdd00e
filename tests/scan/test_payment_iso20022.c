/* ISO 20022: parties and texts by local names, places through entities and encodings, batches of
 * documents, hostile XML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "payment_help.h"

#define NS " xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.99\""
#define DOC(content) "<Document" NS "><FIToFICstmrCdtTrf>" content "</FIToFICstmrCdtTrf></Document>"
#define JANE(n, path) n " " path " (creditor)\n  " path "/Nm name: Jane\n"

static void expect(const char *file, const char *expected)
{
    expect_dump(file, AK_PAYMENT_ISO20022, expected);
}

static void test_person(void **state)
{
    (void)state;
    expect(DOC("<CdtTrfTxInf><Cdtr><Nm>Jane Example</Nm><PstlAdr><StrtNm>Mill Lane</StrtNm><Ctry>GB"
               "</Ctry><AdrLine>Bath</AdrLine><AdrLine>Avon</AdrLine></PstlAdr><Id><PrvtId>"
               "<DtAndPlcOfBirth><BirthDt>1960-04-19</BirthDt><CityOfBirth>Cali</CityOfBirth>"
               "<CtryOfBirth>CO</CtryOfBirth></DtAndPlcOfBirth><Othr><Id>A1</Id><SchmeNm><Cd>CCPT"
               "</Cd></SchmeNm></Othr></PrvtId></Id><CtryOfRes>FR</CtryOfRes><CtctDtls><Nm>Joe Call"
               "</Nm></CtctDtls></Cdtr></CdtTrfTxInf>"),
        "1 CdtTrfTxInf[1]/Cdtr/PstlAdr/StrtNm text: Mill Lane\n"
        "1 CdtTrfTxInf[1]/Cdtr/PstlAdr/AdrLine text: Bath\n"
        "1 CdtTrfTxInf[1]/Cdtr/PstlAdr/AdrLine[2] text: Avon\n"
        "1 CdtTrfTxInf[1]/Cdtr/PstlAdr/AdrLine[2] text: Bath Avon\n"
        "1 CdtTrfTxInf[1]/Cdtr/PstlAdr/AdrLine[2] text: BathAvon\n"
        "1 CdtTrfTxInf[1]/Cdtr/CtctDtls/Nm text: Joe Call\n"
        "1 CdtTrfTxInf[1]/Cdtr (creditor)\n"
        "  CdtTrfTxInf[1]/Cdtr/Nm name: Jane Example\n"
        "  CdtTrfTxInf[1]/Cdtr/PstlAdr/StrtNm address: Mill Lane\n"
        "  CdtTrfTxInf[1]/Cdtr/PstlAdr/Ctry country: GB\n"
        "  CdtTrfTxInf[1]/Cdtr/PstlAdr/AdrLine address: Bath\n"
        "  CdtTrfTxInf[1]/Cdtr/PstlAdr/AdrLine name: Jane Example Bath <- Jane Example</Nm>"
        "<PstlAdr><StrtNm>Mill Lane</StrtNm><Ctry>GB</Ctry><AdrLine>Bath\n"
        "  CdtTrfTxInf[1]/Cdtr/PstlAdr/AdrLine name: Jane ExampleBath <- Jane Example</Nm>"
        "<PstlAdr><StrtNm>Mill Lane</StrtNm><Ctry>GB</Ctry><AdrLine>Bath\n"
        "  CdtTrfTxInf[1]/Cdtr/PstlAdr/AdrLine[2] address: Avon\n"
        "  CdtTrfTxInf[1]/Cdtr/Id/PrvtId/DtAndPlcOfBirth/BirthDt birthDate: 1960-04-19\n"
        "  CdtTrfTxInf[1]/Cdtr/Id/PrvtId/DtAndPlcOfBirth/CityOfBirth birthPlace: Cali\n"
        "  CdtTrfTxInf[1]/Cdtr/Id/PrvtId/DtAndPlcOfBirth/CtryOfBirth birthCountry: CO\n"
        "  CdtTrfTxInf[1]/Cdtr/Id/PrvtId/Othr/Id idNumber: A1\n"
        "  CdtTrfTxInf[1]/Cdtr/CtryOfRes country: FR\n");
}

static void test_organisation_and_agent(void **state)
{
    (void)state;
    expect(DOC("<Dbtr><Nm>Ex Ltd</Nm><Id><OrgId><AnyBIC>EXAMGB2L</AnyBIC><LEI>LEI1</LEI><Othr><Id>"
               "R77</Id></Othr></OrgId></Id></Dbtr><DbtrAcct><Id><IBAN>GB33EXAM20201555555555"
               "</IBAN></Id></DbtrAcct><CdtrAcct><Id><Othr><Id>400100200</Id></Othr></Id><Nm>Pot"
               "</Nm></CdtrAcct><CdtrAgt><FinInstnId><BIC>EXAMDEFF</BIC><ClrSysMmbId><MmbId>021000"
               "</MmbId></ClrSysMmbId><LEI>LEI2</LEI><Nm>Ex Bank</Nm></FinInstnId></CdtrAgt>"),
        "1 Dbtr (debtor)\n  Dbtr/Nm name: Ex Ltd\n  Dbtr/Id/OrgId/AnyBIC swiftBic: EXAMGB2L\n"
        "  Dbtr/Id/OrgId/LEI leiCode: LEI1\n  Dbtr/Id/OrgId/Othr/Id idNumber: R77\n"
        "1 DbtrAcct (debtor account)\n  DbtrAcct/Id/IBAN iban: GB33EXAM20201555555555\n"
        "1 CdtrAcct (creditor account)\n  CdtrAcct/Id/Othr/Id accountNumber: 400100200\n"
        "  CdtrAcct/Nm name: Pot\n"
        "1 CdtrAgt (creditor agent)\n  CdtrAgt/FinInstnId/BIC swiftBic: EXAMDEFF\n"
        "  CdtrAgt/FinInstnId/ClrSysMmbId/MmbId idNumber: 021000\n"
        "  CdtrAgt/FinInstnId/LEI leiCode: LEI2\n  CdtrAgt/FinInstnId/Nm name: Ex Bank\n");
}

static void test_roles(void **state)
{
    static const char *const roles[][2] = {{"UltmtDbtr", "ultimate debtor"},
        {"UltmtCdtr", "ultimate creditor"}, {"InitgPty", "initiating party"},
        {"DbtrAgt", "debtor agent"}, {"IntrmyAgt1", "intermediary agent 1"},
        {"IntrmyAgt2", "intermediary agent 2"}, {"IntrmyAgt3", "intermediary agent 3"},
        {"InstgAgt", "instructing agent"}, {"InstdAgt", "instructed agent"},
        {"PrvsInstgAgt", "previous instructing agent"},
        {"PrvsInstgAgt1", "previous instructing agent 1"}, {"Unheard", "party"}};
    (void)state;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        char file[400], expected[400];
        bool known = strcmp(roles[i][1], "party") != 0;
        snprintf(file, sizeof file, DOC("<%s><Nm>Jane</Nm></%s>"), roles[i][0], roles[i][0]);
        snprintf(expected, sizeof expected, "1 %s%s (%s)\n  %s/Nm name: Jane\n", roles[i][0],
            known ? "" : "/Nm", roles[i][1], roles[i][0]);
        expect(file, expected);
    }
}

/* A name goes on in the first line of the address, where that is no street. */
static void test_wrapped_name(void **state)
{
    (void)state;
    expect(DOC("<Cdtr><Nm>Jane &amp; Exam</Nm><PstlAdr><AdrLine>ple Co</AdrLine><AdrLine>Bath"
               "</AdrLine></PstlAdr></Cdtr><Dbtr><PstlAdr><AdrLine>Bath</AdrLine></PstlAdr><Nm>Joe"
               "</Nm></Dbtr><Invcr><Nm>Joe</Nm><PstlAdr><AdrLine>7 Mill Lane</AdrLine></PstlAdr>"
               "</Invcr>"),
        "1 Cdtr/PstlAdr/AdrLine text: ple Co\n1 Cdtr/PstlAdr/AdrLine[2] text: Bath\n"
        "1 Cdtr/PstlAdr/AdrLine[2] text: ple Co Bath\n"
        "1 Cdtr/PstlAdr/AdrLine[2] text: ple CoBath\n"
        "1 Cdtr (creditor)\n  Cdtr/Nm name: Jane & Exam <- Jane &amp; Exam\n"
        "  Cdtr/PstlAdr/AdrLine address: ple Co\n"
        "  Cdtr/PstlAdr/AdrLine name: Jane & Exam ple Co <- Jane &amp; Exam</Nm><PstlAdr><AdrLine>"
        "ple Co\n"
        "  Cdtr/PstlAdr/AdrLine name: Jane & Example Co <- Jane &amp; Exam</Nm><PstlAdr><AdrLine>"
        "ple Co\n"
        "  Cdtr/PstlAdr/AdrLine[2] address: Bath\n"
        "1 Dbtr/PstlAdr/AdrLine text: Bath\n"
        "1 Dbtr (debtor)\n  Dbtr/PstlAdr/AdrLine address: Bath\n  Dbtr/Nm name: Joe\n"
        "1 Invcr/PstlAdr/AdrLine text: 7 Mill Lane\n"
        "1 Invcr (invoicer)\n  Invcr/Nm name: Joe\n  Invcr/PstlAdr/AdrLine address: 7 Mill Lane\n");
}

/* A party within a party is another one; "Pty" only wraps. */
static void test_nested_parties(void **state)
{
    (void)state;
    expect(DOC("<Acct><Id><IBAN>GB33EXAM20201555555555</IBAN></Id><Ownr><Nm>Jane</Nm></Ownr><Nm>Pot"
               "</Nm></Acct><RltdPties><Cdtr><Pty><Nm>Jane</Nm></Pty></Cdtr></RltdPties>"),
        "1 Acct (account)\n  Acct/Id/IBAN iban: GB33EXAM20201555555555\n"
        "1 Acct/Ownr (account owner)\n  Acct/Ownr/Nm name: Jane\n"
        "1 Acct (account)\n  Acct/Nm name: Pot\n"
        "1 RltdPties/Cdtr (creditor)\n  RltdPties/Cdtr/Pty/Nm name: Jane\n");
}

static void test_paths_and_texts(void **state)
{
    (void)state;
    expect(DOC("<CdtTrfTxInf><PmtId><EndToEndId>RENT</EndToEndId><UETR>abcd</UETR></PmtId><ChrgBr>"
               "SHAR</ChrgBr><Cdtr><Nm>Jane</Nm></Cdtr><RmtInf><Ustrd>one\r\ntwo</Ustrd><Ustrd>"
               "three</Ustrd><Strd><AddtlRmtInf>four</AddtlRmtInf></Strd></RmtInf></CdtTrfTxInf>"
               "<CdtTrfTxInf><InstrForCdtrAgt><InstrInf>five</InstrInf></InstrForCdtrAgt><Purp>"
               "<Prtry>six mix<Cd>CODE</Cd></Prtry></Purp><Cdtr><Nm>Jane</Nm></Cdtr>"
               "</CdtTrfTxInf>"),
        "1 CdtTrfTxInf[1]/PmtId/EndToEndId text: RENT\n" JANE(
            "1", "CdtTrfTxInf[1]/Cdtr") "1 CdtTrfTxInf[1]/RmtInf/Ustrd text: one\\ntwo\n"
                                        "1 CdtTrfTxInf[1]/RmtInf/Ustrd[2] text: three\n"
                                        "1 CdtTrfTxInf[1]/RmtInf/Ustrd[2] text: one\\ntwo three\n"
                                        "1 CdtTrfTxInf[1]/RmtInf/Ustrd[2] text: one\\ntwothree\n"
                                        "1 CdtTrfTxInf[1]/RmtInf/Strd/AddtlRmtInf text: four\n"
                                        "1 CdtTrfTxInf[2]/InstrForCdtrAgt/InstrInf text: five\n"
                                        "1 CdtTrfTxInf[2]/Purp/Prtry text: six mix\n" JANE(
                                            "1", "CdtTrfTxInf[2]/Cdtr"));
}

static void test_places(void **state)
{
    (void)state;
    expect(DOC("<Cdtr><Nm> J&#97;n<!-- x -->e &amp;<![CDATA[ Co]]> </Nm></Cdtr>"),
        "1 Cdtr (creditor)\n  Cdtr/Nm name: Jane & Co <- J&#97;n<!-- x -->e &amp;<![CDATA[ Co\n");
}

/* Other encodings: the places are those of the stored bytes. */
static void test_encodings(void **state)
{
    static const char ascii[] =
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" DOC("<Cdtr><Nm>Jane Example</Nm></Cdtr>");
    static char wide[2 * sizeof ascii + 2];
    size_t n = 0;
    (void)state;
    wide[n++] = (char)0xFF;
    wide[n++] = (char)0xFE;
    for (size_t i = 0; ascii[i]; i++) {
        wide[n++] = ascii[i];
        wide[n++] = '\0';
    }
    dump d = {0};
    assert_int_equal(ak_payment_detect((ak_slice){wide, n}), AK_PAYMENT_ISO20022);
    assert_int_equal(dump_bytes(&d, (ak_slice){wide, n}, AK_PAYMENT_ISO20022), AKA_OK);
    assert_int_equal(d.parties, 1);
    assert_int_equal(d.problems, 0);
    ak_buf_free(&d.out);
    expect("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" DOC("<Cdtr><Nm>S\xF6hne</Nm></Cdtr>"),
        "1 Cdtr (creditor)\n  Cdtr/Nm name: S\xC3\xB6hne <- S\xF6hne\n");
    expect("<?xml version=\"1.0\" encoding=\"Windows-1252\"?>" DOC(
               "<Cdtr><Nm>\x8Eivko S\xF6hne</Nm></Cdtr>"),
        "1 Cdtr (creditor)\n  Cdtr/Nm name: \xC5\xBDivko S\xC3\xB6hne <- \x8Eivko S\xF6hne\n");
}

#define UNKNOWN                                                                                    \
    "! 0 @0 the encoding \"windows-1251\" is not known; of the document only ASCII is read: "      \
    "convert it to UTF-8\n"

/* One problem, and what can be read is; the next document has an encoding of its own. */
static void test_unknown_encoding(void **state)
{
    (void)state;
    expect("<?xml version=\"1.0\" encoding=\"windows-1251\"?>" DOC(
               "<Cdtr><Nm>\xC0 Jane</Nm></Cdtr>") "<?xml version=\"1.0\"?>" DOC("<Cdtr><Nm>"
                                                                                "S\xC3\xB6hne</"
                                                                                "Nm></Cdtr>"),
        UNKNOWN "1 Cdtr (creditor)\n  Cdtr/Nm name: \xEF\xBF\xBD Jane <- \xC0 Jane\n"
                "2 Cdtr (creditor)\n  Cdtr/Nm name: S\xC3\xB6hne\n");
}

static void test_header_and_prefixes(void **state)
{
    (void)state;
    expect("<Wrap><h:AppHdr><h:Fr><h:FIId><h:FinInstnId><h:BICFI>EXAMGB2L</h:BICFI></h:FinInstnId>"
           "</h:FIId></h:Fr></h:AppHdr><p:Document xmlns:p=\"urn:iso:std:iso:20022:tech:xsd:pacs\">"
           "<p:FICdtTrf><p:Cdtr><p:Nm>Jane</p:Nm></p:Cdtr></p:FICdtTrf></p:Document></Wrap>",
        "1 AppHdr/Fr (sender)\n  AppHdr/Fr/FIId/FinInstnId/BICFI swiftBic: EXAMGB2L\n" JANE(
            "1", "Cdtr"));
}

static void test_batches(void **state)
{
    (void)state;
    static const char one[] = DOC("<Cdtr><Nm>Jane</Nm></Cdtr>");
    char file[2000];
    snprintf(file, sizeof file, "<?xml version=\"1.0\"?>%s\n<?xml version=\"1.0\"?>\n%s%s", one,
        one, one);
    expect(file, JANE("1", "Cdtr") JANE("2", "Cdtr") JANE("3", "Cdtr"));
    snprintf(file, sizeof file, "<Batch>%s%s</Batch>", one, one);
    expect(file, JANE("1", "Cdtr") JANE("2", "Cdtr"));
    /* The rest of a batch survives a broken message, in documents and within one. */
    snprintf(file, sizeof file,
        "<Batch>%s<Document><FICdtTrf><Cdtr><Nm>Josephine</Wrong>%s</Batch>", one, one);
    expect(file, JANE("1", "Cdtr") "2 Cdtr/Nm text: Josephine\n"
                                   "! 2 Cdtr/Nm@189 mismatched tag; the rest of the document is "
                                   "not read (line 1 of it)\n" JANE("3", "Cdtr"));
}

static void test_refused(void **state)
{
    (void)state;
    expect("<?xml version=\"1.0\"?><!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///x\">]>" DOC(
               "<Cdtr><Nm>&x;</Nm></Cdtr>"),
        "! 0 @40 a document type declaration (DOCTYPE) is not accepted; the rest of the document "
        "is not read (line 1 of it)\n");
    expect(DOC("<Cdtr><Nm>Jane</Nm></Cdtr><Dbtr><Nm>Arthur &x;</Nm></Dbtr>"),
        JANE("1", "Cdtr") "1 Dbtr/Nm text: Arthur \n! 1 Dbtr/Nm@127 undefined entity; the rest of "
                          "the document is not read (line 1 of it)\n");
}

static void test_unknown(void **state)
{
    (void)state;
    expect("<Document" NS "><Secret><Nm>Jane</Nm></Secret></Document>",
        "! 1 @65 a message of an unknown type, <Secret>; it is not screened\n");
    expect("<Report" NS "/>", "! 0 @0 no payment message in this document\n");
    expect(DOC("<Ustrd>Jane</Ustrd>"), "1 Ustrd text: Jane\n! 1 @103 no party in this message\n");
    expect(DOC("<Cdtr><Nm></Nm></Cdtr>"),
        "! 1 Cdtr/Nm@94 the name is empty\n! 1 @106 no party in this message\n");
    assert_int_equal(ak_payment_detect(AK_LIT("<html></html>")), AK_PAYMENT_NONE);
    assert_int_equal(ak_payment_detect(AK_LIT("Dear Sir")), AK_PAYMENT_NONE);
    assert_int_equal(ak_payment_detect((ak_slice){NULL, 0}), AK_PAYMENT_NONE);
    dump d = {0};
    assert_int_equal(dump_bytes(&d, AK_LIT("x"), AK_PAYMENT_NONE), AKA_E_FORMAT);
    ak_buf_free(&d.out);
}

/* Depth, names, tags, texts and parties are bounded; what is there is read all the same. */
static void expect_large(const char *open, const char *unit, size_t times, const char *close,
    size_t problems, size_t texts)
{
    ak_buf file;
    dump d = {.pieces_only = true};
    ak_buf_init(&file, 0);
    ak_buf_adds(&file, open);
    for (size_t i = 0; i < times; i++) ak_buf_adds(&file, unit);
    ak_buf_adds(&file, close);
    assert_false(file.failed);
    assert_int_equal(dump_bytes(&d, ak_buf_slice(&file), AK_PAYMENT_ISO20022), AKA_OK);
    assert_int_equal(d.problems, problems);
    assert_true(d.texts >= texts);
    ak_buf_free(&d.out);
    ak_buf_free(&file);
}

static void test_bounds(void **state)
{
    (void)state;
    expect_large("<Document><FICdtTrf>", "<a>", 100, "", 1, 0);
    expect_large("<Document><FICdtTrf><Cdtr>", "<Nm>Jane Example</Nm>", 30000, "", 2, 0);
    expect_large("<Document><FICdtTrf><Cdtr><Nm>J</Nm></Cdtr><Ustrd>", "Jane Example ", 50000,
        "</Ustrd></FICdtTrf></Document>", 1, 2);
    expect_large("<Document><FICdtTrf><Cdtr a='", "Jane Example ", 100000, "'/>", 1, 0);
    char name[200];
    memset(name, 'a', 99);
    memcpy(name + 99, ">", 2);
    expect_large("<Document><FICdtTrf><", name, 1, "", 1, 0);
}

static void test_damaged(void **state)
{
    static const char *const names[] = {"pacs009cov.xml", "pain001.xml"};
    char folder[1000];
    (void)state;
    snprintf(folder, sizeof folder, "%s/examples/payments", getenv("AKA_SOURCE"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len;
        char *sample = read_whole(folder, names[i], &len);
        read_damaged((ak_slice){sample, len}, AK_PAYMENT_ISO20022);
        free(sample);
    }
}

/* Samples of others, where AKA_DATA names the folder that has them. */
static void test_samples(void **state)
{
    static const struct {
        const char *name;
        size_t parties, texts, problems;
    } samples[] = {{"mt103.txt", 7, 3, 0}, {"pacs.008.001.07.xml", 8, 9, 0},
        {"pacs008_pacs008-basic.xml", 8, 15, 0}, {"pacs008_pacs008-contextual.xml", 8, 24, 0},
        {"pacs008_pacs008-empty-name.xml", 1, 2, 1}, {"pacs008_pacs008-fuzzy-names.xml", 8, 15, 0},
        {"pacs008_pacs008-malformed.xml", 0, 1, 1},
        {"pacs008_pacs008-multi-transaction.xml", 8, 10, 0},
        {"pacs008_pacs008-unsafe-doctype.xml", 0, 0, 1},
        {"pacs008_pacs008-unsupported-version.xml", 0, 2, 1}};
    char folder[4000];
    (void)state;
    if (!getenv("AKA_DATA")) {
        print_message("AKA_DATA is not set: the samples of others are not read\n");
        skip();
    }
    snprintf(folder, sizeof folder, "%s/payments", getenv("AKA_DATA"));
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        size_t len;
        dump d = {0};
        char *sample = read_whole(folder, samples[i].name, &len);
        ak_slice bytes = {sample, len};
        assert_int_equal(dump_bytes(&d, bytes, ak_payment_detect(bytes)), AKA_OK);
        assert_int_equal(d.parties, samples[i].parties);
        assert_int_equal(d.texts, samples[i].texts);
        assert_int_equal(d.problems, samples[i].problems);
        ak_buf_free(&d.out);
        free(sample);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_person),
        cmocka_unit_test(test_organisation_and_agent),
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_wrapped_name),
        cmocka_unit_test(test_nested_parties),
        cmocka_unit_test(test_paths_and_texts),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_unknown_encoding),
        cmocka_unit_test(test_header_and_prefixes),
        cmocka_unit_test(test_batches),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
