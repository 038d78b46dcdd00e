/* What stands around a run, as far as it decides whether a name in it is a mention. */
#ifndef AK_SCAN_CONTEXT_H
#define AK_SCAN_CONTEXT_H

#include "scan/tokens.h"

typedef struct ak_context {
    ak_slice view;
    uint32_t begin, end; /* of the run, in bytes */
    bool headline;       /* every word has a capital: capitals say nothing */
    bool asked, company; /* whether it has been asked for, and whether a vessel or aircraft is
                          * spoken of near by */
} ak_context;

void ak_context_start(ak_context *context, ak_slice view, const ak_run *run);
/* Looks around when first asked. */
bool ak_context_company(ak_context *context);

#endif
