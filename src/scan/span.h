/* Some words of a run compared with a listed name. Room-internal: find.c says which. */
#ifndef AK_SCAN_SPAN_H
#define AK_SCAN_SPAN_H

#include "scan/find.h"

/* What a search in one run needs to hand. */
typedef struct ak_search {
    ak_finder *f;
    const ak_index *ix;
    ak_slice view;
    const ak_run *run;
    double threshold;
    aka_error *err;
    aka_status status;
    ak_context context;
    uint64_t spelled; /* words that may be misspelled here … */
    uint64_t aside;   /* … and that were elsewhere, but not here: their hits do not count */
} ak_search;

static inline const ak_lexeme *ak_search_lexeme(const ak_search *s, uint32_t word)
{
    return ak_lexicon_get(&s->f->lexicon, s->run->tokens[word].lexeme);
}

/* A small word that a find does not begin with, though the name may have it. */
bool ak_is_sentence_word(const ak_lexeme *l);

/* Compares words [from, to) with the name; what does not agree at the ends is left off first.
 * True where they are a mention, which is then the last of the finder's finds; else see s->status.
 */
bool ak_try_span(ak_search *s, const ak_name *listed, uint32_t name, uint32_t from, uint32_t to);

#endif
