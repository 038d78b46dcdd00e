/* Identifiers: normal forms by kind, check digits, and what does not identify. */
#include "entity/ident.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct sample {
    ak_ident_kind kind;
    const char *value;
    const char *normal; /* NULL: no identifier of that kind */
} sample;

static const sample samples[] = {
    {AK_IDENT_PASSPORT, "A1234567", "A1234567"},
    {AK_IDENT_PASSPORT, " a-1234 567 ", "A1234567"},
    {AK_IDENT_PASSPORT, "A/1234567", "A1234567"},
    {AK_IDENT_PASSPORT, "Passport No. A1234567", "A1234567"},
    {AK_IDENT_PASSPORT, "A1234567 (Iran)", "A1234567"},
    {AK_IDENT_PASSPORT, "008827 (Iran) issued 1999", "008827"},
    {AK_IDENT_PASSPORT, "AO 2879097 (Italy) expires 30 Oct 2012", "AO2879097"},
    {AK_IDENT_PASSPORT, "A1234567 (Iran", "A1234567"},
    {AK_IDENT_PASSPORT, "Series 9005 No 679558", "9005679558"},
    {AK_IDENT_PASSPORT, "9005 \xE2\x84\x96 679558", "9005679558"}, /* № */
    {AK_IDENT_PASSPORT, "n\xC2\xB0 679558", "679558"},             /* n° */
    {AK_IDENT_PASSPORT, "N\xC2\xBA 679558", "679558"},             /* Nº */
    {AK_IDENT_PASSPORT, "N 679558", "N679558"},
    {AK_IDENT_PASSPORT, "\xD0\xA4-703443", "F703443"},                               /* Ф */
    {AK_IDENT_PASSPORT, "\xD0\xB0\xD0\xBA 123456", "AK123456"},                      /* ак */
    {AK_IDENT_PASSPORT, "\xD0\x84\xD0\x87 123456", "IEI123456"},                     /* ЄЇ */
    {AK_IDENT_PASSPORT, "\xD0\x81 123456", "E123456"},                               /* Ё */
    {AK_IDENT_PASSPORT, "\xEF\xBC\xA1\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x93", "A123"}, /* Ａ１２３ */
    {AK_IDENT_PASSPORT, "\xDB\xB1\xDB\xB2\xDB\xB3\xDB\xB4", "1234"}, /* Persian digits */
    {AK_IDENT_PASSPORT, "\xD9\xA1\xD9\xA2\xD9\xA3\xD9\xA4", "1234"}, /* Arabic digits */
    {AK_IDENT_PASSPORT,
        "\xE6\xB2\xAA"
        "1234",
        "\xE6\xB2\xAA"
        "1234"}, /* 沪 */
    {AK_IDENT_PASSPORT,
        "12\xFF"
        "34",
        "1234"},
    /* A series is spelled, a wrong keyboard's letter is what it looks like. */
    {AK_IDENT_PASSPORT,
        "00\xD0\x92\xD0\xA1"
        "521743",
        "00VS521743"}, /* ВС */
    {AK_IDENT_PASSPORT, "Passport No. \xD0\x92\xD0\xA1 521743", "VS521743"},
    {AK_IDENT_REGISTRATION,
        "9121024MA10F 83\xD0\xA5"
        "1\xD0\x9A",
        "9121024MA10F83X1K"}, /* Х К */
    {AK_IDENT_REGISTRATION,
        "A\xD1\x85\xD0\xA4"
        "12345",
        "AXF12345"}, /* х Ф */
    {AK_IDENT_PASSPORT, "123", NULL},
    {AK_IDENT_PASSPORT, "A12", NULL},
    {AK_IDENT_PASSPORT, "unknown", NULL},
    {AK_IDENT_PASSPORT, "not available", NULL},
    {AK_IDENT_PASSPORT, "00000000", NULL},
    {AK_IDENT_PASSPORT, "1111", NULL},
    {AK_IDENT_PASSPORT, "-", NULL},
    {AK_IDENT_PASSPORT, "", NULL},
    {AK_IDENT_PASSPORT, "No.", NULL},
    {AK_IDENT_PASSPORT, "(Iran)", NULL},
    {AK_IDENT_NATIONAL_ID, "A123456(7)", "A1234567"}, /* the bracket holds a check digit */
    {AK_IDENT_NATIONAL_ID, "784-1968-9720837-5", "784196897208375"},
    {AK_IDENT_NATIONAL_ID, "No. 216040 (Yemen)", "216040"},
    {AK_IDENT_NATIONAL_ID, "ID 216040", "216040"},
    {AK_IDENT_TAX, "BE 454,419,759", "BE454419759"},
    {AK_IDENT_TAX, "0430.033.662 (Belgium)", "0430033662"},
    {AK_IDENT_TAX, "INN 7707083893", "7707083893"},
    {AK_IDENT_TAX, "Tax ID No. 7707083893", "7707083893"},
    {AK_IDENT_REGISTRATION, "HRB 96201", "HRB96201"},
    {AK_IDENT_REGISTRATION, "(USCC) 91110117663725176G (China)", "91110117663725176G"},
    {AK_IDENT_REGISTRATION, "1 027 809 210 054", "1027809210054"},
    {AK_IDENT_REGISTRATION, "52-024-2307", "520242307"},
    {AK_IDENT_NATIONAL_ID, "12/BAHANA(N)010023", "12BAHANAN010023"},
    {AK_IDENT_NATIONAL_ID, "12/BaHaNa (Naing) 010023", "12BAHANAN010023"},
    {AK_IDENT_TAX, "\xD0\x98\xD0\x9D\xD0\x9D 7717653542", "7717653542"}, /* ИНН */
    {AK_IDENT_TAX, "INN 7717653542 KPP 771701001", "7717653542"},
    {AK_IDENT_OTHER, "\xD0\x9A\xD0\x9F\xD0\x9F 771701001", NULL}, /* КПП */
    {AK_IDENT_TAIL, "EP-MMH1", "EPMMH1"},
    {AK_IDENT_REGISTRATION, "EP-MMH", "EPMMH"},
    {AK_IDENT_REGISTRATION, "M-IABU", "MIABU"},
    {AK_IDENT_REGISTRATION, "EPMMH", NULL},
    {AK_IDENT_REGISTRATION, "EP-MM", NULL},
    {AK_IDENT_REGISTRATION, "ep-mmh", NULL},
    {AK_IDENT_REGISTRATION, "TO-BE-A", NULL},
    {AK_IDENT_TAIL, "Number N200VR", "N200VR"},
    {AK_IDENT_TAIL, "(also called L/N or S/N or F/N) 8401", "8401"},
    {AK_IDENT_IMO, "IMO 7406784", "7406784"},
    {AK_IDENT_IMO, "IMO7406784", "7406784"},
    {AK_IDENT_IMO, "7406784", "7406784"},
    {AK_IDENT_IMO, "imo no. 7406784", "7406784"},
    {AK_IDENT_IMO, "9074729", "9074729"},
    {AK_IDENT_IMO, "9074728", NULL},      /* check digit */
    {AK_IDENT_IMO, "5342883", "5342883"}, /* of a company in the same register */
    {AK_IDENT_IMO, "5342884", NULL},
    {AK_IDENT_IMO, "907472", NULL},
    {AK_IDENT_IMO, "90747290", NULL},
    {AK_IDENT_IMO, "907472A", NULL},
    {AK_IDENT_IMO, "0000000", NULL},
    {AK_IDENT_MMSI, "422038200", "422038200"},
    {AK_IDENT_MMSI, "MMSI 422 038 200", "422038200"},
    {AK_IDENT_MMSI, "42203820", NULL},
    {AK_IDENT_MMSI, "42203820A", NULL},
    {AK_IDENT_CALLSIGN, "EPBQ", "EPBQ"},
    {AK_IDENT_CALLSIGN, "3e-dp7", "3EDP7"},
    {AK_IDENT_CALLSIGN, "EPB", NULL},
    {AK_IDENT_CALLSIGN, "the callsign of the ship", NULL},
    {AK_IDENT_LEI, "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"},
    {AK_IDENT_LEI, "lei: 5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R12"},
    {AK_IDENT_LEI, "253400V1H6ART1UQ0N98", "253400V1H6ART1UQ0N98"},
    {AK_IDENT_LEI, "5493001KJTIIGC8Y1R13", NULL},
    {AK_IDENT_LEI, "5493001KJTIIGC8Y1R1", NULL},
    {AK_IDENT_LEI, "5493001KJTIIGC8Y1RAB", NULL},
    {AK_IDENT_BIC, "HAVIGB2L", "HAVIGB2L"},
    {AK_IDENT_BIC, "havigb2lxxx", "HAVIGB2L"},
    {AK_IDENT_BIC, "HAVIGB2L001", "HAVIGB2L001"},
    {AK_IDENT_BIC, "SWIFT/BIC HAVI GB 2L", "HAVIGB2L"},
    {AK_IDENT_BIC, "HAVIGB2", NULL},
    {AK_IDENT_BIC, "HAVI1B2L", NULL},
    {AK_IDENT_BIC, "HAVIGB2LXX", NULL},
    {AK_IDENT_IBAN, "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"},
    {AK_IDENT_IBAN, "IBAN DE89370400440532013000", "DE89370400440532013000"},
    {AK_IDENT_IBAN, "NO9386011117947", "NO9386011117947"},
    {AK_IDENT_IBAN, "GB82WEST12345698765433", NULL},
    {AK_IDENT_IBAN, "GB82WEST123", NULL},
    {AK_IDENT_IBAN, "8282WEST12345698765432", NULL},
    {AK_IDENT_IBAN, "GB82WEST1234569876543212345698765432", NULL},
    {AK_IDENT_ISIN, "US0378331005", "US0378331005"},
    {AK_IDENT_ISIN, "ISIN us-0378331005", "US0378331005"},
    {AK_IDENT_ISIN, "AU0000XVGZA3", "AU0000XVGZA3"},
    {AK_IDENT_ISIN, "GB0002634946", "GB0002634946"},
    {AK_IDENT_ISIN, "US0378331006", NULL},
    {AK_IDENT_ISIN, "US037833100", NULL},
    {AK_IDENT_ISIN, "US037833100A", NULL},
    {AK_IDENT_CRYPTO, "149w62rY42aZBox8fGcmqNsXUzSStKeq8C", "149w62rY42aZBox8fGcmqNsXUzSStKeq8C"},
    {AK_IDENT_CRYPTO, "XBT 149w62rY42aZBox8fGcmqNsXUzSStKeq8C",
        "149w62rY42aZBox8fGcmqNsXUzSStKeq8C"},
    {AK_IDENT_CRYPTO, "ETH 0x098B716B8Aaf21512996dC57EB0615e2383E2f96",
        "0x098b716b8aaf21512996dc57eb0615e2383e2f96"},
    {AK_IDENT_CRYPTO, "TMStbg5fgb4uTV7fK1gEYF9hKAzP3siPsG", "TMStbg5fgb4uTV7fK1gEYF9hKAzP3siPsG"},
    {AK_IDENT_CRYPTO, "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"},
    {AK_IDENT_CRYPTO, "0xZZ8B716B8Aaf21512996dC57EB0615e2383E2f96",
        "0xZZ8B716B8Aaf21512996dC57EB0615e2383E2f96"},
    {AK_IDENT_CRYPTO, "unknown wallet", NULL},
    {AK_IDENT_CRYPTO, "00000000000000", NULL},
    {AK_IDENT_CRYPTO, "XBT", NULL},
    {AK_IDENT_CRYPTO, "", NULL},
    {AK_IDENT_OTHER, "4591967573", "4591967573"},
    {AK_IDENT_OTHER, "IMO 9074729", "9074729"}, /* as under IMO: the kinds are comparable */
    {AK_IDENT_OTHER, "IMO9074729", "9074729"},
    {AK_IDENT_OTHER, "IMO9074728", "IMO9074728"},
    {AK_IDENT_OTHER, "149w62rY42aZBox8fGcmqNsXUzSStKeq8C", "149w62rY42aZBox8fGcmqNsXUzSStKeq8C"},
    {AK_IDENT_OTHER, "0x098B716B8Aaf21512996dC57EB0615e2383E2f96",
        "0x098b716b8aaf21512996dc57eb0615e2383e2f96"},
    {AK_IDENT_OTHER, "1-64-86-22311-29", "164862231129"},
    {AK_IDENT_OTHER, "860", NULL},
    {AK_IDENT_OTHER, "-", NULL},
    {AK_IDENT_NONE, "4591967573", NULL},
};

