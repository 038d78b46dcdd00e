/* Screening the parties of payment messages. */
#include "scan/payment_screen.h"

#include "entity/ident.h"
#include "entity/record.h"
#include "match/index_handle.h"
#include "scan/payment_names.h"

#include <stdlib.h>

#define NAME_BYTES_MAX (16u << 10) /* longer names the screener refuses */
#define STRANGERS_MAX 100000u      /* records remembered, and … */
#define STRANGER_BYTES (16u << 20) /* … their bytes */

/* An identifier explains a match unless the name adds this much to its score. */
#define IDENT_FIRST 0.03

/* One way to ask for a party. */
typedef struct candidate {
    const ak_payment_piece *piece;
    ak_slice asked;
    const char *how;
    bool ident; /* by an identifier alone */
} candidate;

/* What a candidate found; the best of each entity counts. */
typedef struct finding {
    aka_match match; /* its strings in the arena */
    uint32_t candidate;
    bool beaten; /* another candidate finds the entity better */
} finding;

struct ak_payment_scanner {
    const aka_index *index;
    aka_screener *screener;
    aka_record *record;
    ak_text *text;
    ak_arena arena;      /* of the party at hand */
    ak_buf ident;        /* normal form of an identifier */
    ak_intern strangers; /* records that found nobody, written out: payers pay again */
    ak_buf stranger;     /* the one at hand */
    ak_vec candidates;   /* candidate */
    ak_vec findings;     /* finding */
    const aka_screen_options *options;
    const ak_payment_scan_sink *sink;
};

aka_status ak_payment_scanner_create(
    const aka_index *index, ak_payment_scanner **out, aka_error *err)
{
    ak_payment_scanner *s = calloc(1, sizeof *s);
    if (!s) return ak_fail_nomem(err);
    s->index = index;
    ak_arena_init(&s->arena, 0);
    ak_buf_init(&s->ident, 0);
    ak_buf_init(&s->stranger, 0);
    aka_status st = aka_screener_create(index, &s->screener, err);
    if (st == AKA_OK) st = aka_record_create(&s->record, err);
    if (st == AKA_OK) st = ak_text_create(&s->text, err);
    if (st != AKA_OK) {
        ak_payment_scanner_free(s);
        return st;
    }
    *out = s;
    return AKA_OK;
}

void ak_payment_scanner_free(ak_payment_scanner *s)
{
    if (!s) return;
    aka_screener_free(s->screener);
    aka_record_free(s->record);
    ak_text_free(s->text);
    ak_arena_free(&s->arena);
    ak_buf_free(&s->ident);
    ak_buf_free(&s->stranger);
    ak_intern_free(&s->strangers);
    ak_vec_free(&s->candidates);
    ak_vec_free(&s->findings);
    free(s);
}

/* ---- what to ask ---- */

static bool is_name(const ak_payment_piece *piece)
{
    return strcmp(piece->property, "name") == 0;
}

/* Whether the value identifies; a wrong check digit, a number too short do not. */
static bool is_ident(ak_payment_scanner *s, const ak_payment_piece *piece)
{
    ak_buf_reset(&s->ident);
    return ak_ident_normalise(
        ak_ident_kind_of(ak_slice_of(piece->property)), piece->text, &s->ident);
}

static aka_status add_candidate(ak_payment_scanner *s, candidate c, aka_error *err)
{
    candidate *slot = ak_vec_push(&s->candidates, sizeof *slot);
    if (!slot) return ak_fail_nomem(err);
    *slot = c;
    return AKA_OK;
}

/* The name as it stands, and what else it may be read as. */
static aka_status add_name(
    ak_payment_scanner *s, uint32_t message, const ak_payment_piece *piece, aka_error *err)
{
    ak_rewrite rewrites[AK_REWRITES_MAX];
    size_t n;
    bool instead;
    if (piece->text.len > NAME_BYTES_MAX) {
        const ak_payment_problem problem = {
            message, piece->offset, piece->path, "a name of more than 16 KiB is not screened"};
        return s->sink->problem(s->sink->ctx, &problem, err);
    }
    aka_status st = ak_payment_rewrites(
        s->text, &s->index->index, piece->text, &s->arena, rewrites, &n, &instead, err);
    bool wrapped = ak_slice_find(piece->raw, AK_LIT("\n"), 0) < piece->raw.len ||
                   ak_slice_find(piece->raw, AK_LIT("</"), 0) < piece->raw.len;
    if (st == AKA_OK && !instead)
        st = add_candidate(s,
            (candidate){piece, piece->text, wrapped ? "lines joined" : "as written", false}, err);
    for (size_t i = 0; st == AKA_OK && i < n; i++)
        st = add_candidate(s, (candidate){piece, rewrites[i].text, rewrites[i].how, false}, err);
    return st;
}

