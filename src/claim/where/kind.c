/* Places that a word tells: "in the village of X", "X district", "at the X hospital", "the X and Y neighbourhoods".
 *
 * In: a sentence and a token of it. Out: the place that begins there, with the words up to that of its kind, and the kind's precision. A
 * bounded look around the token. */
#include "where.h"

static const char *precision_of(const toll_claim_reader *reader, const toll_note *note)
{
    const char *precision = cell(reader, note, "precision");
    return precision ? precision : "province";
}

/* "the Red Sea port city of X", "the Y region village of X": past a word for a town that `at` may be at. */
unsigned where_past_town(const toll_claim_reader *reader, unsigned at)
{
    const toll_note *town = note_at(&reader->parse.view, at, claim_class.region_word);
    return town && claim_place_rank(precision_of(reader, town)) > RANK_NEAR ? at + town->len : at;
}

/* "the village of X": the name after the word. */
bool where_after_kind(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (at < 2 || !is_word(view, at)) return false;
    const toll_note *listed = where_list_kind(reader, at), *kind = listed ? listed : note_at(view, at - 2, k->region_word),
                    *land = note_at(view, at - 2, k->site_word);
    if (!kind && land && toll_same(precision_of(reader, land), "district")) kind = land; /* "the forest of X" */
    bool of = listed || (has_class(view, at - 1, k->of) && (kind || where_word_is(reader, at - 2, PLACE_BASE)));
    bool seat = kind && where_word_is(reader, at - 2, PLACE_CHAIN) && toll_same(precision_of(reader, kind), "exact");
    bool beside = seat && is_mark(view, at - 1, ','); /* "the provincial capital, X," */
    const bool led = !of && !beside && !titled && where_is_led_kind(reader, at, &kind);
    unsigned len = of || beside || led ? where_name_at(reader, at, titled) : 0;
    if (led && len && !where_ends_name(reader, at + len)) return false;
    if (!len || (beside && !is_mark(view, at + len, ','))) return false;
    return where_make(reader, at, at + len, (of || led) && kind ? precision_of(reader, kind) : "exact", SPOT_UNKNOWN, out);
}

/* "on the main road of X", "in the area of X": is the word before "of" one of place, itself after a word of place? */
static bool is_ground(const toll_claim_reader *reader, unsigned at)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!has_class(view, at, k->site_word) && !has_class(view, at, k->region_word) && !has_class(view, at, k->area_word) &&
        !where_word_is(reader, at, PLACE_CHAIN))
        return false;
    for (unsigned back = at; back && back + WORDS > at; back--) {
        if (has_class(view, back - 1, k->place_lead)) return true;
        if (view->tokens[back - 1].kind != TOLL_TOKEN_WORD || toll_classes_meet(view->scratch->classes[back - 1], k->any_verb))
            return false;
    }
    return false;
}

/* Does a word of place stand before, with at most an article and a small word between? */
bool where_is_led(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (at && view->tokens[at - 1].kind == TOLL_TOKEN_MARK && view->tokens[at - 1].mark == TOLL_MARK_OPEN) at--;
    unsigned back = at;
    for (unsigned step = 0; back && step < 3; step++, back--) {
        if (has_class(view, back - 1, k->place_lead)) return true;
        if (has_class(view, back - 1, k->attack_verb)) return true;
        if (has_class(view, back - 1, k->of))
            return back < at || (back > 1 && (has_class(view, back - 2, k->attack) || is_ground(reader, back - 2)));
        bool owned = step == 0 && view->tokens[back - 1].mark == TOLL_MARK_CLITIC && view->tokens[at].shape != TOLL_SHAPE_UPPER;
        if (owned) return true;                                                     /* "X Region's Y Township" */
        bool day = has_class(view, back - 1, reader->tables->mention.date.weekday); /* "shelled on Monday X district" */
        bool small = day || has_class(view, back - 1, k->determiner) || has_class(view, back - 1, k->direction) ||
                     view->tokens[back - 1].mark == TOLL_MARK_CLITIC ||
                     (is_word(view, back - 1) && view->tokens[back - 1].shape == TOLL_SHAPE_LOWER &&
                         !toll_classes_meet(view->scratch->classes[back - 1], k->function));
        if (!small) return false;
    }
    return false;
}

/* "the X and Y neighbourhoods": the words from `end` of a name on that go on with names and end with a word for several places; where that word
 * stands, 0 = nowhere. */
