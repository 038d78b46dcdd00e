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

/* Unicode 15, table 3-7. */
size_t ak_repair_sequence(ak_slice s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.data + i;
    size_t left = s.len - i;
    if (p[0] < 0x80) return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    size_t n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < n) return 0;
    unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) return 0;
    for (size_t k = 2; k < n; k++)
        if ((p[k] & 0xC0) != 0x80) return 0;
    return n;
}

size_t ak_repair_utf8(ak_slice text, ak_buf *out)
{
    size_t repaired = 0, plain = 0; /* plain: start of the bytes that can be copied as they are */
    for (size_t i = 0; i < text.len;) {
        size_t n = ak_repair_sequence(text, i);
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
