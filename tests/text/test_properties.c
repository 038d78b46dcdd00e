/* What holds for any text: sound words, words of a whole being the words of its parts, no matter
 * of case or normal form, and words that stay what they are. Texts are random but the same in every
 * run; a failure prints its text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdio.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define ROUNDS 6000
#define UNITS 1024

typedef struct fixture {
    ak_text *text;
    ak_arena arena;
    uint64_t random;
} fixture;

static int setup(void **state)
{
    static fixture f;
    ak_arena_init(&f.arena, 0);
    f.random = 0x9E3779B97F4A7C15u;
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

/* Below n; xorshift64*. */
static uint32_t below(fixture *f, uint32_t n)
{
    f->random ^= f->random >> 12;
    f->random ^= f->random << 25;
    f->random ^= f->random >> 27;
    return (uint32_t)((f->random * 0x2545F4914F6CDD1Du) >> 32) % n;
}

typedef struct range {
    uint32_t first, last;
} range;

/* Scripts, marks and punctuation that meet in names. */
static const range ranges[] = {{0x20, 0x7E}, {0xA0, 0x24F}, {0x2B0, 0x36F}, {0x370, 0x3FF},
    {0x400, 0x52F}, {0x531, 0x58A}, {0x591, 0x5F4}, {0x600, 0x6FF}, {0x900, 0x97F}, {0x980, 0x9FF},
    {0xB80, 0xBFF}, {0xD80, 0xDFF}, {0xE00, 0xE7F}, {0xE80, 0xEFF}, {0x1000, 0x109F},
    {0x10A0, 0x10FF}, {0x1100, 0x11FF}, {0x1200, 0x137F}, {0x1780, 0x17FF}, {0x1E00, 0x1FFF},
    {0x2000, 0x206F}, {0x2070, 0x218B}, {0x3000, 0x30FF}, {0x3200, 0x33FF}, {0x4E00, 0x4FFF},
    {0xAC00, 0xAFFF}, {0xF900, 0xFAFF}, {0xFB00, 0xFB4F}, {0xFB50, 0xFDFF}, {0xFE70, 0xFFEF},
    {0x1D400, 0x1D7FF}, {0x1F100, 0x1F6FF}, {0, 0x10FFFF}};
static const char joints[] = "    ....''--,()\"&/";

/* A letter or whatever else the range has; mostly from one range, so that words come about. */
static uint32_t random_cp(fixture *f, const range *r)
{
    uint32_t dice = below(f, 10);
    if (dice == 0) return (unsigned char)joints[below(f, sizeof joints - 1)];
    if (dice == 1) r = &ranges[below(f, sizeof ranges / sizeof *ranges)];
    return r->first + below(f, r->last - r->first + 1);
}

static void random_text(fixture *f, ak_buf *out, uint32_t max)
{
    const range *r = &ranges[below(f, sizeof ranges / sizeof *ranges)];
    ak_buf_reset(out);
    for (uint32_t n = below(f, max + 1); n > 0; n--) {
        char bytes[4];
        ak_buf_add(out, (ak_slice){bytes, ak_utf8_put(random_cp(f, r), bytes)});
    }
}

static void random_bytes(fixture *f, ak_buf *out, uint32_t max)
{
    ak_buf_reset(out);
    for (uint32_t n = below(f, max + 1); n > 0; n--) ak_buf_addc(out, (char)below(f, 256));
}

static ak_word *words_of(fixture *f, ak_slice source, size_t *count)
{
    ak_word *words;
    aka_error err = {0};
    assert_int_equal(ak_words(f->text, source, &f->arena, &words, count, &err), AKA_OK);
    return words;
}

static ak_slice joined(fixture *f, ak_slice source)
{
    ak_slice out;
    aka_error err = {0};
    assert_int_equal(ak_words_joined(f->text, source, &f->arena, &out, &err), AKA_OK);
    return out;
}

