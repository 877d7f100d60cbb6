/* Places that are named in one breath: "X, Y district, Z province", "X in Y", "the X quarter of Y", "X (Y)", "X, Y and Z neighbourhoods".
 *
 * In: the places of a sentence in text order. Out: each that only tells where another one lies, or that comes after another of its kind in a
 * list, is marked: of such a chain one place stands for the loss, the innermost, else the first. The one that stands gets the words of the
 * whole chain, by which its distance to a figure is measured. A look at the words between neighbours. */
#include "where.h"

#include <math.h>

typedef enum chain_kind { APART, INSIDE, LISTED, JOINED } chain_kind; /* JOINED: a list with an "and" */

enum { GAP = 7 }; /* words between two places of a chain: "X, a town in the south of Y" */

static bool is_filler(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (has_class(view, at, k->determiner) || has_class(view, at, k->direction) || has_class(view, at, k->region_word) ||
        has_class(view, at, k->area_word) || where_word_is(reader, at, PLACE_CHAIN))
        return true;
    bool country = has_class(view, at, k->country) || reader->parse.inside_name[at] || has_class(view, at, k->nationality) ||
                   (has_class(view, at, k->not_name) && view->tokens[at].shape != TOLL_SHAPE_LOWER); /* "in Syria's X", "in Syrias X" */
    bool adjective = where_is_noun(view, at) && has_class(view, at + 1, k->region_word);             /* "the restive province of X" */
    return country || adjective;
}

/* "X (Green Belt) area in Y": past the brackets at `at`, if they are closed before `end`. */
static unsigned past_brackets(const toll_sentence_view *view, unsigned at, unsigned end)
{
    enum { REACH = 6 };
    for (unsigned close = at + 1; is_mark(view, at, '(') && close < end && close < at + REACH; close++)
        if (is_mark(view, close, ')')) return close + 1;
    return at;
}

/* How the second place hangs on the first. */
static chain_kind tie_of(const toll_claim_reader *reader, const sentence_spot *a, const sentence_spot *b)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned at = past_brackets(view, (unsigned)a->first + a->count, b->first);
    if (b->first > at + GAP) return APART;
    const toll_note *near, *and;
    const bool local = claim_place_rank(a->spot.place.precision) > RANK_PROVINCE; /* "in the east, near Y" is at Y */
    const bool wider = claim_place_rank(b->spot.place.precision) < claim_place_rank(a->spot.place.precision);
    bool inside = false, listed = false, comma = false, joined = false;
    for (; at < b->first; at++) {
        const toll_token *token = &view->tokens[at];
        if (token->kind == TOLL_TOKEN_MARK) {
            if (token->mark == '(') inside = true;
            else if (token->mark == TOLL_MARK_CLITIC)
                listed |= at == (unsigned)a->first + a->count; /* "X Region's Y Township": the finer */
            else if (token->mark == ',' || token->mark == '/') comma = true;
            else if (token->mark != TOLL_MARK_OPEN && token->mark != TOLL_MARK_CLOSE && token->mark != '-') return APART;
        } else if (token->kind != TOLL_TOKEN_WORD) return APART;
        else if ((and = note_at(view, at, k->conjunction))) joined = true, at += and->len - 1u; /* "as well as in" */
        else if (has_class(view, at, k->of) || has_class(view, at, k->in_word) || (wider && has_class(view, at, k->place_lead)))
            inside = true; /* "close to the X river on the Y front" */
        else if (!(b->flags & SPOT_SITE) && local && (near = note_at(view, at, k->near_word)))
            inside = true, at += near->len - 1u;                                                                 /* "X, just outside Y" */
        else if (local && has_class(view, at, k->place_lead) && has_class(view, at + 2, k->near_word)) continue; /* "X, on the road to Y" */
        else if (!is_filler(reader, at)) return APART;
    }
    if (joined) return JOINED;
    if (listed) return LISTED;
    if (inside) return INSIDE;
    if (!comma) return b->flags & SPOT_UNKNOWN ? LISTED : APART;
    bool quarter = a->flags & SPOT_UNKNOWN && toll_same(a->spot.place.precision, "district"); /* "the X district, Y": of the town */
    return b->rank < a->rank || quarter ? INSIDE : LISTED;
}

