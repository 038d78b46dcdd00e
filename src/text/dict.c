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

const ak_dict_entry *ak_dict_find(const ak_dict *dict, ak_slice form, uint32_t *count)
{
    *count = 0;
    for (uint64_t i = ak_hash(form);; i++) {
        uint32_t slot = dict->slots[i & dict->slot_mask];
        if (slot == 0) return NULL;
        const ak_dict_entry *first = &dict->entries[slot - 1];
        if (!ak_slice_eq(ak_dict_form(dict, first), form)) continue;
        const ak_dict_entry *end = dict->entries + dict->entry_count, *e = first;
        while (e < end && e->form == first->form) e++;
        *count = (uint32_t)(e - first);
        return first;
    }
}

bool ak_dict_class_named(const ak_dict *dict, ak_slice name, uint32_t *class_id)
{
    uint32_t low = 0, high = dict->class_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int c = ak_slice_cmp(ak_dict_class(dict, dict->class_order[mid]), name);
        if (c == 0) {
            *class_id = dict->class_order[mid];
            return true;
        }
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}
