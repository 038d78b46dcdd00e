/* One word: ordinary ones, names that firms borrow, acronyms that many have, ships called by words
 * of every day; what speaks for the party, and which words refer back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan_help.h"

#define PARTY(id, schema, names)                                                                   \
    "{\"id\":\"" id "\",\"schema\":\"" schema "\",\"caption\":\"" id                               \
    "\",\"properties\":{\"name\":[" names "]}}"
#define ALSO(id, schema, name, aliases)                                                            \
    "{\"id\":\"" id "\",\"schema\":\"" schema "\",\"caption\":\"" id                               \
    "\",\"properties\":{\"name\":[\"" name "\"],\"alias\":[" aliases "]}}"

static const char *const parties[] = {
    PARTY("o1", "Company", "\"WIMBREN LLC\""),
    PARTY("o2", "Company", "\"FORUM JSC\""),
    PARTY("o3", "Company", "\"DRAKE LIMITED LIABILITY COMPANY\""),
    ALSO("o4", "Company", "KELVANDAR TURBINE WORKS", "\"KTW LLC\",\"KLTW LLC\""),
    ALSO("o5", "Organization", "ZEBULAN WORKERS' FRONT", "\"ZWF\""),
    PARTY("o6", "Organization", "\"QNV\""),
    PARTY("o7", "Organization", "\"TARBASH\""),
    PARTY("o8", "Company", "\"GREAT LAKES TRADING CO\""),
    PARTY("o9", "Company", "\"HORIZON PRALVEX LTD\""),
    PARTY("o10", "Company", "\"PERFECT DAY TRADING FZE\""),
    PARTY("o11", "Organization", "\"SINGERS-IN-EXILE\""),
    PARTY("o12", "Company", "\"K-PLATFORMS\""),
    PARTY("o13", "Company", "\"MALVERGA LIMITED\""),
    PARTY("o14", "Company", "\"CONVENTION QUARLIN RESORT BEACH HOUSE\""),
    PARTY("o15", "Company", "\"THIMBLE LLC\""),
    ALSO("p1", "Person", "Ansel VORNHOUT", "\"KRAVISK\""),
    ALSO("p2", "Person", "Timur BELKASSEN", "\"ROMEO\""),
    PARTY("v1", "Vessel", "\"MAJESTY\""),
    PARTY("v2", "Vessel", "\"SKARVOLD\""),
    PARTY("v3", "Vessel", "\"MARGUERITE\""),
};

static int set_up_parties(void **state)
{
    return set_up_with(state, parties, sizeof parties / sizeof *parties);
}

/* A word that the text writes in small letters as well is an ordinary one. */
static void test_words_in_small_letters_too(void **state)
{
    static const row rows[] = {
        {"They bought shares of Wimbren in May.", "o1:Wimbren;"},
        /* What no dictionary knows as a word is a name, however it is written. */
        {"They bought shares of Wimbren in May. wimbren fell.", "o1:Wimbren;"},
        {"They bought shares of Thimble in May.", "o15:Thimble;"},
        {"They bought shares of Thimble in May. A thimble is small.", ""},
        {"They wore two thimbles. All of them said Thimble is a word.", ""},
        /* Addresses say nothing. */
        {"They bought shares of Wimbren: www.wimbren.example or info@wimbren.example.",
            "o1:Wimbren;"},
        {"They bought shares of Wimbren; see https://x.example/old-wimbren/a and wimbren_2.",
            "o1:Wimbren;"},
        /* The party was named in full. */
        {"They paid Wimbren LLC. Then Wimbren rose, and a wimbren sang.",
            "o1:Wimbren LLC;o1:Wimbren;"},
        /* A body's own name is no ordinary word. */
        {"They fought Tarbash in May. The tarbash withdrew.", "o7:Tarbash;"},
        {"They told of Kravisk in May.", "p1:Kravisk;"},
        {"They told of Kravisk in May. A kravisk is a hut.", "p1:Kravisk;"},
    };
    CHECK(state, rows);
}

static void test_words_of_every_day(void **state)
{
    static const row rows[] = {
        {"They all met at the Forum in May.", ""},
        {"They paid Forum JSC in May.", "o2:Forum JSC;"},
        {"They often heard Drake on the radio.", ""},
        {"They paid Drake LLC in May.", "o3:Drake LLC;"},
        {"They read of Romeo in May.", ""},
        {"They met the Singers-in-Exile in May.", "o11:Singers-in-Exile;"},
        {"They met the Singers in May.", ""},
        {"They all know K-Platforms there.", "o12:K-Platforms;"},
        {"They all know Platforms there.", ""},
        /* A legal form, written another way. */
        {"They paid Malverga Ltd in May.", "o13:Malverga Ltd;"},
    };
    CHECK(state, rows);
}

/* Three letters are many firms', and four where the legal form is left out; bodies that are none
 * are known by theirs. */
static void test_acronyms_that_many_have(void **state)
{
    static const row rows[] = {
        {"They asked KTW first.", ""},
        {"They asked KTW LLC first. Then KTW left.", "o4:KTW LLC;o4:KTW;"},
        {"They asked KTW, LLC and others.", "o4:KTW, LLC;"},
        {"They asked KTW, AG and others.", ""},
        {"They asked KLTW first.", ""},
        {"They asked LLC KLTW first.", "o4:LLC KLTW;"},
        {"They asked Kelvandar Turbine Works. Then KTW left.",
            "o4:Kelvandar Turbine Works;o4:KTW;"},
        /* Words of its names stand near, with capitals. */
        {"The Kelvandar was old. They asked KTW first.", "o4:KTW;"},
        {"The Turbine Works was old. They asked KTW first.", "o4:KTW;"},
        {"The Turbine was old. They asked KTW first.", ""},
        {"Some turbine works was old. They asked KTW first.", ""},
        {"They asked ZWF first.", "o5:ZWF;"},
        {"They asked ZWF first, and ran zwf twice.", "o5:ZWF;"},
        {"They asked the Zebulan Workers' Front. Then ZWF left, and ran zwf twice.",
            "o5:Zebulan Workers' Front;o5:ZWF;"},
        /* A body whose first name it is. */
        {"They asked QNV first.", "o6:QNV;"},
        {"They asked QNV first, and ran qnv twice.", "o6:QNV;"},
    };
    CHECK(state, rows);
}

