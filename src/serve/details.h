/* What search and relations need of all records at once: topics, and who refers to whom. Made by
 * one pass over the index when first asked for (about 0.2 seconds for 30,000 entities). */
#ifndef AK_SERVE_DETAILS_H
#define AK_SERVE_DETAILS_H

#include "snapshot.h"

/* The record of entity `from` has, under that property, the id of entity `to`. */
typedef struct ak_link {
    uint32_t from, to;
    uint16_t property; /* ak_link_property */
} ak_link;

typedef struct ak_details {
    char **topics; /* all there are, each once */
    size_t topic_count;
    uint32_t *topic_first; /* per entity, and one more: where its topics begin in topic_of */
    uint16_t *topic_of;    /* numbers in topics */
    size_t topic_of_count, topic_of_cap;
    ak_link *forward; /* ascending by (from, property, to) */
    ak_link *back;    /* the same links, ascending by (to, property, from) */
    size_t link_count, link_cap;
} ak_details;

/* NULL with the error where they cannot be made. They live as long as the snapshot. */
const ak_details *ak_details_of(ak_snapshot *snapshot, aka_error *error);
void ak_details_free(ak_details *details);

/* "owner", "asset" …: FtM properties whose values are entities. */
const char *ak_link_property(uint16_t property);
/* The number of a topic, or SIZE_MAX. */
size_t ak_details_topic(const ak_details *details, const char *topic);
bool ak_details_has_topic(const ak_details *details, uint32_t entity, size_t topic);
/* Links [*first, *end) of an entity in forward or back. */
void ak_details_links(
    const ak_details *details, bool back, uint32_t entity, size_t *first, size_t *end);

#endif
