/* Views: as long as the file, blank where there is no text, the same however the file is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/entities.h"
#include "scan/view.h"

#include <stdio.h>
#include <stdlib.h>

/* Reads in pieces of `step` bytes; the result has len bytes and a 0. */
static char *view_of(const char *text, size_t len, aka_scan_form form, size_t step)
{
    ak_view v;
    char *copy = calloc(len + 1, 1);
    assert_non_null(copy);
    memcpy(copy, text, len);
    ak_view_start(&v, form);
    for (size_t done = 0, given = 0; given < len || done < len;) {
        given = len - given < step ? len : given + step;
        done += ak_view_read(&v, copy + done, given - done, given == len);
        if (given == len) assert_int_equal(done, len);
    }
    return copy;
}

/* Nothing behind the end is read: the bytes are a block of their own, which sanitizers watch. */
static void test_ends(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "&", "<", "&#", "&#x", "&a", "<!", "</", "<!-", "]", "](", "`", "-"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int form = AKA_FORM_TEXT; form <= AKA_FORM_MARKDOWN; form++) {
            ak_view v;
            const size_t len = strlen(texts[i]);
            char *bytes = malloc(len);
            assert_non_null(bytes);
            memcpy(bytes, texts[i], len);
            ak_view_start(&v, (aka_scan_form)form);
            assert_int_equal(ak_view_read(&v, bytes, len, true), len);
            free(bytes);
        }
}

static void test_html(void **state)
{
    (void)state;
    static const char text[] =
        "<p>A&amp;B</p><script>if(a<b)</script>C<br>D &#233;&#x41; &bogus; < 3";
    char *v = view_of(text, sizeof text - 1, AKA_FORM_HTML, sizeof text);
    assert_non_null(strstr(v, "A&"));
    assert_null(strstr(v, "if(a"));
    assert_null(strstr(v, "<p>"));
    assert_non_null(strstr(v, "\xC3\xA9"));
    assert_non_null(strstr(v, "&bogus; < 3"));
    free(v);
}

/* The view without what is not seen, and every row of blanks as one. */
static void assert_reads(aka_scan_form form, const char *text, const char *expected)
{
    char *v = view_of(text, strlen(text), form, strlen(text)), *to = v;
    for (const char *from = v; *from;) {
        bool soft = memcmp(from, "\xC2\xAD", 2) == 0, zero = strncmp(from, "\xE2\x80\x8B", 3) == 0;
        bool blank = *from == ' ' && (to == v || to[-1] == ' ');
        if (!soft && !zero && !blank) *to++ = *from;
        from += soft ? 2 : zero ? 3 : 1;
    }
    while (to > v && to[-1] == ' ') to--;
    *to = 0;
    if (strcmp(v, expected) != 0)
        fail_msg("\"%s\"\nis read \"%s\"\nand not \"%s\"", text, v, expected);
    free(v);
}

typedef struct reading {
    const char *text, *expected;
} reading;

static void assert_readings(aka_scan_form form, const reading *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) assert_reads(form, rows[i].text, rows[i].expected);
}

static void test_entities_as_browsers_read_them(void **state)
{
    (void)state;
    static const reading rows[] = {
        {"Nicol&aacutes", "Nicol\xC3\xA1s"},
        {"Nicol&#225s", "Nicol\xC3\xA1s"},
        {"&#71us", "Gus"},
        {"Gus&nbsptavo", "Gus tavo"},
        {"&#146; &#x92;", "\xE2\x80\x99 \xE2\x80\x99"}, /* of Windows-1252 */
        {"&Scaron &alpha", "&Scaron &alpha"},           /* these need their ";" */
        {"&#; &#x; &; &#xD800; &#99999999999;", "&#; &#x; &; &#xD800; &#99999999999;"},
        {"&lt", "<"},
    };
    assert_readings(AKA_FORM_HTML, rows, sizeof rows / sizeof *rows);
    assert_reads(AKA_FORM_MARKDOWN, "a&nbspb &aacute;", "a&nbspb \xC3\xA1");
}

static void test_comments(void **state)
{
    (void)state;
    static const reading rows[] = {
        {"Gus<!-- > -->tavo", "Gustavo"},
        {"<!-->a<!-- -->b", "ab"},
        {"<!--->a<!-- -->b", "ab"},
        {"a<!-- b --!>c<!-- d -->e", "ace"},
        {"a<!-- b", "a"},
        {"a<![CDATA[b]]>c", "ab]]>c"},
        {"a<![endif]>b", "a\n\n b"},
    };
    assert_readings(AKA_FORM_HTML, rows, sizeof rows / sizeof *rows);
}

