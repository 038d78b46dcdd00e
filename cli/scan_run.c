/* Scanning many files on several threads, their output in the order of the files. */
#include "scan.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define AHEAD 4 /* files a thread may be ahead of the output, for each thread */

typedef struct run {
    const scan_args *args;
    const scan_files *files;
    scan_counts *counts;
    scan_tally tally;
    scan_job *jobs; /* a ring */
    size_t threads, ring;
    size_t next;           /* files taken */
    atomic_size_t printed; /* files written */
    bool stop;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    cli_progress progress;
} run;

typedef struct worker {
    run *run;
    aka_scanner *scanner;
    pthread_t thread;
    bool started;
} worker;

static void scan_file(run *r, aka_scanner *scanner, scan_job *job)
{
    aka_scan_options options = {.size = sizeof options,
        .threshold = r->args->threshold,
        .limit = r->args->limit,
        .form = r->args->form,
        .on_mention = scan_put_mention,
        .on_text = scan_put_text,
        .ctx = job,
        .on_problem = scan_put_problem,
        .brief = r->args->summary};
    if (r->args->format == SCAN_HTML) scan_page_file(&job->out, job);
    job->failed = aka_scanner_run_file(scanner, job->path, &options, &job->error) != AKA_OK;
    if (r->args->format == SCAN_HTML) scan_page_file_end(&job->out, job);
    job->bytes = aka_scanner_bytes(scanner);
}

static void start_job(run *r, scan_job *job, size_t file)
{
    cli_buf out = job->out, said = job->said;
    out.len = said.len = 0;
    *job = (scan_job){.args = r->args,
        .path = r->files->paths[file],
        .file = file,
        .out = out,
        .said = said,
        .scratch = job->scratch,
        .turn = &r->printed,
        .progress = &r->progress,
        .counts = r->counts};
}

static void free_marks(scan_job *job)
{
    for (size_t i = 0; i < job->mark_count; i++) scan_mark_free(&job->marks[i]);
    free(job->marks);
    job->marks = NULL;
    job->mark_count = 0;
}

/* Writes what a file gave, and counts it. False where going on makes no sense. */
static bool finish_job(run *r, scan_job *job)
{
    bool ok = !job->out.failed && !job->tally.failed && cli_write(job->out.data, job->out.len);
    scan_tally_merge(&r->tally, &job->tally);
    scan_tally_free(&job->tally);
    free_marks(job);
    r->counts->files++;
    r->counts->mentions += job->mentions;
    r->counts->bytes += job->bytes;
    if (job->out.failed || job->said.failed || job->tally.failed || r->tally.failed) {
        cli_say("out of memory");
        return false;
    }
    if (ok) scan_say(job);
    if (ok && job->failed) cli_say_error(&job->error);
    r->counts->bad += job->failed || job->bad;
    cli_progress_tick(&r->progress, r->counts->bytes / SCAN_MB);
    return ok;
}

/* ---- one thread ---- */

static bool run_here(run *r, aka_scanner *scanner)
{
    bool ok = true;
    for (size_t i = 0; ok && i < r->files->count; i++) {
        start_job(r, &r->jobs[0], i);
        scan_file(r, scanner, &r->jobs[0]);
        ok = finish_job(r, &r->jobs[0]);
        r->printed = i + 1;
    }
    return ok;
}

/* ---- several ---- */

