/* The commands and their options: --help, the manual pages and the shell completions are all made
 * from these tables (help.c). */
#include "commands.h"

#include <string.h>

#define CLI_SCHEMATA                                                                               \
    "Thing|LegalEntity|Person|Organization|Company|PublicBody|Vessel|Airplane|Vehicle|Address"

/* Where the default index is; in every command that reads one. */
#define CLI_INDEX_SECTION                                                                          \
    {                                                                                              \
        "Index", "The index that is not named is the one in the environment variable AKA_INDEX, "  \
                 "else $XDG_DATA_HOME/aka/lists.aka, else ~/.local/share/aka/lists.aka."           \
    }

/* ---- aka index ---- */

static const char *const index_synopsis[] = {"-o FILE [OPTION...] SOURCE...", NULL};
static const cli_option index_options[] = {
    {'o', "output", "FILE", "FILE",
        "the index to write; replaced only when the new one is complete"},
    {OPT_PROBLEMS, "problems", "FILE", "FILE",
        "write every problem to FILE, one JSON object a line: path, line, record, field, message, "
        "dropped"},
    {'j', "jobs", "N", NULL,
        "compile with N threads, each of which needs about 100 MB; 0 or not given: one a "
        "processor; the index is the same"},
    {'q', "quiet", NULL, NULL, "no progress and no summary; problems and errors still show"},
    {0, NULL, NULL, NULL, NULL}};
static const cli_section index_sections[] = {
    {"Description",
        "Compiles published watchlists into one index file, which is all that screening needs. "
        "Each "
        "SOURCE is a file whose format is found by its content, or FORMAT:PATH, which says it. "
        "Files "
        "compressed as .gz or .zst are read as what is in them. The other files of a set of OFAC "
        "CSV files (ALT, ADD, SDN_COMMENTS) are found beside the one that is named.\n\n"
        "A bad record is no reason to stop: the problem is listed on standard error with its file, "
        "line and field, the rest of the list is kept, and the exit status is 1. Of problems of "
        "one "
        "kind in one file the first 20 are shown; --problems writes them all. The last lines, on "
        "standard output, count what the index holds.\n\n"
        "The index is written beside its final place and renamed, so that whoever reads the old "
        "one meanwhile is not disturbed, and a failure leaves the old one as it was. The same "
        "sources give the same bytes. Long lists are compiled in pieces, in files without a name "
        "beside the index that take up to twice its size, so that memory does not grow with the "
        "lists."},
    {"Formats", CLI_FORMATS},
    {"Exit status", "  0   done\n"
                    "  1   done, but there were problems with records; they are listed\n"
                    "  2   usage error, or a source cannot be read; no index was written"},
    {"Examples", "  aka index -o lists.aka sdn.xml un.xml house.csv\n"
                 "  aka index -o lists.aka --problems problems.jsonl ofac-csv:SDN.CSV"},
    {NULL, NULL}};

/* ---- aka info ---- */

static const char *const info_synopsis[] = {"[--json] [FILE]", NULL};
static const cli_option info_options[] = {
    {OPT_JSON, "json", NULL, NULL, "one JSON object, for programs"}, {0, NULL, NULL, NULL, NULL}};
static const cli_section info_sections[] = {
    {"Description",
        "Tells what is in an index: its datasets and the files they came from, counts, sizes, the "
        "versions of what made it, and its fingerprint, which every answer of a screening carries. "
        "Without FILE, the default index."},
    CLI_INDEX_SECTION,
    {"Exit status", "  0   done\n"
                    "  2   usage error, or the index cannot be read"},
    {"Examples", "  aka info lists.aka\n  aka info --json lists.aka"}, {NULL, NULL}};

/* ---- aka screen ---- */

static const char *const screen_synopsis[] = {"[OPTION...] NAME...", "[OPTION...] --csv FILE",
    "[OPTION...] --jsonl FILE", "[OPTION...] -", NULL};
