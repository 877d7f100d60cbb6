/* What a noun says of the victims, and who else stands for them: those who had the losses, who were attacked, whom they belong to.
 *
 * In: the phrases of a sentence and the victims' place among them. Out: their kind, and whose they are where those words say it. Each looks at a
 * few phrases around the victims; nouns joined to them and listed with them are list.c's. */
#include "whose.h"

/* Do the words say "fighter", and not whose? */
bool whose_open(const toll_claim_reader *reader, const item *noun)
{
    bool thing = noun->head == HEAD_MATERIEL || noun->head == HEAD_STRUCTURE;
    for (unsigned at = noun->extent.first; !thing && !(noun->flags & NOUN_ENEMY) && at < toll_extent_end(noun->extent); at++) {
        const toll_note *note = whose_people_at(reader, at);
        if (note && !strcmp(claim_cell(reader->tables->tables, note, "side_open"), "yes")) return true;
        at += note ? note->len - 1u : 0; /* "army auxiliaries" are no auxiliaries of anybody's */
    }
    return false;
}

whose_kind whose_of_noun(toll_claim_reader *reader, const item *noun)
{
    whose_kind kind = {.side = claim_side_in(reader, noun->extent), .class_ = (toll_class)whose_class(reader, noun)};
    kind.open = !kind.side && whose_open(reader, noun);
    bool thing = noun->head == HEAD_STRUCTURE || noun->head == HEAD_MATERIEL,
         forces = !thing && whose_says(reader, noun, claim_class.force);
    if (kind.class_ == TOLL_CLASS_UNKNOWN && noun->head != HEAD_PEOPLE && (forces || whose_says(reader, noun, claim_class.formation)))
        kind.class_ = TOLL_CLASS_MILITARY;
    kind.enemy = !kind.side && noun->flags & NOUN_ENEMY;
    if (!kind.side && forces && !kind.enemy) kind.side = whose_regulars(reader, NULL);
    return kind;
}

bool whose_is_woman(const toll_claim_reader *reader, const tie *loss)
{
    const item *noun = item_at(reader, loss->item);
    return noun->note.len && !strcmp(claim_cell(reader->tables->tables, &noun->note, "category"), "women");
}

/* "inflicted 10 casualties on the army": whoever they were inflicted on. */
static const item *inflicted_on(const toll_claim_reader *reader, int at)
{
    const claim_classes *k = &claim_class;
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
                  !claim_note_in(view_of(reader), verb->extent, claim_class.inflict);
    return direct && noun && noun->kind == ITEM_NOUN ? noun : NULL;
}

/* "we have caused 38 casualties": the other side's of who caused them. */
bool whose_inflicted(const toll_claim_reader *reader, int at)
{
    const item *verb = item_at(reader, at - 1), *link = item_at(reader, at + 1);
    bool on = link && link->kind == ITEM_PREPOSITION && has_class(view_of(reader), link->extent.first, claim_class.inflicted_on) &&
              !has_class(view_of(reader), link->extent.first, claim_class.among);
    return verb && verb->kind == ITEM_VERB && !on && claim_note_in(view_of(reader), verb->extent, claim_class.inflict);
}

bool whose_bearer(toll_claim_reader *reader, int at, whose_kind *kind)
{
    const item *noun = inflicted_on(reader, at);
    if (!noun) noun = sufferer(reader, at);
    if (!noun) return false;
    const sentence_parse *parse = &reader->parse;
    while (noun - parse->items >= 2 && noun[-1].kind == ITEM_AND && noun[-2].kind == ITEM_NOUN)
        noun -= 2; /* "regular forces and militias" */
    const item *other = item_at(reader, (int)(noun - parse->items) + 2);
    bool two = kind_at(reader, (int)(noun - parse->items) + 1, ITEM_AND) && other && other->kind == ITEM_NOUN;
    whose_kind bearer = whose_of_noun(reader, noun);
    const char *side = two ? claim_side_in(reader, other->extent) : NULL;
    bool states = claim_is_state(side) && claim_is_state(bearer.side);
    if (states && strcmp(side, bearer.side) != 0) { /* "on the Chinese and the North Koreans" */
        kind->several = true, kind->side = NULL;
        if (kind->class_ == TOLL_CLASS_UNKNOWN && bearer.class_ == TOLL_CLASS_MILITARY) kind->class_ = TOLL_CLASS_MILITARY;
        return true;
    }
    if (!bearer.side) bearer.side = whose_after(reader, (int)(noun - parse->items));
    if (bearer.class_ == TOLL_CLASS_UNKNOWN && !bearer.side && !bearer.enemy) return false;
    if (bearer.class_ == TOLL_CLASS_MILITARY || bearer.class_ == TOLL_CLASS_CIVILIAN) kind->class_ = bearer.class_;
    if (!kind->side) kind->side = bearer.side;
    kind->open = bearer.open, kind->enemy = bearer.enemy;
    return true;
}