static aka_status add_candidates(
    ak_payment_scanner *s, const ak_payment_party *party, aka_error *err)
{
    aka_status st = AKA_OK;
    s->candidates.count = s->findings.count = 0;
    ak_arena_reset(&s->arena);
    for (size_t i = 0; i < party->count && st == AKA_OK; i++) {
        const ak_payment_piece *piece = &party->pieces[i];
        if (is_name(piece)) st = add_name(s, party->message, piece, err);
        if (st == AKA_OK && is_ident(s, piece))
            st = add_candidate(s, (candidate){piece, piece->text, "as written", true}, err);
        if (s->ident.failed) st = ak_fail_nomem(err);
    }
    return st;
}

/* ---- asking ---- */

/* The record of one candidate: its name with all facts and identifiers of the party, or one
 * identifier alone. Schema Thing: ships and aircraft are paid, too. */
static bool fill_record(ak_payment_scanner *s, const ak_payment_party *party, const candidate *c)
{
    aka_record_clear(s->record);
    ak_entity *e = s->record->entity;
    if (c->ident) return ak_entity_addz(e, c->piece->property, c->asked);
    bool ok = ak_entity_addz(e, "name", c->asked);
    for (size_t i = 0; i < party->count && ok; i++)
        if (!is_name(&party->pieces[i]))
            ok = ak_entity_addz(e, party->pieces[i].property, party->pieces[i].text);
    return ok;
}

static bool copy(ak_payment_scanner *s, const char **text)
{
    ak_slice out;
    if (!ak_arena_dup(&s->arena, ak_slice_of(*text), &out)) return false;
    *text = out.data;
    return true;
}

static bool keep_match(ak_payment_scanner *s, const aka_match *match, size_t number)
{
    finding *f = ak_vec_push(&s->findings, sizeof *f);
    if (!f) return false;
    *f = (finding){*match, (uint32_t)number, false};
    return copy(s, &f->match.id) && copy(s, &f->match.caption) && copy(s, &f->match.schema) &&
           copy(s, &f->match.datasets) && copy(s, &f->match.name) && copy(s, &f->match.detail);
}

static void write_value(ak_buf *out, const char *property, ak_slice text)
{
    ak_buf_adds(out, property);
    ak_buf_addf(out, ":%zu:", text.len);
    ak_buf_add(out, text);
}

/* Writes out what fill_record asks for. False on lack of memory. */
static bool write_record(ak_payment_scanner *s, const ak_payment_party *party, const candidate *c)
{
    ak_buf_reset(&s->stranger);
    write_value(&s->stranger, c->ident ? c->piece->property : "", c->asked);
    for (size_t i = 0; i < party->count && !c->ident; i++)
        if (!is_name(&party->pieces[i]))
            write_value(&s->stranger, party->pieces[i].property, party->pieces[i].text);
    return !s->stranger.failed;
}

static bool keep_stranger(ak_payment_scanner *s)
{
    uint32_t number;
    if (s->strangers.spans.count >= STRANGERS_MAX || s->strangers.byte_count >= STRANGER_BYTES) {
        ak_intern_free(&s->strangers);
        s->strangers = (ak_intern){0};
    }
    return ak_intern_add(&s->strangers, (ak_slice){s->stranger.data, s->stranger.len}, &number);
}

static aka_status ask(
    ak_payment_scanner *s, const ak_payment_party *party, size_t number, aka_error *err)
{
    const candidate *c = (const candidate *)s->candidates.data + number;
    uint32_t known;
    if (!write_record(s, party, c)) return ak_fail_nomem(err);
    if (ak_intern_find(&s->strangers, (ak_slice){s->stranger.data, s->stranger.len}, &known))
        return AKA_OK;
    if (!fill_record(s, party, c)) return ak_fail_nomem(err);
    aka_status st = aka_screener_run(s->screener, s->record, s->options, err);
    if (st != AKA_OK) return st;
    size_t count = aka_screener_count(s->screener);
    for (size_t i = 0; i < count; i++)
        if (!keep_match(s, aka_screener_match(s->screener, i), number)) return ak_fail_nomem(err);
    return count || keep_stranger(s) ? AKA_OK : ak_fail_nomem(err);
}

