/* OFAC's remarks: how they are split, and where each piece goes. */
#include "temp.h"

#include "lists/ofac.h"
#include "lists/reading.h"

typedef struct outcome {
    ak_buf properties, problems;
} outcome;

static bool no_entity(void *ctx, const ak_entity *e, const char *path, uint64_t line)
{
    (void)ctx, (void)e, (void)path, (void)line;
    return false;
}

static bool keep_problem(void *ctx, const aka_problem *problem)
{
    outcome *o = ctx;
    char text[1024];
    aka_problem_format(problem, text, sizeof text);
    ak_buf_addf(&o->problems, "%s\n", text);
    return true;
}

/* "property: value" lines of what a remark adds, in the order of the entity. */
static void take(outcome *o, const char *schema, const char *remarks, bool cut)
{
    ak_arena keep;
    ak_reading r;
    ak_draft d;
    aka_error err = {0};
    const ak_sink sink = {o, no_entity, keep_problem};
    const ak_draft_head head = {.prefix = "ofac",
        .label = "ent_num",
        .schema = schema,
        .dataset = "d",
        .key = AK_LIT("7"),
        .line = 3};
    ak_arena_init(&keep, 0);
    assert_int_equal(ak_reading_init(&r, &keep, &sink, &err), AKA_OK);
    r.path = "SDN.CSV";
    ak_draft_begin(&d, &r, &head, &err);
    ak_draft_add(&d, "position", AK_LIT("Head of the Office"));
    ak_ofac_remarks(&d, ak_slice_of(remarks), cut);
    assert_int_equal(d.status, AKA_OK);
    for (size_t i = 2; i < d.e->property_count; i++)
        for (size_t k = 0; k < d.e->properties[i].count; k++)
            ak_buf_addf(&o->properties, "%.*s: %.*s\n", AK_ARG(d.e->properties[i].name),
                AK_ARG(d.e->properties[i].values[k].text));
    ak_reading_free(&r);
    ak_arena_free(&keep);
}

static void expect(
    const char *schema, const char *remarks, bool cut, const char *properties, const char *problems)
{
    outcome o = {0};
    take(&o, schema, remarks, cut);
    assert_string_equal(o.properties.data ? o.properties.data : "", properties);
    assert_string_equal(o.problems.data ? o.problems.data : "", problems);
    ak_buf_free(&o.properties);
    ak_buf_free(&o.problems);
}

static void person(const char *remarks, const char *properties)
{
    expect("Person", remarks, false, properties, "");
}

static void organization(const char *remarks, const char *properties)
{
    expect("Organization", remarks, false, properties, "");
}

static void test_split(void **state)
{
    (void)state;
    person("", "");
    person(".", "");
    person(" ; ;; .", "");
    person("DOB 10 Dec 1948; POB Here, There.", "birthDate: 1948-12-10\nbirthPlace: Here, There\n");
    /* no blank behind the semicolon */
    person("nationality Ruritania;arrested 2 May 2002.",
        "nationality: Ruritania\nnotes: arrested 2 May 2002\n");
    /* brackets that close hold a piece together, those that do not close do not */
    person("(from a passport: DOB 1969; POB Here); citizen Ruritania.",
        "notes: (from a passport: DOB 1969; POB Here)\ncitizenship: Ruritania\n");
    person("note (open; citizen Ruritania.", "notes: note (open\ncitizenship: Ruritania\n");
    person("((((((((((; citizen Ruritania", "notes: ((((((((((\ncitizenship: Ruritania\n");
    /* an alias may hold a semicolon, and a quote that does not close nothing */
    organization("a.k.a. 'THE ONE; THE OTHER'; Website www.example.org.",
        "weakAlias: THE ONE; THE OTHER\nwebsite: www.example.org\n");
    organization("a.k.a. 'THE ONE; Website www.example.org.",
        "weakAlias: THE ONE\nwebsite: www.example.org\n");
}

