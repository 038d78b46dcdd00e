/* Values of filters: whether there is such a schema, country, topic or dataset at all. A filter
 * with one that there is not would hide everybody, and nobody would know. */
#ifndef AK_SERVE_VALUES_H
#define AK_SERVE_VALUES_H

#include "request.h"

/* field: "schema", "countries", "topics" or "datasets". False where the value is none of those and
 * the request is refused, in the name of that parameter: 404 for a dataset, else 400. A topic is
 * one of FtM's or one that the index has. The request has a worker. */
bool ak_value_check(
    ak_request *request, const char *parameter, const char *field, const char *value);
/* The same for all values of the parameter. */
bool ak_values_check(ak_request *request, const char *parameter, const char *field);

/* Codes of all countries, in lower case; NULL ends them. Made from data/countries.txt. */
extern const char *const ak_country_codes[];

#endif
