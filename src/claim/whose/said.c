/* Whose loss, by what is said of the victims in their own phrase and right around it, and how far they lean on those told before.
 *
 * In: a loss among the phrases of its sentence. Out: the noun that says who they are, the kind and side that it and its neighbours give. */
#include "whose.h"

/* Does a word of the class stand in the phrase, behind its quantity? */
static bool says_after(const toll_claim_reader *reader, const item *noun, uint8_t class_)
{
    unsigned first = noun->quantity >= 0 ? toll_extent_end(reader->parse.quantities[noun->quantity].extent) : noun->extent.first,
             end = toll_extent_end(noun->extent);
    return first < end && claim_note_in(view_of(reader), (toll_extent){(uint16_t)first, (uint16_t)(end - first)}, class_);
}

/* Past what else shares a copula: "3 of the dead *and 7 of the wounded* were policemen", "three men *killed on Tuesday* were rebels". */
static size_t past_joined(const sentence_parse *parse, size_t at)
{
    enum { REACH = 7 };
    const size_t end = at + REACH < parse->item_count ? at + REACH : parse->item_count;
    const item *items = parse->items;
    size_t next = at;
    bool participle = next < end && items[next].kind == ITEM_VERB && items[next].form == FORM_PAST && !(items[next].flags & VERB_BE);
    bool joined = next + 1 < end && items[next].kind == ITEM_AND && items[next + 1].kind == ITEM_NOUN && items[next + 1].quantity >= 0 &&
                  (items[next + 1].head == HEAD_BARE || items[next + 1].head == HEAD_TOLL);
    next += participle ? 1 : joined ? 2 : 0;
    while (next < end && next > at) {
        bool link = items[next].kind == ITEM_OF || (participle && items[next].kind == ITEM_PREPOSITION);
        if (!link && items[next].kind != ITEM_DATE) break;
        next += link ? 2 : 1;
    }
    bool copula = next > at && next < end && items[next].kind == ITEM_VERB && items[next].flags & VERB_BE;
    return copula ? next : at;
}

/* "two men believed to be rebels", "five people, suspected of being members of the front": what the words behind plain people say that they
 * were; NULL = nothing. */
static const item *said_to_be(const toll_claim_reader *reader, const item *noun)
{
    const toll_sentence_view *view = view_of(reader);
    unsigned end = toll_extent_end(noun->extent);
    end += is_mark(view, end, ',');
    const toll_note *were = end < view->count ? note_at(view, end, claim_class.belongs) : NULL;
    if (!were || strcmp(claim_cell(reader->tables->tables, were, "value"), "were") != 0) return NULL;
    for (const item *it = noun + 1; it < reader->parse.items + reader->parse.item_count; it++)
        if (it->extent.first >= end + were->len) return it->kind == ITEM_NOUN && it->extent.first == end + were->len ? it : NULL;
    return NULL;
}

/* The words after a bare number may say who they are: "34 were Houthi rebels", "three of them British", "five of the seven marines"; so may those
 * behind plain people: "three men killed on Tuesday were rebels". */
const item *whose_noun(const toll_claim_reader *reader, const tie *loss)
{
    const sentence_parse *parse = &reader->parse;
    const item *noun = &parse->items[loss->item];
    if (loss->shared) return &parse->items[loss->shared];
    size_t next = (size_t)loss->item + 1;
    bool plain = noun->head == HEAD_PEOPLE && whose_class(reader, noun) == TOLL_CLASS_UNKNOWN;
    const item *were = plain || noun->head == HEAD_COUNT ? said_to_be(reader, noun) : NULL;
    if (were && (were->head == HEAD_PEOPLE || were->head == HEAD_NATION)) return were;
    if (!plain && noun->head != HEAD_BARE && noun->head != HEAD_COUNT && noun->head != HEAD_TOLL) return noun;
    const item *whole = next + 1 < parse->item_count && parse->items[next].kind == ITEM_OF && parse->items[next + 1].kind == ITEM_NOUN
                            ? &parse->items[next + 1]
                            : NULL;
    if (whole && noun->head == HEAD_BARE && whole->quantity >= 0 && whole->head == HEAD_PEOPLE) return whole;
    bool of_them = !plain && whole &&
                   (whole->head == HEAD_PRONOUN || (whole->quantity < 0 && whole->flags & NOUN_DEFINITE)); /* "of the victims" */
    if (of_them) next += 2;
    const size_t after = past_joined(parse, next);
    if (plain && after == next) return noun;
    next = after;
    bool copula = next < parse->item_count && parse->items[next].kind == ITEM_VERB && parse->items[next].form == FORM_OTHER &&
                  parse->items[next].flags & VERB_BE;
    if (copula) next++;
    if (!(copula || of_them) || next >= parse->item_count) return noun;
    const item *named = &parse->items[next];
    bool counted = named->quantity >= 0 && !(parse->quantities[named->quantity].flags & TOLL_QUANTITY_ARTICLE); /* "one was a herder" */
    bool says = named->kind == ITEM_NOUN && !counted && (named->head == HEAD_PEOPLE || named->head == HEAD_NATION);
    return says ? named : noun;
}

