/* What is a mention and what is not; places; windows; what a text without its names says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan_help.h"

static void test_forms_of_a_name(void **state)
{
    static const row rows[] = {
        {"They met Gustavo Petro in May.", "p1:Gustavo Petro;"},
        {"They met Petro Urrego, Gustavo Francisco.", "p1:Petro Urrego, Gustavo Francisco;"},
        {"They met Gustavo Pettro in May.", "p1:Gustavo Pettro;"},
        {"They met Gustavo Petro's aides.", "p1:Gustavo Petro;"},
        {"They met Gustavo Petro, Urrego's friend.", "p1:Gustavo Petro;"},
        {"They met GUSTAVO PETRO URREGO there.", "p1:GUSTAVO PETRO URREGO;"},
        {"Они встретили Николая Патрушева в мае.", "p2:Николая Патрушева;"},
        {"Об этом сказано Патрушеву Николаю.", "p2:Патрушеву Николаю;"},
        {"Setkal se s Gustavem Petrem v Praze.", "p1:Gustavem Petrem;"},
        {"Psal Gustavu Petrovi do Bogoty.", "p1:Gustavu Petrovi;"},
        /* Nicknames. */
        {"They met Gustavo \"El Lobo\" Petro there. Petro left.",
            "p1:Gustavo \"El Lobo\" Petro;<p1:Petro;"},
        {"They met Gustavo “El Lobo” Petro and Nikolai (Kolya) Patrushev there.",
            "p1:Gustavo “El Lobo” Petro;p2:Nikolai (Kolya) Patrushev;"},
        {"Они видели, как Николай «Коля» Патрушев уехал.", "p2:Николай «Коля» Патрушев;"},
        {"They told Gustavo \"Lobo Petro there.", ""},
        {"They told Gustavo \"Lobo\", Petro there.", ""},
        {"They told Gustavo \"One Two Three Four\" Petro there.", ""},
        {"They met Zora \"El Lobo\" Petro there.", ""},
        /* Headlines. */
        {"НИКОЛАЙ ПАТРУШЕВ ПРИЕХАЛ В МОСКВУ\n\nОн сказал это.", "p2:НИКОЛАЙ ПАТРУШЕВ;"},
        {"NIKOLAI PATRUSHEV ARRIVED IN MOSCOW\n\nHe said so.", "p2:NIKOLAI PATRUSHEV;"},
        {"They met Iyad ag Ghali there.", "p3:Iyad ag Ghali;"},
        {"They met Alexey Miller there.", "p21:Alexey Miller;"}, /* without his father's name */
        {"They met Alexey Miler there.", ""},
        {"They met Alexey Borisovich there.", ""},
        {"They met Seifallah ben Hassouna there.", "p20:Seifallah ben Hassouna;"},
        {"They met Quiroga Zelaya there.", "p5:Quiroga Zelaya;"},
        {"They met Quiroga Zelaya, Ramiro there.", "p5:Quiroga Zelaya, Ramiro;"},
        {"They met Ostrova-Lukina there.", "p4:Ostrova-Lukina;"},
    };
    CHECK(state, rows);
}

static void test_words_that_refer_back(void **state)
{
    static const row rows[] = {
        {"Gustavo Petro spoke. Later Petro left.", "p1:Gustavo Petro;<p1:Petro;"},
        {"Gustavo Petro spoke. Petro's aides left.", "p1:Gustavo Petro;<p1:Petro;"},
        {"The Quarlex Directorate met. Quarlex Air spoke. Later Quarlex denied it.",
            "o4:Quarlex Directorate;o5:Quarlex Air;<o4:Quarlex;"},
        {"Quarlex Air spoke, Quarlex said. The Quarlex Air Wing met. Later Quarlex denied it.",
            "o5:Quarlex Air;<o5:Quarlex;o5:Quarlex Air Wing;<o5:Quarlex;"},
        {"Later Petro left.", ""},
        {"Gustavo Petro spoke. A Petro-linked firm paid.", "p1:Gustavo Petro;<p1:Petro;"},
        {"Gustavo Petro spoke. Petro-Mart paid, and a Petro-gumi.", "p1:Gustavo Petro;"},
        {"Gustavo Petro spoke. Ivan Petro left.", "p1:Gustavo Petro;"},
        {"Николай Патрушев прибыл, и Патрушеву ответили.", "p2:Николай Патрушев;<p2:Патрушеву;"},
    };
    CHECK(state, rows);
}

