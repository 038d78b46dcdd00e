/* aka screen: whom do names and records refer to? */
#include "commands.h"
#include "screen.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool take_format(screen_args *args, const char *value)
{
    size_t i;
    if (!cli_choose(args->self, OPT_FORMAT, value, &i)) return false;
    args->format = (screen_format)(FORMAT_TABLE + i);
    return true;
}

static bool take_algorithm(screen_args *args, const char *value)
{
    const char *name = cli_algorithm(value);
    args->algorithm = name == aka_algorithm_get(0)->name ? NULL : name;
    return name != NULL;
}

/* Where nothing was said: all processors for a file. What comes by a pipe may be asked one by one,
 * and so is answered one by one. */
static void choose_jobs(screen_args *args)
{
    const char *file = args->csv ? args->csv : args->jsonl;
    if (args->jobs == 0) args->jobs = file && strcmp(file, "-") != 0 ? cli_processors() : 1;
}

static bool take_name(screen_args *args, int id, const char *value)
{
    bool lines = id == CLI_OPERAND && strcmp(value, "-") == 0;
    if (!*value) {
        cli_usage(args->self, "an empty NAME");
        return false;
    }
    args->names[args->name_count++] = lines ? NULL : value;
    return true;
}

/* A second file would be passed over in silence. */
static bool take_file(screen_args *args, const char **file, const char *value)
{
    if (args->csv || args->jsonl)
        cli_usage(args->self, "one file at a time: not also \"%s\"", value);
    else
        *file = value;
    return *file == value;
}

static bool take(void *ctx, int id, const char *value)
{
    screen_args *args = ctx;
    switch (id) {
    case 'i':
        args->index = value;
        return true;
    case OPT_CSV:
        return take_file(args, &args->csv, value);
    case OPT_JSONL:
        return take_file(args, &args->jsonl, value);
    case OPT_COLUMNS:
        args->columns = value;
        return true;
    case OPT_SCHEMA:
        args->schema = value;
        return true;
    case OPT_BIRTH_DATE:
        args->birth_date = value;
        return true;
    case OPT_COUNTRY:
        args->country = value;
        return true;
    case OPT_ID_NUMBER:
        args->id_number = value;
        return true;
    case OPT_ALGORITHM:
        return take_algorithm(args, value);
    case OPT_THRESHOLD:
        return cli_fraction("threshold", value, &args->threshold);
    case OPT_LIMIT:
        return cli_number("limit", value, 1, 1000000, &args->limit);
    case OPT_FORMAT:
        return take_format(args, value);
    case OPT_EXPLAIN:
        args->explain = true;
        return true;
    case OPT_EXHAUSTIVE:
        args->exhaustive = true;
        return true;
    case 'j':
        return cli_jobs(value, &args->jobs);
    case OPT_EXIT_CODE:
        args->exit_code = true;
        return true;
    case 'q':
        args->quiet = true;
        return true;
    default:
        return take_name(args, id, value);
    }
}

/* Says what does not go together; CLI_GO where all does. */
static int check(const screen_args *args)
{
    bool file = args->csv || args->jsonl;
    bool of_names = args->birth_date || args->country || args->id_number;
    if (file && args->name_count > 0)
        return cli_usage(args->self, "either NAMEs or a file of records");
    if (file && of_names)
        return cli_usage(
            args->self, "--birth-date, --country and --id-number go with NAMEs, not with a file");
    if (args->columns && !args->csv) return cli_usage(args->self, "--columns goes with --csv");
    if (!file && args->name_count == 0 && !args->id_number)
        return cli_usage(args->self, "nothing to screen: a NAME, --csv FILE or --jsonl FILE");
    return CLI_GO;
}

/* What no query could have is a mistake of usage and not a bad record. */
static int check_values(const screen_args *args)
{
    aka_record *record = NULL;
    aka_error error = {0};
    const char *property, *why, *unread = NULL;
    aka_status status = aka_record_create(&record, &error);
    if (status == AKA_OK) status = screen_fill(args, record, "", &error);
    if (status == AKA_OK) unread = aka_record_unread(record, 0, &property, &why);
    if (unread) cli_usage(args->self, "%s: \"%s\" %s", property, unread, why);
    if (status != AKA_OK) cli_usage(args->self, "%s", error.message);
    aka_record_free(record);
    return status == AKA_OK && !unread ? CLI_GO : CLI_FAILED;
}

static void choose_format(screen_args *args)
{
    bool terminal = isatty(STDOUT_FILENO);
    if (args->format == FORMAT_DEFAULT) {
        args->format = terminal || !(args->csv || args->jsonl) ? FORMAT_TABLE
                       : args->csv                             ? FORMAT_CSV
                                                               : FORMAT_JSONL;
    }
    args->colour = cli_colour();
}

static int run(const screen_args *args)
{
    screen_counts counts = {0};
    aka_index *index = cli_open_index(args->index);
    screen_source *source = index ? screen_source_open(args) : NULL;
    bool ok = source && screen_run(args, index, source, &counts);
    screen_source_free(source);
    aka_index_free(index);
    if (ok && !args->quiet && (args->csv || args->jsonl))
        cli_say("%llu records screened, %llu with a match, %llu bad",
            (unsigned long long)counts.queries, (unsigned long long)counts.matched,
            (unsigned long long)counts.bad);
    int status = !ok                                     ? CLI_FAILED
                 : args->exit_code && counts.matched > 0 ? CLI_MATCH
                 : counts.bad > 0                        ? CLI_BAD_RECORDS
                                                         : CLI_DONE;
    return cli_finish(status);
}

int cmd_screen(const cli_command *self, int argc, char **argv)
{
    screen_args args = {.self = self};
    args.names = calloc((size_t)argc + 1, sizeof *args.names);
    if (!args.names) {
        cli_say("out of memory");
        return CLI_FAILED;
    }
    int status = cli_parse(self, argc, argv, take, &args);
    if (status == CLI_GO) status = check(&args);
    if (status == CLI_GO) status = check_values(&args);
    choose_format(&args);
    choose_jobs(&args);
    if (status == CLI_GO) status = run(&args);
    free(args.names);
    return status;
}
