/* Nouns that stand beside the counted one: joined to it, listed after it, put in behind it.
 *
 * In: the phrases of a sentence and the victims' place among them. Out: the kind that all of them have together ("soldiers and civilians":
 * mixed), and whose they are where the joined words say it. Each looks at a few phrases behind the victims. */
#include "whose.h"

static toll_class join(toll_class a, toll_class b)
{
    if (a == TOLL_CLASS_UNKNOWN || a == b) return b;
    if (b == TOLL_CLASS_UNKNOWN) return a;
    return whose_is_people(a) && whose_is_people(b) ? TOLL_CLASS_MIXED : a;
}

static void add(whose_kind *kind, whose_kind more)
{
    kind->class_ = join(kind->class_, more.class_);
    kind->open |= more.open;
    if (kind->side && more.side && strcmp(kind->side, more.side) != 0) kind->several = true; /* "no Afghan or coalition troops" */
    if (!kind->side) kind->side = more.side;
}

static bool is_plain_people(const item *it)
{
    return it && it->kind == ITEM_NOUN && it->quantity < 0 && (it->head == HEAD_PEOPLE || it->head == HEAD_NATION);
}

/* "soldiers, rebels and civilians", from the noun at `at` on: what they are together, the count of them in *nouns. */
static whose_kind list_from(toll_claim_reader *reader, int at, int *nouns)
{
    whose_kind kind = {.class_ = TOLL_CLASS_UNKNOWN};
    for (*nouns = 0; *nouns < 5 && item_at(reader, at); at++) {
        const item *it = item_at(reader, at);
        if (it->kind == ITEM_AND || it->kind == ITEM_COMMA) continue;
        bool both = it->kind == ITEM_NOUN && it->head == HEAD_PEOPLE && it->quantity >= 0 &&
                    has_class(view_of(reader), it->extent.first, claim_class.back_reference);
        if (!is_plain_people(it) && !both) break;
        add(&kind, whose_of_noun(reader, it));
        ++*nouns;
    }
    return kind;
}

/* Another noun under the same number: "scores of troops and state employees were killed". */
static bool joined(const toll_claim_reader *reader, int at)
{
    return kind_at(reader, at + 1, ITEM_AND) && is_plain_people(item_at(reader, at + 2)) && !kind_at(reader, at + 3, ITEM_AND);
}

static bool says(const item *it)
{
    return it && it->kind == ITEM_VERB && it->flags & VERB_SAY;
}

/* "40 people, civilians and soldiers, died", "scores of rebels, soldiers and civilians": nouns listed right behind; -1 = none are. */
static int listed_behind(const toll_claim_reader *reader, int at)
{
    const item *next = item_at(reader, at + 2);
    if (!kind_at(reader, at + 1, ITEM_COMMA) || !is_plain_people(next)) return -1;
    bool two = claim_note_in(view_of(reader), next->extent, claim_class.conjunction); /* "women and children" is one phrase */
    bool list = two ? !says(item_at(reader, at + 3))
                    : kind_at(reader, at + 3, ITEM_AND) && is_plain_people(item_at(reader, at + 4)) && !says(item_at(reader, at + 5));
    return list ? at + 2 : -1;
}

/* The list that a number opens: "9 people died, including soldiers and rebels", "18 casualties, among both soldiers and civilians". */
static int list_after(const toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    const int behind = listed_behind(reader, at);
    if (behind >= 0) return behind;
    for (int i = at + 1; i < at + 9 && i < (int)parse->item_count; i++) {
        const item *it = &parse->items[i], *next = item_at(reader, i + 1);
        if (it->kind == ITEM_STOP) return -1;
        if (it->kind == ITEM_INCLUDING && next && next->kind == ITEM_NOUN) return i + 1;
        bool among = it->kind == ITEM_PREPOSITION && i <= at + 2 && next && next->head == HEAD_PEOPLE &&
                     has_class(&parse->view, it->extent.first, claim_class.inflicted_on);
        if (among && !is_plain_people(next) && has_class(&parse->view, next->extent.first, claim_class.back_reference)) return i + 1;
    }
    return -1;
}

/* "51 dead (33 soldiers, 18 civilians)": what the parts in brackets are together. */
static toll_class in_brackets(const toll_claim_reader *reader, int at)
{
    toll_class class_ = TOLL_CLASS_UNKNOWN;
    int open = at + 1;
    while (open < at + 4 && !kind_at(reader, open, ITEM_OPEN)) open++;
    for (int i = open + 1; open < at + 4 && item_at(reader, i) && !kind_at(reader, i, ITEM_CLOSE) && i < open + 12; i++)
        if (kind_at(reader, i, ITEM_NOUN) && item_at(reader, i)->quantity >= 0)
            class_ = join(class_, (toll_class)whose_class(reader, item_at(reader, i)));
    return class_;
}

/* "soldiers and guerrillas", "soldiers and fighters of X": those of a state and those who fight it. */
static bool of_two_sides(toll_claim_reader *reader, const whose_kind *one, const whose_kind *two)
{
    if (one->side && two->side) return !claim_allied(reader, one->side, two->side);
    if (one->enemy || two->enemy) return false;
    if (one->open != two->open) return true;
    const char *group = one->side ? one->side : two->side;
    if (!group || claim_is_state(group) || one->open) return false;
    const char *state = whose_regulars(reader, NULL);
    return !state || !claim_allied(reader, state, group);
}

