/* Names and numbers that the UN's list writes into one text. */
#include "lists/un_names.h"

static size_t count_digits(ak_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += s.data[i] >= '0' && s.data[i] <= '9';
    return n;
}

/* The first pair of brackets at or after `from` and what is within, pairs inside it included. */
static bool next_group(ak_slice s, size_t from, size_t *open, ak_slice *inner, size_t *end)
{
    *open = ak_slice_find(s, AK_LIT("("), from);
    if (*open > s.len) return false;
    int depth = 0;
    for (size_t i = *open; i < s.len; i++) {
        if (s.data[i] == '(') depth++;
        if (s.data[i] == ')' && --depth == 0) {
            *inner = ak_slice_sub(s, *open + 1, i);
            *end = i + 1;
            return true;
        }
    }
    return false;
}

static bool has_latin(ak_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((s.data[i] >= 'A' && s.data[i] <= 'Z') || (s.data[i] >= 'a' && s.data[i] <= 'z'))
            return true;
    return false;
}

/* Whether the bracket holds names: several, or the one before it in another script. */
static bool is_list(ak_slice before, ak_slice inner, ak_slice behind)
{
    if (ak_slice_find(inner, AK_LIT(";"), 0) < inner.len ||
        ak_find_nocase(inner, "original script") < inner.len)
        return true;
    return !ak_slice_trim(behind).len && has_latin(before) && !has_latin(inner) &&
           ak_slice_trim(inner).len;
}

/* One name of a list: without "original script:" before it or "(original script)" behind it. */
static void add_one(ak_draft *d, const char *property, ak_slice name)
{
    name = ak_slice_trim(name);
    if (ak_slice_starts_nocase(name, AK_LIT("original script:")))
        name = ak_slice_sub(name, strlen("original script:"), name.len);
    size_t behind = ak_find_nocase(name, "(original script)");
    if (behind < name.len) name.len = behind;
    ak_draft_add(d, property, name);
}

static void add_list(ak_draft *d, const char *first, const char *others, ak_slice list)
{
    bool done = false;
    ak_slice name;
    while (ak_slice_split(&list, ';', &done, &name)) {
        if (!ak_slice_trim(name).len) continue;
        add_one(d, first, name);
        first = others;
    }
}

void ak_un_add_names(ak_draft *d, const char *first, const char *others, ak_slice text)
{
    size_t open, end;
    ak_slice inner;
    text = ak_slice_trim(text);
    for (size_t from = 0; next_group(text, from, &open, &inner, &end); from = end) {
        if (count_digits(inner) > 3) {
            ak_draft_add(d, "notes", text);
            text.len = open;
            break;
        }
        ak_slice rest = ak_slice_sub(text, end, text.len);
        if (!is_list(ak_slice_sub(text, 0, open), inner, rest)) continue;
        add_list(d, first, others, ak_slice_sub(text, 0, open));
        add_list(d, open ? others : first, others, inner);
        if (ak_slice_trim(rest).len) ak_draft_add(d, "notes", text);
        return;
    }
    size_t born = ak_find_nocase(text, ", born");
    if (born < text.len) text.len = born;
    add_list(d, first, others, text);
}

/* The name that a note gives behind a mark: up to what else the note says. */
static ak_slice name_behind(ak_slice note, size_t begin)
{
    size_t end = begin;
    while (end < note.len && !strchr(",;()0123456789", note.data[end])) end++;
    ak_slice name = ak_slice_sub(note, begin, end);
    static const char *const ends[] = {" issued", " expire", " born", " son of"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = ak_find_nocase(name, ends[i]);
        if (at < name.len) name.len = at;
    }
    name = ak_slice_trim(name);
    if (ak_slice_ends(name, AK_LIT("."))) name.len--;
    return name.len > 120 ? (ak_slice){0} : name;
}

bool ak_un_add_marked_names(ak_draft *d, const char *property, ak_slice note)
{
    static const char *const marks[] = {"original script:", "Latin script:", "Arabic script:",
        "in Arabic:", "in the name of ", "under name ", "under the name of "};
    bool marked = false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = ak_find_nocase(note, marks[i]);
        if (at > note.len) continue;
        ak_draft_add(d, property, name_behind(note, at + strlen(marks[i])));
        marked = true;
    }
    return marked;
}

void ak_un_add_names_of_note(ak_draft *d, const char *property, ak_slice note)
{
    size_t open, end;
    ak_slice inner;
    if (ak_un_add_marked_names(d, property, note)) return;
    for (size_t from = 0; next_group(note, from, &open, &inner, &end); from = end)
        if (ak_slice_find(inner, AK_LIT(";"), 0) < inner.len && count_digits(inner) == 0)
            add_list(d, property, property, inner);
    if (ak_slice_find(note, AK_LIT(";"), 0) < note.len && count_digits(note) == 0 &&
        ak_slice_find(note, AK_LIT(":"), 0) > note.len &&
        ak_slice_find(note, AK_LIT("("), 0) > note.len)
        add_list(d, property, property, note);
}

/* The word of text that begins at *pos, and *pos behind it; false at the end. */
static bool next_word(ak_slice text, size_t *pos, ak_slice *word)
{
    while (*pos < text.len && text.data[*pos] == ' ') ++*pos;
    size_t begin = *pos;
    while (*pos < text.len && text.data[*pos] != ' ') ++*pos;
    *word = ak_slice_sub(text, begin, *pos);
    return word->len > 0;
}

/* "A", "TR-P": the letters of a series before or between the digits. */
static bool is_series(ak_slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if ((word.data[i] < 'A' || word.data[i] > 'Z') && word.data[i] != '-') return false;
    return word.len <= 4;
}

/* Where a word stops being part of a number: at "," in "R00012098, South". */
static size_t word_stop(ak_slice word)
{
    size_t n = 0;
    while (n < word.len && !strchr(",;()", word.data[n])) n++;
    return n;
}

ak_slice ak_un_number(ak_slice text)
{
    size_t begin = 0, end = 0, pos = 0;
    ak_slice word;
    text = ak_slice_trim(text);
    while (next_word(text, &pos, &word)) {
        size_t at = pos - word.len, n = word_stop(word);
        bool digits = count_digits(ak_slice_sub(text, begin, end)) > 0;
        bool part = n > 0 && (count_digits(word) > 0 || is_series(ak_slice_sub(word, 0, n)));
        if (!part && digits) break;
        if (!part) {
            begin = end = pos;
            continue;
        }
        if (begin == end) begin = at;
        end = at + n;
        if (n < word.len) break;
    }
    ak_slice number = ak_slice_sub(text, begin, end);
    return count_digits(number) >= 3 ? number : (ak_slice){0};
}

ak_slice ak_un_number_within(ak_slice text)
{
    static const char *const marks[] = {"number ", "number: ", "no. ", "no.: "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = ak_find_nocase(text, marks[i]);
        if (at > text.len) continue;
        ak_slice number = ak_un_number(ak_slice_sub(text, at + strlen(marks[i]), text.len));
        if (number.len) return number;
    }
    return (ak_slice){0};
}
