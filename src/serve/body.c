/* Bodies in JSON. */
#include "body.h"

ak_json *ak_body_object(aka_view body, ak_param_fault *fault)
{
    if (body.len == 0) {
        ak_param_fail(fault, 400, "the request has no body; JSON is wanted");
        return NULL;
    }
    ak_json *value = ak_json_read(body, fault);
    if (!value || value->kind == AK_JSON_OBJECT) return value;
    ak_param_fail(fault, 422, "a JSON object is wanted");
    ak_json_free(value);
    return NULL;
}

static bool fail_library(ak_param_fault *fault, const aka_error *error)
{
    unsigned status = error->code == AKA_E_NOMEM ? 503 : 400;
    return ak_param_fail(fault, status, "%s", error->message);
}

static bool add_value(
    aka_record *record, const char *name, const ak_json *value, ak_param_fault *fault)
{
    aka_error error;
    const char *text = value->text;
    if (value->kind == AK_JSON_NULL) return true;
    if (value->kind == AK_JSON_TRUE) text = "true";
    if (value->kind == AK_JSON_FALSE) text = "false";
    if (!text)
        return ak_param_fail(
            fault, 422, "properties.%.60s: text is wanted, or a list of texts", name);
    if (!*name) return true; /* says no more than any other property that there is not */
    if (aka_record_add(record, name, text, &error) == AKA_OK) return true;
    return fail_library(fault, &error);
}

bool ak_body_values(aka_record *record, const char *name, const ak_json *values, size_t *count,
    ak_param_fault *fault)
{
    bool list = values->kind == AK_JSON_ARRAY;
    size_t n = list ? values->count : 1;
    if (n > AK_VALUES_MAX - *count)
        return ak_param_fail(fault, 422, "a query has over %d values", AK_VALUES_MAX);
    *count += n;
    if (!list) return add_value(record, name, values, fault);
    for (const ak_json *value = values->first; value; value = value->next)
        if (!add_value(record, name, value, fault)) return false;
    return true;
}

static bool add_properties(aka_record *record, const ak_json *properties, ak_param_fault *fault)
{
    size_t count = 0;
    if (!ak_json_is(properties, AK_JSON_OBJECT))
        return ak_param_fail(fault, 422, "properties: an object of lists of texts is wanted");
    for (const ak_json *values = properties->first; values; values = values->next)
        if (!ak_body_values(record, values->key, values, &count, fault)) return false;
    return true;
}

static bool set_id(const ak_json *id, aka_record *record, ak_param_fault *fault)
{
    aka_error error;
    if (!id || id->kind == AK_JSON_NULL) return true;
    if (id->kind != AK_JSON_STRING) return ak_param_fail(fault, 422, "id: text is wanted");
    return aka_record_set_id(record, id->text, &error) == AKA_OK || fail_library(fault, &error);
}

bool ak_body_schema(const ak_json *schema, aka_record *record, ak_param_fault *fault)
{
    aka_error error;
    if (!schema || schema->kind == AK_JSON_NULL) return true;
    if (schema->kind != AK_JSON_STRING) return ak_param_fail(fault, 422, "schema: text is wanted");
    return aka_record_set_schema(record, schema->text, &error) == AKA_OK ||
           fail_library(fault, &error);
}

bool ak_body_record(const ak_json *example, aka_record *record, ak_param_fault *fault)
{
    aka_record_clear(record);
    if (!ak_json_is(example, AK_JSON_OBJECT))
        return ak_param_fail(fault, 422, "a query is an object with schema and properties");
    return set_id(ak_json_get(example, "id"), record, fault) &&
           ak_body_schema(ak_json_get(example, "schema"), record, fault) &&
           add_properties(record, ak_json_get(example, "properties"), fault);
}
