/* aka index: compiles lists into one file and tells what was wrong in them. */
#include "commands.h"
#include "out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHOWN_OF_A_KIND = 20,
    MAX_KINDS = 256 /* what comes beyond is counted as one kind */
};

/* Problems that are alike: of one file and one field. */
typedef struct kind {
    char *path, *field;
    uint64_t count;
} kind;

typedef struct index_job {
    const cli_command *self;
    const char *output, *problems_path;
    bool quiet;
    size_t jobs;
    aka_builder *builder;
    const char **sources;
    size_t source_count;
    FILE *problems;
    kind kinds[MAX_KINDS];
    size_t kind_count;
    cli_progress progress;
} index_job;

static bool take(void *ctx, int id, const char *value)
{
    index_job *job = ctx;
    if (id == 'o') {
        job->output = value;
    } else if (id == OPT_PROBLEMS) {
        job->problems_path = value;
    } else if (id == 'j') {
        return cli_number("jobs", value, 0, 256, &job->jobs);
    } else if (id == 'q') {
        job->quiet = true;
    } else {
        job->sources[job->source_count++] = value;
    }
    return true;
}

/* The kind of a problem, new where there was none like it; NULL without memory. */
static kind *find_kind(index_job *job, const aka_problem *problem)
{
    for (size_t i = 0; i < job->kind_count; i++) {
        kind *k = &job->kinds[i];
        if (strcmp(k->path, problem->path) == 0 && strcmp(k->field, problem->field) == 0) return k;
    }
    if (job->kind_count == MAX_KINDS) return &job->kinds[MAX_KINDS - 1];
    kind *k = &job->kinds[job->kind_count];
    *k = (kind){strdup(problem->path), strdup(problem->field), 0};
    if (k->path && k->field) return &job->kinds[job->kind_count++];
    free(k->path);
    free(k->field);
    return NULL;
}

static void write_problem(FILE *out, const aka_problem *problem)
{
    cli_buf line = {0};
    cli_puts(&line, "{\"path\":");
    cli_put_json(&line, problem->path);
    cli_putf(&line, ",\"line\":%llu,\"record\":", (unsigned long long)problem->line);
    cli_put_json(&line, problem->record);
    cli_puts(&line, ",\"field\":");
    cli_put_json(&line, problem->field);
    cli_puts(&line, ",\"message\":");
    cli_put_json(&line, problem->message);
    cli_putf(&line, ",\"dropped\":%s}\n", problem->dropped ? "true" : "false");
    if (!line.failed) fwrite(line.data, 1, line.len, out);
    cli_buf_free(&line);
}

static void on_problem(void *ctx, const aka_problem *problem)
{
    index_job *job = ctx;
    if (job->problems) write_problem(job->problems, problem);
    kind *k = find_kind(job, problem);
    if (k && ++k->count > SHOWN_OF_A_KIND) return;
    char text[2048];
    aka_problem_format(problem, text, sizeof text);
    cli_say("%s", text);
}

static void on_progress(void *ctx, uint64_t entities)
{
    index_job *job = ctx;
    cli_progress_tick(&job->progress, entities);
}

/* One line for each kind of which not all have been shown. */
static void say_more_problems(const index_job *job)
{
    for (size_t i = 0; i < job->kind_count; i++) {
        const kind *k = &job->kinds[i];
        if (k->count <= SHOWN_OF_A_KIND) continue;
        cli_say("%s: %s%s\xE2\x80\xA6 and %llu more like this%s", k->path, k->field,
            *k->field ? ": " : "", (unsigned long long)(k->count - SHOWN_OF_A_KIND),
            job->problems_path ? "" : "; --problems FILE writes them all");
    }
}

static bool open_problems(index_job *job)
{
    if (!job->problems_path) return true;
    job->problems = fopen(job->problems_path, "w");
    if (!job->problems) cli_say("%s: %s", job->problems_path, strerror(errno));
    return job->problems;
}

static bool close_problems(index_job *job)
{
    if (!job->problems) return true;
    bool bad = ferror(job->problems);
    bad |= fclose(job->problems) != 0;
    job->problems = NULL;
    if (bad) cli_say("%s: the problems could not all be written", job->problems_path);
    return !bad;
}

static int build(index_job *job)
{
    aka_build_options options = {.size = sizeof options,
        .on_problem = on_problem,
        .on_progress = on_progress,
        .ctx = job,
        .jobs = (unsigned)job->jobs};
    aka_build_summary summary = {0};
    aka_error error = {0};
    aka_status status = aka_builder_create(&options, &job->builder, &error);
    for (size_t i = 0; i < job->source_count && status == AKA_OK; i++)
        status = aka_builder_add(job->builder, job->sources[i], &error);
    if (status == AKA_OK) {
        cli_progress_start(&job->progress, job->quiet ? NULL : "entities read");
        status = aka_builder_write(job->builder, job->output, &summary, &error);
        cli_progress_end();
    }
    say_more_problems(job);
    if (status != AKA_OK) {
        cli_say_error(&error);
        return CLI_FAILED;
    }
    if (!job->quiet)
        printf("%llu entities, %llu names, %llu problems\n%s: %llu bytes, fingerprint %s\n",
            (unsigned long long)summary.entities, (unsigned long long)summary.names,
            (unsigned long long)summary.problems, job->output, (unsigned long long)summary.bytes,
            summary.fingerprint);
    return summary.problems ? CLI_BAD_RECORDS : CLI_DONE;
}

static int run(index_job *job)
{
    if (!job->output) return cli_usage(job->self, "-o FILE is missing: the index to write");
    if (job->source_count == 0) return cli_usage(job->self, "no SOURCE is named");
    if (!open_problems(job)) return CLI_FAILED;
    int status = build(job);
    if (!close_problems(job)) status = CLI_FAILED;
    return cli_finish(status);
}

int cmd_index(const cli_command *self, int argc, char **argv)
{
    index_job job = {.self = self};
    job.sources = calloc((size_t)argc + 1, sizeof *job.sources);
    if (!job.sources) {
        cli_say("out of memory");
        return CLI_FAILED;
    }
    int status = cli_parse(self, argc, argv, take, &job);
    if (status == CLI_GO) status = run(&job);
    aka_builder_free(job.builder);
    for (size_t i = 0; i < job.kind_count; i++) {
        free(job.kinds[i].path);
        free(job.kinds[i].field);
    }
    free(job.sources);
    return status;
}
