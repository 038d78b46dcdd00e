/* The plan's side of a reading: making one, and closing its account. */
#ifndef AK_LISTS_READING_H
#define AK_LISTS_READING_H

#include "lists/reader.h"

#include <stdarg.h>

/* keep and sink must outlive it. */
AKA_CHECKED aka_status ak_reading_init(
    ak_reading *r, ak_arena *keep, const ak_sink *sink, aka_error *err);
void ak_reading_free(ak_reading *r);
/* Fills info.dataset from the entities emitted. */
AKA_CHECKED aka_status ak_reading_datasets(ak_reading *r, aka_error *err);
/* The error of a sink that returned false. */
aka_status ak_reading_stopped(aka_error *err);
AKA_CHECKED aka_status ak_reading_problemv(ak_reading *r, const ak_place *place, bool dropped,
    aka_error *err, const char *fmt, va_list args);

#endif
