/* A house's own list: a table with a header row that names its columns, one party a row. What has
 * no property is kept as a note. */
#include "entity/date.h"
#include "lists/columns.h"
#include "lists/csv.h"
#include "lists/draft.h"
#include "lists/house.h"
#include "lists/reader.h"
#include "lists/seen.h"

#include <stdio.h>

typedef struct house_list {
    ak_reading *r;
    ak_csv *csv;
    ak_arena arena; /* the header and what it means */
    ak_slice *headers;
    size_t header_count;
    ak_columns columns;
    ak_seen ids;
    char dataset[256];
    uint64_t row; /* 1-based, the header not counted */
    /* the row at hand */
    ak_draft draft;
    bool person; /* it has what only people have */
} house_list;

void ak_house_dataset(const ak_reading *r, char *out, size_t cap)
{
    ak_slice stem = ak_reading_stem(r);
    size_t n = 0;
    bool any = false;
    for (size_t i = 0; i < stem.len && n + 1 < cap; i++) {
        char c = stem.data[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        any = any || plain;
        out[n++] = plain ? c : '_';
    }
    if (cap) out[n] = '\0';
    if (!any) snprintf(out, cap, "list");
}

void ak_house_id(const ak_reading *r, uint64_t number, char *out, size_t cap)
{
    ak_slice stem = ak_reading_stem(r);
    if (ak_slice_is(stem, "-")) stem = AK_LIT("list");
    snprintf(out, cap, "%.*s-%llu", AK_ARG(stem), (unsigned long long)number);
}

/* ---- the header, for detection ---- */

/* Takes the next field of a header row off *rest; false at the end of the line. Quotes are
 * dropped, which is enough for headers that we know. */
static bool next_header(ak_slice *rest, char separator, ak_slice *field)
{
    if (!rest->data) return false;
    bool quoted = false;
    size_t n = 0;
    for (; n < rest->len; n++) {
        char c = rest->data[n];
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == separator || c == '\n')) break;
    }
    *field = ak_slice_trim(ak_slice_sub(*rest, 0, n));
    if (field->len >= 2 && field->data[0] == '"') {
        field->data++;
        field->len -= 2;
    }
    bool last = n == rest->len || rest->data[n] == '\n';
    *rest = last ? (ak_slice){NULL, 0} : ak_slice_sub(*rest, n + 1, rest->len);
    if (!last && !rest->data) rest->data = "";
    return true;
}

/* Drops the byte order mark; of UTF-16 the zero bytes too, since the headers we know are ASCII. */
static ak_slice plain_head(ak_slice head, char *out, size_t cap)
{
    if (ak_slice_starts(head, AK_LIT("\xEF\xBB\xBF"))) return ak_slice_sub(head, 3, head.len);
    if (!ak_slice_starts(head, AK_LIT("\xFF\xFE")) && !ak_slice_starts(head, AK_LIT("\xFE\xFF")))
        return head;
    size_t n = 0;
    for (size_t i = 2; i < head.len && n < cap; i++)
        if (head.data[i]) out[n++] = head.data[i];
    return (ak_slice){out, n};
}

bool ak_csv_header_known(ak_slice head)
{
    char ascii[4096];
    head = plain_head(head, ascii, sizeof ascii);
    while (head.len && (head.data[0] == '\n' || head.data[0] == '\r'))
        head = ak_slice_sub(head, 1, head.len);
    if (!head.len) return false;
    char separator = ak_csv_sniff(head);
    ak_slice field;
    while (next_header(&head, separator, &field)) {
        ak_binding b = {0, ak_column_find(field)};
        const ak_columns one = {&b, 1};
        if (ak_columns_name(&one)) return true;
    }
    return false;
}

/* ---- one row ---- */

static void add_note(house_list *h, size_t column, ak_slice value)
{
    char number[32];
    ak_slice label = {0};
    if (column < h->header_count) label = ak_slice_trim(h->headers[column]);
    if (!label.len) {
        snprintf(number, sizeof number, "column %zu", column + 1);
        label = ak_slice_of(number);
    }
    ak_draft_add_labelled(&h->draft, "notes", label, value);
}

