/* Endings and beginnings that sentences give to names, by script. */
#include "scan/inflect.h"

typedef struct bend {
    const char *before, *after; /* what the sentence wrote, and what the list has instead */
} bend;

/* Longer endings first: what is tried first wins. */
static const bend cyrillic[] = {{"скому", "ский"}, {"ского", "ский"}, {"ским", "ский"},
    {"ском", "ский"}, {"ской", "ская"}, {"скую", "ская"}, {"ыми", ""}, {"ами", ""}, {"ями", "ь"},
    {"ому", "ый"}, {"ого", "ый"}, {"ему", "ий"}, {"его", "ий"}, {"ией", "ия"}, {"ием", "ий"},
    {"ию", "ия"}, {"ию", "ий"}, {"ия", "ий"}, {"ии", "ия"}, {"ии", "ий"}, {"ием", "ий"},
    {"ова", "ов"}, {"ым", ""}, {"им", "ий"}, {"ом", ""}, {"ом", "о"}, {"ем", "ь"}, {"ем", "й"},
    {"ой", "а"}, {"ою", "а"}, {"ей", "я"}, {"ей", "а"}, {"ую", "ая"}, {"ой", "ая"}, {"ых", ""},
    {"ов", ""}, {"у", ""}, {"у", "а"}, {"ю", "й"}, {"ю", "ь"}, {"ю", "я"}, {"а", ""}, {"я", "й"},
    {"я", "ь"}, {"е", ""}, {"е", "а"}, {"е", "й"}, {"е", "я"}, {"ы", "а"}, {"ы", ""}, {"и", "а"},
    {"и", "я"}, {"и", "ь"}};
static const bend latin[] = {{"s", ""}, {"es", ""}};
/* Arabic writes "and", "by", "to", "as" together with the next word. */
static const bend arabic[] = {{"وال", "ال"}, {"بال", "ال"}, {"لل", "ال"}, {"و", ""}, {"ب", ""},
    {"ل", ""}, {"ف", ""}, {"ك", ""}};
static const bend hebrew[] = {{"ו", ""}, {"ל", ""}, {"ב", ""}, {"מ", ""}, {"ש", ""}, {"ה", ""}};

static bool bend_end(ak_slice word, const bend *b, char *buffer, ak_slice *out)
{
    ak_slice before = ak_slice_of(b->before), after = ak_slice_of(b->after);
    if (!ak_slice_ends(word, before)) return false;
    size_t stem = word.len - before.len;
    if (stem < 4 || stem + after.len > AK_INFLECT_MAX) return false;
    memcpy(buffer, word.data, stem);
    memcpy(buffer + stem, after.data, after.len);
    *out = (ak_slice){buffer, stem + after.len};
    return true;
}

static bool bend_front(ak_slice word, const bend *b, char *buffer, ak_slice *out)
{
    ak_slice before = ak_slice_of(b->before), after = ak_slice_of(b->after);
    if (!ak_slice_starts(word, before)) return false;
    size_t rest = word.len - before.len;
    if (rest < 6 || rest + after.len > AK_INFLECT_MAX) return false;
    memcpy(buffer, after.data, after.len);
    memcpy(buffer + after.len, word.data + before.len, rest);
    *out = (ak_slice){buffer, after.len + rest};
    return true;
}

bool ak_inflect_base(
    ak_slice word, ak_script script, size_t i, char buffer[AK_INFLECT_MAX], ak_slice *out)
{
    static const struct {
        ak_script script;
        const bend *bends;
        size_t count;
        bool front;
    } tables[] = {{AK_SCRIPT_CYRILLIC, cyrillic, sizeof cyrillic / sizeof *cyrillic, false},
        {AK_SCRIPT_LATIN, latin, sizeof latin / sizeof *latin, false},
        {AK_SCRIPT_ARABIC, arabic, sizeof arabic / sizeof *arabic, true},
        {AK_SCRIPT_HEBREW, hebrew, sizeof hebrew / sizeof *hebrew, true}};
    if (word.len > AK_INFLECT_MAX) return false;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        if (tables[t].script != script) continue;
        for (size_t b = 0; b < tables[t].count; b++) {
            const bend *pair = &tables[t].bends[b];
            bool fits = tables[t].front ? bend_front(word, pair, buffer, out)
                                        : bend_end(word, pair, buffer, out);
            if (fits && i-- == 0) return true;
        }
    }
    return false;
}
