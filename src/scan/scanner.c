/* aka_scanner: a text of any size in windows, each cut where no name goes across; finds become
 * mentions, in the order of the text. */
#include "aka/scan.h"

#include "lists/input.h"
#include "match/index_handle.h"
#include "scan/doubt.h"
#include "scan/foreign.h"
#include "scan/nickname.h"
#include "scan/payment_run.h"
#include "scan/place.h"
#include "scan/results.h"
#include "scan/view.h"

#include <stdio.h>
#include <stdlib.h>

#define WINDOW (512u << 10) /* bytes read before a piece is scanned */
#define DEFAULT_THRESHOLD 0.70
#define DEFAULT_LIMIT 5

struct aka_scan_plan {
    ak_scan_plan plan;
    const aka_index *index;
};

struct aka_scanner {
    const ak_scan_plan *plan;
    const aka_index *index;
    ak_payment_run *payments; /* made when the first payment is met */
    bool within_payment;      /* its free texts are read, whatever they begin with */
    ak_finder finder;
    ak_earlier earlier;
    ak_results results;
    ak_view view;
    aka_scan_options options;
    /* The piece under way: as it is, and as it is read. Same lengths. */
    char *raw, *readable;
    size_t len, viewed, cap; /* viewed: bytes of readable that are done */
    uint64_t offset;         /* of the piece */
    ak_line_count lines;     /* in raw */
    ak_foreign foreign;      /* in the text so far, and … */
    uint64_t foreign_line;   /* … the line of the first */
};

aka_status aka_scan_plan_create(const aka_index *index, aka_scan_plan **out, aka_error *error)
{
    aka_scan_plan *plan = calloc(1, sizeof *plan);
    if (!plan) return ak_fail_nomem(error);
    plan->index = index;
    aka_status status = ak_scan_plan_make(&plan->plan, &index->index, error);
    if (status == AKA_OK)
        *out = plan;
    else
        free(plan);
    return status;
}

void aka_scan_plan_free(aka_scan_plan *plan)
{
    if (!plan) return;
    ak_scan_plan_free(&plan->plan);
    free(plan);
}

aka_status aka_scanner_create(const aka_scan_plan *plan, aka_scanner **out, aka_error *error)
{
    aka_scanner *s = calloc(1, sizeof *s);
    if (!s) return ak_fail_nomem(error);
    s->plan = &plan->plan;
    s->index = plan->index;
    ak_earlier_clear(&s->earlier);
    aka_status status = ak_results_init(&s->results, &plan->plan, error);
    if (status == AKA_OK) status = ak_finder_init(&s->finder, &plan->plan, error);
    if (status != AKA_OK) {
        aka_scanner_free(s);
        return status;
    }
    *out = s;
    return AKA_OK;
}

void aka_scanner_free(aka_scanner *s)
{
    if (!s) return;
    ak_payment_run_free(s->payments);
    ak_finder_free(&s->finder);
    ak_earlier_clear(&s->earlier);
    ak_results_free(&s->results);
    free(s->raw);
    free(s->readable);
    free(s);
}

uint64_t aka_scanner_bytes(const aka_scanner *s)
{
    return s->offset + s->len;
}

/* ---- telling ---- */

static aka_status tell(aka_scanner *s, uint32_t begin, uint32_t end, const ak_find *finds,
    size_t count, const ak_introduced *earlier, aka_error *err)
{
    aka_mention m = {.offset = s->offset + begin,
        .length = end - begin,
        .line = ak_line_of(&s->lines, s->raw, begin),
        .text = s->raw + begin,
        .by_earlier = earlier != NULL,
        .earlier = earlier ? earlier->offset : 0};
    if (s->options.brief)
        m.context = m.text, m.context_len = end - begin;
    else
        ak_place_context((ak_slice){s->raw, s->len}, begin, end, &m);
    aka_status status = ak_results_make(
        &s->results, &s->finder, finds, count, earlier != NULL, s->options.limit, &m, err);
    if (status != AKA_OK) return status;
    if (s->options.on_mention && s->options.on_mention(s->options.ctx, &m) != 0)
        return ak_fail(err, AKA_E_IO, "ended by the receiver of mentions");
    return AKA_OK;
}

/* ---- from finds to mentions ---- */

/* What says most first; of equal words together, the best score first. */
static int by_worth(const void *a, const void *b)
{
    const ak_find *x = a, *y = b;
    double vx = x->agreement * x->score, vy = y->agreement * y->score;
    if (vx != vy) return vx > vy ? -1 : 1;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end) return x->end > y->end ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

