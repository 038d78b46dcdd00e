/* Quotation marks by their bytes: what opens one must close beside the last word of the nickname.
 */
#include "scan/nickname.h"

#include "scan/around.h"

#define WORDS_MAX 3 /* of a nickname */

static const char *const marks[][2] = {
    {"\"", "\""}, {"“", "”"}, {"'", "'"}, {"‘", "’"}, {"«", "»"}, {"„", "“"}, {"(", ")"}};

/* The mark that opens right before byte `begin`; NULL: none. */
static const char *closing_mark(ak_slice view, size_t begin)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (ak_slice_ends(ak_slice_sub(view, 0, begin), ak_slice_of(marks[i][0])))
            return marks[i][1];
    return NULL;
}

/* Whether the mark stands right behind byte `end`, and nothing but a blank between it and the next
 * word: "Ali (QDi.004), Hassan" are two. */
static bool closes(ak_slice view, size_t end, const char *closing, size_t next)
{
    const ak_slice gap = ak_slice_sub(view, end, next), mark = ak_slice_of(closing);
    return ak_slice_starts(gap, mark) &&
           ak_slice_trim(ak_slice_sub(gap, mark.len, gap.len)).len == 0;
}

/* The word behind a nickname that begins with word i; 0: there is none. */
static uint32_t nickname_end(
    const ak_lexicon *lexicon, ak_slice view, const ak_run *run, uint32_t i)
{
    const ak_token *t = run->tokens;
    const char *closing = closing_mark(view, t[i].begin);
    const ak_lexeme *before = ak_lexicon_get(lexicon, t[i - 1].lexeme);
    if (!closing || !(before->flags & AK_LEXEME_GIVEN) || !ak_lexeme_is_capital(before)) return 0;
    for (uint32_t k = i; k + 1 < run->count && k < i + WORDS_MAX; k++) {
        if (!closes(view, t[k].end, closing, t[k + 1].begin)) continue;
        const ak_lexeme *next = ak_lexicon_get(lexicon, t[k + 1].lexeme);
        return ak_lexeme_is_capital(next) && !(next->flags & AK_LEXEME_ORDINARY) ? k + 1 : 0;
    }
    return 0;
}

bool ak_nickname_drop(
    const ak_lexicon *lexicon, ak_slice view, const ak_run *run, ak_run *without, uint32_t *at)
{
    for (uint32_t i = *at; i + 1 < run->count; i++) {
        if (run->tokens[i].gap < AK_GAP_QUOTE) continue;
        const uint32_t end = nickname_end(lexicon, view, run, i);
        if (end == 0) continue;
        *without = *run;
        without->count = run->count - (end - i);
        memmove(without->tokens + i, run->tokens + end, (run->count - end) * sizeof *run->tokens);
        without->tokens[i].gap = AK_GAP_BLANK;
        without->tokens[i].flags &= (uint8_t) ~(AK_TOKEN_INITIAL | AK_TOKEN_PAREN);
        *at = i;
        return true;
    }
    return false;
}
