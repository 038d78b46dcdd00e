/* The parts that made-up names consist of, by rank: the first from the project's dictionaries, the
 * rest, without end, from syllables. The same rank is the same part in every run. */
#ifndef AKA_BENCH_PARTS_H
#define AKA_BENCH_PARTS_H

#include <stddef.h>
#include <stdint.h>

/* A stream of random numbers (splitmix64): the same seed gives the same stream everywhere. */
typedef struct dice {
    uint64_t state;
} dice;

uint64_t dice_next(dice *d);
/* In [0,1). */
double dice_unit(dice *d);
/* In [0,n). */
uint32_t dice_below(dice *d, uint32_t n);
int dice_chance(dice *d, double probability);

/* How often the part of each rank is drawn: as (rank + shift)^-slope, up to the last rank. */
typedef struct frequency {
    double shift, slope;
    double last; /* set by frequency_for */
    /* How many different parts a list of 100,000 parts has, and the power by which that grows. */
    double types, growth;
} frequency;

/* The last rank for a list that draws that many parts in all. */
void frequency_for(frequency *f, double draws);
uint64_t frequency_rank(const frequency *f, dice *d);

typedef struct inventory {
    char **forms;
    size_t count, cap;
    uint64_t salt; /* tells the syllables of one inventory from those of another */
} inventory;

/* Appends the forms of a dictionary that are single Latin words: the first of each class if `first`
 * is set, else the others. Exits on failure. */
void inventory_load(inventory *inv, const char *folder, const char *file, int first);
void inventory_add(inventory *inv, const char *form);
/* Takes turns between what was added from `from` up to `middle` and from there on. */
void inventory_weave(inventory *inv, size_t from, size_t middle);
void inventory_free(inventory *inv);
/* The part of a rank, in out. */
void inventory_part(const inventory *inv, uint64_t rank, char out[64]);

#endif
