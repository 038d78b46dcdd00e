/* Where words begin and end, their flags and their places. Each case is a source and the words it
 * must give, written as text, place and flags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct fixture {
    ak_text *text;
    ak_arena arena;
} fixture;

static int setup(void **state)
{
    static fixture f;
    ak_arena_init(&f.arena, 0);
    *state = &f;
    return ak_text_create(&f.text, NULL) == AKA_OK ? 0 : -1;
}

static int teardown(void **state)
{
    fixture *f = *state;
    ak_text_free(f->text);
    ak_arena_free(&f->arena);
    return 0;
}

/* The flags as letters: Dotted, dot (d), hyphen (-), CAPS (C), Initcap (I), digits (9), mixed (m),
 * comma (,), open ((), close ()). */
static void put_flags(ak_buf *out, unsigned flags)
{
    static const char letters[] = "Dd-CI9m,()";
    for (unsigned i = 0; letters[i]; i++)
        if (flags >> i & 1) ak_buf_addc(out, letters[i]);
}

/* The words of source as "text:flags text:flags …"; with places as "text@begin-end". */
static const char *words_of(fixture *f, ak_slice source, bool places)
{
    ak_word *words;
    size_t count;
    aka_error err = {0};
    assert_int_equal(ak_words(f->text, source, &f->arena, &words, &count, &err), AKA_OK);
    ak_buf out;
    ak_buf_init(&out, 0);
    for (size_t i = 0; i < count; i++) {
        if (i) ak_buf_addc(&out, ' ');
        ak_buf_add(&out, words[i].text);
        if (places)
            ak_buf_addf(&out, "@%u-%u", words[i].begin, words[i].end);
        else if (words[i].flags) {
            ak_buf_addc(&out, ':');
            put_flags(&out, words[i].flags);
        }
    }
    ak_slice copy = {"", 0};
    if (out.data) assert_true(ak_arena_dup(&f->arena, ak_buf_slice(&out), &copy));
    ak_buf_free(&out);
    return copy.data;
}

static void check(void **state, const char *source, const char *expected)
{
    assert_string_equal(words_of(*state, ak_slice_of(source), false), expected);
}

static void check_places(void **state, const char *source, const char *expected)
{
    assert_string_equal(words_of(*state, ak_slice_of(source), true), expected);
}

/* The examples of words.h. */
static void test_contract(void **state)
{
    check(state, "Abd al-Rahman", "abd:I al rahman:-I");
    check(state, "O'Neill", "oneill:I");
    check(state, "Ja'far", "jafar:I");
    check(state, "Николай", "nikolai:I");
    check(state, "Müller", "muller:I");
    check(state, "J.-C.", "j:dI c:d-I");
    check(state, "AT&T", "at:CI t:I");
    check(state, "S.A.", "sa:DCI");
    check(state, "習近平", "xijinping");
    check(state, "Zag-6", "zag:I 6:-9");
}

static void test_nothing(void **state)
{
    check(state, "", "");
    check(state, " \t\r\n.,-'\"()", "");
    check(state, "😀 ™ → ♥ ✝", "");
    check(state, "\xFF\xFE\xC3", "");
    check(state, "\u0301\u200D\uFEFF", "");
    ak_word *words = (ak_word *)1;
    size_t count = 9;
    fixture *f = *state;
    assert_int_equal(
        ak_words(f->text, (ak_slice){NULL, 0}, &f->arena, &words, &count, NULL), AKA_OK);
    assert_null(words);
    assert_int_equal(count, 0);
}

