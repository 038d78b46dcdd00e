/* aka compare: one name against another, or every row of a table. */
#include "commands.h"
#include "out.h"

#include <string.h>

typedef struct compare_job {
    const cli_command *self;
    const char *schema, *csv, *names[2];
    const char *algorithm; /* its name where it is not the default one */
    size_t name_count;
    bool quiet;
    aka_comparer *comparer;
    aka_table *table;
    size_t name1, name2, schema_column; /* columns; schema_column may be NO_COLUMN */
    uint64_t rows, bad;
} compare_job;

enum { NO_COLUMN = -1 };

static bool take(void *ctx, int id, const char *value)
{
    compare_job *job = ctx;
    if (id == OPT_SCHEMA) {
        job->schema = value;
    } else if (id == OPT_ALGORITHM) {
        const char *name = cli_algorithm(value);
        job->algorithm = name == aka_algorithm_get(0)->name ? NULL : name;
        return name != NULL;
    } else if (id == OPT_CSV) {
        job->csv = value;
    } else if (id == 'q') {
        job->quiet = true;
    } else if (job->name_count == 2) {
        cli_usage(job->self, "two names at a time, not also \"%s\"", value);
        return false;
    } else if (!*value) {
        cli_usage(job->self, "an empty NAME");
        return false;
    } else {
        job->names[job->name_count++] = value;
    }
    return true;
}

static int compare_names(compare_job *job)
{
    double score;
    const char *detail = "";
    aka_error error = {0};
    if (aka_comparer_run(job->comparer, job->schema, job->names[0], job->names[1], &score, &detail,
            &error) != AKA_OK) {
        cli_say_error(&error);
        return CLI_FAILED;
    }
    cli_buf out = {0};
    cli_putf(&out, "%.3f  ", score);
    cli_put_clean(&out, detail);
    if (job->algorithm) cli_putf(&out, "  (%s)", job->algorithm);
    cli_puts(&out, "\n");
    bool ok = !out.failed;
    if (ok) cli_write(out.data, out.len);
    cli_buf_free(&out);
    if (!ok) cli_say("out of memory");
    return ok ? CLI_DONE : CLI_FAILED;
}

static bool same_word(const char *a, const char *b)
{
    while (*a == ' ') a++;
    for (; *b; a++, b++)
        if ((*a | 0x20) != (*b | 0x20)) return false;
    return a[strspn(a, " ")] == 0;
}

/* The column with that header, or NO_COLUMN. */
static size_t find_column(const aka_table *table, const char *header)
{
    for (size_t i = 0; i < aka_table_columns(table); i++)
        if (same_word(aka_table_header(table, i), header)) return i;
    return (size_t)NO_COLUMN;
}

static bool open_table(compare_job *job)
{
    aka_error error = {0};
    if (aka_table_open(job->csv, &job->table, &error) != AKA_OK) {
        cli_say_error(&error);
        return false;
    }
    job->name1 = find_column(job->table, "name1");
    job->name2 = find_column(job->table, "name2");
    job->schema_column = find_column(job->table, "schema");
    if (job->name1 != (size_t)NO_COLUMN && job->name2 != (size_t)NO_COLUMN) return true;
    cli_say("%s: there is no column \"%s\"; the first row has to name the columns name1 and name2",
        job->csv, job->name1 == (size_t)NO_COLUMN ? "name1" : "name2");
    return false;
}

static void put_row(const compare_job *job, cli_buf *out, const char *score, const char *detail,
    const char *algorithm, const char *(*cell)(const aka_table *, size_t))
{
    out->len = 0;
    for (size_t i = 0; i < aka_table_columns(job->table); i++) {
        cli_put_csv(out, cell(job->table, i));
        cli_puts(out, ",");
    }
    cli_puts(out, score);
    cli_puts(out, ",");
    cli_put_csv(out, detail);
    if (job->algorithm) cli_puts(out, ",");
    if (job->algorithm) cli_put_csv(out, algorithm);
    cli_puts(out, "\n");
}