static void fail_text(ak_slice source, const char *what)
{
    fprintf(stderr, "%s:", what);
    for (size_t i = 0; i < source.len; i++) fprintf(stderr, " %02X", (unsigned char)source.data[i]);
    fprintf(stderr, "\n");
    fail_msg("%s: %.*s", what, AK_ARG(source));
}

static void check_same(ak_slice source, ak_slice a, ak_slice b, const char *what)
{
    if (ak_slice_eq(a, b)) return;
    fprintf(stderr, "[%.*s] against [%.*s]\n", AK_ARG(a), AK_ARG(b));
    fail_text(source, what);
}

static void check_words(ak_slice source, const ak_word *words, size_t count)
{
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        const ak_word *w = &words[i];
        if (w->begin < end || w->begin >= w->end || w->end > source.len) fail_text(source, "place");
        if (w->text.len == 0) fail_text(source, "empty word");
        if (w->script > AK_SCRIPT_OTHER) fail_text(source, "script");
        bool digits = true;
        for (size_t k = 0; k < w->text.len; k++) {
            char c = w->text.data[k];
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) fail_text(source, "text");
            digits = digits && c <= '9';
        }
        if ((w->flags & AK_WORD_DIGITS) && !digits) fail_text(source, "digits");
        if ((w->flags & AK_WORD_DIGITS) && (w->flags & (AK_WORD_MIXED | AK_WORD_CAPS)))
            fail_text(source, "flags");
        if (i == count - 1 && (w->flags & AK_WORD_COMMA)) fail_text(source, "comma");
        if ((w->flags & AK_WORD_DOTTED) && (w->flags & AK_WORD_DOT)) fail_text(source, "dots");
        end = w->end;
    }
}

static void test_sound(void **state)
{
    fixture *f = *state;
    ak_buf source;
    ak_buf_init(&source, 0);
    for (int i = 0; i < 2 * ROUNDS; i++) {
        if (i % 2)
            random_text(f, &source, 40);
        else
            random_bytes(f, &source, 60);
        size_t count;
        ak_arena_reset(&f->arena);
        ak_word *words = words_of(f, ak_buf_slice(&source), &count);
        check_words(ak_buf_slice(&source), words, count);
    }
    ak_buf_free(&source);
}

/* A blank between two texts keeps them apart, whatever they end and begin with. */
static void test_concatenation(void **state)
{
    fixture *f = *state;
    ak_buf a, b, whole;
    ak_buf_init(&a, 0);
    ak_buf_init(&b, 0);
    ak_buf_init(&whole, 0);
    for (int i = 0; i < ROUNDS; i++) {
        random_text(f, &a, 12);
        if (i % 4)
            random_text(f, &b, 12);
        else
            random_bytes(f, &b, 20);
        ak_buf_reset(&whole);
        ak_buf_add(&whole, ak_buf_slice(&a));
        ak_buf_addc(&whole, ' ');
        ak_buf_add(&whole, ak_buf_slice(&b));
        size_t na, nb, n;
        ak_arena_reset(&f->arena);
        ak_word *wa = words_of(f, ak_buf_slice(&a), &na), *wb = words_of(f, ak_buf_slice(&b), &nb);
        ak_word *w = words_of(f, ak_buf_slice(&whole), &n);
        if (n != na + nb) fail_text(ak_buf_slice(&whole), "number of words");
        for (size_t k = 0; k < n; k++) {
            ak_word part = k < na ? wa[k] : wb[k - na];
            uint32_t shift = k < na ? 0 : (uint32_t)a.len + 1;
            /* Commas and quotation marks look over the blank. */
            unsigned same = ~(unsigned)(AK_WORD_COMMA | AK_WORD_OPEN | AK_WORD_CLOSE);
            if (!ak_slice_eq(part.text, w[k].text) || part.begin + shift != w[k].begin ||
                part.end + shift != w[k].end || (part.flags & same) != (w[k].flags & same))
                fail_text(ak_buf_slice(&whole), "parts");
        }
    }
    ak_buf_free(&a);
    ak_buf_free(&b);
    ak_buf_free(&whole);
}

