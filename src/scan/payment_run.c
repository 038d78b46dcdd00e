/* Mentions of a payment file on their way to the caller. Parties and texts overlap and do not come
 * in the order of the file, so what is found is held until the reader says that its bytes have
 * passed; then it is sorted, told once, and forgotten. */
#include "scan/payment_run.h"

#include "base/arena.h"
#include "scan/payment_screen.h"
#include "scan/place.h"

#include <stdio.h>
#include <stdlib.h>

#define LONGEST_LINE (64u << 10) /* bytes kept to have the whole line around a mention */

/* Something to tell: a mention or a problem. Its strings are in an arena. */
typedef struct note {
    aka_mention m; /* offset and message also of a problem */
    size_t number; /* of notes: which came first */
    const char *problem;
    bool of_text; /* found in free text, not in a party */
} note;

struct ak_payment_run {
    ak_payment_scanner *scanner;
    aka_scanner *texts;
    const aka_scan_options *options;
    const char *file;
    ak_vec notes;       /* note */
    ak_arena arenas[2]; /* strings of notes, in one at a time */
    size_t arena;
    size_t numbered;
    ak_buf bytes;    /* of the file, not told yet */
    uint64_t offset; /* of bytes in the file */
    ak_line_count lines;
    bool passed_over;            /* a problem had no receiver */
    aka_error first;             /* that problem */
    aka_status status;           /* of what a callback of the text scanner did */
    const ak_payment_text *text; /* that is being scanned */
};

aka_status ak_payment_run_create(const aka_index *index, ak_payment_run **out, aka_error *err)
{
    ak_payment_run *r = calloc(1, sizeof *r);
    if (!r) return ak_fail_nomem(err);
    ak_arena_init(&r->arenas[0], 0);
    ak_arena_init(&r->arenas[1], 0);
    ak_buf_init(&r->bytes, 0);
    aka_status status = ak_payment_scanner_create(index, &r->scanner, err);
    if (status != AKA_OK) {
        ak_payment_run_free(r);
        return status;
    }
    *out = r;
    return AKA_OK;
}

void ak_payment_run_free(ak_payment_run *r)
{
    if (!r) return;
    ak_payment_scanner_free(r->scanner);
    ak_arena_free(&r->arenas[0]);
    ak_arena_free(&r->arenas[1]);
    ak_vec_free(&r->notes);
    ak_buf_free(&r->bytes);
    free(r);
}

/* ---- holding ---- */

static bool copy(ak_payment_run *r, const char **text)
{
    ak_slice out;
    if (!*text) return true;
    if (!ak_arena_dup(&r->arenas[r->arena], ak_slice_of(*text), &out)) return false;
    *text = out.data;
    return true;
}

static bool copy_results(ak_payment_run *r, aka_mention *m)
{
    if (m->result_count == 0) return true;
    aka_match *all = ak_arena_array(&r->arenas[r->arena], m->result_count, sizeof *all);
    if (!all) return false;
    memcpy(all, m->results, m->result_count * sizeof *all);
    m->results = all;
    for (size_t i = 0; i < m->result_count; i++) {
        aka_match *x = &all[i];
        if (!copy(r, &x->id) || !copy(r, &x->caption) || !copy(r, &x->schema) ||
            !copy(r, &x->datasets) || !copy(r, &x->name) || !copy(r, &x->detail))
            return false;
    }
    return true;
}

/* Makes the note's strings its own, in the arena of the moment. */
static bool own(ak_payment_run *r, note *n)
{
    ak_slice text;
    if (!ak_arena_dup(&r->arenas[r->arena], (ak_slice){n->m.text, (size_t)n->m.length}, &text))
        return false;
    n->m.text = text.data;
    return copy(r, &n->m.path) && copy(r, &n->m.use) && copy(r, &n->problem) &&
           copy_results(r, &n->m);
}

static aka_status hold(ak_payment_run *r, note n, aka_error *err)
{
    n.number = r->numbered++;
    if (!own(r, &n)) return ak_fail_nomem(err);
    note *slot = ak_vec_push(&r->notes, sizeof *slot);
    if (!slot) return ak_fail_nomem(err);
    *slot = n;
    return AKA_OK;
}

static aka_status on_party(void *ctx, const ak_payment_mention *p, aka_error *err)
{
    ak_payment_run *r = ctx;
    char use[120];
    bool plain = strcmp(p->how, "as written") == 0;
    snprintf(use, sizeof use, "%s%s%s", p->role, plain ? "" : ", ", plain ? "" : p->how);
    const note n = {.m = {.offset = p->offset,
                        .length = p->raw.len,
                        .text = p->raw.data,
                        .results = p->matches,
                        .result_count = p->count,
                        .use = use,
                        .path = p->path,
                        .message = p->message}};
    return hold(r, n, err);
}

