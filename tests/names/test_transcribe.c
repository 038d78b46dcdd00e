/* Transcriptions: loose keys and what is near them, strengths of well-known words, and that terms
 * of one script are not compared so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "names_help.h"

#include "names/hearing.h"

#include <stdlib.h>

static void assert_loose_key(const char *word, const char *expected)
{
    char key[AK_TERM_MAX];
    ak_slice got = {key, ak_loose_key(ak_slice_of(word), key)};
    if (!ak_slice_is(got, expected))
        fail_msg("%s has loose key %.*s, not %s", word, AK_ARG(got), expected);
}

static void test_loose_keys(void **state)
{
    (void)state;
    assert_loose_key("patrushev", "PTLSP");
    assert_loose_key("crittenden", "KLTNTN");
    assert_loose_key("kelitandeng", "KLTNTN");
    assert_loose_key("djokovic", "SKPK");
    assert_loose_key("william", "PLM");
    assert_loose_key("aoi", "");
    assert_loose_key("", "");
    assert_loose_key("xx", "K");
    char key[AK_TERM_MAX], longest[400];
    for (size_t i = 0; i < sizeof longest; i++) longest[i] = "bd"[i & 1];
    assert_int_equal(ak_loose_key((ak_slice){longest, sizeof longest}, key), AK_TERM_MAX);
}

static void assert_near(const char *a, const char *b, bool expected)
{
    assert_int_equal(ak_loose_near(ak_slice_of(a), ak_slice_of(b)), expected);
    assert_int_equal(ak_loose_near(ak_slice_of(b), ak_slice_of(a)), expected);
}

static void test_near(void **state)
{
    (void)state;
    assert_near("", "", true);
    assert_near("P", "P", true);
    assert_near("P", "PT", false);
    assert_near("PT", "PTL", true);
    assert_near("PT", "PTM", false);
    assert_near("PTS", "PTK", true);
    assert_near("PTS", "PTL", false);
    assert_near("PLN", "PLM", true);
    assert_near("PTL", "TPL", false);
    assert_near("PTLN", "PT", false);
}

static int strength(ak_script script, const char *romanised, const char *latin)
{
    return ak_transcription_strength(script, ak_slice_of(romanised), ak_slice_of(latin));
}

static void test_strengths(void **state)
{
    (void)state;
    assert_true(strength(AK_SCRIPT_CYRILLIC, "chestein", "chastain") >= 750);
    assert_true(strength(AK_SCRIPT_HAN, "kelitandeng", "crittenden") >= 750);
    assert_true(strength(AK_SCRIPT_KANA, "mrbariebitch", "mrvaljevic") >= 750);
    assert_true(strength(AK_SCRIPT_ARABIC, "wtrman", "waterman") >= 750);
    assert_int_equal(strength(AK_SCRIPT_CYRILLIC, "petrov", "sokolov"), 0);
    assert_int_equal(strength(AK_SCRIPT_LATIN, "petrov", "petrov"), 0);
    assert_int_equal(strength(AK_SCRIPT_CYRILLIC, "zag6", "zag6"), 0);
    assert_int_equal(strength(AK_SCRIPT_CYRILLIC, "", ""), 0);
    assert_int_equal(strength(AK_SCRIPT_CYRILLIC, "a", ""), 0);
    assert_true(strength(AK_SCRIPT_GREEK, "kaltsati", "calzatti") >
                strength(AK_SCRIPT_GREEK, "linstorm", "lindstrom"));
    for (int script = AK_SCRIPT_CYRILLIC; script <= AK_SCRIPT_OTHER; script++) {
        int same = strength((ak_script)script, "mandarin", "mandarin");
        assert_true(same >= 900 && same <= 950);
    }
}

/* The longest words, of anything: no evidence overflows. */
static void test_longest(void **state)
{
    (void)state;
    char a[AK_TERM_MAX], b[AK_TERM_MAX];
    srand(5);
    for (int round = 0; round < 2000; round++) {
        size_t n = (size_t)rand() % (sizeof a + 1), m = (size_t)rand() % (sizeof b + 1);
        for (size_t i = 0; i < n; i++) a[i] = (char)('a' + rand() % 26);
        for (size_t i = 0; i < m; i++) b[i] = (char)('a' + rand() % 26);
        int s = ak_transcription_strength(
            (ak_script)(1 + round % AK_SCRIPT_OTHER), (ak_slice){a, n}, (ak_slice){b, m});
        assert_true(s == 0 || (s >= 750 && s <= 950));
    }
}

/* Giving up early must not lose anything. */
static void test_early_end_changes_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {"chestein", "chastain", "petrov", "petroff", "shchukin",
        "schukin", "tszyan", "jiang", "wtrman", "waterman", "xia", "hsia", "dzhokhar", "johar"};
    const size_t n = sizeof words / sizeof *words;
    int passed = 0;
    for (int script = AK_SCRIPT_CYRILLIC; script <= AK_SCRIPT_OTHER; script++)
        for (size_t i = 0; i < n * n; i++) {
            const ak_transcription *t = ak_transcriptions[script];
            ak_slice x = ak_slice_of(words[i / n]), y = ak_slice_of(words[i % n]);
            int whole = ak_transcription_evidence(t, x, y, -10000);
            for (int least = -50; least <= 200; least += 10) {
                int early = ak_transcription_evidence(t, x, y, least);
                assert_int_equal(early >= least, whole >= least);
                passed += whole >= least;
            }
        }
    assert_true(passed > 1000);
}