static void test_initials(void **state)
{
    check(state, "J.P. Morgan", "jp:DCI morgan:I");
    check(state, "J.P.Morgan", "jp:DCI morgan:I");
    check(state, "J. P. Morgan", "j:dI p:dI morgan:I");
    check(state, "J.Smith", "j:dI smith:I");
    check(state, "U.S.A", "usa:DCI");
    check(state, "S.p.A.", "spa:DI");
    check(state, "d.o.o.", "doo:D");
    check(state, "Ph.D.", "ph:dI d:dI");
    check(state, "Sp. z o.o.", "sp:dI z oo:D");
    check(state, "A.B.-C.", "ab:DCI c:d-I");
    check(state, "И.И. Иванов", "ii:DCI ivanov:I");
    check(state, "Ю.А. Иванов", "yu:dI a:dI ivanov:I");
    check(state, "a..b", "a b");
    check(state, "a.1", "a:d 1:9");
    check(state, "1.2.3", "1:9 2:9 3:9");
    check(state, "No.5", "no:dI 5:9");
    check(state, "the end...", "the end");
    check(state, "A.B.,C", "ab:DCI, c:I");
    check_places(state, "J.P. Morgan", "jp@0-4 morgan@5-11");
    check_places(state, "U.S.A", "usa@0-5");
    check_places(state, "(U.S.A.)", "usa@1-7");
    check_places(state, "Wm. B.", "wm@0-2 b@4-5");
    check_places(state, "Ａ．Ｂ．", "ab@0-12");
}

static void test_hyphens(void **state)
{
    check(state, "Jean\u2010Luc", "jean:I luc:-I");
    check(state, "Alsace\u2013Lorraine", "alsace:I lorraine:-I");
    check(state, "war\u2014peace", "war peace");
    check(state, "al - Rahman", "al rahman:I");
    check(state, "al- Rahman", "al rahman:I");
    check(state, "al--Rahman", "al rahman:-I");
    check(state, "-Rahman", "rahman:I");
    check(state, "Sana'-al", "sana:I al:-");
    check(state, "תל־אביב", "tl abiv:-");
    check(state, "a/b", "a b");
    check(state, "a_b", "a b");
}

static void test_apostrophes(void **state)
{
    check(state, "D\u2019Artagnan d\u02BCun Sa\u02BFud Ka`b Ma\u00B4n",
        "dartagnan:I dun saud:I kab:I man:I");
    check(state, "Ja''far", "jafar:I");
    check(state, "Ja'''far", "ja:I far:-");
    check(state, "Дем'янов", "demyanov:I");
    check(state, "\u02BFAbd", "abd:I");
    check(state, "al-\u02BFAbd", "al abd:-I");
    check(state, "1'000", "1:9 000:-9");
    check(state, "Boys'98", "boys:I 98:-9");
    check(state, "Jones' house", "jones:I house");
    check(state, "Gal·la Paral·lel a·b", "galla:I parallel:I a b");
    check(state, "Paraŀlel", "parallel:I");
    check_places(state, "'O'Neill'", "oneill@1-8");
}

static void test_case(void **state)
{
    check(state, "abc Abc ABC aBC A Ab", "abc abc:I abc:CI abc a:I ab:I");
    check(state, "ŁÓDŹ Łódź łódź", "lodz:CI lodz:I lodz");
    check(state, "ÉA", "ea:CI");
    check(state, "3Com 3COM A320 4th ABC2", "3com:Im 3com:CIm a320:Im 4th:m abc2:CIm");
    check(state, "\u01C5oja \u01C4OJA", "dzoja:I dzoja:CI");
    check(state, "ВВП Ввп", "vvp:CI vvp:I");
    check(state, "ქართული", "kartuli");
    check(state, "J'AI", "jai:CI");
}

static void test_digits(void **state)
{
    check(state, "42", "42:9");
    check(state, "٤٢ ४२ ４２ 𝟒𝟐", "42:9 42:9 42:9 42:9");
    check(state, "m² x₁", "m2:m x1:m");
    check(state, "①⑫", "112:9");
    check(state, "2½", "2:9 12:9");
    check(state, "№5", "no:I 5:9");
    check(state, "3号", "3:9 hao");
    check(state, "제2", "je 2:9");
}

