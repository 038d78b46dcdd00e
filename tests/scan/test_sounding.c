/* What is measured once for a word against each listed part of its consonants: with it, parts are
 * related as without; and what it rules out is related by dictionaries or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../match/match_help.h"

#include "match/index_handle.h"
#include "scan/sounding.h"

static const char *const names[] = {"Karim Kerim Kareem Korume Akrem", "Карим Керим Курама Акрам",
    "كريم اكرم كرم", "כרים אכרם", "करीम अकरम", "Κάριμ Κουρέμα", "Patrushev Potrushov Petrasheva",
    "Патрушев Потрашов", "पत्रुशेव", "باتروشيف", "Mohammed Muhammad Mahmod Mehmedi", "محمد محمود احمد",
    "Мохаммед Мехмеди", "मोहम्मद", "Ramazanovskaya Romazonovskaia", "Рамазановская", "رمضانوفسكايا",
    "Li Lee Lu Ali Alo", "Ли Али", "علي", "K A Kay", "Alexander Oleksandr Aleksandra",
    "Александр Олександра", "金正恩 김정은 キム"};
enum { NAMES = sizeof names / sizeof *names };

static aka_index *make_list(void)
{
    static char lines[NAMES][300];
    const char *list[NAMES];
    for (size_t i = 0; i < NAMES; i++) {
        snprintf(lines[i], sizeof lines[i],
            "{\"id\":\"x-%zu\",\"schema\":\"Person\",\"caption\":\"c\",\"datasets\":[\"x\"],"
            "\"properties\":{\"name\":[\"%s\"]}}",
            i, names[i]);
        list[i] = lines[i];
    }
    return index_of(list, NAMES);
}

typedef struct tally {
    int measured, ruled_out, transcribed, apart;
} tally;

static void check_pair(
    ak_sounding *s, const ak_index *ix, const ak_term *own, const ak_ix_sound *sound, tally *t)
{
    ak_measured known;
    const ak_term term = ak_layout_term(ix, sound->term);
    const ak_relation wanted = ak_relate(own, &term, AK_KIND_PERSON);
    const bool may = ak_sounding_measure(s, sound, &known);
    const ak_relation got = ak_relate_measured(own, &term, AK_KIND_PERSON, known);
    if (may && (got.kind != wanted.kind || got.strength != wanted.strength))
        fail_msg("%.*s, %.*s: %s %u, not %s %u", AK_ARG(own->text), AK_ARG(term.text),
            ak_relation_name(got.kind), got.strength, ak_relation_name(wanted.kind),
            wanted.strength);
    if (!may && wanted.kind != AK_RELATION_NONE && wanted.kind != AK_RELATION_VARIANT &&
        wanted.kind != AK_RELATION_SHORT)
        fail_msg("%.*s, %.*s: ruled out, but %s", AK_ARG(own->text), AK_ARG(term.text),
            ak_relation_name(wanted.kind));
    t->measured += may;
    t->ruled_out += !may;
    t->transcribed += may && wanted.kind == AK_RELATION_TRANSCRIBED;
    t->apart += may && known.distance == AK_APART;
}

/* Each listed part as a word of a text, against all parts of its key. */
static void test_says_the_same(void **state)
{
    aka_index *index = make_list();
    const ak_index *ix = &index->index;
    const ak_key_table keys = ak_index_part_keys(ix);
    ak_hearing *hearings = calloc(AK_SCRIPT_OTHER + 1, sizeof *hearings);
    tally t = {0};
    (void)state;
    assert_non_null(hearings);
    for (uint32_t i = 0; i < ix->data.terms_count; i++) {
        const ak_term own = ak_layout_term(ix, i);
        const ak_ix_range range = ak_index_find_key(&keys, ak_layout_key_code(own.key));
        ak_sounding s;
        if (ak_term_plain(&own).len < 2) continue;
        ak_sounding_begin(&s, ix, &own, hearings);
        for (uint32_t k = range.first; k < range.end; k++)
            check_pair(&s, ix, &own, &ix->data.part_sounds[k], &t);
    }
    assert_true(t.measured > 100);
    assert_true(t.ruled_out > 10);
    assert_true(t.transcribed > 10);
    assert_true(t.apart > 10);
    free(hearings);
    aka_index_free(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
