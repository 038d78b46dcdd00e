/* Who has been named so far in a text, by the words that later stand for them: "Gustavo Petro",
 * then "Petro". */
#ifndef AK_SCAN_EARLIER_H
#define AK_SCAN_EARLIER_H

#include "scan/find.h"

/* A fuller mention that later ones refer back to. */
typedef struct ak_introduced {
    uint64_t offset;      /* of the file */
    const ak_find *finds; /* best first; with text of their own */
    size_t count;         /* 0: somebody who is not listed */
    bool given;           /* the text itself says that the word is for them: "Name (Word)" */
    bool used;            /* the word alone has stood for them */
    bool looked;          /* whether the text has the word in small letters: it has not */
} ak_introduced;

/* A mention of the run under way that was told. */
typedef struct ak_told {
    uint64_t offset;
    const ak_find *finds;
    size_t count;      /* 0: there is none */
    uint32_t from, to; /* words of the run */
} ak_told;

#define AK_EARLIER_BITS (1u << 15)

/* Start with {0}; of one text, one thread. */
typedef struct ak_earlier {
    uint64_t maybe[AK_EARLIER_BITS / 64]; /* bits by the sums of `words`: most are none of them */
    ak_intern words;                      /* folded */
    ak_vec introduced;                    /* ak_introduced, by number of the word */
    ak_intern named;                      /* numbers of entities that were named */
    ak_arena arena;
} ak_earlier;

void ak_earlier_clear(ak_earlier *earlier);
/* Drops the copies that later mentions have taken the place of, so that memory does not grow with
 * the text. Before a run: whom words were found to stand for is void then. False on lack of memory.
 */
bool ak_earlier_tidy(ak_earlier *earlier);
/* Notes what the mention, finds of equal words of the run, lets later words stand for. False on
 * lack of memory. */
bool ak_earlier_note(ak_earlier *earlier, ak_finder *finder, ak_slice view, const ak_run *run,
    const ak_find *finds, size_t count, uint64_t offset);
/* Whether finds of equal words of the run are somebody else's: an acronym that was explained, here
 * or before, in words that are none of the listed parties' ("National Port Authority (NPA)"), or
 * words before one that spells a longer name. False on lack of memory. */
bool ak_earlier_explained(ak_earlier *earlier, ak_finder *finder, ak_slice view, const ak_run *run,
    const ak_find *finds, size_t count, bool *explained);
/* Whom the word of the run refers back to; NULL: nobody. */
const ak_introduced *ak_earlier_find(
    ak_earlier *earlier, ak_finder *finder, ak_slice view, const ak_run *run, uint32_t word);
/* Where the find stands in brackets right behind the mention before it, and says the same by fewer
 * words, notes that these stand for who is mentioned there. False on lack of memory. */
bool ak_earlier_give(ak_earlier *earlier, ak_finder *finder, const ak_run *run,
    const ak_told *before, const ak_find *find);
/* Whom finds of equal words refer back to, though another scores better by these words: who was
 * named by all of them, or given them. NULL: nobody. */
const ak_introduced *ak_earlier_fuller(const ak_earlier *earlier, ak_finder *finder,
    const ak_run *run, const ak_find *finds, size_t count);
/* Word `word` > 0 of the run and the one before it are part of no mention: where they name somebody
 * else of that name ("Daniel Ortega"), the word stands for nobody listed from here on, unless it
 * has stood for somebody alone. */
void ak_earlier_namesake(ak_earlier *earlier, ak_finder *finder, const ak_run *run, uint32_t word);
/* Which of the finds of equal words, best first, comes first: of people who score the same, who was
 * named before by one of the words, else who is by a name and no alias. */
size_t ak_earlier_prefer(const ak_earlier *earlier, ak_finder *finder, const ak_run *run,
    const ak_find *finds, size_t count);

/* Whether whom the find is about was named before. */
bool ak_earlier_knows(const ak_earlier *earlier, const ak_finder *finder, const ak_find *find);

/* ---- of the room ---- */

/* Notes whom the word, folded, stands for, unless somebody else is meant by it. False on lack of
 * memory. */
bool ak_earlier_introduce(
    ak_earlier *earlier, ak_slice word, const ak_introduced *who, bool person);
/* Whom the word, folded, was noted for; NULL: it was not. Valid until another word is. */
ak_introduced *ak_earlier_by(const ak_earlier *earlier, ak_slice word);
/* Whether the word, alone in brackets, is what the text introduces by them: "Name (SHORT)". */
bool ak_earlier_in_brackets(
    const ak_finder *finder, ak_slice view, const ak_run *run, uint32_t word);

#endif
