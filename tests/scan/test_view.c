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

static void test_pieces_make_no_difference(void **state)
{
    (void)state;
    static const char text[] =
        "# T\n\n* a <b class='x>y'>bold</b> &eacute;t&eacute; [l](http://x/y_z) `c`\n"
        "```\ncode <p>\n```\n<!-- gone -->tail <style>p{}</style> &lt; end ](x";
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
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_pieces_make_no_difference),
        cmocka_unit_test(test_detect),
        cmocka_unit_test(test_entities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