/* What the text says a word stands for goes before what was named last. */
static void test_words_that_are_given(void **state)
{
    static const row rows[] = {
        {"Ramiro Quiroga came. Lidia Quiroga Zelaya came. Quiroga left.",
            "p5:Ramiro Quiroga;p6:Lidia Quiroga Zelaya;<p6:Quiroga;"},
        {"Ramiro Quiroga (Quiroga) came. Lidia Quiroga Zelaya came. Quiroga left.",
            "p5:Ramiro Quiroga;<p5:Quiroga;p6:Lidia Quiroga Zelaya;<p5:Quiroga;"},
        {"Ramiro Quiroga (Quiroga) and Lidia Quiroga (Quiroga) came. Quiroga left.",
            "p5:Ramiro Quiroga;<p5:Quiroga;p6:Lidia Quiroga;<p6:Quiroga;<p6:Quiroga;"},
        {"Lidia Quiroga Zelaya came. Quiroga Zelaya left.",
            "p6:Lidia Quiroga Zelaya;<p6:Quiroga Zelaya;"},
        {"Lidia Quiroga Zelaya (Quiroga Zelaya) met Ramiro Quiroga Zelaya. Quiroga Zelaya left.",
            "p6:Lidia Quiroga Zelaya;<p6:Quiroga Zelaya;p5:Ramiro Quiroga Zelaya;"
            "<p6:Quiroga Zelaya;"},
        {"Ramiro Quiroga came. His aunt Lidia Quiroga Zelaya (Quiroga Zelaya) came. Quiroga left.",
            "p5:Ramiro Quiroga;p6:Lidia Quiroga Zelaya;<p6:Quiroga Zelaya;"},
        {"The RIB Properties of New York met. They are in New York.",
            "o13:RIB Properties of New York;"},
        {"Seyyed Reza Mir Mohammad Ali (Mir Mohammad Ali) spoke. Mir Mohammad Ali left.",
            "p22:Seyyed Reza Mir Mohammad Ali;<p22:Mohammad Ali;<p22:Mohammad Ali;"},
        {"Ali Tarvand left.", "p10:Ali Tarvand;"},
        {"Ali Reza Tarvand Solbek (Ali Tarvand) came. Ali Tarvand left.",
            "p9:Ali Reza Tarvand Solbek;<p9:Ali Tarvand;<p9:Ali Tarvand;"},
        {"Ali Reza Tarvand Solbek met (Ali Tarvand). Ali Tarvand left.",
            "p9:Ali Reza Tarvand Solbek;p10:Ali Tarvand;p10:Ali Tarvand;"},
        {"They asked CSBW LLC first. Then CSBW left.", "o7:CSBW LLC;o7:CSBW;"},
        {"They asked CSBW first.", ""},
        {"The Central Survey Board of Wendelmark (CSBW) met. They asked CSBW first.",
            "o8:Central Survey Board of Wendelmark;<o8:CSBW;<o8:CSBW;"},
        {"The Northern Shipyard Bureau of Kroma (SBVK) met. They asked SBVK first.",
            "o14:Northern Shipyard Bureau of Kroma;<o14:SBVK;<o14:SBVK;"},
        {"Golden Heron Shipping (Rigmart: GHSC) rose. Many left Rigmart at noon.",
            "o1:Golden Heron Shipping;"},
        {"Golden Heron Shipping (Rigmart) rose. Many left Rigmart at noon.",
            "o1:Golden Heron Shipping;<o1:Rigmart;<o1:Rigmart;"},
        {"The works called Zabrokhim (CSBW) met. They asked CSBW first.",
            "o2:Zabrokhim;<o2:CSBW;<o2:CSBW;"},
    };
    CHECK(state, rows);
}

