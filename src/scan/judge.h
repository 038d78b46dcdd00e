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
    uint64_t paired;        /* bit i: the word from + i agrees */
    const uint32_t *starts; /* where each word begins in asked->text */
    const ak_name *asked, *listed;
    const ak_evidence *evidence;
    bool primary; /* the listed name is the party's first, no alias */
} ak_case;

/* Which of n words, beginning at `starts`, has that byte. */
static inline uint32_t ak_case_word(const uint32_t *starts, uint32_t n, uint32_t offset)
{
    uint32_t i = 0;
    while (i + 1 < n && starts[i + 1] <= offset) i++;
    return i;
}

/* Whether the word says more than what a thing is, or where. */
bool ak_judge_tells(const ak_lexeme *lexeme);
/* Whether the word by itself could be a mention of a thing of that kind; whole: of one whose listed
 * name has no other part. */
bool ak_judge_may_single(const ak_lexeme *lexeme, ak_kind kind, bool whole);

/* True where it is a mention as far as the words themselves go; adds AK_FIND_… to *why. */
bool ak_judge(const ak_case *c, uint16_t *why);

/* The words before and behind that would belong to the name if it were a longer one: they widen
 * [*from, *to). *inside: the name is only what something else is called after. */
void ak_judge_surroundings(const ak_case *c, uint32_t *from, uint32_t *to, bool *inside);

#endif
