/* Attributions of single sentences: who is the source, which words are theirs, with which flags. The sentences are our own. */
#include "test.h"

#include "claim/attribution.h"

#include <stdio.h>

typedef struct fixture {
    toll_tables *tables;
    void *blob;
    toll_attribution_words words;
} fixture;

static int load_tables(void **state)
{
    static const char *const names[] = {"cues.tsv", "function.tsv", "verbs.tsv", "speech.tsv", "attribution.rules", "abbreviations.tsv",
        "institutions.tsv", "titles.tsv", "numbers.tsv", "calendar.tsv", "../../world/actors.tsv", "../../world/outlets.tsv",
        "../../world/countries.tsv"};
    const char *root = getenv("TOLLBOOK_ROOT"), *paths[12];
    char room[12][1024];
    for (int i = 0; i < 12; i++) {
        snprintf(room[i], sizeof room[i], "%s/lang/en/%s", root ? root : ".", names[i]);
        paths[i] = room[i];
    }
    toll_buffer blob = {0};
    toll_error error = {0};
    if (toll_tables_compile(&blob, &(toll_compile_options){.paths = paths, .path_count = 12}, &error) != TOLL_OK) {
        printf("# %s:%llu: %s\n", error.where, (unsigned long long)error.line, error.message);
        return -1;
    }
    fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    f->blob = aligned_alloc(64, (blob.len + 63) / 64 * 64);
    if (!f->blob) return -1;
    memcpy(f->blob, blob.data, blob.len);
    size_t len = blob.len;
    toll_buffer_free(&blob);
    if (toll_tables_open(&f->tables, f->blob, len, &error) != TOLL_OK) return -1;
    toll_claim_attribution_resolve(&f->words, f->tables);
    *state = f;
    return 0;
}

static int drop_tables(void **state)
{
    fixture *f = *state;
    toll_tables_close(f->tables);
    free(f->blob);
    free(f);
    return 0;
}

/* --- one text as lines `[source] <cue> {content} {content2} flags`, a line an attribution */
static void add_words(toll_buffer *out, const toll_sentence_view *view, toll_extent extent, const char *marks)
{
    toll_buffer_add_char(out, marks[0]);
    if (extent.count) {
        const toll_token *head = &view->tokens[extent.first], *tail = &view->tokens[toll_extent_end(extent) - 1];
        toll_buffer_add(out, view->text.data + head->off, tail->off + tail->len - head->off);
    }
    toll_buffer_add_char(out, marks[1]);
}

static void add_line(toll_buffer *out, const toll_sentence_view *view, const toll_attribution *a)
{
    static const char *const names[] = {" quote", " according", " pronoun", " passive", " after", " weak", " whole", " elided"};
    add_words(out, view, a->source, "[]");
    add_words(out, view, a->cue, "<>");
    add_words(out, view, a->content, "{}");
    if (a->content2.count) add_words(out, view, a->content2, "{}");
    for (unsigned i = 0; i < 8; i++)
        if (a->flags >> i & 1) toll_buffer_add_string(out, names[i]);
    if (a->depth) toll_buffer_printf(out, " %u", a->depth);
    if (a->modality != TOLL_MODALITY_ASSERTED) toll_buffer_printf(out, " %s", toll_modality_name((toll_modality)a->modality));
    toll_buffer_add_char(out, '\n');
}