static void test_others_of_a_name(void **state)
{
    static const row rows[] = {
        {"Gustavo Petro spoke. His aunt Maria Petro left. Later Petro died.", "p1:Gustavo Petro;"},
        {"Gustavo Petro spoke. Petro sat. His aunt Maria Petro left. Later Petro died.",
            "p1:Gustavo Petro;<p1:Petro;<p1:Petro;"},
        {"Gustavo Petro (Petro) spoke. His aunt Maria Petro left. Later Petro died.",
            "p1:Gustavo Petro;<p1:Petro;<p1:Petro;"},
        {"Gustavo Petro spoke. His aunt Maria Petro left. Gustavo Petro cried, and Petro slept.",
            "p1:Gustavo Petro;p1:Gustavo Petro;<p1:Petro;"},
        {"Nikolai Patrushev and Irma Fuentelsa de Patrushev came. Patrushev left.",
            "p2:Nikolai Patrushev;p12:Irma Fuentelsa de Patrushev;<p2:Patrushev;"},
        {"Nikolai Patrushev spoke. The Patrushevs left. A Patrushev came back.",
            "p2:Nikolai Patrushev;"},
        {"Nikolai Patrushev spoke. Dann sah man Patrushevs altes Haus.",
            "p2:Nikolai Patrushev;<p2:Patrushevs;"},
        {"They met Oskar Tilverin there.", "p8:Oskar Tilverin;"}, /* a name before an alias */
        {"They met the Patrushevs, Nikolai and others.", ""},
    };
    CHECK(state, rows);
}

/* A body by the name that people have: only by its first name, and where no person's part is
 * beside it. */
static void test_bodies_with_given_names(void **state)
{
    static const row rows[] = {
        {"They paid Hizballah in cash.", "o9:Hizballah;"},
        {"They paid Hizballah’s men in cash.", "o9:Hizballah;"},
        {"They met Hizballah Khan in May.", ""}, {"They met Sheikh Hizballah in May.", ""},
        {"They met Leopold in May.", ""},
        {"Hizballah came in May.", ""}, /* a capital at the beginning says nothing */
    };
    CHECK(state, rows);
}

static void test_organisations(void **state)
{
    static const row rows[] = {
        {"It paid Golden Heron Shipping Co., Ltd. in cash.", "o1:Golden Heron Shipping Co., Ltd;"},
        {"It paid the firm Zabrokhim in cash.", "o2:Zabrokhim;"},
        {"It paid BREEZE LLC in cash.", "o16:BREEZE LLC;"},
        {"It paid the firm Zabrokhim in cash. Zabrokhim denied it.", "o2:Zabrokhim;<o2:Zabrokhim;"},
        {"Zabrokhim denied it. It paid in cash.", ""},
        {"It paid a Zabrokhim-owned firm in cash.", "o2:Zabrokhim;"},
        {"It paid ZBRKH in cash every year.", "o2:ZBRKH;"},
        {"Bran Kole of Zabrokhim visited Anna May Lee.", "o2:Zabrokhim;"}, /* no headline */
        {"The works called Zabrokhim (ZBRKH) paid.", "o2:Zabrokhim;o2:ZBRKH;"},
        {"The new Quarlex Air Wing (QAW) flew. They met QAW.",
            "o5:Quarlex Air Wing;<o5:QAW;<o5:QAW;"},
        {"The zonal bank for rail, known by kind hosts (ZBRKH) paid.", "o2:ZBRKH;"},
        {"They asked Machine Building Bureau Vostok for it.", "o3:Machine Building Bureau Vostok;"},
        {"He works for the Norwegian Financial Corporation there.",
            "o11:Norwegian Financial Corporation;"},
        {"He works for RG Real Estate abroad.", "o10:RG Real Estate;"},
        {"They fear what the Talviren Cartel and the Cartel de Jalvora do.",
            "o17:Talviren Cartel;"},
        {"They fear Hidden Lantern Threat 39 most.", "o6:Hidden Lantern Threat 39;"},
        {"C'est le chef du Mouvement pour l\u2019Union de Kasbert et de l\u2019Ouest, dit-on.",
            "o20:Mouvement pour l\u2019Union de Kasbert et de l\u2019Ouest;"},
        {"C'est le chef du Mouvement pour l'Union de Kasbert.",
            "o20:Mouvement pour l'Union de Kasbert;"},
        {"They met the Kasbert Board for Lenses (KBLT). Later KBLT left.",
            "o22:Kasbert Board for Lenses (KBLT;<o22:KBLT;"},
        {"They fear the QX27 rebels most.", "o24:QX27;"},
        {"They met on the ZR41 at night.", ""},             /* roads are called so */
        {"They met the Taliban there.", "o23:Taliban;"},    /* no ordinary word */
        {"They said that Hezbollah met.", "o9:Hezbollah;"}, /* another spelling of Hizballah */
        {"They said that Mr Hezbollah met.", ""},
        {"They paid Tarfand Foods SAL (Off-Shore) (Tarfand) again.",
            "o21:Tarfand Foods SAL (Off-Shore;<o21:Tarfand;"},
        {"It was the Limited Liability Company Machine Building Bureau Vostok again.",
            "o3:Limited Liability Company Machine Building Bureau Vostok;"},
    };
    CHECK(state, rows);
}