static void test_samples(void **state)
{
    (void)state;
    ak_buf out;
    ak_buf_init(&out, 0);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const sample *s = &samples[i];
        ak_buf_reset(&out);
        ak_buf_adds(&out, "<");
        bool ok = ak_ident_normalise(s->kind, ak_slice_of(s->value), &out);
        if (ok != (s->normal != NULL))
            fail_msg("%s \"%s\": %d \"%s\"", ak_ident_kind_name(s->kind), s->value, ok, out.data);
        if (strcmp(out.data + 1, ok ? s->normal : "") != 0)
            fail_msg("%s \"%s\": \"%s\"", ak_ident_kind_name(s->kind), s->value, out.data);
        if (!ok) continue;
        /* A normal form is its own normal form, but for tails, whose hyphen tells them from words.
         */
        if (strcspn(s->normal, "0123456789") == strlen(s->normal) &&
            s->kind == AK_IDENT_REGISTRATION)
            continue;
        ak_buf again;
        ak_buf_init(&again, 0);
        assert_true(ak_ident_normalise(s->kind, ak_slice_of(s->normal), &again));
        assert_string_equal(again.data, s->normal);
        ak_buf_free(&again);
    }
    ak_buf_free(&out);
}

static void test_long(void **state)
{
    (void)state;
    char value[1000];
    ak_buf out;
    ak_buf_init(&out, 0);
    for (size_t i = 0; i < sizeof value; i++) value[i] = (char)('0' + i % 10);
    assert_true(ak_ident_normalise(AK_IDENT_OTHER, (ak_slice){value, 128}, &out));
    assert_int_equal(out.len, 128);
    for (int kind = 0; kind <= AK_IDENT_OTHER; kind++)
        for (size_t len = 129; len <= sizeof value; len++)
            assert_false(ak_ident_normalise((ak_ident_kind)kind, (ak_slice){value, len}, &out));
    assert_int_equal(out.len, 128);
    /* Separators do not count. */
    memset(value, '-', sizeof value);
    memcpy(value + 990, "12345", 5);
    ak_buf_reset(&out);
    assert_true(ak_ident_normalise(AK_IDENT_OTHER, (ak_slice){value, sizeof value}, &out));
    assert_string_equal(out.data, "12345");
    ak_buf_free(&out);
}

