/* Fits data/transcription.txt to words that are written in Latin letters and in another script:
 * expectation maximisation over their alignments, in which a letter, two, or none stand for a
 * letter, two, or none. Deterministic.
 *
 * usage: fit_transcription SCRIPT[+SCRIPT…][@RATE]=FILE[,FILE…]… >data/transcription.txt
 *
 * FILE has lines of a Latin word, a tab, the same in the script. RATE, by default 0.0005, is how
 * often two words that have nothing to do with each other may be taken for a transcription. */
#include "base/file.h"
#include "names/transcribe.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    WORD_MAX = 40,
    SINGLE = 27,            /* nothing and 26 letters */
    ALL = SINGLE + 26 * 26, /* and all pairs of letters */
    PAIRS_KEPT = 60,        /* entries with a pair of letters on either side */
    STRANGERS = 20,         /* random pairs tried for each word */
};

#define LEAST_A_LETTER 3 /* evidence in 1/10 */
#define PRIOR 4.0        /* log of the evidence at which a line is taken as half right */
#define SELDOM 4.0       /* alignments: what is seen less often is left out */
#define FLOOR (AK_TRANSCRIPTION_UNLISTED / 10.0)

typedef struct word {
    uint8_t letters[WORD_MAX];
    char text[WORD_MAX];
    int len;
} word;

typedef struct entry {
    int from, to;
    double gain;
} entry;

static struct {
    word *from, *to; /* romanised and Latin side of each line */
    size_t count, cap;
    double from_share[SINGLE], to_share[SINGLE]; /* how common letters are */
    double chance[ALL][ALL];                     /* that an alignment goes on with this */
    double seen[ALL][ALL];
    bool allowed[ALL][ALL];
} fit;

static _Noreturn void die(const char *what, const char *where)
{
    fprintf(stderr, "fit_transcription: %s: %s\n", where, what);
    exit(1);
}

static void *must(void *p)
{
    if (!p) die("out of memory", "");
    return p;
}

/* ---- reading ---- */

/* The only word of a text; false where there are more, or other characters than letters. */
static bool only_word(ak_text *text, ak_slice source, word *out)
{
    ak_arena arena;
    ak_word *words;
    size_t count;
    aka_error err;
    ak_arena_init(&arena, 0);
    if (ak_words(text, source, &arena, &words, &count, &err) != AKA_OK) die(err.message, "words");
    bool ok = count == 1 && words[0].text.len <= WORD_MAX;
    for (size_t i = 0; ok && i < words[0].text.len; i++) {
        out->text[i] = words[0].text.data[i];
        out->letters[i] = (uint8_t)(out->text[i] - 'a' + 1);
        ok = out->text[i] >= 'a' && out->text[i] <= 'z';
    }
    out->len = ok ? (int)words[0].text.len : 0;
    ak_arena_free(&arena);
    return ok;
}

static void add_line(ak_text *text, ak_slice line)
{
    size_t tab = ak_slice_find(line, AK_LIT("\t"), 0);
    if (tab >= line.len) return;
    if (fit.count == fit.cap) {
        fit.cap = fit.cap ? fit.cap * 2 : 1024;
        fit.from = must(realloc(fit.from, fit.cap * sizeof *fit.from));
        fit.to = must(realloc(fit.to, fit.cap * sizeof *fit.to));
    }
    if (only_word(text, ak_slice_sub(line, 0, tab), &fit.to[fit.count]) &&
        only_word(text, ak_slice_sub(line, tab + 1, line.len), &fit.from[fit.count]))
        fit.count++;
}

static void read_file(ak_text *text, const char *path)
{
    ak_map map;
    aka_error err;
    if (ak_map_open(&map, path, &err) != AKA_OK) die(err.message, path);
    ak_slice rest = map.bytes, line;
    for (bool done = false; ak_slice_split(&rest, '\n', &done, &line);) add_line(text, line);
    ak_map_close(&map);
}

static void count_letters(const word *words, double share[SINGLE])
{
    double sum = 0;
    for (int c = 0; c < SINGLE; c++) share[c] = 1;
    for (size_t k = 0; k < fit.count; k++)
        for (int i = 0; i < words[k].len; i++) share[words[k].letters[i]]++;
    for (int c = 1; c < SINGLE; c++) sum += share[c];
    for (int c = 1; c < SINGLE; c++) share[c] /= sum;
}

/* ---- alignments ---- */

static int number_of(const uint8_t *letters, int n)
{
    if (n < 2) return n ? letters[0] : 0;
    return SINGLE + (letters[0] - 1) * 26 + letters[1] - 1;
}

