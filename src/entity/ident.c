/* Identifiers: which FtM properties hold them, their normal forms and their check digits. */
#include "entity/ident.h"

#include "text/utf8.h"

#define MIN_CHARS 4   /* fewer do not identify anybody */
#define MAX_BYTES 128 /* the longest known: Monero addresses, 106 */

/* --- properties ------------------------------------------------------------------------------ */

/* X(FtM property, kind). Codes that many parties share (kppCode, fnsCode, okvedCode …)
 * are no identifiers.
 */
#define PROPERTY_MAP(X)                                                                            \
    X("passportNumber", AK_IDENT_PASSPORT)                                                         \
    X("nationalId", AK_IDENT_NATIONAL_ID)                                                          \
    X("nationalIdNumber", AK_IDENT_NATIONAL_ID)                                                    \
    X("socialSecurityNumber", AK_IDENT_NATIONAL_ID)                                                \
    X("taxNumber", AK_IDENT_TAX)                                                                   \
    X("vatCode", AK_IDENT_TAX)                                                                     \
    X("innCode", AK_IDENT_TAX)                                                                     \
    X("irsCode", AK_IDENT_TAX)                                                                     \
    X("voenCode", AK_IDENT_TAX)                                                                    \
    X("registrationNumber", AK_IDENT_REGISTRATION)                                                 \
    X("ogrnCode", AK_IDENT_REGISTRATION)                                                           \
    X("okpoCode", AK_IDENT_REGISTRATION)                                                           \
    X("uscCode", AK_IDENT_REGISTRATION)                                                            \
    X("dunsCode", AK_IDENT_REGISTRATION)                                                           \
    X("bikCode", AK_IDENT_REGISTRATION)                                                            \
    X("jibCode", AK_IDENT_REGISTRATION)                                                            \
    X("mbsCode", AK_IDENT_REGISTRATION)                                                            \
    X("pfrNumber", AK_IDENT_REGISTRATION)                                                          \
    X("cikCode", AK_IDENT_REGISTRATION)                                                            \
    X("npiCode", AK_IDENT_REGISTRATION)                                                            \
    X("cageCode", AK_IDENT_REGISTRATION)                                                           \
    X("uniqueEntityId", AK_IDENT_REGISTRATION)                                                     \
    X("giiNumber", AK_IDENT_REGISTRATION)                                                          \
    X("licenseNumber", AK_IDENT_REGISTRATION)                                                      \
    X("crsNumber", AK_IDENT_REGISTRATION)                                                          \
    X("imoNumber", AK_IDENT_IMO)                                                                   \
    X("mmsi", AK_IDENT_MMSI)                                                                       \
    X("callSign", AK_IDENT_CALLSIGN)                                                               \
    X("serialNumber", AK_IDENT_TAIL)                                                               \
    X("leiCode", AK_IDENT_LEI)                                                                     \
    X("swiftBic", AK_IDENT_BIC)                                                                    \
    X("bic", AK_IDENT_BIC)                                                                         \
    X("iban", AK_IDENT_IBAN)                                                                       \
    X("isin", AK_IDENT_ISIN)                                                                       \
    X("isinCode", AK_IDENT_ISIN)                                                                   \
    X("publicKey", AK_IDENT_CRYPTO)                                                                \
    X("idNumber", AK_IDENT_OTHER)                                                                  \
    X("number", AK_IDENT_OTHER)                                                                    \
    X("accountNumber", AK_IDENT_OTHER)                                                             \
    X("permId", AK_IDENT_OTHER)                                                                    \
    X("bvdId", AK_IDENT_OTHER)                                                                     \
    X("icijId", AK_IDENT_OTHER)                                                                    \
    X("figiCode", AK_IDENT_OTHER)                                                                  \
    X("wikidataId", AK_IDENT_OTHER)

ak_ident_kind ak_ident_kind_of(ak_slice property)
{
    static const struct {
        ak_slice name;
        ak_ident_kind kind;
    } properties[] = {
#define PROPERTY_ROW(name, kind) {{name, sizeof name - 1}, kind},
        PROPERTY_MAP(PROPERTY_ROW)
#undef PROPERTY_ROW
    };
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (ak_slice_eq(properties[i].name, property)) return properties[i].kind;
    return AK_IDENT_NONE;
}

