/* Retrieval against scoring everybody: the same entities, scores and order, for names of the list
 * itself under many treatments and for names that are nobody's. On a made-up list always; on the
 * list that AKA_DIFFERENTIAL names (an index file), AKA_DIFFERENTIAL_QUERIES questions of it, some
 * of them lines of the file AKA_DIFFERENTIAL_NAMES; AKA_DIFFERENTIAL_SEED for others than the last
 * time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match_help.h"

#include "match/index_handle.h"
#include "match/screener.h"

static const char *const given[] = {"Mohammed", "Ali", "Ahmad", "Sergey", "Aleksandr", "Oleksandr",
    "Gustavo", "Maria", "Kim", "Jong", "Abd al-Rahman", "Abdulrahman", "Hassan", "Hussein", "Ivan",
    "Nikolai", "Николай", "محمد", "John", "J.", "Wei", "Xiaoping", "Karim", "Yusuf"};
static const char *const family[] = {"Petro", "Urrego", "Lavrov", "Al-Tikriti", "bin Laden", "Khan",
    "van der Bilt", "Vanderbilt", "Maduro Moros", "Ivanov", "Petrov", "Патрушев", "Zhang", "Un",
    "Al Mosuli", "Garcia", "Alcocer Garcia", "Smith", "Zahidi", "Petrenko", "O'Neill"};
static const char *const words[] = {"Trading", "Ocean", "Star", "Petro", "Bank of", "Moscow",
    "International", "Technologies", "Qwertzu", "Shipping", "Siemens", "General", "4", "VIII"};
static const char *const scripts[] = {"Честейн", "Сергей", "Иванов", "Владимир Путин", "Μαδούρο",
    "أحمد التكريتي", "حسن", "ניקולאי", "ペトロ", "王小平", "김정은", "Սերգեյ", "სააკაშვილი",
    "नरेन्द्र", "Александр", "克里坦登", "시몬스", "سمیت", "Γκαρσία", "Смит"};
static const char *const endings[] = {"LLC", "Ltd", "GmbH", "OOO", "Company", "SA", ""};

/* Names that are read in several ways, and what some of these are in Latin letters. */
static const char *const eastern[] = {"习近平", "習近平", "Xi Jinping", "Hsi Chin-p'ing", "金正恩",
    "김정은", "김종은", "Kim Jong Un", "Mao Tse-tung", "毛泽东", "陳大文", "Chan Tai Man", "리창호",
    "李昌浩", "Ri Chang Ho", "特朗普", "남궁민", "王伟"};
static const char *const eastern_companies[] = {"深圳市硕方精密机械有限公司", "朝鲜光鲜银行",
    "Korea Kwangson Bank", "조선릉라도무역총회사", "中國石油"};

#define PICK(list) list[(size_t)rand() % (sizeof list / sizeof *list)]

static void make_name(char *out, size_t cap, int kind)
{
    if (kind == 0 && rand() % 6 == 0)
        snprintf(out, cap, "%s", PICK(eastern));
    else if (kind == 0 && rand() % 6 == 0)
        snprintf(out, cap, "%s %s", PICK(scripts), rand() % 2 ? PICK(scripts) : PICK(family));
    else if (kind == 1 && rand() % 8 == 0)
        snprintf(out, cap, "%s", PICK(eastern_companies));
    else if (kind == 0)
        snprintf(out, cap, "%s%s%s %s", PICK(given), rand() % 2 ? " " : "",
            rand() % 2 ? PICK(given) : "", PICK(family));
    else
        snprintf(out, cap, "%s %s %s", PICK(words), PICK(words), kind == 1 ? PICK(endings) : "");
}

static aka_index *made_up_index(void)
{
    enum { COUNT = 600 };
    static const char *const schemata[] = {"Person", "Organization", "Vessel", "LegalEntity"};
    static char lines[COUNT][600];
    const char *list[COUNT];
    srand(42);
    for (int i = 0; i < COUNT; i++) {
        int kind = rand() % 4;
        char name[200], alias[200];
        make_name(name, sizeof name, kind == 3 ? 1 : kind);
        make_name(alias, sizeof alias, kind == 3 ? 1 : kind);
        snprintf(lines[i], sizeof lines[i],
            "{\"id\":\"x-%d\",\"schema\":\"%s\",\"caption\":\"c\",\"datasets\":[\"x\"],"
            "\"properties\":{"
            "\"name\":[\"%s\"],\"%s\":[\"%s\"],\"%s\":[\"19%d-0%d-1%d\"]}}",
            i, schemata[kind], name, rand() % 5 ? "alias" : "weakAlias", alias,
            rand() % 4 ? "birthDate" : "deathDate", 50 + rand() % 40, 1 + rand() % 9, rand() % 9);
        list[i] = lines[i];
    }
    return index_of(list, COUNT);
}