static int by_place(const void *a, const void *b)
{
    const ak_find *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

/* A whole name of somebody else within a longer one ("Islamic Revolutionary Guard Corps-Qods
 * Force") is told with it. */
#define WITHIN_SCORE 0.90

/* Where the find goes among the mentions chosen so far: by itself, with one of them, nowhere. */
static bool place(ak_find *find, const ak_find *chosen, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const ak_find *c = &chosen[k];
        if (find->end <= c->begin || c->end <= find->begin) continue;
        bool within = find->begin >= c->begin && find->end <= c->end;
        bool whole = find->to - find->from > 1 && find->score >= WITHIN_SCORE;
        bool same = find->begin == c->begin && find->end == c->end;
        if (!same && !(within && whole)) return false;
        if (!same) find->score *= c->score * 0.999; /* behind what says more */
        find->begin = c->begin;
        find->end = c->end;
        find->from = c->from;
        find->to = c->to;
        find->paired = c->paired;
        return true;
    }
    return true;
}

/* Leaves finds of which none overlap but those of equal words, in the order of the text. */
static void choose(ak_vec *finds)
{
    ak_find *all = finds->data;
    size_t kept = 0;
    if (finds->count < 2) return;
    qsort(all, finds->count, sizeof *all, by_worth);
    for (size_t i = 0; i < finds->count; i++) {
        ak_find find = all[i];
        if (place(&find, all, kept)) all[kept++] = find;
    }
    finds->count = kept;
    qsort(all, kept, sizeof *all, by_place);
}

/* Tells which of words [from, to), between mentions, refer back. */
static aka_status tell_earlier(
    aka_scanner *s, ak_slice view, const ak_run *run, uint32_t from, uint32_t to, aka_error *err)
{
    aka_status status = AKA_OK;
    for (uint32_t i = from; i < to && status == AKA_OK; i++) {
        if (i > from) ak_earlier_namesake(&s->earlier, &s->finder, run, i);
        const ak_introduced *who = ak_earlier_find(&s->earlier, &s->finder, view, run, i);
        if (who)
            status =
                tell(s, run->tokens[i].begin, run->tokens[i].end, who->finds, who->count, who, err);
    }
    return status;
}

/* Puts one of the finds of equal words first that scores no less than those before it. */
static void prefer(aka_scanner *s, const ak_run *run, ak_find *finds, size_t count)
{
    const size_t best = ak_earlier_prefer(&s->earlier, &s->finder, run, finds, count);
    const ak_find first = finds[best];
    memmove(finds + 1, finds, best * sizeof *finds);
    finds[0] = first;
}

/* Drops what the text explains as somebody else's. */
static aka_status drop_explained(aka_scanner *s, ak_slice view, const ak_run *run, aka_error *err)
{
    ak_find *finds = s->finder.finds.data;
    size_t count = s->finder.finds.count, kept = 0;
    for (size_t i = 0, end; i < count; i = end) {
        bool explained = false;
        for (end = i + 1; end < count && finds[end].begin == finds[i].begin;) end++;
        if (!ak_earlier_explained(
                &s->earlier, &s->finder, view, run, finds + i, end - i, &explained))
            return ak_fail_nomem(err);
        for (size_t k = i; k < end && !explained; k++) finds[kept++] = finds[k];
    }
    s->finder.finds.count = kept;
    return AKA_OK;
}

/* Tells a mention, finds of equal words, and notes whom it names. *last: the one before it in the
 * run, then this one. */
static aka_status tell_finds(aka_scanner *s, ak_slice view, const ak_run *run, ak_find *finds,
    size_t count, ak_told *last, aka_error *err)
{
    const uint32_t begin = finds->begin, end = finds->end;
    prefer(s, run, finds, count);
    if (!ak_earlier_give(&s->earlier, &s->finder, run, last, finds)) return ak_fail_nomem(err);
    const ak_introduced *who = ak_earlier_fuller(&s->earlier, &s->finder, run, finds, count);
    *last = (ak_told){s->offset + begin, finds, count, finds->from, finds->to};
    if (who) {
        last->finds = who->finds;
        last->count = who->count;
        return tell(s, begin, end, who->finds, who->count, who, err);
    }
    aka_status status = tell(s, begin, end, finds, count, NULL, err);
    if (status == AKA_OK &&
        !ak_earlier_note(&s->earlier, &s->finder, view, run, finds, count, s->offset + begin))
        status = ak_fail_nomem(err);
    return status;
}

