/* Several words that are like a listed name by chance, and those that are the name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan_help.h"

#define PARTY(id, schema, name)                                                                    \
    "{\"id\":\"" id "\",\"schema\":\"" schema "\",\"caption\":\"" name                             \
    "\",\"properties\":{\"name\":[\"" name "\"]}}"

#define ALIAS(id, name, alias)                                                                     \
    "{\"id\":\"" id "\",\"schema\":\"Person\",\"caption\":\"" name                                 \
    "\",\"properties\":{\"name\":[\"" name "\"],\"alias\":[\"" alias "\"]}}"

static const char *const parties[] = {
    PARTY("p1", "Person", "Min SHI"),
    PARTY("p2", "Person", "Haramein TALVARO"),
    PARTY("p8", "Person", "Ali MIRI"),
    PARTY("p3", "Person", "Ying LI"),
    PARTY("p4", "Person", "Kelvar MIRESH"),
    PARTY("p5", "Person", "Shane Dominic TALVERSON"),
    PARTY("p6", "Person", "Sadat RAIS"),
    PARTY("p7", "Person", "Maher SAID"),
    ALIAS("p9", "Orvin TALZHEK", "The Doctor"),
    PARTY("p10", "Person", "Mahad KARATE"),
    PARTY("p11", "Person", "The Velgrin"),
    ALIAS("p12", "Tovrin MARD", "Tovrin Mard Akh born in 1963"),
    PARTY("p14", "Person", "Marou SANAT"),
    PARTY("p13", "Person", "Saw STEEL"),
    PARTY("o1", "Company", "ANDREA MARTINA LIMITED"),
    PARTY("o2", "Company", "RUSKOL MACRO GROUP LLC"),
    PARTY("o3", "Organization", "AL-HARAMEIN FOUNDATION"),
    PARTY("o4", "Company", "VELDRANE IMAGE PROCESSING CORPORATION"),
    PARTY("o5", "Company", "PRINCE SUPER MARKET CO. LTD."),
    PARTY("o6", "Company", "A+ VELDING MEDIA"),
    PARTY("o7", "Company", "GREAT LAKES FERRY COMPANY"),
    PARTY("o8", "Organization", "TARVOLIN BOARD OF MENTAL HEALTH"),
    PARTY("o9", "Organization", "NATIONAL COUNCIL FOR MENTAL TREATMENT AND PHYSICAL EDUCATION"),
    PARTY("o10", "Company", "COOPERATIVE DEVELOPMENT BANK"),
    PARTY("o11", "Company", "NATURAL GIFTS B.V."),
    PARTY("o13", "Company", "KELDARU SANATVOL"),
    PARTY("o12", "Company", "MARTIN'S ENTERPRISE"),
    PARTY("v1", "Vessel", "WHITE CRANE"),
};

static int set_up_parties(void **state)
{
    return set_up_with(state, parties, sizeof parties / sizeof *parties);
}

static void test_words_that_are_something_else(void **state)
{
    static const row rows[] = {
        {"They met Min Shi there.", "p1:Min Shi;"},
        {"The mine is old. See Min there.", ""},
        {"They met Sadat Rais there.", "p6:Sadat Rais;"},
        {"They met President Sadat there.", ""},
        {"They met Maher Said there.", "p7:Maher Said;"},
        {"They met Maher Saeed there.", "p7:Maher Saeed;"},
        {"They met The Doctor there.", ""},
        {"They met The Velgrin there.", "p11:The Velgrin;"},
        {"They met The Velgren there.", ""},
        {"They met nobody. In 1963 they left.", ""},
        {"They met Saw Steel there.", "p13:Saw Steel;"},
        {"They met Mahad Karate there.", "p10:Mahad Karate;"},
    };
    CHECK(state, rows);
}

static void test_words_that_are_only_alike(void **state)
{
    static const row rows[] = {
        {"They met Haramen Talvaro there.", "p2:Haramen Talvaro;"},
        {"They met Mary Alice there.", ""}, {"They met Harmon Telvero there.", ""},
        {"They met Marou Sanat there.", "p14:Marou Sanat;"},
        {"They went to Santa Maria there.", ""}, /* a given name of its own */
        {"They met Ying Li there.", "p3:Ying Li;"},
        {"They met Li Yang there.", ""},  /* short, and only alike */
        {"They met Ban Shih there.", ""}, /* read in one of many ways */
        {"They met Shane Talverson there.", "p5:Shane Talverson;"},
        {"They met Joan Talverson there.", ""}, /* short for no one name */
    };
    CHECK(state, rows);
}