static void read_text(toll_buffer *out, const fixture *f, const char *text, bool keep_weak)
{
    toll_lexer lexer = {0};
    toll_scratch scratch = {0};
    toll_lexer_start(&lexer, toll_text_of(text), toll_tables_abbreviations(f->tables));
    while (toll_lexer_next(&lexer) == TOLL_OK) {
        for (size_t i = 0; i < lexer.token_count; i++) lexer.tokens[i].word = toll_tables_word(f->tables, lexer.tokens[i].hash);
        for (size_t n = 0; n < lexer.sentence_count; n++) {
            const toll_sentence *sentence = &lexer.sentences[n];
            toll_sentence_view view = {.tables = f->tables,
                .text = lexer.text,
                .tokens = lexer.tokens + sentence->first,
                .count = (uint16_t)sentence->count,
                .scratch = &scratch};
            assert_int_equal(toll_tables_annotate(f->tables, &scratch, view.tokens, view.count), TOLL_OK);
            toll_attribution found[TOLL_ATTRIBUTION_LIMIT];
            size_t count = toll_claim_attributions(found, TOLL_ATTRIBUTION_LIMIT, &view, &f->words, sentence->flags);
            for (size_t i = 0; i < count; i++)
                if (keep_weak || !(found[i].flags & TOLL_ATTRIBUTION_WEAK)) add_line(out, &view, &found[i]);
        }
    }
    toll_lexer_free(&lexer);
    toll_scratch_free(&scratch);
}

typedef struct expectation {
    const char *text, *lines;
} expectation;

/* Compares the attributions that are no mere thoughts with what is wanted. */
static void check(void **state, const expectation *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        toll_buffer got = {0};
        read_text(&got, *state, list[i].text, false);
        const char *have = got.data ? got.data : "";
        if (strcmp(have, list[i].lines) != 0) printf("# %s\n# wanted:\n%s# got:\n%s", list[i].text, list[i].lines, have);
        assert_string_equal(have, list[i].lines);
        toll_buffer_free(&got);
    }
}
#define CHECK(state, list) check(state, list, sizeof(list) / sizeof(list)[0])

static void subject_before_the_verb(void **state)
{
    static const expectation list[] = {{"Defence Minister Sergei Orlov said 63 servicemen had been killed.",
                                           "[Defence Minister Sergei Orlov]<said>{63 servicemen had been killed}\n"},
        {"The general told reporters in Kyiv on Sunday that 300 fighters had been captured.",
            "[The general]<told reporters>{that 300 fighters had been captured}\n"},
        {"The minister told the BBC 40 soldiers had died.", "[The minister]<told>{40 soldiers had died}\n"},
        {"In a statement, the army said it had destroyed four tanks.", "[the army]<said>{it had destroyed four tanks}\n"},
        {"The mayor was quoted as saying 15 people were wounded.", "[The mayor]<was quoted as saying>{15 people were wounded}\n"},
        {"The rebels claimed to have killed 200 soldiers.", "[The rebels]<claimed>{to have killed 200 soldiers}\n"},
        {"UN officials and aid workers said that at least 40 civilians had been killed.",
            "[UN officials and aid workers]<said>{that at least 40 civilians had been killed}\n"},
        {"The defence ministry in Moscow said 63 of its troops were killed in Makiivka.",
            "[The defence ministry in Moscow]<said>{63 of its troops were killed in Makiivka}\n"},
        {"Kyiv put the toll at 400.", "[Kyiv]<put the toll at>{400}\n"},
        {"The ministry said in its daily update on Friday that Russia had lost 890 troops.",
            "[The ministry]<said>{that Russia had lost 890 troops} pronoun\n"},
        {"Zelensky on Sunday revealed that 31,000 soldiers had died.", "[Zelensky]<revealed>{that 31,000 soldiers had died}\n"},
        {"The general admitted losing 12 tanks.", "[The general]<admitted>{losing 12 tanks} admitted\n"},
        {"The US estimates Russian losses at 200,000.", "[The US]<estimates>{Russian losses at 200,000} estimated\n"},
        {"Israel claims it killed a commander in the raid.", "[Israel]<claims>{it killed a commander in the raid}\n"},
        {"The group said in a statement carried by its news agency that its fighters had killed 40 soldiers.",
            "[The group]<said in a statement>{that its fighters had killed 40 soldiers} pronoun\n"},
        {"The Ukrainian military increased its running tally of Russian dead by 1,030 to 133,190.",
            "[The Ukrainian military]<increased its running tally>{of Russian dead by 1,030 to 133,190}\n"}};
    CHECK(state, list);
}