/* One word of ASCII is what ak_words makes of it. */
static void test_word_of_ascii(void **state)
{
    static const char letters[] = "azAZ09";
    fixture *f = *state;
    char source[5], text[sizeof source];
    for (unsigned n = 1; n < 6 * 6 * 6 * 6 * 6; n++) {
        ak_word *words, word;
        size_t len = 0, count;
        for (unsigned rest = n; rest; rest /= 6) source[len++] = letters[rest % 6];
        const ak_slice s = {source, len};
        assert_true(ak_word_of_ascii(s, text, &word));
        assert_int_equal(ak_words(f->text, s, &f->arena, &words, &count, NULL), AKA_OK);
        assert_int_equal(count, 1);
        assert_true(ak_slice_eq(word.text, words->text));
        assert_int_equal(word.flags, words->flags);
        assert_int_equal(word.script, words->script);
        assert_int_equal(word.begin, words->begin);
        assert_int_equal(word.end, words->end);
    }
    static const char *const others[] = {
        "", "a b", "O'Neill", "@", "`", "[", "{", "/", ":", "\x10", "é"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ak_word word;
        char room[16];
        assert_false(ak_word_of_ascii(ak_slice_of(others[i]), room, &word));
    }
}

static void test_commas(void **state)
{
    check(state, "PETRO URREGO, Gustavo", "petro:CI urrego:CI, gustavo:I");
    check(state, "a , b", "a:, b");
    check(state, "a,b,", "a:, b");
    check(state, ",a", "a");
    check(state, "أ، ب", "a:, b");
    check(state, "習、近", "xi:, jin");
    check(state, "a; b", "a b");
}

static void test_brackets(void **state)
{
    check(state, "Foo (Bar Baz) X", "foo:I bar:I( baz:I) x:I");
    check(state, "(a)", "a:()");
    check(state, "[a] {b} （c）", "a:() b:() c:()");
    check(state, "a) b", "a:) b");
    check(state, "( a )", "a:()");
    check(state, "((a", "a:(");
}

static void test_quotes(void **state)
{
    check(state, "Juan \"Bob\" Lee", "juan:I bob:I() lee:I");
    check(state, "Juan \u201CBob\u201D Lee", "juan:I bob:I() lee:I");
    check(state, "\u201EBob\u201C", "bob:I()");
    check(state, "\u00ABBob\u00BB \u00BBBob\u00AB", "bob:I() bob:I()");
    check(state, "(\"Bob\")", "bob:I()");
    check(state, "\"Bob.\" \"Bob,\" x", "bob:dI() bob:I,() x");
    check(state, "a \" b", "a b");
    check(state, "foo\"bar", "foo:) bar");
    check(state, "a.k.a. 'X'", "aka:D x:I()");
    check(state, "'Abd al-Salam", "abd:I al salam:-I");
    check(state, "Ala' al-Din", "ala:I al din:-I");
    check(state, "'a b' c", "a:( b:) c");
    check(state, "' a '", "a");
}

static void test_transparent(void **state)
{
    check(state, "so\u00ADft ze\u200Bro bi\u200Edi j\u200Do w\u2060j \uFEFFbom",
        "soft zero bidi jo wj bom");
    check(state, "محـــمد", "mhmd");
    check(state, "a\u0301\u0302b\u20E3", "ab");
    check(state, "O\u00AD'\u00ADNeill", "oneill:I");
    check(state, "J\u200B.P\u200B.", "jp:DCI");
    check(state, "محمدی\u200Cنژاد", "mhmdinzhad");
    /* Marks belong to their word, what is merely invisible does not. */
    check_places(state, "e\u0301 e\u00AD x", "e@0-3 e@4-5 x@8-9");
    check_places(state, "a\u00ADb", "ab@0-4");
    check_places(state, "\u0301a", "a@2-3");
}

