/* The aka command: finds the subcommand and runs it. */
#include "commands.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>

/* A standard stream that is closed would be the next file opened, and results would be written into
 * it. Opened for reading only, so that writing is an error. */
static void hold_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDONLY) < 0) return;
}

typedef struct help_args {
    const cli_command *self, *command;
    const char *shell;
    bool man;
} help_args;

static bool take_help(void *ctx, int id, const char *value)
{
    help_args *args = ctx;
    if (id == OPT_MAN) {
        args->man = true;
    } else if (id == OPT_COMPLETION) {
        args->shell = value;
    } else if (args->command || !(args->command = cli_find(value))) {
        cli_usage(NULL, "there is no command \"%s\"", value);
        return false;
    }
    return true;
}

int cmd_help(const cli_command *self, int argc, char **argv)
{
    help_args args = {.self = self};
    int status = cli_parse(self, argc, argv, take_help, &args);
    if (status != CLI_GO) return status;
    if (args.shell && !cli_print_completion(args.shell, stdout))
        return cli_usage(self, "no completion for the shell \"%s\"", args.shell);
    if (args.shell) return cli_finish(CLI_DONE);
    if (args.man) {
        cli_print_man(args.command, stdout);
    } else if (args.command) {
        cli_print_help(args.command, stdout);
    } else {
        cli_print_overview(stdout);
    }
    return cli_finish(CLI_DONE);
}

int main(int argc, char **argv)
{
    hold_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* cli_finish sees to it; an index under way is not left half done */
    if (argc < 2) {
        cli_print_overview(stderr);
        return CLI_FAILED;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        printf("aka %s\n", aka_version());
        return cli_finish(CLI_DONE);
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        cli_print_overview(stdout);
        return cli_finish(CLI_DONE);
    }
    const cli_command *command = cli_find(name);
    if (!command) return cli_usage(NULL, "there is no command \"%s\"", name);
    return command->run(command, argc - 2, argv + 2);
}
