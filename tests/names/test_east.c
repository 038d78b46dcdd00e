/* Readings of Chinese and Korean names, and of Wade-Giles: where they are cut, how they are read,
 * where their parts stand in the source; names in the same signs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "names/east.h"
#include "names_help.h"

#include <stdio.h>

/* "a b | c d": the parts of each reading. */
static void describe(ak_kind kind, const char *input, char *out, size_t cap)
{
    ak_name names[AK_NAME_READINGS_MAX];
    size_t count, len = 0;
    aka_error err;
    assert_int_equal(
        ak_name_spellings(text, ak_slice_of(input), kind, &arena, names, &count, &err), AKA_OK);
    out[0] = '\0';
    for (size_t k = 0; k < count; k++) {
        if (k) len += (size_t)snprintf(out + len, cap - len, " |");
        for (uint32_t i = 0; i < names[k].count; i++)
            len += (size_t)snprintf(out + len, cap - len, "%s%.*s", i || k ? " " : "",
                AK_ARG(ak_term_plain(&names[k].parts[i].term)));
    }
}

typedef struct row {
    const char *input, *readings;
} row;

static void assert_rows(ak_kind kind, const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char got[512];
        describe(kind, rows[i].input, got, sizeof got);
        if (strcmp(got, rows[i].readings) != 0)
            fail_msg("%s gives %s, expected %s", rows[i].input, got, rows[i].readings);
    }
}

#define ASSERT_ROWS(kind, rows) assert_rows(kind, rows, sizeof(rows) / sizeof *(rows))

static void test_persons(void **state)
{
    (void)state;
    static const row rows[] = {
        {"Xi Jinping", "xi jinping"},
        {"习近平", "xi jinping | chap kanping | xijinping"},
        {"金正恩", "jin zhengen | kam chingyan | kim jongun | jinzhengen"},
        {"王伟", "wang wei | wangwei"}, /* too short for more */
        {"歐陽修", "ouyang xiu | auyeung sau | guyang su | ouyangxiu"},
        {"安倍晋三", "anbei jinsan | onpui chunsam | anbae jinsam | anbeijinsan"},
        {"阿科波夫格兰特", "akebofugelante"}, /* a foreign name */
        {"习 近平", "xi jinping | chap kanping"},
        {"김정은", "kim jongun | kim jeongeun | kim jungeun | kimjongun"},
        {"안철수", "an cholsu | an cheolsoo | an chulsoo | ancholsu"},
        {"남궁민", "namgung min | namgoong min | namkoong min | namgungmin"},
        {"이명박", "yi myongbak | yi myeongbak | yi myungbak | imyongbak"},
        {"김 정은", "kim jongun | kim jeongeun | kim jungeun"},
        {"블라디미르", "buladimir"}, /* no surname in front, and too long */
        {"샨텔", "shantel"},
        {"金 김", "jin kim"}, /* each is short by itself */
        {"こいずみ", "koizumi"},
    };
    ASSERT_ROWS(AK_KIND_PERSON, rows);
}

static void test_organisations(void **state)
{
    (void)state;
    static const row rows[] = {
        {"深圳市硕方精密机械有限公司", "shenzhen shuofang jingmi jixie youxiangongsi"
                                       " | shenzhen shekfong jingmi jixie youxiangongsi"
                                       " | shenzhen sokbang jingmi jixie youxiangongsi"},
        {"朝鲜光鲜银行",
            "chaoxian guangxian yinhang | chaoxian kwongsin yinhang | chaoxian gwangson yinhang"},
        {"中國銀行", "zhongguo yinhang"},
        {"조선릉라도무역총회사", "joson rungrado muyok chonghoesa"},
        {"科电工程", "kedian gongcheng | fotin gongcheng | gwajon gongcheng"},
    };
    ASSERT_ROWS(AK_KIND_ORG, rows);
    static const row vessels[] = {{"东方", "dongfang | tungfong | dongbang"}};
    ASSERT_ROWS(AK_KIND_OBJECT, vessels);
}

static void test_wade_giles(void **state)
{
    (void)state;
    static const row rows[] = {
        {"Mao Tse-tung", "mao tse tung | mao zedong"},
        {"HSI, Chin-p'ing", "chin ping hsi | jinping xi"},
        {"Teng Hsiao-ping", "teng hsiao ping | deng xiaoping"},
        {"T'eng Hsiao-p\xE2\x80\x99ing", "teng hsiao ping | teng xiaoping"},
        {"Chou Tung-p'eng", "chou tung peng | zhou dongpeng"},
        {"Chou T'ung-p'eng", "chou tung peng | zhou tongpeng"},
        {"Li Xiao-long", "li xiao long"}, /* Pinyin */
        {"Kim Jong-un", "kim jong un"},
        {"Mao Tse Tung", "mao tse tung"},
        {"M. Tse-tung", "m tse tung"},
        {"Anne-Marie", "anne marie"},
    };
    ASSERT_ROWS(AK_KIND_PERSON, rows);
    static const row things[] = {{"Mao Tse-tung", "mao tse tung"}};
    ASSERT_ROWS(AK_KIND_ORG, things);
}

