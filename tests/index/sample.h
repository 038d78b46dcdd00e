/* Made-up index data for tests: consistent, of any size, the same for the same seed everywhere. */
#ifndef TEST_INDEX_SAMPLE_H
#define TEST_INDEX_SAMPLE_H

#include "index/index.h"

#define SAMPLE_RULES UINT64_C(0x1122334455667788)

typedef struct sample {
    ak_index_data data;
    /* What data's arrays are, writable for tests that break them. */
    ak_ix_entity *entities;
    ak_ix_label *labels;
    ak_ix_name *names;
    ak_ix_rank *ranks;
    uint8_t *years;
    ak_ix_size *sizes;
    ak_ix_part *parts;
    ak_ix_term *terms;
    uint32_t *term_classes;
    ak_ix_pair *class_terms;
    uint32_t *postings;
    ak_ix_sound *part_sounds;
    ak_ix_loose *loose_terms;
    ak_buf runs;
    uint32_t *run_postings;
    ak_ix_pair *class_runs;
    ak_ix_key *part_keys, *loose_keys;
    uint32_t *part_pages, *loose_pages, *run_starts;
    ak_ix_run_page *run_pages;
    ak_ix_attr *attrs;
    ak_ix_ident *idents;
    uint32_t *id_order, *id_places;
    ak_buf strings;
    ak_record_packer *packer;
} sample;

/* n entities. Ends the program where memory is out. The golden file depends on every byte of it. */
void sample_make(sample *s, uint32_t n, uint64_t seed);
void sample_free(sample *s);

/* The record that sample_make gives entity i: what ak_index_record must give back. */
void sample_record(const ak_index_data *data, uint32_t i, ak_buf *out);

/* The next number of a fixed sequence (splitmix64). */
uint64_t sample_random(uint64_t *state);

/* Writes the data to a temporary file and reads it as bytes, to be freed (aligned to 16). */
unsigned char *sample_bytes(const ak_index_data *data, size_t *len);
/* The whole file, to be freed; ends the program where it cannot be read. */
unsigned char *sample_read_file(const char *path, size_t *len);
/* A name in the folder for temporary files that nobody has: to be freed. */
char *sample_temp_path(const char *name);

#endif
