/* Reading terms, names and facts out of an index. */
#include "match/layout.h"

#include "base/hash.h"
#include "entity/tables.h"
#include "names/dictionaries.h"
#include "names/edit.h"
#include "names/transcribe.h"

#include <stdio.h>

uint64_t ak_rules(void)
{
    char text[128];
    int n = snprintf(text, sizeof text, "names %016llx countries %016llx %016llx",
        (unsigned long long)ak_names_rules(), (unsigned long long)ak_dict_countries.hash,
        (unsigned long long)ak_dict_country_relations.hash);
    return ak_hash((ak_slice){text, (size_t)n});
}

size_t ak_layout_loose_key(ak_slice text, char *out)
{
    size_t n = ak_text_script(text) != AK_SCRIPT_LATIN;
    if (n) out[0] = AK_LOOSE_MARKED;
    return n + ak_loose_key(ak_text_plain(text), out + n);
}

ak_term ak_layout_term(const ak_index *index, uint32_t term)
{
    const ak_ix_term *t = &index->data.terms[term];
    const char *text = index->data.strings.data + t->text_off;
    return (ak_term){.text = {text, t->text_len},
        .key = {text + t->text_len, t->sound_len},
        .classes = index->data.term_classes + t->class_first,
        .class_count = t->class_count};
}

ak_term ak_layout_run(ak_slice text, ak_run_memory *memory)
{
    ak_term out = {.text = text, .classes = memory->classes};
    out.key = (ak_slice){memory->key, ak_term_key(out.text, memory->key)};
    out.class_count = ak_term_classes(out.text, memory->classes);
    return out;
}

ak_postings ak_layout_postings(const ak_index *index, uint32_t number)
{
    const ak_index_data *d = &index->data;
    if (ak_layout_is_run(index, number)) {
        const ak_ix_range range = ak_index_run_postings(d, number - (uint32_t)d->terms_count);
        return (ak_postings){d->run_postings + range.first, range.end - range.first, 0};
    }
    const ak_ix_term *t = &d->terms[number];
    return (ak_postings){d->postings + t->posting_first, t->posting_count, t->weight};
}

uint32_t ak_layout_key_code(ak_slice key)
{
    return (uint32_t)(ak_hash(key) >> 32); /* as ak_hash_each has it, too */
}

ak_ix_outline ak_layout_outline(ak_slice text, unsigned flags)
{
    const ak_script script = ak_text_script(text);
    const ak_edit_outline outline = ak_edit_outline_of(ak_text_plain(text));
    if (script != AK_SCRIPT_LATIN) flags |= AK_IX_MARKED;
    if (ak_script_is_abjad(script)) flags |= AK_SOUND_ABJAD;
    return (ak_ix_outline){.letters = outline.letters,
        .length = outline.length,
        .first = outline.first,
        .last = outline.last,
        .flags = (uint8_t)flags};
}

/* out is all zero. */
static void copy_head(ak_slice text, char out[AK_IX_HEAD])
{
    if (text.len) memcpy(out, text.data, text.len < AK_IX_HEAD ? text.len : AK_IX_HEAD);
}

ak_ix_sound ak_layout_sound(uint32_t number, const ak_term *term)
{
    const unsigned flags = ak_term_is_given_name(term) ? AK_SOUND_GIVEN : 0;
    ak_ix_sound out = {.term = number, .outline = ak_layout_outline(term->text, flags)};
    copy_head(ak_term_plain(term), out.head);
    return out;
}

ak_ix_loose ak_layout_loose(uint32_t number, ak_slice text)
{
    ak_ix_loose out = {.term = number};
    copy_head(text, out.head);
    return out;
}

uint32_t ak_layout_size(const ak_name *name)
{
    unsigned weight = 0;
    for (uint32_t i = 0; i < name->count; i++) weight += name->parts[i].weight;
    if (weight > AK_SIZE_WEIGHT_MAX) weight = AK_SIZE_WEIGHT_MAX;
    return weight + (unsigned)name->kind * (AK_SIZE_WEIGHT_MAX + 1);
}