static double by_accident(const word *from, const word *to)
{
    double sum = 0;
    for (int i = 0; i < from->len; i++) sum += log(fit.from_share[from->letters[i]]);
    for (int j = 0; j < to->len; j++) sum += log(fit.to_share[to->letters[j]]);
    return sum;
}

typedef double lattice[WORD_MAX + 1][WORD_MAX + 1];

static void forward(const word *a, const word *b, lattice out)
{
    for (int i = 0; i <= a->len; i++)
        for (int j = 0; j <= b->len; j++) {
            double sum = i + j == 0;
            for (int x = 0; x <= 2 && x <= i; x++)
                for (int y = x == 0; y <= 2 && y <= j; y++)
                    sum += out[i - x][j - y] * fit.chance[number_of(a->letters + i - x, x)]
                                                         [number_of(b->letters + j - y, y)];
            out[i][j] = sum;
        }
}

/* Adds what is expected of each step to fit.seen, times `weight`. */
static void backward(const word *a, const word *b, lattice before, double weight)
{
    static lattice after;
    for (int i = a->len; i >= 0; i--)
        for (int j = b->len; j >= 0; j--) {
            double sum = i == a->len && j == b->len;
            for (int x = 0; x <= 2 && i + x <= a->len; x++)
                for (int y = x == 0; y <= 2 && j + y <= b->len; y++) {
                    int from = number_of(a->letters + i, x), to = number_of(b->letters + j, y);
                    double here = fit.chance[from][to] * after[i + x][j + y];
                    sum += here;
                    fit.seen[from][to] += weight * before[i][j] * here;
                }
            after[i][j] = sum;
        }
}

/* One round. Lines that are no transcription (other names of the same person) count for little. */
static void maximise(void)
{
    static lattice before;
    double sum = 0;
    memset(fit.seen, 0, sizeof fit.seen);
    for (size_t k = 0; k < fit.count; k++) {
        const word *a = &fit.from[k], *b = &fit.to[k];
        forward(a, b, before);
        double chance = before[a->len][b->len];
        if (!(chance > 0)) continue;
        double right = 1 / (1 + exp(PRIOR - (log(chance) - by_accident(a, b))));
        backward(a, b, before, right / chance);
    }
    for (int x = 0; x < ALL; x++)
        for (int y = 0; y < ALL; y++) sum += fit.seen[x][y];
    for (int x = 0; x < ALL; x++)
        for (int y = 0; y < ALL; y++)
            fit.chance[x][y] = fit.allowed[x][y] ? fit.seen[x][y] / sum : 0;
}

/* ---- which pairs of letters are worth an entry ---- */

static void first(int number, int out[2])
{
    out[0] = number < SINGLE ? number : (number - SINGLE) / 26 + 1;
    out[1] = number < SINGLE ? 0 : (number - SINGLE) % 26 + 1;
}

/* The best that single letters can do for the same. */
static double without_pairs(int from, int to)
{
    int x[2], y[2];
    first(from, x);
    first(to, y);
    double straight = fit.chance[x[0]][y[0]] * (x[1] + y[1] ? fit.chance[x[1]][y[1]] : 1);
    double crossed = 0;
    if (!y[1]) crossed = fit.chance[x[0]][0] * fit.chance[x[1]][y[0]];
    if (!x[1]) crossed = fit.chance[0][y[0]] * fit.chance[x[0]][y[1]];
    return fmax(fmax(straight, crossed), 1e-300);
}

static int by_gain(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->gain != y->gain) return x->gain > y->gain ? -1 : 1;
    return x->from != y->from ? x->from - y->from : x->to - y->to;
}

static void keep_best_pairs(void)
{
    static entry found[ALL * ALL];
    size_t n = 0;
    for (int x = 1; x < ALL; x++)
        for (int y = 1; y < ALL; y++) {
            if ((x < SINGLE && y < SINGLE) || fit.seen[x][y] < SELDOM) continue;
            double gain = fit.seen[x][y] * log(fit.chance[x][y] / without_pairs(x, y));
            if (gain > 0) found[n++] = (entry){x, y, gain};
        }
    qsort(found, n, sizeof *found, by_gain);
    for (int x = 0; x < ALL; x++)
        for (int y = 0; y < ALL; y++) fit.allowed[x][y] = x < SINGLE && y < SINGLE;
    for (size_t i = 0; i < n && i < PAIRS_KEPT; i++) fit.allowed[found[i].from][found[i].to] = true;
    for (int x = 0; x < ALL; x++)
        for (int y = 0; y < ALL; y++)
            if (!fit.allowed[x][y]) fit.chance[x][y] = 0;
}

