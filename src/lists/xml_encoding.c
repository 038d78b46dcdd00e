/* Windows-1252 for expat, by the table that repairs texts. */
#include "lists/xml_encoding.h"

#include "lists/repair.h"
#include "text/utf8.h"

bool ak_xml_encoding(const XML_Char *name, XML_Encoding *info)
{
    if (!ak_slice_eq_nocase(ak_slice_of(name), AK_LIT("windows-1252")) &&
        !ak_slice_eq_nocase(ak_slice_of(name), AK_LIT("cp1252")))
        return false;
    *info = (XML_Encoding){.data = NULL};
    for (int i = 0; i < 256; i++) {
        unsigned cp = ak_cp1252((unsigned char)i);
        info->map[i] = cp == AK_REPLACEMENT ? -1 : (int)cp;
    }
    return true;
}
