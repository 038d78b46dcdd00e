/* Algorithms by name. */
#include "algorithms.h"

#include <string.h>

static const struct {
    const char *name, *description;
} algorithms[] = {
    {"aka-1", "Names are taken apart into parts and every part is weighed: agreement, "
              "variation, omission, contradiction; then birth dates, countries, "
              "gender and identifiers."}};
#define ALGORITHMS (sizeof algorithms / sizeof *algorithms)

bool ak_algorithm_check(ak_request *r, const char *name)
{
    if (!name || strcmp(name, "best") == 0 || strcmp(name, "aka") == 0) return true;
    for (size_t i = 0; i < ALGORITHMS; i++)
        if (strcmp(algorithms[i].name, name) == 0) return true;
    return ak_refuse(r, 400,
        "algorithm: there is no \"%.60s\"; /algorithms lists them, best is the default", name);
}

void ak_algorithms_write(ak_out *out)
{
    ak_out_adds(out, "{\"algorithms\":[");
    for (size_t i = 0; i < ALGORITHMS; i++) {
        ak_out_addf(out, "%s{\"name\":\"%s\",\"description\":", i ? "," : "", algorithms[i].name);
        ak_out_add_json(out, algorithms[i].description, strlen(algorithms[i].description));
        ak_out_adds(out, ",\"docs\":{"
                         "\"name\":{\"description\":\"How well the names agree\"},"
                         "\"birthDate\":{\"description\":\"Whether dates of birth agree\"},"
                         "\"country\":{\"description\":\"Whether countries agree\"},"
                         "\"gender\":{\"description\":\"Whether genders agree\"},"
                         "\"identifier\":{\"description\":\"Whether an identifier agrees\"}}}");
    }
    ak_out_addf(
        out, "],\"default\":\"%s\",\"best\":\"%s\"}", algorithms[0].name, algorithms[0].name);
}
