/* UTF-8: every reader agrees on what is well-formed, and what was read can be written again. */
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ak_slice s = {(const char *)data, size};
    size_t count = 0, broken = 0;
    for (size_t pos = 0; pos < size; count++) {
        size_t start = pos, well_formed = ak_slice_sequence(s, pos);
        uint32_t cp = ak_utf8_next(s, &pos);
        char bytes[4];
        if (pos <= start || pos > size || pos - start > 4) abort();
        if (well_formed && pos - start != well_formed) abort();
        if (!well_formed && cp != AK_REPLACEMENT) abort();
        broken += !well_formed;
        size_t n = ak_utf8_put(cp, bytes);
        if (well_formed && !ak_slice_eq((ak_slice){bytes, n}, ak_slice_sub(s, start, pos))) abort();
    }
    if (ak_utf8_count(s) != count || ak_utf8_valid(s) != (broken == 0)) abort();
    return 0;
}
