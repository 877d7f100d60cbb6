/* Places that no gazetteer knows, by their grammar: the name itself; "in X, Y province", "near X", "the strike on X". Those
 * with a word that says what they are stand in kind.c, parts of a country in part.c.
 *
 * In: a sentence and a token of it. Out: the place that begins there, with its words, its precision and neither id nor coordinates. Where no
 * word tells what kind of place it is, only a name after "in", "at" or "near" will do. A text in capitals shows no names: there a word of
 * place must stand by. Constant work a token. */
#include "where.h"

#include <math.h>

enum { NAME_LIMIT = 4, PARTICLE_LIMIT = 3 };

static bool capital(const toll_sentence_view *view, unsigned at)
{
    return is_word(view, at) && view->tokens[at].shape != TOLL_SHAPE_LOWER;
}

/* Words that stand in no name of a place. */
static bool is_other(const toll_claim_reader *reader, unsigned at, bool titled)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_classes classes = view->scratch->classes[at];
    if (reader->parse.name_len[at] && !has_class(view, at, k->place) && !has_class(view, at, k->capital)) return true;
    if (has_class(view, at, k->not_name) || has_class(view, at, k->title) || has_class(view, at, k->direction) ||
        has_class(view, at, reader->tables->mention.date.month))
        return true;
    if (toll_classes_meet(classes, k->function) || toll_classes_meet(classes, k->people) || has_class(view, at, k->be)) return true;
    if (!titled) return false;
    return toll_classes_meet(classes, k->any_verb) || toll_classes_meet(classes, k->loss) || toll_classes_meet(classes, k->things) ||
           has_class(view, at, k->attack) || has_class(view, at, k->adverb) || has_class(view, at, k->region_word) ||
           has_class(view, at, k->site_word) || has_class(view, at, k->verb_ed_adjective) || has_class(view, at, k->institution) ||
           has_class(view, at, k->context) || has_class(view, at, k->compass);
}

bool where_joins(const toll_sentence_view *view, unsigned at)
{
    return is_mark(view, at, '-') && !(view->tokens[at].flags & TOLL_TOKEN_SPACE) && at + 1 < view->count &&
           !(view->tokens[at + 1].flags & TOLL_TOKEN_SPACE);
}

/* Does any table know the word? */
bool where_has_row(const toll_sentence_view *view, unsigned at)
{
    return toll_classes_meet(view->scratch->classes[at], view->scratch->classes[at]);
}

bool where_is_noun(const toll_sentence_view *view, unsigned at)
{
    return is_word(view, at) && view->tokens[at].shape == TOLL_SHAPE_LOWER &&
           !toll_classes_meet(view->scratch->classes[at], claim_class.function) &&
           !toll_classes_meet(view->scratch->classes[at], claim_class.any_verb);
}

/* The tokens of the name that begins at `at`; 0 = none. */
unsigned where_name_at(const toll_claim_reader *reader, unsigned at, bool titled)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned end = at, words = 0, particles = 0, plain = 0;
    const toll_note *country = note_at(view, at, k->country);
    if (country && country->len == reader->parse.name_len[at]) return 0;
    for (unsigned i = at; i < view->count && words < NAME_LIMIT && particles <= PARTICLE_LIMIT;) {
        if (words && where_joins(view, i)) {
            i++;
            continue;
        }
        bool particle = is_word(view, i) && has_class(view, i, k->name_particle) && (titled || !capital(view, i) || words == 0);
        if (particle && (where_joins(view, i + 1) || words || capital(view, i))) {
            particles++;
            i += where_joins(view, i + 1) ? 2 : 1;
            continue;
        }
        bool bound = i > at && where_joins(view, i - 1) && has_class(view, i, k->title);                      /* "al-Sheikh Taha" */
        bound |= words && !titled && has_class(view, i, k->not_name) && has_class(view, i + 1, k->site_word); /* "Palm Court hotel" */
        const bool tail = words && where_joins(view, i - 1) && is_word(view, i) && !where_has_row(view, i);   /* "Kwan-doka" */
        if (tail) {
            end = ++i;
            continue;
        }
        if (!capital(view, i) || (!bound && is_other(reader, i, titled))) break;
        if (i > at && view->tokens[i].flags & TOLL_TOKEN_PARAGRAPH) break;
        words++;
        plain += titled && where_word_is(reader, i, PLACE_PLAIN);
        end = ++i;
    }
    return words > plain ? end - at : 0;
}

