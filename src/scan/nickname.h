/* Nicknames within names, as reports write them: Ovidio "El Raton" Guzman. */
#ifndef AK_SCAN_NICKNAME_H
#define AK_SCAN_NICKNAME_H

#include "scan/tokens.h"

/* Whether the run has, behind a given name and from word *at on, at least 1, a few words in
 * quotation marks or brackets that another capital follows: then *without is the run without them,
 * and *at the word that follows them in it. */
bool ak_nickname_drop(
    const ak_lexicon *lexicon, ak_slice view, const ak_run *run, ak_run *without, uint32_t *at);

#endif
