/* FtM JSON lines, as a list and as queries: every entity that is read can be written and read
 * again, and is the same. */
#include "memory_file.h"

#include "aka/reader.h"
#include "lists/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool take_entity(void *ctx, const ak_entity *e, const char *path, uint64_t line)
{
    (void)ctx;
    (void)path;
    if (!e->id.len || !e->dataset_count || !line) abort();
    ak_arena arena;
    ak_buf first, second;
    ak_entity *again;
    ak_arena_init(&arena, 0);
    ak_buf_init(&first, 0);
    ak_buf_init(&second, 0);
    ak_entity_write_json(e, &first);
    aka_status st = ak_entity_read_json(&arena, ak_buf_slice(&first), &again, NULL);
    if (st && st != AKA_E_LIMIT) abort();
    if (!st) {
        ak_entity_write_json(again, &second);
        if (!ak_slice_eq(ak_buf_slice(&first), ak_buf_slice(&second))) abort();
    }
    ak_buf_free(&first);
    ak_buf_free(&second);
    ak_arena_free(&arena);
    return true;
}

static bool take_problem(void *ctx, const aka_problem *p)
{
    (void)ctx;
    return p->message[0] != '\0';
}

static void read_queries(const char *path)
{
    const aka_reader_options o = {.size = sizeof o, .format = "jsonl"};
    aka_reader *r;
    aka_record *record;
    int more = 1;
    if (aka_reader_open(path, &o, &r, NULL)) return;
    if (aka_record_create(&record, NULL)) abort();
    while (more) {
        aka_status st = aka_reader_next(r, record, &more, NULL);
        if (st && st != AKA_E_RECORD) break;
    }
    aka_record_free(record);
    aka_reader_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    memory_file f = memory_file_make(data, size);
    ak_arena keep;
    ak_reading r;
    const ak_sink sink = {NULL, take_entity, take_problem};
    ak_arena_init(&keep, 0);
    if (ak_reading_init(&r, &keep, &sink, NULL)) abort();
    r.path = f.path;
    if (ak_input_open(f.path, &r.in, NULL) == AKA_OK && ak_read_ftm(&r, NULL)) abort();
    ak_input_close(r.in);
    ak_reading_free(&r);
    ak_arena_free(&keep);
    read_queries(f.path);
    memory_file_close(&f);
    return 0;
}
