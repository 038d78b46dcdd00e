/* Look-up in the dictionaries that the build compiles from data/. */
#include "text/dict.h"

#include "base/hash.h"

ak_slice ak_dict_form(const ak_dict *dict, const ak_dict_entry *entry)
{
    return (ak_slice){dict->strings + entry->form, entry->form_len};
}

ak_slice ak_dict_class(const ak_dict *dict, uint32_t class_id)
{
    if (class_id >= dict->class_count) return (ak_slice){NULL, 0};
    return ak_slice_of(dict->strings + dict->classes[class_id]);
}

static inline bool same_tag(uint32_t slot, uint64_t hash)
{
    return slot >> 20 == hash >> 52;
}

static inline uint32_t number_of(uint32_t slot)
{
    return (slot & (AK_DICT_NUMBERS - 1)) - 1;
}

const ak_dict_entry *ak_dict_find(const ak_dict *dict, ak_slice form, uint32_t *count)
{
    return ak_dict_find_hashed(dict, form, ak_hash(form), count);
}

const ak_dict_entry *ak_dict_find_hashed(
    const ak_dict *dict, ak_slice form, uint64_t hash, uint32_t *count)
{
    *count = 0;
    if (!ak_dict_may_have(dict, hash)) return NULL;
    for (uint64_t i = hash;; i++) {
        uint32_t slot = dict->slots[i & dict->slot_mask];
        if (slot == 0) return NULL;
        if (!same_tag(slot, hash)) continue;
        const ak_dict_entry *first = &dict->entries[number_of(slot)];
        if (!ak_slice_eq(ak_dict_form(dict, first), form)) continue;
        const ak_dict_entry *end = dict->entries + dict->entry_count, *e = first;
        while (e < end && e->form == first->form) e++;
        *count = (uint32_t)(e - first);
        return first;
    }
}

bool ak_dict_class_named(const ak_dict *dict, ak_slice name, uint32_t *class_id)
{
    uint64_t hash = ak_hash(name);
    for (uint64_t i = hash;; i++) {
        uint32_t slot = dict->class_slots[i & dict->slot_mask];
        if (slot == 0) return false;
        if (!same_tag(slot, hash) || !ak_slice_eq(ak_dict_class(dict, number_of(slot)), name))
            continue;
        *class_id = number_of(slot);
        return true;
    }
}
