/* Encodings of ISO 20022 documents beyond those that expat reads by itself. */
#include "lists/xml_encoding.h"
#include "scan/iso20022_parser.h"
#include "text/utf8.h"

/* Windows-1252 is read. What we do not know is ASCII at least, in most encodings, and that is read;
 * other bytes become what belongs to no word. */
static int XMLCALL on_encoding(void *user, const XML_Char *name, XML_Encoding *info)
{
    const ak_iso_parser *p = user;
    if (ak_xml_encoding(name, info)) return XML_STATUS_OK;
    ak_payment_out_problem(p->out, p->document, "",
        "the encoding \"%.40s\" is not known; of the document only ASCII is read: convert it to "
        "UTF-8",
        name);
    *info = (XML_Encoding){.data = NULL};
    for (int i = 0; i < 256; i++) info->map[i] = i < 0x80 ? i : (int)AK_REPLACEMENT;
    return XML_STATUS_OK;
}

void ak_iso_set_encodings(ak_iso_parser *p)
{
    XML_SetUnknownEncodingHandler(p->expat, on_encoding, p);
}
