/* The ways in which names are scored: by name and version, so that a result can say what made it.
 */
#ifndef AKA_ALGORITHM_H
#define AKA_ALGORITHM_H

#include <aka/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct aka_algorithm {
    const char *name;        /* with its version: "aka-1". Scores of one name never change */
    const char *alias;       /* the newest version of it: "aka" */
    const char *title;       /* a phrase */
    const char *description; /* a sentence or two */
    double threshold;        /* lowest score that is a match where none is asked for */
} aka_algorithm;

AKA_API size_t aka_algorithm_count(void);
/* The i-th one, the default first; NULL beyond the last. Static storage. */
AKA_API const aka_algorithm *aka_algorithm_get(size_t i);
/* The one of that name or alias, the default for NULL and ""; NULL where there is none. */
AKA_API const aka_algorithm *aka_algorithm_find(const char *name);

#ifdef __cplusplus
}
#endif
#endif
