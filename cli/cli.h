/* What the commands share: the table of commands and options (the one source of help, manual pages
 * and completion), the option parser, messages, and output that notices failure. The command uses
 * the library through <aka/...> only. */
#ifndef CLI_H
#define CLI_H

#include <aka/aka.h>
#include <stdbool.h>
#include <stdio.h>

/* Exit codes. */
enum {
    CLI_DONE = 0,
    CLI_BAD_RECORDS = 1, /* done, but some records were bad and have been listed */
    CLI_FAILED = 2,      /* usage or input error */
    CLI_MATCH = 10       /* with --exit-code: there is a match */
};

/* What cli_parse hands to a command besides the ids of its own options. */
enum {
    CLI_OPERAND = 256, /* an argument that is no option */
    CLI_LITERAL,       /* the same behind "--": "-" there is a name, not standard input */
    CLI_LONG           /* ids of options without a letter start here */
};

typedef struct cli_option {
    int id;           /* the letter, or from CLI_LONG up */
    const char *name; /* without the dashes; NULL ends a table */
    const char *arg;  /* what its value is called; NULL: a switch */
    /* For completion: "table|jsonl|csv", "FILE" (a path), CLI_ALGORITHMS, or NULL: anything. */
    const char *values;
    const char *help;
} cli_option;

typedef struct cli_section {
    const char *title; /* NULL ends */
    /* Paragraphs parted by an empty line. One that starts with a blank is kept line by line.
     * Or a list that the library knows (commands.h). */
    const char *text;
} cli_section;

typedef struct cli_command {
    const char *name; /* NULL ends the table */
    const char *summary;
    const char *const *synopsis; /* without "aka NAME"; NULL ends */
    const cli_option *options;
    const cli_section *sections; /* the first one's text is the description */
    const char *operands;        /* for completion: "FILE" or NULL */
    int (*run)(const struct cli_command *self, int argc, char **argv);
} cli_command;

extern const cli_command cli_commands[];
const cli_command *cli_find(const char *name);

int cmd_index(const cli_command *self, int argc, char **argv);
int cmd_info(const cli_command *self, int argc, char **argv);
int cmd_screen(const cli_command *self, int argc, char **argv);
int cmd_scan(const cli_command *self, int argc, char **argv);
int cmd_compare(const cli_command *self, int argc, char **argv);
int cmd_serve(const cli_command *self, int argc, char **argv);
int cmd_help(const cli_command *self, int argc, char **argv);

/* Takes one option or operand; false where its value is bad, having said so. */
typedef bool cli_take(void *ctx, int id, const char *value);

enum { CLI_GO = -1 };

/* Hands every option and operand of argv (behind the command's name) to take. CLI_GO, or the exit
 * code: --help has been printed, or a mistake reported. */
int cli_parse(const cli_command *command, int argc, char **argv, cli_take *take, void *ctx);
/* Whole numbers and fractions as option values; false with a message where text is none within. */
bool cli_number(const char *option, const char *text, size_t min, size_t max, size_t *out);
bool cli_fraction(const char *option, const char *text, double *out);

/* The number of value among those that the command's table gives for the option
 * ("table|jsonl|csv"); false with a message where it is none of them. */
bool cli_choose(const cli_command *command, int id, const char *value, size_t *out);
/* A number of threads, 0 standing for one a processor; false with a message. */
bool cli_jobs(const char *value, size_t *out);

/* The name of the algorithm that is called so (NULL: the default one); NULL with a message where
 * there is none. */
const char *cli_algorithm(const char *name);

void cli_print_help(const cli_command *command, FILE *out);
void cli_print_overview(FILE *out);
void cli_print_man(const cli_command *command, FILE *out); /* NULL: aka(1) itself */
bool cli_print_completion(const char *shell, FILE *out);

/* Messages to stderr, each one line behind "aka: ", control characters made visible. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cli_say_error(const aka_error *error);
/* A usage error: the message and where help is. Returns CLI_FAILED. */
int cli_usage(const cli_command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Progress on stderr for work over two seconds: a line that is rewritten on a terminal, else a line
 * now and then. */
typedef struct cli_progress {
    const char *what; /* "records screened"; NULL: keep quiet */
    double start, next;
} cli_progress;
void cli_progress_start(cli_progress *progress, const char *what);
void cli_progress_tick(cli_progress *progress, uint64_t count);
void cli_progress_end(void);

/* Whether standard output may be coloured: a terminal that is not dumb, and no NO_COLOR. */
bool cli_colour(void);
/* Processors, 1 to 256. */
size_t cli_processors(void);

/* The path given, or where there is none the default index; NULL with a message where none is
 * known. Free it. */
char *cli_index_path(const char *given);
/* Opens it, with an advice where there is no such file. NULL with a message. */
aka_index *cli_open_index(const char *given);

/* Writes to stdout; false where that failed (disk full; reported by cli_finish). */
bool cli_write(const char *data, size_t len);
bool cli_flush(void);
/* Flushes stdout. Returns status, or CLI_FAILED with a message where data was lost. Dies of
 * SIGPIPE, quietly, where the reader went away. */
int cli_finish(int status);

#endif