static void test_idempotence(void **state)
{
    fixture *f = *state;
    ak_buf source;
    ak_buf_init(&source, 0);
    for (int i = 0; i < ROUNDS; i++) {
        random_text(f, &source, 30);
        ak_arena_reset(&f->arena);
        ak_slice once = joined(f, ak_buf_slice(&source));
        check_same(ak_buf_slice(&source), once, joined(f, once), "words of words");
    }
    ak_buf_free(&source);
}

typedef int32_t converter(UChar *to, int32_t cap, const UChar *from, int32_t len);

static int32_t to_upper(UChar *to, int32_t cap, const UChar *from, int32_t len)
{
    UErrorCode code = U_ZERO_ERROR;
    return u_strToUpper(to, cap, from, len, "", &code);
}

static int32_t to_lower(UChar *to, int32_t cap, const UChar *from, int32_t len)
{
    UErrorCode code = U_ZERO_ERROR;
    return u_strToLower(to, cap, from, len, "", &code);
}

static int32_t to_nfc(UChar *to, int32_t cap, const UChar *from, int32_t len)
{
    UErrorCode code = U_ZERO_ERROR;
    return unorm2_normalize(unorm2_getNFCInstance(&code), from, len, to, cap, &code);
}

static int32_t to_nfd(UChar *to, int32_t cap, const UChar *from, int32_t len)
{
    UErrorCode code = U_ZERO_ERROR;
    return unorm2_normalize(unorm2_getNFDInstance(&code), from, len, to, cap, &code);
}

static int32_t to_nfkc(UChar *to, int32_t cap, const UChar *from, int32_t len)
{
    UErrorCode code = U_ZERO_ERROR;
    return unorm2_normalize(unorm2_getNFKCInstance(&code), from, len, to, cap, &code);
}

static ak_slice converted(fixture *f, ak_slice source, converter *convert)
{
    UChar from[UNITS], to[UNITS];
    int32_t len = 0, bytes = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF8(from, UNITS, &len, source.data, (int32_t)source.len, &code);
    len = convert(to, UNITS, from, len);
    assert_true(len >= 0 && len < UNITS);
    char *out = ak_arena_alloc(&f->arena, UNITS * 3);
    assert_non_null(out);
    u_strToUTF8(out, UNITS * 3, &bytes, to, len, &code);
    assert_true(U_SUCCESS(code));
    return (ak_slice){out, (size_t)bytes};
}

/* Words from an alphabet, in runs of letters with what names have between them. */
static void random_name(fixture *f, ak_buf *out, const range *alphabet)
{
    ak_buf_reset(out);
    for (uint32_t n = 1 + below(f, 20); n > 0; n--) {
        char bytes[4];
        uint32_t cp = below(f, 8) ? alphabet->first + below(f, alphabet->last - alphabet->first + 1)
                                  : (unsigned char)joints[below(f, sizeof joints - 1)];
        if (cp == 0x149) continue; /* ŉ, deprecated: its capital is an apostrophe and N */
        ak_buf_add(out, (ak_slice){bytes, ak_utf8_put(cp, bytes)});
    }
}

static void test_case(void **state)
{
    /* ASCII, Latin-1 and Extended-A, monotonic Greek, Cyrillic, Armenian, Georgian. */
    static const range alphabets[] = {{'A', 'z'}, {0xC0, 0x17F}, {0x386, 0x3CE}, {0x400, 0x45F},
        {0x48A, 0x4FF}, {0x531, 0x587}, {0x10D0, 0x10F0}};
    fixture *f = *state;
    ak_buf source;
    ak_buf_init(&source, 0);
    for (int i = 0; i < ROUNDS; i++) {
        random_name(f, &source, &alphabets[(size_t)i % (sizeof alphabets / sizeof *alphabets)]);
        ak_arena_reset(&f->arena);
        ak_slice s = ak_buf_slice(&source), expected = joined(f, s);
        ak_slice upper = converted(f, s, to_upper), lower = converted(f, s, to_lower);
        check_same(s, expected, joined(f, upper), "upper case");
        check_same(s, expected, joined(f, lower), "lower case");
        check_same(s, expected, joined(f, converted(f, upper, to_lower)), "lower of upper case");
    }
    ak_buf_free(&source);
}

