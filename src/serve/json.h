/* JSON from outside as a tree. Strict (RFC 8259, UTF-8, no key twice, no U+0000) and bounded. The
 * tree is one block of memory and strings are decoded once: jansson, which reads all other JSON,
 * took a tenth of the time of a short request. A fuzz target compares the two. */
#ifndef AK_SERVE_JSON_H
#define AK_SERVE_JSON_H

#include "params.h"

typedef enum ak_json_kind {
    AK_JSON_NULL,
    AK_JSON_FALSE,
    AK_JSON_TRUE,
    AK_JSON_NUMBER,
    AK_JSON_STRING,
    AK_JSON_ARRAY,
    AK_JSON_OBJECT,
} ak_json_kind;

typedef struct ak_json {
    ak_json_kind kind;
    uint32_t count;              /* elements or members */
    uint32_t hash;               /* of the key */
    const char *key;             /* of a member; decoded, terminated */
    const char *text;            /* a string, decoded; a number as it is written; terminated */
    const struct ak_json *first; /* element or member */
    const struct ak_json *next;  /* the one behind this one in the same array or object */
} ak_json;

#define AK_JSON_ITEMS_MAX 250000 /* values of a text */
#define AK_JSON_MEMBERS_MAX 2000 /* of an object */

/* Reads a text that is one value and nothing else. NULL with the fault: 400 with the place where it
 * is no JSON, is nested over AK_DEPTH_MAX deep, has a key twice or too many values; 503 on lack of
 * memory. Free with ak_json_free; what is in it lives as long. */
ak_json *ak_json_read(aka_view text, ak_param_fault *fault);
void ak_json_free(ak_json *root);

/* The value of that member, or NULL; also where the object is NULL or none. */
const ak_json *ak_json_get(const ak_json *object, const char *key);
/* The text of a string; NULL where the value is NULL or none. */
const char *ak_json_text(const ak_json *value);
/* A whole number written without point and exponent; the fallback for anything else. */
long ak_json_whole(const ak_json *value, long fallback);
bool ak_json_is(const ak_json *value, ak_json_kind kind); /* false of NULL */

#endif