/* A mention in a text that was put together from places of the file. */
static int on_text_mention(void *ctx, const aka_mention *m)
{
    ak_payment_run *r = ctx;
    const ak_payment_text *t = r->text;
    note n = {.m = *m, .of_text = true};
    size_t length, earlier_length;
    bool ok = ak_placed_range(
        &t->text, (size_t)m->offset, (size_t)(m->offset + m->length), &n.m.offset, &length);
    if (!ok || n.m.offset < t->offset || length > t->raw.len ||
        n.m.offset - t->offset > t->raw.len - length)
        return 0; /* cannot be: a mention has letters, and letters are in the file */
    n.m.length = length;
    n.m.text = t->raw.data + (n.m.offset - t->offset);
    n.m.path = t->path;
    n.m.message = t->message;
    size_t earlier = (size_t)m->earlier;
    if (m->by_earlier)
        ak_placed_range(&t->text, earlier, earlier + 1, &n.m.earlier, &earlier_length);
    r->status = hold(r, n, NULL);
    return r->status != AKA_OK;
}

/* Texts of a message come with what was said of all of it. */
static void ignore_problem(void *ctx, const aka_problem *problem)
{
    (void)ctx, (void)problem;
}

/* Each text is one of its own: words in it refer back to nothing but itself. */
static aka_status on_text(void *ctx, const ak_payment_text *text, aka_error *err)
{
    ak_payment_run *r = ctx;
    const aka_scan_options options = {.size = sizeof options,
        .threshold = r->options->threshold,
        .limit = r->options->limit,
        .form = AKA_FORM_TEXT,
        .on_mention = on_text_mention,
        .ctx = r,
        .on_problem = ignore_problem};
    r->text = text;
    r->status = AKA_OK;
    aka_status status =
        aka_scanner_run(r->texts, text->text.text.data, text->text.text.len, &options, err);
    return r->status == AKA_E_NOMEM ? ak_fail_nomem(err) : status;
}

static aka_status on_problem(void *ctx, const ak_payment_problem *p, aka_error *err)
{
    ak_payment_run *r = ctx;
    const note n = {.m = {.offset = p->offset, .text = "", .path = p->path, .message = p->message},
        .problem = p->text};
    return hold(r, n, err);
}

/* ---- order ---- */

