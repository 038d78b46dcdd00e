/* Two names against each other: the first byte chooses a schema, a line feed parts the names.
 * Scores stay in range, a name is its own best match, and the bounds of retrieval hold. */
#include "aka/screen.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static double score(aka_comparer *c, const char *schema, const char *asked, const char *listed)
{
    double s = 0;
    const char *detail = "";
    aka_error err;
    if (aka_comparer_run(c, schema, asked, listed, &s, &detail, &err) != AKA_OK) return 0;
    if (!(s >= 0 && s <= 1) || strlen(detail) > 1 << 20) abort();
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const schemata[] = {"Person", "Company", "Vessel", "Thing"};
    aka_comparer *c;
    aka_error err;
    if (size < 2 || size > 4096 || aka_comparer_create(&c, NULL) != AKA_OK) return 0;
    char *text = malloc(size);
    if (text) {
        memcpy(text, data + 1, size - 1);
        text[size - 1] = '\0';
        char *second = strchr(text, '\n');
        if (second) *second++ = '\0';
        const char *schema = schemata[data[0] & 3];
        double own = score(c, schema, text, text);
        double other = score(c, schema, text, second ? second : "");
        if (own != 0 && own < other) abort();
        if (aka_comparer_set_algorithm(c, "ofac", &err) != AKA_OK) abort();
        own = score(c, schema, text, text);
        other = score(c, schema, text, second ? second : "");
        if (own != 0 && own != 1) abort();
        if (own < other) abort();
        free(text);
    }
    aka_comparer_free(c);
    return 0;
}
