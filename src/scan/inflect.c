/* Endings and beginnings that sentences give to names, by script. */
#include "scan/inflect.h"

#define APOSTROPHE_MOST 6 /* bytes of an ending behind an apostrophe */

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
    {"и", "я"}, {"и", "ь"},
    /* Ukrainian, where it differs. */
    {"ського", "ський"}, {"ському", "ський"}, {"ським", "ський"}, {"ської", "ська"},
    {"ською", "ська"}, {"ську", "ська"}, {"ові", ""}, {"еві", "ь"}, {"єві", "й"}, {"им", ""},
    {"ці", "ка"}, {"зі", "га"}, {"сі", "ха"}, {"єю", "я"}, {"єм", "й"}, {"і", "а"}, {"і", ""},
    {"ї", "я"}};
/* English plurals, German genitives; Polish and Czech cases of more than a letter, which a slip of
 * the pen would not explain. */
static const bend latin[] = {{"s", ""}, {"es", ""}, {"skiego", "ski"}, {"skiemu", "ski"},
    {"skim", "ski"}, {"skiej", "ska"}, {"owi", ""}, {"ovi", "o"}, {"ovi", ""}, {"iem", "o"},
    {"iem", ""}, {"em", "o"}, {"em", ""}, {"om", ""}, {"ą", "a"}, {"ę", "a"}, {"ou", "a"},
    {"ové", "ov"}};
/* Arabic writes "and", "by", "to", "as" together with the next word. */
static const bend arabic[] = {{"وال", "ال"}, {"بال", "ال"}, {"لل", "ال"}, {"و", ""}, {"ب", ""},
    {"ل", ""}, {"ف", ""}, {"ك", ""}};
static const bend elided[] = {{"d'", ""}, {"d’", ""}, {"l'", ""}, {"l’", ""}};
static const bend hebrew[] = {{"ו", ""}, {"ל", ""}, {"ב", ""}, {"מ", ""}, {"ש", ""}, {"ה", ""}};

static bool bend_end(ak_slice word, const bend *b, char *buffer, ak_slice *out)
{
    const ak_slice before = ak_slice_of(b->before);
    const bool may_end = word.len && word.data[word.len - 1] == before.data[before.len - 1];
    if (!may_end || !ak_slice_ends(word, before)) return false;
    const ak_slice after = ak_slice_of(b->after);
    size_t stem = word.len - before.len;
    if (stem < 4 || stem + after.len > AK_INFLECT_MAX) return false;
    memcpy(buffer, word.data, stem);
    memcpy(buffer + stem, after.data, after.len);
    *out = (ak_slice){buffer, stem + after.len};
    return true;
}

static bool bend_front(ak_slice word, const bend *b, size_t least, char *buffer, ak_slice *out)
{
    const ak_slice before = ak_slice_of(b->before);
    if (word.len == 0 || *word.data != *before.data || !ak_slice_starts(word, before)) return false;
    const ak_slice after = ak_slice_of(b->after);
    size_t rest = word.len - before.len;
    if (rest < least || rest + after.len > AK_INFLECT_MAX) return false;
    memcpy(buffer, after.data, after.len);
    memcpy(buffer + after.len, word.data + before.len, rest);
    *out = (ak_slice){buffer, after.len + rest};
    return true;
}

/* "Maduro'nun": Turkish sets endings apart from names. */
static bool bend_apostrophe(ak_slice word, ak_slice *out)
{
    for (size_t ending = 1; ending <= APOSTROPHE_MOST && ending + 4 < word.len; ending++) {
        size_t at = word.len - ending;
        bool plain = word.data[at - 1] == '\'' || word.data[at - 1] == '`';
        bool curved = at >= 3 && memcmp(word.data + at - 3, "\xE2\x80\x99", 3) == 0;
        if (!plain && !curved) continue;
        *out = ak_slice_sub(word, 0, at - (plain ? 1 : 3));
        return true;
    }
    return false;
}

bool ak_inflect_base(
    ak_slice word, ak_script script, size_t i, char buffer[AK_INFLECT_MAX], ak_slice *out)
{
    static const struct {
        ak_script script;
        const bend *bends;
        size_t count;
        size_t front; /* least bytes behind what is taken off in front; 0: endings */
    } tables[] = {{AK_SCRIPT_CYRILLIC, cyrillic, sizeof cyrillic / sizeof *cyrillic, 0},
        {AK_SCRIPT_LATIN, latin, sizeof latin / sizeof *latin, 0},
        {AK_SCRIPT_LATIN, elided, sizeof elided / sizeof *elided, 4},
        {AK_SCRIPT_ARABIC, arabic, sizeof arabic / sizeof *arabic, 6},
        {AK_SCRIPT_HEBREW, hebrew, sizeof hebrew / sizeof *hebrew, 6}};
    if (word.len > AK_INFLECT_MAX) return false;
    if (script == AK_SCRIPT_LATIN && bend_apostrophe(word, out) && i-- == 0) return true;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        if (tables[t].script != script) continue;
        for (size_t b = 0; b < tables[t].count; b++) {
            const bend *pair = &tables[t].bends[b];
            bool fits = tables[t].front ? bend_front(word, pair, tables[t].front, buffer, out)
                                        : bend_end(word, pair, buffer, out);
            if (fits && i-- == 0) return true;
        }
    }
    return false;
}

bool ak_inflect_has_and(ak_slice word, ak_slice base)
{
    static const char *const ands[] = {"و", "ו"};
    for (size_t i = 0; i < sizeof ands / sizeof *ands; i++) {
        ak_slice and = ak_slice_of(ands[i]);
        if (ak_slice_starts(word, and) && !ak_slice_starts(base, and)) return true;
    }
    return false;
}