static unsigned list_end(const toll_claim_reader *reader, unsigned end, bool titled)
{
    enum { REACH = 14 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned at = end;
    bool joined = false;
    while (at < view->count && at < end + REACH) {
        const toll_note *kind = note_at(view, at, k->region_word);
        if (kind) return joined && has_class(view, at, k->many_places) ? at : 0;
        if (is_mark(view, at, ',') || has_class(view, at, k->conjunction)) {
            joined = true;
            at++;
            continue;
        }
        unsigned len = where_name_at(reader, at, titled);
        if (!len || !joined) return 0;
        at += len;
    }
    return 0;
}

/* "X (Green Belt) area": the words in brackets passed over. */
static unsigned past_brackets(const toll_sentence_view *view, unsigned at)
{
    enum { REACH = 7 };
    if (!is_mark(view, at, '(')) return at;
    for (unsigned end = at + 1; end < at + REACH && end < view->count; end++)
        if (is_mark(view, end, ')')) return end + 1;
    return at;
}

/* "X and Y neighbourhoods": does Y follow a place, with no more than a comma or "and" between? Before a loose word ("X and Y villages") only one
 * that its grammar shows. */
static bool goes_on(const toll_claim_reader *reader, unsigned at, bool loose)
{
    const sentence_parse *parse = &reader->parse;
    if (!at || !parse->spot_count) return false;
    const sentence_spot *last = &parse->spots[parse->spot_count - 1];
    unsigned end = (unsigned)last->first + last->count;
    bool joint = is_mark(&parse->view, at - 1, ',') || has_class(&parse->view, at - 1, claim_class.conjunction);
    return (last->flags & SPOT_UNKNOWN || !loose) && (end == at || (end + 1 == at && joint));
}

/* "the Indonesian Hospital", "the Saudi Maternity Hospital": sites that a state lends its name, by their capitals; the words before the site's. */
static unsigned nation_site(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_note *nation = note_at(view, at, k->nationality);
    if (!nation) nation = note_at(view, at, k->country);
    unsigned lead = at && has_class(view, at - 1, k->determiner) ? at - 1 : at;
    bool owns = lead > 1 && has_class(view, lead - 1, k->of) && toll_classes_meet(view->scratch->classes[lead - 2], k->people);
    if (owns) return 0; /* "troops of the Russian Interior Ministry" */
    if (!nation || (at && has_class(view, at - 1, k->determiner) && !has_class(view, at - 1, k->definite)))
        return 0; /* "a Brazilian airfield" */
    unsigned end = at + nation->len;
    for (unsigned step = 0; step < 2 && is_word(view, end); step++, end++) {
        bool mission = has_class(view, end, k->site_word) && has_class(view, end, k->institution); /* "the Iranian embassy" */
        if (view->tokens[end].shape == TOLL_SHAPE_LOWER && !mission) return 0;
        if (has_class(view, end, k->site_word)) /* "from the Russian Defence Ministry" is no place, "at" it is */
            return has_class(view, end, k->institution) && lead && has_class(view, lead - 1, k->way_word) ? 0 : end - at;
    }
    return 0;
}

/* "the Church of Saint Porphyrius", "the Port of Hudaydah": a site by its own name. */
static bool site_of(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_note *site = titled || view->tokens[at].shape == TOLL_SHAPE_LOWER ? NULL : note_at(view, at, k->site_word);
    if (!site || !has_class(view, at + site->len, k->of) || !where_is_led(reader, at)) return false;
    unsigned name = at + site->len + 1;
    unsigned len = reader->parse.name_len[name] ? reader->parse.name_len[name] : where_name_at(reader, name, titled);
    return len && where_make(reader, at, name + len, precision_of(reader, site), SPOT_UNKNOWN, out);
}

/* "the X village of Y township" is X; "the Turkomen city of Y" is Y. */
static bool is_wider(const toll_claim_reader *reader, unsigned at)
{
    const toll_note *kind;
    if (has_class(&reader->parse.view, at, claim_class.definite) && has_class(&reader->parse.view, at + 1, claim_class.region_word))
        return true; /* "of the district" */
    unsigned len = reader->parse.name_len[at] ? reader->parse.name_len[at] : where_name_at(reader, at, false);
    return len && where_phrase(reader, at + len, claim_class.region_word, &kind);
}

/* "Forward Operating Base Gardez", "Combat Outpost Keating": the name that stands after the kind of site at `at`; its tokens. */
static unsigned name_of_base(const toll_claim_reader *reader, unsigned at, unsigned words)
{
    const toll_sentence_view *view = &reader->parse.view;
    const bool base = has_class(view, at, claim_class.site_word) && where_word_is(reader, at + words - 1, PLACE_NUMBERED);
    return base && view->tokens[at].shape == TOLL_SHAPE_CAPITAL ? where_name_at(reader, at + words, false) : 0;
}

/* "when the X hospital was hit": the article of what a clause begins with stands before. */
static bool opens_clause(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!has_class(view, at - 1, k->definite)) return false;
    return has_class(view, at - 2, k->subordinator) || has_class(view, at - 2, k->conjunction) || is_mark(view, at - 2, ',');
}

