/* Telling payment formats apart, and reading by format. */
#include "scan/payment.h"

#include "scan/iso20022.h"
#include "scan/mt.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "{1:F01", "{2:", "{4:", or ":20:" at the beginning of a line. */
static bool looks_like_mt(ak_slice s)
{
    while (s.len && strchr(" \t\r\n$\x01\x03", s.data[0])) s = ak_slice_sub(s, 1, s.len);
    if (s.len > 3 && s.data[0] == '{' && s.data[2] == ':')
        return s.data[1] == '1' || s.data[1] == '2' || s.data[1] == '4';
    if (s.len < 5 || s.data[0] != ':' || !is_digit(s.data[1]) || !is_digit(s.data[2])) return false;
    return s.data[3] == ':' || (s.data[3] >= 'A' && s.data[3] <= 'Z' && s.data[4] == ':');
}

/* Whether an element of a known message begins somewhere in s. */
static bool has_message(ak_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] != '<' && s.data[i] != ':') continue;
        size_t end = i + 1;
        while (end < s.len && !strchr(" \t\r\n>/", s.data[end])) end++;
        if (ak_iso_message(ak_slice_sub(s, i + 1, end))) return true;
    }
    return false;
}

/* XML in UTF-16 is squeezed to what is ASCII in it: enough to recognise names. */
static ak_slice squeeze(ak_slice head, char *out, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < head.len && n < cap; i++) {
        unsigned char c = (unsigned char)head.data[i];
        if (c != 0 && c < 0x80) out[n++] = head.data[i];
    }
    return (ak_slice){out, n};
}

ak_payment_format ak_payment_detect(ak_slice head)
{
    char ascii[AK_PAYMENT_PEEK];
    if (ak_slice_starts(head, AK_LIT("\xEF\xBB\xBF"))) head = ak_slice_sub(head, 3, head.len);
    if (looks_like_mt(head)) return AK_PAYMENT_MT;
    ak_slice s = ak_slice_trim(squeeze(head, ascii, sizeof ascii));
    if (s.len == 0 || s.data[0] != '<') return AK_PAYMENT_NONE;
    bool known = ak_slice_find(s, AK_LIT("urn:iso:std:iso:20022"), 0) < s.len || has_message(s);
    return known ? AK_PAYMENT_ISO20022 : AK_PAYMENT_NONE;
}

aka_status ak_payment_read(ak_input *in, ak_payment_format format, const ak_payment_sink *sink,
    uint32_t *messages, aka_error *err)
{
    ak_payment_out out;
    if (format == AK_PAYMENT_NONE)
        return ak_fail(err, AKA_E_FORMAT, "not a payment message: neither SWIFT MT nor ISO 20022");
    ak_payment_out_init(&out, sink, err);
    if (format == AK_PAYMENT_MT)
        ak_mt_read(&out, in);
    else
        ak_iso_read(&out, in);
    size_t rest;
    ak_input_window(in, &rest);
    ak_payment_out_take(&out, in, rest);
    if (messages) *messages = out.message;
    ak_payment_out_free(&out);
    return out.status;
}
