/* OFAC's remarks: split into pieces, and each piece put where it belongs. */
#include "lists/ofac.h"

/* How far ahead a closing bracket or quote is looked for. */
#define LOOKAHEAD 2000
#define MAX_BRACKETS 8

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t count_digits(ak_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += is_digit(s.data[i]);
    return n;
}

static ak_slice after(ak_slice s, size_t n)
{
    return ak_slice_trim(ak_slice_sub(s, n, s.len));
}

static bool take_prefix(ak_slice *s, const char *prefix)
{
    if (!ak_slice_starts_nocase(*s, ak_slice_of(prefix))) return false;
    *s = after(*s, strlen(prefix));
    return true;
}

/* Drops what stands between a label and its number: "# ", "No.: ". */
static ak_slice skip_number_sign(ak_slice s)
{
    s = ak_slice_trim(s);
    while (s.len && (take_prefix(&s, ":") || take_prefix(&s, "#") || take_prefix(&s, "No.") ||
                        take_prefix(&s, "No ") || take_prefix(&s, "Number ")))
        ;
    return s;
}

/* Where a number ends: before a bracket, or before its dates of issue and expiry. */
static size_t number_end(ak_slice s)
{
    static const char *const marks[] = {"(", "issue", "expire", "exp."};
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == ',') return i;
        if (i ? s.data[i - 1] != ' ' : s.data[0] == '(') continue; /* "(HWI)040182" is a number */
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
            if (ak_slice_starts_nocase(ak_slice_sub(s, i, s.len), ak_slice_of(marks[m]))) return i;
    }
    return s.len;
}

/* The country in the last bracket that could hold one: "(Jalisco) (Mexico) issued 1999". */
static ak_slice bracketed_country(ak_slice s)
{
    for (size_t close = s.len; close > 0; close--) {
        if (s.data[close - 1] != ')') continue;
        size_t open = close - 1;
        while (open > 0 && s.data[open - 1] != '(' && s.data[open - 1] != ')') open--;
        if (open == 0 || s.data[open - 1] != '(') continue;
        ak_slice inner = ak_slice_trim(ak_slice_sub(s, open, close - 1));
        if (inner.len > 2 && inner.len <= 60 && inner.data[0] >= 'A' && inner.data[0] <= 'Z' &&
            count_digits(inner) == 0)
            return inner;
        close = open;
    }
    return (ak_slice){0};
}

/* The number in front of value, to its property (IMO numbers to theirs). False where there is none.
 */
static bool add_number(ak_draft *d, const char *property, ak_slice value)
{
    if (d->status) return true;
    ak_slice number = ak_slice_trim(ak_slice_sub(value, 0, number_end(value)));
    bool imo = take_prefix(&number, "IMO "), ship = ak_slice_is(d->e->schema, "Vessel");
    if (number.len > 2 && number.data[0] == '(' &&
        ak_slice_find(number, AK_LIT(")"), 0) == number.len - 1)
        number = ak_slice_sub(number, 1, number.len - 1);
    bool code = strcmp(property, "swiftBic") == 0;
    if (number.len < 2 || number.len > 80 || (!code && count_digits(number) == 0)) return false;
    if (imo) ak_draft_add(d, "imoNumber", number);
    /* The IMO numbers of companies have other check digits: those are also what the label says. */
    if (!imo || !ship) ak_draft_add(d, property, number);
    return true;
}

static void add_ident(ak_draft *d, const char *property, ak_slice value, ak_slice piece)
{
    ak_draft_add(d, "notes", piece);
    if (add_number(d, property, value)) ak_ofac_country(d, bracketed_country(value));
}

static void add_code(ak_draft *d, const char *property, ak_slice value, ak_slice piece)
{
    bool alone = number_end(value) == value.len;
    if (!add_number(d, property, value) || !alone) ak_draft_add(d, "notes", piece);
}

static void add_crypto(ak_draft *d, ak_slice value, ak_slice piece)
{
    while (take_prefix(&value, "-")) {
    }
    ak_draft_add(d, "notes", piece);
    size_t blank = ak_slice_find(value, AK_LIT(" "), 0);
    if (blank >= value.len) return;
    ak_draft_add(d, "currency", ak_slice_sub(value, 0, blank));
    ak_draft_add(d, "publicKey", after(value, blank));
}

static void add_weak_alias(ak_draft *d, ak_slice value)
{
    if (value.len && value.data[0] == '\'') value = ak_slice_sub(value, 1, value.len);
    if (value.len && value.data[value.len - 1] == '\'') value.len--;
    ak_ofac_name(d, "weakAlias", value);
}

/* "Kenyan ID No. 123456 (Kenya)": the last word before the digits says that they are a number. */
static bool is_labelled_number(ak_slice piece, ak_slice *value)
{
    static const char *const signs[] = {
        "No.", "No.:", "No", "Number", "Number:", "#", "ID", "Code"};
    size_t begin = 0;
    ak_slice before = {0};
    for (int words = 0; words < 10 && begin < piece.len; words++) {
        size_t end = ak_slice_find(piece, AK_LIT(" "), begin);
        if (end > piece.len) end = piece.len;
        ak_slice word = ak_slice_sub(piece, begin, end);
        if (count_digits(word)) {
            *value = ak_slice_sub(piece, begin, piece.len);
            size_t n = number_end(*value);
            if (n > 40 || count_digits(ak_slice_sub(*value, 0, n)) < 4) return false;
            for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
                if (ak_slice_eq_nocase(before, ak_slice_of(signs[i]))) return true;
            return false;
        }
        before = word;
        begin = end + 1;
    }
    return false;
}