static void test_what_is_no_mention(void **state)
{
    static const row rows[] = {
        {"Victory was near, and the hotel Ocean Star was full.", ""},
        {"The game ended in a Victory for all.", ""},
        {"People know Zimorodok well.", ""}, /* a weak alias */
        {"She works at Gustavo Petro University there.", ""},
        {"They all met near the Gustavo Petro Street in town.", ""},
        {"They all met near the Plaza Gustavo Petro in town.", ""},
        {"They all met Gustavo Petro near Drive Seven in town.", "p1:Gustavo Petro;"},
        {"They read zabrokhim in small letters.", ""},
        {"Gustavo Petrobras and others.", ""},
        {"The Zonal Board of Rail and Kite Halls (ZBRKH) paid. They met at ZBRKH.", ""},
        {"A zonal board of rail and kite halls (ZBRKH) paid.", ""},
        {"The “Zonal Board” of Rail’s “Kite Halls” («ZBRKH») paid.", ""},
        {"The Northern Quarlex Air Wing (NQAW) flew. They met NQAW.", ""},
        {"He works in Real Estate abroad.", ""}, /* and not for RG of that kind */
        {"He works for the Norwegian Financial Society there.", ""},
        {"He heads the Directorate, Quarlex and others do not.", ""},
        {"They often spoke about what the World Economic Zabrokhim could bring.", ""},
        {"They read BREEZE in print.", ""},
        {"They met William Robert in May.", ""}, /* short forms only */
        {"Much goes to China and Hong Kong each year.", ""},
        {"She came from (Quarlex). Directorate staff left.", ""},
        {"She came from Quarlex.  Directorate staff left.", ""},
        {"The Quiroga-Zelaya pact held.", ""}, /* two people */
        {"They met Quiroga, Zelaya and others.", ""},
        {"A Hidden Lantern Threat is near.", ""}, /* not number 39 of them */
        {"The Golden age of shipping.", ""},
        {"Zabrokhim Profits Fall", ""}, /* a headline */
        {"", ""},
    };
    CHECK(state, rows);
}

/* Without capitals only what is said to the letter counts: a misspelled word is one more word. */
static void test_small_letters(void **state)
{
    static const row rows[] = {
        {"then they met gustavo petro there.", "p1:gustavo petro;"},
        {"then they met gustavo petro urrebo there.", "p1:gustavo petro;"},
        {"then they met gustavo petro uregu there.", "p1:gustavo petro;"},
        {"then they met gustavo pettro there.", ""},
    };
    CHECK(state, rows);
}

/* Words run together are parted at their capitals behind a mark that says that they may be so. */
static void test_tags(void **state)
{
    static const row rows[] = {
        {"They met #GustavoPetro there.", "p1:GustavoPetro;"},
        {"They met @GustavoPetro's men there.", "p1:GustavoPetro;"},
        {"They met #PresidentGustavoPetroUrrego there.", "p1:GustavoPetroUrrego;"},
        {"They met #Gustavo_Petro there.", "p1:Gustavo_Petro;"},
        {"They met GustavoPetro there.", ""},
        {"They met #GustavoPETRO there.", "p1:GustavoPETRO;"},
        {"It was #OpenZabrokhim there.", ""}, /* one of several is no name by itself */
        {"They met Gustavo Petro. It was #StopPetro there.", "p1:Gustavo Petro;"},
    };
    CHECK(state, rows);
}

/* A tag of any length takes no longer than a word. */
static void test_long_tag(void **state)
{
    enum { PARTS = 100000 };
    char *text = malloc(5 * PARTS + 32), *end = text;
    assert_non_null(text);
    *end++ = '#';
    for (size_t i = 0; i < PARTS; i++) end = stpcpy(end, "ЯЖ"), *end++ = 'a';
    stpcpy(end, " met Gustavo Petro.");
    const row rows[] = {{text, "p1:Gustavo Petro;"}};
    CHECK(state, rows);
    free(text);
}

