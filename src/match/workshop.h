/* The workshop of a build: loads are handed in by the thread that reads, compiled by several at
 * once, and taken back in the order in which they came. */
#ifndef AK_MATCH_WORKSHOP_H
#define AK_MATCH_WORKSHOP_H

#include "match/load.h"

typedef struct ak_workshop ak_workshop;

/* jobs threads compile; with one job the calling thread does it, and there are no others. The
 * segments go to the spill, which the caller keeps open. AKA_E_NOMEM. */
AKA_CHECKED aka_status ak_workshop_create(
    unsigned jobs, ak_spill *spill, ak_workshop **out, aka_error *err);
/* Waits for what is being compiled. */
void ak_workshop_free(ak_workshop *shop);

/* The load to be filled, which is empty or was given out before; the workshop's. NULL where there
 * is none until one was taken back. */
ak_load *ak_workshop_empty(ak_workshop *shop);
/* That load is full: it gets compiled. */
void ak_workshop_hand_in(ak_workshop *shop);
/* The oldest load that was handed in, compiled (waits until it is); NULL where there is none. It
 * stays valid until it is given back. */
ak_load *ak_workshop_take(ak_workshop *shop);
/* Done with the load that was taken: it will be filled anew. */
void ak_workshop_give_back(ak_workshop *shop);

#endif