bool whose_cost(toll_claim_reader *reader, int at, whose_kind *kind)
{
    const claim_classes *k = &claim_class;
    const item *verb = item_at(reader, at - 1), *noun = item_at(reader, at - 2);
    bool paid = kind_at(reader, at - 1, ITEM_NOUN) && kind_at(reader, at - 2, ITEM_VERB); /* "cost the army" */
    if (paid) verb = item_at(reader, at - 2), noun = item_at(reader, at - 1);
    if (!verb || !noun || verb->kind != ITEM_VERB || noun->kind != ITEM_NOUN || claim_is_counted(&reader->parse, noun)) return false;
    bool had = !paid && verb->extent.count > 1 && !has_class(view_of(reader), toll_extent_end(verb->extent) - 1u, k->suffer);
    if (had || !claim_note_in(view_of(reader), verb->extent, paid ? k->taker : k->suffer)) return false; /* "had counted 58 dead" */
    whose_kind bearer = whose_of_noun(reader, noun);
    bool state = paid && claim_note_in(view_of(reader), noun->extent, k->government); /* "cost the government 235 casualties" */
    if (bearer.class_ != TOLL_CLASS_MILITARY && !state) return false;
    kind->class_ = TOLL_CLASS_MILITARY, kind->open = bearer.open;
    if (!kind->side) kind->side = bearer.side ? bearer.side : state ? whose_regulars(reader, NULL) : NULL;
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
        if (whose_attack_verb(reader, it)) break;
        const item *vehicle = item_at(reader, i - 1);
        bool one_word = it->kind == ITEM_VERB && it->extent.count == 1 && it->form != FORM_PAST;
        if (one_word && vehicle && vehicle->head == HEAD_MATERIEL) continue; /* "a bus carrying soldiers" */
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
                 has_class(view_of(reader), link->extent.first, claim_class.among); /* "no casualties among soldiers" */
    if (kind->class_ != TOLL_CLASS_UNKNOWN || !(among || kind_at(reader, at + 1, ITEM_OF)) || !noun || noun->kind != ITEM_NOUN ||
        claim_is_counted(&reader->parse, noun))
        return false;
    bool ranks = whose_says(reader, noun, claim_class.formation) || whose_says(reader, noun, claim_class.force) ||
                 claim_named_in(reader, noun->extent, claim_class.group);
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
               (noun->head == HEAD_PEOPLE || claim_longest_in(reader, noun->extent, claim_class.title)); /* "its senior officials" */
    if (!own) return false;
    if (kind->class_ == TOLL_CLASS_UNKNOWN) kind->class_ = (toll_class)whose_class(reader, noun);
    return true;
}

/* "mercenaries fighting for the Wagner Group": the side that they stand on. */
const char *whose_belonging(const toll_claim_reader *reader, int at)
{
    const item *noun = item_at(reader, at);
    for (unsigned word = noun->extent.first; word <= toll_extent_end(noun->extent); word++) {
        const toll_note *link = note_at(view_of(reader), word, claim_class.belongs);
        if (!link) continue;
        unsigned behind = word + link->len, end = toll_extent_end(noun->extent);
        if (behind < end)
            return claim_side_in(reader, (toll_extent){(uint16_t)behind, (uint16_t)(end - behind)}); /* "members of the police" */
        for (int i = at + 1; i < at + 4 && item_at(reader, i); i++)
            if (item_at(reader, i)->kind == ITEM_NOUN && item_at(reader, i)->extent.first >= behind)
                return claim_side_in(reader, item_at(reader, i)->extent);
    }
    return NULL;
}
