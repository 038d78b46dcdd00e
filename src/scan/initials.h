/* People who are called by their family name and initials, as reports and papers in Russian call
 * them: "В. В. Путин", "Putin V.V.". Room-internal: the lexicon marks initials, find.c asks for
 * people. */
#ifndef AK_SCAN_INITIALS_H
#define AK_SCAN_INITIALS_H

#include "scan/recall.h"

/* Capitals that a word consists of, set apart by dots where there are several ("V.V"); 0: it is no
 * initial. */
unsigned ak_count_initials(ak_slice word);

struct ak_search;
struct ak_finder;

/* Adds what the run says so to the finder's finds; see search->status. */
void ak_try_initials(struct ak_search *search);

/* Whether the word has initials beside it of which the first is none of the party's: "K. L. Petro"
 * is no word for Gustavo Petro. */
bool ak_initials_contradict(
    const struct ak_finder *finder, const ak_run *run, uint32_t word, const ak_find *find);

#endif
