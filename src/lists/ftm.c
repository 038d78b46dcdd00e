/* FollowTheMoney JSON lines, one entity a line, plain or nested. What an entity lacks is reported
 * and, as far as an index needs it, supplied; nothing else is changed. */
#include "entity/date.h"
#include "entity/schema.h"
#include "lists/house.h"
#include "lists/repair.h"
#include "lists/seen.h"
#include "text/utf8.h"

#include <stdio.h>

#define MAX_LINE ((size_t)16 << 20) /* what ak_entity_read_json takes */

typedef struct ftm {
    ak_reading *r;
    ak_seen ids;
    ak_place place; /* of the entity at hand */
    char record[256];
    aka_error *err;
} ftm;

/* ---- one entity ---- */

static aka_status check_id(ftm *f, ak_entity *e, bool *duplicate)
{
    char id[320];
    *duplicate = false;
    if (!e->id.len) {
        ak_house_id(f->r, f->place.line, id, sizeof id);
        bool ok = ak_entity_set(e, &e->id, ak_slice_of(id)) &&
                  (e->caption.len || ak_entity_set(e, &e->caption, e->id));
        if (!ok) return ak_fail_nomem(f->err);
        aka_status st =
            ak_reading_problem(f->r, &f->place, false, f->err, "has no id; kept as \"%s\"", id);
        if (st) return st;
    }
    if (!ak_seen_add(&f->ids, e->id, duplicate)) return ak_fail_nomem(f->err);
    if (!*duplicate) return AKA_OK;
    return ak_reading_problem(f->r, &f->place, true, f->err,
        "the id was used before in this file; this entity was left out");
}

static aka_status check_schema(ftm *f, ak_entity *e)
{
    if (ak_schema_known(e->schema)) return AKA_OK;
    f->place.field = "schema";
    if (!e->schema.len)
        return ak_reading_problem(
            f->r, &f->place, false, f->err, "is missing; kept as something of any kind");
    ak_slice known = ak_schema_canonical(e->schema);
    if (!ak_schema_known(known))
        return ak_reading_problem(f->r, &f->place, false, f->err,
            "\"%.*s\" is none that FtM has; kept as something of any kind", AK_ARG(e->schema));
    aka_status st = ak_reading_problem(f->r, &f->place, false, f->err, "\"%.*s\" taken as \"%.*s\"",
        AK_ARG(e->schema), AK_ARG(known));
    if (st) return st;
    return ak_entity_set(e, &e->schema, known) ? AKA_OK : ak_fail_nomem(f->err);
}

static aka_status check_name(ftm *f, const ak_entity *e)
{
    static const char *const names[] = {
        "name", "alias", "weakAlias", "previousName", "firstName", "lastName"};
    if (ak_schema_kind(e->schema) == AK_KIND_OTHER) return AKA_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ak_entity_getz(e, names[i])) return AKA_OK;
    f->place.field = "name";
    return ak_reading_problem(
        f->r, &f->place, false, f->err, "is missing; found by identifiers only");
}

/* A value may hold several dates: "1943-07-15;1943-11-23". */
static aka_status check_date(ftm *f, ak_slice value)
{
    ak_slice piece;
    ak_date date;
    while (ak_date_next(&value, &piece)) {
        if (ak_date_parse(piece, &date)) continue;
        aka_status st = ak_reading_problem(
            f->r, &f->place, false, f->err, "\"%.*s\" is no date; kept as text", AK_ARG(piece));
        if (st) return st;
    }
    return AKA_OK;
}

static aka_status check_dates(ftm *f, const ak_entity *e)
{
    static const char *const dates[] = {"birthDate", "deathDate", "incorporationDate",
        "dissolutionDate", "buildDate", "registrationDate"};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const ak_property *p = ak_entity_getz(e, dates[i]);
        f->place.field = dates[i];
        for (size_t k = 0; p && k < p->count; k++) {
            aka_status st = p->values[k].nested ? AKA_OK : check_date(f, p->values[k].text);
            if (st) return st;
        }
    }
    return AKA_OK;
}

static aka_status read_entity(ftm *f, ak_entity *e)
{
    snprintf(f->record, sizeof f->record, "%.*s", AK_ARG(e->id));
    bool duplicate;
    aka_status st = check_id(f, e, &duplicate);
    if (st) return st;
    if (duplicate) {
        ak_reading_skip(f->r);
        return AKA_OK;
    }
    st = check_schema(f, e);
    if (st == AKA_OK) st = check_name(f, e);
    if (st == AKA_OK) st = check_dates(f, e);
    if (st) return st;
    char dataset[256];
    ak_house_dataset(f->r, dataset, sizeof dataset);
    if (!e->dataset_count && !ak_entity_add_dataset(e, ak_slice_of(dataset)))
        return ak_fail_nomem(f->err);
    return ak_reading_emit(f->r, e, f->place.line, f->err);
}

/* ---- one line ---- */

/* Bytes that are not UTF-8 have no place in JSON; read as Windows-1252 the entity can be kept. */
static aka_status repair_line(ftm *f, ak_slice *line)
{
    ak_buf fixed;
    ak_buf_init(&fixed, 0);
    ak_repair_utf8(*line, &fixed);
    bool ok = !fixed.failed && ak_arena_dup(&f->r->arena, ak_buf_slice(&fixed), line);
    ak_buf_free(&fixed);
    if (!ok) return ak_fail_nomem(f->err);
    return ak_reading_problem(
        f->r, &f->place, false, f->err, "bytes that are not UTF-8; read as Windows-1252");
}

static aka_status report_bad_line(ftm *f, const aka_error *failure)
{
    ak_reading_skip(f->r);
    if (failure->code == AKA_E_NOMEM) return ak_fail_nomem(f->err);
    return ak_reading_problem(
        f->r, &f->place, true, f->err, "%s; the line was left out", failure->message);
}

static aka_status read_line(ftm *f, ak_slice line)
{
    f->record[0] = '\0';
    f->place = (ak_place){.line = ak_input_line_number(f->r->in), .record = f->record};
    line = ak_slice_trim(line);
    if (!line.len) return AKA_OK;
    aka_error failure = {0};
    ak_entity *e;
    aka_status st = ak_entity_read_json(&f->r->arena, line, &e, &failure);
    if (st == AKA_E_SYNTAX && !ak_utf8_valid(line)) {
        st = repair_line(f, &line);
        if (st) return st;
        st = ak_entity_read_json(&f->r->arena, line, &e, &failure);
    }
    if (st) return report_bad_line(f, &failure);
    return read_entity(f, e);
}

static aka_status read_lines(ftm *f)
{
    aka_error failure = {0};
    aka_status st = ak_input_decode_text(f->r->in, &failure);
    bool more = true;
    while (st == AKA_OK && more) {
        ak_slice line;
        st = ak_input_line(f->r->in, MAX_LINE, &line, &more, &failure);
        if (st == AKA_OK && more) {
            st = read_line(f, line);
            if (st) return st;
        } else if (st == AKA_E_RECORD) {
            st = ak_reading_failed(f->r, NULL, &failure, f->err);
            if (st) return st;
        }
    }
    return st ? ak_reading_failed(f->r, NULL, &failure, f->err) : AKA_OK;
}

aka_status ak_read_ftm(ak_reading *r, aka_error *err)
{
    ftm f = {.r = r, .err = err};
    aka_status st = read_lines(&f);
    ak_seen_free(&f.ids);
    return st;
}
