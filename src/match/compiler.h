/* The inside of ak_compiler, for compile.c, which collects, and compile_tables.c, which sorts. */
#ifndef AK_MATCH_COMPILER_H
#define AK_MATCH_COMPILER_H

#include "match/compile.h"
#include "match/vocabulary.h"

struct ak_compiler {
    ak_text *text;
    ak_arena arena; /* of the entity at hand */
    ak_buf json;
    ak_intern strings; /* all text of entities */
    ak_vocabulary part_texts, run_texts;
    ak_vec run_types; /* uint8_t: types of the units that a run is */
    ak_vec entities, labels, names, attrs, idents;
    ak_vec name_parts;             /* ak_ix_part, name by name */
    ak_vec name_sizes, name_years; /* uint32_t: ak_layout_size of each; ak_layout_year */
    uint64_t name_count;           /* as given; in `names` once for each way to read them */
    ak_record_packer *packer;
    /* made by ak_compiler_make_tables */
    ak_buf texts; /* strings, and behind them those of terms */
    ak_buf runs;
    ak_vec terms, term_classes, class_terms, postings;
    ak_vec part_sounds, part_keys, part_pages, loose_terms, loose_keys, loose_pages;
    ak_vec run_pages, run_postings, run_starts, class_runs;
    ak_vec id_order, id_places, ranks, sizes, years, parts;
};

/* Everything that is sorted. False on lack of memory. */
bool ak_compiler_make_tables(ak_compiler *compiler);

#endif