static void *work(void *arg)
{
    worker *w = arg;
    run *r = w->run;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (!r->stop && r->next < r->files->count && r->next >= r->printed + r->ring)
            pthread_cond_wait(&r->changed, &r->lock);
        if (r->stop || r->next == r->files->count) break;
        size_t file = r->next++;
        scan_job *job = &r->jobs[file % r->ring];
        start_job(r, job, file);
        pthread_mutex_unlock(&r->lock);
        scan_file(r, w->scanner, job);
        pthread_mutex_lock(&r->lock);
        job->done = true;
        pthread_cond_broadcast(&r->changed);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static bool print_in_order(run *r)
{
    bool ok = true;
    for (size_t i = 0; ok && i < r->files->count; i++) {
        scan_job *job = &r->jobs[i % r->ring];
        pthread_mutex_lock(&r->lock);
        while (!(r->next > i && job->file == i && job->done))
            pthread_cond_wait(&r->changed, &r->lock);
        pthread_mutex_unlock(&r->lock);
        ok = finish_job(r, job);
        pthread_mutex_lock(&r->lock);
        job->done = false;
        r->printed = i + 1;
        r->stop = !ok;
        pthread_cond_broadcast(&r->changed);
        pthread_mutex_unlock(&r->lock);
    }
    return ok;
}

static bool run_threads(run *r, worker *workers)
{
    size_t started = 0;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    for (size_t i = 0; i < r->threads; i++) {
        workers[i].started = pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
        started += workers[i].started;
    }
    if (started == 0) cli_say("no thread could be started");
    bool ok = started > 0 && print_in_order(r);
    for (size_t i = 0; i < r->threads; i++)
        if (workers[i].started) pthread_join(workers[i].thread, NULL);
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->lock);
    return ok;
}

/* ---- all ---- */

static bool write_buf(cli_buf *out)
{
    bool ok = !out->failed && (out->len == 0 || cli_write(out->data, out->len));
    if (out->failed) cli_say("out of memory");
    cli_buf_free(out);
    return ok;
}

static bool put_beginning(run *r)
{
    cli_buf out = {0};
    if (r->args->format == SCAN_HTML) scan_page_begin(&out, r->files->count);
    return write_buf(&out);
}

static bool put_end(run *r)
{
    cli_buf out = {0};
    scan_tally_sort(&r->tally);
    if (r->args->format == SCAN_HTML)
        scan_page_end(&out, &r->tally, r->files);
    else if (r->args->summary || r->args->format == SCAN_TEXT)
        scan_put_summary(&out, r->args, &r->tally);
    if (r->args->format == SCAN_TEXT && r->tally.count == 0) cli_puts(&out, "no mention\n");
    return write_buf(&out);
}

static bool create(run *r, worker *workers, const aka_scan_plan *plan)
{
    aka_error error = {0};
    for (size_t i = 0; i < r->threads; i++) {
        workers[i].run = r;
        if (aka_scanner_create(plan, &workers[i].scanner, &error) == AKA_OK) continue;
        cli_say_error(&error);
        return false;
    }
    return true;
}

static void destroy(run *r, worker *workers)
{
    for (size_t i = 0; workers && i < r->threads; i++) aka_scanner_free(workers[i].scanner);
    for (size_t i = 0; r->jobs && i < r->ring; i++) {
        cli_buf_free(&r->jobs[i].out);
        cli_buf_free(&r->jobs[i].said);
        aka_text_free(&r->jobs[i].scratch);
        scan_tally_free(&r->jobs[i].tally);
        free_marks(&r->jobs[i]);
    }
    free(workers);
    free(r->jobs);
    scan_tally_free(&r->tally);
}

/* As many threads as were asked for, or else as there are processors; never more than files. */
static size_t count_threads(const scan_args *args, const scan_files *files)
{
    size_t n = args->jobs ? args->jobs : cli_processors();
    return n < files->count ? n : files->count ? files->count : 1;
}

bool scan_run(
    const scan_args *args, const aka_index *index, const scan_files *files, scan_counts *counts)
{
    run r = {.args = args, .files = files, .counts = counts, .threads = count_threads(args, files)};
    aka_scan_plan *plan = NULL;
    aka_error error = {0};
    if (aka_scan_plan_create(index, &plan, &error) != AKA_OK) {
        cli_say_error(&error);
        return false;
    }
    r.ring = r.threads * AHEAD;
    worker *workers = calloc(r.threads, sizeof *workers);
    r.jobs = calloc(r.ring, sizeof *r.jobs);
    bool ok = workers && r.jobs;
    if (!ok) cli_say("out of memory");
    ok = ok && create(&r, workers, plan) && put_beginning(&r);
    cli_progress_start(&r.progress, args->quiet ? NULL : "MB scanned");
    if (ok) ok = r.threads > 1 ? run_threads(&r, workers) : run_here(&r, workers[0].scanner);
    cli_progress_end();
    ok = ok && put_end(&r);
    destroy(&r, workers);
    aka_scan_plan_free(plan);
    return ok;
}
