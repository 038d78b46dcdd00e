/* Punctuation beyond ASCII, by its bytes. */
#include "scan/marks.h"

#include "scan/tokens.h"

static unsigned byte_at(ak_slice text, size_t i)
{
    return i < text.len ? (unsigned char)text.data[i] : 0;
}

/* U+2000 to U+206F. */
static ak_mark general_punctuation(unsigned b1, unsigned b2)
{
    if (b1 == 0x81) return (ak_mark){3, AK_GAP_BLANK, false};
    if ((b2 >= 0x8B && b2 <= 0x8F) || (b2 >= 0xAA && b2 <= 0xAE)) return (ak_mark){0, 0, false};
    if (b2 == 0x90 || b2 == 0x91) return (ak_mark){3, AK_GAP_HYPHEN, false};
    if (b2 == 0x98 || b2 == 0x99) return (ak_mark){3, AK_GAP_QUOTE, true};
    if (b2 >= 0x92 && b2 <= 0x9F) return (ak_mark){3, AK_GAP_QUOTE, false};
    if (b2 == 0xA8) return (ak_mark){3, AK_GAP_COMMA, false}; /* the end of a line */
    bool ends = b2 == 0xA2 || b2 == 0xA6 || b2 == 0xA9;
    return (ak_mark){3, ends ? AK_GAP_BREAK : AK_GAP_BLANK, false};
}

/* U+3000 to U+303F. */
static ak_mark ideographic(unsigned b2)
{
    if (b2 >= 0x85 && b2 <= 0x87) return (ak_mark){0, 0, false};
    return (ak_mark){3,
        b2 == 0x80   ? AK_GAP_BLANK
        : b2 == 0x81 ? AK_GAP_COMMA
        : b2 == 0x82 ? AK_GAP_BREAK
                     : AK_GAP_QUOTE,
        false};
}

/* U+FF00 to U+FF7F: letters and digits in full width are parts of words. */
static ak_mark full_width(unsigned b1, unsigned b2)
{
    bool letter = b1 == 0xBC ? (b2 >= 0x90 && b2 <= 0x99) || (b2 >= 0xA1 && b2 <= 0xBA)
                             : b1 != 0xBD || (b2 >= 0x81 && b2 <= 0x9A) || b2 >= 0xA6;
    if (letter) return (ak_mark){0, 0, false};
    bool comma = b1 == 0xBC && b2 == 0x8C, quote = b1 == 0xBC && (b2 == 0x88 || b2 == 0x89);
    return (ak_mark){3, comma ? AK_GAP_COMMA : quote ? AK_GAP_QUOTE : AK_GAP_BREAK, false};
}

ak_mark ak_mark_at(ak_slice text, size_t i)
{
    unsigned b0 = byte_at(text, i), b1 = byte_at(text, i + 1), b2 = byte_at(text, i + 2);
    switch (b0) {
    case 0xC2:
        if (b1 == 0xAA || b1 == 0xAD || b1 == 0xB5 || b1 == 0xBA || b1 < 0x80 || b1 > 0xBF)
            return (ak_mark){0, 0, false};
        if (b1 == 0x85) return (ak_mark){2, AK_GAP_COMMA, false}; /* the end of a line */
        return (ak_mark){2, b1 == 0xAB || b1 == 0xBB ? AK_GAP_QUOTE : AK_GAP_BLANK, false};
    case 0xD8:
        if (b1 == 0x8C) return (ak_mark){2, AK_GAP_COMMA, false};
        return (ak_mark){b1 == 0x9B || b1 == 0x9F ? 2 : 0, AK_GAP_BREAK, false};
    case 0xDB:
        return (ak_mark){b1 == 0x94 ? 2 : 0, AK_GAP_BREAK, false};
    case 0xE2:
        if (b1 == 0x80 || b1 == 0x81) return general_punctuation(b1, b2);
        return (ak_mark){b1 >= 0x80 && b1 <= 0xAF ? 3 : 0, AK_GAP_BLANK, false};
    case 0xE3:
        return b1 == 0x80 ? ideographic(b2) : (ak_mark){0, 0, false};
    case 0xEF:
        if (b1 == 0xBB && b2 == 0xBF) return (ak_mark){3, AK_GAP_BLANK, false};
        return b1 == 0xBC || b1 == 0xBD ? full_width(b1, b2) : (ak_mark){0, 0, false};
    case 0xF0:
        return (ak_mark){b1 == 0x9F ? 4 : 0, AK_GAP_BLANK, false};
    default:
        return (ak_mark){0, 0, false};
    }
}
