/* Build tool: compiles data/transcription.txt (form: data/README.md) into the constant tables that
 * src/names/transcribe.h declares. Usage: transcription_compile OUT.c FILE */
#include "base/file.h"
#include "base/hash.h"
#include "names/transcribe.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBERS_MAX = AK_TRANSCRIPTION_NUMBERS, LEAST = -120, MOST = 120 };

/* The letters and pairs of letters of one side; number 0 is nothing. */
typedef struct side {
    uint8_t pairs[27][27];
    unsigned count;
} side;

typedef struct table {
    unsigned scripts; /* bits of ak_script */
    int needed[AK_TRANSCRIPTION_LENGTHS];
    side from, to;
    int8_t evidence[NUMBERS_MAX][NUMBERS_MAX];
    bool listed[NUMBERS_MAX][NUMBERS_MAX];
} table;

static const char *const script_names[AK_SCRIPT_OTHER + 1] = {"latin", "cyrillic", "greek",
    "armenian", "georgian", "arabic", "hebrew", "han", "kana", "hangul", "other"};

static const char *path;
static unsigned line_number;

static _Noreturn void die(const char *message, ak_slice what)
{
    fprintf(stderr, "transcription_compile: %s:%u: %s: %.*s\n", path, line_number, message,
        AK_ARG(what));
    exit(1);
}

static unsigned letter(ak_slice s, size_t i)
{
    if (s.data[i] < 'a' || s.data[i] > 'z') die("not a letter a-z", s);
    return (unsigned)(s.data[i] - 'a' + 1);
}

/* Number of "-", a letter, or a pair of letters, which is numbered when first met. */
static unsigned number_of(side *s, ak_slice letters)
{
    if (ak_slice_is(letters, "-")) return 0;
    if (letters.len == 1) return letter(letters, 0);
    if (letters.len != 2) die("neither -, a letter, nor two", letters);
    uint8_t *pair = &s->pairs[letter(letters, 0)][letter(letters, 1)];
    if (!*pair) {
        if (s->count == NUMBERS_MAX) die("too many pairs of letters", letters);
        *pair = (uint8_t)s->count++;
    }
    return *pair;
}

/* "-1.2" in tenths. */
static int tenths(ak_slice s)
{
    char copy[16], *end;
    if (s.len == 0 || s.len >= sizeof copy) die("not a number", s);
    memcpy(copy, s.data, s.len);
    copy[s.len] = '\0';
    double value = strtod(copy, &end);
    if (*end || !(value >= LEAST / 10.0 && value <= MOST / 10.0)) die("not a number up to 12", s);
    return (int)lround(value * 10);
}

static void clear(table *t)
{
    memset(t, 0, sizeof *t);
    t->from.count = t->to.count = 27;
    memset(t->evidence, AK_TRANSCRIPTION_NEVER, sizeof t->evidence);
    for (int i = 0; i < 27; i++) memset(t->evidence[i], AK_TRANSCRIPTION_UNLISTED, 27);
}

/* "[georgian other] 9.1 8.4 …": scripts, and the evidence that words of each length need. */
static void read_heading(table *t, ak_slice line)
{
    size_t close = ak_slice_find(line, AK_LIT("]"), 0);
    if (close >= line.len) die("a heading without ]", line);
    ak_slice names = ak_slice_sub(line, 1, close), name;
    clear(t);
    ak_slice rest = ak_slice_trim(ak_slice_sub(line, close + 1, line.len)), number;
    size_t lengths = 0;
    for (bool done = false; ak_slice_split(&rest, ' ', &done, &number);) {
        if (lengths == AK_TRANSCRIPTION_LENGTHS) die("too many numbers", line);
        t->needed[lengths++] = tenths(number);
    }
    if (lengths < AK_TRANSCRIPTION_LENGTHS) die("too few numbers", line);
    for (bool done = false; ak_slice_split(&names, ' ', &done, &name);) {
        unsigned script = 1;
        while (script <= AK_SCRIPT_OTHER && !ak_slice_is(name, script_names[script])) script++;
        if (script > AK_SCRIPT_OTHER) die("no such script", name);
        t->scripts |= 1u << script;
    }
}

/* "sh: sh 3.9, s 1.0" */
static void read_line(table *t, ak_slice line)
{
    size_t colon = ak_slice_find(line, AK_LIT(":"), 0);
    if (colon >= line.len || !t->scripts) die("neither heading nor evidence", line);
    unsigned from = number_of(&t->from, ak_slice_trim(ak_slice_sub(line, 0, colon)));
    ak_slice rest = ak_slice_sub(line, colon + 1, line.len), item;
    for (bool done = false; ak_slice_split(&rest, ',', &done, &item);) {
        item = ak_slice_trim(item);
        size_t blank = ak_slice_find(item, AK_LIT(" "), 0);
        unsigned to = number_of(&t->to, ak_slice_sub(item, 0, blank));
        int value = tenths(ak_slice_trim(ak_slice_sub(item, blank, item.len)));
        if (t->listed[from][to] || (from == 0 && to == 0)) die("listed before", item);
        /* The search for the best alignment relies on it. */
        if ((from == 0 || to == 0) && value > 0) die("nothing is no evidence", item);
        t->listed[from][to] = true;
        t->evidence[from][to] = (int8_t)value;
    }
}