static void titles_and_appositions(void **state)
{
    static const expectation list[] = {{"The army spokesman, Brig. Gen. Ahmed Saleh, said three soldiers died.",
                                           "[The army spokesman, Brig. Gen. Ahmed Saleh]<said>{three soldiers died}\n"},
        {"Sixty-three servicemen were killed, Lt Gen Igor Petrov, the ministry's spokesman, said on Monday.",
            "[Lt Gen Igor Petrov, the ministry's spokesman]<said>{Sixty-three servicemen were killed}\n"},
        {"Mr Haddad, 45, a doctor at the hospital, said he had seen 70 bodies.",
            "[Mr Haddad, 45, a doctor at the hospital]<said>{he had seen 70 bodies}\n"},
        {"Gaza's health ministry, which is run by Hamas, says more than 20,000 people have been killed.",
            "[Gaza's health ministry, which is run by Hamas]<says>{more than 20,000 people have been killed}\n"},
        {"A defence source, who spoke on condition of anonymity, said the real figure was 90.",
            "[A defence source, who spoke on condition of anonymity]<said>{the real figure was 90}\n"},
        {"A source close to the ministry who asked not to be named said 90 bodies were found.",
            "[A source close to the ministry who asked not to be named]<said>{90 bodies were found}\n"},
        {"A report released by the rights group said 500 people had died.",
            "[A report released by the rights group]<said>{500 people had died}\n"},
        {"Party leaders - and above all Senator Ruiz - said nine men had died.",
            "[Party leaders - and above all Senator Ruiz]<said>{nine men had died}\n"},
        {"At least 30 people were killed, the Syrian Observatory for Human Rights, a Britain-based monitor, reported.",
            "[the Syrian Observatory for Human Rights, a Britain-based monitor]<reported>{At least 30 people were killed}\n"}};
    CHECK(state, list);
}

static void source_after_the_words(void **state)
{
    static const expectation list[] = {
        {"\"We lost nine men,\" said Colonel Amadou Diarra, the army's commander in the north, \"and two trucks.\"",
            "[Colonel Amadou Diarra, the army's commander in the north]<said>{\"We lost nine men,\"}{\"and two trucks.\"} quote after\n"},
        {"\"Nine were killed,\" the mayor, Petro Ilchenko, told local radio.",
            "[the mayor, Petro Ilchenko]<told>{\"Nine were killed,\"} quote\n"},
        {"Twenty-three people were killed in the blast, the health minister announced.",
            "[the health minister]<announced>{Twenty-three people were killed in the blast}\n"},
        {"The attack killed 12 people, the ministry of health said, and wounded 30.",
            "[the ministry of health]<said>{The attack killed 12 people}{and wounded 30}\n"},
        {"The 40 civilians, the ministry of health said, were killed on Friday.",
            "[the ministry of health]<said>{were killed on Friday}{The 40 civilians}\n"},
        {"The railway lost 98 men while mending bridges last autumn, an official recently told local radio.",
            "[an official]<told>{The railway lost 98 men while mending bridges last autumn}\n"},
        {"More than 600 soldiers died, Russia claims.", "[Russia]<claims>{More than 600 soldiers died}\n"},
        {"Nine soldiers were killed and 12 wounded, said Col. Moussa Keita, adding that the search went nowhere.",
            "[Col. Moussa Keita]<said>{Nine soldiers were killed and 12 wounded} after\n"
            "[Col. Moussa Keita]<adding>{that the search went nowhere} elided\n"}};
    CHECK(state, list);
}

