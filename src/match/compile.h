/* Collecting entities into the arrays of an index. */
#ifndef AK_MATCH_COMPILE_H
#define AK_MATCH_COMPILE_H

#include "base/vec.h"
#include "match/layout.h"

typedef struct ak_compiler ak_compiler;

/* The text tools are the caller's and must outlive the compiler; they keep what is slow to make. */
AKA_CHECKED aka_status ak_compiler_create(ak_text *text, ak_compiler **out, aka_error *err);
void ak_compiler_free(ak_compiler *compiler);
/* As if it were new, but for the memory that it keeps. Whatever happened to it before. */
void ak_compiler_reset(ak_compiler *compiler);

/* Called for a name that is kept in the record but cannot be screened, with the reason. */
typedef void ak_compiler_note(void *ctx, ak_slice name, const char *reason);

/* Adds one entity: its record, names, facts and identifiers. AKA_E_NOMEM or AKA_E_LIMIT. */
AKA_CHECKED aka_status ak_compiler_add(ak_compiler *compiler, const ak_entity *entity,
    ak_compiler_note *note, void *ctx, aka_error *err);
/* Names as given. The index holds more: one for each way to read it (ak_name_spellings). */
uint64_t ak_compiler_names(const ak_compiler *compiler);

/* Sorts what was collected and points *data (except meta) at it; valid until the compiler is reset
 * or freed. Once only before that. */
AKA_CHECKED aka_status ak_compiler_finish(
    ak_compiler *compiler, ak_index_data *data, aka_error *err);

#endif
