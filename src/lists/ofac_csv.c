/* OFAC legacy CSV: the primary file (SDN.CSV, CONS_PRIM.CSV) is streamed; ALT, ADD and COMMENTS
 * were loaded before and are joined by ent_num. */
#include "lists/ofac.h"
#include "lists/ofac_rows.h"

/* Columns of the primary file. */
enum {
    ENT_NUM,
    NAME,
    TYPE,
    PROGRAM,
    TITLE,
    CALL_SIGN,
    VESS_TYPE,
    TONNAGE,
    GRT,
    FLAG,
    OWNER,
    REMARKS,
    COLUMNS
};

/* The remarks column holds so many characters; what is longer goes on in COMMENTS. */
#define REMARKS_SIZE 1000

typedef struct ofac {
    ak_reading *r;
    ak_arena arena; /* texts of the companions */
    ak_ofac_rows rows[AK_COMPANION_COUNT];
    ak_seen ids;
} ofac;

static aka_status load_companions(ofac *o, aka_error *err)
{
    static const struct {
        const char *name, *missing;
    } about[AK_COMPANION_COUNT] = {
        [AK_COMPANION_ALT] = {"ALT", "the aliases are missing"},
        [AK_COMPANION_ADD] = {"ADD", "the addresses are missing"},
        [AK_COMPANION_COMMENTS] = {"COMMENTS", "remarks over 1,000 characters stay cut"},
    };
    aka_status st = AKA_OK;
    for (int i = 0; i < AK_COMPANION_COUNT && st == AKA_OK; i++) {
        if (o->r->companions[i])
            st = ak_ofac_rows_load(&o->rows[i], o->r, (ak_companion)i, &o->arena, err);
        else
            st = ak_reading_problem(o->r, NULL, i != AK_COMPANION_COMMENTS, err,
                "no %s file beside it or named with it: %s", about[i].name, about[i].missing);
    }
    return st;
}

/* "SDGT] [IFSR" */
static void add_programs(ak_draft *d, ak_slice programs)
{
    for (size_t begin = 0; begin < programs.len;) {
        size_t end = ak_slice_find(programs, AK_LIT("] ["), begin);
        if (end > programs.len) end = programs.len;
        ak_slice program = ak_slice_trim(ak_slice_sub(programs, begin, end));
        if (program.len && program.data[0] == '[') program = ak_slice_sub(program, 1, program.len);
        if (ak_slice_ends(program, AK_LIT("]"))) program.len--;
        ak_draft_add(d, "program", program);
        begin = end + 3;
    }
}

static bool all_programs_cons(ak_slice programs)
{
    bool all = programs.len > 0;
    for (size_t begin = 0; begin < programs.len;) {
        all &= ak_ofac_program_is_cons(ak_slice_sub(programs, begin, programs.len));
        size_t end = ak_slice_find(programs, AK_LIT("] ["), begin);
        begin = end > programs.len ? programs.len : end + 3;
    }
    return all;
}

static void add_titles(ak_draft *d, ak_slice titles)
{
    bool done = false;
    ak_slice title;
    while (ak_slice_split(&titles, ';', &done, &title)) ak_draft_add(d, "position", title);
}

/* Problems in a companion's row are reported at its place. */
static void at_row(ak_draft *d, const ak_ofac_rows *rows, const ak_ofac_row *row)
{
    d->path = rows->path;
    d->line = row->line;
}

static void add_aliases(ak_draft *d, const ak_ofac_rows *rows, unsigned long long ent_num)
{
    size_t n;
    const uint64_t line = d->line;
    const ak_ofac_row *row = ak_ofac_rows_find(rows, ent_num, &n);
    for (size_t i = 0; i < n; i++) {
        at_row(d, rows, &row[i]);
        ak_ofac_alias(d, row[i].fields[0], false, ak_draft_utf8(d, row[i].fields[1]));
        ak_draft_add_labelled(d, "notes", row[i].fields[1], row[i].fields[2]);
    }
    d->path = NULL;
    d->line = line;
}

static void add_addresses(ak_draft *d, const ak_ofac_rows *rows, unsigned long long ent_num)
{
    size_t n;
    const uint64_t line = d->line;
    const ak_ofac_row *row = ak_ofac_rows_find(rows, ent_num, &n);
    for (size_t i = 0; i < n; i++) {
        at_row(d, rows, &row[i]);
        ak_ofac_address(d, row[i].fields, 2, row[i].fields[2]);
        ak_draft_add_labelled(d, "notes", AK_LIT("Address"), row[i].fields[3]);
    }
    d->path = NULL;
    d->line = line;
}

/* The texts of all rows, one behind the other as they are. */
static ak_slice joined_comments(ak_draft *d, ak_slice before, const ak_ofac_row *row, size_t n)
{
    size_t len = before.len;
    for (size_t i = 0; i < n; i++) len += row[i].fields[0].len;
    char *text = ak_arena_alloc(&d->r->arena, len);
    if (!text) {
        d->status = ak_fail_nomem(d->err);
        return (ak_slice){0};
    }
    size_t at = before.len;
    if (at) memcpy(text, before.data, at);
    for (size_t i = 0; i < n; i++) {
        if (row[i].fields[0].len) memcpy(text + at, row[i].fields[0].data, row[i].fields[0].len);
        at += row[i].fields[0].len;
    }
    return (ak_slice){text, len};
}

/* A comment for remarks that are whole, as companions of another day have them: it begins somewhere
 * in the middle of a piece, which says nothing by itself. */