/* Remarks repeat the title (one of a few). */
static bool is_position(const ak_draft *d, ak_slice piece)
{
    const ak_property *p = d->status ? NULL : ak_entity_getz(d->e, "position");
    for (size_t i = 0; p && i < p->count && i < 8; i++)
        if (ak_slice_eq(p->values[i].text, piece)) return true;
    return false;
}

static void add_unlabelled(ak_draft *d, ak_slice piece)
{
    if (is_position(d, piece)) return;
    ak_slice value = piece;
    size_t blank = ak_slice_find(piece, AK_LIT(" ("), 0);
    ak_slice bare = ak_slice_sub(piece, 0, blank > piece.len ? piece.len : blank);
    bool one_word = ak_slice_find(bare, AK_LIT(" "), 0) > bare.len;
    if (one_word && (ak_slice_starts_nocase(bare, AK_LIT("www.")) ||
                        ak_slice_starts_nocase(bare, AK_LIT("http"))))
        ak_draft_add(d, "website", bare);
    else if (one_word && ak_slice_find(bare, AK_LIT("@"), 1) < bare.len)
        ak_draft_add(d, "email", bare);
    else if (is_labelled_number(piece, &value))
        add_ident(d, "idNumber", value, piece);
    else
        ak_draft_add(d, "notes", piece);
}

void ak_ofac_piece(ak_draft *d, ak_slice piece)
{
    piece = ak_slice_trim(piece);
    ak_slice rest = piece;
    while (take_prefix(&rest, "alt. ")) {
    }
    /* The XML puts some in brackets: "(Linked To: X)". */
    if (ak_slice_starts_nocase(rest, AK_LIT("(Linked To")) && ak_slice_ends(rest, AK_LIT(")")))
        rest = ak_slice_sub(rest, 1, rest.len - 1);
    size_t label_len;
    const ak_ofac_kind *kind = rest.len ? ak_ofac_kind_find(rest, &label_len) : NULL;
    if (!kind) {
        add_unlabelled(d, piece);
        return;
    }
    ak_slice value = after(rest, label_len), number = skip_number_sign(value);
    if (kind->take != AK_OFAC_NOTE) take_prefix(&value, ":");
    switch (kind->take) {
    case AK_OFAC_TEXT:
        ak_draft_add(d, kind->property, value);
        break;
    case AK_OFAC_DATE:
        ak_draft_add_date(d, kind->property,
            strcmp(kind->property, "birthDate") == 0 ? "birth date" : kind->label, value);
        break;
    case AK_OFAC_LOWER:
        ak_draft_add_lower(d, kind->property, value);
        break;
    case AK_OFAC_IDENT:
        add_ident(d, kind->property, number, piece);
        break;
    case AK_OFAC_CODE:
        add_code(d, kind->property, number, piece);
        break;
    case AK_OFAC_CRYPTO:
        add_crypto(d, value, piece);
        break;
    case AK_OFAC_WEAK:
        add_weak_alias(d, value);
        break;
    case AK_OFAC_NOTE:
        ak_draft_add(d, "notes", piece);
        break;
    }
}

/* Behind the bracket that closes the one at i, or i where it does not close nearby. */
static size_t skip_brackets(ak_slice s, size_t i)
{
    int depth = 0;
    size_t end = s.len - i > LOOKAHEAD ? i + LOOKAHEAD : s.len;
    for (size_t k = i; k < end; k++) {
        if (s.data[k] == '(' && ++depth > MAX_BRACKETS) return i;
        if (s.data[k] == ')' && --depth == 0) return k;
    }
    return i;
}

/* Behind the quote that closes an alias beginning at i, or i where none begins or closes there. */
static size_t skip_alias(ak_slice s, size_t i)
{
    ak_slice head = ak_slice_sub(s, i, i + 16);
    size_t len;
    while (head.len && head.data[0] == ' ') head = ak_slice_sub(head, 1, head.len);
    const ak_ofac_kind *kind = head.len ? ak_ofac_kind_find(head, &len) : NULL;
    if (!kind || kind->take != AK_OFAC_WEAK) return i;
    size_t quote = ak_slice_find(s, AK_LIT("'"), i), end = s.len;
    if (end - i > LOOKAHEAD) end = i + LOOKAHEAD;
    for (size_t k = quote < end ? quote + 1 : end; k < end; k++)
        if (s.data[k] == '\'' &&
            (k + 1 == s.len || s.data[k + 1] == ';' || (s.data[k + 1] == '.' && k + 2 == s.len)))
            return k;
    return i;
}

static size_t piece_end(ak_slice s, size_t begin)
{
    size_t i = skip_alias(s, begin);
    for (; i < s.len && s.data[i] != ';'; i++)
        if (s.data[i] == '(') i = skip_brackets(s, i);
    return i;
}

/* The full stop behind the last piece is the remark's; that of "S.A." is the piece's. */
static ak_slice without_stop(ak_slice s)
{
    s = ak_slice_trim(s);
    if (!s.len || s.data[s.len - 1] != '.') return s;
    if (s.len > 2 && s.data[s.len - 3] == '.' && s.data[s.len - 2] != '\'') return s;
    return ak_slice_sub(s, 0, s.len - 1);
}

void ak_ofac_remarks(ak_draft *d, ak_slice remarks, bool cut)
{
    if (!cut) remarks = without_stop(remarks);
    for (size_t begin = 0; begin < remarks.len && d->status == AKA_OK;) {
        size_t end = piece_end(remarks, begin);
        ak_slice piece = ak_slice_trim(ak_slice_sub(remarks, begin, end));
        if (cut && end >= remarks.len)
            ak_draft_add(d, "notes", piece);
        else if (piece.len)
            ak_ofac_piece(d, piece);
        begin = end + 1;
    }
}
