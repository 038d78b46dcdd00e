/* Looking for bytes that are not UTF-8: ASCII in steps of a word, other characters one by one. */
#include "scan/foreign.h"

/* Where the ASCII that begins at i ends. */
static size_t ascii_end(ak_slice s, size_t i)
{
    uint64_t word;
    for (; s.len - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s.data + i, sizeof word);
        if (word & 0x8080808080808080u) break;
    }
    while (i < s.len && (unsigned char)s.data[i] < 0x80) i++;
    return i;
}

void ak_foreign_look(ak_foreign *foreign, ak_slice s, uint64_t offset)
{
    size_t behind = SIZE_MAX; /* the last such byte */
    for (size_t i = ascii_end(s, 0); i < s.len;) {
        size_t n = ak_slice_sequence(s, i);
        if (n) {
            i = (unsigned char)s.data[i] < 0x80 ? ascii_end(s, i) : i + n;
            continue;
        }
        if (foreign->places == 0) foreign->first = offset + i;
        foreign->places += i != behind;
        behind = ++i;
    }
}

/* Half of the bytes are 0, every other one: UTF-16 of ASCII, without its mark. */
static bool is_wide(ak_slice start)
{
    size_t zeros[2] = {0, 0}, n = start.len < 256 ? start.len : 256;
    for (size_t i = 0; i < n; i++) zeros[i % 2] += start.data[i] == 0;
    return n >= 8 && (zeros[0] >= n / 3 || zeros[1] >= n / 3) && (!zeros[0] || !zeros[1]);
}

const char *ak_foreign_refused(ak_slice start)
{
    static const char utf16[] =
        "the text is UTF-16; convert it to UTF-8, for example with \"iconv -f UTF-16\"";
    static const struct {
        ak_slice begins;
        const char *message;
    } kinds[] = {
        {{"\xFF\xFE\0\0", 4},
            "the text is UTF-32; convert it to UTF-8, for example with \"iconv -f UTF-32\""},
        {{"\xFF\xFE", 2}, utf16},
        {{"\xFE\xFF", 2}, utf16},
        {{"%PDF-", 5}, "a PDF is no text; convert it, for example with \"pdftotext\""},
        {{"PK\x03\x04", 4},
            "a ZIP archive, or a document of a word processor, is no text; unpack it, or save the "
            "document as text"},
        {{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8},
            "a document of a word processor is no text; save it as text"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ak_slice_starts(start, kinds[i].begins)) return kinds[i].message;
    return is_wide(start) ? utf16 : NULL;
}
