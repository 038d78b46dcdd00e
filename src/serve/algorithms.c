/* Algorithms by name: those of the library. */
#include "algorithms.h"

#include <string.h>

bool ak_algorithm_choose(ak_request *r, const char **name)
{
    const char *asked = ak_params_text(&r->params, "algorithm");
    const bool any = !asked || strcmp(asked, "best") == 0;
    const aka_algorithm *found = aka_algorithm_find(any ? NULL : asked);
    *name = found ? found->name : NULL;
    return found ||
           ak_refuse(r, 400,
               "algorithm: there is no \"%.60s\"; /algorithms lists them, best is the default",
               asked);
}

void ak_algorithms_write(ak_out *out)
{
    const char *best = aka_algorithm_get(0)->name;
    ak_out_adds(out, "{\"algorithms\":[");
    for (size_t i = 0; i < aka_algorithm_count(); i++) {
        const aka_algorithm *a = aka_algorithm_get(i);
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