/* A slip: letters dropped, doubled, exchanged, parts dropped or swapped, blanks moved. */
static void treat(char *s, size_t cap)
{
    size_t n = strlen(s);
    if (n < 3) return;
    size_t at = 1 + (size_t)rand() % (n - 2);
    char *blank = strchr(s, ' ');
    /* A broken letter of another script breaks its word; something must be left. */
    bool breaks = n < 30 && (unsigned char)s[at] >= 0x80;
    switch (breaks ? 3 + rand() % 4 : rand() % 7) {
    case 0:
        memmove(s + at, s + at + 1, n - at);
        break;
    case 1:
        if (n + 2 < cap) memmove(s + at + 1, s + at, n - at + 1);
        break;
    case 2:
        s[at] = (char)('a' + rand() % 26);
        break;
    case 3:
        if (blank && blank[1]) memmove(s, blank + 1, strlen(blank));
        break;
    case 4:
        if (blank) *strrchr(s, ' ') = '\0';
        break;
    case 5:
        if (blank) memmove(blank, blank + 1, strlen(blank));
        break;
    default:
        break;
    }
}

typedef struct answer {
    char id[80];
    double score;
} answer;

static size_t ask(aka_screener *s, const aka_record *r, int exhaustive, answer *out, size_t cap)
{
    aka_screen_options o = {.size = sizeof o, .limit = cap, .exhaustive = exhaustive};
    aka_error err;
    aka_status status = aka_screener_run(s, r, &o, &err);
    if (status == AKA_E_ARGUMENT) return 0; /* a name of blanks is refused either way */
    if (status != AKA_OK) fail_msg("%s", err.message);
    size_t n = aka_screener_count(s);
    for (size_t i = 0; i < n; i++) {
        snprintf(out[i].id, sizeof out[i].id, "%s", aka_screener_match(s, i)->id);
        out[i].score = aka_screener_match(s, i)->score;
    }
    return n;
}

/* A date as those of the made-up list, a year, or about one; often none. Valid until the next. */
static const char *some_date(void)
{
    static char date[16];
    const int year = 40 + rand() % 60, month = 1 + rand() % 9, day = rand() % 9;
    switch (rand() % 6) {
    case 0:
    case 1:
        snprintf(date, sizeof date, "19%d-0%d-1%d", year, month, day);
        return date;
    case 2:
        snprintf(date, sizeof date, "%s19%d", rand() % 2 ? "circa " : "", year);
        return date;
    default:
        return NULL;
    }
}

typedef struct answers {
    answer list[1000];
    size_t count;
} answers;

static bool are_same(const answers *a, const answers *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = strcmp(a->list[i].id, b->list[i].id) == 0 && a->list[i].score == b->list[i].score;
    return same;
}

static void print_answers(const answers *a, const answers *b)
{
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        const answer *x = &a->list[i], *y = &b->list[i];
        print_message("  %-20s %.4f   %-20s %.4f\n", i < a->count ? x->id : "-",
            i < a->count ? x->score : 0, i < b->count ? y->id : "-", i < b->count ? y->score : 0);
    }
}

/* date: NULL for none. Names are read in one block, as they are of a list of this size, and in
 * many. */
static void compare_answers(aka_screener *s, const char *schema, const char *name, const char *date)
{
    static const uint32_t blocks[] = {AK_MARK_BLOCK, 37, 2000};
    static answers fast, slow;
    aka_record *r;
    aka_error err;
    assert_int_equal(aka_record_create(&r, &err), AKA_OK);
    assert_int_equal(aka_record_set_schema(r, schema, &err), AKA_OK);
    assert_int_equal(aka_record_add(r, "name", name, &err), AKA_OK);
    if (date) assert_int_equal(aka_record_add(r, "birthDate", date, &err), AKA_OK);
    slow.count = ask(s, r, 1, slow.list, sizeof slow.list / sizeof *slow.list);
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        s->retriever.block_least = s->retriever.block_most = blocks[i];
        fast.count = ask(s, r, 0, fast.list, sizeof fast.list / sizeof *fast.list);
        if (are_same(&fast, &slow)) continue;
        print_answers(&fast, &slow);
        fail_msg("\"%s\" (%s, %s): %zu retrieved in blocks of %u, %zu in all", name, schema,
            date ? date : "no date", fast.count, blocks[i], slow.count);
    }
    aka_record_free(r);
}

static const char *const schemata[] = {"Person", "Organization", "Vessel", "Thing", "LegalEntity"};

