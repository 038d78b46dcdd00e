/* CSV: the first byte chooses separator and limits, the rest is the file. The same bytes are also
 * read as a table, as queries and as a house's own list. */
#include "memory_file.h"

#include "aka/reader.h"
#include "lists/csv.h"
#include "lists/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const ak_csv_row *row, uint64_t *line, size_t max_fields)
{
    if (row->line < *line || row->count == 0 || row->count > max_fields) abort();
    *line = row->line + 1;
    for (size_t i = 0; i < row->count; i++)
        if (row->fields[i].data[row->fields[i].len] != '\0') abort();
}

static void read_rows(const char *path, uint8_t choice)
{
    static const char separators[] = ",;\t|";
    const ak_csv_options o = {.separator = separators[choice & 3],
        .max_row = choice & 4 ? 32 : 0,
        .max_fields = choice & 8 ? 4 : 0};
    ak_input *in;
    ak_csv *csv;
    bool more = true;
    uint64_t line = 1;
    if (ak_input_open(path, &in, NULL)) return;
    if (ak_csv_create(in, &o, &csv, NULL)) abort();
    while (more) {
        ak_csv_row row;
        aka_error err;
        aka_status st = ak_csv_next(csv, &row, &more, &err);
        if (st == AKA_E_RECORD) {
            if (err.line < line) abort();
            line = err.line + 1;
            continue;
        }
        if (st) break;
        if (more) check_row(&row, &line, o.max_fields ? o.max_fields : 4096);
    }
    ak_csv_free(csv);
    ak_input_close(in);
}

static void read_queries(const char *path)
{
    const aka_reader_options o = {.size = sizeof o, .format = "csv", .schema = "Person"};
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

static bool take_entity(void *ctx, const ak_entity *e, const char *path, uint64_t line)
{
    (void)ctx;
    (void)path;
    if (!e->id.len || !e->schema.len || !e->dataset_count || !line) abort();
    return true;
}

static bool take_problem(void *ctx, const aka_problem *p)
{
    (void)ctx;
    return p->message[0] != '\0';
}

static void read_list(const char *path)
{
    ak_arena keep;
    ak_reading r;
    const ak_sink sink = {NULL, take_entity, take_problem};
    ak_arena_init(&keep, 0);
    if (ak_reading_init(&r, &keep, &sink, NULL)) abort();
    r.path = path;
    if (ak_input_open(path, &r.in, NULL) == AKA_OK && ak_read_csv(&r, NULL)) abort();
    ak_input_close(r.in);
    ak_reading_free(&r);
    ak_arena_free(&keep);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    memory_file f = memory_file_make(data + 1, size - 1);
    read_rows(f.path, data[0]);
    read_queries(f.path);
    read_list(f.path);
    (void)ak_csv_header_known((ak_slice){(const char *)data + 1, size - 1});
    memory_file_close(&f);
    return 0;
}