static void test_last_stop(void **state)
{
    (void)state;
    organization("Linked To: EXAMPLE S.A.", "linkedTo: EXAMPLE S.A.\n");
    organization("Linked To: EXAMPLE CO.", "linkedTo: EXAMPLE CO\n");
    person("a.k.a. 'SMITH, DR.'.", "weakAlias: DR. SMITH\n");
    organization("a.k.a. 'A.B.C.'.", "weakAlias: A.B.C.\n");
}

static void test_cut(void **state)
{
    (void)state;
    expect("Person", "DOB 1960; Passport 12", true, "birthDate: 1960\nnotes: Passport 12\n", "");
    expect("Person", "DOB 19", true, "notes: DOB 19\n", "");
    /* behind a semicolon nothing was cut in two */
    expect("Person", "DOB 1960; ", true, "birthDate: 1960\n", "");
}

static void test_dates(void **state)
{
    (void)state;
    person("DOB 1938; alt. DOB circa 1963; alt. DOB Mar 1970.",
        "birthDate: 1938\nbirthDate: 1963~\nbirthDate: 1970-03\n");
    expect("Person", "DOB 31 Feb 1960.", false, "birthDate: 31 Feb 1960\n",
        "SDN.CSV:3: ent_num 7: birth date \"31 Feb 1960\" is no date; kept as text\n");
    organization("Organization Established Date 03 Jun 2015.", "incorporationDate: 2015-06-03\n");
    expect("Vessel", "Vessel Year of Build old.", false, "buildDate: old\n",
        "SDN.CSV:3: ent_num 7: Vessel Year of Build \"old\" is no date; kept as text\n");
}

static void test_persons(void **state)
{
    (void)state;
    person("Gender Male; alt. nationality Ruritania; citizen Syldavia; ethnicity Borduric.",
        "gender: male\nnationality: Ruritania\ncitizenship: Syldavia\nethnicity: Borduric\n");
    person("a.k.a. 'ROE, Jane'; f.k.a. 'JANIE'; a.k.a. 'KNOWLES, JR., Sam'.",
        "weakAlias: Jane ROE\nweakAlias: JANIE\nweakAlias: Sam KNOWLES JR.\n");
    /* of organizations nothing is turned */
    organization("a.k.a. 'ROE, JANE'.", "weakAlias: ROE, JANE\n");
    /* the title again */
    person("Head of the Office; retired.", "notes: retired\n");
    person("nationalized in 1950.", "notes: nationalized in 1950\n");
}

static void test_identifiers(void **state)
{
    (void)state;
    person("Passport A1234567 (Ruritania) issued 01 Feb 2003 expires 2013.",
        "notes: Passport A1234567 (Ruritania) issued 01 Feb 2003 expires 2013\n"
        "passportNumber: A1234567\ncountry: Ruritania\n");
    person("alt. Passport Booklet: A5 199819.",
        "notes: alt. Passport Booklet: A5 199819\npassportNumber: A5 199819\n");
    person("Passport issued in Here, Ruritania.", "notes: Passport issued in Here, Ruritania\n");
    person("Cedula No. 16-671 (Ruritania).",
        "notes: Cedula No. 16-671 (Ruritania)\nidNumber: 16-671\ncountry: Ruritania\n");
    organization("Folio Mercantil No. 74711 (Old Town) (Syldavia).",
        "notes: Folio Mercantil No. 74711 (Old Town) (Syldavia)\n"
        "registrationNumber: 74711\ncountry: Syldavia\n");
    organization("NIT # 811022933-3 (undetermined).",
        "notes: NIT # 811022933-3 (undetermined)\ntaxNumber: 811022933-3\n");
    organization("Registration Number unknown.", "notes: Registration Number unknown\n");
    person("National ID No. (HWI)040182 (Region: Syldavia).",
        "notes: National ID No. (HWI)040182 (Region: Syldavia)\nidNumber: (HWI)040182\n"
        "country: Syldavia\n");
}

static void test_numbers_without_a_label_of_theirs(void **state)
{
    (void)state;
    person("Syldavian ID No. 445566 (Syldavia).",
        "notes: Syldavian ID No. 445566 (Syldavia)\nidNumber: 445566\ncountry: Syldavia\n");
    person("Judge, Branch 28.", "notes: Judge, Branch 28\n");
    person("Head of Office No. 12.", "notes: Head of Office No. 12\n");
    person("Executive Order 13662 Directive 4.", "notes: Executive Order 13662 Directive 4\n");
}

