/* aka scan: where do texts mention somebody who is listed? */
#include "commands.h"
#include "scan.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LEAST 0.70 /* mentions below it are never looked for */

static bool take_format(scan_args *args, const char *value)
{
    size_t i;
    if (!cli_choose(args->self, OPT_FORMAT, value, &i)) return false;
    args->format = (scan_format)i;
    return true;
}

static bool take_form(scan_args *args, const char *value)
{
    size_t i;
    if (!cli_choose(args->self, OPT_FORM, value, &i)) return false;
    args->form = (aka_scan_form)i;
    return true;
}

static bool take_threshold(scan_args *args, const char *value)
{
    if (!cli_fraction("threshold", value, &args->threshold)) return false;
    if (args->threshold >= LEAST) return true;
    cli_usage(args->self, "--threshold of text is %.2f or more, not %s", LEAST, value);
    return false;
}

static bool take(void *ctx, int id, const char *value)
{
    scan_args *args = ctx;
    switch (id) {
    case 'i':
        args->index = value;
        return true;
    case OPT_FORMAT:
        return take_format(args, value);
    case OPT_FORM:
        return take_form(args, value);
    case OPT_FILES_FROM:
        args->files_from = value;
        return true;
    case OPT_THRESHOLD:
        return take_threshold(args, value);
    case OPT_LIMIT:
        return cli_number("limit", value, 1, 1000000, &args->limit);
    case OPT_SUMMARY:
        args->summary = true;
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
        args->operands[args->operand_count++] = value;
        return true;
    }
}

static int run(const scan_args *args)
{
    scan_counts counts = {0};
    scan_files files = {0};
    aka_index *index = NULL;
    bool ok = scan_files_collect(&files, args) && (index = cli_open_index(args->index)) &&
              scan_run(args, index, &files, &counts);
    aka_index_free(index);
    size_t bad = files.bad + counts.bad;
    if (ok && !args->quiet && args->format != SCAN_TEXT)
        cli_say("%zu files, %.1f MB: %llu mentions, %zu files bad", counts.files,
            (double)counts.bytes / 1e6, (unsigned long long)counts.mentions, bad);
    scan_files_free(&files);
    int status = !ok                                      ? CLI_FAILED
                 : args->exit_code && counts.mentions > 0 ? CLI_MATCH
                 : bad > 0                                ? CLI_BAD_RECORDS
                                                          : CLI_DONE;
    return cli_finish(status);
}

int cmd_scan(const cli_command *self, int argc, char **argv)
{
    scan_args args = {.self = self, .colour = cli_colour()};
    args.operands = calloc((size_t)argc + 1, sizeof *args.operands);
    if (!args.operands) {
        cli_say("out of memory");
        return CLI_FAILED;
    }
    int status = cli_parse(self, argc, argv, take, &args);
    if (status == CLI_GO && args.operand_count == 0 && !args.files_from)
        status = cli_usage(self, "nothing to scan: a FILE, a folder, or \"-\" for standard input");
    if (status == CLI_GO && args.summary && args.format == SCAN_HTML)
        status = cli_usage(self, "--summary is text or jsonl; a page has it beside the texts");
    if (status == CLI_GO) status = run(&args);
    free(args.operands);
    return status;
}