static void according_to(void **state)
{
    static const expectation list[] = {{"According to the regional governor, 12 people died in the strike.",
                                           "[the regional governor]<According to>{12 people died in the strike} according\n"},
        {"At least 12 people died in the strike, according to the governor.",
            "[the governor]<according to>{At least 12 people died in the strike} according\n"},
        {"According to figures released by the interior ministry, 140 people have died since January.",
            "[figures released by the interior ministry]<According to>{140 people have died since January} according\n"},
        {"State television, citing the interior ministry, said 22 militants were killed.",
            "[the interior ministry]<citing>{22 militants were killed} according\n"
            "[State television, citing the interior ministry]<said>{22 militants were killed}\n"},
        {"Local media reported 12 deaths, quoting hospital staff.", "[Local media]<reported>{12 deaths}\n"
                                                                    "[hospital staff]<quoting>{12 deaths} according\n"},
        {"Citing hospital sources, the news agency reported 17 deaths.",
            "[hospital sources]<Citing>{the news agency reported 17 deaths} according\n"
            "[the news agency]<reported>{17 deaths} pronoun 1\n"},
        {"Per Ukrainian officials, nine men died.", "[Ukrainian officials]<Per>{nine men died} according\n"},
        {"Twelve people were killed, but according to the army, nine of them were fighters.",
            "[the army]<according to>{nine of them were fighters} according\n"}};
    CHECK(state, list);
}

static void several_speakers(void **state)
{
    static const expectation list[] = {
        {"Reuters reported that the army said 12 people had died.", "[Reuters]<reported>{that the army said 12 people had died}\n"
                                                                    "[the army]<said>{12 people had died} 1\n"},
        {"The army said 12 rebels died and 30 were captured, but the rebels denied it.",
            "[The army]<said>{12 rebels died and 30 were captured}\n"
            "[the rebels]<denied>{it} denied\n"},
        {"Russia said it lost 89 men, while Ukraine said about 400 were killed.", "[Russia]<said>{it lost 89 men}\n"
                                                                                  "[Ukraine]<said>{about 400 were killed}\n"},
        {"Officials said Monday 12 people had died, adding that 30 more were wounded.",
            "[Officials]<said>{12 people had died}\n"
            "[Officials]<adding>{that 30 more were wounded} elided\n"},
        {"The drones, which the army said were launched from the south, hit two houses.",
            "[the army]<said>{were launched from the south}{The drones}\n"},
        {"Rescuers said they had pulled nine bodies from the rubble, while the governor spoke of 14.",
            "[Rescuers]<said>{they had pulled nine bodies from the rubble}\n"
            "[the governor]<spoke of>{14}\n"},
        {"Ivan Gorin, the former commander, doubted what the staff had given out and said at least \"hundreds\" had been killed.",
            "[Ivan Gorin, the former commander]<said>{at least \"hundreds\" had been killed} quote elided\n"},
        {"Ukraine says 500 Russians killed; Moscow denies it", "[Ukraine]<says>{500 Russians killed}\n"
                                                               "[Moscow]<denies>{it} denied\n"},
        {"The group said it was unclear when the men were shot adding that two were fighters.",
            "[The group]<said>{it was unclear when the men were shot} pronoun\n"
            "[The group]<adding>{that two were fighters} pronoun elided\n"},
        {"The valley can be held, but it needs help, General Ruiz said.",
            "[General Ruiz]<said>{The valley can be held, but it needs help}\n"},
        {"The mayor this week said nine men had died.", "[The mayor]<said>{nine men had died}\n"}};
    CHECK(state, list);
}

static void headlines(void **state)
{
    static const expectation list[] = {{"12 rebels killed in raid, says army", "[army]<says>{12 rebels killed in raid} after\n"},
        {"Army: 12 rebels killed in raid", "[Army]<:>{12 rebels killed in raid}\n"},
        {"12 rebels killed in raid: army", "[army]<:>{12 rebels killed in raid} after\n"},
        {"12 rebels killed in raid - army", "[army]<->{12 rebels killed in raid} after\n"},
        {"31,000 Ukrainian soldiers killed, Zelensky says", "[Zelensky]<says>{31,000 Ukrainian soldiers killed}\n"},
        {"Hammer blow: Ukraine \"has killed 13,000 soldiers this month\"", "[Ukraine]<\">{has killed 13,000 soldiers this month}\n"},
        {"Over 30,000 fighters killed in the east, says US - BBC News", "[US]<says>{Over 30,000 fighters killed in the east} after\n"}};
    CHECK(state, list);
}