/* Of finds of equal words, moves those to the front that what was told so far leaves; how many. */
static size_t keep_undoubted(
    const aka_scanner *s, ak_slice view, const ak_run *run, ak_find *finds, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!ak_doubted(&s->earlier, &s->finder, view, run, &finds[i])) finds[kept++] = finds[i];
    return kept;
}

/* Tells the mentions of a run, and the words between them that refer back. */
static aka_status tell_run(aka_scanner *s, ak_slice view, const ak_run *run, aka_error *err)
{
    ak_find *finds = s->finder.finds.data;
    size_t count = s->finder.finds.count;
    uint32_t word = 0;
    ak_told last = {0};
    aka_status status = AKA_OK;
    if (count && !ak_earlier_tidy(&s->earlier)) return ak_fail_nomem(err);
    for (size_t i = 0, end; i < count && status == AKA_OK; i = end) {
        for (end = i + 1; end < count && finds[end].begin == finds[i].begin;) end++;
        const size_t kept = keep_undoubted(s, view, run, finds + i, end - i);
        if (kept == 0) continue;
        status = tell_earlier(s, view, run, word, finds[i].from, err);
        word = finds[i].to;
        if (status == AKA_OK) status = tell_finds(s, view, run, finds + i, kept, &last, err);
    }
    return status == AKA_OK ? tell_earlier(s, view, run, word, run->count, err) : status;
}

/* ---- windows ---- */

/* What is not UTF-8 in a piece, but for what is skipped. Before anything in it is told. */
static void look_for_foreign(aka_scanner *s, ak_slice view)
{
    bool any = s->foreign.places > 0;
    ak_line_count lines = s->lines;
    ak_foreign_look(&s->foreign, view, s->offset);
    if (!any && s->foreign.places)
        s->foreign_line = ak_line_of(&lines, s->raw, (size_t)(s->foreign.first - s->offset));
}

/* At the end of a text. file may be NULL. */
static aka_status tell_foreign(const aka_scanner *s, const char *file, aka_error *err)
{
    char message[256];
    if (s->foreign.places == 0) return AKA_OK;
    snprintf(message, sizeof message, AK_FOREIGN_FORMAT, AK_FOREIGN_ARGS(s->foreign));
    if (!s->options.on_problem)
        return ak_fail_at(err, AKA_E_RECORD, file, s->foreign_line, "%s", message);
    const aka_problem problem = {.path = file ? file : "",
        .line = s->foreign_line,
        .record = "",
        .field = "",
        .message = message};
    s->options.on_problem(s->options.ctx, &problem);
    return AKA_OK;
}

static bool finds_across(const aka_scanner *s, uint32_t word)
{
    const ak_find *finds = s->finder.finds.data;
    for (size_t i = 0; i < s->finder.finds.count; i++)
        if (finds[i].from < word && finds[i].to > word) return true;
    return false;
}

/* The finds of a run; it is left without the nicknames in the middle of names. */
static aka_status find_in(aka_scanner *s, ak_slice view, ak_run *run, aka_error *err)
{
    ak_run without;
    const double threshold = s->options.threshold;
    for (uint32_t at = 1; ak_nickname_drop(&s->finder.lexicon, view, run, &without, &at); at++) {
        s->finder.finds.count = 0;
        aka_status status = ak_find_in_run(&s->finder, view, &without, threshold, err);
        if (status != AKA_OK) return status;
        if (finds_across(s, at)) *run = without;
    }
    s->finder.finds.count = 0;
    return ak_find_in_run(&s->finder, view, run, threshold, err);
}

static aka_status scan_piece(aka_scanner *s, size_t len, aka_error *err)
{
    ak_slice view = {s->readable, len};
    ak_tokens tokens;
    ak_run run;
    bool more = true;
    look_for_foreign(s, view);
    ak_lexicon_tidy(&s->finder.lexicon);
    ak_tokens_start(&tokens, &s->finder.lexicon, view);
    while (more) {
        aka_status status = ak_tokens_next(&tokens, &run, &more, err);
        if (status != AKA_OK) return status;
        s->finder.finds.count = 0;
        if (run.anchored || run.count > 1) status = find_in(s, view, &run, err);
        if (status != AKA_OK) return status;
        choose(&s->finder.finds);
        status = drop_explained(s, view, &run, err);
        if (status == AKA_OK) status = tell_run(s, view, &run, err);
        if (status != AKA_OK) return status;
    }
    if (s->options.on_text && s->options.on_text(s->options.ctx, s->offset, s->readable, len) != 0)
        return ak_fail(err, AKA_E_IO, "ended by the receiver of the text");
    ak_line_of(&s->lines, s->raw, len);
    return AKA_OK;
}