/* "the road between X and Y" is one place. */
static bool is_between(const toll_claim_reader *reader, const sentence_spot *s)
{
    enum { REACH = 4 };
    const uint8_t between = claim_class.between_word;
    for (unsigned at = s->first; at-- > 0 && at + REACH >= s->first;)
        if (has_class(&reader->parse.view, at, between)) return true;
    return false;
}

/* Kabul and Kandahar, places of two countries, "in X and in Y": one attack is not at both. */
static bool are_far(const toll_claim_reader *reader, const sentence_spot *a, const sentence_spot *b)
{
    const double far = 60, of_degree = 111, radian = 3.14159265358979 / 180; /* km */
    if (b->first && has_class(&reader->parse.view, b->first - 1u, claim_class.guess_lead)) return true;
    if (a->spot.country && b->spot.country && strcmp(a->spot.country, b->spot.country) != 0) return true;
    const toll_place *x = &a->spot.place, *y = &b->spot.place;
    double north = (x->lat - y->lat) * of_degree, east = (x->lon - y->lon) * of_degree * cos(x->lat * radian);
    return north * north + east * east > far * far; /* false where nobody knows */
}

void where_chain(toll_claim_reader *reader)
{
    enum { MUCH = 12, MANY = 3 }; /* a site is finer than a town; that one of two is only guessed does not make the other finer */
    enum { NO_CHAIN = SPOT_DATELINE | SPOT_FROM | SPOT_BROUGHT | SPOT_SEAT | SPOT_COUNTRY };
    sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->spot_count; i++) {
        sentence_spot *s = &parse->spots[i];
        s->from = s->first, s->until = (uint16_t)(s->first + s->count);
    }
    size_t stands = 0;        /* the place that the chain so far is told by */
    unsigned listed_here = 1; /* ... and how many stand side by side in it */
    for (size_t i = 1; i < parse->spot_count; i++) {
        sentence_spot *a = &parse->spots[i - 1], *b = &parse->spots[i], *best = &parse->spots[stands];
        chain_kind how = (a->flags | b->flags) & NO_CHAIN ? APART : tie_of(reader, a, b);
        bool listed = how == LISTED || how == JOINED;
        bool owned = listed && reader->parse.view.tokens[a->first + a->count].mark == TOLL_MARK_CLITIC; /* "X's Y locality" */
        bool finer = b->rank > best->rank + MUCH ||
                     (owned && (b->rank >= best->rank || claim_place_rank(b->spot.place.precision) > RANK_PROVINCE));
        listed_here = listed ? listed_here + 1 : how == APART ? 1 : listed_here;
        if (how == JOINED && !is_between(reader, a)) {
            unsigned several = SPOT_SEVERAL | (listed_here >= MANY || are_far(reader, best, b) ? SPOT_FAR : 0);
            best->flags |= (uint16_t)several, b->flags |= (uint16_t)several;
            best->spot.several = b->spot.several = true;
        }
        if (how == APART || (listed && finer)) {
            if (how != APART) best->flags |= SPOT_CHAINED, b->from = best->from;
            stands = i;
            continue;
        }
        b->flags |= SPOT_CHAINED;
        best->until = b->until;
    }
}

/* "in the departments of X, Y and Z": the word before "of", by what is named at `at`, the first or a later one of a list; NULL = there is none. */
const toll_note *where_list_kind(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const sentence_parse *parse = &reader->parse;
    unsigned head = at;
    for (size_t i = parse->spot_count; i-- > 0;) {
        const unsigned end = (unsigned)parse->spots[i].first + parse->spots[i].count;
        unsigned back = head;
        if (back && has_class(&parse->view, back - 1, k->conjunction)) back--;
        if (back && is_mark(&parse->view, back - 1, ',')) back--;
        if (back == head || end != back) break;
        head = parse->spots[i].first;
    }
    if (head < 2 || !has_class(&parse->view, head - 1, k->of) || (head < at && !has_class(&parse->view, head - 2, k->many_places)))
        return NULL;
    return note_at(&parse->view, head - 2, k->region_word);
}
