/* Times single screenings, one thread, warm: reads queries, asks each once to warm up, then once
 * with the clock, and prints percentiles; some of them also exhaustively.
 *
 * usage: screen INDEX QUERIES.csv [EXHAUSTIVE]     how many are asked exhaustively; 10 if not given
 */
#include "aka/aka.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define QUERIES_MAX 20000

static void check(aka_status status, const aka_error *err)
{
    if (status == AKA_OK) return;
    char text[800];
    aka_error_format(err, text, sizeof text);
    fprintf(stderr, "screen: %s\n", text);
    exit(1);
}

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static size_t read_queries(const char *path, aka_record **out)
{
    aka_reader *reader;
    aka_error err;
    aka_reader_options options = {.size = sizeof options, .format = "csv"};
    size_t n = 0;
    check(aka_reader_open(path, &options, &reader, &err), &err);
    for (int more = 1; n < QUERIES_MAX; n++) {
        check(aka_record_create(&out[n], &err), &err);
        check(aka_reader_next(reader, out[n], &more, &err), &err);
        if (more) continue;
        aka_record_free(out[n]);
        break;
    }
    aka_reader_free(reader);
    return n;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void time_all(
    aka_screener *s, aka_record *const *queries, size_t n, int exhaustive, const char *label)
{
    aka_screen_options options = {.size = sizeof options, .exhaustive = exhaustive};
    aka_error err;
    double *us = calloc(n + 1, sizeof *us), sum = 0;
    uint64_t scored = 0, names;
    if (!us || n == 0) exit(1);
    for (int warm = !exhaustive; warm >= 0; warm--)
        for (size_t i = 0; i < n; i++) {
            double start = now_us();
            check(aka_screener_run(s, queries[i], &options, &err), &err);
            us[i] = now_us() - start;
            aka_screener_work(s, &names, NULL);
            if (!warm) scored += names;
        }
    for (size_t i = 0; i < n; i++) sum += us[i];
    qsort(us, n, sizeof *us, ascending);
    printf("%-11s %6zu queries  mean %9.1f us  p50 %9.1f  p90 %9.1f  p99 %9.1f  max %9.1f  "
           "names scored %.1f\n",
        label, n, sum / (double)n, us[n / 2], us[n * 9 / 10], us[n * 99 / 100], us[n - 1],
        (double)scored / (double)n);
    free(us);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: screen INDEX QUERIES.csv [EXHAUSTIVE]\n");
        return 2;
    }
    aka_index *index;
    aka_screener *screener;
    aka_error err;
    aka_record **queries = calloc(QUERIES_MAX + 1, sizeof *queries);
    if (!queries) return 1;
    check(aka_index_open(argv[1], 0, &index, &err), &err);
    check(aka_screener_create(index, &screener, &err), &err);
    size_t n = read_queries(argv[2], queries);
    size_t slow = argc > 3 ? (size_t)atoi(argv[3]) : 10;
    time_all(screener, queries, n, 0, "retrieved");
    time_all(screener, queries, slow < n ? slow : n, 1, "exhaustive");
    for (size_t i = 0; i < n; i++) aka_record_free(queries[i]);
    free(queries);
    aka_screener_free(screener);
    aka_index_free(index);
    return 0;
}