/* --- from a value to letters and digits ------------------------------------------------------ */

typedef struct form {
    char text[MAX_BYTES];
    size_t len;
    bool full;     /* the value did not fit */
    bool latin;    /* a letter A-Z was put */
    bool cyrillic; /* a Cyrillic one was met */
    bool mixed;    /* read Cyrillic letters as the Latin ones they look like */
} form;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alnum(char c)
{
    return is_digit(c) || is_upper(c) || is_lower(c);
}

static void put(form *f, const char *text, size_t len)
{
    if (len > MAX_BYTES - f->len) {
        f->full = true;
        return;
    }
    memcpy(f->text + f->len, text, len);
    f->len += len;
}

/* Cyrillic А…Я as machine-readable passports spell them (ICAO 9303): other lists give such series
 * in Latin letters. NULL for other code points. */
static const char *cyrillic_upper(uint32_t cp)
{
    static const char *const letters[] = {"A", "B", "V", "G", "D", "E", "ZH", "Z", "I", "I", "K",
        "L", "M", "N", "O", "P", "R", "S", "T", "U", "F", "KH", "TS", "CH", "SH", "SHCH", "IE", "Y",
        "", "E", "IU", "IA"};
    if (cp >= 0x430 && cp <= 0x44F) cp -= 0x20;
    if (cp >= 0x410 && cp <= 0x42F) return letters[cp - 0x410];
    switch (cp) {
    case 0x401: /* Ё */
    case 0x451:
        return "E";
    case 0x404: /* Є */
    case 0x454:
        return "IE";
    case 0x406: /* І */
    case 0x456:
    case 0x407: /* Ї */
    case 0x457:
        return "I";
    default:
        return NULL;
    }
}

/* Where Latin letters stand beside them, Cyrillic ones got there by a wrong keyboard: what they
 * look like is meant. */
static const char *look_alike(uint32_t cp)
{
    static const uint16_t cyrillic[] = {
        0x410, 0x412, 0x415, 0x41A, 0x41C, 0x41D, 0x41E, 0x420, 0x421, 0x422, 0x423, 0x425};
    static const char *const latin[] = {"A", "B", "E", "K", "M", "H", "O", "P", "C", "T", "Y", "X"};
    if (cp >= 0x430 && cp <= 0x44F) cp -= 0x20;
    for (size_t i = 0; i < sizeof cyrillic / sizeof *cyrillic; i++)
        if (cyrillic[i] == cp) return latin[i];
    return NULL;
}

/* Full-width letters and digits, Arabic and Persian digits as their ASCII counterparts. */
static uint32_t to_ascii(uint32_t cp)
{
    if (cp >= 0xFF10 && cp <= 0xFF5A) return cp - 0xFF10 + '0';
    if (cp >= 0x660 && cp <= 0x669) return cp - 0x660 + '0';
    if (cp >= 0x6F0 && cp <= 0x6F9) return cp - 0x6F0 + '0';
    return cp;
}

/* Punctuation, blanks and signs outside ASCII that only separate: Latin-1 signs, general
 * punctuation, letter-like signs such as №, ideographic blank and brackets, what is not UTF-8. */
static bool is_separator(uint32_t cp)
{
    return (cp >= 0x80 && cp <= 0xBF) || (cp >= 0x2000 && cp <= 0x2BFF) ||
           (cp >= 0x3000 && cp <= 0x303F) || (cp >= 0xFE00 && cp <= 0xFFFF);
}

/* Appends the code point's normal form; false where it separates. */
static bool put_code_point(form *f, uint32_t cp)
{
    cp = to_ascii(cp);
    if (cp < 0x80) {
        char c = (char)cp;
        if (!is_alnum(c)) return false;
        if (is_lower(c)) c = (char)(c - 'a' + 'A');
        f->latin |= !is_digit(c);
        put(f, &c, 1);
        return true;
    }
    const char *latin = f->mixed ? look_alike(cp) : NULL;
    if (!latin) latin = cyrillic_upper(cp);
    if (latin) {
        f->cyrillic = true;
        put(f, latin, strlen(latin));
        return true;
    }
    if (is_separator(cp)) return false;
    char bytes[4];
    put(f, bytes, ak_utf8_put(cp, bytes));
    return true;
}