static bool continues(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Behind the last `end`, of one or two bytes, in text[from, to); 0: there is none. */
static size_t behind_last(const char *text, size_t from, size_t to, ak_slice end)
{
    const size_t before = end.len - 1;
    while (to > from + before) {
        const char *last = memrchr(text + from + before, end.data[before], to - from - before);
        if (!last) return 0;
        to = (size_t)(last - text);
        if (before == 0 || last[-1] == end.data[0]) return to + 1;
    }
    return 0;
}

/* Where to cut what is viewed: behind a paragraph, else a line, else a word; never in the first
 * half. */
static size_t cut_at(const aka_scanner *s)
{
    const ak_slice ends[] = {AK_LIT("\n\n"), AK_LIT("\n"), AK_LIT(". "), AK_LIT(" ")};
    const char *text = s->readable;
    size_t half = s->viewed / 2, i;
    for (size_t e = 0; e < 4; e++)
        if ((i = behind_last(text, half, s->viewed, ends[e])) != 0) return i;
    i = s->viewed;
    while (i > half && continues(text[i - 1])) i--;
    return i > half ? i - (i < s->viewed || (unsigned char)text[i - 1] >= 0x80) : s->viewed;
}

static void drop(aka_scanner *s, size_t n)
{
    memmove(s->raw, s->raw + n, s->len - n);
    memmove(s->readable, s->readable + n, s->len - n);
    s->len -= n;
    s->viewed -= n;
    s->offset += n;
    s->lines.at = 0;
}

static aka_status scan_window(aka_scanner *s, bool last, aka_error *err)
{
    s->viewed += ak_view_read(&s->view, s->readable + s->viewed, s->len - s->viewed, last);
    size_t cut = last ? s->len : cut_at(s);
    if (cut == 0) return AKA_OK;
    aka_status status = scan_piece(s, cut, err);
    if (status == AKA_OK) drop(s, cut);
    return status;
}

static bool reserve(aka_scanner *s, size_t cap)
{
    if (cap <= s->cap) return true;
    char *raw = realloc(s->raw, cap);
    if (raw) s->raw = raw;
    char *readable = realloc(s->readable, cap);
    if (readable) s->readable = readable;
    if (!raw || !readable) return false;
    s->cap = cap;
    return true;
}

/* ---- the run ---- */

/* The options as they are meant: what was left out filled in. */
static aka_status take_options(aka_scanner *s, const aka_scan_options *given, aka_error *err)
{
    aka_scan_options *o = &s->options;
    *o = (aka_scan_options){0};
    if (given) memcpy(o, given, given->size < sizeof *o ? given->size : sizeof *o);
    if (o->threshold == 0) o->threshold = DEFAULT_THRESHOLD;
    if (o->limit == 0) o->limit = DEFAULT_LIMIT;
    if (!(o->threshold >= AK_SCAN_LEAST && o->threshold <= 1))
        return ak_fail(err, AKA_E_ARGUMENT, "a threshold of %g; for text it must be in [%.2f,1]",
            o->threshold, AK_SCAN_LEAST);
    if ((unsigned)o->form > AKA_FORM_PAYMENT)
        return ak_fail(err, AKA_E_ARGUMENT, "no such form of text: %d", (int)o->form);
    s->results.brief = o->brief != 0;
    s->len = s->viewed = 0;
    s->offset = 0;
    s->lines = (ak_line_count){0};
    return AKA_OK;
}

/* The form of what begins like `start`. A page or an article that shows a payment is none. */
static aka_scan_form detect(const char *path, ak_slice start)
{
    aka_scan_form form = ak_view_detect(path, start);
    bool payment = form == AKA_FORM_TEXT && ak_payment_detect(start) != AK_PAYMENT_NONE;
    return payment ? AKA_FORM_PAYMENT : form;
}

static aka_status begin_text(aka_scanner *s, const char *path, ak_slice start, aka_error *err)
{
    const char *refused = s->within_payment ? NULL : ak_foreign_refused(start);
    if (refused) return ak_fail_at(err, AKA_E_FORMAT, path, 0, "%s", refused);
    ak_view_start(&s->view, s->options.form);
    ak_earlier_clear(&s->earlier);
    s->foreign = (ak_foreign){0};
    return reserve(s, WINDOW) ? AKA_OK : ak_fail_nomem(err);
}

/* Free texts of the payments come back to this scanner, as texts in memory. */
static aka_status run_payments(aka_scanner *s, ak_input *in, ak_slice start, aka_error *err)
{
    const aka_scan_options options = s->options;
    const ak_payment_format format = ak_payment_detect(start);
    uint64_t bytes = 0;
    aka_status status = AKA_OK;
    if (!s->payments) status = ak_payment_run_create(s->index, &s->payments, err);
    s->within_payment = true;
    if (status == AKA_OK)
        status = ak_payment_run_input(s->payments, s, in, format, &options, &bytes, err);
    s->within_payment = false;
    s->len = 0;
    s->offset = bytes;
    return status;
}

/* Reads until there is a window, or the end. */
static aka_status fill(aka_scanner *s, ak_input *in, bool *end, aka_error *err)
{
    size_t n = 1;
    while (s->len < WINDOW && n > 0) {
        aka_status status = ak_input_read(in, s->raw + s->len, WINDOW - s->len, &n, err);
        if (status != AKA_OK) return status;
        memcpy(s->readable + s->len, s->raw + s->len, n);
        s->len += n;
    }
    *end = n == 0;
    return AKA_OK;
}

static aka_status run_input(aka_scanner *s, ak_input *in, const char *path, aka_error *err)
{
    ak_slice start;
    bool end = false;
    aka_status status = ak_input_peek(in, AK_PAYMENT_PEEK, &start, err);
    if (status != AKA_OK) return status;
    if (s->options.form == AKA_FORM_DETECT) s->options.form = detect(path, start);
    if (s->options.form == AKA_FORM_PAYMENT) return run_payments(s, in, start, err);
    status = begin_text(s, path, start, err);
    while (status == AKA_OK && !end) {
        aka_error other;
        const aka_status filled = fill(s, in, &end, err);
        /* What was there before a file breaks off is scanned as well. */
        status = scan_window(s, end || filled != AKA_OK, filled == AKA_OK ? err : &other);
        if (filled != AKA_OK) status = filled;
    }
    return status == AKA_OK ? tell_foreign(s, ak_input_path(in), err) : status;
}

aka_status aka_scanner_run_file(
    aka_scanner *s, const char *path, const aka_scan_options *options, aka_error *error)
{
    ak_input *in = NULL;
    aka_status status = take_options(s, options, error);
    if (status == AKA_OK) status = ak_input_open(path, &in, error);
    if (status == AKA_OK) status = run_input(s, in, path, error);
    ak_input_close(in);
    return status;
}

static aka_status run_payments_in_memory(aka_scanner *s, ak_slice bytes, aka_error *err)
{
    ak_input *in;
    aka_status status = ak_input_open_bytes(bytes, &in, err);
    if (status != AKA_OK) return status;
    status = run_payments(s, in, ak_slice_sub(bytes, 0, AK_PAYMENT_PEEK), err);
    ak_input_close(in);
    return status;
}

/* Not as an input, which would look for compressed data. */
static aka_status run_text_in_memory(aka_scanner *s, ak_slice bytes, aka_error *err)
{
    size_t at = 0;
    aka_status status = begin_text(s, NULL, bytes, err);
    while (status == AKA_OK) {
        size_t n = bytes.len - at < WINDOW - s->len ? bytes.len - at : WINDOW - s->len;
        if (n) {
            memcpy(s->raw + s->len, bytes.data + at, n);
            memcpy(s->readable + s->len, bytes.data + at, n);
        }
        s->len += n;
        at += n;
        status = scan_window(s, at == bytes.len, err);
        if (at == bytes.len) break;
    }
    return status == AKA_OK ? tell_foreign(s, NULL, err) : status;
}

aka_status aka_scanner_run(
    aka_scanner *s, const char *data, size_t len, const aka_scan_options *options, aka_error *error)
{
    const ak_slice bytes = {data, len};
    aka_status status = take_options(s, options, error);
    if (status != AKA_OK) return status;
    if (s->options.form == AKA_FORM_DETECT)
        s->options.form = detect(NULL, ak_slice_sub(bytes, 0, AK_PAYMENT_PEEK));
    return s->options.form == AKA_FORM_PAYMENT ? run_payments_in_memory(s, bytes, error)
                                               : run_text_in_memory(s, bytes, error);
}