/* What each letter adds at most: by itself, or as half of a pair. */
static void most_of(const table *t, int most[27])
{
    most[0] = 0;
    for (unsigned x = 1; x < 27; x++) {
        most[x] = AK_TRANSCRIPTION_UNLISTED;
        for (unsigned to = 0; to < t->to.count; to++)
            if (t->evidence[x][to] > most[x]) most[x] = t->evidence[x][to];
    }
    for (unsigned a = 1; a < 27; a++)
        for (unsigned b = 1; b < 27; b++)
            for (unsigned to = 0, pair = t->from.pairs[a][b]; pair && to < t->to.count; to++) {
                int half = (t->evidence[pair][to] + 1) / 2;
                if (half > most[a]) most[a] = half;
                if (half > most[b]) most[b] = half;
            }
}

static void emit_pairs(FILE *out, const side *s)
{
    uint8_t letters[NUMBERS_MAX][2] = {{0}};
    fprintf(out, "{\n");
    for (uint8_t a = 0; a < 27; a++) {
        fprintf(out, "{");
        for (uint8_t b = 0; b < 27; b++) {
            fprintf(out, "%u,", s->pairs[a][b]);
            if (!s->pairs[a][b]) continue;
            letters[s->pairs[a][b]][0] = a;
            letters[s->pairs[a][b]][1] = b;
        }
        fprintf(out, "},\n");
    }
    fprintf(out, "}, {");
    for (int i = 0; i < NUMBERS_MAX; i++) fprintf(out, "{%u, %u},", letters[i][0], letters[i][1]);
    fprintf(out, "},\n");
}

/* back: seen from the Latin side. */
static void emit_side(FILE *out, const table *t, bool back)
{
    fprintf(out, "{");
    emit_pairs(out, back ? &t->to : &t->from);
    fprintf(out, "{");
    for (unsigned x = 0; x < NUMBERS_MAX; x++) {
        fprintf(out, "{");
        for (unsigned y = 0; y < NUMBERS_MAX; y++)
            fprintf(out, "%d,", back ? t->evidence[y][x] : t->evidence[x][y]);
        fprintf(out, "},\n");
    }
    fprintf(out, "}},\n");
}

static void emit(FILE *out, const table *t, unsigned number)
{
    int most[27];
    most_of(t, most);
    fprintf(out, "static const ak_transcription table_%u = {{", number);
    for (int i = 0; i < AK_TRANSCRIPTION_LENGTHS; i++) fprintf(out, "%d,", t->needed[i]);
    fprintf(out, "},\n");
    emit_side(out, t, false);
    emit_side(out, t, true);
    fprintf(out, "{");
    for (int x = 0; x < 27; x++) fprintf(out, "%d,", most[x]);
    fprintf(out, "}};\n\n");
}

static unsigned compile(FILE *out, ak_slice rest, unsigned by_script[AK_SCRIPT_OTHER + 1])
{
    static table t;
    unsigned count = 0;
    ak_slice line;
    for (bool done = false, more = true; more;) {
        more = ak_slice_split(&rest, '\n', &done, &line);
        line_number++;
        line = more ? ak_slice_trim(line) : AK_LIT("[");
        if (line.len == 0 || line.data[0] == '#') continue;
        if (line.data[0] != '[') {
            read_line(&t, line);
            continue;
        }
        if (t.scripts) emit(out, &t, ++count);
        for (unsigned s = 0; s <= AK_SCRIPT_OTHER; s++)
            if (t.scripts >> s & 1) by_script[s] = count;
        if (more) read_heading(&t, line);
    }
    return count;
}

int main(int argc, char **argv)
{
    ak_map map;
    aka_error err;
    if (argc != 3) {
        fprintf(stderr, "usage: transcription_compile OUT.c FILE\n");
        return 2;
    }
    path = argv[2];
    if (ak_map_open(&map, path, &err) != AKA_OK) die("cannot be read", ak_slice_of(err.message));
    FILE *out = fopen(argv[1], "w");
    if (!out) die("cannot be written", ak_slice_of(argv[1]));
    fprintf(out, "/* Generated by transcription_compile from data/transcription.txt. */\n"
                 "#include \"names/transcribe.h\"\n\n");
    unsigned by_script[AK_SCRIPT_OTHER + 1] = {0};
    compile(out, map.bytes, by_script);
    fprintf(out, "const ak_transcription *const ak_transcriptions[AK_SCRIPT_OTHER + 1] = {\n");
    for (unsigned s = 0; s <= AK_SCRIPT_OTHER; s++)
        if (by_script[s]) fprintf(out, "[%u] = &table_%u,\n", s, by_script[s]);
    fprintf(out, "};\nconst uint64_t ak_transcriptions_hash = 0x%llxull;\n",
        (unsigned long long)ak_hash(map.bytes));
    ak_map_close(&map);
    return fclose(out) == 0 ? 0 : 1;
}