static void test_codes(void **state)
{
    (void)state;
    organization("SWIFT/BIC EXAMPLEX; ISIN XX0000000009; Legal Entity Number 253400K1TTC1FABJCE13.",
        "swiftBic: EXAMPLEX\nisinCode: XX0000000009\nleiCode: 253400K1TTC1FABJCE13\n");
    organization("International Maritime Organization No. (5777731).", "imoNumber: 5777731\n");
    organization("SWIFT/BIC EXAMPLEX (Ruritania).",
        "swiftBic: EXAMPLEX\nnotes: SWIFT/BIC EXAMPLEX (Ruritania)\n");
    expect("Vessel", "Vessel Registration Identification IMO 9074729; MMSI 256842000.", false,
        "imoNumber: 9074729\nmmsi: 256842000\n", "");
    organization("Company Number IMO 5936312.",
        "notes: Company Number IMO 5936312\nimoNumber: 5936312\nregistrationNumber: 5936312\n");
    organization("Digital Currency Address - XBT 1aBc; alt. Digital Currency Address - ETH.",
        "notes: Digital Currency Address - XBT 1aBc\n"
        "notes: alt. Digital Currency Address - ETH\ncurrency: XBT\npublicKey: 1aBc\n");
}

static void test_contact(void **state)
{
    (void)state;
    organization("Email Address a@example.org; Email:b@example.org; c@example.org (email).",
        "email: a@example.org\nemail: b@example.org\nemail: c@example.org\n");
    organization("Website x.example; www.example.org; http://example.net (website).",
        "website: x.example\nwebsite: www.example.org\nwebsite: http://example.net\n");
    organization("Telephone: 98 21 1; Fax 98 21 2; Phone Number 7.",
        "phone: 98 21 1\nphone: 7\nnotes: Fax 98 21 2\n");
}

static void test_objects(void **state)
{
    (void)state;
    expect("Airplane",
        "Aircraft Model A300; Aircraft Operator EXAMPLE AIR; Aircraft Manufacturer's Serial Number "
        "(MSN) 164; Aircraft Manufacture Date 1983; (Linked To: EXAMPLE AIR).",
        false,
        "model: A300\noperator: EXAMPLE AIR\n"
        "notes: Aircraft Manufacturer's Serial Number (MSN) 164\nserialNumber: 164\n"
        "buildDate: 1983\nlinkedTo: EXAMPLE AIR\n",
        "");
    expect("Vessel", "Former Vessel Flag Malta; alt. Former Vessel Flag None Identified.", false,
        "pastFlags: Malta\npastFlags: None Identified\n", "");
}

static void test_kinds(void **state)
{
    (void)state;
    size_t n;
    assert_null(ak_ofac_kind_find(AK_LIT("Passports of others"), &n));
    assert_null(ak_ofac_kind_find(AK_LIT(""), &n));
    assert_string_equal(ak_ofac_kind_find(AK_LIT("dob 1960"), &n)->property, "birthDate");
    assert_int_equal(n, 3);
    /* the longest label wins */
    assert_string_equal(
        ak_ofac_kind_find(AK_LIT("Passport Booklet 1"), &n)->label, "Passport Booklet");
    assert_int_equal(n, strlen("Passport Booklet"));
}

/* A remark of many open brackets and quotes takes time in proportion to its length. */
static void test_hostile(void **state)
{
    (void)state;
    size_t len = 400000;
    char *text = malloc(len + 1);
    assert_non_null(text);
    for (size_t i = 0; i < len; i++) text[i] = "(a.k.a. '('"[i % 11];
    text[len] = '\0';
    outcome o = {0};
    take(&o, "Person", text, false);
    assert_true(o.properties.len > len / 2);
    ak_buf_free(&o.properties);
    ak_buf_free(&o.problems);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_last_stop),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_persons),
        cmocka_unit_test(test_identifiers),
        cmocka_unit_test(test_numbers_without_a_label_of_theirs),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_contact),
        cmocka_unit_test(test_objects),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
