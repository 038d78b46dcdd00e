/* Text put together from places of a file: wrapped lines joined, entities resolved. It remembers
 * for each of its bytes where in the file it came from. */
#ifndef AK_SCAN_LINES_H
#define AK_SCAN_LINES_H

#include "base/buf.h"
#include "base/vec.h"

/* Bytes [at, at + len) of the text came from file_len bytes at `offset`. Where the two lengths are
 * equal, byte by byte; else (an entity, another encoding) only as a whole. */
typedef struct ak_placed_run {
    size_t at, len;
    uint64_t offset;
    size_t file_len;
} ak_placed_run;

/* Runs ascend, in the text and in the file. Bytes in no run (the blank that stands for a line
 * break) are not in the file. */
typedef struct ak_placed {
    ak_slice text;
    const ak_placed_run *runs;
    size_t run_count;
} ak_placed;

/* The place in the file that bytes [begin, end) of the text came from: from the first to the last
 * of them, with what lies between. False where none of them is in the file. */
bool ak_placed_range(
    const ak_placed *placed, size_t begin, size_t end, uint64_t *offset, size_t *length);

/* Makes one. Append freely, look at `failed` (lack of memory, or over the maximum) at the end. */
typedef struct ak_placer {
    ak_buf text;
    ak_vec runs; /* ak_placed_run */
    bool failed;
} ak_placer;

/* max: bytes of text; 0 is no limit. */
void ak_placer_init(ak_placer *placer, size_t max);
void ak_placer_free(ak_placer *placer);
/* Empties it; keeps the memory. */
void ak_placer_reset(ak_placer *placer);
void ak_placer_add(ak_placer *placer, ak_slice text, uint64_t offset, size_t file_len);
/* Appends another placed text, which must stand behind this one in the file. */
void ak_placer_add_placed(ak_placer *placer, const ak_placed *placed);
/* A byte that the file does not have. */
void ak_placer_gap(ak_placer *placer, char c);
/* Valid until the placer changes. */
ak_placed ak_placer_view(const ak_placer *placer);

/* One line of a field, without its line break. */
typedef struct ak_line {
    ak_slice text;
    uint64_t offset; /* in the file */
    bool full;       /* it took up the width of its format: a word may go on in the next line */
} ak_line;

/* How lines become one text. */
typedef enum ak_line_join {
    AK_JOIN_BLANK, /* a blank for each line break */
    AK_JOIN_TIGHT, /* nothing */
    AK_JOIN_FULL,  /* nothing behind a line that is full, a blank behind others */
} ak_line_join;

/* Characters of a line in the formats that wrap at 35. */
#define AK_LINE_FULL 35

void ak_lines_join(ak_placer *placer, const ak_line *lines, size_t count, ak_line_join join);

#endif