/* Nobody speaks in a passive, unless an agent follows. */
static void passives(void **state)
{
    static const expectation list[] = {
        {"About 30 people are reported to have died.", "[]<are reported>{to have died}{About 30 people} passive\n"},
        {"More than 30 people were reportedly killed.", "[]<reportedly>{More than 30 people}{killed} passive\n"},
        {"Air raids hit the town, but no casualties were reported.", "[]<were reported>{no casualties} passive\n"},
        {"It is believed that 30 people died.", "[]<It is believed>{that 30 people died} passive\n"},
        {"Nine men died, it was announced on Monday.", "[]<it was announced>{Nine men died} passive\n"},
        {"Nine deaths were confirmed by the hospital in Lviv.", "[the hospital in Lviv]<were confirmed>{Nine deaths} passive\n"},
        {"The ruling council was told that nine men had died.", "[]<was told>{that nine men had died} passive\n"},
        {"IT WAS LEARNED THAT NINE MEN DIED", "[]<IT WAS LEARNED>{THAT NINE MEN DIED} passive\n"}};
    CHECK(state, list);
}

/* Nouns that carry a source's words. */
static void nouns(void **state)
{
    static const expectation list[] = {
        {"Ukraine's claim that 400 Russians died caused anger.", "[Ukraine]<claim that>{400 Russians died caused anger}\n"},
        {"A claim by the militia that it shot down two jets was false.",
            "[the militia]<claim by>{that it shot down two jets was false} pronoun\n"},
        {"Citing local news outlets, the Associated Press reports that nine men died.",
            "[local news outlets]<Citing>{the Associated Press reports that nine men died} according\n"
            "[the Associated Press]<reports>{that nine men died} 1\n"},
        {"Some 140 people have died since January, figures from the interior ministry show.",
            "[figures from the interior ministry]<show>{Some 140 people have died since January}\n"}};
    CHECK(state, list);
}

/* The pronoun flag asks for whom the words refer back to. */
static void quotations_and_references(void **state)
{
    static const expectation list[] = {
        {"He said two soldiers were killed and four wounded.", "[He]<said>{two soldiers were killed and four wounded} pronoun\n"},
        {"The ministry said two soldiers were killed.", "[The ministry]<said>{two soldiers were killed} pronoun\n"},
        {"\"Six of ours died. It was hell,\" a soldier from the brigade told the BBC.",
            "[a soldier from the brigade]<told>{It was hell,\"} quote\n"},
        {"The spokesman said on Monday:\n\nNine men died.", "[The spokesman]<said>{} whole\n"},
        {"The spokesman said: \"We lost 12 men. We expect more.\"", "[The spokesman]<said>{\"We lost 12 men} quote whole\n"},
        {"\"About 31,000,\" he said.", "[he]<said>{\"About 31,000,\"} quote pronoun\n"}};
    CHECK(state, list);
}

/* Wire copy of the 1980s, and text that lost its commas. */
static void no_commas_and_capitals(void **state)
{
    static const expectation list[] = {
        {"THE SOURCE ADDED THAT FIVE GUERRILLAS WERE KILLED", "[THE SOURCE]<ADDED>{THAT FIVE GUERRILLAS WERE KILLED}\n"},
        {"THE ARMED FORCES PRESS COMMITTEE REPORTED TODAY THAT 12 TERRORISTS WERE KILLED IN CHALATENANGO",
            "[THE ARMED FORCES PRESS COMMITTEE]<REPORTED>{THAT 12 TERRORISTS WERE KILLED IN CHALATENANGO}\n"},
        {"ACCORDING TO OFFICIAL REPORTS, 11 PEOPLE HAVE BEEN ARRESTED",
            "[OFFICIAL REPORTS]<ACCORDING TO>{11 PEOPLE HAVE BEEN ARRESTED} according\n"},
        {"The shells killed nine women and wounded eleven Mukdahan Governor Somchai Petch said Tuesday.",
            "[Mukdahan Governor Somchai Petch]<said>{The shells killed nine women and wounded eleven}\n"},
        {"The fighters killed 17 servicemen and left three wounded Kurdish media reported citing a source in the militia.",
            "[Kurdish media]<reported>{The fighters killed 17 servicemen and left three wounded}\n"
            "[a source in the militia]<citing>{The fighters killed 17 servicemen and left three wounded} according\n"},
        {"Hes gone he said crying over the body.", "[he]<said>{Hes gone} pronoun\n"},
        {"[TEXT] ACCORDING TO MILITARY SOURCES AND PEOPLE WHO ARRIVED TODAY IN AYACUCHO, 44 PEASANTS HAVE BEEN KILLED.",
            "[MILITARY SOURCES AND PEOPLE WHO ARRIVED TODAY IN AYACUCHO]<ACCORDING TO>{44 PEASANTS HAVE BEEN KILLED} according\n"}};
    CHECK(state, list);
}

