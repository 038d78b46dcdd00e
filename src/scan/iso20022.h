/* ISO 20022 messages: XML by local names, any version and name space. Room-internal. */
#ifndef AK_SCAN_ISO20022_H
#define AK_SCAN_ISO20022_H

#include "scan/payment_out.h"

/* What an element within a party, by its name and its parent's, says of it. */
typedef enum ak_iso_use {
    AK_ISO_TEXT,     /* running text */
    AK_ISO_NOTHING,  /* a code, a date, an amount */
    AK_ISO_PROPERTY, /* goes to the party */
    AK_ISO_BIC,
    AK_ISO_ACCOUNT,
} ak_iso_use;

/* By the names of the element and of those around it, empty where there is none. *property: where
 * AK_ISO_PROPERTY. */
ak_iso_use ak_iso_use_of(
    ak_slice name, ak_slice parent, ak_slice grandparent, const char **property);
/* The role of a party element ("debtor"), NULL where the element is none. Static. */
const char *ak_iso_role(ak_slice name);
/* The type of a message by its element ("FIToFICstmrCdtTrf": "pacs.008"), NULL where not known. */
const char *ak_iso_message(ak_slice name);
/* Elements that may stand in a row and are always told apart by number: transactions. */
bool ak_iso_is_numbered(ak_slice name);

/* Reads documents to the end of the file. Problems and everything found go to out. */
void ak_iso_read(ak_payment_out *out, ak_input *in);

#endif
