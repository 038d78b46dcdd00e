/* Makes damaged index bytes look genuine: new checksums over whatever they hold now, so that tests
 * reach the checks behind the checksums. */
#ifndef TEST_INDEX_SEAL_H
#define TEST_INDEX_SEAL_H

#include "base/hash.h"
#include "index/format.h"

static inline void seal(unsigned char *bytes, size_t len)
{
    ak_ix_header header;
    ak_ix_section table[AK_SECTION_COUNT];
    if (len < AK_INDEX_TABLE_END) return;
    memcpy(&header, bytes, sizeof header);
    memcpy(table, bytes + sizeof header, sizeof table);
    for (size_t i = 0; i < AK_SECTION_COUNT; i++)
        if (table[i].off <= len && table[i].len <= len - table[i].off)
            table[i].checksum =
                ak_hash((ak_slice){(const char *)bytes + table[i].off, (size_t)table[i].len});
    header.fingerprint = ak_index_fingerprint(header.rules, table);
    header.checksum = ak_index_header_checksum(&header, table);
    memcpy(bytes, &header, sizeof header);
    memcpy(bytes + sizeof header, table, sizeof table);
}

#endif