/* Each part of each reading stands where its signs stand. */
static void test_places(void **state)
{
    (void)state;
    ak_name names[AK_NAME_READINGS_MAX];
    size_t count;
    aka_error err;
    static const char company[] = "“深圳市硕方有限公司”";
    assert_int_equal(
        ak_name_spellings(text, ak_slice_of(company), AK_KIND_ORG, &arena, names, &count, &err),
        AKA_OK);
    assert_int_equal(count, 3);
    for (size_t k = 0; k < count; k++) {
        static const uint32_t ends[] = {3, 12, 18, 30};
        assert_int_equal(names[k].count, 3);
        for (uint32_t i = 0; i < 3; i++) {
            assert_int_equal(names[k].parts[i].begin, ends[i]);
            assert_int_equal(names[k].parts[i].end, ends[i + 1]);
        }
    }
}

/* Too long to be cut, and still a name. */
static void test_long(void **state)
{
    (void)state;
    char many[49 * 3 + 1] = "";
    for (int i = 0; i < 49; i++) memcpy(many + 3 * i, "山", 4);
    ak_name n = name_of(AK_KIND_ORG, many);
    assert_int_equal(n.count, 1);
    assert_int_equal(n.parts[0].end, 49 * 3);
    assert_int_equal(name_of(AK_KIND_ORG, many + 3).count, 1);
}

static ak_relation written(const char *a, const char *b, ak_relation_kind kind, uint16_t strength)
{
    ak_name x = name_of(AK_KIND_PERSON, a), y = name_of(AK_KIND_PERSON, b);
    ak_relation read = {(uint8_t)kind, strength};
    ak_relation one = ak_relate_written(&x, 0, x.count, &y, 0, y.count, read);
    ak_relation two = ak_relate_written(&y, 0, y.count, &x, 0, x.count, read);
    assert_int_equal(one.strength, two.strength);
    assert_int_equal(one.kind, two.kind);
    return one;
}

static void test_same_signs(void **state)
{
    (void)state;
    assert_int_equal(written("習近平", "习近平", AK_RELATION_SAME, 1000).strength, 1000);
    assert_int_equal(written("김정은", "김정은", AK_RELATION_SAME, 1000).strength, 1000);
    /* Read alike in other signs: weaker the fewer they share. */
    ak_relation half = written("高石", "高市", AK_RELATION_SAME, 1000);
    ak_relation none = written("高石", "皋市", AK_RELATION_SAME, 1000);
    assert_int_equal(half.kind, AK_RELATION_SOUND);
    assert_true(none.strength < half.strength && half.strength < 800);
    assert_true(written("김종은", "김정은", AK_RELATION_SAME, 1000).strength < 900);
    /* Read otherwise, and no sign in common. */
    assert_int_equal(written("张", "郑", AK_RELATION_SOUND, 900).kind, AK_RELATION_NONE);
    /* Ideographs and Hangul: by what Korea reads. */
    assert_int_equal(written("金正恩", "김정은", AK_RELATION_SOUND, 900).strength, 900);
    assert_int_equal(written("山口", "창호", AK_RELATION_SOUND, 900).kind, AK_RELATION_NONE);
    /* Letters are not concerned. */
    assert_int_equal(written("高石", "Gao Shi", AK_RELATION_SAME, 1000).strength, 1000);
}

static void test_respelled(void **state)
{
    (void)state;
    ak_name names[AK_NAME_READINGS_MAX], pinyin = name_of(AK_KIND_PERSON, "Mao Zedong");
    size_t count;
    aka_error err;
    ak_relation same = {AK_RELATION_SAME, 1000};
    assert_int_equal(ak_name_spellings(
                         text, AK_LIT("Mao Tse-tung"), AK_KIND_PERSON, &arena, names, &count, &err),
        AKA_OK);
    assert_int_equal(count, 2);
    ak_relation r = ak_relate_written(&names[1], 1, 2, &pinyin, 1, 2, same);
    assert_int_equal(r.kind, AK_RELATION_VARIANT);
    r = ak_relate_written(&names[1], 0, 1, &pinyin, 0, 1, same);
    assert_int_equal(r.kind, AK_RELATION_SAME);
    r = ak_relate_written(&names[1], 1, 2, &names[1], 1, 2, same);
    assert_int_equal(r.kind, AK_RELATION_SAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_persons),
        cmocka_unit_test(test_organisations),
        cmocka_unit_test(test_wade_giles),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_same_signs),
        cmocka_unit_test(test_respelled),
    };
    return cmocka_run_group_tests(tests, setup_names, teardown_names);
}