static const cli_option screen_options[] = {
    {'i', "index", "FILE", "FILE", "the index; without it the default one (see Index)"},
    {OPT_CSV, "csv", "FILE", "FILE", "screen the rows of a CSV file; \"-\" is standard input"},
    {OPT_JSONL, "jsonl", "FILE", "FILE",
        "screen FollowTheMoney entities, one JSON object a line; \"-\" is standard input"},
    {OPT_COLUMNS, "columns", "MAP", NULL,
        "which columns of the CSV file mean what, as name=full_name,birthDate=dob"},
    {OPT_SCHEMA, "schema", "SCHEMA", CLI_SCHEMATA,
        "Person, Organization, Company, Vessel, Airplane...: what the names belong to, or the "
        "records that do not say it themselves; without it anything"},
    {OPT_BIRTH_DATE, "birth-date", "DATE", NULL, "of all NAMEs: 1960-04-19, 1960-04 or 1960"},
    {OPT_COUNTRY, "country", "COUNTRY", NULL, "of all NAMEs: a code (co) or a name (Colombia)"},
    {OPT_ID_NUMBER, "id-number", "NUMBER", NULL,
        "of all NAMEs: a passport, tax, registration or IMO number; may stand without a NAME"},
    {OPT_ALGORITHM, "algorithm", "NAME", CLI_ALGORITHMS,
        "how names are scored (see Algorithms); aka-1 if not given"},
    {OPT_THRESHOLD, "threshold", "SCORE", NULL,
        "lowest score that is a match; if not given the algorithm's own: 0.70, ofac-249 1.00"},
    {OPT_LIMIT, "limit", "N", NULL, "most results a query; 5 if not given"},
    {OPT_FORMAT, "format", "FORMAT", "table|jsonl|csv",
        "how results are written: table, jsonl or csv. If not given: table on a terminal and for "
        "NAMEs, else the format of the input"},
    {OPT_EXPLAIN, "explain", NULL, NULL,
        "in a table, a line under each result on how its score came about; jsonl and csv always "
        "have it"},
    {OPT_EXHAUSTIVE, "exhaustive", NULL, NULL,
        "score every record of the index: slow, same answers, for checking"},
    {'j', "jobs", "N", NULL,
        "screen with N threads, results in the order of the input; 0: one a "
        "processor; not given: the same for a file, 1 for names and standard input"},
    {OPT_EXIT_CODE, "exit-code", NULL, NULL, "exit with 10 where there is a match"},
    {'q', "quiet", NULL, NULL, "no progress and no summary; errors still show"},
    {0, NULL, NULL, NULL, NULL}};
static const cli_section screen_sections[] = {
    {"Description", "Finds the listed people, companies, vessels and others that a name or record "
                    "may refer to. "
                    "A result is a listed entity whose score reaches the threshold; each says how "
                    "its score came "
                    "about.\n\n"
                    "Each NAME is a query of its own; a \"-\" among them stands for the lines of "
                    "standard input, "
                    "one name each. Records come from a CSV file or from JSON lines."},
    {"Input",
        "The first row of a CSV file names its columns. These are known, in any case, with blanks "
        "or hyphens for underscores: name (or full_name, caption), first_name, middle_name, "
        "last_name, schema, birth_date (or date_of_birth, dob), country (or nationality), gender, "
        "place_of_birth, address, id_number, id, and every FollowTheMoney property by its own "
        "name. --columns names others; columns that mean nothing are left aside.\n\n"
        "A bad row or line is reported on standard error with its place and has no result; the "
        "rest "
        "is screened and the exit status is 1."},
    {"Output",
        "table: a query and its results, for reading.\n\n"
        "jsonl: one JSON object a query, in the shape of the OpenSanctions matching API: query, "
        "results, total, algorithm, index (the fingerprint of the index).\n\n"
        "csv: the columns query_id, query_name, id, caption, schema, datasets, score, name (the "
        "listed name that agreed best), detail; one row a result, and one with empty result "
        "columns for a query that has none. With another algorithm than the default one a column "
        "algorithm names it."},
    {"Algorithms", CLI_ALGORITHMS}, CLI_INDEX_SECTION,
    {"Exit status", "  0   done\n"
                    "  1   done, but some records were bad; they are listed on standard error\n"
                    "  2   usage or input error\n"
                    "  10  with --exit-code: there is a match (whether or not records were bad)"},
    {"Examples",
        "  aka screen \"Gustavo Petro\"\n"
        "  aka screen --schema Person --birth-date 1962-11-23 --explain \"Nicolas Maduro\"\n"
        "  aka screen --algorithm ofac --threshold 0.8 \"Nicolas Maduro\"\n"
        "  aka screen -i lists.aka --csv customers.csv --jobs 4 > results.csv\n"
        "  aka screen --csv customers.csv --columns name=holder,birthDate=born --format jsonl"},
    {NULL, NULL}};

/* ---- aka compare ---- */

static const char *const compare_synopsis[] = {
    "[OPTION...] NAME1 NAME2", "[OPTION...] --csv FILE", NULL};
static const cli_option compare_options[] = {
    {OPT_SCHEMA, "schema", "SCHEMA", CLI_SCHEMATA,
        "what both names belong to (with --csv: in rows that do not say it); without it anything"},
    {OPT_CSV, "csv", "FILE", "FILE",
        "compare name1 and name2 of every row (column schema is used where there is one); \"-\" is "
        "standard input"},
    {OPT_ALGORITHM, "algorithm", "NAME", CLI_ALGORITHMS,
        "how the names are scored (see Algorithms); aka-1 if not given"},
    {'q', "quiet", NULL, NULL, "no progress; errors still show"}, {0, NULL, NULL, NULL, NULL}};
