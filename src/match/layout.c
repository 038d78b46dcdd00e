/* Reading terms, names and facts out of an index. */
#include "match/layout.h"

#include "base/hash.h"
#include "entity/tables.h"
#include "names/dictionaries.h"
#include "names/edit.h"

#include <stdio.h>

uint64_t ak_rules(void)
{
    char text[128];
    int n = snprintf(text, sizeof text, "names %016llx countries %016llx %016llx",
        (unsigned long long)ak_names_rules(), (unsigned long long)ak_dict_countries.hash,
        (unsigned long long)ak_dict_country_relations.hash);
    return ak_hash((ak_slice){text, (size_t)n});
}

ak_term ak_layout_term(const ak_index *index, uint32_t term)
{
    const ak_ix_term *t = &index->data.terms[term];
    const char *strings = index->data.strings.data;
    return (ak_term){.text = {strings + t->text_off, t->text_len},
        .key = {strings + t->sound_off, t->sound_len},
        .classes = index->data.term_classes + t->class_first,
        .class_count = t->class_count};
}

ak_postings ak_layout_postings(const ak_index *index, uint32_t term)
{
    const ak_ix_term *t = &index->data.terms[term];
    ak_postings out = {index->data.postings + t->posting_first, 0, t->posting_count};
    uint32_t high = t->posting_count;
    if (!(t->flags & ~(unsigned)AK_UNIT_PART)) out.part_count = high;
    while (out.part_count < high) {
        uint32_t mid = out.part_count + (high - out.part_count) / 2;
        if (out.names[mid] & AK_INDEX_JOINED)
            high = mid;
        else
            out.part_count = mid + 1;
    }
    return out;
}

uint64_t ak_layout_key_code(ak_slice key)
{
    return ak_hash(key);
}

ak_ix_sound ak_layout_sound(uint32_t number, const ak_term *term, unsigned types)
{
    ak_edit_outline outline = ak_edit_outline_of(ak_term_plain(term));
    if (ak_term_is_abjad(term)) types |= AK_SOUND_ABJAD;
    if (ak_term_is_given_name(term)) types |= AK_SOUND_GIVEN;
    return (ak_ix_sound){.term = number,
        .letters = outline.letters,
        .length = outline.length,
        .first = outline.first,
        .last = outline.last,
        .flags = (uint8_t)types};
}

void ak_layout_name(
    const ak_index *index, uint32_t name, ak_kind kind, ak_part *parts, ak_name *out)
{
    const ak_ix_name *n = &index->data.names[name];
    *out = (ak_name){.text = ak_index_str(index, n->text), .kind = kind, .parts = parts};
    for (uint32_t i = 0; i < n->part_count && i < AK_NAME_PARTS_MAX; i++) {
        const ak_ix_part *p = &index->data.parts[n->part_first + i];
        parts[out->count++] = (ak_part){.term = ak_layout_term(index, p->term),
            .begin = p->begin,
            .end = p->end,
            .role = p->role,
            .weight = p->weight,
            .flags = p->flags};
    }
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
