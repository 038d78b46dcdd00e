/* Times the steps that a screening is made of, one operation at a time: cold, after the caches of
 * the processor have been swept, and warm, in the middle of many. Prints CSV.
 *
 * usage: micro [ROUNDS]     how often each is measured warm; 2,000 if not given
 */
#include "match/evidence.h"
#include "names/name.h"
#include "names/relate.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SWEEP = 64 << 20, COLD_ROUNDS = 15 };

typedef struct bench {
    ak_text *text;
    ak_arena arena;
    ak_aligner aligner;
    ak_name one, two, three;
    volatile double sink; /* results go here, so that the work cannot be left out */
} bench;

static void die(const aka_error *err)
{
    fprintf(stderr, "micro: %s\n", err->message);
    exit(1);
}

static void words(bench *b, const char *s)
{
    ak_word *out;
    size_t n;
    aka_error err;
    if (ak_words(b->text, ak_slice_of(s), &b->arena, &out, &n, &err) != AKA_OK) die(&err);
    b->sink += (double)n;
}

static void analyse(bench *b, const char *s, ak_kind kind)
{
    ak_name name;
    aka_error err;
    if (ak_name_analyse(b->text, ak_slice_of(s), kind, &b->arena, &name, &err) != AKA_OK) die(&err);
    b->sink += name.count;
}

/* ---- the operations ---- */

static void fold_ascii(bench *b)
{
    words(b, "Gustavo Francisco PETRO URREGO");
}

static void fold_accents(bench *b)
{
    words(b, "Müller-Lüdenscheidt, Étienne François");
}

static void from_cyrillic(bench *b)
{
    words(b, "Николай Платонович Патрушев");
}

static void from_arabic(bench *b)
{
    words(b, "محمد بن سلمان بن عبد العزيز");
}

static void from_han(bench *b)
{
    words(b, "習近平");
}

static void from_hangul(bench *b)
{
    words(b, "김정은");
}

static void analyse_person(bench *b)
{
    analyse(b, "Gustavo Francisco PETRO URREGO", AK_KIND_PERSON);
}

static void analyse_body(bench *b)
{
    analyse(b, "GOLDEN HERON SHIPPING CO., LTD.", AK_KIND_ORG);
}

static void look_up_part(bench *b)
{
    uint32_t classes[AK_TERM_CLASSES_MAX];
    b->sink += ak_term_classes(AK_LIT("aleksandr"), classes);
}

static void look_up_unknown(bench *b)
{
    uint32_t classes[AK_TERM_CLASSES_MAX];
    b->sink += ak_term_classes(AK_LIT("zzyvrtq"), classes);
}

static void relate_typo(bench *b)
{
    b->sink += ak_relate(&b->one.parts[1].term, &b->two.parts[1].term, AK_KIND_PERSON).strength;
}

static void relate_strangers(bench *b)
{
    b->sink += ak_relate(&b->one.parts[0].term, &b->two.parts[1].term, AK_KIND_PERSON).strength;
}

static void align(bench *b, const ak_name *listed)
{
    ak_evidence e;
    ak_aligner_ask(&b->aligner, &b->one);
    if (!ak_align(&b->aligner, listed, &e)) exit(1);
    b->sink += e.score;
}

static void align_alike(bench *b)
{
    align(b, &b->two);
}

static void align_strangers(bench *b)
{
    align(b, &b->three);
}

static const struct operation {
    const char *name;
    void (*run)(bench *);
} operations[] = {
    {"fold ASCII, 4 words", fold_ascii},
    {"fold accents, 4 words", fold_accents},
    {"transliterate Cyrillic, 3 words", from_cyrillic},
    {"transliterate Arabic, 6 words", from_arabic},
    {"transliterate Han, 3 characters", from_han},
    {"transliterate Hangul, 3 syllables", from_hangul},
    {"analyse a person, 4 parts", analyse_person},
    {"analyse an organisation, 5 parts", analyse_body},
    {"look up a part in all dictionaries", look_up_part},
    {"look up an unknown part", look_up_unknown},
    {"relate two parts, a typing error", relate_typo},
    {"relate two parts, strangers", relate_strangers},
    {"align two names, alike", align_alike},
    {"align two names, strangers", align_strangers},
};

/* ---- measuring ---- */

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Once over more memory than the processor's caches hold. */
static void sweep(void)
{
    static unsigned char memory[SWEEP];
    for (size_t i = 0; i < SWEEP; i += 64) memory[i]++;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double middle(double *values, size_t n)
{
    qsort(values, n, sizeof *values, ascending);
    return values[n / 2];
}

static double time_cold(bench *b, const struct operation *op)
{
    double ns[COLD_ROUNDS];
    for (size_t i = 0; i < COLD_ROUNDS; i++) {
        sweep();
        double start = now_ns();
        op->run(b);
        ns[i] = now_ns() - start;
        ak_arena_reset(&b->arena);
    }
    return middle(ns, COLD_ROUNDS);
}

/* Sixteen operations between two looks at the clock, which is not free either. */
static double time_warm(bench *b, const struct operation *op, size_t rounds)
{
    double *ns = calloc(rounds, sizeof *ns);
    if (!ns) exit(1);
    for (size_t i = 0; i < rounds; i++) {
        double start = now_ns();
        for (int k = 0; k < 16; k++) op->run(b);
        ns[i] = (now_ns() - start) / 16;
        ak_arena_reset(&b->arena);
    }
    double value = middle(ns, rounds);
    free(ns);
    return value;
}

static void make_name(bench *b, ak_arena *arena, const char *s, ak_name *out)
{
    aka_error err;
    if (ak_name_analyse(b->text, ak_slice_of(s), AK_KIND_PERSON, arena, out, &err) != AKA_OK)
        die(&err);
}

int main(int argc, char **argv)
{
    size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000;
    bench b = {0};
    ak_arena names;
    aka_error err;
    if (rounds == 0 || ak_text_create(&b.text, &err) != AKA_OK) return 2;
    ak_arena_init(&b.arena, 0);
    ak_arena_init(&names, 0);
    ak_aligner_init(&b.aligner);
    make_name(&b, &names, "Nikolai Platonovich Patrushev", &b.one);
    make_name(&b, &names, "Nikolay Platonowich PATRUSCHEV", &b.two);
    make_name(&b, &names, "Gustavo Francisco PETRO URREGO", &b.three);
    printf("operation,cold_ns,warm_ns\n");
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        operations[i].run(&b); /* what a process does once, such as opening ICU's tables */
        double cold = time_cold(&b, &operations[i]), warm = time_warm(&b, &operations[i], rounds);
        printf("\"%s\",%.0f,%.0f\n", operations[i].name, cold, warm);
    }
    ak_aligner_free(&b.aligner);
    ak_arena_free(&names);
    ak_arena_free(&b.arena);
    ak_text_free(b.text);
    return 0;
}
