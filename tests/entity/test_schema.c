/* Schemata: which are known, and what they may be. */
#include "entity/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BIT(kind) (1u << AK_KIND_##kind)
#define ANYTHING ((1u << AK_KIND_COUNT) - 1)

static unsigned kinds(const char *schema)
{
    return ak_schema_kinds(ak_slice_of(schema));
}

static void test_kinds(void **state)
{
    (void)state;
    assert_int_equal(kinds("Person"), BIT(PERSON));
    assert_int_equal(kinds("Organization"), BIT(ORG));
    assert_int_equal(kinds("Company"), BIT(ORG));
    assert_int_equal(kinds("PublicBody"), BIT(ORG));
    assert_int_equal(kinds("LegalEntity"), BIT(PERSON) | BIT(ORG));
    assert_int_equal(kinds("Vessel"), BIT(OBJECT));
    assert_int_equal(kinds("Airplane"), BIT(OBJECT));
    assert_int_equal(kinds("Vehicle"), BIT(OBJECT));
    assert_int_equal(kinds("Asset"), BIT(ORG) | BIT(OBJECT) | BIT(OTHER));
    assert_int_equal(kinds("Sanction"), BIT(OTHER));
    assert_int_equal(kinds("Thing"), ANYTHING);
    assert_int_equal(kinds(""), ANYTHING);
    assert_int_equal(kinds("person"), ANYTHING); /* case matters: not a schema */
    assert_int_equal(kinds("Persona"), ANYTHING);
}

static void test_known(void **state)
{
    (void)state;
    static const char *const known[] = {"Thing", "LegalEntity", "Person", "Organization", "Company",
        "PublicBody", "Asset", "Vessel", "Airplane", "Vehicle", "Address", "CryptoWallet",
        "Security", "BankAccount", "Passport", "Identification", "Sanction", "Position",
        "Occupancy", "Family", "Associate", "Ownership", "Directorship", "Membership", "Employment",
        "Representation", "UnknownLink", "Event", "Document", "Payment", "RealEstate", "License",
        "Contract", "Email", "Succession", "Debt", "TaxRoll", "CallForTenders", "Territory",
        "Workbook"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!ak_schema_known(ak_slice_of(known[i]))) fail_msg("%s is not known", known[i]);
    assert_false(ak_schema_known(AK_LIT("")));
    assert_false(ak_schema_known(AK_LIT("person")));
    assert_false(ak_schema_known(AK_LIT("Person ")));
    assert_false(ak_schema_known(AK_LIT("Perso")));
}

static void test_canonical(void **state)
{
    (void)state;
    assert_true(ak_slice_is(ak_schema_canonical(AK_LIT("person")), "Person"));
    assert_true(ak_slice_is(ak_schema_canonical(AK_LIT("LEGALENTITY")), "LegalEntity"));
    assert_true(ak_slice_is(ak_schema_canonical(AK_LIT("vessel")), "Vessel"));
    ak_slice odd = AK_LIT("spaceship"), same = ak_schema_canonical(odd);
    assert_ptr_equal(same.data, odd.data);
    assert_int_equal(same.len, odd.len);
    assert_int_equal(ak_schema_canonical((ak_slice){NULL, 0}).len, 0);
}

static void test_kind(void **state)
{
    (void)state;
    assert_int_equal(ak_schema_kind(AK_LIT("Person")), AK_KIND_PERSON);
    assert_int_equal(ak_schema_kind(AK_LIT("LegalEntity")), AK_KIND_ORG);
    assert_int_equal(ak_schema_kind(AK_LIT("Vessel")), AK_KIND_OBJECT);
    assert_int_equal(ak_schema_kind(AK_LIT("Address")), AK_KIND_OTHER);
    assert_int_equal(ak_schema_kind(AK_LIT("Thing")), AK_KIND_ORG);
    assert_int_equal(ak_schema_kind(AK_LIT("Nothing")), AK_KIND_ORG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
