/* Random numbers, the law of frequencies, and the parts themselves. */
#include "parts.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t dice_next(dice *d)
{
    uint64_t x = d->state += 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

double dice_unit(dice *d)
{
    return (double)(dice_next(d) >> 11) * 0x1p-53;
}

uint32_t dice_below(dice *d, uint32_t n)
{
    return (uint32_t)((dice_next(d) >> 32) * n >> 32);
}

int dice_chance(dice *d, double probability)
{
    return dice_unit(d) < probability;
}

void frequency_for(frequency *f, double draws)
{
    f->last = f->types * pow(draws / 100000, f->growth);
}

/* The law turned round: sums are taken as integrals, which from the third rank on makes no
 * difference that would be seen. */
uint64_t frequency_rank(const frequency *f, dice *d)
{
    double e = 1 - f->slope, low = pow(f->shift, e), high = pow(f->last + f->shift, e);
    double rank = pow(low + dice_unit(d) * (high - low), 1 / e) - f->shift;
    return rank > 0 ? (uint64_t)rank : 0;
}

static void fail(const char *what)
{
    fprintf(stderr, "make_list: %s\n", what);
    exit(1);
}

void inventory_add(inventory *inv, const char *form)
{
    if (inv->count == inv->cap) {
        inv->cap = inv->cap ? inv->cap * 2 : 1024;
        inv->forms = realloc(inv->forms, inv->cap * sizeof *inv->forms);
        if (!inv->forms) fail("out of memory");
    }
    char *copy = strdup(form);
    if (!copy) fail("out of memory");
    inv->forms[inv->count++] = copy;
}

static int is_word(const char *form)
{
    size_t n = strlen(form);
    for (size_t i = 0; i < n; i++)
        if (!isalpha((unsigned char)form[i]) && form[i] != '\'') return 0;
    return n >= 2 && n < 40;
}

void inventory_load(inventory *inv, const char *folder, const char *file, int first)
{
    char path[4096], line[16384];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *in = fopen(path, "r");
    if (!in) fail(path);
    while (fgets(line, sizeof line, in)) {
        char *at = line[0] == '#' ? NULL : strstr(line, ": ");
        int nth = 0;
        for (char *form = at ? strtok(at + 2, ",\n") : NULL; form; form = strtok(NULL, ",\n")) {
            while (*form == ' ') form++;
            if (*form == '~' || !is_word(form)) continue;
            if ((nth++ == 0) == (first != 0)) inventory_add(inv, form);
        }
    }
    fclose(in);
}

void inventory_weave(inventory *inv, size_t from, size_t middle)
{
    size_t n = inv->count - from, a = from, b = middle;
    char **woven = malloc((n + 1) * sizeof *woven);
    if (!woven) fail("out of memory");
    for (size_t i = 0; i < n; i++) {
        int second = a == middle || (b < inv->count && i % 2);
        woven[i] = inv->forms[second ? b++ : a++];
    }
    memcpy(inv->forms + from, woven, n * sizeof *woven);
    free(woven);
}

void inventory_free(inventory *inv)
{
    for (size_t i = 0; i < inv->count; i++) free(inv->forms[i]);
    free(inv->forms);
}

/* Two to four syllables: on average the seven letters that the parts of real lists have. */
static void make_part(uint64_t seed, char out[64])
{
    static const char *const onsets[] = {"b", "d", "g", "k", "m", "n", "r", "s", "t", "v", "z", "l",
        "h", "j", "sh", "kh", "ch", "p", "f", "y", "br", "st", "kr", "dr", ""};
    static const char *const vowels[] = {"a", "e", "i", "o", "u", "a", "i", "a", "ai", "ou"};
    static const char *const codas[] = {"", "", "", "n", "r", "l", "s", "m", "v", "k", "d"};
    dice d = {seed};
    uint32_t syllables = 2 + dice_below(&d, 100) / 45;
    char *at = out;
    for (uint32_t i = 0; i < syllables; i++)
        at += sprintf(at, "%s%s%s", onsets[dice_below(&d, sizeof onsets / sizeof *onsets)],
            vowels[dice_below(&d, sizeof vowels / sizeof *vowels)],
            codas[dice_below(&d, sizeof codas / sizeof *codas)]);
    out[0] = (char)toupper((unsigned char)out[0]);
}

void inventory_part(const inventory *inv, uint64_t rank, char out[64])
{
    if (rank < inv->count)
        snprintf(out, 64, "%s", inv->forms[rank]);
    else
        make_part(inv->salt + rank * 0x2545F4914F6CDD1Du, out);
}
