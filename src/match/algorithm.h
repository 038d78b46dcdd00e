/* The algorithms by number: the one list of them. Each has a row in the tables of screen.c and
 * compare.c, and a chapter in docs/algorithms.md. */
#ifndef AK_MATCH_ALGORITHM_H
#define AK_MATCH_ALGORITHM_H

#include "aka/algorithm.h"
#include "base/error.h"

/* X(symbol, name, alias, threshold, title, description); the default first. A change of scores is
 * a new version and a new name. */
#define AK_ALGORITHM_MAP(X)                                                                        \
    X(AK_ALGORITHM_AKA, "aka-1", "aka", 0.70, "aka's own evidence",                                \
        "Weighs what agrees, varies, is left out and contradicts, part by part, across spellings " \
        "and scripts; birth dates, countries, gender and identifiers add and take away.")          \
    X(AK_ALGORITHM_OFAC, "ofac-249", "ofac", 1.00, "OFAC's Sanctions List Search",                 \
        "The method that OFAC's FAQ 249 describes: Jaro-Winkler on the whole name, Jaro-Winkler "  \
        "and Soundex on its parts, the higher score of the two. Only names count.")

typedef enum ak_algorithm {
#define AK_ALGORITHM_ENUM(symbol, name, alias, threshold, title, description) symbol,
    AK_ALGORITHM_MAP(AK_ALGORITHM_ENUM)
#undef AK_ALGORITHM_ENUM
        AK_ALGORITHM_COUNT
} ak_algorithm;

/* By name or alias, the default for NULL and "". AKA_E_ARGUMENT names those there are. */
AKA_CHECKED aka_status ak_algorithm_find(const char *name, ak_algorithm *out, aka_error *error);

#endif
