/* Finds of one word that many bear: whether the text itself speaks for the listed party, or uses
 * the word as an ordinary one. */
#ifndef AK_SCAN_DOUBT_H
#define AK_SCAN_DOUBT_H

#include "scan/earlier.h"

/* Whether the find is no mention after all, by what the text has said so far and what stands up to
 * AK_DOUBT_FAR bytes around it. */
bool ak_doubted(const ak_earlier *earlier, const ak_finder *finder, ak_slice view,
    const ak_run *run, const ak_find *find);

/* Whether the word of the run is one of a language, and the text has it in small letters as well,
 * up to AK_DOUBT_FAR bytes around it: then it is no name. */
bool ak_is_also_small(const ak_finder *finder, ak_slice view, const ak_run *run, uint32_t word);

#define AK_DOUBT_FAR (32u << 10)

#endif
