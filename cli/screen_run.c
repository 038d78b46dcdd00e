/* The work of aka screen. The main thread reads queries into batches and writes answers out in
 * order; worker threads, each with its own screener, turn one into the other. A ring of batches
 * bounds the memory. With one job there are no threads, and each answer is written at once. */
#include "screen.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 16, BATCHES_PER_JOB = 3 };

typedef struct query {
    aka_record *record;
    uint64_t line;
    bool bad;        /* could not be read, or not be screened */
    aka_error error; /* why */
} query;

typedef struct batch {
    query queries[BATCH];
    size_t count;
    cli_buf out;
    uint64_t matched;
    aka_status status; /* other than AKA_OK: the work has to end */
    aka_error error;
    bool done;
} batch;

/* What one thread screens with. */
typedef struct worker {
    struct run *run;
    aka_screener *screener;
    aka_text scratch;
    pthread_t thread;
    bool started;
} worker;

typedef struct run {
    const screen_args *args;
    aka_screen_options options;
    screen_source *source;
    screen_counts *counts;
    cli_progress progress;
    bool at_end;     /* of the input */
    uint64_t unread; /* records of which not all can be read */
    batch *batches;
    size_t batch_count, batch_size;
    worker *workers;
    size_t worker_count;
    pthread_mutex_t lock;
    pthread_cond_t filled_more, done_more;
    uint64_t filled, taken; /* batches since the start; guarded by lock */
    bool stop;
} run;

/* ---- one batch ---- */

static bool is_record_error(aka_status status)
{
    return status == AKA_E_RECORD || status == AKA_E_ARGUMENT || status == AKA_E_LIMIT;
}

static aka_status fill_query(run *r, query *q, int *more)
{
    q->error = (aka_error){0};
    aka_status status = screen_source_next(r->source, q->record, &q->line, more, &q->error);
    q->bad = status != AKA_OK;
    if (is_record_error(status)) return AKA_OK;
    if (status == AKA_E_NOMEM && !*q->error.message)
        snprintf(q->error.message, sizeof q->error.message, "out of memory");
    return status;
}

/* Reads queries until the batch is full or the input ends. */
static void fill_batch(run *r, batch *b)
{
    b->count = 0;
    b->out.len = 0;
    b->matched = 0;
    b->status = AKA_OK;
    b->done = false;
    while (b->count < r->batch_size && !r->at_end) {
        int more = 1;
        query *q = &b->queries[b->count];
        b->status = fill_query(r, q, &more);
        if (b->status != AKA_OK) {
            b->error = q->error;
            r->at_end = true;
        } else if (q->bad || more) {
            b->count++;
        } else {
            r->at_end = true;
        }
    }
}

static aka_status screen_query(worker *w, batch *b, query *q)
{
    const run *r = w->run;
    aka_status status = aka_screener_run(w->screener, q->record, &r->options, &q->error);
    if (is_record_error(status)) {
        q->bad = true;
        return AKA_OK;
    }
    if (status == AKA_OK) {
        if (aka_screener_count(w->screener) > 0) b->matched++;
        status =
            screen_put_answer(&b->out, r->args, q->record, w->screener, &w->scratch, &q->error);
    }
    if (status == AKA_E_NOMEM && !*q->error.message)
        snprintf(q->error.message, sizeof q->error.message, "out of memory");
    return status;
}

static void screen_batch(worker *w, batch *b)
{
    for (size_t i = 0; i < b->count; i++) {
        query *q = &b->queries[i];
        if (q->bad) continue;
        aka_status status = screen_query(w, b, q);
        if (status == AKA_OK) continue;
        b->status = status;
        b->error = q->error;
        b->count = i;
    }
}

static void say_bad_query(run *r, const query *q)
{
    aka_error placed = q->error;
    const char *path = q->line ? screen_source_path(r->source) : aka_record_caption(q->record);
    if (!*placed.path) snprintf(placed.path, sizeof placed.path, "%s", path);
    if (!placed.line) placed.line = q->line;
    cli_say_error(&placed);
    r->counts->bad++;
}

/* So many are shown: an export may have one in each row. */
enum { UNREAD_SHOWN = 20 };

static void say_unread(run *r, const query *q)
{
    const char *property, *why, *value = aka_record_unread(q->record, 0, &property, &why);
    if (!value) return;
    r->counts->bad++;
    if (++r->unread > UNREAD_SHOWN) return;
    aka_error error = {.line = q->line};
    snprintf(error.path, sizeof error.path, "%s", screen_source_path(r->source));
    snprintf(error.message, sizeof error.message, "%s \"%.80s\" %s; screened with what can be read",
        property, value, why);
    cli_say_error(&error);
}

/* Writes what came out of the batch; false where the work has to end. */
static bool write_batch(run *r, const batch *b)
{
    bool written = cli_write(b->out.data, b->out.len);
    for (size_t i = 0; i < b->count; i++)
        (b->queries[i].bad ? say_bad_query : say_unread)(r, &b->queries[i]);
    r->counts->queries += b->count;
    r->counts->matched += b->matched;
    if (b->status != AKA_OK) cli_say_error(&b->error);
    cli_progress_tick(&r->progress, r->counts->queries);
    return written && b->status == AKA_OK;
}

/* ---- without threads ---- */

static bool run_here(run *r)
{
    bool ok = true;
    while (ok && !r->at_end) {
        batch *b = &r->batches[0];
        fill_batch(r, b);
        screen_batch(&r->workers[0], b);
        ok = write_batch(r, b) && cli_flush();
    }
    return ok;
}