static void add_schema(house_list *h, const ak_binding *b, ak_slice value)
{
    ak_slice *schema = &h->draft.e->schema;
    ak_slice known = ak_column_schema(value);
    if (known.len && !schema->len) {
        if (!ak_entity_set(h->draft.e, schema, known))
            h->draft.status = ak_fail_nomem(h->draft.err);
    } else if (b->column.role == AK_COLUMN_TYPE) {
        ak_draft_add(&h->draft, "type", value);
    } else {
        if (!known.len)
            ak_draft_problem(&h->draft, "schema", false,
                "\"%.*s\" is none that FtM has; kept as a note", AK_ARG(value));
        add_note(h, b->index, value);
    }
}

static void add_dates(house_list *h, const ak_binding *b, ak_slice value)
{
    ak_slice date;
    while (ak_date_next(&value, &date))
        ak_draft_add_date(&h->draft, b->column.property, b->column.property, date);
}

/* A byte 0 has no place in a name; a blank has. */
static ak_slice without_zeros(house_list *h, ak_slice value)
{
    ak_slice copy;
    if (!value.len || !memchr(value.data, '\0', value.len)) return value;
    if (!ak_arena_dup(&h->r->arena, value, &copy)) {
        h->draft.status = ak_fail_nomem(h->draft.err);
        return value;
    }
    char *bytes = (char *)(uintptr_t)copy.data; /* ours, just made */
    for (size_t i = 0; i < copy.len; i++)
        if (!bytes[i]) bytes[i] = ' ';
    ak_draft_problem(&h->draft, NULL, false, "bytes 0; read as blanks");
    return copy;
}

static aka_status put_value(void *ctx, const ak_binding *b, ak_slice value, aka_error *err)
{
    (void)err; /* the draft has it */
    house_list *h = ctx;
    ak_entity *e = h->draft.e;
    value = without_zeros(h, ak_draft_utf8(&h->draft, value));
    if (h->draft.status) return h->draft.status;
    switch (b->column.role) {
    case AK_COLUMN_ID:
        if (e->id.len)
            add_note(h, b->index, value);
        else if (!ak_entity_set(e, &e->id, value))
            h->draft.status = ak_fail_nomem(h->draft.err);
        break;
    case AK_COLUMN_SCHEMA:
    case AK_COLUMN_TYPE:
        add_schema(h, b, value);
        break;
    case AK_COLUMN_PROPERTY:
        h->person = h->person || b->column.flags & AK_COLUMN_PERSON;
        if (b->column.flags & AK_COLUMN_DATE)
            add_dates(h, b, value);
        else if (strcmp(b->column.property, "gender") == 0)
            ak_draft_add_lower(&h->draft, "gender", value);
        else
            ak_draft_add(&h->draft, b->column.property, value);
        break;
    case AK_COLUMN_UNKNOWN:
        add_note(h, b->index, value);
        break;
    }
    return h->draft.status;
}

/* What the row does not say: an id, a schema, the dataset. */
static void complete(house_list *h)
{
    ak_draft *d = &h->draft;
    char id[320];
    ak_house_id(h->r, h->row, id, sizeof id);
    if (d->e->id.len) snprintf(d->record, sizeof d->record, "id %.*s", AK_ARG(d->e->id));
    bool ok = d->e->id.len || ak_entity_set(d->e, &d->e->id, ak_slice_of(id));
    const char *schema = h->person ? "Person" : "Thing";
    ok = ok && (d->e->schema.len || ak_entity_set(d->e, &d->e->schema, ak_slice_of(schema)));
    ok = ok && ak_entity_add_dataset(d->e, ak_slice_of(h->dataset));
    if (!ok && !d->status) d->status = ak_fail_nomem(d->err);
}