static void learn(void)
{
    count_letters(fit.from, fit.from_share);
    count_letters(fit.to, fit.to_share);
    memset(fit.chance, 0, sizeof fit.chance);
    memset(fit.allowed, 0, sizeof fit.allowed);
    for (int x = 0; x < SINGLE; x++)
        for (int y = x == 0; y < SINGLE; y++) {
            fit.allowed[x][y] = true;
            fit.chance[x][y] = !x || !y ? 1e-3 : x == y ? 2e-2 : 1e-4;
        }
    for (int round = 0; round < 6; round++) maximise();
    for (int x = 1; x < ALL; x++)
        for (int y = 1; y < ALL; y++)
            if (x >= SINGLE || y >= SINGLE) {
                fit.allowed[x][y] = true;
                fit.chance[x][y] = 1e-7;
            }
    for (int round = 0; round < 5; round++) maximise();
    keep_best_pairs();
    for (int round = 0; round < 6; round++) maximise();
}

/* ---- writing ---- */

static double log_share(const double share[SINGLE], int number)
{
    int letters[2];
    first(number, letters);
    return (letters[0] ? log(share[letters[0]]) : 0) + (letters[1] ? log(share[letters[1]]) : 0);
}

/* Evidence in 1/10, rounded; AK_TRANSCRIPTION_NEVER where it is not worth a word. */
static int evidence(int from, int to)
{
    if (!fit.allowed[from][to] || fit.seen[from][to] < SELDOM) return AK_TRANSCRIPTION_NEVER;
    double e =
        log(fit.chance[from][to]) - log_share(fit.from_share, from) - log_share(fit.to_share, to);
    if (e < FLOOR) return AK_TRANSCRIPTION_NEVER;
    if ((!from || !to) && e > 0) e = 0;
    return (int)lround(10 * fmin(e, 12));
}

/* The same table as the build will make of what is written. */
static void make_table(ak_transcription *t)
{
    static int from_of[ALL], to_of[ALL]; /* number in fit by number in the table */
    int from_count = SINGLE, to_count = SINGLE;
    *t = (ak_transcription){.needed = {0}};
    memset(t->from.evidence, AK_TRANSCRIPTION_NEVER, sizeof t->from.evidence);
    for (int i = 0; i < SINGLE; i++) from_of[i] = to_of[i] = i;
    for (int p = SINGLE; p < ALL; p++) {
        bool from = false, to = false;
        for (int k = 0; k < ALL; k++) {
            from = from || evidence(p, k) != AK_TRANSCRIPTION_NEVER;
            to = to || evidence(k, p) != AK_TRANSCRIPTION_NEVER;
        }
        int letters[2];
        first(p, letters);
        if (from_count == AK_TRANSCRIPTION_NUMBERS || to_count == AK_TRANSCRIPTION_NUMBERS)
            die("too many pairs of letters are worth a word", "raise AK_TRANSCRIPTION_NUMBERS");
        if (from) from_of[t->from.pairs[letters[0]][letters[1]] = (uint8_t)from_count++] = p;
        if (to) to_of[t->to.pairs[letters[0]][letters[1]] = (uint8_t)to_count++] = p;
    }
    memset(t->most, 120, sizeof t->most); /* nothing is given up early */
    for (int x = 0; x < from_count; x++)
        for (int y = 0; y < to_count; y++) {
            int e = evidence(from_of[x], to_of[y]);
            bool single = x < SINGLE && y < SINGLE;
            if (e == AK_TRANSCRIPTION_NEVER && single) e = AK_TRANSCRIPTION_UNLISTED;
            t->from.evidence[x][y] = (int8_t)e;
        }
}

/* Evidence that one is the transcription of the other; INT_MIN where the loose keys are not near.
 */
static int evidence_for(const ak_transcription *t, const word *from, const word *to)
{
    char x[AK_TERM_MAX], y[AK_TERM_MAX];
    ak_slice a = {from->text, (size_t)from->len}, b = {to->text, (size_t)to->len};
    ak_slice k = {x, ak_loose_key(a, x)}, l = {y, ak_loose_key(b, y)};
    return ak_loose_near(k, l) ? ak_transcription_evidence(t, a, b, INT_MIN / 2) : INT_MIN;
}