static void test_compatibility(void **state)
{
    check(state, "ＡＢＣ　Ｌｔｄ", "abc:CI ltd:I");
    check(state, "ﬁsh oﬀice", "fish office");
    check(state, "Ⅷ", "viii:I");
    check(state, "𝓙𝓸𝓱𝓷 𝕁", "john:I j:I");
    check(state, "ⒶⒷ", "ab:CI");
    check(state, "㈱トヨタ", "zhu toyota");
    check(state, "ﷲ ﷺ", "allah sliallhalihuslm");
    check(state, "ｱﾝﾄﾆｵ", "antonio");
    check(state, "Foo™ Bar® ℠", "foo:I bar:I");
    check(state, "µm Ω", "mm o:I");
    check(state, "20.º", "20:9 o");
    check_places(state, "㈱トヨタ", "zhu@0-3 toyota@3-12");
    check_places(state, "½", "12@0-2");
}

static void test_mixed_scripts(void **state)
{
    check(state, "Pаypаl", "paypal:I");    /* with Cyrillic а */
    check(state, "Дзмiтрый", "dzmitry:I"); /* with Latin i */
    check(state, "TCL集团", "tcl:CI jituan");
    check(state, "トヨタ自動車", "toyota zidongche");
    check(state, "ひろみサン", "hiromi san");
    check(state, "金정은", "jin jongun");
    check(state, "佐々木 々", "zuozuomu");
    check(state, "トーキョー ー ヾ", "tokyo");
    check(state, "みすゞ さゝき", "misuzu sasaki");
}

static void test_hebrew_marks(void **state)
{
    check(state, "ג'ורג'", "jorj");
    check(state, "ג׳ורג׳ צ’רצ’יל", "jorj chrchil");
    check(state, "צה\"ל צה״ל ד\"ר", "tzhl tzhl dr");
    check(state, "\"שלום\"", "shlom:()");
    check_places(state, "ג'ורג' x", "jorj@0-10 x@11-12");
}

static void test_unknown_letters(void **state)
{
    check(state, "ь", "x44c");
    check(state, "\U00018B00", "x18b00"); /* Khitan */
    check(state, "Ъ.", "x44a:dI");
    check(state, "ع", "a");
    check(state, "\U000F0000\uE000", ""); /* private use is no letter */
}

static void test_scripts(void **state)
{
    static const struct {
        const char *source;
        ak_script script;
    } cases[] = {
        {"a", AK_SCRIPT_LATIN},
        {"7", AK_SCRIPT_LATIN},
        {"é", AK_SCRIPT_LATIN},
        {"٧", AK_SCRIPT_LATIN},
        {"д", AK_SCRIPT_CYRILLIC},
        {"ά", AK_SCRIPT_GREEK},
        {"հ", AK_SCRIPT_ARMENIAN},
        {"ქ", AK_SCRIPT_GEORGIAN},
        {"ب", AK_SCRIPT_ARABIC},
        {"ﺏ", AK_SCRIPT_ARABIC},
        {"ב", AK_SCRIPT_HEBREW},
        {"中", AK_SCRIPT_HAN},
        {"ア", AK_SCRIPT_KANA},
        {"あ", AK_SCRIPT_KANA},
        {"한", AK_SCRIPT_HANGUL},
        {"ᄒ", AK_SCRIPT_HANGUL},
        {"म", AK_SCRIPT_OTHER},
        {"ไ", AK_SCRIPT_OTHER},
        {"ⴰ", AK_SCRIPT_OTHER},
        {"дa", AK_SCRIPT_CYRILLIC},
        {"aд", AK_SCRIPT_LATIN},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ak_word *words;
        size_t count;
        assert_int_equal(
            ak_words(f->text, ak_slice_of(cases[i].source), &f->arena, &words, &count, NULL),
            AKA_OK);
        assert_int_equal(count, 1);
        if (words[0].script != cases[i].script)
            fail_msg("script %d of %s", words[0].script, cases[i].source);
    }
}

static void test_joined(void **state)
{
    fixture *f = *state;
    ak_slice joined;
    assert_int_equal(
        ak_words_joined(f->text, AK_LIT("  S.A. «Zag-6»! "), &f->arena, &joined, NULL), AKA_OK);
    assert_true(ak_slice_is(joined, "sa zag 6"));
    assert_int_equal(ak_words_joined(f->text, AK_LIT("…"), &f->arena, &joined, NULL), AKA_OK);
    assert_int_equal(joined.len, 0);
}

