/* The ways to read a name, each analysed. */
#include "names/analyse.h"
#include "names/east.h"
#include "names/wade_giles.h"

#define NAME_BYTES_MAX (16u << 10)

static aka_status read_words(
    ak_text *words, ak_slice text, ak_arena *arena, ak_word **list, size_t *count, aka_error *err)
{
    if (text.len > NAME_BYTES_MAX)
        return ak_fail(err, AKA_E_LIMIT, "a name of %zu bytes; at most %u are compared", text.len,
            NAME_BYTES_MAX);
    return ak_words(words, text, arena, list, count, err);
}

/* The name in one way of reading it; nothing (*read false) where that is none. */
static aka_status analyse_way(ak_text *words, const ak_word *list, size_t count, ak_east_way way,
    ak_arena *arena, ak_name *out, bool *read, aka_error *err)
{
    ak_word *cut = (ak_word *)list;
    aka_status status = ak_east_cut(words, out->text, out->kind, way, arena, &cut, &count, err);
    *read = status == AKA_OK && count > 0;
    return *read ? ak_name_of_words(cut, count, arena, out, err) : status;
}

static bool same_parts(const ak_name *a, const ak_name *b)
{
    if (a->count != b->count) return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!ak_slice_eq(a->parts[i].term.text, b->parts[i].term.text)) return false;
    return true;
}

_Static_assert((int)AK_EAST_WAYS == AK_NAME_READINGS_MAX, "one name for each way");

static bool is_read_already(const ak_name *names, size_t count, const ak_name *name)
{
    for (size_t i = 0; i < count; i++)
        if (same_parts(&names[i], name)) return true;
    return false;
}

/* Every way to read words of which some are ideographs or Hangul. */
static aka_status analyse_east(ak_text *words, const ak_word *list, size_t n, size_t ways,
    ak_arena *arena, ak_name *out, size_t *count, aka_error *err)
{
    aka_status status = AKA_OK;
    ak_name blank = out[0];
    for (size_t w = 0; status == AKA_OK && w < ways; w++) {
        bool read;
        out[*count] = blank;
        status = analyse_way(words, list, n, (ak_east_way)w, arena, &out[*count], &read, err);
        if (read && !is_read_already(out, *count, &out[*count])) ++*count;
    }
    return status;
}

static aka_status analyse_wade_giles(
    ak_word *list, size_t n, ak_arena *arena, ak_name *out, size_t *count, aka_error *err)
{
    if (!ak_wade_giles(out->text, arena, &list, &n)) return ak_fail_nomem(err);
    if (n == 0) return AKA_OK;
    ++*count;
    return ak_name_of_words(list, n, arena, out, err);
}

/* The first of out has text, kind and whether it is to be bare. */
static aka_status analyse_ways(
    ak_text *words, size_t ways, ak_arena *arena, ak_name *out, size_t *count, aka_error *err)
{
    ak_word *list;
    size_t n;
    *count = 0;
    for (size_t i = 1; i < ways; i++) out[i] = out[0];
    aka_status status = read_words(words, out->text, arena, &list, &n, err);
    if (status != AKA_OK) return status;
    if (ak_east_has(list, n)) return analyse_east(words, list, n, ways, arena, out, count, err);
    *count = 1;
    status = ak_name_of_words(list, n, arena, out, err);
    if (status != AKA_OK || ways == 1 || out->kind != AK_KIND_PERSON) return status;
    return analyse_wade_giles(list, n, arena, &out[1], count, err);
}

aka_status ak_name_analyse(
    ak_text *words, ak_slice text, ak_kind kind, ak_arena *arena, ak_name *out, aka_error *err)
{
    size_t count;
    *out = (ak_name){.text = text, .kind = kind};
    return analyse_ways(words, 1, arena, out, &count, err);
}

aka_status ak_name_analyse_bare(
    ak_text *words, ak_slice text, ak_kind kind, ak_arena *arena, ak_name *out, aka_error *err)
{
    size_t count;
    *out = (ak_name){.text = text, .kind = kind, .bare = true};
    return analyse_ways(words, 1, arena, out, &count, err);
}

aka_status ak_name_spellings(ak_text *words, ak_slice text, ak_kind kind, ak_arena *arena,
    ak_name out[AK_NAME_READINGS_MAX], size_t *count, aka_error *err)
{
    out[0] = (ak_name){.text = text, .kind = kind, .bare = true};
    return analyse_ways(words, AK_EAST_WAYS, arena, out, count, err);
}
