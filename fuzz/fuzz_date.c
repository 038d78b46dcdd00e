/* Dates: what is read is plausible, and is read again as it is written. */
#include "entity/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_date(ak_slice text)
{
    ak_date date, again;
    if (!ak_date_parse(text, &date)) return;
    if (date.from > date.to || date.from < ak_date_days(1800, 1, 1) ||
        date.to > ak_date_days(2100, 12, 31))
        abort();
    ak_buf out;
    ak_buf_init(&out, 0);
    ak_date_write(&date, &out);
    if (!out.failed) {
        if (!ak_date_parse(ak_buf_slice(&out), &again)) abort();
        if (again.from != date.from || again.to != date.to || again.circa != date.circa ||
            again.precision != date.precision)
            abort();
    }
    ak_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ak_slice text = {(const char *)data, size}, rest = text, piece;
    check_date(text);
    while (ak_date_next(&rest, &piece)) {
        if (piece.len == 0 || piece.data < text.data || piece.data + piece.len > text.data + size)
            abort();
        check_date(piece);
    }
    if (rest.len != 0) abort();
    return 0;
}