static bool is_one_of(ak_slice token, const char *const *words)
{
    for (; *words; words++)
        if (ak_slice_is(token, *words)) return true;
    return false;
}

/* Words that announce a number and are no part of it. */
static bool is_label(ak_slice token)
{
    static const char *const labels[] = {"NO", "NR", "NUM", "NUMBER", "NUMERO", "SERIES", "SERIE",
        "SERIA", "IMO", "MMSI", "MSN", "LEI", "ISIN", "IBAN", "SWIFT", "BIC", "PASSPORT", "INN",
        "OGRN", "OGRNIP", "OKPO", "USCC", "USCCC", "SSN", "TIN", "VAT", "DUNS", "ID", "TAX", "CARD",
        "REG", "REGISTRATION", "LICENSE", "LICENCE", "CERTIFICATE", "RATION", "UNP", "EDRPOU",
        NULL};
    return is_one_of(token, labels);
}

/* Words behind which nothing of the identifier stands: a document's dates, a code of many. */
static bool is_end(ak_slice token)
{
    static const char *const ends[] = {"ISSUED", "EXPIRES", "EXPIRED", "KPP", NULL};
    return is_one_of(token, ends);
}

/* Bytes of a bracketed remark at s[at] == '(', brackets included: "(Iran)", "(USCC)". 0 where what
 * stands in brackets is a check character: "A123456(7)". */
static size_t remark_length(ak_slice s, size_t at)
{
    size_t letters = 0, i = at + 1;
    for (; i < s.len && s.data[i] != ')'; i++) letters += !is_digit(s.data[i]);
    if (letters < 2) return 0;
    return (i < s.len ? i + 1 : i) - at;
}

/* Takes the next token of s from *at into f (appended); false at the end. */
static bool next_token(ak_slice s, size_t *at, form *f)
{
    size_t start = f->len;
    while (*at < s.len) {
        if (s.data[*at] == '(') {
            size_t skip = remark_length(s, *at);
            /* Citizenship in numbers of Myanmar: 12/BaHaNa(Naing)010023 is 12/BAHANA(N)010023. */
            if (ak_slice_eq_nocase(ak_slice_sub(s, *at, *at + skip), AK_LIT("(naing)")))
                put(f, "N", 1);
            *at += skip ? skip : 1;
            if (f->len > start) return true;
            continue;
        }
        uint32_t cp = ak_utf8_next(s, at);
        if (put_code_point(f, cp)) continue;
        if ((cp == 0xB0 || cp == 0xBA) && f->len == start + 1 && f->text[start] == 'N')
            f->len = start; /* N° or Nº */
        if (f->len > start) return true;
    }
    return f->len > start;
}

static void collect_tokens(ak_slice value, form *f)
{
    size_t at = 0, start = 0;
    bool latin = false; /* before the token */
    while (!f->full && next_token(value, &at, f)) {
        ak_slice token = {f->text + start, f->len - start};
        bool end = is_end(token);
        if (end || is_label(token)) {
            f->len = start;
            f->latin = latin;
        }
        if (end) return;
        start = f->len;
        latin = f->latin;
    }
}

/* Letters and digits of the value, upper case, without remarks, labels and separators. */
static void collect(ak_slice value, form *f)
{
    *f = (form){.len = 0};
    collect_tokens(value, f);
    if (!f->latin || !f->cyrillic) return;
    *f = (form){.mixed = true};
    collect_tokens(value, f);
}

/* --- what a kind demands --------------------------------------------------------------------- */

static size_t count_digits(ak_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += is_digit(s.data[i]);
    return n;
}

static bool all_ascii_alnum(ak_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_alnum(s.data[i])) return false;
    return true;
}

/* "00000000", "XXXX": a place kept empty, not a number. */
static bool is_placeholder(ak_slice s)
{
    for (size_t i = 1; i < s.len; i++)
        if (s.data[i] != s.data[0]) return false;
    return true;
}

/* Remainder by 97 of the digits, letters standing for 10 to 35 (ISO 7064). */
static unsigned mod97(ak_slice s, unsigned rest)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        unsigned v = is_digit(c) ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;
        rest = (rest * (v > 9 ? 100 : 10) + v) % 97;
    }
    return rest;
}

