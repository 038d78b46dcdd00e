/* Which format a file has, by its first bytes; and the names of the formats. */
#include "lists/detect.h"

#include "lists/draft.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *name, *description;
} formats[] = {
#define ENTRY(symbol, name, description) {name, description},
    AK_FORMAT_MAP(ENTRY)
#undef ENTRY
};

const char *ak_format_name(ak_format format)
{
    return format < AK_FORMAT_COUNT ? formats[format].name : "unknown";
}

bool ak_format_find(ak_slice name, ak_format *out)
{
    for (int i = 0; i < AK_FORMAT_COUNT; i++)
        if (ak_slice_is(name, formats[i].name)) {
            *out = (ak_format)i;
            return true;
        }
    return false;
}

int aka_format_list(size_t i, const char **name, const char **description)
{
    if (i >= AK_FORMAT_COUNT) return 0;
    if (name) *name = formats[i].name;
    if (description) *description = formats[i].description;
    return 1;
}

static aka_status unknown_format(const char *path, const char *seems, aka_error *err)
{
    char known[256] = "";
    size_t len = 0;
    for (int i = 1; i < AK_FORMAT_COUNT && len < sizeof known; i++)
        len += (size_t)snprintf(
            known + len, sizeof known - len, "%s%s", i > 1 ? ", " : "", formats[i].name);
    return ak_fail_at(err, AKA_E_FORMAT, path, 0,
        "%s; known formats are %s, and FORMAT:PATH forces one", seems, known);
}

/* Formats that are met and not read yet, by root element or by the beginning of the file. */
static const struct {
    const char *mark, *name;
} roots[] =
    {
        {"sanctionsData", "OFAC ENHANCED XML (or its delta file)"},
        {"Sanctions", "OFAC ADVANCED XML"},
        {"export", "EU FSF XML"},
        {"swiss-sanctions-list", "Swiss SECO XML"},
        {"ArrayOfFinancialSanctionsTarget", "UK OFSI XML"},
        {"Designations", "UK Sanctions List XML"},
},
  tables[] = {
      {"Report Date:", "the UK Sanctions List as CSV"},
      {"Last Updated,", "the UK OFSI ConList as CSV"},
      {"Reference,Name of Individual or Entity", "the Australian DFAT list as CSV"},
      {"_id,source,entity_number", "the US Consolidated Screening List as CSV"},
      {"fileGenerationDate;", "the EU FSF list as CSV"},
};

static ak_slice skip_space(ak_slice s)
{
    if (ak_slice_starts(s, AK_LIT("\xEF\xBB\xBF"))) s = ak_slice_sub(s, 3, s.len);
    while (s.len && strchr(" \t\r\n", s.data[0])) s = ak_slice_sub(s, 1, s.len);
    return s;
}

/* The local name of the document element; empty where the head has none. */
static ak_slice root_name(ak_slice s)
{
    for (s = skip_space(s); s.len > 1 && s.data[0] == '<'; s = skip_space(s)) {
        bool comment = ak_slice_starts(s, AK_LIT("<!--"));
        if (s.data[1] != '?' && s.data[1] != '!') {
            size_t n = 1, begin = 1;
            while (n < s.len && !strchr(" \t\r\n/>", s.data[n])) {
                if (s.data[n] == ':') begin = n + 1;
                n++;
            }
            return ak_slice_sub(s, begin, n);
        }
        size_t end = ak_slice_find(s, comment ? AK_LIT("-->") : AK_LIT(">"), 0);
        if (end > s.len) break;
        s = ak_slice_sub(s, end + (comment ? 3 : 1), s.len);
    }
    return (ak_slice){0};
}

static aka_status detect_xml(ak_slice head, const char *path, ak_detected *out, aka_error *err)
{
    ak_slice root = root_name(head);
    if (ak_slice_is(root, "sdnList")) {
        out->format = AK_FORMAT_OFAC_XML;
        return AKA_OK;
    }
    if (ak_slice_is(root, "CONSOLIDATED_LIST")) {
        out->format = AK_FORMAT_UN_XML;
        return AKA_OK;
    }
    char seems[160];
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (ak_slice_is(root, roots[i].mark)) {
            snprintf(seems, sizeof seems, "%s cannot be read yet", roots[i].name);
            return unknown_format(path, seems, err);
        }
    snprintf(seems, sizeof seems, "an XML document <%.*s> is no list that is known",
        (int)(root.len < 60 ? root.len : 60), root.len ? root.data : "");
    return unknown_format(path, seems, err);
}

static aka_status detect_json(ak_slice head, const char *path, ak_detected *out, aka_error *err)
{
    size_t end = ak_slice_find(head, AK_LIT("\n"), 0);
    ak_slice line = ak_slice_sub(head, 0, end);
    if (ak_slice_find(line, AK_LIT("\"DATA_SOURCE\""), 0) < line.len &&
        ak_slice_find(line, AK_LIT("\"schema\""), 0) > line.len)
        return unknown_format(path, "Senzing JSON lines cannot be read yet", err);
    out->format = AK_FORMAT_FTM;
    return AKA_OK;
}

/* The head of UTF-16 text, its ASCII characters only, which is enough to tell formats apart. */
static ak_slice narrowed(ak_slice head, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < head.len; i++)
        if (head.data[i] != 0 && (unsigned char)head.data[i] < 0x80) out[n++] = head.data[i];
    return (ak_slice){out, n};
}