static void add_stray_comment(
    ak_draft *d, const ak_ofac_rows *rows, const ak_ofac_row *row, size_t n)
{
    const uint64_t line = d->line;
    ak_slice text = joined_comments(d, (ak_slice){0}, row, n);
    at_row(d, rows, row);
    ak_draft_problem(
        d, "comment", false, "continues remarks that were not cut; its first piece kept as text");
    size_t first = ak_slice_find(text, AK_LIT(";"), 0);
    ak_draft_add(d, "notes", ak_slice_sub(text, 0, first > text.len ? text.len : first));
    if (first < text.len) ak_ofac_remarks(d, ak_slice_sub(text, first + 1, text.len), false);
    d->path = NULL;
    d->line = line;
}

static void add_remarks(
    ak_draft *d, const ak_ofac_rows *rows, unsigned long long ent_num, ak_slice remarks)
{
    size_t n;
    const ak_ofac_row *row = ak_ofac_rows_find(rows, ent_num, &n);
    bool full = remarks.len >= REMARKS_SIZE;
    if (full && n) {
        remarks = joined_comments(d, remarks, row, n);
    } else if (full && remarks.data[remarks.len - 1] != '.') {
        ak_draft_problem(d, "remarks", true,
            "are cut at 1,000 characters and no comment goes on "
            "with them; the last piece kept as text");
        ak_ofac_remarks(d, ak_draft_utf8(d, remarks), true);
        return;
    }
    ak_ofac_remarks(d, ak_draft_utf8(d, remarks), false);
    if (n && !full) add_stray_comment(d, rows, row, n);
}

static void check_columns(ak_draft *d, const ak_csv_row *row)
{
    if (row->count == COLUMNS) return;
    ak_draft_problem(d, NULL, false, "%zu columns where %d belong; %s", row->count, COLUMNS,
        row->count < COLUMNS ? "taken as empty behind" : "those behind kept as text");
    for (size_t i = COLUMNS; i < row->count; i++) ak_draft_add(d, "notes", ak_ofac_field(row, i));
}

static void add_fields(ak_draft *d, const ak_csv_row *row)
{
    static const struct {
        int column;
        const char *property;
    } plain[] = {{CALL_SIGN, "callSign"}, {VESS_TYPE, "type"}, {TONNAGE, "tonnage"},
        {GRT, "grossRegisteredTonnage"}, {FLAG, "flag"}, {OWNER, "owner"}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        ak_draft_add(d, plain[i].property, ak_ofac_field(row, (size_t)plain[i].column));
}

static aka_status read_record(ofac *o, const ak_csv_row *row, aka_error *err)
{
    unsigned long long ent_num;
    ak_slice key = ak_ofac_field(row, ENT_NUM), programs = ak_ofac_field(row, PROGRAM);
    if (!ak_slice_to_u64(key, &ent_num)) {
        const ak_place at = {.line = row->line, .field = "ent_num"};
        return ak_reading_problem(
            o->r, &at, true, err, "\"%.*s\" is no number; row left out", AK_ARG(key));
    }
    const ak_draft_head head = {
        .prefix = "ofac",
        .label = "ent_num",
        .schema = ak_ofac_schema(ak_ofac_field(row, TYPE)),
        .dataset = ak_ofac_dataset(o->r->path, all_programs_cons(programs)),
        .key = key,
        .line = row->line,
    };
    ak_draft d;
    ak_draft_begin(&d, o->r, &head, err);
    check_columns(&d, row);
    ak_ofac_check_type(&d, ak_ofac_field(row, TYPE));
    add_programs(&d, programs);
    ak_ofac_main_name(&d, ak_draft_utf8(&d, ak_ofac_field(row, NAME)), (ak_slice){0});
    add_aliases(&d, &o->rows[AK_COMPANION_ALT], ent_num);
    add_titles(&d, ak_ofac_field(row, TITLE));
    ak_slice remarks = row->count > REMARKS ? row->fields[REMARKS] : (ak_slice){0};
    if (!ak_ofac_field(row, REMARKS).len) remarks = (ak_slice){0};
    add_remarks(&d, &o->rows[AK_COMPANION_COMMENTS], ent_num, remarks);
    add_addresses(&d, &o->rows[AK_COMPANION_ADD], ent_num);
    add_fields(&d, row);
    return ak_draft_end(&d, &o->ids);
}

static aka_status read_primary(ofac *o, aka_error *err)
{
    ak_csv *csv = NULL;
    aka_status st = ak_ofac_open_rows(o->r, o->r->in, NULL, &csv, err);
    while (st == AKA_OK && csv) {
        ak_csv_row row;
        bool more = false;
        st = ak_ofac_next_row(o->r, csv, NULL, &row, &more, err);
        if (st || !more) break;
        st = read_record(o, &row, err);
        ak_reading_skip(o->r);
    }
    ak_csv_free(csv);
    return st;
}

aka_status ak_read_ofac_csv(ak_reading *r, aka_error *err)
{
    ofac o = {.r = r};
    ak_arena_init(&o.arena, 0);
    aka_status st = load_companions(&o, err);
    if (st == AKA_OK) st = read_primary(&o, err);
    for (int i = 0; i < AK_COMPANION_COUNT && st == AKA_OK; i++)
        if (r->companions[i]) st = ak_ofac_rows_orphans(&o.rows[i], r, (ak_companion)i, err);
    for (int i = 0; i < AK_COMPANION_COUNT; i++) ak_ofac_rows_free(&o.rows[i]);
    ak_seen_free(&o.ids);
    ak_arena_free(&o.arena);
    return st;
}