static void test_ships_of_ordinary_names(void **state)
{
    static const row rows[] = {
        {"The tanker Majesty sailed at noon.", "v1:Majesty;"},
        {"They sold the Majesty (IMO 9000001) at noon.", "v1:Majesty;"},
        {"The tankers Marguerite, Majesty and Skarvold sailed.",
            "v3:Marguerite;v1:Majesty;v2:Skarvold;"},
        {"The Panama-flagged \"Majesty\" sailed at noon.", "v1:Majesty;"},
        {"The tanker, renamed Majesty in May, sailed.", "v1:Majesty;"},
        {"Vessel name: Majesty", "v1:Majesty;"},
        {"Majesty, a tanker of theirs, sailed at noon.", "v1:Majesty;"},
        {"They drew a ship, a Majesty and a train.", ""},
        {"They sold the ship.\n\nMajesty came.", ""},
        {"They sold\nthe ship\nMajesty.", "v1:Majesty;"},
        {"They boarded the ship of Her Majesty at noon.", ""},
        {"Her Majesty's ship sailed at noon.", ""},
        {"They went to sea on a ship, and one said Marguerite sang.", ""},
        /* In capitals, or a rare word, with a vessel near. */
        {"The ship was late, and so MAJESTY was sold.", "v1:MAJESTY;"},
        {"The ship was late, and its majesty gone, so MAJESTY was sold.", ""},
        {"The ship was late, and so Skarvold was sold.", "v2:Skarvold;"},
        {"The train was late, and so Skarvold was sold.", ""},
    };
    CHECK(state, rows);
}

static void test_what_refers_back(void **state)
{
    static const row rows[] = {
        /* Not by its second word, where the first is ordinary. */
        {"They paid Great Lakes Trading Co in May. The Lakes are deep.",
            "o8:Great Lakes Trading Co;"},
        {"They paid Horizon Pralvex Ltd. Then Pralvex left.", "o9:Horizon Pralvex Ltd;"},
        /* An ordinary word that the text gives to them. */
        {"They paid Horizon Pralvex Ltd (Horizon). Then Horizon left.",
            "o9:Horizon Pralvex Ltd;<o9:Horizon;<o9:Horizon;"},
        {"They paid Horizon Pralvex Ltd (Sunrise). Then Sunrise left.", "o9:Horizon Pralvex Ltd;"},
        /* In small letters as well. */
        {"They asked Kelvandar Turbine Works. Then Kelvandar left.",
            "o4:Kelvandar Turbine Works;<o4:Kelvandar;"},
        {"They asked Kelvandar Turbine Works. Then Kelvandar left, and a kelvandar spoke.",
            "o4:Kelvandar Turbine Works;<o4:Kelvandar;"},
        {"They paid Horizon Pralvex Ltd (Horizon). The horizon is far. Then Horizon left.",
            "o9:Horizon Pralvex Ltd;<o9:Horizon;<o9:Horizon;"},
        {"They met Ansel Vornhout. Then Vornhout left.", "p1:Ansel Vornhout;<p1:Vornhout;"},
        {"They met Ansel Vornhout. Then Vornhout left by a vornhout.",
            "p1:Ansel Vornhout;<p1:Vornhout;"},
        {"They met ansel vornhout in Rome. Then Vornhout left.", "p1:ansel vornhout;<p1:Vornhout;"},
        /* Words that a ship has in brackets are her owner's. */
        {"The tanker Skarvold (Brenwick) sailed. Then Brenwick left.", "v2:Skarvold;"},
        /* Ordinary words after the party was named. */
        {"They spoke of a Perfect Day in May.", ""},
        {"They paid Perfect Day Trading FZE (Perfect Day). Then Perfect Day left.",
            "o10:Perfect Day Trading FZE;o10:Perfect Day;o10:Perfect Day;"},
    };
    CHECK(state, rows);
}

/* Support and small letters are looked for so far and no farther. */
static void test_far_away(void **state)
{
    enum { FAR = 40000 };
    static const char begin[] = "A thimble sang to Kelvandar hills. ",
                      end[] = "They asked Thimble and KTW first.";
    fixture *f = *state;
    char *text = malloc(sizeof begin + FAR + sizeof end);
    assert_non_null(text);
    memcpy(text, begin, sizeof begin - 1);
    for (size_t i = 0; i < FAR; i++) text[sizeof begin - 1 + i] = i % 8 == 7 ? ' ' : 'x';
    memcpy(text + sizeof begin - 1 + FAR, end, sizeof end);
    seen s;
    assert_int_equal(scan_as(f->scanner, text, strlen(text), AKA_FORM_TEXT, &s), AKA_OK);
    assert_string_equal(s.lines, "o15:Thimble;");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_in_small_letters_too),
        cmocka_unit_test(test_words_of_every_day),
        cmocka_unit_test(test_acronyms_that_many_have),
        cmocka_unit_test(test_ships_of_ordinary_names),
        cmocka_unit_test(test_what_refers_back),
        cmocka_unit_test(test_far_away),
    };
    return cmocka_run_group_tests(tests, set_up_parties, tear_down);
}