/* ---- choosing ---- */

/* Whether finding a of an entity is to be shown rather than b: the better score, or else the
 * shorter place, or else what was asked first. */
static bool is_better(const ak_payment_scanner *s, const finding *a, const finding *b)
{
    const candidate *all = s->candidates.data, *x = &all[a->candidate], *y = &all[b->candidate];
    double sa = a->match.score + (x->ident ? IDENT_FIRST : 0);
    double sb = b->match.score + (y->ident ? IDENT_FIRST : 0);
    if (sa != sb) return sa > sb;
    if (x->ident && y->ident) return a->candidate < b->candidate;
    if (x->piece->raw.len != y->piece->raw.len) return x->piece->raw.len < y->piece->raw.len;
    return a->candidate < b->candidate;
}

static void choose(ak_payment_scanner *s)
{
    finding *f = s->findings.data;
    for (size_t i = 0; i < s->findings.count; i++)
        for (size_t k = i + 1; k < s->findings.count && !f[i].beaten; k++) {
            if (f[k].beaten || strcmp(f[i].match.id, f[k].match.id) != 0) continue;
            bool first = is_better(s, &f[i], &f[k]);
            f[i].beaten = !first;
            f[k].beaten = first;
        }
}

static aka_status tell(
    ak_payment_scanner *s, const ak_payment_party *party, size_t number, aka_error *err)
{
    const candidate *c = (const candidate *)s->candidates.data + number;
    const finding *f = s->findings.data;
    size_t n = 0;
    for (size_t i = 0; i < s->findings.count; i++) n += f[i].candidate == number && !f[i].beaten;
    if (n == 0) return AKA_OK;
    aka_match *matches = ak_arena_array(&s->arena, n, sizeof *matches);
    if (!matches) return ak_fail_nomem(err);
    n = 0;
    for (size_t i = 0; i < s->findings.count; i++)
        if (f[i].candidate == number && !f[i].beaten) matches[n++] = f[i].match;
    const ak_payment_mention mention = {party->message, party->role, c->piece->path,
        c->piece->offset, c->piece->raw, c->asked, c->how, matches, n};
    return s->sink->mention(s->sink->ctx, &mention, err);
}

static aka_status on_party(void *ctx, const ak_payment_party *party, aka_error *err)
{
    ak_payment_scanner *s = ctx;
    aka_status st = add_candidates(s, party, err);
    for (size_t i = 0; i < s->candidates.count && st == AKA_OK; i++) st = ask(s, party, i, err);
    if (st != AKA_OK) return st;
    choose(s);
    for (size_t i = 0; i < s->candidates.count && st == AKA_OK; i++) st = tell(s, party, i, err);
    return st;
}

static aka_status on_text(void *ctx, const ak_payment_text *text, aka_error *err)
{
    const ak_payment_scanner *s = ctx;
    return s->sink->text ? s->sink->text(s->sink->ctx, text, err) : AKA_OK;
}

static aka_status on_problem(void *ctx, const ak_payment_problem *problem, aka_error *err)
{
    const ak_payment_scanner *s = ctx;
    return s->sink->problem(s->sink->ctx, problem, err);
}

static aka_status on_passed(void *ctx, ak_slice bytes, aka_error *err)
{
    const ak_payment_scanner *s = ctx;
    return s->sink->passed ? s->sink->passed(s->sink->ctx, bytes, err) : AKA_OK;
}

aka_status ak_payment_scan(ak_payment_scanner *scanner, ak_input *in, ak_payment_format format,
    const aka_screen_options *options, const ak_payment_scan_sink *sink, uint32_t *messages,
    aka_error *err)
{
    const ak_payment_sink inner = {scanner, on_party, on_text, on_problem, on_passed};
    scanner->options = options;
    scanner->sink = sink;
    ak_intern_free(&scanner->strangers); /* they were strangers by the options of their time */
    scanner->strangers = (ak_intern){0};
    return ak_payment_read(in, format, &inner, messages, err);
}