static void test_ships_need_company(void **state)
{
    static const row rows[] = {
        {"The tanker Victory sailed at noon.", "v1:Victory;"},
        {"The vessel OCEAN STAR sailed at noon.", "v2:OCEAN STAR;"},
        {"The vessel Ocean Star 3 sailed at noon.", ""},
        {"The tanker SEA CITRINE VI sailed.", "v3:SEA CITRINE VI;"},
        {"The tanker MARISOL PELAGIA sailed.", "v4:MARISOL PELAGIA;"},
        {"The tankers PELAGIA, MARISOL and others sailed.", ""},
    };
    CHECK(state, rows);
}

/* A name put into text that has none is found there, wherever a window may end; and nothing is
 * found without it. */
static void test_long_text(void **state)
{
    static const char filler[] = "The rain fell on the roofs of the town for an hour. ";
    static const char name[] = "Nobody asked Gustavo Petro about it. ";
    enum { ROUNDS = 30000 };
    fixture *f = *state;
    for (int with = 0; with < 2; with++) {
        ak_buf text;
        size_t wanted = 0;
        ak_buf_init(&text, 0);
        for (int i = 0; i < ROUNDS; i++) {
            bool here = with && i % 7 == 0;
            ak_buf_adds(&text, here ? name : filler);
            if (i % 50 == 49) ak_buf_adds(&text, "\n\n");
            wanted += here;
        }
        seen s;
        assert_false(text.failed);
        assert_int_equal(scan_as(f->scanner, text.data, text.len, AKA_FORM_TEXT, &s), AKA_OK);
        assert_int_equal(s.count, wanted);
        ak_buf_free(&text);
    }
}

/* A line without any blank that is longer than a window. */
typedef struct last {
    uint64_t count, offset, earlier;
    bool back;
} last;

static int see_last(void *ctx, const aka_mention *m)
{
    last *l = ctx;
    *l = (last){l->count + 1, m->offset, m->by_earlier ? m->earlier : 0, m->by_earlier};
    return 0;
}

/* Whatever stands between the words or in them, it is no reason to give up a file. */
static void test_names_with_much_in_them(void **state)
{
    static const char *const fillers[] = {" ", "\xC2\xA0", "\xC2\xAD", "\xCC\x81"};
    static const char begin[] = "So Gustavo", end[] = " Petro came. Then Iyad ag Ghali did.";
    fixture *f = *state;
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
        size_t each = strlen(fillers[i]), len = sizeof begin - 1 + 20000 * each + sizeof end - 1;
        char *text = malloc(len + 1), *to = text;
        assert_non_null(text);
        to = stpcpy(to, begin);
        for (size_t k = 0; k < 20000; k++) to = stpcpy(to, fillers[i]);
        stpcpy(to, end);
        last l = {0};
        aka_scan_options options = {
            .size = sizeof options, .form = AKA_FORM_TEXT, .on_mention = see_last, .ctx = &l};
        assert_int_equal(aka_scanner_run(f->scanner, text, len, &options, NULL), AKA_OK);
        assert_int_equal(l.count, 2);
        assert_int_equal(l.offset, len - strlen("Iyad ag Ghali did."));
        free(text);
    }
}

/* So many mentions that what is kept of them is tidied: who was named before is still known. */
static void test_many_mentions(void **state)
{
    enum { COUNT = 400000 };
    static const char first[] = "So Gustavo Petro came.\n\n", other[] = "So Iyad ag Ghali.\n\n",
                      end[] = "Then Petro left.\n";
    fixture *f = *state;
    size_t each = sizeof other - 1, len = sizeof first - 1 + COUNT * each + sizeof end - 1;
    char *text = malloc(len + 1), *to = text;
    assert_non_null(text);
    to = stpcpy(to, first);
    for (size_t i = 0; i < COUNT; i++) to = stpcpy(to, other);
    stpcpy(to, end);
    last l = {0};
    aka_scan_options options = {.size = sizeof options,
        .form = AKA_FORM_TEXT,
        .brief = 1,
        .on_mention = see_last,
        .ctx = &l};
    assert_int_equal(aka_scanner_run(f->scanner, text, len, &options, NULL), AKA_OK);
    assert_int_equal(l.count, COUNT + 2);
    assert_true(l.back);
    assert_int_equal(l.offset, len - strlen("Petro left.\n"));
    assert_int_equal(l.earlier, strlen("So "));
    free(text);
}

