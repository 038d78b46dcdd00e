/* Feeds bytes to a list reader as the file it expects, and looks at all that it gives. */
#ifndef FUZZ_LIST_INPUT_H
#define FUZZ_LIST_INPUT_H

#include "memory_file.h"

#include "base/buf.h"
#include "lists/reading.h"

/* NULL where it cannot even be opened. */
static inline ak_input *input_of(const memory_file *file)
{
    ak_input *in = NULL;
    return ak_input_open(file->path, &in, NULL) == AKA_OK ? in : NULL;
}

static inline bool see_entity(void *ctx, const ak_entity *entity, const char *path, uint64_t line)
{
    ak_buf *json = ctx;
    (void)path;
    (void)line;
    ak_buf_reset(json);
    ak_entity_write_json(entity, json);
    if (json->failed || entity->id.len == 0 || entity->caption.len == 0) abort();
    return true;
}

static inline bool see_problem(void *ctx, const aka_problem *problem)
{
    char text[4096];
    (void)ctx;
    if (aka_problem_format(problem, text, sizeof text) == 0) abort();
    if (strpbrk(text, "\n\r")) abort();
    return true;
}

static inline void read_inputs(ak_reader *reader, ak_input *in, ak_input *const *companions)
{
    ak_arena keep;
    ak_reading r;
    ak_buf json;
    const ak_sink sink = {&json, see_entity, see_problem};
    ak_arena_init(&keep, 0);
    ak_buf_init(&json, 0);
    if (ak_reading_init(&r, &keep, &sink, NULL) != AKA_OK) abort();
    r.path = "fuzz";
    r.in = in;
    for (int i = 0; companions && i < AK_COMPANION_COUNT; i++) r.companions[i] = companions[i];
    if (in && reader(&r, NULL) != AKA_OK) abort();
    ak_reading_free(&r);
    ak_arena_free(&keep);
    ak_buf_free(&json);
}

static inline void read_bytes(ak_reader *reader, const uint8_t *data, size_t size)
{
    memory_file file = memory_file_make(data, size);
    ak_input *in = input_of(&file);
    read_inputs(reader, in, NULL);
    ak_input_close(in);
    memory_file_close(&file);
}

#endif