static bool is_wide(ak_slice head)
{
    return ak_slice_starts(head, AK_LIT("\xFF\xFE")) || ak_slice_starts(head, AK_LIT("\xFE\xFF")) ||
           (head.len > 1 && ((head.data[0] == '<' && head.data[1] == 0) ||
                                (head.data[0] == 0 && head.data[1] == '<')));
}

static bool is_binary(ak_slice head)
{
    size_t odd = 0;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.data[i];
        odd += c == 0 || (c < 0x20 && !strchr("\t\n\r\f\x1A", c));
    }
    return odd > head.len / 100;
}

static aka_status detect_text(ak_slice head, const char *path, ak_detected *out, aka_error *err)
{
    char seems[160];
    ak_slice text = skip_space(head);
    if (!text.len) return unknown_format(path, "the file is empty", err);
    if (is_binary(text)) return unknown_format(path, "the file is no text", err);
    if (text.data[0] == '<') return detect_xml(text, path, out, err);
    if (text.data[0] == '{') return detect_json(text, path, out, err);
    if (text.data[0] == '[')
        return unknown_format(path, "a JSON array cannot be read; JSON lines can", err);
    if (ak_detect_ofac(text, path, out)) return AKA_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (ak_slice_starts(text, ak_slice_of(tables[i].mark))) {
            snprintf(seems, sizeof seems, "%s cannot be read yet", tables[i].name);
            return unknown_format(path, seems, err);
        }
    if (ak_csv_header_known(text)) {
        out->format = AK_FORMAT_CSV;
        return AKA_OK;
    }
    return unknown_format(path, "the file is in no format that is known", err);
}

aka_status ak_detect(ak_slice head, const char *path, ak_detected *out, aka_error *err)
{
    *out = (ak_detected){0};
    if (!is_wide(head)) return detect_text(head, path, out, err);
    char *narrow = malloc(head.len + 1);
    if (!narrow) return ak_fail_nomem(err);
    aka_status st = detect_text(narrowed(head, narrow), path, out, err);
    free(narrow);
    return st;
}

/* One line of CSV as far as telling shapes apart needs it. */
typedef struct shape {
    size_t fields;
    ak_slice first[3]; /* as written, with quotes */
    bool has_null;     /* a field is -0- */
    bool last_quoted;
} shape;

static void note_field(shape *s, ak_slice field)
{
    field = ak_slice_trim(field);
    if (s->fields < 3) s->first[s->fields] = field;
    s->fields++;
    s->has_null |= ak_slice_is(field, "-0-");
    s->last_quoted = field.len > 1 && field.data[0] == '"' && field.data[field.len - 1] == '"';
}

static shape line_shape(ak_slice line)
{
    shape s = {0};
    bool quoted = false;
    size_t begin = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.data[i] == '"') quoted = !quoted;
        if (line.data[i] != ',' || quoted) continue;
        note_field(&s, ak_slice_sub(line, begin, i));
        begin = i + 1;
    }
    note_field(&s, ak_slice_sub(line, begin, line.len));
    return s;
}

static bool one_of(ak_slice s, const char *const *words)
{
    for (; *words; words++)
        if (ak_slice_eq_nocase(s, ak_slice_of(*words))) return true;
    return false;
}

/* -1: no OFAC row; AK_COMPANION_COUNT: of a primary file; else of that companion. */
static int row_kind(const shape *s, bool named_comments)
{
    static const char *const types[] = {
        "-0-", "\"individual\"", "\"vessel\"", "\"aircraft\"", NULL};
    static const char *const alias_types[] = {"\"aka\"", "\"fka\"", "\"nka\"", NULL};
    unsigned long long n;
    if (!ak_slice_to_u64(s->first[0], &n)) return -1;
    if (s->fields == 12 && s->has_null && one_of(s->first[2], types)) return AK_COMPANION_COUNT;
    if (s->fields == 5 && one_of(s->first[2], alias_types)) return AK_COMPANION_ALT;
    if (s->fields == 6 && s->has_null && ak_slice_to_u64(s->first[1], &n)) return AK_COMPANION_ADD;
    if (s->fields == 2 && s->last_quoted &&
        (named_comments || ak_slice_find(s->first[1], AK_LIT("; "), 0) < s->first[1].len))
        return AK_COMPANION_COMMENTS;
    return -1;
}

bool ak_detect_ofac(ak_slice head, const char *path, ak_detected *out)
{
    size_t votes[AK_COMPANION_COUNT + 1] = {0}, lines = 0;
    bool named_comments = ak_find_nocase(ak_slice_of(path), "comment") < SIZE_MAX, done = false;
    ak_slice rest = head, line;
    while (lines < 50 && ak_slice_split(&rest, '\n', &done, &line)) {
        line = ak_slice_trim(line);
        if (!line.len || (done && lines)) continue; /* the last line may be cut */
        shape s = line_shape(line);
        int kind = row_kind(&s, named_comments);
        if (kind >= 0) votes[kind]++;
        lines++;
    }
    for (int k = 0; k <= AK_COMPANION_COUNT; k++) {
        if (!votes[k] || votes[k] * 2 < lines) continue;
        *out = (ak_detected){.format = AK_FORMAT_OFAC_CSV, .is_companion = k != AK_COMPANION_COUNT};
        if (out->is_companion) out->companion = (ak_companion)k;
        return true;
    }
    return false;
}
