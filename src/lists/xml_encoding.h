/* Encodings of XML that expat does not know by itself. */
#ifndef AK_LISTS_XML_ENCODING_H
#define AK_LISTS_XML_ENCODING_H

#include <expat.h>
#include <stdbool.h>

/* Fills *info where an XML declaration names Windows-1252; false for any other encoding. To be
 * called from a handler set by XML_SetUnknownEncodingHandler. */
bool ak_xml_encoding(const XML_Char *name, XML_Encoding *info);

#endif