/* ---- with threads ---- */

static void *work(void *ctx)
{
    worker *w = ctx;
    run *r = w->run;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (r->taken == r->filled && !r->stop) pthread_cond_wait(&r->filled_more, &r->lock);
        if (r->taken == r->filled || r->stop) break;
        batch *b = &r->batches[r->taken++ % r->batch_count];
        pthread_mutex_unlock(&r->lock);
        screen_batch(w, b);
        pthread_mutex_lock(&r->lock);
        b->done = true;
        pthread_cond_signal(&r->done_more);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void hand_out(run *r)
{
    pthread_mutex_lock(&r->lock);
    r->filled++;
    pthread_cond_signal(&r->filled_more);
    pthread_mutex_unlock(&r->lock);
}

static void wait_for(run *r, const batch *b)
{
    pthread_mutex_lock(&r->lock);
    while (!b->done) pthread_cond_wait(&r->done_more, &r->lock);
    pthread_mutex_unlock(&r->lock);
}

/* Keeps the ring full and writes the oldest batch whenever it is. */
static bool run_ring(run *r)
{
    bool ok = true;
    uint64_t filled = 0, written = 0;
    while (ok) {
        while (!r->at_end && filled - written < r->batch_count) {
            fill_batch(r, &r->batches[filled++ % r->batch_count]);
            hand_out(r);
        }
        if (written == filled) break;
        batch *b = &r->batches[written++ % r->batch_count];
        wait_for(r, b);
        ok = write_batch(r, b);
    }
    return ok;
}

static bool start_threads(run *r)
{
    for (size_t i = 0; i < r->worker_count; i++) {
        int failure = pthread_create(&r->workers[i].thread, NULL, work, &r->workers[i]);
        r->workers[i].started = failure == 0;
        if (failure) {
            cli_say("a thread cannot be started: %s; try fewer --jobs", strerror(failure));
            return false;
        }
    }
    return true;
}

static void stop_threads(run *r)
{
    pthread_mutex_lock(&r->lock);
    r->stop = true;
    pthread_cond_broadcast(&r->filled_more);
    pthread_mutex_unlock(&r->lock);
    for (size_t i = 0; i < r->worker_count; i++)
        if (r->workers[i].started) pthread_join(r->workers[i].thread, NULL);
}

static bool run_threads(run *r)
{
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->filled_more, NULL);
    pthread_cond_init(&r->done_more, NULL);
    bool ok = start_threads(r) && run_ring(r);
    stop_threads(r);
    pthread_cond_destroy(&r->done_more);
    pthread_cond_destroy(&r->filled_more);
    pthread_mutex_destroy(&r->lock);
    return ok;
}

/* ---- setting up ---- */

static bool create_workers(run *r, const aka_index *index, aka_error *error)
{
    for (size_t i = 0; i < r->worker_count; i++) {
        r->workers[i].run = r;
        if (aka_screener_create(index, &r->workers[i].screener, error) != AKA_OK) return false;
    }
    for (size_t i = 0; i < r->batch_count; i++)
        for (size_t k = 0; k < r->batch_size; k++)
            if (aka_record_create(&r->batches[i].queries[k].record, error) != AKA_OK) return false;
    return true;
}

static bool create(run *r, const aka_index *index)
{
    aka_error error = {.code = AKA_E_NOMEM, .message = "out of memory"};
    r->workers = calloc(r->worker_count, sizeof *r->workers);
    r->batches = calloc(r->batch_count, sizeof *r->batches);
    if (r->workers && r->batches && create_workers(r, index, &error)) return true;
    cli_say_error(&error);
    return false;
}

static void destroy(run *r)
{
    for (size_t i = 0; r->workers && i < r->worker_count; i++) {
        aka_screener_free(r->workers[i].screener);
        aka_text_free(&r->workers[i].scratch);
    }
    for (size_t i = 0; r->batches && i < r->batch_count; i++) {
        for (size_t k = 0; k < r->batch_size; k++) aka_record_free(r->batches[i].queries[k].record);
        cli_buf_free(&r->batches[i].out);
    }
    free(r->workers);
    free(r->batches);
}

bool screen_run(
    const screen_args *args, const aka_index *index, screen_source *source, screen_counts *counts)
{
    bool threads = args->jobs > 1;
    run r = {.args = args,
        .options = {.size = sizeof r.options,
            .threshold = args->threshold,
            .limit = args->limit,
            .exhaustive = args->exhaustive,
            .algorithm = args->algorithm,
            .no_detail =
                args->format == FORMAT_JSONL || (args->format == FORMAT_TABLE && !args->explain)},
        .source = source,
        .counts = counts,
        .batch_count = threads ? args->jobs * BATCHES_PER_JOB : 1,
        .batch_size = threads ? BATCH : 1,
        .worker_count = args->jobs};
    cli_buf header = {0};
    bool ok = create(&r, index);
    screen_put_header(&header, args);
    ok = ok && cli_write(header.data, header.len);
    cli_buf_free(&header);
    cli_progress_start(&r.progress, args->quiet ? NULL : "records screened");
    if (ok) ok = threads ? run_threads(&r) : run_here(&r);
    cli_progress_end();
    if (r.unread > UNREAD_SHOWN)
        cli_say("%s: \xE2\x80\xA6 and %llu more records of which not all can be read",
            screen_source_path(source), (unsigned long long)r.unread - UNREAD_SHOWN);
    destroy(&r);
    return ok;
}