static int length_of(const word *from, const word *to)
{
    int longer = from->len > to->len ? from->len : to->len;
    return longer < AK_TRANSCRIPTION_LENGTHS ? longer : AK_TRANSCRIPTION_LENGTHS - 1;
}

static int by_size(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* What strangers of each length reach with the wanted rate, but no less than those that are longer
 * (few are short), and something for each letter: names have several parts, and two that hardly
 * speak for each other are no name. */
static void find_needed(ak_transcription *t, double rate)
{
    enum { LENGTHS = AK_TRANSCRIPTION_LENGTHS, FEW = 2000 };
    size_t n = fit.count * STRANGERS, counts[LENGTHS] = {0};
    int *reached[LENGTHS];
    for (int i = 0; i < LENGTHS; i++) reached[i] = must(malloc(n * sizeof **reached));
    uint64_t state = 1;
    for (size_t k = 0; k < n; k++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        const word *from = &fit.from[k % fit.count];
        const word *to = &fit.to[(k + 1 + (state >> 33) % (fit.count - 1)) % fit.count];
        int length = length_of(from, to);
        reached[length][counts[length]++] = evidence_for(t, from, to);
    }
    int longer = INT_MIN;
    for (int i = LENGTHS - 1; i >= 0; i--) {
        int need = longer;
        qsort(reached[i], counts[i], sizeof **reached, by_size);
        if (counts[i] > FEW) need = reached[i][(size_t)((double)counts[i] * rate)] + 1;
        longer = need > longer ? need : longer;
        t->needed[i] = longer > LEAST_A_LETTER * i ? longer : LEAST_A_LETTER * i;
        free(reached[i]);
    }
}

static void print_letters(int number)
{
    int letters[2];
    first(number, letters);
    if (!number) putchar('-');
    for (int i = 0; i < 2 && letters[i]; i++) putchar('a' + letters[i] - 1);
}

static void print_table(const char *scripts, const ak_transcription *t, double rate)
{
    size_t found = 0, entries = 0;
    for (size_t k = 0; k < fit.count; k++)
        found += evidence_for(t, &fit.from[k], &fit.to[k]) >=
                 t->needed[length_of(&fit.from[k], &fit.to[k])];
    printf("\n[%s]", scripts);
    for (int i = 0; i < AK_TRANSCRIPTION_LENGTHS; i++) printf(" %.1f", t->needed[i] / 10.0);
    putchar('\n');
    for (int x = 0; x < ALL; x++) {
        bool begun = false;
        for (int y = 0; y < ALL; y++) {
            int e = evidence(x, y);
            if (e == AK_TRANSCRIPTION_NEVER) continue;
            if (!begun) print_letters(x);
            printf(begun ? ", " : ": ");
            print_letters(y);
            printf(" %.1f", e / 10.0);
            begun = true;
            entries++;
        }
        if (begun) putchar('\n');
    }
    fprintf(stderr, "%-16s %zu lines, %zu entries, found %.3f, strangers %.4f\n", scripts,
        fit.count, entries, (double)found / (double)fit.count, rate);
}

static void fit_scripts(ak_text *text, char *arg)
{
    char *files = strchr(arg, '='), *at = strchr(arg, '@'), *save;
    if (!files) die("no =FILE", arg);
    *files++ = '\0';
    double rate = 5e-4;
    if (at) {
        *at = '\0';
        rate = atof(at + 1);
    }
    for (char *p = arg; *p; p++)
        if (*p == '+') *p = ' ';
    fit.count = 0;
    for (char *path = strtok_r(files, ",", &save); path; path = strtok_r(NULL, ",", &save))
        read_file(text, path);
    if (fit.count < 100) die("fewer than 100 lines of use", arg);
    learn();
    ak_transcription table;
    make_table(&table);
    find_needed(&table, rate);
    print_table(arg, &table, rate);
}

int main(int argc, char **argv)
{
    if (argc < 2) die("usage: SCRIPT[+SCRIPT...][@RATE]=FILE[,FILE...]...", "no arguments");
    ak_text *text;
    aka_error err;
    if (ak_text_create(&text, &err) != AKA_OK) die(err.message, "");
    printf(
        "# How words of other scripts are written in Latin letters. Fitted by "
        "bench/fit_transcription\n"
        "# to names of people in Wikidata (CC0), and not edited by hand. Form: data/README.md.\n");
    for (int i = 1; i < argc; i++) fit_scripts(text, argv[i]);
    ak_text_free(text);
    free(fit.from);
    free(fit.to);
    return 0;
}
