/* Just enough JSON to show an object that the library has written to a person. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include "out.h"

/* Appends the object as aligned "key  value" lines; an array of objects becomes a table, an object
 * within is indented. false where the text is not JSON. */
bool cli_show_json(cli_buf *out, const char *json);

#endif
