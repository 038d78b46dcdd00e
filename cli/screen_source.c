/* Queries of aka screen: the NAMEs of the command line, the lines of standard input, or the records
 * of a CSV or JSON lines file. */
#include "screen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LINE = 1 << 16 }; /* of a name on standard input; the library's own limit is lower */

struct screen_source {
    const screen_args *args;
    aka_reader *reader; /* NULL: names */
    size_t next_name;
    uint64_t line; /* of standard input */
    char *buffer;
    size_t buffer_cap;
    bool done;
};

static aka_reader *open_reader(const screen_args *args)
{
    aka_reader_options options = {.size = sizeof options,
        .format = args->csv ? "csv" : "jsonl",
        .columns = args->columns,
        .schema = args->schema};
    aka_reader *reader = NULL;
    aka_error error = {0};
    if (aka_reader_open(args->csv ? args->csv : args->jsonl, &options, &reader, &error) != AKA_OK)
        cli_say_error(&error);
    return reader;
}

screen_source *screen_source_open(const screen_args *args)
{
    screen_source *source = calloc(1, sizeof *source);
    if (!source) {
        cli_say("out of memory");
        return NULL;
    }
    source->args = args;
    if (!args->csv && !args->jsonl) return source;
    if ((source->reader = open_reader(args))) return source;
    free(source);
    return NULL;
}

void screen_source_free(screen_source *source)
{
    if (!source) return;
    aka_reader_free(source->reader);
    free(source->buffer);
    free(source);
}

const char *screen_source_path(const screen_source *source)
{
    const char *path = source->args->csv ? source->args->csv : source->args->jsonl;
    if (!path) return source->line ? "standard input" : "";
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

aka_status screen_fill(
    const screen_args *args, aka_record *record, const char *name, aka_error *error)
{
    const char *const properties[][2] = {{"name", name}, {"birthDate", args->birth_date},
        {"country", args->country}, {"idNumber", args->id_number}};
    aka_status status = AKA_OK;
    aka_record_clear(record);
    if (args->schema) status = aka_record_set_schema(record, args->schema, error);
    for (size_t i = 0; i < sizeof properties / sizeof *properties && status == AKA_OK; i++)
        if (properties[i][1])
            status = aka_record_add(record, properties[i][0], properties[i][1], error);
    return status;
}

static aka_status bad_line(const screen_source *source, const char *message, aka_error *error)
{
    *error = (aka_error){.code = AKA_E_RECORD, .line = source->line};
    snprintf(error->path, sizeof error->path, "standard input");
    snprintf(error->message, sizeof error->message, "%s", message);
    return AKA_E_RECORD;
}

/* Reads a line, of which at most MAX_LINE bytes are kept. Its length, or -1 at the end. */
static ssize_t read_line(screen_source *source)
{
    size_t len = 0;
    int c = getc(stdin);
    if (c == EOF) return -1;
    if (!source->buffer) source->buffer = malloc(MAX_LINE + 2);
    for (; c != EOF && c != '\n'; c = getc(stdin))
        if (source->buffer && len <= MAX_LINE) source->buffer[len++] = (char)c;
    if (len > 0 && source->buffer && source->buffer[len - 1] == '\r') len--;
    if (source->buffer) source->buffer[len] = 0;
    return (ssize_t)len;
}

/* The next line of standard input that is not empty. *more = 0 at the end of it. */
static aka_status next_line(screen_source *source, aka_record *record, int *more, aka_error *error)
{
    ssize_t len;
    *more = 1;
    do {
        if ((len = read_line(source)) < 0) {
            *more = 0;
            if (!ferror(stdin)) return AKA_OK;
            *error = (aka_error){.code = AKA_E_IO};
            snprintf(error->message, sizeof error->message, "standard input: %s", strerror(errno));
            return AKA_E_IO;
        }
        source->line++;
    } while (len == 0);
    if (!source->buffer) return AKA_E_NOMEM;
    if (len > MAX_LINE) return bad_line(source, "a line of over 64 KiB is no name", error);
    if (strlen(source->buffer) != (size_t)len)
        return bad_line(source, "a line with a zero byte is no name", error);
    return screen_fill(source->args, record, source->buffer, error);
}

static aka_status next_name(
    screen_source *source, aka_record *record, uint64_t *line, int *more, aka_error *error)
{
    const screen_args *args = source->args;
    if (args->name_count == 0) { /* only an identifier */
        *more = !source->done;
        source->done = true;
        return *more ? screen_fill(args, record, "", error) : AKA_OK;
    }
    while (source->next_name < args->name_count) {
        const char *name = args->names[source->next_name];
        *more = 1;
        if (name) {
            source->next_name++;
            return screen_fill(args, record, name, error);
        }
        aka_status status = next_line(source, record, more, error);
        *line = source->line;
        if (status != AKA_OK || *more) return status;
        source->next_name++;
    }
    *more = 0;
    return AKA_OK;
}

aka_status screen_source_next(
    screen_source *source, aka_record *record, uint64_t *line, int *more, aka_error *error)
{
    *line = 0;
    if (!source->reader) return next_name(source, record, line, more, error);
    aka_status status = aka_reader_next(source->reader, record, more, error);
    *line = aka_reader_line(source->reader);
    return status;
}
