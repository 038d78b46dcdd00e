/* Acronyms that a text explains: backwards from the bracket, whose words spell them. */
#include "scan/earlier.h"

#include "scan/marks.h"
#include "scan/shorter.h"

#define EXPLAINED_MOST 12 /* words before an acronym that are looked at */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* Bytes of the blank, bracket or other mark that ends before byte `end`; 0: a letter does. Commas
 * and what ends sentences are none: no name goes across. */
static size_t mark_before(ak_slice view, size_t end)
{
    if (end == 0) return 0;
    if (view.data[end - 1] && strchr(" (*_\"'`-\n", view.data[end - 1])) return 1;
    for (size_t n = 2; n <= 3 && n <= end; n++) {
        const ak_mark mark = ak_mark_at(view, end - n);
        if (mark.len == n && mark.gap != AK_GAP_COMMA && mark.gap != AK_GAP_BREAK) return n;
    }
    return 0;
}

static bool is_apostrophe_before(ak_slice view, size_t end)
{
    if (end > 0 && (view.data[end - 1] == '\'' || view.data[end - 1] == '`')) return true;
    return end >= 3 && ak_mark_at(view, end - 3).apostrophe;
}

/* The word of letters a-z that ends before byte *at, marks and "'s" left aside; *at goes to where
 * it begins. Empty where something else stands there. */
static ak_slice word_before(ak_slice view, size_t *at)
{
    for (;;) {
        size_t end = *at, n;
        while ((n = mark_before(view, end)) > 0) end -= n;
        size_t begin = end;
        while (begin > 0 && is_letter(view.data[begin - 1])) begin--;
        const ak_slice word = ak_slice_sub(view, begin, end);
        *at = begin;
        if (!ak_slice_is(word, "s") || !is_apostrophe_before(view, begin)) return word;
    }
}

static bool is_small(ak_slice word)
{
    static const char *const words[] = {"of", "the", "and", "for", "in", "on", "to"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ak_slice_eq_nocase(word, ak_slice_of(words[i]))) return true;
    return false;
}

/* Whether words that end before byte `at` begin with the letters, small words left out or not, some
 * of them before byte `own`, and none of these in a name of whom the finds are about. */
static bool others_spell(const ak_index *ix, const ak_find *finds, size_t count, ak_slice view,
    size_t at, size_t own, ak_slice letters)
{
    size_t left = letters.len;
    for (int i = 0; i < EXPLAINED_MOST && left > 0; i++) {
        const ak_slice word = word_before(view, &at);
        const bool fits = word.len && lower(word.data[0]) == letters.data[left - 1];
        if (!fits && !(word.len && is_small(word))) return false;
        if (at < own && !is_small(word) && ak_is_in_names(ix, finds, count, word)) return false;
        left -= fits;
    }
    return left == 0 && at < own;
}

/* The acronym in brackets right behind the finds, which may spell a longer name than theirs: "Sudan
 * People's Liberation Army (SPLA)". *own = where their words begin. NULL: there is none. */
static const ak_token *acronym_of(
    ak_finder *f, ak_slice view, const ak_run *run, const ak_find *finds, size_t *own)
{
    const ak_token *t = &run->tokens[finds->from];
    *own = SIZE_MAX;
    if (finds->why & AK_FIND_ACRONYM && finds->to - finds->from == 1)
        return t->flags & AK_TOKEN_PAREN ? t : NULL;
    if (finds->to - finds->from < 2 || !ak_earlier_in_brackets(f, view, run, finds->to))
        return NULL;
    *own = finds->begin;
    return ak_word_of(f, run, finds->to)->shape == AK_SHAPE_CAPITALS ? &run->tokens[finds->to]
                                                                     : NULL;
}

bool ak_earlier_explained(ak_earlier *e, ak_finder *f, ak_slice view, const ak_run *run,
    const ak_find *finds, size_t count, bool *explained)
{
    size_t own;
    *explained = false;
    if (f->lexicon.plan->index->data.names[finds->name].kind == AK_KIND_PERSON) return true;
    const ak_introduced *known = finds->why & AK_FIND_ACRONYM
                                     ? ak_earlier_by(e, ak_word_of(f, run, finds->from)->text)
                                     : NULL;
    *explained = known && known->count == 0;
    const ak_token *t = acronym_of(f, view, run, finds, &own);
    if (*explained || !t) return true;
    const ak_slice letters = ak_lexicon_get(&f->lexicon, t->lexeme)->text;
    *explained = others_spell(f->lexicon.plan->index, finds, count, view, t->begin, own, letters);
    const bool itself = *explained && own == SIZE_MAX;
    return !itself || ak_earlier_introduce(e, letters, &(ak_introduced){0}, true);
}