static void test_endless_word(void **state)
{
    fixture *f = *state;
    size_t len = 3u << 20;
    char *text = malloc(len);
    assert_non_null(text);
    memset(text, 'A', len);
    seen s;
    assert_int_equal(scan_as(f->scanner, text, len, AKA_FORM_TEXT, &s), AKA_OK);
    assert_int_equal(s.count, 0);
    free(text);
}

static void test_html_keeps_places(void **state)
{
    static const char html[] =
        "<html><script>Gustavo Petro</script><p title=\"Gustavo Petro\">Gust&aacute;vo "
        "<b>Pet</b>ro &amp; Iyad&nbsp;ag Ghali<!-- Gustavo Petro --></p></html>";
    fixture *f = *state;
    seen s;
    assert_int_equal(scan_as(f->scanner, html, sizeof html - 1, AKA_FORM_DETECT, &s), AKA_OK);
    assert_string_equal(s.lines, "p1:Gust&aacute;vo <b>Pet</b>ro;p3:Iyad&nbsp;ag Ghali;");
}

static void test_markdown(void **state)
{
    static const char text[] = "# Title\n\n- *Gustavo* Petro, see [him](/x/Gustavo Petro)\n\n"
                               "```\nGustavo Petro\n```\n\nThen Petro left.\n";
    fixture *f = *state;
    seen s;
    assert_int_equal(scan_as(f->scanner, text, sizeof text - 1, AKA_FORM_MARKDOWN, &s), AKA_OK);
    assert_string_equal(s.lines, "p1:Gustavo* Petro;<p1:Petro;");
}

static void test_options_out_of_range(void **state)
{
    fixture *f = *state;
    aka_error err = {0};
    aka_scan_options o = {.size = sizeof o, .threshold = 0.3};
    assert_int_equal(aka_scanner_run(f->scanner, "x", 1, &o, &err), AKA_E_ARGUMENT);
    o = (aka_scan_options){.size = sizeof o, .form = (aka_scan_form)9};
    assert_int_equal(aka_scanner_run(f->scanner, "x", 1, &o, &err), AKA_E_ARGUMENT);
    assert_int_equal(aka_scanner_run(f->scanner, "\xFF\xFEx", 3, NULL, &err), AKA_E_FORMAT);
    assert_non_null(strstr(err.message, "UTF-16"));
    assert_int_equal(aka_scanner_run_file(f->scanner, "/nonexistent/file", NULL, &err), AKA_E_IO);
    assert_int_equal(aka_scanner_run(f->scanner, "x", 1, NULL, &err), AKA_OK);
}

static int see_how_much_is_said(void *ctx, const aka_mention *m)
{
    size_t *said = ctx;
    said[0] = m->context_len;
    said[1] = strlen(m->results[0].detail);
    return 0;
}

/* Brief mentions come without context and details; the next run has them again. */
static void test_brief(void **state)
{
    static const char text[] = "They met Gustavo Petro in May.";
    fixture *f = *state;
    for (int round = 0; round < 3; round++) {
        size_t said[2] = {0};
        aka_scan_options o = {
            .size = sizeof o, .on_mention = see_how_much_is_said, .ctx = said, .brief = round == 1};
        assert_int_equal(aka_scanner_run(f->scanner, text, sizeof text - 1, &o, NULL), AKA_OK);
        assert_int_equal(said[0], o.brief ? strlen("Gustavo Petro") : sizeof text - 1);
        assert_int_equal(said[1] == 0, o.brief);
    }
}

/* A problem as "line:message;". */
static void hear(void *ctx, const aka_problem *p)
{
    seen *s = ctx;
    size_t n = strlen(s->lines);
    assert_string_equal(p->record, "");
    snprintf(s->lines + n, sizeof s->lines - n, "! %llu %.*s;", (unsigned long long)p->line,
        (int)strcspn(p->message, ";"), p->message);
}

static void hear_of(aka_scanner *scanner, const char *text, size_t len, const char *wanted)
{
    seen s = {.text = text, .len = len};
    aka_scan_options o = {.size = sizeof o, .on_mention = see, .ctx = &s, .on_problem = hear};
    assert_int_equal(aka_scanner_run(scanner, text, len, &o, NULL), AKA_OK);
    assert_string_equal(s.lines, wanted);
}