/* "X district", "the X refugee camp": the name with the word after it. */
bool where_before_kind(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    bool led = where_is_led(reader, at) || where_is_near(reader, at) || goes_on(reader, at, false);
    if (!led && at > 1 && !opens_clause(reader, at)) return false; /* a label of a line, "X hospital: 14 wounded"; what was hit */
    unsigned len = where_name_at(reader, at, titled);
    if (site_of(reader, at, titled, out)) return true;
    if (!len) len = nation_site(reader, at);
    unsigned end = at + len;
    if (!len) return false;
    if (is_mark(view, end, TOLL_MARK_CLOSE)) end++;
    const toll_note *kind;
    unsigned words = where_phrase(reader, end, k->site_word, &kind);
    if (!words && !titled && where_is_noun(view, end) && (words = where_phrase(reader, end + 1, k->site_word, &kind)))
        end++; /* "the X arms complex" */
    if (!words) words = where_phrase(reader, end, k->axis_word, &kind);
    if (!words) words = where_phrase(reader, end, k->region_word, &kind);
    const bool label = led || at <= 1; /* otherwise only what was hit */
    unsigned past = words ? end : past_brackets(view, end);
    if (label && past > end && (where_phrase(reader, past, k->region_word, &kind) || where_phrase(reader, past, k->site_word, &kind)))
        return where_make(reader, at, end, precision_of(reader, kind), SPOT_UNKNOWN, out);
    unsigned several = words || !label ? 0 : list_end(reader, end, titled);
    if (several) return where_make(reader, at, end, precision_of(reader, note_at(view, several, k->region_word)), SPOT_UNKNOWN, out);
    if (!words) { /* in a text of names the word may have been taken for one of the name's: "Nasser Medical Complex" */
        for (unsigned i = at + 1; i < end && !words; i++)
            if ((words = where_phrase(reader, i, k->site_word, &kind)) || (words = where_phrase(reader, i, k->region_word, &kind))) end = i;
        if (!words) return false;
    }
    const bool struck = kind->class_ == k->site_word && where_is_struck(reader, end + words);
    if (!led && !struck && !(label && is_mark(view, end + words, ':'))) return false;
    const unsigned own = titled ? 0 : name_of_base(reader, end, words);
    if (own) return where_make(reader, at, end + words + own, "near", SPOT_UNKNOWN, out);
    bool wide = kind->class_ != k->axis_word && claim_place_rank(precision_of(reader, kind)) <= RANK_PROVINCE;
    bool town = kind->class_ == k->region_word && toll_same(precision_of(reader, kind), "exact") &&
                !where_word_is(reader, at, PLACE_PLAIN) && !is_wider(reader, end + words + 1); /* "Old City of Y" */
    const toll_note *known = reader->parse.name_len[at] == len ? claim_place_named(reader, at) : NULL;
    const char *region = known ? cell(reader, known, "precision") : NULL;
    wide |= region && kind->class_ == k->site_word && claim_place_rank(region) <= RANK_PROVINCE; /* "the Red Sea port of Y" */
    const unsigned of = where_past_town(reader, end + words);
    if ((wide || town || where_holds(reader, at, end + words)) && has_class(view, of, k->of))
        return false; /* "the X suburb of Y", "the Andean province of Y", not "the A quarter of Y" */
    bool loose = !toll_same(precision_of(reader, kind), "near");
    if (has_class(view, end, k->many_places) && !goes_on(reader, at, loose)) return false; /* "Assyrian villages" */
    if (titled && has_class(view, end, k->area_word)) return false;                        /* "IN INACCESSIBLE AREAS" */
    const char *precision = kind->class_ == k->axis_word ? "axis" : precision_of(reader, kind);
    return where_make(reader, at, end + words, precision, SPOT_UNKNOWN, out);
}