static ak_relation rel(const char *a, const char *b)
{
    ak_term x = term(a), y = term(b);
    ak_relation r = ak_relate(&x, &y, AK_KIND_PERSON), back = ak_relate(&y, &x, AK_KIND_PERSON);
    assert_int_equal(r.kind, back.kind);
    assert_int_equal(r.strength, back.strength);
    return r;
}

static void test_only_between_scripts(void **state)
{
    (void)state;
    assert_int_equal(rel("!chestein", "chastain").kind, AK_RELATION_TRANSCRIBED);
    assert_int_equal(rel("chestein", "chastain").kind, rel("!chestein", "!chastain").kind);
    assert_int_equal(rel("!chestein", "\"chastain").kind, rel("chestein", "chastain").kind);
    assert_int_equal(rel("!patrushev", "patrushev").strength, 1000);
    assert_int_equal(rel("!patrushev", "\"patrushev").strength, 1000);
    assert_true(rel("%mhmd", "mhmd").strength < 1000);
}

static void test_marks(void **state)
{
    (void)state;
    ak_name n = name_of(AK_KIND_PERSON, "Николай П. Patrushev 7");
    assert_true(ak_slice_is(n.parts[0].term.text, "!nikolai"));
    assert_true(ak_slice_is(n.parts[1].term.text, "p"));
    assert_true(ak_slice_is(n.parts[2].term.text, "patrushev"));
    n = name_of(AK_KIND_PERSON, "محمد 王 習近平");
    assert_true(ak_slice_is(n.parts[0].term.text, "%mhmd"));
    assert_true(ak_slice_is(n.parts[1].term.text, "wang"));
    assert_int_equal(ak_text_script(n.parts[2].term.text), AK_SCRIPT_HAN);
    char joined[AK_TERM_MAX];
    n = name_of(AK_KIND_PERSON, "Николай Патрушев");
    ak_slice both = {joined, ak_name_join(&n, 0, 2, joined)};
    assert_true(ak_slice_is(both, "!nikolaipatrushev"));
}

/* A word of letters that are common in names, or a respelling of another one. */
static size_t random_word(char out[24], const char *near, size_t near_len)
{
    static const char letters[] = "aaaeiioukmnrsthvldzjgbyfpc";
    size_t n = 0, wanted = 1 + (size_t)rand() % 20;
    if (!near) {
        while (n < wanted) out[n++] = letters[rand() % (int)(sizeof letters - 1)];
        return n;
    }
    for (size_t i = 0; i < near_len && n < 22; i++) {
        int slip = rand() % 8;
        if (slip) out[n++] = near[i];
        if (slip == 1) out[n++] = letters[rand() % (int)(sizeof letters - 1)];
        if (slip == 2 && rand() % 8 == 0) out[n++] = "7%"[rand() % 2];
    }
    return n;
}

/* Letters that both begin with. */
static size_t shared_letters(ak_slice a, ak_slice b)
{
    size_t shared = 0;
    while (shared < a.len && shared < b.len && a.data[shared] == b.data[shared]) shared++;
    return shared;
}

typedef struct tally {
    int transcriptions, open, went_on;
} tally;

/* Words one after the other, which may begin alike, to one hearing. */
static void hear_many(ak_script script, bool romanised, ak_slice word, tally *t)
{
    static ak_hearing hearing;
    char b[24] = "", before[24];
    ak_slice other = {b, 0}, last = {before, 0};
    ak_hearing_make(script, romanised, word, &hearing);
    for (int turn = 0; turn < 10; turn++) {
        memcpy(before, b, sizeof b);
        last.len = other.len;
        other.len = random_word(b, turn % 3 ? word.data : NULL, word.len);
        const size_t front = rand() % 2 ? last.len / 2 : 0;
        if (front < other.len) memcpy(b, before, front);
        const size_t shared = shared_letters(last, other);
        const int strength = romanised ? ak_transcription_strength(script, word, other)
                                       : ak_transcription_strength(script, other, word);
        const int heard = ak_hearing_strength(&hearing, other, shared);
        char padded[13] = "";
        if (other.len <= 12) memcpy(padded, b, other.len);
        if (other.len <= 12 && strength && hearing.table)
            assert_true(ak_hearing_may(&hearing, padded, other.len));
        if (heard != strength && heard != AK_HEARING_OPEN)
            fail_msg("script %d: %.*s, %.*s: %d, not %d", script, (int)word.len, word.data,
                (int)other.len, b, heard, strength);
        t->transcriptions += strength != 0;
        t->open += heard == AK_HEARING_OPEN && word.len < AK_HEARING_PLACES;
        t->went_on += shared > 2;
    }
}

/* What has been laid out beforehand gives the same strength, and leaves little open. */
static void test_hearing_says_the_same(void **state)
{
    (void)state;
    tally t = {0};
    srand(12);
    for (int round = 0; round < 20000; round++) {
        char a[24];
        const ak_slice word = {a, random_word(a, NULL, 0)};
        hear_many((ak_script)(1 + rand() % AK_SCRIPT_OTHER), round & 1, word, &t);
    }
    assert_true(t.transcriptions > 5000);
    assert_true(t.open < t.transcriptions / 10);
    assert_true(t.went_on > 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loose_keys),
        cmocka_unit_test(test_near),
        cmocka_unit_test(test_strengths),
        cmocka_unit_test(test_longest),
        cmocka_unit_test(test_early_end_changes_nothing),
        cmocka_unit_test(test_only_between_scripts),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_hearing_says_the_same),
    };
    return cmocka_run_group_tests(tests, setup_names, teardown_names);
}
