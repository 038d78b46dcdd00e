/* Filling the caller's aka_error. Base room: used by every other room. */
#ifndef AK_BASE_ERROR_H
#define AK_BASE_ERROR_H

#include "aka/error.h"

/* Each returns `code`, so that a failing function can end in `return ak_fail(...)`.
 * `err` may be NULL. The message is cut at the capacity, at a code point boundary. */
__attribute__((format(printf, 3, 4))) aka_status ak_fail(
    aka_error *err, aka_status code, const char *fmt, ...);
/* With the place: path may be NULL, line 0. */
__attribute__((format(printf, 5, 6))) aka_status ak_fail_at(
    aka_error *err, aka_status code, const char *path, uint64_t line, const char *fmt, ...);
/* "out of memory", without allocating. */
aka_status ak_fail_nomem(aka_error *err);
/* Sets the path (and line, where not 0) of an error that has none yet. */
void ak_error_place(aka_error *err, const char *path, uint64_t line);

#endif
