/* Algorithms by name. */
#include "algorithms.h"

#include <string.h>

const aka_algorithm *ak_algorithm_of(ak_request *r)
{
    const char *name = ak_params_text(&r->params, "algorithm");
    if (name && strcmp(name, "best") == 0) name = NULL;
    const aka_algorithm *found = aka_algorithm_find(name);
    if (!found)
        ak_refuse(r, 400,
            "algorithm: there is no \"%.60s\"; /algorithms lists them, best is the default", name);
    return found;
}

void ak_algorithms_write(ak_out *out)
{
    const aka_algorithm *a;
    const char *best = aka_algorithm_get(0)->name;
    ak_out_adds(out, "{\"algorithms\":[");
    for (size_t i = 0; (a = aka_algorithm_get(i)); i++) {
        ak_out_addf(out, "%s{\"name\":\"%s\",\"description\":", i ? "," : "", a->name);
        ak_out_add_json(out, a->description, strlen(a->description));
        ak_out_adds(out, ",\"docs\":{"
                         "\"name\":{\"description\":\"How well the names agree\"},"
                         "\"birthDate\":{\"description\":\"Whether dates of birth agree\"},"
                         "\"country\":{\"description\":\"Whether countries agree\"},"
                         "\"gender\":{\"description\":\"Whether genders agree\"},"
                         "\"identifier\":{\"description\":\"Whether an identifier agrees\"}}}");
    }
    ak_out_addf(out, "],\"default\":\"%s\",\"best\":\"%s\"}", best, best);
}