static void test_tags(void **state)
{
    (void)state;
    static const reading rows[] = {
        {"<a title = \"b > c\" x= 'y>z'>d", "d"},
        {"<a title=b'>c'", "c'"},
        {"a<st1:sn w:st=\"on\">b</st1:sn>c", "abc"},
        {"a<x-card>b</x-card>c", "a b c"},
        {"a<b-card>b</b-card>c", "a b c"},
        {"<code>a</code>b", "ab"},
        {"a<sup>1</sup>", "a 1"},
        {"1<sup>st</sup>", "1st"},
        {"<svg>a", "\n\n a"},
        {"<noscript>a</noscript>", "\n\n a\n\n"},
        {"<template>a</template>b", "\n\n \n\n b"},
        {"a <b c", "a <b c"},
    };
    assert_readings(AKA_FORM_HTML, rows, sizeof rows / sizeof *rows);
}

/* A tag with a picture in it is longer than what is looked at for its end. */
static void test_long_tags(void **state)
{
    (void)state;
    static const char head[] = "a<img src=\"", tail[] = "\" alt='b>c'>d";
    size_t fill = 300000, len = sizeof head - 1 + fill + sizeof tail - 1;
    char *text = malloc(len + 1);
    assert_non_null(text);
    memset(text, '>', len);
    memcpy(text, head, sizeof head - 1);
    memcpy(text + len - (sizeof tail - 1), tail, sizeof tail);
    assert_reads(AKA_FORM_HTML, text, "a d");
    memset(text, 'x', len); /* no end at all: text */
    memcpy(text, "<a", 2);
    memcpy(text + len - 8, "<b>c</b>", 8);
    char *v = view_of(text, len, AKA_FORM_HTML, len);
    assert_memory_equal(v, text, len - 8);
    assert_null(strstr(v, "<b>"));
    free(v);
    free(text);
}

static void test_markdown(void **state)
{
    (void)state;
    static const reading rows[] = {
        {"1. a\n   ```\n   b\n   ```\nc", "1. a\n \n \n \nc"},
        {"```` py\na\n```\nb\n````\nc", "\n \n \n \n \nc"},
        {"```a``` b\n\nc", "a b\n\nc"},
        {"~~~\r\na\r\n~~~\r\nb", "\n \n \nb"},
        {"> a\n> b", "| a\n b"},
        {"> a\n\n> b", "| a\n\n| b"},
        {"> a\nb\n> c", "| a\nb\n| c"},
        {"- a\n- b", "| a\n| b"},
        {"**a** [b](c_d) `e`", "a b] e"},
    };
    assert_readings(AKA_FORM_MARKDOWN, rows, sizeof rows / sizeof *rows);
}

static void test_words_broken_over_lines(void **state)
{
    (void)state;
    static const reading rows[] = {
        {"Gus-\ntavo", "Gustavo"},
        {"Gus-\r\n  tavo", "Gustavo"},
        {"Gus\xC2\xAD\ntavo", "Gustavo"},
        {"Gus\xE2\x80\x90\ntavo", "Gustavo"},
        {"\xD0\x9F\xD1\x83-\n\xD1\x82\xD0\xB8\xD0\xBD", "\xD0\x9F\xD1\x83\xD1\x82\xD0\xB8\xD0\xBD"},
        {"al-\nAssad", "al-\nAssad"},
        {"GUS-\nTAVO", "GUS-\nTAVO"},
        {"a -\nb", "a -\nb"},
        {"a-\n\nb", "a-\n\nb"},
        {"-\na", "-\na"},
        {"a-\n", "a-\n"},
        {"a-", "a-"},
    };
    assert_readings(AKA_FORM_TEXT, rows, sizeof rows / sizeof *rows);
}

static void test_pieces_make_no_difference(void **state)
{
    (void)state;
    static const char text[] =
        "# T\n\n* a <b class='x>y'>bold</b> &eacute;t&eacute; [l](http://x/y_z) `c`\n"
        "```\ncode <p>\n```\n<!-- gone --!>tail <style>p{}</style> &lt; <!--> &#225x <sup>1</sup>\n"
        "> q-\n> r\n1. s-\r\n   t\n   ~~~~\n   u\n   ~~~\n  ~~~~ \nv <![CDATA[w]]> \xC2\xAD\n"
        "  x\xD0\xB0-\n\xD0\xB1-\n <!-- end ](x";
    for (int form = AKA_FORM_TEXT; form <= AKA_FORM_HTML; form++) {
        char *whole = view_of(text, sizeof text - 1, (aka_scan_form)form, sizeof text);
        for (size_t step = 1; step < 20; step++) {
            char *pieces = view_of(text, sizeof text - 1, (aka_scan_form)form, step);
            if (strcmp(whole, pieces) != 0)
                fail_msg("form %d, pieces of %zu:\n%s\n%s", form, step, whole, pieces);
            free(pieces);
        }
        free(whole);
    }
}