/* Fields beyond the header are notes; a row that is too short lacks its last values. */
static void check_width(house_list *h, const ak_csv_row *row)
{
    bool extra = false;
    for (size_t i = h->header_count; i < row->count; i++) {
        ak_slice value = ak_slice_trim(row->fields[i]);
        extra = extra || value.len;
        if (value.len) {
            const ak_binding b = {i, {AK_COLUMN_UNKNOWN, "", 0}};
            (void)put_value(h, &b, value, NULL); /* a failure stays in the draft */
        }
    }
    if (extra || row->count < h->header_count)
        ak_draft_problem(&h->draft, NULL, false, "%zu fields where the header has %zu; kept%s",
            row->count, h->header_count, extra ? ", what is beyond it as notes" : "");
}

static bool is_blank(const ak_csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (ak_slice_trim(row->fields[i]).len) return false;
    return true;
}

static aka_status read_row(house_list *h, const ak_csv_row *row, aka_error *err)
{
    h->row++;
    if (is_blank(row)) return AKA_OK;
    h->draft = (ak_draft){.r = h->r, .line = row->line, .err = err};
    h->draft.e = ak_entity_new(&h->r->arena);
    h->person = false;
    if (!h->draft.e) return ak_fail_nomem(err);
    snprintf(h->draft.record, sizeof h->draft.record, "row %llu", (unsigned long long)h->row);
    check_width(h, row);
    aka_status st =
        ak_columns_row(&h->columns, row->fields, row->count, &h->r->arena, put_value, h, err);
    if (st) return st;
    complete(h);
    return ak_draft_end(&h->draft, &h->ids);
}

/* ---- the table ---- */

/* Reports why the file, or the row, cannot be read. */
static aka_status report(house_list *h, const aka_error *failure, aka_error *err)
{
    return ak_reading_failed(h->r, NULL, failure, err);
}

static aka_status copy_header(house_list *h, const ak_csv_row *row, aka_error *err)
{
    h->headers = ak_arena_array(&h->arena, row->count, sizeof *h->headers);
    if (!h->headers) return ak_fail_nomem(err);
    h->header_count = row->count;
    for (size_t i = 0; i < row->count; i++)
        if (!ak_arena_dup(&h->arena, row->fields[i], &h->headers[i])) return ak_fail_nomem(err);
    return ak_columns_bind(&h->arena, h->headers, h->header_count, NULL, &h->columns, err);
}

/* *usable = false (and a problem reported) where the table has no header that gives a name. */
static aka_status read_header(house_list *h, bool *usable, aka_error *err)
{
    aka_error failure = {0};
    ak_csv_row row;
    bool more = false;
    *usable = false;
    aka_status st = ak_csv_next(h->csv, &row, &more, &failure);
    if (st) return report(h, &failure, err);
    const ak_place first = {.line = more ? row.line : 1};
    if (!more)
        return ak_reading_problem(h->r, &first, true, err, "there is no header row; nothing read");
    st = copy_header(h, &row, err);
    if (st) return st;
    *usable = ak_columns_name(&h->columns);
    if (*usable) return AKA_OK;
    return ak_reading_problem(h->r, &first, true, err,
        "no column of the header gives a name (name, first_name, last_name); nothing read");
}

static aka_status read_rows(house_list *h, aka_error *err)
{
    for (;;) {
        aka_error failure = {0};
        ak_csv_row row;
        bool more;
        aka_status st = ak_csv_next(h->csv, &row, &more, &failure);
        if (st) {
            aka_status reported = report(h, &failure, err);
            if (reported || st != AKA_E_RECORD) return reported;
            continue;
        }
        if (!more) return AKA_OK;
        st = read_row(h, &row, err);
        if (st) return st;
        ak_reading_skip(h->r); /* a blank row has left nothing, another was emitted */
    }
}

aka_status ak_read_csv(ak_reading *r, aka_error *err)
{
    house_list h = {.r = r};
    ak_arena_init(&h.arena, 0);
    ak_house_dataset(r, h.dataset, sizeof h.dataset);
    aka_error failure = {0};
    bool usable = false;
    aka_status st = ak_csv_open(r->in, &h.csv, &failure);
    if (st)
        st = report(&h, &failure, err);
    else
        st = read_header(&h, &usable, err);
    if (st == AKA_OK && usable) st = read_rows(&h, err);
    ak_csv_free(h.csv);
    ak_seen_free(&h.ids);
    ak_arena_free(&h.arena);
    return st;
}
