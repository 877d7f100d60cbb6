/* Which texts are in a language that has a folder, and that whoever is in doubt does not skip. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "article/language.h"

/* Function words, and for the letters of Ukrainian tables with many of its words. */
static const char *const names[] = {"lang/en/function.tsv", "lang/uk/function.tsv", "lang/uk/victims.tsv", "lang/uk/institutions.tsv"};
enum { COUNT = sizeof names / sizeof names[0] };

typedef struct bench {
    void *blob;
    toll_tables *tables;
    toll_languages *languages;
} bench;

static int open_languages(void **state)
{
    const char *root = getenv("TOLLBOOK_ROOT"), *paths[COUNT];
    char room[COUNT][1024];
    for (int i = 0; i < COUNT; i++) {
        snprintf(room[i], sizeof room[i], "%s/%s", root ? root : ".", names[i]);
        paths[i] = room[i];
    }
    const toll_compile_options options = {.paths = paths, .path_count = COUNT};
    toll_buffer made = {0};
    toll_error error = {0};
    bench *b = calloc(1, sizeof *b);
    if (toll_tables_compile(&made, &options, &error) < 0) fail_msg("%s: %s", error.where, error.message);
    b->blob = aligned_alloc(64, (made.len + 63) / 64 * 64);
    memcpy(b->blob, made.data, made.len);
    assert_int_equal(toll_tables_open(&b->tables, b->blob, made.len, &error), TOLL_OK);
    assert_int_equal(toll_languages_open(&b->languages, b->tables, &error), TOLL_OK);
    toll_buffer_free(&made);
    *state = b;
    return 0;
}

static int close_languages(void **state)
{
    bench *b = *state;
    toll_languages_close(b->languages);
    toll_tables_close(b->tables);
    free(b->blob);
    free(b);
    return 0;
}

static void expect(void **state, const char *text, const char *declared, bool known)
{
    bench *b = *state;
    toll_language_count count;
    bool got = toll_language_is_known(&count, b->languages, toll_text_of(text), declared ? toll_text_of(declared) : (toll_text){0});
    if (got != known) fail_msg("%s (%u less %u of %u): %.80s", got ? "known" : "not known", count.known, count.strange, count.words, text);
}

static const char english[] =
    "The council met twice last week to talk about the bridge, which has been shut since the spring floods. Engineers who looked at "
    "its pillars told the members that it could be mended by the end of the year, if money were found for it.";
static const char ukrainian[] =
    "Міська рада двічі збиралася минулого тижня, щоб обговорити міст, який закрито від весняної повені. Інженери, що оглянули його "
    "опори, сказали депутатам, що його можна полагодити до кінця року, якщо на це знайдуть гроші. Поки що люди їздять в об'їзд через "
    "сусіднє село, і на дорогу до міста вони витрачають майже годину.";
static const char french[] =
    "Le conseil municipal s'est réuni deux fois la semaine dernière pour parler du pont, fermé depuis les crues du printemps. Les "
    "ingénieurs qui ont examiné ses piles ont dit aux élus qu'il pourrait être réparé avant la fin de l'année si l'argent était trouvé.";
static const char spanish[] =
    "El ayuntamiento se reunió dos veces la semana pasada para hablar del puente, cerrado desde las crecidas de la primavera. Los "
    "ingenieros que miraron sus pilares dijeron a los concejales que se podría arreglar antes de fin de año si hubiera dinero.";
static const char german[] =
    "Der Rat kam vergangene Woche zweimal zusammen, um über die Brücke zu sprechen, die seit dem Hochwasser im Frühjahr gesperrt ist. "
    "Ingenieure, die ihre Pfeiler angesehen hatten, sagten, sie könne bis zum Ende des Jahres repariert werden, wenn das Geld da sei.";
static const char dutch[] =
    "De raad kwam vorige week twee keer bijeen om over de brug te praten, die sinds het hoge water van het voorjaar dicht is. "
    "Ingenieurs die de pijlers hadden bekeken, zeiden dat hij tegen het einde van het jaar hersteld kan zijn als er geld voor is.";
static const char russian[] =
    "Городской совет дважды собирался на прошлой неделе, чтобы обсудить мост, который закрыт после весеннего паводка. Инженеры, "
    "осмотревшие его опоры, сказали депутатам, что его можно починить до конца года, если на это найдут деньги. Пока люди ездят в "
    "объезд через соседнее село, и дорога до города занимает у них почти час.";
static const char arabic[] =
    "اجتمع مجلس المدينة مرتين في الأسبوع الماضي للحديث عن الجسر المغلق منذ فيضانات الربيع، وقال المهندسون الذين فحصوا أعمدته إنه "
    "يمكن إصلاحه قبل نهاية العام إذا توفر المال اللازم لذلك. ويسلك الناس الآن طريقا أطول يمر بالقرية المجاورة.";
static const char chinese[] =
    "市议会上周两次开会讨论这座桥，自春季洪水以来它一直关闭。查看过桥墩的工程师告诉议员们，如果能找到资金，年底前就可以修好。"
    "目前人们只能绕道邻村，进城要花将近一个小时，商店的生意也因此差了很多。";

