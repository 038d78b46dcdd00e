/* The public face of an open index: opening, what is in it, its records. */
#include "match/index_handle.h"

#include "base/text_out.h"
#include "match/layout.h"

#include <stdio.h>
#include <stdlib.h>

aka_status aka_index_open(const char *path, unsigned flags, aka_index **out, aka_error *error)
{
    *out = NULL;
    aka_index *ix = calloc(1, sizeof *ix);
    if (!ix) return ak_fail_nomem(error);
    unsigned how = flags & AKA_OPEN_NO_CHECKSUM ? AK_INDEX_SKIP_CHECKSUMS : 0;
    aka_status status = ak_index_open(&ix->index, path, ak_rules(), how, error);
    if (status != AKA_OK) {
        free(ix);
        return status;
    }
    snprintf(ix->fingerprint, sizeof ix->fingerprint, "%016llx",
        (unsigned long long)ix->index.fingerprint);
    *out = ix;
    return AKA_OK;
}

void aka_index_free(aka_index *index)
{
    if (!index) return;
    ak_index_close(&index->index);
    free(index);
}

const char *aka_index_fingerprint(const aka_index *index)
{
    return index->fingerprint;
}

uint64_t aka_index_entities(const aka_index *index)
{
    return index->index.data.entities_count;
}

uint64_t aka_index_names(const aka_index *index)
{
    return index->index.data.names_count;
}

aka_status aka_index_info_json(const aka_index *index, aka_text *out, aka_error *error)
{
    const ak_index *ix = &index->index;
    ak_slice meta = ix->data.meta;
    ak_buf buf;
    ak_text_out_begin(out, &buf);
    /* The meta object, with what only the file itself knows put in front. */
    ak_buf_addf(&buf, "{\"fingerprint\":\"%s\",\"bytes\":%llu", index->fingerprint,
        (unsigned long long)ix->bytes);
    if (meta.len > 2) {
        ak_buf_addc(&buf, ',');
        ak_buf_add(&buf, ak_slice_sub(meta, 1, meta.len - 1));
    }
    ak_buf_addc(&buf, '}');
    return ak_text_out_end(out, &buf, error);
}

aka_status aka_index_entity_json(
    const aka_index *index, const char *id, aka_text *out, aka_error *error)
{
    uint32_t entity;
    if (!id || !ak_index_find_id(&index->index, ak_slice_of(id), &entity))
        return ak_fail(error, AKA_E_NOTFOUND, "no entity has the id \"%s\"", id ? id : "");
    ak_buf buf;
    ak_text_out_begin(out, &buf);
    aka_status status = ak_index_record(&index->index, entity, &buf, error);
    aka_status ended = ak_text_out_end(out, &buf, error);
    return status != AKA_OK ? status : ended;
}
