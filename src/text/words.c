/* The normaliser's front: owns its memory and hands its words over to the caller's arena. */
#include "text/words.h"

#include "text/segment.h"

#include <stdlib.h>
#include <unicode/uvernum.h>

#define KEEP_BYTES (1u << 20) /* scratch memory kept from one call to the next, of each kind */

/* Hands the words over to the arena. */
static aka_status hand_over(
    const ak_text *t, ak_arena *arena, ak_word **out, size_t *count, aka_error *err)
{
    ak_word *words = ak_arena_alloc(arena, t->words_len * sizeof *words);
    char *letters = ak_arena_alloc(arena, t->letters_len);
    if (!words || !letters) return ak_fail_nomem(err);
    memcpy(words, t->words, t->words_len * sizeof *words);
    memcpy(letters, t->letters, t->letters_len);
    for (size_t i = 0; i < t->words_len; i++) {
        words[i].text.data = letters;
        letters += words[i].text.len;
    }
    *out = words;
    *count = t->words_len;
    return AKA_OK;
}

static void forget_scratch(ak_text *t)
{
    free(t->letters);
    free(t->words);
    free(t->run);
    t->letters = NULL;
    t->words = NULL;
    t->run = NULL;
    t->letters_len = t->letters_cap = t->words_len = t->words_cap = t->run_len = t->run_cap = 0;
}

static bool is_large(const ak_text *t)
{
    return t->letters_cap > KEEP_BYTES || t->words_cap > KEEP_BYTES / sizeof *t->words ||
           t->run_cap > KEEP_BYTES / sizeof *t->run;
}

aka_status ak_words_read(ak_text *text, ak_slice source, ak_reading reading, ak_arena *arena,
    ak_word **out, size_t *count, aka_error *err)
{
    *out = NULL;
    *count = 0;
    if (source.len > UINT32_MAX)
        return ak_fail(err, AKA_E_LIMIT, "text of %zu bytes; at most %u can be read", source.len,
            (unsigned)UINT32_MAX);
    aka_status status = ak_segment(text, source, reading, err);
    if (status == AKA_OK && text->words_len) status = hand_over(text, arena, out, count, err);
    if (status != AKA_OK || is_large(text)) forget_scratch(text);
    return status;
}

aka_status ak_words(
    ak_text *text, ak_slice source, ak_arena *arena, ak_word **out, size_t *count, aka_error *err)
{
    return ak_words_read(text, source, AK_READING_MANDARIN, arena, out, count, err);
}

bool ak_word_of_ascii(ak_slice source, char *letters, ak_word *out)
{
    size_t digits = 0, uppers = 0, first = 0;
    for (size_t i = 0; i < source.len; i++) {
        const unsigned char c = (unsigned char)source.data[i], low = c | 0x20; /* as digits have */
        letters[i] = (char)low;
        if ((unsigned)low - 'a' < 26)
            uppers += c != low;
        else if ((unsigned)c - '0' < 10)
            digits++;
        else
            return false;
    }
    while (first < source.len && letters[first] <= '9') first++;
    const size_t count = source.len - digits; /* of letters */
    unsigned flags = count ? (digits ? AK_WORD_MIXED : 0) : AK_WORD_DIGITS;
    if (count >= 2 && uppers == count) flags |= AK_WORD_CAPS;
    if (uppers && source.data[first] != letters[first]) flags |= AK_WORD_INITCAP;
    *out = (ak_word){.text = {letters, source.len},
        .end = (uint32_t)source.len,
        .flags = (uint16_t)flags,
        .script = AK_SCRIPT_LATIN};
    return source.len > 0 && source.len <= UINT32_MAX;
}

aka_status ak_words_joined(
    ak_text *text, ak_slice s, ak_arena *arena, ak_slice *out, aka_error *err)
{
    ak_word *words;
    size_t count, len = 0;
    *out = (ak_slice){NULL, 0};
    aka_status status = ak_words(text, s, arena, &words, &count, err);
    if (status != AKA_OK || count == 0) return status;
    for (size_t i = 0; i < count; i++) len += words[i].text.len + 1;
    char *joined = ak_arena_alloc(arena, len), *p = joined;
    if (!joined) return ak_fail_nomem(err);
    for (size_t i = 0; i < count; i++) {
        if (i) *p++ = ' ';
        memcpy(p, words[i].text.data, words[i].text.len);
        p += words[i].text.len;
    }
    *out = (ak_slice){joined, (size_t)(p - joined)};
    return AKA_OK;
}

static void fill_ascii(uint8_t ascii[256])
{
    for (int c = 'a'; c <= 'z'; c++) ascii[c] = AK_ASCII_LOWER;
    for (int c = 'A'; c <= 'Z'; c++) ascii[c] = AK_ASCII_UPPER;
    for (int c = '0'; c <= '9'; c++) ascii[c] = AK_ASCII_DIGIT;
}

aka_status ak_text_create(ak_text **out, aka_error *err)
{
    *out = NULL;
    ak_text *text = calloc(1, sizeof *text);
    if (!text) return ak_fail_nomem(err);
    fill_ascii(text->ascii);
    aka_status status = ak_chars_init(&text->chars, err);
    if (status != AKA_OK) {
        ak_text_free(text);
        return status;
    }
    *out = text;
    return AKA_OK;
}

void ak_text_free(ak_text *text)
{
    if (!text) return;
    forget_scratch(text);
    ak_chars_free(&text->chars);
    free(text);
}

/* The version compiled against; the library that is loaded has the same major version, because it
 * is part of its name. */
const char *ak_text_icu_version(void)
{
    return U_ICU_VERSION;
}
