/* The body of a request: JSON from outside, bounded before it is parsed, and the records in it. */
#ifndef AK_SERVE_BODY_H
#define AK_SERVE_BODY_H

#include "request.h"

/* Parses bytes as one JSON object. NULL with the fault: 400 where it is no JSON, is nested over
 * AK_DEPTH_MAX deep or has a key twice, 422 where it is no object. The caller owns it. */
json_t *ak_body_object(aka_view body, ak_param_fault *fault);

/* Fills the record from {"id","schema","properties":{name: text or [text]}}. Numbers and booleans
 * are taken as their text, null is nothing. A missing schema is Thing. False with the fault: 422
 * for a wrong shape and over AK_VALUES_MAX values, 400 for an unknown schema. */
bool ak_body_record(const json_t *example, aka_record *record, ak_param_fault *fault);

#endif
