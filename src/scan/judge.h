/* Whether words that agree with a listed name are used as a name: case, position in the sentence
 * and the words around decide. */
#ifndef AK_SCAN_JUDGE_H
#define AK_SCAN_JUDGE_H

#include "scan/context.h"
#include "scan/find.h"

/* What is to be judged: words [from, to) of the run against a listed name. */
typedef struct ak_case {
    ak_lexicon *lexicon;
    ak_context *context;
    const ak_run *run;
    uint32_t from, to;
    uint64_t paired; /* bit i: the word from + i agrees */
    const ak_name *asked, *listed;
    const ak_word_span *words; /* of the asked parts, counted from `from` */
    const ak_evidence *evidence;
    bool primary; /* the listed name is the party's first, no alias */
} ak_case;

/* Whether the word says more than what a thing is, or where. */
bool ak_judge_tells(const ak_lexeme *lexeme);
/* Whether the word by itself could be a mention of a thing of that kind; whole: of one whose listed
 * name has no other part. */
bool ak_judge_may_single(const ak_lexeme *lexeme, ak_kind kind, bool whole);

/* True where it is a mention as far as the words themselves go; adds AK_FIND_… to *why. *words: how
 * many agree that are more than small words, numbers and legal forms. */
bool ak_judge(const ak_case *c, uint16_t *why, unsigned *words);

/* The words before and behind that would belong to the name, of which so many words agree, if it
 * were a longer one: they widen [*from, *to). *inside: the name is only what something else is
 * called after. */
void ak_judge_surroundings(
    const ak_case *c, unsigned words, uint32_t *from, uint32_t *to, bool *inside);

#endif
