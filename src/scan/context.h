/* What stands around a run, as far as it decides whether a name in it is a mention. */
#ifndef AK_SCAN_CONTEXT_H
#define AK_SCAN_CONTEXT_H

#include "scan/tokens.h"

typedef enum ak_known { AK_KNOWN_NOT, AK_KNOWN_NO, AK_KNOWN_YES } ak_known;

typedef struct ak_context {
    ak_slice view;
    uint32_t begin, end;       /* of the run, in bytes */
    uint8_t headline, company; /* ak_known: what has been asked so far, and the answer */
    uint32_t edges;            /* what ak_context_edges gave; 0: not asked */
} ak_context;

void ak_context_start(ak_context *context, ak_slice view, const ak_run *run);
/* Both look around when first asked. */
/* Every word of the line has a capital: capitals say nothing. */
bool ak_context_headline(ak_context *context);
/* A vessel or aircraft is spoken of near by. */
bool ak_context_company(ak_context *context);

/* Whether the word stands by ships and aircraft and is no part of their names: tanker, IMO. */
bool ak_context_supports(ak_slice word);

/* What stands right before and behind the run, as a number; never 0. */
uint32_t ak_context_edges(ak_context *context);
/* Bytes on either side that it sees. */
#define AK_CONTEXT_EDGE 8

#endif