static const cli_section compare_sections[] = {
    {"Description",
        "Says how strongly NAME1, as asked, points to NAME2, as listed: the score that a screening "
        "would give, and how it came about. No index is needed. The order matters: what NAME1 "
        "leaves out of the listed name counts less than what it has and the listed name lacks.\n\n"
        "With --csv the rows come back in their order with every column kept and two added at the "
        "end, score and detail, and with another algorithm than the default one a third, "
        "algorithm. A row that cannot be compared comes back with score and "
        "detail empty, is reported on standard error, and makes the exit status 1."},
    {"Algorithms", CLI_ALGORITHMS},
    {"Exit status", "  0   done\n"
                    "  1   done, but some rows were bad; they are listed on standard error\n"
                    "  2   usage or input error"},
    {"Examples", "  aka compare \"Gustavo Petro\" \"Gustavo Francisco PETRO URREGO\"\n"
                 "  aka compare --csv pairs.csv > scored.csv"},
    {NULL, NULL}};

/* ---- aka scan ---- */

static const char *const scan_synopsis[] = {"[OPTION...] FILE...", NULL};
static const cli_option scan_options[] = {
    {'i', "index", "FILE", "FILE", "the index; without it the default one (see Index)"},
    {OPT_FORMAT, "format", "FORMAT", "text|jsonl|html",
        "how mentions are written; text if not given"},
    {OPT_FORM, "form", "FORM", "auto|text|markdown|html|payment",
        "what the files are; auto, by name and beginning, if not given"},
    {OPT_FILES_FROM, "files-from", "FILE", "FILE",
        "scan also the files named in FILE, one a line; \"-\" is standard input"},
    {OPT_SUMMARY, "summary", NULL, NULL, "only who is mentioned, how often and in how many files"},
    {OPT_THRESHOLD, "threshold", "SCORE", NULL,
        "lowest score that is a mention, 0.70 or more; 0.70 if not given"},
    {OPT_LIMIT, "limit", "N", NULL, "most results a mention; 5 if not given"},
    {'j', "jobs", "N", NULL,
        "scan N files at once, mentions in the order of the files; 0 or not given: one a "
        "processor"},
    {OPT_EXIT_CODE, "exit-code", NULL, NULL, "exit with 10 where there is a mention"},
    {'q', "quiet", NULL, NULL, "no progress and no summary; errors still show"},
    {0, NULL, NULL, NULL, NULL}};
static const cli_section scan_sections[] = {
    {"Description",
        "Finds where texts and payments mention somebody who is listed, under any of their names. "
        "Each FILE is plain text, Markdown or HTML in UTF-8, or payment messages (SWIFT MT, ISO "
        "20022), also compressed as .gz or .zst; of a folder, all files in it and below are "
        "scanned; \"-\" is standard input. Files may be of any size.\n\n"
        "Names are compared as by \"aka screen\". Where they are used decides as well: one word "
        "is a mention only if it is distinctive or stands for a fuller name before it in the same "
        "text; ordinary words that are the name of a ship need a word like vessel or tanker near "
        "them; a name within the longer name of something else is no mention; weak aliases are "
        "none.\n\n"
        "The parties of a payment are screened as records, whose names may be wrapped, set apart "
        "or run together; its free texts are read as texts. What is wrong with a message is "
        "reported, and the rest is read."},
    {"Output",
        "text: the lines with mentions, underlined, whom they may refer to and why; at the end, "
        "who is mentioned in all.\n\n"
        "jsonl: one JSON object a mention: file, offset, length (bytes of the file as it is, or of "
        "what a compressed one contains), text, line, by (\"name\", \"identifier\", or \"earlier "
        "mention\" with its offset in earlier), results; in a payment also message (its number) "
        "and path (the field).\n\n"
        "html: one page with all texts, mentions marked, and a list of who is mentioned where."},
    CLI_INDEX_SECTION,
    {"Exit status", "  0   done\n"
                    "  1   done, but some files were bad; they are listed on standard error\n"
                    "  2   usage or input error\n"
                    "  10  with --exit-code: there is a mention (whether or not files were bad)"},
    {"Examples", "  aka scan report.txt\n"
                 "  aka scan --format html articles/ > mentions.html\n"
                 "  aka scan --format jsonl payments/\n"
                 "  aka scan --jobs 0 --summary archive/ --quiet"},
    {NULL, NULL}};

/* ---- aka serve ---- */

