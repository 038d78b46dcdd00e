/* The state of reading ISO 20022 documents, shared by iso20022.c (documents),
 * iso20022_elements.c (what their elements say) and iso20022_encoding.c. Room-internal. */
#ifndef AK_SCAN_ISO20022_PARSER_H
#define AK_SCAN_ISO20022_PARSER_H

#include "scan/iso20022.h"

#include <expat.h>

#define AK_ISO_MAX_NAME 80 /* bytes; longer names of elements are none of ISO 20022 */
#define AK_ISO_NOWHERE UINT64_MAX
#define AK_ISO_ROW_SPAN 8192 /* bytes of the file in which a text may go on with the one before */

typedef struct ak_iso_level {
    size_t name_at, name_len; /* in the path */
    size_t path_len;          /* up to and with this element */
    const char *role;         /* of a party element, else NULL */
    char last_child[AK_ISO_MAX_NAME];
    uint32_t repeated; /* how often last_child stands in a row */
    bool has_child, is_document;
} ak_iso_level;

typedef struct ak_iso_parser {
    ak_payment_out *out;
    ak_input *in;
    XML_Parser expat;
    uint64_t document; /* where the document begins in the file */
    ak_iso_level levels[AK_PAYMENT_MAX_DEPTH];
    size_t depth;
    size_t message_depth; /* of the message element, 0 outside */
    size_t header_depth;  /* of the AppHdr, 0 outside */
    size_t skip_depth;    /* of an element that is not read, 0 outside */
    bool header_before;   /* the next message has had its header */
    bool found_message;   /* in this document */
    ak_buf path;
    ak_placer text;             /* of the element at hand, since its last tag */
    uint64_t text_begin;        /* AK_ISO_NOWHERE while there is none */
    uint64_t party_begin;       /* the same for the party at hand */
    ak_placer name;             /* of the party at hand, empty where none was met */
    ak_placer row;              /* the text before, which the one at hand may go on with */
    uint64_t row_begin;         /* AK_ISO_NOWHERE while there is none */
    ak_placer wrapped;          /* scratch */
    bool told_text, told_party; /* that the one at hand is too long */
    char reason[256];           /* ends the document: why */
    bool doctype;               /* that was why */
    bool done;                  /* the root was closed */
} ak_iso_parser;

/* Where in the file expat's last event began. */
uint64_t ak_iso_position(const ak_iso_parser *p);
/* Whether nothing more is to be handled: a failure, the end of the root, a reason to give up. */
bool ak_iso_is_stopped(const ak_iso_parser *p);
/* Ends the document, for that reason. */
void ak_iso_stop(ak_iso_parser *p, const char *reason);
/* The path of the element at hand; valid until the next one. */
const char *ak_iso_path(const ak_iso_parser *p);
/* Hands out the text that stands before a tag; leaf: of an element without children, which ends. */
void ak_iso_end_text(ak_iso_parser *p, bool leaf);
/* Where the party at hand has become too long to keep, hands out what is known of it. */
void ak_iso_split_party(ak_iso_parser *p);
/* No text goes on with the one before any more. */
void ak_iso_forget_row(ak_iso_parser *p);
/* Makes expat call for elements and text. */
void ak_iso_set_handlers(ak_iso_parser *p);
/* Makes expat ask for encodings that it does not know. */
void ak_iso_set_encodings(ak_iso_parser *p);

#endif
