/* The parts of aka scan: which files (scan_files.c), threads and their order (scan_run.c), what a
 * mention looks like (scan_format.c, scan_html.c), and who was mentioned in all (scan_tally.c). */
#ifndef CLI_SCAN_H
#define CLI_SCAN_H

#include "cli.h"
#include "out.h"

#include <stdatomic.h>

typedef enum scan_format { SCAN_TEXT, SCAN_JSONL, SCAN_HTML } scan_format;

/* What the command line asked for. */
typedef struct scan_args {
    const cli_command *self;
    const char *index, *files_from;
    const char **operands;
    size_t operand_count;
    double threshold;
    size_t limit, jobs;
    scan_format format;
    aka_scan_form form;
    bool summary, exit_code, quiet, colour;
} scan_args;

/* ---- which files ---- */

typedef struct scan_files {
    char **paths; /* folders replaced by what is in them, sorted */
    size_t count, cap;
    size_t bad; /* that could not be read; said already */
} scan_files;

/* False where nothing can be done, having said why. */
bool scan_files_collect(scan_files *files, const scan_args *args);
void scan_files_free(scan_files *files);

/* ---- who was mentioned ---- */

typedef struct scan_place {
    size_t file, mark; /* number of the file, and of the mention in it */
    uint64_t line;
    char *text;
} scan_place;

typedef struct scan_person {
    char *id, *caption, *schema, *datasets;
    double score; /* the best */
    size_t mentions, files, last_file;
    scan_place *places; /* kept where wanted */
    size_t place_count, place_cap;
} scan_person;

/* Start with {0}. */
typedef struct scan_tally {
    scan_person *people; /* in the order in which they were first mentioned */
    size_t count, cap;
    size_t *slots, slot_count; /* by id: 1 + number */
    bool failed;
} scan_tally;

void scan_tally_add(scan_tally *tally, const aka_match *match, size_t file, size_t mark,
    const aka_mention *mention, bool keep_place);
/* Says a place kept before in other words: as it is read, without tags. */
void scan_tally_say(scan_tally *tally, const char *id, size_t mark, const char *text);
/* Adds what another one counted. */
void scan_tally_merge(scan_tally *to, const scan_tally *from);
void scan_tally_free(scan_tally *tally);
/* Most mentioned first. */
void scan_tally_sort(scan_tally *tally);

/* ---- one file ---- */

enum { SCAN_MB = 1000000 }; /* bytes; what progress counts */

/* A mention that the page has still to mark. */
typedef struct scan_mark {
    uint64_t offset, length;
    char *id, *title, *path; /* path: "" in a text */
    bool back;               /* refers to an earlier one */
} scan_mark;

typedef struct scan_job {
    const scan_args *args;
    const char *path;
    size_t file; /* number */
    cli_buf out;
    aka_text scratch;
    scan_tally tally;
    scan_mark *marks;
    size_t mark_count, mark_cap, marked; /* marked: marks written by now */
    uint64_t mentions, bytes;
    const atomic_size_t *turn; /* number of the file whose output comes next */
    cli_progress *progress;    /* touched by the file whose turn it is, and so is counts */
    const struct scan_counts *counts;
    bool heading; /* the file's name has been written */
    cli_buf said; /* problems, one a line, for standard error */
    bool bad;     /* there was a problem */
    bool done, failed;
    aka_error error;
} scan_job;

/* Callbacks of aka_scan_options; ctx is the job. */
int scan_put_mention(void *ctx, const aka_mention *mention);
int scan_put_text(void *ctx, uint64_t offset, const char *readable, size_t len);
void scan_put_problem(void *ctx, const aka_problem *problem);
/* Says the problems gathered so far. */
void scan_say(scan_job *job);
/* True where all files before it are written, so that what it gives need not be kept. */
bool scan_is_turn(const scan_job *job);

/* Around the files of a page, and the list of people. */
void scan_page_begin(cli_buf *out, size_t files);
void scan_page_file(cli_buf *out, const scan_job *job);
void scan_page_file_end(cli_buf *out, const scan_job *job);
void scan_page_mark(scan_job *job, const aka_mention *mention);
/* The strings of a mark, which may be gone already. */
void scan_mark_free(scan_mark *mark);
void scan_page_text(scan_job *job, uint64_t offset, const char *readable, size_t len);
void scan_page_end(cli_buf *out, const scan_tally *tally, const scan_files *files);

/* The summary by entity. */
void scan_put_summary(cli_buf *out, const scan_args *args, const scan_tally *tally);

/* ---- the work ---- */

typedef struct scan_counts {
    uint64_t mentions, bytes;
    size_t files, bad;
} scan_counts;

bool scan_run(
    const scan_args *args, const aka_index *index, const scan_files *files, scan_counts *counts);

#endif
