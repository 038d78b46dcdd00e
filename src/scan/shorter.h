/* Whether few words of a text say less of what is named by more, as "(Ali Tarvand)" and "(CSB)" do
 * behind a full name. */
#ifndef AK_SCAN_SHORTER_H
#define AK_SCAN_SHORTER_H

#include "scan/find.h"

static inline const ak_lexeme *ak_word_of(const ak_finder *finder, const ak_run *run, uint32_t word)
{
    return ak_lexicon_get(&finder->lexicon, run->tokens[word].lexeme);
}

/* Whether the word, folded, is one of a name of somebody whom the finds are about. */
bool ak_is_in_names(const ak_index *index, const ak_find *finds, size_t count, ak_slice word);
/* Whether a name of the party that the find is of has the letters in front of its parts, in their
 * order. */
bool ak_names_spell(const ak_index *index, const ak_find *find, ak_slice letters);
/* Whether words [first, end) say less of [from, to), which the find is of: some of these words, or
 * letters that these, or a name of the party, begin with. */
bool ak_is_shorter(const ak_finder *finder, const ak_run *run, const ak_find *find, uint32_t from,
    uint32_t to, uint32_t first, uint32_t end);

#endif