static int by_place(const void *a, const void *b)
{
    const note *x = a, *y = b;
    if (x->m.offset != y->m.offset) return x->m.offset < y->m.offset ? -1 : 1;
    if (x->m.length != y->m.length) return x->m.length > y->m.length ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Takes a result from a mention that has it at `at`. */
static void drop_result(aka_mention *m, size_t at)
{
    aka_match *all = (aka_match *)m->results; /* the note's own */
    memmove(all + at, all + at + 1, (m->result_count - at - 1) * sizeof *all);
    m->result_count--;
}

/* Entities that both mentions have are left to the party's, else to that which scores better. */
static void tell_apart(note *a, note *b)
{
    for (size_t i = 0; i < a->m.result_count; i++)
        for (size_t k = 0; k < b->m.result_count; k++) {
            const aka_match *x = &a->m.results[i], *y = &b->m.results[k];
            if (strcmp(x->id, y->id) != 0) continue;
            bool first = a->of_text == b->of_text ? x->score >= y->score : !a->of_text;
            if (first)
                drop_result(&b->m, k);
            else
                drop_result(&a->m, i--);
            break;
        }
}

/* Of mentions that overlap, one of them in free text, each entity is told once. A mention that is
 * left without any is not told. */
static void drop_repeated(ak_payment_run *r)
{
    note *all = r->notes.data;
    for (size_t i = 0; i < r->notes.count; i++)
        for (size_t k = i + 1; k < r->notes.count; k++) {
            if (all[k].m.offset >= all[i].m.offset + all[i].m.length) break;
            if (all[i].of_text || all[k].of_text) tell_apart(&all[i], &all[k]);
        }
}

/* The place nearest before `cut` that no note goes across. */
static size_t whole_notes(const ak_payment_run *r, size_t cut)
{
    const note *all = r->notes.data;
    for (size_t i = r->notes.count; i-- > 0;) {
        uint64_t begin = all[i].m.offset < r->offset ? 0 : all[i].m.offset - r->offset;
        if (begin < cut && begin + all[i].m.length > cut) cut = (size_t)begin;
    }
    return cut;
}

/* ---- telling ---- */

static void tell_problem(ak_payment_run *r, const note *n, uint64_t line)
{
    char message[32] = "";
    if (n->m.message) snprintf(message, sizeof message, "message %u", n->m.message);
    const aka_problem problem = {.path = r->file,
        .line = line,
        .record = message,
        .field = n->m.path,
        .message = n->problem};
    if (r->options->on_problem) {
        r->options->on_problem(r->options->ctx, &problem);
    } else if (!r->passed_over) {
        r->passed_over = true;
        ak_fail_at(&r->first, AKA_E_RECORD, *r->file ? r->file : NULL, line, "%s%s%s%s%s", message,
            *message ? ": " : "", n->m.path, *n->m.path ? ": " : "", n->problem);
    }
}

static void set_context(const ak_payment_run *r, size_t at, aka_mention *m)
{
    size_t length = (size_t)m->length;
    if (length <= r->bytes.len - at) {
        ak_place_context(ak_buf_slice(&r->bytes), at, at + length, m);
        return;
    }
    m->context = m->text;
    m->context_len = length;
    m->context_at = 0;
}

static aka_status tell(ak_payment_run *r, note *n, aka_error *err)
{
    aka_mention *m = &n->m;
    bool behind = m->offset < r->offset; /* a problem whose bytes are gone */
    size_t at = behind ? 0 : (size_t)(m->offset - r->offset);
    if (at > r->bytes.len) at = r->bytes.len;
    uint64_t line = behind ? 0 : ak_line_of(&r->lines, r->bytes.data, at);
    if (n->problem) {
        tell_problem(r, n, line);
        return AKA_OK;
    }
    if (m->result_count == 0 || !r->options->on_mention) return AKA_OK;
    m->line = line;
    set_context(r, at, m);
    if (r->options->on_mention(r->options->ctx, m) == 0) return AKA_OK;
    return ak_fail(err, AKA_E_IO, "ended by the receiver of mentions");
}

/* Keeps notes from number `from` on, their strings in the other arena. */
static bool keep_notes(ak_payment_run *r, size_t from)
{
    note *all = r->notes.data;
    r->arena = !r->arena;
    for (size_t i = from; i < r->notes.count; i++) {
        all[i - from] = all[i];
        if (!own(r, &all[i - from])) return false;
    }
    r->notes.count -= from;
    ak_arena_reset(&r->arenas[!r->arena]);
    return true;
}

static void drop_bytes(ak_payment_run *r, size_t n)
{
    memmove(r->bytes.data, r->bytes.data + n, r->bytes.len - n);
    r->bytes.len -= n;
    r->offset += n;
    r->lines.at = 0;
}

/* Tells what is in the bytes before `cut`; where `last`, all. */
static aka_status tell_bytes(ak_payment_run *r, size_t cut, bool last, aka_error *err)
{
    note *all = r->notes.data;
    size_t told = 0;
    if (r->notes.count > 1) qsort(all, r->notes.count, sizeof *all, by_place);
    drop_repeated(r);
    cut = last ? r->bytes.len : whole_notes(r, cut);
    for (; told < r->notes.count && (last || all[told].m.offset < r->offset + cut); told++) {
        aka_status status = tell(r, &all[told], err);
        if (status != AKA_OK) return status;
    }
    if (told && !keep_notes(r, told)) return ak_fail_nomem(err);
    if (cut == 0) return AKA_OK;
    if (r->options->on_text &&
        r->options->on_text(r->options->ctx, r->offset, r->bytes.data, cut) != 0)
        return ak_fail(err, AKA_E_IO, "ended by the receiver of the text");
    ak_line_of(&r->lines, r->bytes.data, cut);
    drop_bytes(r, cut);
    return AKA_OK;
}

/* Tells up to the last line break, so that lines are whole. */
static aka_status on_passed(void *ctx, ak_slice bytes, aka_error *err)
{
    ak_payment_run *r = ctx;
    size_t cut = bytes.len;
    while (cut && bytes.data[cut - 1] != '\n') cut--;
    if (cut) cut += r->bytes.len;
    if (!ak_buf_add(&r->bytes, bytes)) return ak_fail_nomem(err);
    if (!cut && r->bytes.len > LONGEST_LINE) cut = r->bytes.len;
    return cut ? tell_bytes(r, cut, false, err) : AKA_OK;
}

/* ---- the run ---- */

static void begin(ak_payment_run *r, aka_scanner *texts, ak_input *in, const aka_scan_options *o)
{
    r->texts = texts;
    r->options = o;
    r->file = ak_input_path(in);
    r->notes.count = r->numbered = 0;
    ak_arena_reset(&r->arenas[0]);
    ak_arena_reset(&r->arenas[1]);
    ak_buf_reset(&r->bytes);
    r->offset = 0;
    r->lines = (ak_line_count){0};
    r->passed_over = false;
}

aka_status ak_payment_run_input(ak_payment_run *r, aka_scanner *texts, ak_input *in,
    ak_payment_format format, const aka_scan_options *options, uint64_t *bytes, aka_error *err)
{
    const ak_payment_scan_sink sink = {r, on_party, on_text, on_problem, on_passed};
    const aka_screen_options screening = {
        .size = sizeof screening, .threshold = options->threshold, .limit = options->limit};
    begin(r, texts, in, options);
    aka_status status = ak_payment_scan(r->scanner, in, format, &screening, &sink, NULL, err);
    if (status == AKA_OK) status = tell_bytes(r, r->bytes.len, true, err);
    *bytes = r->offset + r->bytes.len;
    if (status != AKA_OK) {
        ak_error_place(err, *r->file ? r->file : NULL, 0);
        return status;
    }
    if (!r->passed_over) return AKA_OK;
    if (err) *err = r->first;
    return AKA_E_RECORD;
}