/* "seven people -- mostly soldiers --", "12 people, most of them civilians": what is said right behind of all of them or of most. Of most alone,
 * soldiers and "civilians" leave the others open; children tell what was hit. */
static bool described(toll_claim_reader *reader, int at, whose_kind *kind)
{
    const claim_classes *k = &claim_class;
    if (!kind_at(reader, at + 1, ITEM_COMMA) && !kind_at(reader, at + 1, ITEM_BREAK) && !kind_at(reader, at + 1, ITEM_OPEN)) return false;
    int i = at + 2;
    bool adverb = kind_at(reader, i, ITEM_ADVERB), of = kind_at(reader, i, ITEM_NOUN) && kind_at(reader, i + 1, ITEM_OF);
    bool all = item_at(reader, i) && has_class(view_of(reader), item_at(reader, i)->extent.first, k->all_of);
    bool them = of && item_at(reader, i + 2) && item_at(reader, i + 2)->head == HEAD_PRONOUN && item_at(reader, i)->quantity < 0;
    i += them ? 3 : adverb;
    const item *noun = item_at(reader, i), *end = item_at(reader, i + 1);
    bool ends = !end || end->kind == ITEM_COMMA || end->kind == ITEM_BREAK || end->kind == ITEM_CLOSE || end->kind == ITEM_STOP ||
                has_class(view_of(reader), end->extent.first, k->conjunction) || /* "mainly fighters but also 17 civilians" */
                (end->kind == ITEM_VERB && end->form == FORM_PAST);              /* "mostly civilians massacred in their homes" */
    if (!(them || adverb || all) || !ends || !is_plain_people(noun)) return false;
    whose_kind said = whose_of_noun(reader, noun);
    const char *category = claim_cell(reader->tables->tables, &noun->note, "category");
    if (said.class_ != TOLL_CLASS_MILITARY && said.class_ != TOLL_CLASS_CIVILIAN) return false;
    bool some = !all && (said.class_ == TOLL_CLASS_MILITARY || !strcmp(category, "civilians"));
    kind->class_ = some ? TOLL_CLASS_MIXED : said.class_;
    if (!kind->side && !some) kind->side = said.side, kind->open |= said.open;
    return true;
}

bool whose_list(toll_claim_reader *reader, int at, whose_kind *kind)
{
    int nouns = 0, list = list_after(reader, at);
    if (joined(reader, at)) {
        whose_kind more = whose_of_noun(reader, item_at(reader, at + 2));
        toll_class both = join(kind->class_, more.class_);
        bool nation = item_at(reader, at)->head == HEAD_NATION && kind->class_ == TOLL_CLASS_UNKNOWN; /* "no Afghan or coalition troops" */
        bool fighters = both == TOLL_CLASS_MILITARY && (nation || kind->class_ == more.class_);
        bool nations = nation && more.side && kind->side && strcmp(kind->side, more.side) != 0; /* "12 Israelis and Palestinians" */
        if (nations || (fighters && of_two_sides(reader, kind, &more))) kind->several = true, kind->side = NULL;
        if (nations) kind->class_ = both;
        if (both != TOLL_CLASS_MIXED) return kind->several;
        kind->class_ = both, kind->open |= more.open;
        return true;
    }
    if (kind->class_ == TOLL_CLASS_UNKNOWN && in_brackets(reader, at) == TOLL_CLASS_MIXED) {
        kind->class_ = TOLL_CLASS_MIXED;
        return true;
    }
    if (kind->class_ == TOLL_CLASS_UNKNOWN && described(reader, at, kind)) return true;
    if (list >= 0 && list == listed_behind(reader, at)) {
        whose_kind parts = list_from(reader, list, &nouns);
        toll_class all = join(kind->class_, parts.class_);
        if (all == TOLL_CLASS_UNKNOWN || all == TOLL_CLASS_MILITARY || all == kind->class_) return false;
        kind->class_ = all; /* "40 men, women and children" */
        if (parts.open || kind->open) kind->side = NULL;
        return true;
    }
    if (list < 0 || kind->class_ != TOLL_CLASS_UNKNOWN) return false;
    whose_kind parts = list_from(reader, list, &nouns);
    if (parts.class_ != TOLL_CLASS_MIXED) return false;
    *kind = parts;
    if (parts.open) kind->side = NULL; /* of several sides */
    return true;
}

/* The first noun of the list that the number at `at` opens ("including three civilians"); NULL = it opens none. */
static const item *first_listed(const toll_claim_reader *reader, int at)
{
    int list = list_after(reader, at);
    return list >= 0 ? item_at(reader, list) : NULL;
}

bool whose_lists_civilians(const toll_claim_reader *reader, int at)
{
    const item *noun = first_listed(reader, at);
    return noun && whose_class(reader, noun) == TOLL_CLASS_CIVILIAN;
}

bool whose_includes_civilians(const toll_claim_reader *reader, int at)
{
    return whose_lists_civilians(reader, at) && strcmp(claim_cell(reader->tables->tables, &first_listed(reader, at)->note, "category"),
                                                    "civilians") != 0; /* else the others are none */
}
