/* Who else stands for the victims: nouns joined to the counted one, lists after it, the noun it refers back to, those who had the losses.
 *
 * In: the phrases of a sentence and the victims' place among them. Out: the kind that all of them have together ("soldiers and civilians":
 * mixed), and whose they are where the joined words say it. Each looks at a few phrases around the victims. */
#include "whose.h"

static const item *item_at(const toll_claim_reader *reader, int at)
{
    return at >= 0 && at < (int)reader->parse.item_count ? &reader->parse.items[at] : NULL;
}

static bool kind_at(const toll_claim_reader *reader, int at, uint8_t kind)
{
    const item *it = item_at(reader, at);
    return it && it->kind == kind;
}

/* Do the words say "fighter", and not whose? */
bool whose_open(const toll_claim_reader *reader, const item *noun)
{
    const claim_classes *k = classes_of(reader);
    bool thing = noun->head == HEAD_MATERIEL || noun->head == HEAD_STRUCTURE;
    for (unsigned at = noun->extent.first; !thing && !(noun->flags & NOUN_ENEMY) && at < toll_extent_end(noun->extent); at++) {
        const toll_note *note = note_at(view_of(reader), at, k->victim_many);
        if (!note) note = note_at(view_of(reader), at, k->victim_one);
        if (note && !strcmp(claim_cell(reader->tables->tables, note, "side_open"), "yes")) return true;
    }
    return false;
}

whose_kind whose_of_noun(toll_claim_reader *reader, const item *noun)
{
    whose_kind kind = {.side = claim_side_in(reader, noun->extent), .class_ = (toll_class)whose_class(reader, noun)};
    kind.open = !kind.side && whose_open(reader, noun);
    bool thing = noun->head == HEAD_STRUCTURE || noun->head == HEAD_MATERIEL,
         forces = !thing && whose_says(reader, noun, classes_of(reader)->force);
    if (kind.class_ == TOLL_CLASS_UNKNOWN && noun->head != HEAD_PEOPLE &&
        (forces || whose_says(reader, noun, classes_of(reader)->formation)))
        kind.class_ = TOLL_CLASS_MILITARY;
    kind.enemy = !kind.side && noun->flags & NOUN_ENEMY;
    if (!kind.side && forces && !kind.enemy) kind.side = whose_regulars(reader, NULL);
    return kind;
}

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
                    has_class(view_of(reader), it->extent.first, classes_of(reader)->back_reference);
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