/* The same of whatever the parts of a view may meet, in any order. */
static void test_random_pieces(void **state)
{
    (void)state;
    static const char *const parts[] = {"<!--", "-->", "--!>", "<!-->", "<![CDATA[", "<b c=\"",
        "\">", "'>", "<a ", "=", "&#", "&#x41", "&nbsp", "&aacute;", "&", "```", "~~~", "````\n",
        "\n", "> ", "](", ")", "[", "-\n", "-\r\n  ", "\xC2\xAD\n", "\xE2\x80\x90\r\n", "<sup>",
        "1", "</script>", "<script>", "</template >", "\xD0\xBF", "\xD0\x9F", "a", "Z", " ", "-",
        "<", "<x-y>", "<o:p>", "<br/>", "# ", "*", "_", "\xFF"};
    srand(7);
    for (int round = 0; round < 3000; round++) {
        char text[400] = "";
        for (int i = rand() % 25; i >= 0; i--)
            strcat(text, parts[(size_t)rand() % (sizeof parts / sizeof *parts)]);
        const size_t len = strlen(text), step = 1 + (size_t)rand() % 30;
        for (int form = AKA_FORM_TEXT; form <= AKA_FORM_HTML; form++) {
            char *whole = view_of(text, len, (aka_scan_form)form, len);
            char *pieces = view_of(text, len, (aka_scan_form)form, step);
            if (memcmp(whole, pieces, len) != 0)
                fail_msg("form %d, pieces of %zu:\n%s", form, step, text);
            free(pieces);
            free(whole);
        }
    }
}

static void test_detect(void **state)
{
    (void)state;
    ak_slice none = {NULL, 0};
    assert_int_equal(ak_view_detect("a/b.HTML", none), AKA_FORM_HTML);
    assert_int_equal(ak_view_detect("b.htm.gz", none), AKA_FORM_HTML);
    assert_int_equal(ak_view_detect("b.md", none), AKA_FORM_MARKDOWN);
    assert_int_equal(ak_view_detect("b.txt", AK_LIT("<html>")), AKA_FORM_TEXT);
    assert_int_equal(ak_view_detect(NULL, AK_LIT(" \n<!DOCTYPE html>")), AKA_FORM_HTML);
    assert_int_equal(ak_view_detect("-", AK_LIT("plain")), AKA_FORM_TEXT);
    assert_int_equal(ak_view_detect(NULL, AK_LIT("\xEF\xBB\xBF<html>")), AKA_FORM_HTML);
    assert_int_equal(ak_view_detect(NULL,
                         AK_LIT("<?xml version='1.0'?>\n<!-- x -->\n<!-- y --><html lang='x'>")),
        AKA_FORM_HTML);
    assert_int_equal(ak_view_detect(NULL, AK_LIT("<div class='x'>")), AKA_FORM_HTML);
    assert_int_equal(ak_view_detect(NULL, AK_LIT("<pain>")), AKA_FORM_TEXT);
    assert_int_equal(ak_view_detect(NULL, AK_LIT("<!-- x")), AKA_FORM_TEXT);
    assert_int_equal(ak_view_detect(NULL, AK_LIT("<?xml version='1.0'?><feed>")), AKA_FORM_TEXT);
}

static void test_entities(void **state)
{
    (void)state;
    assert_int_equal(ak_entity_named(AK_LIT("eacute")), 0xE9);
    assert_int_equal(ak_entity_named(AK_LIT("Eacute")), 0xC9);
    assert_int_equal(ak_entity_named(AK_LIT("amp")), '&');
    assert_int_equal(ak_entity_named(AK_LIT("zwnj")), 0x200C);
    assert_int_equal(ak_entity_named(AK_LIT("nothing")), 0);
    assert_int_equal(ak_entity_named((ak_slice){NULL, 0}), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_entities_as_browsers_read_them),
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_long_tags),
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_words_broken_over_lines),
        cmocka_unit_test(test_pieces_make_no_difference),
        cmocka_unit_test(test_random_pieces),
        cmocka_unit_test(test_detect),
        cmocka_unit_test(test_entities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