/* Seven digits with the check digit of a ship, or with that of a company in the same register. */
static bool is_imo(ak_slice s)
{
    static const unsigned ship[] = {7, 6, 5, 4, 3, 2}, company[] = {8, 6, 4, 2, 9, 7};
    if (s.len != 7 || count_digits(s) != 7) return false;
    unsigned a = 0, b = 0, check = (unsigned)(s.data[6] - '0');
    for (size_t i = 0; i < 6; i++) {
        a += ship[i] * (unsigned)(s.data[i] - '0');
        b += company[i] * (unsigned)(s.data[i] - '0');
    }
    return a % 10 == check || (11 - b % 11) % 10 == check;
}

static bool is_lei(ak_slice s)
{
    return s.len == 20 && all_ascii_alnum(s) && count_digits(ak_slice_sub(s, 18, 20)) == 2 &&
           mod97(s, 0) == 1;
}

static bool is_iban(ak_slice s)
{
    if (s.len < 15 || s.len > 34 || !all_ascii_alnum(s) || !is_upper(s.data[0]) ||
        !is_upper(s.data[1]) || !is_digit(s.data[2]) || !is_digit(s.data[3]))
        return false;
    return mod97(ak_slice_sub(s, 0, 4), mod97(ak_slice_sub(s, 4, s.len), 0)) == 1;
}

/* Luhn's sum over the digits, letters standing for two digits each. */
static bool is_isin(ak_slice s)
{
    if (s.len != 12 || !all_ascii_alnum(s) || !is_upper(s.data[0]) || !is_upper(s.data[1]) ||
        !is_digit(s.data[11]))
        return false;
    unsigned sum = 0, place = 0;
    for (size_t i = s.len; i-- > 0;) {
        char c = s.data[i];
        unsigned v = is_digit(c) ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;
        for (unsigned n = v > 9 ? 2 : 1; n > 0; n--, v /= 10, place++) {
            unsigned d = v % 10 * (place % 2 + 1);
            sum += d / 10 + d % 10;
        }
    }
    return sum % 10 == 0;
}

static bool is_bic(ak_slice s)
{
    return (s.len == 8 || s.len == 11) && all_ascii_alnum(s) && is_upper(s.data[4]) &&
           is_upper(s.data[5]);
}

/* "EP-MMH", "M-IABU": an aircraft's registration without a digit. */
static bool is_tail(ak_slice value)
{
    size_t hyphen = ak_slice_find(value, AK_LIT("-"), 0);
    if (hyphen < 1 || hyphen > 2 || value.len < hyphen + 4 || value.len > hyphen + 5) return false;
    for (size_t i = 0; i < value.len; i++)
        if (i != hyphen && !is_upper(value.data[i])) return false;
    return true;
}

/* Changes the collected form to that of its kind; false where it is no identifier of the kind. */
static bool fit(ak_ident_kind kind, ak_slice value, ak_slice *s)
{
    if (ak_slice_starts(*s, AK_LIT("IMO")) && is_imo(ak_slice_sub(*s, 3, s->len)))
        *s = ak_slice_sub(*s, 3, s->len);
    switch (kind) {
    case AK_IDENT_IMO:
        return is_imo(*s);
    case AK_IDENT_MMSI:
        return s->len == 9 && count_digits(*s) == 9;
    case AK_IDENT_LEI:
        return is_lei(*s);
    case AK_IDENT_IBAN:
        return is_iban(*s);
    case AK_IDENT_ISIN:
        return is_isin(*s);
    case AK_IDENT_BIC:
        if (s->len == 11 && ak_slice_ends(*s, AK_LIT("XXX"))) s->len = 8;
        return is_bic(*s);
    case AK_IDENT_CALLSIGN:
        return s->len <= 10 && all_ascii_alnum(*s);
    default:
        return count_digits(*s) > 0 || is_tail(value); /* "unknown", "none" are no numbers */
    }
}

/* --- wallets --------------------------------------------------------------------------------- */

static bool all_hex(ak_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (!is_digit(c) && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) return false;
    }
    return true;
}