/* The list that a number opens: "9 people died, including soldiers and rebels", "18 casualties, among both soldiers and civilians". */
static int list_after(const toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    if (kind_at(reader, at + 1, ITEM_COMMA) && is_plain_people(item_at(reader, at + 2)) && kind_at(reader, at + 3, ITEM_AND) &&
        is_plain_people(item_at(reader, at + 4)) && !says(item_at(reader, at + 5)))
        return at + 2; /* "40 people, civilians and soldiers, died" */
    for (int i = at + 1; i < at + 9 && i < (int)parse->item_count; i++) {
        const item *it = &parse->items[i], *next = item_at(reader, i + 1);
        if (it->kind == ITEM_STOP) return -1;
        if (it->kind == ITEM_INCLUDING && next && next->kind == ITEM_NOUN) return i + 1;
        bool among = it->kind == ITEM_PREPOSITION && i <= at + 2 && next && next->head == HEAD_PEOPLE &&
                     has_class(&parse->view, it->extent.first, classes_of(reader)->inflicted_on);
        if (among && !is_plain_people(next) && has_class(&parse->view, next->extent.first, classes_of(reader)->back_reference))
            return i + 1;
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

/* "soldiers and guerrillas": those of a state and those who fight it. */
static bool of_two_sides(toll_claim_reader *reader, const whose_kind *one, const whose_kind *two)
{
    if (one->side && two->side) return !claim_allied(reader, one->side, two->side);
    return one->open != two->open && !(one->enemy || two->enemy);
}

bool whose_list(toll_claim_reader *reader, int at, whose_kind *kind)
{
    int nouns = 0, list = list_after(reader, at);
    if (joined(reader, at)) {
        whose_kind more = whose_of_noun(reader, item_at(reader, at + 2));
        toll_class both = join(kind->class_, more.class_);
        bool fighters = both == TOLL_CLASS_MILITARY && kind->class_ == more.class_;
        if (fighters && of_two_sides(reader, kind, &more)) kind->several = true, kind->side = NULL;
        if (both != TOLL_CLASS_MIXED) return fighters && kind->several;
        kind->class_ = both, kind->open |= more.open;
        return true;
    }
    if (kind->class_ == TOLL_CLASS_UNKNOWN && in_brackets(reader, at) == TOLL_CLASS_MIXED) {
        kind->class_ = TOLL_CLASS_MIXED;
        return true;
    }
    if (list < 0 || kind->class_ != TOLL_CLASS_UNKNOWN) return false;
    whose_kind parts = list_from(reader, list, &nouns);
    if (parts.class_ != TOLL_CLASS_MIXED) return false;
    *kind = parts;
    if (parts.open) kind->side = NULL; /* of several sides */
    return true;
}

bool whose_includes_civilians(const toll_claim_reader *reader, int at)
{
    int list = list_after(reader, at);
    return list >= 0 && whose_class(reader, item_at(reader, list)) == TOLL_CLASS_CIVILIAN;
}

bool whose_is_woman(const toll_claim_reader *reader, const tie *loss)
{
    const item *noun = item_at(reader, loss->item);
    return noun->note.len && !strcmp(claim_cell(reader->tables->tables, &noun->note, "category"), "women");
}

/* "inflicted 10 casualties on the army": whoever they were inflicted on. */
static const item *inflicted_on(const toll_claim_reader *reader, int at)
{
    const claim_classes *k = classes_of(reader);
    const item *verb = item_at(reader, at - 1), *link = item_at(reader, at + 1), *noun = item_at(reader, at + 2);
    if (!verb || verb->kind != ITEM_VERB || !claim_note_in(view_of(reader), verb->extent, k->inflict)) return NULL;
    if (!link || link->kind != ITEM_PREPOSITION || !has_class(view_of(reader), link->extent.first, k->inflicted_on)) return NULL;
    return noun && noun->kind == ITEM_NOUN ? noun : NULL;
}

/* "the brigade suffered 15 casualties": the subject had them, unless it inflicted them. */
static const item *sufferer(const toll_claim_reader *reader, int at)
{
    const item *verb = item_at(reader, at - 1), *noun = item_at(reader, at - 2);
    bool direct = verb && verb->kind == ITEM_VERB && verb->form == FORM_OTHER && !(verb->flags & (VERB_BE | VERB_SAY | VERB_LINKING)) &&
                  !claim_note_in(view_of(reader), verb->extent, classes_of(reader)->inflict);
    return direct && noun && noun->kind == ITEM_NOUN ? noun : NULL;
}

/* "we have caused 38 casualties": the other side's of who caused them. */
bool whose_inflicted(const toll_claim_reader *reader, int at)
{
    const item *verb = item_at(reader, at - 1), *link = item_at(reader, at + 1);
    bool on = link && link->kind == ITEM_PREPOSITION && has_class(view_of(reader), link->extent.first, classes_of(reader)->inflicted_on) &&
              !has_class(view_of(reader), link->extent.first, classes_of(reader)->among);
    return verb && verb->kind == ITEM_VERB && !on && claim_note_in(view_of(reader), verb->extent, classes_of(reader)->inflict);
}

bool whose_bearer(toll_claim_reader *reader, int at, whose_kind *kind)
{
    const item *noun = inflicted_on(reader, at);
    if (!noun) noun = sufferer(reader, at);
    if (!noun) return false;
    const sentence_parse *parse = &reader->parse;
    while (noun - parse->items >= 2 && noun[-1].kind == ITEM_AND && noun[-2].kind == ITEM_NOUN)
        noun -= 2; /* "regular forces and militias" */
    whose_kind bearer = whose_of_noun(reader, noun);
    if (!bearer.side) bearer.side = whose_after(reader, (int)(noun - parse->items));
    if (bearer.class_ == TOLL_CLASS_UNKNOWN && !bearer.side && !bearer.enemy) return false;
    if (bearer.class_ == TOLL_CLASS_MILITARY || bearer.class_ == TOLL_CLASS_CIVILIAN) kind->class_ = bearer.class_;
    if (!kind->side) kind->side = bearer.side;
    kind->open = bearer.open, kind->enemy = bearer.enemy;
    return true;
}

bool whose_cost(toll_claim_reader *reader, int at, whose_kind *kind)
{
    const item *verb = item_at(reader, at - 1), *noun = item_at(reader, at - 2);
    bool paid = kind_at(reader, at - 1, ITEM_NOUN) && kind_at(reader, at - 2, ITEM_VERB); /* "cost the army" */
    if (paid) verb = item_at(reader, at - 2), noun = item_at(reader, at - 1);
    if (!verb || !noun || verb->kind != ITEM_VERB || noun->kind != ITEM_NOUN || noun->quantity >= 0) return false;
    const claim_classes *k = classes_of(reader);
    bool had = !paid && verb->extent.count > 1 && !has_class(view_of(reader), toll_extent_end(verb->extent) - 1u, k->suffer);
    if (had || !claim_note_in(view_of(reader), verb->extent, paid ? k->taker : k->suffer)) return false; /* "had counted 58 dead" */
    whose_kind bearer = whose_of_noun(reader, noun);
    if (bearer.class_ != TOLL_CLASS_MILITARY) return false;
    kind->class_ = bearer.class_, kind->open = bearer.open;
    if (!kind->side) kind->side = bearer.side;
    return true;
}

bool whose_attacked(toll_claim_reader *reader, int at, whose_kind *kind)
{
    const item *verb = item_at(reader, at - 1);
    if (!verb || verb->kind != ITEM_VERB || verb->form != FORM_ING || kind->class_ != TOLL_CLASS_UNKNOWN) return false;
    whose_kind found = {.class_ = TOLL_CLASS_UNKNOWN};
    for (int i = at - 2; i >= 0 && i > at - 10; i--) {
        const item *it = item_at(reader, i);
        if (it->kind == ITEM_STOP) return false;
        if (it->kind == ITEM_VERB && claim_note_in(view_of(reader), it->extent, classes_of(reader)->attack_verb)) break;
        if (it->kind == ITEM_VERB || !i) return false;
        whose_kind kind_here = it->kind == ITEM_NOUN ? whose_of_noun(reader, it) : found;
        if (whose_is_people(kind_here.class_) && kind_here.class_ != TOLL_CLASS_UNKNOWN) found = kind_here; /* next to the verb of attack */
    }
    if (found.class_ != TOLL_CLASS_MILITARY && found.class_ != TOLL_CLASS_CIVILIAN) return false;
    kind->class_ = found.class_, kind->open = found.open;
    if (!kind->side) kind->side = found.side;
    return true;
}

bool whose_counted(toll_claim_reader *reader, int at, whose_kind *kind)
{
    if (kind_at(reader, at + 1, ITEM_AND) && kind_at(reader, at + 2, ITEM_NOUN) && kind_at(reader, at + 3, ITEM_OF))
        at += 2; /* "175 members and commanders of the militia" */
    const item *noun = item_at(reader, at + 2), *link = item_at(reader, at + 1);
    bool among = link && link->kind == ITEM_PREPOSITION && item_at(reader, at)->head == HEAD_COUNT &&
                 has_class(view_of(reader), link->extent.first, classes_of(reader)->among); /* "no casualties among soldiers" */
    if (kind->class_ != TOLL_CLASS_UNKNOWN || !(among || kind_at(reader, at + 1, ITEM_OF)) || !noun || noun->kind != ITEM_NOUN ||
        claim_is_counted(&reader->parse, noun))
        return false;
    bool ranks = whose_says(reader, noun, classes_of(reader)->formation) || whose_says(reader, noun, classes_of(reader)->force) ||
                 claim_named_in(reader, noun->extent, classes_of(reader)->group);
    if (ranks && item_at(reader, at)->head == HEAD_PEOPLE) { /* "five members of the 2nd battalion" */
        kind->class_ = TOLL_CLASS_MILITARY;
        return true;
    }
    bool plain = noun->head == HEAD_PEOPLE || noun->head == HEAD_NATION;
    if (!plain) return false;
    whose_kind counted = whose_of_noun(reader, noun);
    kind->class_ = counted.class_;
    kind->open |= counted.open;
    if (!kind->side) kind->side = counted.side;
    return counted.class_ != TOLL_CLASS_UNKNOWN;
}

bool whose_is_own(const toll_claim_reader *reader, int at, whose_kind *kind)
{
    const item *noun = item_at(reader, at + 2);
    bool own = kind_at(reader, at + 1, ITEM_OF) && noun && noun->kind == ITEM_NOUN && noun->flags & NOUN_POSSESSIVE &&
               (noun->head == HEAD_PEOPLE ||
                   claim_longest_in(reader, noun->extent, classes_of(reader)->title)); /* "its senior officials" */
    if (!own) return false;
    if (kind->class_ == TOLL_CLASS_UNKNOWN) kind->class_ = (toll_class)whose_class(reader, noun);
    return true;
}

/* "mercenaries fighting for the Wagner Group": the side that they stand on. */
const char *whose_belonging(const toll_claim_reader *reader, int at)
{
    const item *noun = item_at(reader, at);
    for (unsigned word = noun->extent.first; word <= toll_extent_end(noun->extent); word++) {
        const toll_note *link = note_at(view_of(reader), word, classes_of(reader)->belongs);
        if (!link) continue;
        for (int i = at + 1; i < at + 4 && item_at(reader, i); i++)
            if (item_at(reader, i)->kind == ITEM_NOUN && item_at(reader, i)->extent.first >= word + link->len)
                return claim_side_in(reader, item_at(reader, i)->extent);
    }
    return NULL;
}
