/* Any text to words: sound places and texts, the same words for the text between others, and words
 * of words that are themselves. */
#include "text/signs.h"
#include "text/words.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) abort();
}

static void check_word(const ak_word *word, uint32_t after, size_t size)
{
    require(word->begin >= after && word->begin < word->end && word->end <= size);
    require(word->text.len > 0 && word->script <= AK_SCRIPT_OTHER);
    for (size_t i = 0; i < word->text.len; i++) {
        char c = word->text.data[i];
        require((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}

/* The text with a word and a blank before it and a blank and a word behind it. */
static void check_between(
    ak_text *text, ak_arena *arena, ak_slice source, const ak_word *words, size_t count)
{
    char *longer = ak_arena_alloc(arena, source.len + 4);
    require(longer != NULL);
    memcpy(longer, "x ", 2);
    if (source.len) memcpy(longer + 2, source.data, source.len);
    memcpy(longer + 2 + source.len, " y", 2);
    ak_word *between;
    size_t n;
    ak_slice whole = {longer, source.len + 4};
    require(ak_words(text, whole, arena, &between, &n, NULL) == AKA_OK);
    require(n == count + 2 && ak_slice_is(between[0].text, "x"));
    require(ak_slice_is(between[n - 1].text, "y"));
    for (size_t i = 0; i < count; i++)
        require(ak_slice_eq(between[i + 1].text, words[i].text) &&
                between[i + 1].begin == words[i].begin + 2);
}

/* Signs stand one behind the other, within the text. */
static void check_signs(ak_slice source)
{
    ak_sign signs[64];
    char text[4 * 64];
    size_t n = ak_signs(source, signs, 64), end = 0;
    for (size_t i = 0; i < n && i < 64; i++) {
        require(signs[i].begin >= end && signs[i].begin < signs[i].end);
        end = signs[i].end;
        require(end <= source.len);
    }
    require(ak_signs(source, NULL, 0) >= (n < 64 ? n : 64));
    require(ak_signs_text(signs, 0, n < 64 ? n : 64, text, sizeof text) <= sizeof text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ak_text *text; /* kept: opening ICU's tables is slow */
    if (!text && ak_text_create(&text, NULL) != AKA_OK) abort();
    ak_arena arena;
    ak_arena_init(&arena, 0);
    ak_slice source = {(const char *)data, size}, joined, again;
    ak_word *words;
    size_t count;
    require(ak_words(text, source, &arena, &words, &count, NULL) == AKA_OK);
    for (size_t i = 0; i < count; i++) check_word(&words[i], i ? words[i - 1].end : 0, size);
    check_between(text, &arena, source, words, count);
    check_signs(source);
    require(ak_words_joined(text, source, &arena, &joined, NULL) == AKA_OK);
    require(ak_words_joined(text, joined, &arena, &again, NULL) == AKA_OK);
    require(ak_slice_eq(joined, again));
    ak_arena_free(&arena);
    return 0;
}