/* "0x" and hex digits, or bech32 ("bc1…"): written in either case. */
static bool is_caseless_address(ak_slice s)
{
    if (ak_slice_starts_nocase(s, AK_LIT("0x"))) return all_hex(ak_slice_sub(s, 2, s.len));
    return s.len >= 14 &&
           (ak_slice_starts_nocase(s, AK_LIT("bc1")) || ak_slice_starts_nocase(s, AK_LIT("ltc1")));
}

/* The address in "XBT 1Ez6…", "1Ez6… (change)": the first token of 8 or more letters and digits. */
static ak_slice find_address(ak_slice value)
{
    for (size_t i = 0; i < value.len;) {
        size_t start = i;
        while (i < value.len && is_alnum(value.data[i])) i++;
        if (i - start >= 8) return (ak_slice){value.data + start, i - start};
        if (i == start) i++;
    }
    return (ak_slice){NULL, 0};
}

/* A wallet's address in a property for identifiers of any kind: recognised by its form. */
static bool looks_like_wallet(ak_slice s)
{
    if (is_caseless_address(s)) return s.len == 42 || (s.len > 42 && s.len <= 90);
    if (s.len < 26 || s.len > 35) return false;
    size_t lower = 0, upper = 0;
    for (size_t i = 0; i < s.len; i++) {
        lower += is_lower(s.data[i]);
        upper += is_upper(s.data[i]);
    }
    return lower >= 3 && upper >= 3 && lower + upper + count_digits(s) == s.len;
}

static bool add_wallet(ak_slice value, ak_buf *out)
{
    ak_slice address = find_address(value);
    if (address.len > MAX_BYTES || count_digits(address) == 0 || is_placeholder(address))
        return false;
    if (!is_caseless_address(address)) return ak_buf_add(out, address);
    char lower[MAX_BYTES];
    for (size_t i = 0; i < address.len; i++)
        lower[i] =
            is_upper(address.data[i]) ? (char)(address.data[i] - 'A' + 'a') : address.data[i];
    return ak_buf_add(out, (ak_slice){lower, address.len});
}

/* --- */

bool ak_ident_normalise(ak_ident_kind kind, ak_slice value, ak_buf *out)
{
    if (kind == AK_IDENT_NONE) return false;
    value = ak_slice_trim(value);
    if (kind == AK_IDENT_CRYPTO || (kind == AK_IDENT_OTHER && looks_like_wallet(value)))
        return add_wallet(value, out);
    form f;
    collect(value, &f);
    ak_slice s = {f.text, f.len};
    if (f.full || !fit(kind, value, &s)) return false;
    if (ak_utf8_count(s) < MIN_CHARS || is_placeholder(s)) return false;
    return ak_buf_add(out, s);
}

static bool is_paper(ak_ident_kind kind)
{
    return kind == AK_IDENT_PASSPORT || kind == AK_IDENT_NATIONAL_ID || kind == AK_IDENT_TAX ||
           kind == AK_IDENT_REGISTRATION;
}

bool ak_ident_comparable(ak_ident_kind a, ak_ident_kind b)
{
    if (a == AK_IDENT_NONE || b == AK_IDENT_NONE) return false;
    return a == b || a == AK_IDENT_OTHER || b == AK_IDENT_OTHER || (is_paper(a) && is_paper(b));
}

const char *ak_ident_kind_name(ak_ident_kind kind)
{
    switch (kind) {
    case AK_IDENT_NONE:
        return "none";
    case AK_IDENT_PASSPORT:
        return "passport number";
    case AK_IDENT_NATIONAL_ID:
        return "national identity number";
    case AK_IDENT_TAX:
        return "tax number";
    case AK_IDENT_REGISTRATION:
        return "registration number";
    case AK_IDENT_IMO:
        return "IMO number";
    case AK_IDENT_MMSI:
        return "MMSI";
    case AK_IDENT_CALLSIGN:
        return "call sign";
    case AK_IDENT_TAIL:
        return "serial number";
    case AK_IDENT_LEI:
        return "LEI";
    case AK_IDENT_BIC:
        return "BIC";
    case AK_IDENT_IBAN:
        return "IBAN";
    case AK_IDENT_ISIN:
        return "ISIN";
    case AK_IDENT_CRYPTO:
        return "wallet address";
    case AK_IDENT_OTHER:
        return "identification number";
    }
    return "unknown";
}
