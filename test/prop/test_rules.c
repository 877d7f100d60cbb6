/* Laws of the look-ups that are made fast: the index of where rules begin loses no match, classes are those of the notes, and a search
 * for classes stops where annotating would give one. Against the plain way of saying the same: every rule tried at every token. */
#include "unit/mention_tables.h"

#include "table/inside.h"

enum { ROUNDS = 4000, WORDS_MOST = 14 };

static const char *const pieces_of_text[] = {"at least", "more than", "30", "1,200", "a dozen", "or more", "or so", "to", "-", "plus", ",",
    ".", "(", ")", "'s", "between", "and", "from", "two", "hundred", "on", "Monday", "May", "5", "2023", "12/05/2023", "since", "the",
    "start", "of", "last", "week", "ago", "days", "three", "weeks", "earlier", "yesterday", "In", "by", "until", "end", "year", "this",
    "month", "nearly", "about", "some", "soldiers", "men", "KILLED", "Xyzzy", "per", "cent", "day", "night", "morning", "first", "half",
    "spring", "+", "almost", "up to", "as many as", "over", "past", "24 hours", "later", "overnight"};

static void make_text(toll_buffer *out, toll_random *random)
{
    unsigned count = 1 + (unsigned)toll_random_below(random, WORDS_MOST);
    toll_buffer_clear(out);
    for (unsigned i = 0; i < count; i++) {
        if (i && toll_random_below(random, 12)) toll_buffer_add_char(out, ' ');
        toll_buffer_add_string(out, pieces_of_text[toll_random_below(random, sizeof pieces_of_text / sizeof pieces_of_text[0])]);
    }
}

/* The longest match of the kind's rules, the earlier rule in a tie: every rule tried. */
static bool match_plainly(toll_rule_match *out, const toll_sentence_view *view, uint8_t kind, uint16_t at)
{
    bool found = false;
    for (uint16_t rule = 0; rule < toll_rule_count(view->tables); rule++) {
        toll_rule_match match;
        if (view->tables->rules[rule].kind != kind || !toll_rule_try(&match, view, rule, at)) continue;
        if (!found || match.count > out->count) *out = match;
        found = true;
    }
    return found;
}

static size_t compare_matches(const toll_sentence_view *view)
{
    size_t matches = 0;
    for (uint16_t at = 0; at < view->count; at++)
        for (uint8_t kind = 0; kind < view->tables->header->kinds.count; kind++) {
            toll_rule_match fast, plain;
            bool wanted = match_plainly(&plain, view, kind, at), found = toll_rules_match(&fast, view, kind, at);
            assert_int_equal(found, wanted);
            if (!found) continue;
            assert_true(toll_rules_may_begin(view, kind, at));
            assert_int_equal(fast.rule, plain.rule);
            assert_int_equal(fast.count, plain.count);
            assert_memory_equal(fast.captures, plain.captures, sizeof fast.captures);
            matches++;
        }
    return matches;
}

static void compare_notes(const toll_sentence_view *view)
{
    for (size_t at = 0; at < view->count; at++) {
        size_t count;
        const toll_note *notes = toll_scratch_notes(view->scratch, at, &count);
        toll_classes classes = {{0}};
        for (size_t i = 0; i < count; i++) {
            toll_classes_add(&classes, notes[i].class_);
            assert_true(notes[i].len >= 1 && at + notes[i].len <= view->count);
            assert_true(!i || notes[i].len <= notes[i - 1].len);
        }
        assert_memory_equal(&classes, &view->scratch->classes[at], sizeof classes);
    }
    for (uint8_t class_ = 0; class_ < view->tables->header->classes.count; class_++) {
        toll_classes wanted = {{0}};
        toll_classes_add(&wanted, class_);
        size_t at = 0;
        while (at < view->count && !toll_classes_has(view->scratch->classes[at], class_)) at++;
        assert_int_equal(toll_tables_seek(view->tables, view->tokens, 0, view->count, wanted), at);
    }
}

static void visit_matches(void *context, const mention_fixture *f, const toll_sentence_view *view)
{
    enum { PIECES = 64 };
    toll_piece pieces[PIECES];
    toll_sentence_view own = *view;
    own.pieces = pieces;
    own.piece_count = (uint16_t)toll_mention_number_pieces(pieces, PIECES, view, &f->words);
    *(size_t *)context += compare_matches(&own);
}

static void visit_notes(void *context, const mention_fixture *f, const toll_sentence_view *view)
{
    (void)context, (void)f;
    compare_notes(view);
}

static void read_many(void **state, uint64_t seed, mention_visit *visit, void *context)
{
    toll_buffer text = {0};
    toll_random random = toll_random_start(seed);
    for (int round = 0; round < ROUNDS; round++) {
        make_text(&text, &random);
        mention_walk(*state, (toll_text){text.data, text.len}, visit, context);
    }
    toll_buffer_free(&text);
}

static void the_index_loses_no_match(void **state)
{
    size_t matches = 0;
    read_many(state, 20240224, visit_matches, &matches);
    assert_true(matches > ROUNDS); /* the texts do say something */
}

static void notes_and_searches_agree(void **state)
{
    read_many(state, 19450508, visit_notes, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_index_loses_no_match), cmocka_unit_test(notes_and_searches_agree)};
    return cmocka_run_group_tests(tests, mention_start, mention_stop);
}
