/* Build tool: compiles dictionaries (data/NAME.txt, see data/README.md) into a C file with one
 * constant table `ak_dict_NAME` each, and `ak_dict_legal_slips` from the legal forms. Forms pass
 * through the library's own normaliser, so that a look-up with normalised text finds them. Usage:
 * dict_compile OUT.c FILE.txt… */
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "text/dict.h"
#include "text/signs.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct form {
    ak_slice text;
    uint32_t class_id;
    uint32_t order;
    bool weak;
} form;

typedef struct source {
    const char *path;
    ak_slice name;
    ak_map file; /* the names of the classes are within */
    ak_text *text;
    ak_arena arena;
    form *forms;
    size_t form_count, form_cap;
    ak_slice *classes;
    size_t class_count, class_cap;
} source;

static void die(const char *path, unsigned line, const char *message, ak_slice what)
{
    fprintf(stderr, "dict_compile: %s:%u: %s: %.*s\n", path, line, message, AK_ARG(what));
    exit(1);
}

static void *must(void *p)
{
    if (!p) {
        fprintf(stderr, "dict_compile: out of memory\n");
        exit(1);
    }
    return p;
}

static uint32_t word_count(ak_slice folded)
{
    uint32_t n = 1;
    for (size_t i = 0; i < folded.len; i++) n += folded.data[i] == ' ';
    return n;
}

static uint32_t add_class(source *s, ak_slice name)
{
    if (s->class_count == s->class_cap)
        s->classes = must(ak_arena_grow(
            &s->arena, s->classes, s->class_count, &s->class_cap, sizeof *s->classes));
    s->classes[s->class_count] = name;
    return (uint32_t)s->class_count++;
}

static void store_form(source *s, uint32_t class_id, ak_slice folded, bool weak)
{
    if (s->form_count == s->form_cap)
        s->forms =
            must(ak_arena_grow(&s->arena, s->forms, s->form_count, &s->form_cap, sizeof *s->forms));
    s->forms[s->form_count] = (form){folded, class_id, (uint32_t)s->form_count, weak};
    s->form_count++;
}

/* The form without its blanks. */
static ak_slice run_together(source *s, ak_slice folded)
{
    char *out = must(ak_arena_alloc(&s->arena, folded.len));
    size_t n = 0;
    for (size_t i = 0; i < folded.len; i++)
        if (folded.data[i] != ' ') out[n++] = folded.data[i];
    return (ak_slice){out, n};
}

/* A form written in ideographs only, or in Hangul only, is kept as it is written as well, so that
 * it can be found in names without blanks. */
static void store_signs(source *s, uint32_t class_id, ak_slice text, bool weak)
{
    ak_sign signs[32];
    size_t n = ak_signs(text, signs, sizeof signs / sizeof *signs), blanks = 0, hangul = 0;
    for (size_t i = 0; i < text.len; i++) blanks += text.data[i] == ' ';
    if (n == 0 || n > sizeof signs / sizeof *signs || ak_utf8_count(text) != n + blanks) return;
    for (size_t i = 0; i < n; i++) hangul += ak_sign_is_hangul(signs[i].cp);
    if (hangul && hangul < n) return;
    char *out = must(ak_arena_alloc(&s->arena, n * 4));
    store_form(s, class_id, (ak_slice){out, ak_signs_text(signs, 0, n, out, n * 4)}, weak);
}

static void add_form(source *s, unsigned line, uint32_t class_id, ak_slice text)
{
    bool weak = text.data[0] == '~';
    if (weak) text = ak_slice_trim(ak_slice_sub(text, 1, text.len));
    ak_slice folded;
    aka_error err;
    if (ak_words_joined(s->text, text, &s->arena, &folded, &err) != AKA_OK)
        die(s->path, line, err.message, text);
    if (folded.len == 0 || folded.len > UINT16_MAX) die(s->path, line, "no usable form", text);
    uint32_t words = word_count(folded);
    store_form(s, class_id, folded, weak);
    if (words > 1) store_form(s, class_id, run_together(s, folded), weak);
    store_signs(s, class_id, text, weak);
}

