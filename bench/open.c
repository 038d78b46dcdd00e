/* Times opening an index, without and with the checks of its contents, and tells how much memory
 * that took and how much a number of screenings take after it.
 *
 * usage: open INDEX QUERIES.csv     prints: open_ms,checked_ms,checked_mb,screening_mb
 */
#include "aka/aka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void check(aka_status status, const aka_error *err)
{
    if (status == AKA_OK) return;
    fprintf(stderr, "open: %s\n", err->message);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Most memory that this process ever had, mapped files included. */
static double peak_mb(void)
{
    char line[128];
    double kb = 0;
    FILE *in = fopen("/proc/self/status", "r");
    if (!in) return 0;
    while (fgets(line, sizeof line, in))
        if (strncmp(line, "VmHWM:", 6) == 0) kb = strtod(line + 6, NULL);
    fclose(in);
    return kb / 1024;
}

static double open_index(const char *path, unsigned flags, aka_index **out)
{
    aka_error err;
    double start = now_ms();
    check(aka_index_open(path, flags, out, &err), &err);
    return now_ms() - start;
}

static void screen_all(aka_index *index, const char *path)
{
    aka_screener *screener;
    aka_reader *reader;
    aka_record *record;
    aka_error err;
    aka_reader_options options = {.size = sizeof options, .format = "csv"};
    check(aka_screener_create(index, &screener, &err), &err);
    check(aka_reader_open(path, &options, &reader, &err), &err);
    check(aka_record_create(&record, &err), &err);
    for (int more = 1;;) {
        check(aka_reader_next(reader, record, &more, &err), &err);
        if (!more) break;
        check(aka_screener_run(screener, record, NULL, &err), &err);
    }
    aka_record_free(record);
    aka_reader_free(reader);
    aka_screener_free(screener);
}

/* In a process of its own, whose memory is counted from the beginning. */
static int checked(const char *path)
{
    aka_index *index;
    double ms = open_index(path, 0, &index);
    printf("%.1f,%.0f,", ms, peak_mb());
    aka_index_free(index);
    return fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: open INDEX QUERIES.csv\n");
        return 2;
    }
    aka_index *index;
    printf("%.2f,", open_index(argv[1], AKA_OPEN_NO_CHECKSUM, &index));
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) _exit(checked(argv[1]));
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) return 1;
    screen_all(index, argv[2]);
    printf("%.0f\n", peak_mb());
    aka_index_free(index);
    return 0;
}