static void test_made_up_list(void **state)
{
    (void)state;
    aka_index *ix = made_up_index();
    aka_screener *s;
    assert_int_equal(aka_screener_create(ix, &s, NULL), AKA_OK);
    srand(9);
    for (int round = 0; round < 1500; round++) {
        char name[400];
        make_name(name, sizeof name, rand() % 3);
        for (int t = rand() % 3; t > 0; t--) treat(name, sizeof name);
        if (strspn(name, " ") < strlen(name)) compare_answers(s, PICK(schemata), name, some_date());
    }
    static const char *const odd[] = {"al", "Mohammed", "Mohammed Ali", "J. K.", "4", "x", "of the",
        "Ltd", "MOHAMMEDALIPETRO", "王", "محمد", "a b c d e f g h i j k l m n o p q r s t u v"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (size_t k = 0; k < sizeof schemata / sizeof *schemata; k++)
            compare_answers(s, schemata[k], odd[i], NULL);
    aka_screener_free(s);
    aka_index_free(ix);
}

enum { LINES_MAX = 60000 };
static char *lines[LINES_MAX];
static size_t line_count;

static void read_lines(void)
{
    const char *path = getenv("AKA_DIFFERENTIAL_NAMES");
    FILE *f = path ? fopen(path, "r") : NULL;
    char line[400];
    if (path && !f) fail_msg("%s: cannot be read", path);
    while (f && line_count < LINES_MAX && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line) lines[line_count++] = strdup(line);
    }
    if (f) fclose(f);
}

/* A name of the list, cut to what fits. */
static void listed_name(const aka_index *ix, char *out, size_t cap)
{
    uint64_t dice = (uint64_t)rand() << 16 ^ (uint64_t)rand();
    const ak_ix_name *name = &ix->index.data.names[dice % ix->index.data.names_count];
    ak_slice text = ak_index_str(&ix->index, name->text);
    snprintf(out, cap, "%.*s", (int)(text.len < 250 ? text.len : 250), text.data);
}

static void random_letters(char *out, size_t cap)
{
    size_t n = 1 + (size_t)rand() % 40;
    for (size_t i = 0; i < n && i + 1 < cap; i++) {
        out[i] = "aeioumnrslktbdhg 0"[rand() % 18];
        out[i + 1] = '\0';
    }
}

/* What is asked of a real list. */
static void make_query(const aka_index *ix, char *out, size_t cap)
{
    static const char *const common[] = {"Mohammed", "Ali", "Hassan", "Ahmad", "Abd", "al", "Kim",
        "Ivan", "Company", "Trading", "LLC", "Bank", "International", "M.", "A"};
    int dice = rand() % 20;
    char more[300];
    listed_name(ix, out, cap);
    if (dice == 0) make_name(out, cap, rand() % 3);
    if (dice == 1) random_letters(out, cap);
    if (dice == 2) snprintf(out, cap, "%s %s %s", PICK(common), PICK(common), PICK(common));
    if (dice == 3) snprintf(out, cap, "%s", strtok(out, " ") ? out : "x"); /* one part */
    for (int n = rand() % 6; dice == 4 && n > 0; n--) {
        listed_name(ix, more, sizeof more);
        snprintf(out + strlen(out), cap - strlen(out), " %s", more);
    }
    if (dice > 12 && line_count) snprintf(out, cap, "%s", lines[(size_t)rand() % line_count]);
}

static void test_real_list(void **state)
{
    (void)state;
    const char *path = getenv("AKA_DIFFERENTIAL"), *queries = getenv("AKA_DIFFERENTIAL_QUERIES");
    const char *seed = getenv("AKA_DIFFERENTIAL_SEED");
    if (!path) {
        print_message("AKA_DIFFERENTIAL is not set: skipped\n");
        skip();
    }
    aka_index *ix;
    aka_screener *s;
    aka_error err;
    if (aka_index_open(path, 0, &ix, &err) != AKA_OK) fail_msg("%s", err.message);
    assert_int_equal(aka_screener_create(ix, &s, NULL), AKA_OK);
    srand(seed ? (unsigned)atoi(seed) : 17);
    read_lines();
    int wanted = queries ? atoi(queries) : 200;
    for (int n = 0; n < wanted; n++) {
        char name[2000];
        make_query(ix, name, sizeof name);
        for (int t = rand() % 4; t > 0; t--) treat(name, sizeof name);
        if (*name) compare_answers(s, PICK(schemata), name, some_date());
        if (n % 500 == 499) print_message("%d queries, no difference\n", n + 1);
    }
    while (line_count) free(lines[--line_count]);
    aka_screener_free(s);
    aka_index_free(ix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_made_up_list),
        cmocka_unit_test(test_real_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