static void test_full_buffer(void **state)
{
    (void)state;
    ak_buf out;
    ak_buf_init(&out, 4);
    assert_false(ak_ident_normalise(AK_IDENT_OTHER, AK_LIT("12345"), &out));
    assert_true(out.failed);
    ak_buf_free(&out);
}

static void test_kinds(void **state)
{
    (void)state;
    assert_int_equal(ak_ident_kind_of(AK_LIT("passportNumber")), AK_IDENT_PASSPORT);
    assert_int_equal(ak_ident_kind_of(AK_LIT("socialSecurityNumber")), AK_IDENT_NATIONAL_ID);
    assert_int_equal(ak_ident_kind_of(AK_LIT("innCode")), AK_IDENT_TAX);
    assert_int_equal(ak_ident_kind_of(AK_LIT("registrationNumber")), AK_IDENT_REGISTRATION);
    assert_int_equal(ak_ident_kind_of(AK_LIT("imoNumber")), AK_IDENT_IMO);
    assert_int_equal(ak_ident_kind_of(AK_LIT("serialNumber")), AK_IDENT_TAIL);
    assert_int_equal(ak_ident_kind_of(AK_LIT("swiftBic")), AK_IDENT_BIC);
    assert_int_equal(ak_ident_kind_of(AK_LIT("publicKey")), AK_IDENT_CRYPTO);
    assert_int_equal(ak_ident_kind_of(AK_LIT("idNumber")), AK_IDENT_OTHER);
    assert_int_equal(ak_ident_kind_of(AK_LIT("name")), AK_IDENT_NONE);
    assert_int_equal(ak_ident_kind_of(AK_LIT("kppCode")), AK_IDENT_NONE);
    assert_int_equal(ak_ident_kind_of(AK_LIT("PassportNumber")), AK_IDENT_NONE);
    assert_int_equal(ak_ident_kind_of(AK_LIT("")), AK_IDENT_NONE);
}

static void test_comparable(void **state)
{
    (void)state;
    for (int a = 0; a <= AK_IDENT_OTHER; a++) {
        for (int b = 0; b <= AK_IDENT_OTHER; b++) {
            bool paper_a = a >= AK_IDENT_PASSPORT && a <= AK_IDENT_REGISTRATION;
            bool paper_b = b >= AK_IDENT_PASSPORT && b <= AK_IDENT_REGISTRATION;
            bool want =
                a != AK_IDENT_NONE && b != AK_IDENT_NONE &&
                (a == b || a == AK_IDENT_OTHER || b == AK_IDENT_OTHER || (paper_a && paper_b));
            assert_int_equal(ak_ident_comparable((ak_ident_kind)a, (ak_ident_kind)b), want);
        }
        assert_string_not_equal(ak_ident_kind_name((ak_ident_kind)a), "unknown");
    }
    assert_string_equal(ak_ident_kind_name((ak_ident_kind)99), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_full_buffer),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_comparable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
