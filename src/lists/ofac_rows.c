/* OFAC companions (ALT, ADD, COMMENTS): loaded, sorted, found, and what nobody asked for reported.
 */
#include "lists/ofac_rows.h"

#include "lists/repair.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

/* Columns of each companion, and the first one that is kept: before it stand ent_num and the row's
 * own number, which means nothing outside the file. */
static const struct {
    size_t columns, first;
    const char *field;
} shapes[AK_COMPANION_COUNT] = {
    [AK_COMPANION_ALT] = {5, 2, "alias"},
    [AK_COMPANION_ADD] = {6, 2, "address"},
    [AK_COMPANION_COMMENTS] = {2, 1, "comment"},
};

aka_status ak_ofac_open_rows(
    ak_reading *r, ak_input *in, const char *path, ak_csv **out, aka_error *err)
{
    aka_error failure = {0};
    const ak_place at = {.path = path};
    *out = NULL;
    if (ak_input_decode_text(in, &failure)) return ak_reading_failed(r, &at, &failure, err);
    return ak_csv_create(in, NULL, out, err);
}

aka_status ak_ofac_next_row(
    ak_reading *r, ak_csv *csv, const char *path, ak_csv_row *row, bool *more, aka_error *err)
{
    for (;;) {
        aka_error failure = {0};
        aka_status st = ak_csv_next(csv, row, more, &failure);
        if (st == AKA_OK) return AKA_OK;
        const ak_place at = {.path = path};
        aka_status reported = ak_reading_failed(r, &at, &failure, err);
        if (reported) return reported;
        if (st != AKA_E_RECORD) {
            *more = false;
            return AKA_OK;
        }
    }
}

static bool is_null(ak_slice s)
{
    return ak_slice_eq(ak_slice_trim(s), AK_LIT("-0-"));
}

ak_slice ak_ofac_field(const ak_csv_row *row, size_t i)
{
    if (i >= row->count || is_null(row->fields[i])) return (ak_slice){0};
    return ak_slice_trim(row->fields[i]);
}

static aka_status add_row(
    ak_ofac_rows *rows, const ak_csv_row *row, size_t first, ak_arena *arena, aka_error *err)
{
    if (rows->count == rows->cap) {
        size_t cap = rows->cap ? rows->cap * 2 : 1024;
        ak_ofac_row *grown = realloc(rows->rows, cap * sizeof *grown);
        if (!grown) return ak_fail_nomem(err);
        rows->rows = grown;
        rows->cap = cap;
    }
    ak_ofac_row *out = &rows->rows[rows->count];
    *out = (ak_ofac_row){.line = row->line};
    if (!ak_slice_to_u64(ak_ofac_field(row, 0), &out->ent_num)) return AKA_E_RECORD;
    for (size_t i = 0; i < AK_OFAC_ROW_FIELDS && first + i < row->count; i++) {
        ak_slice field = row->fields[first + i];
        if (!is_null(field) && !ak_arena_dup(arena, field, &out->fields[i]))
            return ak_fail_nomem(err);
    }
    rows->count++;
    return AKA_OK;
}

static aka_status check_row(ak_ofac_rows *rows, ak_reading *r, ak_companion which,
    const ak_csv_row *row, ak_arena *arena, aka_error *err)
{
    aka_status st = add_row(rows, row, shapes[which].first, arena, err);
    ak_place at = {.path = rows->path, .line = row->line};
    if (st == AKA_E_RECORD) {
        ak_slice key = row->count ? row->fields[0] : (ak_slice){0};
        at.field = "ent_num";
        return ak_reading_problem(
            r, &at, true, err, "\"%.*s\" is no number; row left out", AK_ARG(key));
    }
    if (st || row->count == shapes[which].columns) return st;
    char record[40];
    snprintf(record, sizeof record, "ent_num %llu", rows->rows[rows->count - 1].ent_num);
    at.record = record;
    bool dropped = row->count > shapes[which].first + AK_OFAC_ROW_FIELDS;
    return ak_reading_problem(r, &at, dropped, err, "%zu columns where %zu belong; %s", row->count,
        shapes[which].columns, dropped ? "those behind were left out" : "kept as far as it goes");
}

static int by_ent_num(const void *a, const void *b)
{
    const ak_ofac_row *x = a, *y = b;
    if (x->ent_num != y->ent_num) return x->ent_num < y->ent_num ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

aka_status ak_ofac_rows_load(
    ak_ofac_rows *rows, ak_reading *r, ak_companion which, ak_arena *arena, aka_error *err)
{
    ak_csv *csv = NULL;
    ak_csv_row row;
    bool more = true;
    *rows = (ak_ofac_rows){.path = ak_input_path(r->companions[which])};
    aka_status st = ak_ofac_open_rows(r, r->companions[which], rows->path, &csv, err);
    while (st == AKA_OK && csv) {
        st = ak_ofac_next_row(r, csv, rows->path, &row, &more, err);
        if (st || !more) break;
        st = check_row(rows, r, which, &row, arena, err);
    }
    ak_csv_free(csv);
    if (st == AKA_OK && rows->count) qsort(rows->rows, rows->count, sizeof *rows->rows, by_ent_num);
    return st;
}

void ak_ofac_rows_free(ak_ofac_rows *rows)
{
    free(rows->rows);
    *rows = (ak_ofac_rows){0};
}

ak_ofac_row *ak_ofac_rows_find(const ak_ofac_rows *rows, unsigned long long ent_num, size_t *count)
{
    size_t low = 0, high = rows->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (rows->rows[mid].ent_num < ent_num)
            low = mid + 1;
        else
            high = mid;
    }
    size_t end = low;
    while (end < rows->count && rows->rows[end].ent_num == ent_num) rows->rows[end++].used = true;
    *count = end - low;
    return *count ? rows->rows + low : NULL;
}

aka_status ak_ofac_rows_orphans(
    const ak_ofac_rows *rows, ak_reading *r, ak_companion which, aka_error *err)
{
    aka_status st = AKA_OK;
    const char *slash = strrchr(r->path, '/'), *primary = slash ? slash + 1 : r->path;
    for (size_t i = 0; i < rows->count && st == AKA_OK; i++) {
        const ak_ofac_row *row = &rows->rows[i];
        if (row->used) continue;
        char record[40];
        snprintf(record, sizeof record, "ent_num %llu", row->ent_num);
        const ak_place at = {
            .path = rows->path, .line = row->line, .record = record, .field = shapes[which].field};
        const ak_slice *f = row->fields;
        ak_slice text = which == AK_COMPANION_ALT ? f[1] : f[0].len ? f[0] : f[1].len ? f[1] : f[2];
        st = ak_reading_problem(r, &at, true, err, "\"%.*s\" belongs to no entry of %s; left out",
            (int)(text.len < 120 ? text.len : 120), text.len ? text.data : "", primary);
    }
    return st;
}