static void bad_row(compare_job *job, const aka_error *error)
{
    aka_error placed = *error;
    if (!*placed.path) snprintf(placed.path, sizeof placed.path, "%s", job->csv);
    if (!placed.line) placed.line = aka_table_line(job->table);
    cli_say_error(&placed);
    job->bad++;
}

/* The status of a comparison; two names are needed for one. */
static aka_status compare(compare_job *job, const char *schema, const char *name1,
    const char *name2, double *score, const char **detail, aka_error *error)
{
    if (*name1 && *name2)
        return aka_comparer_run(job->comparer, schema, name1, name2, score, detail, error);
    *error = (aka_error){.code = AKA_E_RECORD};
    snprintf(error->message, sizeof error->message, "%s is empty", *name1 ? "name2" : "name1");
    return AKA_E_RECORD;
}

/* Compares the row that has just been read. A fault of the row's own is reported and leaves score
 * and detail empty; false for one that ends the work. */
static bool compare_row(compare_job *job, cli_buf *out)
{
    const char *schema = job->schema, *detail = "";
    char number[32] = "";
    double score = 0;
    aka_error error = {0};
    if (job->schema_column != (size_t)NO_COLUMN) {
        const char *own = aka_table_field(job->table, job->schema_column);
        if (*own) schema = own;
    }
    aka_status status = compare(job, schema, aka_table_field(job->table, job->name1),
        aka_table_field(job->table, job->name2), &score, &detail, &error);
    if (status == AKA_OK) {
        snprintf(number, sizeof number, "%.4f", score);
    } else if (status == AKA_E_ARGUMENT || status == AKA_E_LIMIT || status == AKA_E_RECORD) {
        bad_row(job, &error);
        detail = "";
    } else {
        cli_say_error(&error);
        return false;
    }
    put_row(job, out, number, detail, job->algorithm, aka_table_field);
    return true;
}

static bool compare_rows(compare_job *job, cli_buf *out)
{
    cli_progress progress;
    cli_progress_start(&progress, job->quiet ? NULL : "rows compared");
    put_row(job, out, "score", "detail", "algorithm", aka_table_header);
    for (int more = 1; !out->failed && cli_write(out->data, out->len);) {
        aka_error error = {0};
        aka_status status = aka_table_next(job->table, &more, &error);
        out->len = 0;
        if (status == AKA_E_RECORD) {
            bad_row(job, &error);
        } else if (status != AKA_OK) {
            cli_say_error(&error);
            return false;
        } else if (!more) {
            return true;
        } else if (!compare_row(job, out)) {
            return false;
        }
        cli_progress_tick(&progress, ++job->rows);
    }
    if (out->failed) cli_say("out of memory");
    return false;
}

static int compare_table(compare_job *job)
{
    if (!open_table(job)) return CLI_FAILED;
    cli_buf out = {0};
    bool ok = compare_rows(job, &out);
    cli_progress_end();
    cli_buf_free(&out);
    if (!ok) return CLI_FAILED;
    return job->bad ? CLI_BAD_RECORDS : CLI_DONE;
}

static int run(compare_job *job)
{
    aka_error error = {0};
    if (job->csv ? job->name_count > 0 : job->name_count != 2)
        return cli_usage(job->self, "two names are wanted, or --csv FILE");
    if (aka_comparer_create(&job->comparer, &error) != AKA_OK ||
        aka_comparer_set_algorithm(job->comparer, job->algorithm, &error) != AKA_OK) {
        cli_say_error(&error);
        return CLI_FAILED;
    }
    return cli_finish(job->csv ? compare_table(job) : compare_names(job));
}

int cmd_compare(const cli_command *self, int argc, char **argv)
{
    compare_job job = {.self = self};
    int status = cli_parse(self, argc, argv, take, &job);
    if (status == CLI_GO) status = run(&job);
    aka_table_free(job.table);
    aka_comparer_free(job.comparer);
    return status;
}
