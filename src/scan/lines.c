/* Text with the places it came from. */
#include "scan/lines.h"

static bool bytewise(const ak_placed_run *run)
{
    return run->len == run->file_len;
}

/* The first run that ends behind byte `at` of the text. */
static size_t run_behind(const ak_placed *placed, size_t at)
{
    size_t low = 0, high = placed->run_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (placed->runs[mid].at + placed->runs[mid].len <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

bool ak_placed_range(
    const ak_placed *placed, size_t begin, size_t end, uint64_t *offset, size_t *length)
{
    if (begin >= end) return false;
    size_t first = run_behind(placed, begin);
    size_t last = run_behind(placed, end - 1);
    /* A last byte that is not in the file stands before its next run. */
    if (last == placed->run_count || placed->runs[last].at >= end) {
        if (last == 0) return false;
        last--;
    }
    if (first > last) return false;
    const ak_placed_run *a = &placed->runs[first], *b = &placed->runs[last];
    uint64_t from = a->offset, to = b->offset + b->file_len;
    if (bytewise(a) && begin > a->at) from += begin - a->at;
    if (bytewise(b) && end < b->at + b->len) to -= b->at + b->len - end;
    *offset = from;
    *length = (size_t)(to - from);
    return true;
}

void ak_placer_init(ak_placer *placer, size_t max)
{
    *placer = (ak_placer){0};
    ak_buf_init(&placer->text, max);
}

void ak_placer_free(ak_placer *placer)
{
    ak_buf_free(&placer->text);
    ak_vec_free(&placer->runs);
}

void ak_placer_reset(ak_placer *placer)
{
    ak_buf_reset(&placer->text);
    placer->runs.count = 0;
    placer->failed = false;
}

/* Whether the text simply goes on where the last run ended, byte by byte. */
static bool extend_last(ak_placer *placer, size_t len, uint64_t offset, size_t file_len)
{
    if (placer->runs.count == 0 || len != file_len) return false;
    ak_placed_run *last = (ak_placed_run *)placer->runs.data + placer->runs.count - 1;
    if (!bytewise(last) || last->offset + last->file_len != offset ||
        last->at + last->len != placer->text.len)
        return false;
    last->len += len;
    last->file_len += len;
    return true;
}

void ak_placer_add(ak_placer *placer, ak_slice text, uint64_t offset, size_t file_len)
{
    if (placer->failed || text.len == 0) return;
    size_t at = placer->text.len;
    if (!extend_last(placer, text.len, offset, file_len)) {
        ak_placed_run *run = ak_vec_push(&placer->runs, sizeof *run);
        if (run) *run = (ak_placed_run){at, text.len, offset, file_len};
        placer->failed = !run;
    }
    if (!ak_buf_add(&placer->text, text)) placer->failed = true;
}

void ak_placer_add_placed(ak_placer *placer, const ak_placed *placed)
{
    size_t done = 0;
    for (size_t i = 0; i < placed->run_count; i++) {
        const ak_placed_run *run = &placed->runs[i];
        for (; done < run->at; done++) ak_placer_gap(placer, placed->text.data[done]);
        done = run->at + run->len;
        ak_placer_add(
            placer, ak_slice_sub(placed->text, run->at, done), run->offset, run->file_len);
    }
}

void ak_placer_gap(ak_placer *placer, char c)
{
    if (!ak_buf_addc(&placer->text, c)) placer->failed = true;
}

ak_placed ak_placer_view(const ak_placer *placer)
{
    return (ak_placed){ak_buf_slice(&placer->text), placer->runs.data, placer->runs.count};
}

void ak_lines_join(ak_placer *placer, const ak_line *lines, size_t count, ak_line_join join)
{
    for (size_t i = 0; i < count; i++) {
        ak_placer_add(placer, lines[i].text, lines[i].offset, lines[i].text.len);
        bool tight = join == AK_JOIN_TIGHT || (join == AK_JOIN_FULL && lines[i].full);
        if (i + 1 < count && !tight) ak_placer_gap(placer, ' ');
    }
}