static void read_line(source *s, unsigned number, ak_slice line)
{
    line = ak_slice_trim(line);
    size_t comment = ak_slice_find(line, AK_LIT(" #"), 0);
    if (comment != SIZE_MAX) line = ak_slice_trim(ak_slice_sub(line, 0, comment));
    if (line.len == 0 || line.data[0] == '#') return;
    size_t colon = ak_slice_find(line, AK_LIT(": "), 0);
    if (colon == SIZE_MAX) die(s->path, number, "no \"class: form, …\"", line);
    uint32_t class_id = add_class(s, ak_slice_sub(line, 0, colon));
    ak_slice rest = ak_slice_sub(line, colon + 2, line.len), piece;
    for (bool done = false; ak_slice_split(&rest, ',', &done, &piece);) {
        piece = ak_slice_trim(piece);
        if (piece.len) add_form(s, number, class_id, piece);
    }
}

static int by_form(const void *a, const void *b)
{
    const form *x = a, *y = b;
    int c = ak_slice_cmp(x->text, y->text);
    if (c) return c;
    if (x->class_id != y->class_id) return x->class_id < y->class_id ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Drops forms that folding made equal within one class. */
static void sort_unique(source *s)
{
    if (s->form_count) qsort(s->forms, s->form_count, sizeof *s->forms, by_form);
    size_t n = 0;
    for (size_t i = 0; i < s->form_count; i++)
        if (n == 0 || s->forms[i].class_id != s->forms[n - 1].class_id ||
            !ak_slice_eq(s->forms[i].text, s->forms[n - 1].text))
            s->forms[n++] = s->forms[i];
    s->form_count = n;
}

static void emit_strings(FILE *out, const source *s, uint32_t *form_at, uint32_t *class_at)
{
    ak_buf all;
    ak_buf_init(&all, 0);
    for (size_t i = 0; i < s->form_count; i++) {
        if (i && ak_slice_eq(s->forms[i].text, s->forms[i - 1].text)) {
            form_at[i] = form_at[i - 1];
            continue;
        }
        form_at[i] = (uint32_t)all.len;
        ak_buf_add(&all, s->forms[i].text);
        ak_buf_addc(&all, '\0');
    }
    for (size_t i = 0; i < s->class_count; i++) {
        class_at[i] = (uint32_t)all.len;
        ak_buf_add(&all, s->classes[i]);
        ak_buf_addc(&all, '\0');
    }
    fprintf(out, "static const char strings_%.*s[] = {", AK_ARG(s->name));
    for (size_t i = 0; i < all.len; i++)
        fprintf(out, "%s%d,", i % 24 ? "" : "\n", (signed char)all.data[i]);
    fprintf(out, "0};\n");
    ak_buf_free(&all);
}

static void emit_slots(FILE *out, const source *s, uint32_t mask)
{
    uint32_t *slots = must(calloc((size_t)mask + 1, sizeof *slots));
    for (size_t i = 0; i < s->form_count; i++) {
        if (i && ak_slice_eq(s->forms[i].text, s->forms[i - 1].text)) continue;
        uint64_t hash = ak_hash(s->forms[i].text), at = hash;
        while (slots[at & mask]) at++;
        slots[at & mask] = ak_dict_slot(hash, (uint32_t)i);
    }
    fprintf(out, "static const uint32_t slots_%.*s[] = {", AK_ARG(s->name));
    for (uint32_t i = 0; i <= mask; i++) fprintf(out, "%s%u,", i % 16 ? "" : "\n", slots[i]);
    fprintf(out, "};\n");
    free(slots);
}

/* Hash table of the classes by name, as wide as the one of the forms; refuses a name given twice.
 */
static void emit_class_slots(FILE *out, const source *s, uint32_t mask)
{
    uint32_t *slots = must(calloc((size_t)mask + 1, sizeof *slots));
    for (size_t i = 0; i < s->class_count; i++) {
        uint64_t hash = ak_hash(s->classes[i]), at = hash;
        for (; slots[at & mask]; at++)
            if (ak_slice_eq(
                    s->classes[(slots[at & mask] & (AK_DICT_NUMBERS - 1)) - 1], s->classes[i]))
                die(s->path, 0, "two classes have the same name", s->classes[i]);
        slots[at & mask] = ak_dict_slot(hash, (uint32_t)i);
    }
    fprintf(out, "static const uint32_t class_slots_%.*s[] = {", AK_ARG(s->name));
    for (uint32_t i = 0; i <= mask; i++) fprintf(out, "%s%u,", i % 16 ? "" : "\n", slots[i]);
    fprintf(out, "};\n");
    free(slots);
}

static uint32_t mask_for(size_t wanted)
{
    uint32_t mask = 15;
    while (mask < wanted) mask = mask * 2 + 1;
    return mask;
}

static void emit_bytes(FILE *out, const char *what, ak_slice name, const uint8_t *bytes, size_t n)
{
    fprintf(out, "static const uint8_t %s_%.*s[] = {", what, AK_ARG(name));
    for (size_t i = 0; i < n; i++) fprintf(out, "%s%u,", i % 24 ? "" : "\n", bytes[i]);
    fprintf(out, "};\n");
}

static uint32_t emit_lengths(FILE *out, const source *s)
{
    size_t several = 0;
    for (size_t i = 0; i < s->form_count; i++) several += word_count(s->forms[i].text) > 1;
    uint32_t mask = mask_for(several * 4);
    uint8_t *lengths = must(calloc((size_t)mask + 1, 1));
    for (size_t i = 0; i < s->form_count; i++) {
        uint32_t words = word_count(s->forms[i].text);
        if (words == 1) continue;
        if (words > UINT8_MAX) die(s->path, 0, "too many words", s->forms[i].text);
        size_t blank = ak_slice_find(s->forms[i].text, AK_LIT(" "), 0);
        uint64_t hash = ak_hash(ak_slice_sub(s->forms[i].text, 0, blank));
        uint8_t *most = &lengths[ak_dict_bit(hash, mask)];
        if (*most < words) *most = (uint8_t)words;
    }
    emit_bytes(out, "lengths", s->name, lengths, (size_t)mask + 1);
    free(lengths);
    return mask;
}

static uint64_t content_hash(const source *s)
{
    uint64_t h = ak_hash(s->name);
    for (size_t i = 0; i < s->form_count; i++) {
        const form *f = &s->forms[i];
        h = ak_hash_seed(f->text, h);
        h = ak_hash_seed(s->classes[f->class_id], h + f->weak);
    }
    return h;
}

static void emit(FILE *out, const source *s, uint32_t holders_mask, size_t number)
{
    if (s->form_count >= AK_DICT_NUMBERS - 1 || s->class_count >= AK_DICT_NUMBERS - 1)
        die(s->path, 0, "too many forms or classes", s->name);
    uint32_t mask = mask_for((s->form_count + s->class_count) * 2);
    uint32_t *form_at = must(calloc(s->form_count + 1, sizeof *form_at));
    uint32_t *class_at = must(calloc(s->class_count + 1, sizeof *class_at));
    emit_strings(out, s, form_at, class_at);
    fprintf(out, "static const ak_dict_entry entries_%.*s[] = {\n", AK_ARG(s->name));
    for (size_t i = 0; i < s->form_count; i++)
        fprintf(out, "{%u,%zu,%d,%u},\n", form_at[i], s->forms[i].text.len, s->forms[i].weak,
            s->forms[i].class_id);
    fprintf(out, "{0,0,0,0}};\nstatic const uint32_t classes_%.*s[] = {", AK_ARG(s->name));
    for (size_t i = 0; i < s->class_count; i++)
        fprintf(out, "%s%u,", i % 16 ? "" : "\n", class_at[i]);
    fprintf(out, "0};\n");
    emit_slots(out, s, mask);
    emit_class_slots(out, s, mask);
    uint32_t lengths_mask = emit_lengths(out, s);
    fprintf(out,
        "extern const ak_dict ak_dict_%.*s;\n"
        "const ak_dict ak_dict_%.*s = {\"%.*s\", strings_%.*s, entries_%.*s, %zu, classes_%.*s, "
        "%zu,\n"
        "    slots_%.*s, %uu, class_slots_%.*s, holders, %uu, %u, lengths_%.*s, %uu, "
        "0x%llxull};\n\n",
        AK_ARG(s->name), AK_ARG(s->name), AK_ARG(s->name), AK_ARG(s->name), AK_ARG(s->name),
        s->form_count, AK_ARG(s->name), s->class_count, AK_ARG(s->name), mask, AK_ARG(s->name),
        holders_mask, 1u << number, AK_ARG(s->name), lengths_mask,
        (unsigned long long)content_hash(s));
    free(form_at);
    free(class_at);
}

/* ---- words of legal forms with a slip ---- */

#define SLIP_WORD_LEAST 5   /* letters of a word among others … */
#define SLIP_SINGLE_LEAST 7 /* … and of one that is a legal form by itself */

/* A class for the word, whose forms are the word and all that one letter less leaves of it. */
static void add_slips(source *slips, ak_slice word)
{
    for (size_t i = 0; i < slips->class_count; i++)
        if (ak_slice_eq(slips->classes[i], word)) return;
    uint32_t class_id = add_class(slips, word);
    store_form(slips, class_id, word, false);
    for (size_t gap = 0; gap < word.len; gap++) {
        char *out = must(ak_arena_alloc(&slips->arena, word.len));
        memcpy(out, word.data, gap);
        memcpy(out + gap, word.data + gap + 1, word.len - gap - 1);
        store_form(slips, class_id, (ak_slice){out, word.len - 1}, false);
    }
}

/* The table "legal_slips" from the strong forms of legal_forms.txt: with it a look-up of a mistyped
 * word and of what one letter less leaves of it finds every word that one slip may have made of it.
 */
static void make_legal_slips(source *slips, const source *legal)
{
    *slips = (source){.path = legal->path, .name = AK_LIT("legal_slips")};
    ak_arena_init(&slips->arena, 0);
    for (size_t i = 0; i < legal->form_count; i++) {
        ak_slice rest = legal->forms[i].text, word;
        size_t least = word_count(rest) > 1 ? SLIP_WORD_LEAST : SLIP_SINGLE_LEAST;
        for (bool done = legal->forms[i].weak; ak_slice_split(&rest, ' ', &done, &word);)
            if (word.len >= least) add_slips(slips, word);
    }
    sort_unique(slips);
}

static ak_slice stem(const char *path)
{
    const char *slash = strrchr(path, '/');
    ak_slice name = ak_slice_of(slash ? slash + 1 : path);
    return ak_slice_ends(name, AK_LIT(".txt")) ? ak_slice_sub(name, 0, name.len - 4) : name;
}

static void read_source(source *s, ak_text *text, const char *path)
{
    *s = (source){.path = path, .name = stem(path), .text = text};
    ak_arena_init(&s->arena, 0);
    aka_error err;
    if (ak_map_open(&s->file, path, &err) != AKA_OK) die(path, 0, err.message, AK_LIT(""));
    ak_slice rest = s->file.bytes, line;
    unsigned number = 0;
    for (bool done = false; ak_slice_split(&rest, '\n', &done, &line);)
        read_line(s, ++number, line);
    sort_unique(s);
}

/* All files, and what is made of them; how many. */
static size_t read_sources(source *sources, ak_text *text, char **paths, int count)
{
    size_t n = 0;
    for (int i = 0; i < count; i++) {
        if (n + 2 > AK_DICT_MOST) die(paths[i], 0, "too many dictionaries", AK_LIT(""));
        read_source(&sources[n++], text, paths[i]);
        if (ak_slice_is(sources[n - 1].name, "legal_forms")) {
            make_legal_slips(&sources[n], &sources[n - 1]);
            n++;
        }
    }
    return n;
}

/* As many places as there are forms: of a dictionary that has a tenth of them, one in ten of the
 * words that it does not have passes. */
static uint32_t emit_holders(FILE *out, const source *sources, size_t count)
{
    size_t forms = 0;
    for (size_t n = 0; n < count; n++) forms += sources[n].form_count;
    uint32_t mask = mask_for(forms);
    uint16_t *holders = must(calloc((size_t)mask + 1, sizeof *holders));
    for (size_t n = 0; n < count; n++) {
        const source *s = &sources[n];
        for (size_t i = 0; i < s->form_count; i++)
            holders[ak_dict_bit(ak_hash(s->forms[i].text), mask)] |= (uint16_t)(1u << n);
        for (size_t i = 0; i < s->class_count; i++)
            holders[ak_dict_bit(ak_hash(s->classes[i]), mask)] |= AK_DICT_CLASSES;
    }
    fprintf(out, "static const uint16_t holders[] = {");
    for (uint32_t i = 0; i <= mask; i++) fprintf(out, "%s%u,", i % 16 ? "" : "\n", holders[i]);
    fprintf(out, "};\n");
    free(holders);
    return mask;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: dict_compile OUT.c FILE.txt...\n");
        return 2;
    }
    ak_text *text;
    aka_error err;
    if (ak_text_create(&text, &err) != AKA_OK) die("", 0, err.message, AK_LIT(""));
    FILE *out = must(fopen(argv[1], "w"));
    fprintf(out, "/* Generated by dict_compile from data/. */\n#include \"text/dict.h\"\n\n");
    static source sources[AK_DICT_MOST];
    size_t count = read_sources(sources, text, argv + 2, argc - 2);
    uint32_t holders_mask = emit_holders(out, sources, count);
    for (size_t i = 0; i < count; i++) emit(out, &sources[i], holders_mask, i);
    for (size_t i = 0; i < count; i++) {
        ak_arena_free(&sources[i].arena);
        ak_map_close(&sources[i].file);
    }
    ak_text_free(text);
    return fclose(out) == 0 ? 0 : 1;
}