/* "General Taha Salaheddin": does the name go on a person's, whose title stands before? */
bool where_is_surname(const toll_claim_reader *reader, unsigned at)
{
    enum { FIRST_NAMES = 2 };
    const toll_sentence_view *view = &reader->parse.view;
    unsigned back = at;
    while (back && back + FIRST_NAMES > at && is_word(view, back - 1) && view->tokens[back - 1].shape == TOLL_SHAPE_CAPITAL &&
           !where_has_row(view, back - 1))
        back--;
    return back && back < at && !reader->parse.titled && has_class(view, back - 1, claim_class.title);
}

/* Is there a word of place of this kind (see lang/en/where.tsv)? */
bool where_word_is(const toll_claim_reader *reader, unsigned at, word_kind kind)
{
    return claim_kind(reader->tables, note_at(&reader->parse.view, at, claim_class.place_word)) == kind;
}

/* The longest word of the class that begins at `at`, in tokens; its note. */
unsigned where_phrase(const toll_claim_reader *reader, unsigned at, uint8_t class_, const toll_note **out)
{
    *out = note_at(&reader->parse.view, at, class_);
    return *out ? (*out)->len : 0;
}

bool where_make(const toll_claim_reader *reader, unsigned first, unsigned end, const char *precision, unsigned flags, sentence_spot *out)
{
    toll_extent extent = {(uint16_t)first, (uint16_t)(end - first)};
    *out = (sentence_spot){.spot = {.place = {.span = toll_extent_span(&reader->parse.view, extent),
                                        .precision = precision,
                                        .lat = (double)NAN,
                                        .lon = (double)NAN},
                               .sentence = reader->story.sentence,
                               .known = true},
        .first = extent.first,
        .count = extent.count,
        .flags = (uint16_t)(flags | (toll_same(precision, "near") ? SPOT_SITE : 0))};
    return true;
}

/* "in CONRAY, TARMA PROVINCE", "in X, 16 km north of Y": what follows the comma shows that a place was named. */
static bool is_placed_after(const toll_claim_reader *reader, unsigned end)
{
    enum { REACH = 6, FAR = 9 }; /* "in X, a former prison some 40 km west of Y" */
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned of_kind = end + (where_is_noun(view, end) && has_class(view, end + 1, k->guess_lead));     /* "at the X ford in Y" */
    if (has_class(view, of_kind, k->guess_lead) && has_class(view, of_kind + 1, k->place)) return true; /* "at X in Y" */
    if (!is_mark(view, end, ',') && !is_mark(view, end, '(')) return has_class(view, end, k->near_word);
    if (has_class(view, end + 1, k->where_word)) return true; /* "at X, where" */
    bool inside = has_class(view, end + 1, k->guess_lead) &&
                  (has_class(view, end + 2, k->direction) || has_class(view, end + 2, k->country));
    if (inside) return true; /* "in X, in northern Iraq" */
    for (unsigned i = end + 1; i < end + FAR && i < view->count; i++) {
        if (view->tokens[i].kind == TOLL_TOKEN_MARK && !where_joins(view, i)) return false;
        if (has_class(view, i, k->distance_word) && (view->tokens[i].len > 2 || view->tokens[i - 1].kind == TOLL_TOKEN_NUMBER))
            return true;                                                            /* "30m", not "the M-19" */
        if (i >= end + REACH && !has_class(view, end + 1, k->guess_lead)) continue; /* "in X, in the Y-Z district" */
        if (has_class(view, i, k->region_word) || has_class(view, i, k->place)) return true;
        if (has_class(view, i, k->direction) && has_class(view, i + 1, k->area_word)) return true; /* "on the northern edge of" */
        if (toll_classes_meet(view->scratch->classes[i], k->any_verb)) return false;
    }
    return false;
}