whose_leaning whose_leans(const toll_claim_reader *reader, const tie *loss, const item *noun, toll_class class_)
{
    const toll_quantity_mention *q = &reader->parse.quantities[loss->quantity];
    whose_leaning how = {.share = q->quantity.unit == TOLL_UNIT_TIMES || q->quantity.unit == TOLL_UNIT_PERCENT};
    how.bare = noun->head == HEAD_OTHERS || noun->head == HEAD_BARE ||
               (class_ == TOLL_CLASS_UNKNOWN && says_after(reader, noun, claim_class.others)) ||
               whose_says(reader, noun, claim_class.demonstrative);
    const uint8_t *people = noun->note.len ? reader->tables->outcome_people[noun->note.table] : NULL;
    bool hostages = noun->head == HEAD_COUNT && people && people[noun->note.row] == TOLL_OUTCOME_CAPTURED; /* are not of those who fell */
    bool counted = noun->head == HEAD_COUNT && !hostages;
    bool of_these = class_ == TOLL_CLASS_MILITARY && !(noun->flags & NOUN_POSSESSIVE) &&
                    has_class(view_of(reader), toll_extent_end(q->extent), claim_class.of) &&
                    has_class(view_of(reader), toll_extent_end(q->extent) + 1u, claim_class.definite); /* "two of the troops" */
    how.leans = of_these || how.bare || how.share || loss->part || counted || loss->noun >= 0 || q->flags & TOLL_QUANTITY_OTHER;
    return how;
}

/* "35 died on both sides", "100 wounded from either side", "dead on each side": behind the victims and what befell them. */
static bool of_both_sides(const toll_claim_reader *reader, int at)
{
    const claim_classes *k = &claim_class;
    const sentence_parse *parse = &reader->parse;
    int i = at + 1;
    while (i < at + 4 && i < (int)parse->item_count && (parse->items[i].kind == ITEM_VERB || parse->items[i].kind == ITEM_ADVERB)) i++;
    if (i + 1 >= (int)parse->item_count || (parse->items[i].kind != ITEM_PREPOSITION && parse->items[i].kind != ITEM_OF)) return false;
    unsigned first = parse->items[i + 1].extent.first; /* "either" may stand as an adverb of its own */
    i += parse->items[i + 1].kind == ITEM_ADVERB;
    if (i + 1 >= (int)parse->item_count) return false;
    const item *noun = &parse->items[i + 1];
    bool both = has_class(&parse->view, first, k->all_of) || has_class(&parse->view, first, k->alternative);
    return noun->kind == ITEM_NOUN && both && whose_says(reader, noun, k->side_word);
}

/* "400 Soviet and Afghan soldiers": the words name two nations, and those are no allies' names for one. */
static bool of_two_nations(const toll_claim_reader *reader, const item *noun)
{
    const toll_sentence_view *view = view_of(reader);
    const char *first = NULL;
    for (unsigned at = noun->extent.first; at < toll_extent_end(noun->extent); at++) {
        const toll_note *nation = reader->parse.name_len[at] ? note_at(view, at, claim_class.nationality) : NULL;
        if (!nation || claim_is_stance(view, at, nation->len)) continue;
        const char *id = cell(reader, nation, "id");
        bool joined = first && id && strcmp(first, id) != 0 && has_class(view, at - 1, claim_class.conjunction);
        if (joined) return true;
        first = id;
    }
    return false;
}