/* An arena that is too small is a lack of memory, and the next call works again. */
static void test_arena_limit(void **state)
{
    fixture *f = *state;
    ak_word *words;
    size_t count;
    aka_error err = {0};
    const size_t wanted = (3 * sizeof(ak_word) + 31) / 16 * 16; /* with the letters */
    for (size_t limit = 8; limit < 2 * wanted; limit += 8) {
        ak_arena small;
        ak_slice joined;
        ak_arena_init(&small, limit);
        aka_status status =
            ak_words_joined(f->text, AK_LIT("one two three"), &small, &joined, &err);
        assert_int_equal(status, limit < wanted + 16 ? AKA_E_NOMEM : AKA_OK);
        assert_int_equal(joined.len, status == AKA_OK ? 13 : 0);
        ak_arena_reset(&small);
        status = ak_words(f->text, AK_LIT("one two three"), &small, &words, &count, &err);
        assert_int_equal(status, limit < wanted ? AKA_E_NOMEM : AKA_OK);
        assert_int_equal(count, status == AKA_OK ? 3 : 0);
        ak_arena_free(&small);
    }
}

static void test_length_limit(void **state)
{
    fixture *f = *state;
    ak_word *words;
    size_t count;
    aka_error err = {0};
    /* Refused before a byte is read. */
    ak_slice huge = {"x", (size_t)UINT32_MAX + 1};
    assert_int_equal(ak_words(f->text, huge, &f->arena, &words, &count, &err), AKA_E_LIMIT);
    assert_int_equal(err.code, AKA_E_LIMIT);
    assert_null(words);
    ak_slice joined;
    assert_int_equal(ak_words_joined(f->text, huge, &f->arena, &joined, NULL), AKA_E_LIMIT);
}

/* Long words and long gaps are read in linear time: each of these is a megabyte. */
static void test_long(void **state)
{
    static const char *const pieces[] = {"a", "é", "ж", "α\u0301", "ب", "ب\u064E", "ש\u05B8", "々",
        "佐々", "ー", "アー", "각", "\u1100\u1161", "म", "ก\u0E48", "\u0E48", "ក្", "က\u103A", "ⴰ",
        "ß", "a.", "'", "a'", "\"", "(", "\u00AD", "e\u0301\u0301", "㈱", "ﷺ", "\xFF"};
    fixture *f = *state;
    enum { SIZE = 1 << 20 };
    char *source = malloc(SIZE);
    assert_non_null(source);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t n = strlen(pieces[i]), len = 1;
        source[0] = 'x';
        for (; len + n <= SIZE; len += n) memcpy(source + len, pieces[i], n);
        ak_word *words;
        size_t count;
        ak_arena_reset(&f->arena);
        assert_int_equal(
            ak_words(f->text, (ak_slice){source, len}, &f->arena, &words, &count, NULL), AKA_OK);
        assert_true(count >= 1);
        assert_true(words[count - 1].end <= len);
    }
    free(source);
}

static void test_version(void **state)
{
    (void)state;
    assert_true(strtol(ak_text_icu_version(), NULL, 10) >= 60);
    assert_non_null(strchr(ak_text_icu_version(), '.'));
    ak_text_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contract),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_initials),
        cmocka_unit_test(test_hyphens),
        cmocka_unit_test(test_apostrophes),
        cmocka_unit_test(test_case),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_word_of_ascii),
        cmocka_unit_test(test_commas),
        cmocka_unit_test(test_brackets),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_transparent),
        cmocka_unit_test(test_compatibility),
        cmocka_unit_test(test_mixed_scripts),
        cmocka_unit_test(test_hebrew_marks),
        cmocka_unit_test(test_unknown_letters),
        cmocka_unit_test(test_scripts),
        cmocka_unit_test(test_joined),
        cmocka_unit_test(test_arena_limit),
        cmocka_unit_test(test_length_limit),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_version),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