uint8_t ak_layout_year(const ak_facts *facts)
{
    int year, month, day;
    if (facts->date_count == 0) return AK_YEAR_NONE;
    const ak_date *date = &facts->dates[0];
    if (facts->date_count > 1 || date->precision != AK_DATE_DAY || date->circa)
        return AK_YEAR_OTHER;
    ak_date_ymd(date->from, &year, &month, &day);
    const int n = year - AK_YEARS_FROM;
    return n >= 0 && n < AK_YEARS ? (uint8_t)(AK_YEAR_FIRST + n) : AK_YEAR_OTHER;
}

uint32_t ak_layout_rank_end(const ak_index *index, ak_kind kind, int weight)
{
    const ak_index_data *d = &index->data;
    if (weight > (int)AK_SIZE_WEIGHT_MAX) weight = AK_SIZE_WEIGHT_MAX;
    const uint32_t size = (uint32_t)kind * (AK_SIZE_WEIGHT_MAX + 1) + (uint32_t)(weight + 1);
    size_t low = 0;
    for (size_t n = d->sizes_count; n > 0;) { /* halved without a branch: none could be foreseen */
        const size_t half = n - n / 2;
        low += d->sizes[low + half - 1].size < size ? half : 0;
        n -= half;
    }
    return low < d->sizes_count ? d->sizes[low].first : (uint32_t)d->names_count;
}

void ak_layout_bare_name(
    const ak_index *index, uint32_t name, ak_kind kind, ak_part *parts, ak_name *out)
{
    const ak_ix_name *n = &index->data.names[name];
    *out = (ak_name){.text = ak_index_str(index, n->text), .kind = kind, .parts = parts};
    for (uint32_t i = 0; i < n->part_count && i < AK_NAME_PARTS_MAX; i++) {
        const ak_ix_part *p = &index->data.parts[n->part_first + i];
        parts[out->count++] = (ak_part){.begin = p->begin,
            .end = p->end,
            .role = p->role,
            .weight = p->weight,
            .flags = p->flags};
    }
}

void ak_layout_name(
    const ak_index *index, uint32_t name, ak_kind kind, ak_part *parts, ak_name *out)
{
    const ak_ix_part *listed = &index->data.parts[index->data.names[name].part_first];
    ak_layout_bare_name(index, name, kind, parts, out);
    for (uint32_t i = 0; i < out->count; i++) parts[i].term = ak_layout_term(index, listed[i].term);
}

static void add_attr(const ak_ix_attr *a, ak_facts *f)
{
    switch (a->type) {
    case AK_ATTR_DATE:
        f->dates[f->date_count++] = (ak_date){.from = a->a,
            .to = a->b,
            .precision = (uint8_t)(a->c & 0xFF),
            .circa = (uint8_t)(a->c >> 8 & 1)};
        break;
    case AK_ATTR_COUNTRY:
        f->countries[f->country_count++] = (ak_country)a->c;
        break;
    case AK_ATTR_GENDER:
        f->genders |= a->c;
        break;
    case AK_ATTR_IDENT:
        f->idents[f->ident_count++] =
            (ak_ident){.hash = (uint64_t)(uint32_t)a->a | (uint64_t)(uint32_t)a->b << 32,
                .kind = (uint8_t)a->c};
        break;
    default:
        break;
    }
}

bool ak_layout_facts(const ak_index *index, uint32_t entity, ak_arena *arena, ak_facts *out)
{
    const ak_ix_entity *e = &index->data.entities[entity];
    size_t n = e->attr_count;
    *out = (ak_facts){.dates = ak_arena_array(arena, n, sizeof *out->dates),
        .countries = ak_arena_array(arena, n, sizeof *out->countries),
        .idents = ak_arena_array(arena, n, sizeof *out->idents)};
    if (!out->dates || !out->countries || !out->idents) return false;
    for (size_t i = 0; i < n; i++) add_attr(&index->data.attrs[e->attr_first + i], out);
    return true;
}