/* The side that the victims' own words name, and their kind. */
whose_kind whose_said(toll_claim_reader *reader, const tie *loss, const item *noun, const draft *out)
{
    const claim_classes *k = &claim_class;
    whose_kind kind = {.side = claim_side_in(reader, noun->extent), .class_ = (toll_class)whose_class(reader, noun)};
    const char *who = whose_speaker(reader, out);
    kind.open = whose_open(reader, noun);
    kind.several = of_both_sides(reader, loss->item) || of_two_nations(reader, noun);
    if (kind.several) kind.side = NULL;
    kind.several |= !kind.side && !kind.open && whose_are_forces(&kind) && whose_says(reader, noun, k->foreign); /* "Allied planes" */
    if (kind.several) return kind;
    bool made = kind.side && kind.class_ == TOLL_CLASS_MATERIEL && !claim_fights(reader, kind.side) && claim_conflict(reader);
    if (made) kind.side = NULL; /* an American tank is no loss of America's where America does not fight */
    if (!kind.side && whose_is_own(reader, loss->item, &kind)) kind.side = who;
    if (!kind.side) kind.side = whose_after(reader, (int)(noun - reader->parse.items));
    whose_aboard(reader, loss->item, &kind);
    if (!kind.side) kind.side = whose_belonging(reader, loss->item);
    if (!kind.side && (noun->head == HEAD_COUNT || noun->head == HEAD_BARE || noun->head == HEAD_OTHERS) &&
        whose_own_after(reader, loss->item))
        kind.side = who, kind.class_ = TOLL_CLASS_MILITARY;
    if (!kind.side && noun->flags & NOUN_ENEMY) kind.side = whose_enemy(reader, out);
    if (!kind.side && whose_says(reader, noun, k->government)) kind.side = whose_regulars(reader, NULL);
    if (!kind.side && whose_says(reader, noun, k->own_side)) kind.side = who ? who : whose_home(reader, k->own_side), kind.ours = true;
    if (!kind.side) whose_losses_at(reader, loss->item, who, &kind);
    const char *label = !kind.side && !kind.open ? whose_label(reader, loss) : NULL;
    if (label) kind.side = label;
    if (label && kind.class_ == TOLL_CLASS_UNKNOWN && whose_label_losses(reader)) kind.class_ = TOLL_CLASS_MILITARY;
    if (!kind.side && loss->noun >= 0) kind.side = whose_toll(reader, loss, out, &kind);
    if (!kind.side && loss->noun >= 0 && reader->parse.items[loss->noun].flags & NOUN_POSSESSIVE) kind.side = who;
    return kind;
}

/* What joined nouns, lists, the noun referred back to and the bearer of the losses add; true where they settle it. */
bool whose_around(toll_claim_reader *reader, const tie *loss, const item *noun, whose_kind *kind)
{
    const item *back = whose_antecedent(reader, loss->item);
    bool women = back && whose_is_woman(reader, loss) && whose_class(reader, back) == TOLL_CLASS_MILITARY;
    if (back && back != noun && (women || kind->class_ == TOLL_CLASS_UNKNOWN)) {
        whose_kind all = whose_of_noun(reader, back);
        if (!kind->side) kind->side = all.side ? all.side : whose_after(reader, (int)(back - reader->parse.items));
        kind->class_ = all.class_, kind->open = all.open;
        return kind->class_ != TOLL_CLASS_UNKNOWN || kind->side;
    }
    bool took = loss->outcome == TOLL_OUTCOME_CAPTURED; /* "the guerrillas took hundreds of hostages" */
    if (noun->head == HEAD_COUNT && !took && whose_bearer(reader, loss->item, kind)) return true;
    bool men = noun->head == HEAD_PEOPLE && kind->class_ == TOLL_CLASS_UNKNOWN; /* "the battalion had 60 men killed" */
    bool figure = noun->head == HEAD_BARE || noun->head == HEAD_COUNT;
    if ((men || figure) && !took && whose_cost(reader, loss->item, kind)) return true;
    if (noun->head == HEAD_BARE && whose_attacked(reader, loss->item, kind)) return true;
    if ((noun->head == HEAD_COUNT || noun->head == HEAD_PEOPLE) && whose_counted(reader, loss->item, kind)) return true;
    return whose_is_people(kind->class_) && whose_list(reader, loss->item, kind);
}