static void test_signs_between(void **state)
{
    static const row rows[] = {
        {"They met [Kelvar] Miresh there.", "p4:Kelvar] Miresh;"},
        {"They met Kelvar (Miresh) there.", "p4:Kelvar (Miresh;"},
        {"They met Kelvar [Miresh] there.", "p4:Kelvar [Miresh;"},
        {"They met Kelvar] Miresh there.", ""},
        {"They met [somebody like Kelvar] Miresh there.", ""},
        {"They met (somebody like Kelvar) Miresh there.", ""},
        {"They met Kelvar, see {Miresh} there.", ""},
        {"They met Kelvar {Miresh} there.", ""},
        {"They met Kelvar + Miresh there.", ""},
        {"They met A+ Velding Media there.", "o6:A+ Velding Media;"},
    };
    CHECK(state, rows);
}

static void test_things(void **state)
{
    static const row rows[] = {
        {"It paid Andrea Martina Limited there.", "o1:Andrea Martina Limited;"},
        {"It paid Andrew Morton there.", ""}, /* somebody */
        {"It paid Al-Haramein Foundation there.", "o3:Al-Haramein Foundation;"},
        {"It paid Al-Haramen Foundation there.", "o3:Al-Haramen Foundation;"},
        {"It paid Keldaru Sanatvil there.", "o13:Keldaru Sanatvil;"},
        {"It paid Kelderu Sanatvil there.", ""},
        {"It paid Martin's Enterprise there.", "o12:Martin's Enterprise;"},
        {"It paid the Harmon Foundation there.", ""},
        {"It paid Prince Super Market there.", "o5:Prince Super Market;"},
        {"It paid Prince Ali there.", ""},
        {"It paid Veldrane Image Processing there.", "o4:Veldrane Image Processing;"},
        {"It paid for Image processing there.", ""},
        {"The vessel White Crain sank there.", "v1:White Crain;"},
        {"It paid White Karen there.", ""},
    };
    CHECK(state, rows);
}

static void test_part_of_a_body(void **state)
{
    static const row rows[] = {
        {"They sailed on the Great Lakes there.", ""},
        {"It paid Great Lakes Ferry Company there. Later Great Lakes denied it.",
            "o7:Great Lakes Ferry Company;o7:Great Lakes;"},
        {"It paid Great Lakes Ferry Company (Great Lakes) there.",
            "o7:Great Lakes Ferry Company;o7:Great Lakes;"},
        {"They met Tarvolin Board there.", "o8:Tarvolin Board;"},
        {"They spoke of Mental Health there.", ""},
        {"It paid the Council for Mental Treatment and Physical Education there.",
            "o9:Council for Mental Treatment and Physical Education;"},
        {"They spoke of Physical Education there.", ""},
        {"It paid the Development Bank there.", "o10:Development Bank;"},
        {"It paid the African Development Bank there.", ""},
        {"It paid Natural Gifts there.", "o11:Natural Gifts;"},
        {"It paid Natural gifts there.", ""},
    };
    CHECK(state, rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_that_are_something_else),
        cmocka_unit_test(test_words_that_are_only_alike),
        cmocka_unit_test(test_signs_between),
        cmocka_unit_test(test_things),
        cmocka_unit_test(test_part_of_a_body),
    };
    return cmocka_run_group_tests(tests, set_up_parties, tear_down);
}
