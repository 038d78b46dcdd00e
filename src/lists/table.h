/* The table behind include/aka/reader.h, as this room sees it. */
#ifndef AK_LISTS_TABLE_H
#define AK_LISTS_TABLE_H

#include "aka/reader.h"
#include "base/slice.h"

/* The headers, and the fields of the current row; as many as the table has columns, none where
 * there is no current row. The bytes are those of aka_table_header and aka_table_field. */
const ak_slice *ak_table_headers(const aka_table *table);
const ak_slice *ak_table_fields(const aka_table *table, size_t *count);
/* As errors name it. */
const char *ak_table_path(const aka_table *table);

#endif
