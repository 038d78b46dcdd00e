/* Text that claims to be UTF-8 and is not: stray bytes are read as Windows-1252. */
#include "lists/repair.h"

#include "text/utf8.h"

unsigned ak_cp1252(unsigned char byte)
{
    static const uint16_t high[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
        0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018,
        0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
        0xFFFD, 0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

size_t ak_repair_utf8(ak_slice text, ak_buf *out)
{
    size_t repaired = 0, plain = 0; /* plain: start of the bytes that can be copied as they are */
    for (size_t i = 0; i < text.len;) {
        size_t n = ak_slice_sequence(text, i);
        if (n) {
            i += n;
            continue;
        }
        char bytes[4];
        ak_buf_add(out, ak_slice_sub(text, plain, i));
        ak_buf_add(
            out, (ak_slice){bytes, ak_utf8_put(ak_cp1252((unsigned char)text.data[i]), bytes)});
        plain = ++i;
        repaired++;
    }
    ak_buf_add(out, ak_slice_sub(text, plain, text.len));
    return repaired;
}
