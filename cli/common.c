/* Messages, progress, stdout and the default index: what every command needs once. */
#include "cli.h"
#include "out.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A progress line stands on the terminal and has to go before a message. */
static bool progress_line;
static int stdout_errno; /* why writing failed; 0: it did not */

static void wipe_progress(void)
{
    if (progress_line) fputs("\r\033[K", stderr);
    progress_line = false;
}

void cli_say(const char *format, ...)
{
    char message[2048];
    cli_buf line = {0};
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    cli_puts(&line, "aka: ");
    cli_put_clean(&line, message);
    cli_puts(&line, "\n");
    wipe_progress();
    fputs(line.failed ? "aka: out of memory\n" : line.data, stderr);
    cli_buf_free(&line);
}

void cli_say_error(const aka_error *error)
{
    char text[1024];
    aka_error_format(error, text, sizeof text);
    cli_say("%s", text);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void cli_progress_start(cli_progress *progress, const char *what)
{
    *progress = (cli_progress){.what = what};
    if (what) progress->start = now();
    progress->next = progress->start + 2;
}

void cli_progress_tick(cli_progress *progress, uint64_t count)
{
    if (!progress->what) return;
    double t = now();
    if (t < progress->next) return;
    if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r\033[Kaka: %llu %s, %.0f s", (unsigned long long)count, progress->what,
            t - progress->start);
        progress_line = true;
        progress->next = t + 0.25;
    } else {
        /* In a log: fewer and fewer lines. */
        cli_say("%llu %s, %.0f s", (unsigned long long)count, progress->what, t - progress->start);
        progress->next = progress->start + 2 * (t - progress->start);
    }
}

void cli_progress_end(void)
{
    wipe_progress();
}

bool cli_colour(void)
{
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no_colour && *no_colour) &&
           !(term && strcmp(term, "dumb") == 0);
}

size_t cli_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 256 ? 256 : (size_t)n;
}

static char *join(const char *folder, const char *rest)
{
    size_t size = strlen(folder) + strlen(rest) + 1;
    char *path = malloc(size);
    if (path) snprintf(path, size, "%s%s", folder, rest);
    return path;
}

char *cli_index_path(const char *given)
{
    const char *named = getenv("AKA_INDEX"), *data = getenv("XDG_DATA_HOME"),
               *home = getenv("HOME");
    char *path = NULL;
    if (!given && named && *named) given = named;
    if (given) {
        path = join(given, "");
    } else if (data && *data == '/') {
        path = join(data, "/aka/lists.aka");
    } else if (home && *home) {
        path = join(home, "/.local/share/aka/lists.aka");
    } else {
        cli_say("which index? Name one with -i FILE or in AKA_INDEX");
        return NULL;
    }
    if (!path) cli_say("out of memory");
    return path;
}

aka_index *cli_open_index(const char *given)
{
    aka_index *index = NULL;
    aka_error error = {0};
    struct stat st;
    char *path = cli_index_path(given);
    if (!path) return NULL;
    if (stat(path, &st) != 0 && errno == ENOENT) {
        cli_say("%s: there is no such index; compile one with \"aka index -o %s LIST...\"%s", path,
            path, given ? "" : ", or name another with -i FILE or in AKA_INDEX");
    } else if (aka_index_open(path, 0, &index, &error) != AKA_OK) {
        cli_say_error(&error);
    }
    free(path);
    return index;
}

bool cli_write(const char *data, size_t len)
{
    if (stdout_errno) return false;
    if (len > 0) wipe_progress(); /* both may go to one terminal */
    if (len == 0 || fwrite(data, 1, len, stdout) == len) return true;
    stdout_errno = errno ? errno : EIO;
    return false;
}

bool cli_flush(void)
{
    if (fflush(stdout) != 0 && !stdout_errno) stdout_errno = errno;
    if (!stdout_errno && ferror(stdout)) stdout_errno = EIO;
    return !stdout_errno;
}

int cli_finish(int status)
{
    cli_flush();
    if (!stdout_errno) return status;
    if (stdout_errno == EPIPE) {
        signal(SIGPIPE, SIG_DFL);
        raise(SIGPIPE);
    }
    cli_say("standard output: %s; what was written is not complete", strerror(stdout_errno));
    return CLI_FAILED;
}
