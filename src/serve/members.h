/* Reading JSON that the library itself has written, without building a tree: the members of an
 * object, the elements of an array. JSON from outside goes through body.h instead. */
#ifndef AK_SERVE_MEMBERS_H
#define AK_SERVE_MEMBERS_H

#include <aka/lookup.h>
#include <stdbool.h>
#include <string.h>

/* The next member of the object: key without its quotes (escapes as they are) and value as JSON
 * text. Start with *at = 0. False at the end, and where the text is not as expected. */
bool ak_member_next(aka_view object, size_t *at, aka_view *key, aka_view *value);
/* The next element of the array. */
bool ak_element_next(aka_view array, size_t *at, aka_view *value);
/* The value of that member; empty where there is none. */
aka_view ak_member(aka_view object, const char *key);
/* True where the array has that string as an element (compared as written, without escapes). */
bool ak_array_has(aka_view array, const char *text);
/* The bytes of a JSON string without its quotes, escapes as they are; the value itself where it is
 * no string. */
aka_view ak_unquoted(aka_view value);
/* Here, so that the length of a text that is written out is known without counting. */
static inline bool ak_view_is(aka_view view, const char *text)
{
    size_t len = strlen(text);
    return view.len == len && (len == 0 || memcmp(view.data, text, len) == 0);
}
/* The same, but for upper and lower case of ASCII letters. */
bool ak_view_like(aka_view view, const char *text);

#endif
