/* The public handle of an open index. */
#ifndef AK_MATCH_INDEX_HANDLE_H
#define AK_MATCH_INDEX_HANDLE_H

#include "aka/index.h"
#include "index/index.h"

struct aka_index {
    ak_index index;
    char fingerprint[17];
};

#endif
