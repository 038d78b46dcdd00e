/* The words of a case and those around it. Room-internal. */
#ifndef AK_SCAN_AROUND_H
#define AK_SCAN_AROUND_H

#include "scan/judge.h"

static inline const ak_token *ak_case_token(const ak_case *c, uint32_t word)
{
    return &c->run->tokens[word];
}

static inline const ak_lexeme *ak_case_lexeme(const ak_case *c, uint32_t word)
{
    return ak_lexicon_get(c->lexicon, c->run->tokens[word].lexeme);
}

static inline bool ak_lexeme_is_capital(const ak_lexeme *l)
{
    return l->shape == AK_SHAPE_CAPITAL || l->shape == AK_SHAPE_CAPITALS;
}

/* Whether the word, in small letters, is one for "and". */
bool ak_lexeme_is_and(const ak_lexeme *lexeme);

/* Words [from, to) of the run, folded, with single blanks, in the buffer; empty where they do not
 * fit into `room` bytes. */
ak_slice ak_run_text(const ak_lexicon *lexicon, const ak_run *run, uint32_t from, uint32_t to,
    char *buffer, size_t room);
/* Whether they are the name of a place: "Russian Federation", "Hong Kong". */
bool ak_run_is_place(const ak_lexicon *lexicon, const ak_run *run, uint32_t from, uint32_t to);

/* Nothing but a blank or hyphen is between the word and the one before it. */
static inline bool ak_token_touches(const ak_token *t)
{
    return t->gap <= AK_GAP_HYPHEN;
}

/* Words [from, to) of the run, by themselves: nothing beside them says that somebody else is meant.
 */
bool ak_stands_alone(ak_lexicon *lexicon, const ak_run *run, uint32_t from, uint32_t to);

/* Widens [*from, *to), which begin as the case's own, by the words that would belong to the name
 * if it were a longer one; *inside becomes true where it is only what something else is called
 * after. */
void ak_case_widen(const ak_case *c, uint32_t *from, uint32_t *to, bool *inside);

#endif
