/* The body of a request: JSON from outside, bounded before it is parsed, and the records in it. */
#ifndef AK_SERVE_BODY_H
#define AK_SERVE_BODY_H

#include "json.h"
#include "request.h"

/* Reads bytes as one JSON object. NULL with the fault: 400 where it is no JSON (json.h), 422 where
 * it is no object. The caller frees it. */
ak_json *ak_body_object(aka_view body, ak_param_fault *fault);

/* Fills the record from {"id","schema","properties":{name: text or [text]}}. Numbers and booleans
 * are taken as their text, null is nothing. A missing schema is Thing. False with the fault: 422
 * for a wrong shape and over AK_VALUES_MAX values, 400 for an unknown schema. */
bool ak_body_record(const ak_json *example, aka_record *record, ak_param_fault *fault);
/* Its parts: a schema, where it is not NULL; values of a property, of which *count counts all. */
bool ak_body_schema(const ak_json *schema, aka_record *record, ak_param_fault *fault);
bool ak_body_values(aka_record *record, const char *name, const ak_json *values, size_t *count,
    ak_param_fault *fault);

#endif