static void languages_with_a_folder(void **state)
{
    expect(state, english, NULL, true);
    expect(state, english, "en-GB", true);
    expect(state, english, "fr", true); /* the words say more than a template */
    expect(state, ukrainian, NULL, true);
    expect(state, ukrainian, "uk", true);
    expect(state, ukrainian, "ru", true);
}

static void languages_without(void **state)
{
    const char *const texts[] = {french, spanish, german, dutch, russian, arabic, chinese};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect(state, texts[i], NULL, false);
        expect(state, texts[i], "en", false); /* many pages declare English and are not */
    }
}

static void capitals_are_words_too(void **state)
{
    expect(state,
        "THE COUNCIL OF THE TOWN MET AGAIN ON MONDAY AND SPOKE OF THE BRIDGE. IT HAS BEEN SHUT SINCE THE SPRING, AND NOBODY KNOWS WHEN IT "
        "WILL BE OPEN TO THE CARS OF THOSE WHO LIVE ON THE OTHER SIDE.",
        NULL, true);
    expect(state,
        "EL CONSEJO DE LA CIUDAD VOLVIÓ A REUNIRSE EL LUNES Y HABLÓ DEL PUENTE QUE ESTÁ CERRADO DESDE LA PRIMAVERA. NADIE SABE CUÁNDO "
        "PODRÁN PASAR LOS COCHES DE QUIENES VIVEN DEL OTRO LADO DEL RÍO GRANDE.",
        NULL, false);
}

static void many_names_are_no_other_language(void **state)
{
    expect(state,
        "Those who came were Oleksandr Petrenko, Jean-Baptiste Moreau, Søren Kjær, Nguyễn Văn Minh, María José Fernández de la Vega, Ahmed "
        "Abu al-Hassan, Çağlar Öztürk and Łukasz Wiśniewski. The chair was Ngozi Okonkwo-Adeyemi of Port Harcourt, Rivers State, Nigeria.",
        NULL, true);
    expect(state,
        "Petrenko Moreau Kjær Nguyễn Fernández Hassan Öztürk Wiśniewski Okonkwo Adeyemi Kovalenko Marchetti Lindqvist Haddad Osei "
        "Tanaka Ivanova Duarte Kowalczyk Bianchi Horvat Novák Svensson Papadopoulos Yılmaz Popescu Jansen Dubois Silva Costa",
        NULL, true);
}

static void lists_and_tables_say_nothing(void **state)
{
    expect(state, "district\tshut\topen\nNorth\t3\t4\nSouth\t0\t9\nEast\t1\t1\nWest\t7\t2\nCentre\t2\t8\nall\t13\t24\n", NULL, true);
    expect(state,
        "fresh green apples 3.50\nripe yellow pears 2.10\nsmall sour plums 1.80\nlarge white onions 0.90\nnew red potatoes 1.20\n"
        "dried brown lentils 2.40\nsalted grey herring 5.60\nsmoked pink trout 9.90\nhard old cheese 7.30\nsoft young cheese 6.10\n",
        NULL, true);
    expect(state,
        "apples, pears, plums, onions, potatoes, lentils, herring, trout, cheese, butter, bread, flour, sugar, salt, rice, tea, "
        "coffee, honey, eggs, beans, maize, yoghurt, cream, vinegar, pepper, mustard, garlic, cabbage, spinach, beetroot",
        NULL, true);
}

static void short_texts_are_left_to_the_reader(void **state)
{
    expect(state, "", NULL, true);
    expect(state, "", "fr", true);
    expect(state, "Cinq morts", NULL, true);
    expect(state, "Cinq morts", "fr", true);
    expect(state, "Le pont est fermé depuis les crues du printemps", NULL, true); /* nobody says what it is */
    expect(state, "Le pont est fermé depuis les crues du printemps", "fr", false);
    expect(state, "Le pont est fermé depuis les crues du printemps", "en", true);
    expect(state, "Le pont est fermé depuis les crues du printemps", "french", true); /* no code */
    expect(state, "The bridge has been shut since the floods of the spring", "fr", true);
    expect(
        state, "https://example.org/2023/01/04/le-pont-est-ferme-depuis-les-crues-du-printemps-et-personne-ne-sait-quand 1234", "fr", true);
}

static void bytes_that_end_too_early(void **state)
{
    static const char *const cut[] = {"a\xE2", "a\xE2\x80", "a\xD8", "a\xEF\xBC", "a\xC2", "\xE3\x80", "\xD0"};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) expect(state, cut[i], NULL, true);
}

static void only_the_beginning_is_looked_at(void **state)
{
    toll_buffer text = {0};
    while (text.len < 70000) toll_buffer_add(&text, french, sizeof french - 1);
    for (int i = 0; i < 2000; i++) toll_buffer_add(&text, english, sizeof english - 1);
    toll_buffer_add_char(&text, '\0');
    expect(state, text.data, NULL, false);
    toll_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_with_a_folder),
        cmocka_unit_test(languages_without),
        cmocka_unit_test(capitals_are_words_too),
        cmocka_unit_test(many_names_are_no_other_language),
        cmocka_unit_test(lists_and_tables_say_nothing),
        cmocka_unit_test(short_texts_are_left_to_the_reader),
        cmocka_unit_test(bytes_that_end_too_early),
        cmocka_unit_test(only_the_beginning_is_looked_at),
    };
    return cmocka_run_group_tests(tests, open_languages, close_languages);
}