static const char *const serve_synopsis[] = {
    "[OPTION...]", "--new-key NAME [--role screen|admin]", NULL};
static const cli_option serve_options[] = {
    {'i', "index", "FILE", "FILE", "the index; without it the default one (see Index)"},
    {OPT_LISTEN, "listen", "ADDRESS:PORT", NULL,
        "where to listen; 127.0.0.1:8420 if not given. Port 0: any that is free"},
    {OPT_COLLECTIONS, "collections", "FILE", "FILE",
        "names for several datasets: a JSON object {\"name\": [\"dataset\", ...], ...}"},
    {OPT_KEYS, "keys", "FILE", "FILE",
        "API keys, one line each as --new-key writes them; without it everybody who can connect "
        "may ask"},
    {OPT_NEW_KEY, "new-key", "NAME", NULL,
        "make an API key: the line for the file on standard output, the key itself on standard "
        "error, and nothing else is done"},
    {OPT_ROLE, "role", "ROLE", "screen|admin",
        "of the new key: screen (if not given), or admin, which may also load another index"},
    {OPT_TLS_CERT, "tls-cert", "FILE", "FILE", "certificate chain in PEM: HTTPS instead of HTTP"},
    {OPT_TLS_KEY, "tls-key", "FILE", "FILE", "its private key in PEM"},
    {OPT_CORS, "cors", "ORIGIN", NULL,
        "let pages of that origin ask, as https://page.example, or * for all; none if not given"},
    {OPT_RATE, "rate", "N", NULL,
        "most requests a second of one key, or of one client where there are no keys"},
    {OPT_MAX_BODY, "max-body", "BYTES", NULL, "most bytes of a request; 8388608 if not given"},
    {OPT_THREADS, "threads", "N", NULL,
        "threads that answer, and as many more for what takes long; one a processor if not given"},
    {OPT_CONNECTIONS, "connections", "N", NULL, "most connections at a time; 1000 if not given"},
    {OPT_LOG, "log", "WHAT", "none|requests|full",
        "log on standard error: none; requests, without anything on the people asked for (if not "
        "given); full, with addresses as they were asked, which may hold names"},
    {0, NULL, NULL, NULL, NULL}};
static const cli_section serve_sections[] = {
    {"Description",
        "Answers over HTTP, in the shape of the OpenSanctions matching API and of the "
        "Reconciliation Service API. docs/http.md describes the requests; the service itself "
        "describes them at /openapi.json. At / it shows a page for people.\n\n"
        "It runs until SIGINT or SIGTERM; requests under way are then answered, for at most 30 "
        "seconds. SIGHUP loads the index, the collections and the keys anew while requests go on; "
        "where "
        "they cannot be read the old ones stay."},
    CLI_INDEX_SECTION,
    {"Exit status", "  0   ended by a signal\n"
                    "  1   the same, but requests had to be broken off\n"
                    "  2   usage error, or it cannot be started"},
    {"Examples", "  aka serve -i lists.aka\n"
                 "  aka serve --new-key payments >> keys\n"
                 "  aka serve -i lists.aka --listen 0.0.0.0:8420 --keys keys --rate 100"},
    {NULL, NULL}};

/* ---- aka help ---- */

static const char *const help_synopsis[] = {"[COMMAND]", NULL};
/* The last two are for the build, and not shown. */
static const cli_option help_options[] = {{OPT_MAN, "man", NULL, NULL, NULL},
    {OPT_COMPLETION, "completion", "SHELL", NULL, NULL}, {0, NULL, NULL, NULL, NULL}};
static const cli_section help_sections[] = {
    {"Description", "Shows what aka can do, or how COMMAND is used."}, {NULL, NULL}};

const cli_command cli_commands[] = {
    {"index", "compile watchlists into one index file", index_synopsis, index_options,
        index_sections, "FILE", cmd_index},
    {"info", "tell what is in an index", info_synopsis, info_options, info_sections, "FILE",
        cmd_info},
    {"screen", "find whom names and records may refer to", screen_synopsis, screen_options,
        screen_sections, NULL, cmd_screen},
    {"scan", "find mentions of listed names in texts and payments", scan_synopsis, scan_options,
        scan_sections, "FILE", cmd_scan},
    {"compare", "score one name against another", compare_synopsis, compare_options,
        compare_sections, NULL, cmd_compare},
    {"serve", "screen over HTTP", serve_synopsis, serve_options, serve_sections, NULL, cmd_serve},
    {"help", "show how a command is used", help_synopsis, help_options, help_sections, "COMMAND",
        cmd_help},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL}};

const cli_command *cli_find(const char *name)
{
    for (const cli_command *c = cli_commands; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}
