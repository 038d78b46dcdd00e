/* Times single screenings, one thread, warm, in processor time, so that other programs on the
 * machine disturb less: reads queries, asks each once to warm up, then once with the clock, and
 * prints percentiles; some of them also exhaustively. The first time, when nothing is remembered of
 * them, is printed as well.
 *
 * usage: screen INDEX QUERIES.csv [EXHAUSTIVE [WORST]]
 *        EXHAUSTIVE: how many are asked exhaustively, 10 if not given
 *        WORST: how many of the slowest queries are named, with the work that they are
 *    or: screen --cold ROUNDS INDEX QUERIES.csv
 *        prints for each query its number and the microseconds that it takes when nothing is
 *        remembered of any: the median of so many rounds
 */
#include "aka/aka.h"
#include "match/screener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
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

typedef struct timing {
    double us;
    size_t query;
    uint64_t names, postings; /* scored, read */
} timing;

static int ascending(const void *a, const void *b)
{
    double x = ((const timing *)a)->us, y = ((const timing *)b)->us;
    return x < y ? -1 : x > y;
}

static void time_each(
    aka_screener *s, aka_record *const *queries, size_t n, int exhaustive, timing *out)
{
    aka_screen_options options = {.size = sizeof options, .exhaustive = exhaustive};
    aka_error err;
    for (size_t i = 0; i < n; i++) {
        double start = now_us();
        check(aka_screener_run(s, queries[i], &options, &err), &err);
        out[i] = (timing){.us = now_us() - start, .query = i};
        aka_screener_work(s, &out[i].names, &out[i].postings);
    }
}

/* Sorts them by time. */
static void print_timings(const char *label, timing *t, size_t n)
{
    double sum = 0, scored = 0;
    for (size_t i = 0; i < n; i++) {
        sum += t[i].us;
        scored += (double)t[i].names;
    }
    qsort(t, n, sizeof *t, ascending);
    printf("%-11s %6zu queries  mean %9.1f us  p50 %9.1f  p90 %9.1f  p99 %9.1f  max %9.1f  "
           "names scored %.1f\n",
        label, n, sum / (double)n, t[n / 2].us, t[n * 9 / 10].us, t[n * 99 / 100].us, t[n - 1].us,
        scored / (double)n);
}

static void print_worst(aka_screener *s, aka_record *const *queries, const timing *t, size_t n)
{
    for (const timing *end = t + n; t < end; t++) {
        aka_text json = {0};
        aka_error err;
        check(aka_screener_run(s, queries[t->query], NULL, &err), &err);
        check(aka_screener_write_json(s, &json, &err), &err);
        printf("%9.1f us, %llu names scored, %llu postings read: query %zu, %.150s\n", t->us,
            (unsigned long long)t->names, (unsigned long long)t->postings, t->query + 1, json.data);
        aka_text_free(&json);
    }
}

static int ascending_us(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Rounds go over all queries, so that a slow minute of the machine is one round of each. */
static void print_cold(aka_screener *s, aka_record *const *queries, size_t n, size_t rounds)
{
    aka_error err;
    double *us = calloc(n * rounds, sizeof *us);
    if (!us) exit(1);
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < n; i++) {
            ak_memory_free(&s->retriever.expander.memory);
            double start = now_us();
            check(aka_screener_run(s, queries[i], NULL, &err), &err);
            us[i * rounds + round] = now_us() - start;
        }
    for (size_t i = 0; i < n; i++) {
        qsort(us + i * rounds, rounds, sizeof *us, ascending_us);
        printf("%zu %.1f\n", i + 1, us[i * rounds + rounds / 2]);
    }
    free(us);
}

/* All that is asked for above. */
static void print_all(
    aka_screener *s, aka_record *const *queries, size_t n, size_t slow, size_t worst)
{
    timing *timings = calloc(n, sizeof *timings);
    if (!timings) exit(1);
    time_each(s, queries, n, 0, timings);
    print_timings("first time", timings, n);
    time_each(s, queries, n, 0, timings);
    print_timings("warm", timings, n);
    print_worst(s, queries, timings + n - (worst < n ? worst : n), worst < n ? worst : n);
    slow = slow < n ? slow : n;
    time_each(s, queries, slow, 1, timings);
    if (slow) print_timings("exhaustive", timings, slow);
    free(timings);
}

static size_t number(int argc, char **argv, int i, size_t otherwise)
{
    return i < argc ? strtoul(argv[i], NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
    const bool cold = argc > 1 && strcmp(argv[1], "--cold") == 0;
    const size_t rounds = cold ? number(argc, argv, 2, 0) : 0;
    argc -= cold ? 2 : 0;
    argv += cold ? 2 : 0;
    if (argc < 3 || (cold && !rounds)) {
        fprintf(stderr, "usage: screen INDEX QUERIES.csv [EXHAUSTIVE [WORST]]\n"
                        "   or: screen --cold ROUNDS INDEX QUERIES.csv\n");
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
    if (n == 0) return 1;
    if (cold)
        print_cold(screener, queries, n, rounds);
    else
        print_all(screener, queries, n, number(argc, argv, 3, 10), number(argc, argv, 4, 0));
    for (size_t i = 0; i < n; i++) aka_record_free(queries[i]);
    free(queries);
    aka_screener_free(screener);
    aka_index_free(index);
    return 0;
}