static void test_normal_forms(void **state)
{
    fixture *f = *state;
    ak_buf source;
    ak_buf_init(&source, 0);
    for (int i = 0; i < ROUNDS; i++) {
        random_text(f, &source, 30);
        ak_arena_reset(&f->arena);
        ak_slice s = ak_buf_slice(&source), nfc = converted(f, s, to_nfc);
        ak_slice expected = joined(f, nfc);
        check_same(s, expected, joined(f, converted(f, s, to_nfd)), "NFC and NFD");
    }
    ak_buf_free(&source);
}

/* Compatibility letters are what NFKC makes of them; no separators, which NFKC may add. */
static void test_compatibility(void **state)
{
    static const range letters[] = {{0xFF21, 0xFF5A}, {0x1D400, 0x1D6A3}, {0x24B6, 0x24E9},
        {0xFE80, 0xFEF4}, {0xFF66, 0xFF9D}, {0x3131, 0x314E}, {0xFB00, 0xFB06}, {0xFB20, 0xFB4F},
        {0xF900, 0xFA0D}, {0xFF10, 0xFF19}};
    fixture *f = *state;
    ak_buf source;
    ak_buf_init(&source, 0);
    for (int i = 0; i < ROUNDS; i++) {
        const range *r = &letters[(size_t)i % (sizeof letters / sizeof *letters)];
        ak_buf_reset(&source);
        for (uint32_t n = 1 + below(f, 10); n > 0; n--) {
            char bytes[4];
            uint32_t cp = r->first + below(f, r->last - r->first + 1);
            if (cp >= 0x1D6A4 || (cp >= 0xFF3B && cp <= 0xFF40)) continue;
            ak_buf_add(&source, (ak_slice){bytes, ak_utf8_put(cp, bytes)});
        }
        ak_arena_reset(&f->arena);
        ak_slice s = ak_buf_slice(&source);
        check_same(s, joined(f, s), joined(f, converted(f, s, to_nfkc)), "NFKC");
    }
    ak_buf_free(&source);
}

/* The same text gives the same words after any other text: nothing is remembered but tables. */
static void test_memory(void **state)
{
    fixture *f = *state;
    ak_buf source, other;
    ak_buf_init(&source, 0);
    ak_buf_init(&other, 0);
    for (int i = 0; i < ROUNDS / 4; i++) {
        random_text(f, &source, 20);
        random_text(f, &other, 20);
        ak_arena_reset(&f->arena);
        ak_slice once = joined(f, ak_buf_slice(&source));
        joined(f, ak_buf_slice(&other));
        check_same(ak_buf_slice(&source), once, joined(f, ak_buf_slice(&source)), "twice");
    }
    ak_text *fresh;
    assert_int_equal(ak_text_create(&fresh, NULL), AKA_OK);
    for (int i = 0; i < ROUNDS / 4; i++) {
        random_text(f, &source, 20);
        ak_arena_reset(&f->arena);
        ak_slice again, once = joined(f, ak_buf_slice(&source));
        assert_int_equal(
            ak_words_joined(fresh, ak_buf_slice(&source), &f->arena, &again, NULL), AKA_OK);
        check_same(ak_buf_slice(&source), once, again, "another ak_text");
    }
    ak_text_free(fresh);
    ak_buf_free(&source);
    ak_buf_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound),
        cmocka_unit_test(test_concatenation),
        cmocka_unit_test(test_idempotence),
        cmocka_unit_test(test_case),
        cmocka_unit_test(test_normal_forms),
        cmocka_unit_test(test_compatibility),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
