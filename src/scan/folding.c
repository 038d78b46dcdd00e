/* Folding by the normaliser of the library, which a word of ASCII does not need. */
#include "scan/folding.h"

static ak_shape shape_of(const ak_word *w)
{
    if (w->flags & AK_WORD_MIXED) return AK_SHAPE_CAPITAL;
    if (w->flags & AK_WORD_DIGITS) return AK_SHAPE_DIGITS;
    if (w->flags & AK_WORD_CAPS) return AK_SHAPE_CAPITALS;
    if (w->flags & AK_WORD_INITCAP) return AK_SHAPE_CAPITAL;
    bool cased = w->script <= AK_SCRIPT_ARMENIAN;
    return cased ? AK_SHAPE_LOWER : AK_SHAPE_CASELESS;
}

/* Runs the words of a source together ("½"): most often it is one. */
static aka_status fold_words(ak_lexicon *x, ak_slice source, ak_lexeme *out, aka_error *err)
{
    ak_word *words;
    size_t count, len = 0;
    aka_status status = ak_words(x->words, source, &x->arena, &words, &count, err);
    if (status != AKA_OK || count == 0) return status;
    for (size_t i = 0; i < count; i++) len += words[i].text.len;
    char *text = ak_arena_alloc(&x->arena, len + 1), *p = text;
    if (!text) return ak_fail_nomem(err);
    for (size_t i = 0; i < count; i++) {
        memcpy(p, words[i].text.data, words[i].text.len);
        p += words[i].text.len;
    }
    out->text = (ak_slice){text, len};
    out->script = words[0].script;
    out->shape = (uint8_t)shape_of(&words[0]);
    return AKA_OK;
}

aka_status ak_fold(ak_lexicon *x, ak_slice source, ak_lexeme *out, aka_error *err)
{
    ak_word word;
    char *text = ak_arena_alloc(&x->arena, source.len);
    if (!text) return ak_fail_nomem(err);
    if (!ak_word_of_ascii(source, text, &word)) return fold_words(x, source, out, err);
    out->text = word.text;
    out->script = word.script;
    out->shape = (uint8_t)shape_of(&word);
    return AKA_OK;
}

/* Bytes of a soft hyphen or zero-width space at i; 0: there is none. */
static size_t unseen_at(ak_slice word, size_t i)
{
    const unsigned char *c = (const unsigned char *)word.data + i;
    if (c[0] == 0xC2) return word.len - i > 1 && c[1] == 0xAD ? 2 : 0;
    return c[0] == 0xE2 && word.len - i > 2 && c[1] == 0x80 && c[2] == 0x8B ? 3 : 0;
}

bool ak_keep_seen(ak_arena *arena, ak_slice word, ak_slice *out)
{
    size_t n = 0;
    char *copy = ak_arena_alloc(arena, word.len + 1);
    if (!copy) return false;
    for (size_t i = 0; i < word.len;) {
        const size_t skip = unseen_at(word, i);
        if (!skip) copy[n++] = word.data[i];
        i += skip ? skip : 1;
    }
    *out = (ak_slice){copy, n};
    return true;
}
