/* Bodies in JSON. */
#include "body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How deep brackets nest, outside of strings. The parser recurses, so this goes before it. */
static size_t depth_of(aka_view text)
{
    size_t depth = 0, deepest = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (quoted) {
            if (c == '\\')
                i++;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            if (++depth > deepest) deepest = depth;
        } else if ((c == '}' || c == ']') && depth) {
            depth--;
        }
    }
    return deepest;
}

json_t *ak_body_object(aka_view body, ak_param_fault *fault)
{
    json_error_t where;
    if (body.len == 0) {
        ak_param_fail(fault, 400, "the request has no body; JSON is wanted");
        return NULL;
    }
    if (depth_of(body) > AK_DEPTH_MAX) {
        ak_param_fail(fault, 400, "the JSON is nested over %d deep", AK_DEPTH_MAX);
        return NULL;
    }
    json_t *value = json_loadb(body.data, body.len, JSON_REJECT_DUPLICATES, &where);
    if (!value) {
        ak_param_fail(fault, 400, "line %d, column %d: %s", where.line, where.column, where.text);
    } else if (!json_is_object(value)) {
        ak_param_fail(fault, 422, "a JSON object is wanted");
        json_decref(value);
        value = NULL;
    }
    return value;
}

static bool fail_library(ak_param_fault *fault, const aka_error *error)
{
    unsigned status = error->code == AKA_E_NOMEM ? 503 : 400;
    return ak_param_fail(fault, status, "%s", error->message);
}

static bool add_value(
    aka_record *record, const char *name, const json_t *value, ak_param_fault *fault)
{
    char number[64];
    aka_error error;
    const char *text = number;
    if (json_is_null(value)) return true;
    if (json_is_string(value)) {
        text = json_string_value(value);
    } else if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    } else if (json_is_real(value)) {
        snprintf(number, sizeof number, "%.15g", json_real_value(value));
    } else if (json_is_boolean(value)) {
        text = json_is_true(value) ? "true" : "false";
    } else {
        return ak_param_fail(
            fault, 422, "properties.%.60s: text is wanted, or a list of texts", name);
    }
    if (!*name) return true; /* says no more than any other property that there is not */
    if (aka_record_add(record, name, text, &error) == AKA_OK) return true;
    return fail_library(fault, &error);
}

static bool add_property(aka_record *record, const char *name, const json_t *values, size_t *count,
    ak_param_fault *fault)
{
    bool list = json_is_array(values);
    size_t n = list ? json_array_size(values) : 1;
    if (n > AK_VALUES_MAX - *count)
        return ak_param_fail(fault, 422, "a query has over %d values", AK_VALUES_MAX);
    *count += n;
    for (size_t i = 0; i < n; i++)
        if (!add_value(record, name, list ? json_array_get(values, i) : values, fault))
            return false;
    return true;
}

static bool add_properties(aka_record *record, const json_t *properties, ak_param_fault *fault)
{
    const char *name;
    json_t *values;
    size_t count = 0;
    if (!json_is_object(properties))
        return ak_param_fail(fault, 422, "properties: an object of lists of texts is wanted");
    json_object_foreach((json_t *)(uintptr_t)properties, name, values)
    {
        if (!add_property(record, name, values, &count, fault)) return false;
    }
    return true;
}

bool ak_body_record(const json_t *example, aka_record *record, ak_param_fault *fault)
{
    aka_error error;
    aka_record_clear(record);
    if (!json_is_object(example))
        return ak_param_fail(fault, 422, "a query is an object with schema and properties");
    const json_t *id = json_object_get(example, "id"), *schema = json_object_get(example, "schema");
    if (id && !json_is_null(id)) {
        if (!json_is_string(id)) return ak_param_fail(fault, 422, "id: text is wanted");
        if (aka_record_set_id(record, json_string_value(id), &error) != AKA_OK)
            return fail_library(fault, &error);
    }
    if (schema && !json_is_null(schema)) {
        if (!json_is_string(schema)) return ak_param_fail(fault, 422, "schema: text is wanted");
        if (aka_record_set_schema(record, json_string_value(schema), &error) != AKA_OK)
            return fail_library(fault, &error);
    }
    return add_properties(record, json_object_get(example, "properties"), fault);
}
