/* Whether words that agree with a listed name are used as a name: case, position in the sentence
 * and the words around decide. */
#ifndef AK_SCAN_JUDGE_H
#define AK_SCAN_JUDGE_H

#include "scan/find.h"

/* What is to be judged: words [from, to) of the run against a listed name. */
typedef struct ak_case {
    ak_lexicon *lexicon;
    ak_slice view;
    const ak_run *run;
    uint32_t from, to;
    uint64_t paired; /* bit i: the word from + i agrees */
    const ak_name *asked, *listed;
    const ak_evidence *evidence;
} ak_case;

/* True where it is a mention as far as the words themselves go; adds AK_FIND_… to *why. */
bool ak_judge(const ak_case *c, uint16_t *why);

/* The words before and behind that would belong to the name if it were a longer one: they widen
 * [*from, *to). *inside: the name is only what something else is called after. */
void ak_judge_surroundings(
    const ak_case *c, uint32_t *from, uint32_t *to, bool *inside);

/* A word that may refer back, alone: nothing beside it says that somebody else is meant. */
bool ak_judge_alone(ak_lexicon *lexicon, const ak_run *run, uint32_t word);

#endif