static void nobody_speaks(void **state)
{
    static const expectation list[] = {{"Twelve soldiers were killed near the river on Sunday.", ""},
        {"The raid claimed the lives of nine people.", ""}, {"The militia claimed responsibility for the blast.", ""},
        {"The guns fire 800 shells per day.", ""}, {"The report lay on the table of the ministry.", ""},
        {"These are reports that differ from ours.", ""}, {"The United States sent troops to the States.", ""}, {"", ""}, {"...", ""}};
    CHECK(state, list);
}

static void any_text_stays_in_bounds(void **state)
{
    static const char *const pieces[] = {"said", "the", "army", ",", "\"", "that", "according to", "(", ")", "12", ".", "adding", "of",
        "who", "and", "but", ":", "-", "On Monday", "claim by", "was reported by", "X"};
    toll_random random = toll_random_start(7);
    const fixture *f = *state;
    for (int round = 0; round < 3000; round++) {
        char text[1024];
        size_t len = 0, words = 1 + (size_t)toll_random_below(&random, 40);
        for (size_t i = 0; i < words; i++)
            len += (size_t)snprintf(
                text + len, sizeof text - len, "%s ", pieces[toll_random_below(&random, sizeof pieces / sizeof pieces[0])]);
        toll_buffer got = {0};
        read_text(&got, f, text, true);
        toll_buffer_free(&got);
    }
}

static void cap_is_kept(void **state)
{
    const fixture *f = *state;
    toll_lexer lexer = {0};
    toll_scratch scratch = {0};
    toll_lexer_start(&lexer, toll_text_of("The army said it won and the navy said it lost and the mayor said he left"),
        toll_tables_abbreviations(f->tables));
    assert_int_equal(toll_lexer_next(&lexer), TOLL_OK);
    for (size_t i = 0; i < lexer.token_count; i++) lexer.tokens[i].word = toll_tables_word(f->tables, lexer.tokens[i].hash);
    toll_sentence_view view = {
        .tables = f->tables, .text = lexer.text, .tokens = lexer.tokens, .count = (uint16_t)lexer.token_count, .scratch = &scratch};
    assert_int_equal(toll_tables_annotate(f->tables, &scratch, view.tokens, view.count), TOLL_OK);
    toll_attribution found[3];
    assert_int_equal(toll_claim_attributions(found, 3, &view, &f->words, 0), 3);
    assert_int_equal(toll_claim_attributions(found, 2, &view, &f->words, 0), 2);
    assert_int_equal(toll_claim_attributions(found, 0, &view, &f->words, 0), 0);
    toll_lexer_free(&lexer);
    toll_scratch_free(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(subject_before_the_verb), cmocka_unit_test(titles_and_appositions),
        cmocka_unit_test(source_after_the_words), cmocka_unit_test(according_to), cmocka_unit_test(several_speakers),
        cmocka_unit_test(headlines), cmocka_unit_test(passives), cmocka_unit_test(nouns), cmocka_unit_test(quotations_and_references),
        cmocka_unit_test(no_commas_and_capitals), cmocka_unit_test(nobody_speaks), cmocka_unit_test(any_text_stays_in_bounds),
        cmocka_unit_test(cap_is_kept)};
    return cmocka_run_group_tests_name(__FILE__, tests, load_tables, drop_tables);
}
