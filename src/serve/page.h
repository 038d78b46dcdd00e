/* The files of the page; the table is made by the build from web/ (embed_page.py). */
#ifndef AK_SERVE_PAGE_H
#define AK_SERVE_PAGE_H

#include <stddef.h>

typedef struct ak_page_file {
    const char *name; /* "main.js"; NULL behind the last */
    const char *type; /* Content-Type */
    const char *etag; /* by its content, in quotes */
    const char *data;
    size_t len;
} ak_page_file;

extern const ak_page_file ak_page_files[];

#endif
