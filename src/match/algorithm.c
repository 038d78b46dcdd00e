/* The table of algorithms. */
#include "match/algorithm.h"

#include <string.h>

static const aka_algorithm algorithms[] = {
#define ALGORITHM_ROW(symbol, name, alias, threshold, title, description)                          \
    {name, alias, title, description, threshold},
    AK_ALGORITHM_MAP(ALGORITHM_ROW)
#undef ALGORITHM_ROW
};

size_t aka_algorithm_count(void)
{
    return AK_ALGORITHM_COUNT;
}

const aka_algorithm *aka_algorithm_get(size_t i)
{
    return i < AK_ALGORITHM_COUNT ? &algorithms[i] : NULL;
}

const aka_algorithm *aka_algorithm_find(const char *name)
{
    ak_algorithm found;
    return ak_algorithm_find(name, &found, NULL) == AKA_OK ? &algorithms[found] : NULL;
}

aka_status ak_algorithm_find(const char *name, ak_algorithm *out, aka_error *error)
{
    *out = AK_ALGORITHM_AKA;
    if (!name || !*name) return AKA_OK;
    for (size_t i = 0; i < AK_ALGORITHM_COUNT; i++) {
        *out = (ak_algorithm)i;
        if (strcmp(name, algorithms[i].name) == 0 || strcmp(name, algorithms[i].alias) == 0)
            return AKA_OK;
    }
#define ALGORITHM_NAME(symbol, name, alias, threshold, title, description) " " name
    return ak_fail(error, AKA_E_ARGUMENT, "no algorithm is called \"%.60s\"; there are:%s", name,
        AK_ALGORITHM_MAP(ALGORITHM_NAME));
#undef ALGORITHM_NAME
}
