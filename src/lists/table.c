/* A CSV file with a header row, read a row at a time. */
#include "lists/table.h"

#include "base/arena.h"
#include "lists/csv.h"

#include <stdlib.h>

struct aka_table {
    ak_input *in;
    ak_csv *csv;
    ak_arena arena; /* headers, and fields below */
    ak_slice *headers;
    size_t columns;
    ak_slice *fields;
    size_t field_count; /* columns while there is a current row, else 0 */
    ak_arena row_arena; /* fields that had to be changed */
    uint64_t line;
};

/* Replaces bytes 0, which no C string can hold, by U+FFFD. */
static bool replace_zeros(ak_arena *arena, ak_slice *s)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    if (!s->len || !memchr(s->data, '\0', s->len)) return true;
    if (s->len > SIZE_MAX / 4) return false;
    char *out = ak_arena_alloc(arena, s->len * 3 + 1);
    if (!out) return false;
    size_t n = 0;
    for (size_t i = 0; i < s->len; i++) {
        if (s->data[i]) {
            out[n++] = s->data[i];
        } else {
            memcpy(out + n, replacement, 3);
            n += 3;
        }
    }
    out[n] = '\0';
    *s = (ak_slice){out, n};
    return true;
}

static aka_status keep_header(aka_table *t, const ak_csv_row *row, aka_error *err)
{
    t->columns = row->count;
    t->headers = ak_arena_array(&t->arena, row->count, sizeof *t->headers);
    t->fields = ak_arena_array(&t->arena, row->count, sizeof *t->fields);
    if (!t->headers || !t->fields) return ak_fail_nomem(err);
    for (size_t i = 0; i < row->count; i++) {
        ak_slice header = row->fields[i];
        if (!replace_zeros(&t->row_arena, &header)) return ak_fail_nomem(err);
        if (!ak_arena_dup(&t->arena, header, &t->headers[i])) return ak_fail_nomem(err);
    }
    t->line = row->line;
    return AKA_OK;
}

static aka_status read_header(aka_table *t, aka_error *err)
{
    ak_csv_row row;
    bool more;
    aka_status st = ak_csv_next(t->csv, &row, &more, err);
    if (st == AKA_E_RECORD) { /* without a header no record can be read */
        if (err) err->code = AKA_E_SYNTAX;
        return AKA_E_SYNTAX;
    }
    if (st) return st;
    if (!more)
        return ak_fail_at(err, AKA_E_SYNTAX, ak_input_path(t->in), 0,
            "the table is empty; a header row is needed");
    return keep_header(t, &row, err);
}

static aka_status open_table(aka_table *t, const char *path, aka_error *err)
{
    aka_status st = ak_input_open(path, &t->in, err);
    if (st == AKA_OK) st = ak_csv_open(t->in, &t->csv, err);
    return st ? st : read_header(t, err);
}

aka_status aka_table_open(const char *path, aka_table **out, aka_error *error)
{
    *out = NULL;
    aka_table *t = calloc(1, sizeof *t);
    if (!t) return ak_fail_nomem(error);
    ak_arena_init(&t->arena, 0);
    ak_arena_init(&t->row_arena, 0);
    aka_status st = open_table(t, path, error);
    if (st)
        aka_table_free(t);
    else
        *out = t;
    return st;
}

void aka_table_free(aka_table *table)
{
    if (!table) return;
    ak_csv_free(table->csv);
    ak_input_close(table->in);
    ak_arena_free(&table->arena);
    ak_arena_free(&table->row_arena);
    free(table);
}

aka_status aka_table_next(aka_table *table, int *more, aka_error *error)
{
    ak_csv_row row;
    bool any;
    aka_error failure = {0};
    *more = 1;
    table->field_count = 0;
    ak_arena_reset(&table->row_arena);
    aka_status st = ak_csv_next(table->csv, &row, &any, &failure);
    if (st) {
        if (failure.line) table->line = failure.line;
        if (error) *error = failure;
        return st;
    }
    *more = any;
    if (!any) return AKA_OK;
    table->line = row.line;
    if (row.count != table->columns)
        return ak_fail_at(error, AKA_E_RECORD, ak_input_path(table->in), row.line,
            "the row has %zu fields where the header has %zu", row.count, table->columns);
    for (size_t i = 0; i < row.count; i++) {
        table->fields[i] = row.fields[i];
        if (!replace_zeros(&table->row_arena, &table->fields[i])) return ak_fail_nomem(error);
    }
    table->field_count = row.count;
    return AKA_OK;
}

size_t aka_table_columns(const aka_table *table)
{
    return table->columns;
}

const char *aka_table_header(const aka_table *table, size_t i)
{
    return i < table->columns ? table->headers[i].data : "";
}

const char *aka_table_field(const aka_table *table, size_t i)
{
    return i < table->field_count ? table->fields[i].data : "";
}

uint64_t aka_table_line(const aka_table *table)
{
    return table->line;
}

const ak_slice *ak_table_headers(const aka_table *table)
{
    return table->headers;
}

const ak_slice *ak_table_fields(const aka_table *table, size_t *count)
{
    *count = table->field_count;
    return table->fields;
}

const char *ak_table_path(const aka_table *table)
{
    return ak_input_path(table->in);
}
