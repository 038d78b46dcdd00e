/* Reading Wade-Giles by the table of syllables in data/wade_giles.txt. */
#include "names/wade_giles.h"

#include "base/hash.h"
#include "names/dictionaries.h"

#define WORDS_MAX 4 /* of a Chinese name: two of the surname, two of the given name */

/* What the apostrophes of a name say of a syllable: t'ung is aspirated; tung is not, if its writer
 * uses them at all. */
typedef enum breath { BREATH_UNKNOWN, BREATH_NONE, BREATH_ASPIRATED } breath;

static bool is_aspirated(ak_slice pinyin)
{
    return pinyin.len && memchr("ptkqc", pinyin.data[0], 5);
}

/* The apostrophe may be typed in many ways; all of them lengthen the source of the word. */
static bool has_apostrophe(ak_slice source, const ak_word *w)
{
    for (size_t i = w->begin; i < w->end; i++) {
        unsigned char c = (unsigned char)source.data[i];
        if (c == '\'' || c == '`' || c == 0xE2 || c == 0xCA) return true;
    }
    return false;
}

/* The syllable in Pinyin; empty where it is no Mandarin syllable. */
static ak_slice pinyin_of(ak_slice syllable, breath b)
{
    uint32_t count;
    const ak_dict_entry *e = ak_dict_find(&ak_dict_wade_giles, syllable, &count), *best = NULL;
    for (uint32_t i = 0; i < count; i++) {
        bool aspirated = is_aspirated(ak_dict_class(&ak_dict_wade_giles, e[i].class_id));
        bool fits = b == BREATH_UNKNOWN ? !e[i].weak : aspirated == (b == BREATH_ASPIRATED);
        if (fits || !best) best = &e[i];
    }
    if (best) return ak_dict_class(&ak_dict_wade_giles, best->class_id);
    bool is_pinyin = ak_dict_class_named(&ak_dict_wade_giles, syllable, ak_hash(syllable), &count);
    return is_pinyin ? syllable : (ak_slice){NULL, 0};
}

/* Whether the words may be a Chinese name with a hyphenated given name. */
static bool has_the_form(const ak_word *words, size_t count)
{
    size_t hyphens = 0;
    if (count < 3 || count > WORDS_MAX) return false;
    for (size_t i = 0; i < count; i++) {
        if (words[i].script != AK_SCRIPT_LATIN || words[i].flags & (AK_WORD_DOTTED | AK_WORD_DOT))
            return false;
        hyphens += i > 0 && words[i].flags & AK_WORD_HYPHEN;
    }
    return hyphens == 1;
}

/* The word before and this one as one. */
static bool bind(ak_word *before, const ak_word *w, ak_arena *arena)
{
    char *text = ak_arena_alloc(arena, before->text.len + w->text.len);
    if (!text) return false;
    memcpy(text, before->text.data, before->text.len);
    memcpy(text + before->text.len, w->text.data, w->text.len);
    before->text = (ak_slice){text, before->text.len + w->text.len};
    before->end = w->end;
    before->flags |= w->flags & (AK_WORD_COMMA | AK_WORD_CLOSE | AK_WORD_RESPELLED);
    return true;
}

bool ak_wade_giles(ak_slice source, ak_arena *arena, ak_word **words, size_t *count)
{
    ak_word read[WORDS_MAX];
    size_t n = *count;
    bool differs = false, marked = false;
    *count = 0;
    if (!has_the_form(*words, n)) return true;
    for (size_t i = 0; i < n; i++) marked = marked || has_apostrophe(source, &(*words)[i]);
    for (size_t i = 0; i < n; i++) {
        breath b = !marked                                ? BREATH_UNKNOWN
                   : has_apostrophe(source, &(*words)[i]) ? BREATH_ASPIRATED
                                                          : BREATH_NONE;
        read[i] = (*words)[i];
        read[i].text = pinyin_of(read[i].text, b);
        if (read[i].text.len == 0) return true;
        differs = differs || !ak_slice_eq(read[i].text, (*words)[i].text);
    }
    if (!differs) return true;
    for (size_t i = 0; i < n; i++)
        if (!ak_slice_eq(read[i].text, (*words)[i].text)) read[i].flags |= AK_WORD_RESPELLED;
    ak_word *out = ak_arena_alloc(arena, n * sizeof *out);
    if (!out) return false;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !(read[i].flags & AK_WORD_HYPHEN))
            out[kept++] = read[i];
        else if (!bind(&out[kept - 1], &read[i], arena))
            return false;
    }
    *words = out;
    *count = kept;
    return true;
}
