/* The parts of aka screen: where queries come from (screen_source.c), what becomes of an answer
 * (screen_format.c), and the threads between them (screen_run.c). */
#ifndef CLI_SCREEN_H
#define CLI_SCREEN_H

#include "cli.h"
#include "out.h"

typedef enum screen_format { FORMAT_DEFAULT, FORMAT_TABLE, FORMAT_JSONL, FORMAT_CSV } screen_format;

/* What the command line asked for. */
typedef struct screen_args {
    const cli_command *self;
    const char *index, *csv, *jsonl, *columns;
    const char *schema, *birth_date, *country, *id_number;
    const char *algorithm; /* its name where it is not the default one */
    const char **names;    /* NULL among them: the lines of standard input */
    size_t name_count;
    double threshold;
    size_t limit, jobs;
    screen_format format;
    bool explain, exhaustive, exit_code, quiet;
    bool colour; /* the table may use colour */
} screen_args;

/* ---- where queries come from ---- */

typedef struct screen_source screen_source;
/* NULL with a message. args must outlive it. */
screen_source *screen_source_open(const screen_args *args);
void screen_source_free(screen_source *source);
/* Fills record with the next query and *line with its line in the input (0: a NAME). *more = 0 at
 * the end. AKA_E_RECORD: this one is bad, the next call goes on behind it. */
aka_status screen_source_next(
    screen_source *source, aka_record *record, uint64_t *line, int *more, aka_error *error);
/* A query of a name ("": none) and what the options say of all names. */
aka_status screen_fill(
    const screen_args *args, aka_record *record, const char *name, aka_error *error);
/* The file's name for messages, "" for NAMEs. */
const char *screen_source_path(const screen_source *source);

/* ---- what becomes of an answer ---- */

/* The header row of a CSV, or nothing. */
void screen_put_header(cli_buf *out, const screen_args *args);
/* The answer of the screener's last run. */
aka_status screen_put_answer(cli_buf *out, const screen_args *args, const aka_record *query,
    aka_screener *screener, aka_text *scratch, aka_error *error);

/* ---- the work ---- */

typedef struct screen_counts {
    uint64_t queries, matched, bad;
} screen_counts;

/* Screens all queries of the source and writes the answers in their order. false where it could not
 * go on, having said why. */
bool screen_run(
    const screen_args *args, const aka_index *index, screen_source *source, screen_counts *counts);

#endif