#define NOT_UTF8 "bytes that are not UTF-8 in "

/* What is not UTF-8 is told once, at the end, with the first place; what is skipped does not count,
 * and characters of any length are no such place. */
static void test_not_utf8(void **state)
{
    static const char *const rows[][2] = {
        {"Gustavo Petro, Jos\xC3\xA9, \xE2\x82\xAC, \xF0\x9F\x98\x80", "p1:Gustavo Petro;"},
        {"So\nJos\xE9 met Gustavo Petro",
            "p1:Gustavo Petro;! 2 " NOT_UTF8 "1 place, the first at byte 6;"},
        {"\xE9\xE8 and\n\xC3", "! 1 " NOT_UTF8 "2 places, the first at byte 0;"},
        {"<html><script>\xE9</script><p>Jos&eacute;</p></html>", ""},
        {"<html><p>&eacute;\n\xE9</p></html>", "! 2 " NOT_UTF8 "1 place, the first at byte 18;"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        hear_of(f->scanner, rows[i][0], strlen(rows[i][0]), rows[i][1]);
    aka_error err = {0};
    assert_int_equal(aka_scanner_run(f->scanner, "a\n\xFF", 3, NULL, &err), AKA_E_RECORD);
    assert_int_equal(err.line, 2);
    assert_non_null(strstr(err.message, NOT_UTF8 "1 place, the first at byte 2;"));
}

/* Wherever windows end, characters are whole; places in all of them are counted together. */
static void test_not_utf8_in_a_long_text(void **state)
{
    enum { LEN = 3000000 };
    fixture *f = *state;
    char *text = malloc(LEN + 1);
    assert_non_null(text);
    for (size_t i = 0; i < LEN; i += 3) memcpy(text + i, "\xE2\x82\xAC", 3);
    hear_of(f->scanner, text, LEN, "");
    text[LEN] = text[1000000] = 'x'; /* leaves the ends of a character before it and behind it */
    hear_of(f->scanner, text, LEN + 1, "! 1 " NOT_UTF8 "2 places, the first at byte 999999;");
    free(text);
}

static int refuse(void *ctx, const aka_mention *mention)
{
    (void)ctx;
    (void)mention;
    return 1;
}

static void test_receiver_ends_the_scan(void **state)
{
    fixture *f = *state;
    aka_scan_options o = {.size = sizeof o, .on_mention = refuse};
    static const char text[] = "They met Gustavo Petro.";
    assert_int_equal(aka_scanner_run(f->scanner, text, sizeof text - 1, &o, NULL), AKA_E_IO);
}

static int write_json(void *ctx, const aka_mention *m)
{
    return aka_mention_write_json(m, "a\"b.txt", ctx, NULL) != AKA_OK;
}

static void test_json(void **state)
{
    fixture *f = *state;
    aka_text out = {0};
    aka_scan_options o = {.size = sizeof o, .on_mention = write_json, .ctx = &out};
    static const char text[] = "So\nthey met Nikolai Patrushev.";
    assert_int_equal(aka_scanner_run(f->scanner, text, sizeof text - 1, &o, NULL), AKA_OK);
    assert_non_null(strstr(out.data, "{\"file\":\"a\\\"b.txt\",\"offset\":12,\"length\":17,"
                                     "\"text\":\"Nikolai Patrushev\",\"line\":2,\"by\":\"name\""));
    assert_non_null(strstr(out.data, "\"id\":\"p2\""));
    aka_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_a_name),
        cmocka_unit_test(test_words_that_refer_back),
        cmocka_unit_test(test_words_that_are_given),
        cmocka_unit_test(test_others_of_a_name),
        cmocka_unit_test(test_bodies_with_given_names),
        cmocka_unit_test(test_organisations),
        cmocka_unit_test(test_what_is_no_mention),
        cmocka_unit_test(test_small_letters),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_long_tag),
        cmocka_unit_test(test_ships_need_company),
        cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_names_with_much_in_them),
        cmocka_unit_test(test_many_mentions),
        cmocka_unit_test(test_endless_word),
        cmocka_unit_test(test_html_keeps_places),
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_options_out_of_range),
        cmocka_unit_test(test_brief),
        cmocka_unit_test(test_not_utf8),
        cmocka_unit_test(test_not_utf8_in_a_long_text),
        cmocka_unit_test(test_receiver_ends_the_scan),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
