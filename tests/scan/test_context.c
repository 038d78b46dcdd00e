/* Headlines, told from the words of a line many at a time, as they are told one word at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/context.h"
#include "scan/letters.h"

static void test_known(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool headline;
    } texts[] = {
        {"Treasury Sanctions Zabrokhim and Others", true},
        {"Treasury Sanctions Zabrokhim and Others.", true}, /* none of its words is a long one */
        {"Treasury sanctions Zabrokhim and others", false},
        {"\nSanctions on Zabrokhim\nwho was not seen there", true},
        {"Санкции Против Забрахима", true},
        {"Санкции против Забрахима", false},
        {"École Fermée à Zabrokhim", true},
        {"École fermée hier à Zabrokhim", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ak_context c = {.view = ak_slice_of(texts[i].text)};
        const char *name = strstr(texts[i].text, "Zabrokhim");
        if (name) c.begin = (uint32_t)(name - texts[i].text);
        if (ak_context_headline(&c) != texts[i].headline) fail_msg("%s", texts[i].text);
    }
}

static bool is_letter(unsigned char c)
{
    return (unsigned)(c | 0x20) - 'a' < 26 || c >= 0x80;
}

/* Words with a capital against those of four small letters and more, one after the other. */
static bool mostly_capitals(const char *text, size_t len)
{
    unsigned capitals = 0, small = 0;
    for (size_t at = 0; at < len; at++) {
        const size_t word = at;
        while (at < len && is_letter((unsigned char)text[at])) at++;
        if (at == word) continue;
        capitals += text[word] >= 'A' && text[word] <= 'Z';
        small += text[word] >= 'a' && text[word] <= 'z' && at - word > 3;
    }
    return small * 4 < capitals;
}

/* One line without a dot, looked at from its beginning. */
static void test_lines(void **state)
{
    (void)state;
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ        ,-1";
    char text[160];
    uint32_t seed = 1;
    unsigned headlines = 0;
    for (unsigned round = 0; round < 50000; round++) {
        const size_t len = 1 + round % sizeof text;
        for (size_t i = 0; i < len; i++) {
            seed = seed * 1664525 + 1013904223;
            text[i] = signs[(seed >> 8) % (sizeof signs - 1)];
            if (i && text[i - 1] == ' ' && (seed >> 24) % 8) text[i] &= ~AK_NO_CASE;
        }
        ak_context c = {.view = {text, len}};
        const bool wanted = mostly_capitals(text, len);
        headlines += wanted;
        assert_int_equal(ak_context_headline(&c), wanted);
    }
    assert_in_range(headlines, 5000, 45000);
}

static void test_supports(void **state)
{
    (void)state;
    static const char *const words[] = {"IMO", "Vessel", "buque", "танкер", "سفينة"};
    static const char *const others[] = {"", "imot", "mo", "vesseltanker", "essel ", "helicopters"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_true(ak_context_supports(ak_slice_of(words[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(ak_context_supports(ak_slice_of(others[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_supports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