/* "in X killed", "in X on Sunday", but not "in European history". */
bool where_ends_name(const toll_claim_reader *reader, unsigned end)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (end >= view->count || view->tokens[end].kind != TOLL_TOKEN_WORD) return true;
    const toll_classes classes = view->scratch->classes[end];
    return toll_classes_meet(classes, k->function) || toll_classes_meet(classes, k->any_verb) || has_class(view, end, k->adverb) ||
           has_class(view, end, k->pronoun) || has_class(view, end, k->place_lead) ||
           toll_classes_meet(classes, reader->tables->mention.number_begins) || has_class(view, end, reader->tables->mention.date.shift) ||
           has_class(view, end, reader->tables->mention.date.direction) || has_class(view, end, reader->tables->mention.date.weekday);
}

/* "the strike on X", "shelling of X": what kills from afar is told with the place that it falls on. */
static bool is_hit_on(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (at < 2 || !(has_class(view, at - 1, k->of) || has_class(view, at - 1, k->place_lead))) return false;
    const toll_note *two = at > 2 ? note_at(view, at - 3, k->bombardment) : NULL;
    if (has_class(view, at - 2, k->bombardment) || (two && two->len == 2)) return true; /* "air raids" */
    const bool on = has_class(view, at - 1, k->place_lead) && !has_class(view, at - 1, k->between_word);
    return on && has_class(view, at - 2, k->attack) && !capital(view, at + 1); /* not "on N. N." */
}

/* ... or "entered X", "stormed X", where more shows that X is a place. */
static bool is_hit(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    bool attack = at > 1 && has_class(view, at - 2, k->attack) &&
                  (has_class(view, at - 1, k->of) || has_class(view, at - 1, k->place_lead));
    return attack ||
           (at && (is_hit_on(reader, at) || has_class(view, at - 1, k->attack_verb) || where_word_is(reader, at - 1, PLACE_ENTRY)));
}

/* "in X", "near X": a name that nothing else explains. */
static bool bare(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const bool site = !titled && (has_class(view, at, k->region_word) || has_class(view, at, k->site_word));
    const bool between = (site && at && has_class(view, at - 1, k->definite)) ||            /* "at the Hotel X" */
                         (at > 1 && !titled && where_word_is(reader, at - 1, PLACE_CHAIN)); /* "in neighbouring X" */
    const unsigned lead = between ? at - 1 : at;
    bool led = lead && has_class(view, lead - 1, k->guess_lead);
    if (!led && !is_hit(reader, at)) return false;
    unsigned len = where_name_at(reader, at, titled), end = at + len;
    if (!len || has_class(view, end, k->title) || (len == 1 && lead < at && site)) return false;
    if (len == 1 && view->tokens[at].len == 1) return false; /* "at U.S embassies" */
    bool kind = len > 1 && site;                             /* "Camp Bucca" */
    bool sure = kind || is_placed_after(reader, end);
    if (!sure && has_class(view, at, k->not_place)) return false;
    if (!sure && (!where_ends_name(reader, end) || !(led || is_hit_on(reader, at)))) return false;
    if (titled && !sure && !has_class(view, at - 1, k->near_word)) return false;
    if (is_mark(view, end, TOLL_MARK_CLITIC) || (is_mark(view, end, '-') && !sure)) return false;
    for (unsigned i = at; i < end && !sure; i++) /* a name of words that mean something is likelier no place: "in Operation Storm" */
        if ((toll_classes_meet(view->scratch->classes[i], k->any_verb) && !has_class(view, i, k->name_particle)) ||
            has_class(view, i, k->attack) || has_class(view, i, k->context) || has_class(view, i, k->institution) ||
            toll_classes_meet(view->scratch->classes[i], k->things))
            return false;
    return where_make(reader, at, end, "exact", SPOT_UNKNOWN | (sure ? 0 : SPOT_GUESSED), out);
}

bool claim_name_spot(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out)
{
    if (where_ordinal(reader, at, out)) return true;
    if (!is_word(&reader->parse.view, at)) return false;
    if (where_owned_site(reader, at, out)) return true;
    if (!at) return where_entry(reader, at, titled, out) || where_before_kind(reader, at, titled, out);
    return where_numbered(reader, at, titled, out) || where_label(reader, at, titled, out) || where_before_kind(reader, at, titled, out) ||
           where_after_kind(reader, at, titled, out) || bare(reader, at, titled, out);
}
