/* The service's JSON reader against jansson: both take the same texts, but for numbers that jansson
 * has no room for and for the reader's bounds, and read the same from them. */
#include "serve/json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(const ak_json *ours, const json_t *theirs)
{
    const char *key;
    json_t *value;
    size_t i = 0;
    const ak_json *item = ours->first;
    switch (json_typeof(theirs)) {
    case JSON_OBJECT:
        if (ours->kind != AK_JSON_OBJECT || ours->count != json_object_size(theirs)) abort();
        json_object_foreach((json_t *)(uintptr_t)theirs, key, value)
        {
            if (!item || strcmp(item->key, key) != 0) abort();
            if (ak_json_get(ours, key) != item) abort();
            compare(item, value);
            item = item->next;
        }
        break;
    case JSON_ARRAY:
        if (ours->kind != AK_JSON_ARRAY || ours->count != json_array_size(theirs)) abort();
        for (; item; item = item->next) compare(item, json_array_get(theirs, i++));
        break;
    case JSON_STRING:
        if (!ak_json_text(ours) || strcmp(ours->text, json_string_value(theirs)) != 0) abort();
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        if (ours->kind != AK_JSON_NUMBER || strtod(ours->text, NULL) != json_real_value(theirs))
            abort();
        break;
    default:
        if (json_is_null(theirs) != (ours->kind == AK_JSON_NULL)) abort();
        if (json_is_true(theirs) != (ours->kind == AK_JSON_TRUE)) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ak_param_fault fault = {0};
    json_error_t error;
    if (size > 1 << 14) return 0; /* the bounds are the matter of a test */
    /* jansson takes a 0 byte for the end of the text. */
    if (size && memchr(data, '\0', size)) return 0;
    ak_json *ours = ak_json_read((aka_view){(const char *)data, size}, &fault);
    json_t *theirs = json_loadb((const char *)data, size,
        JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &error);
    if (ours && theirs) compare(ours, theirs);
    if (!ours && (fault.status != 400 || !*fault.detail)) abort();
    if (ours && !theirs && json_error_code(&error) != json_error_numeric_overflow) abort();
    if (!ours && theirs && !strstr(fault.detail, "deep")) abort();
    json_decref(theirs);
    ak_json_free(ours);
    return 0;
}
