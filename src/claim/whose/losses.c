/* Whose losses a figure counts that stands apart from its noun: "American losses were put at 281", "the toll among Russian troops", "the army
 * suffered 40 dead", "they lost 12 men".
 *
 * In: the phrases of a sentence and the figure's place among them. Out: the side, and the kind where the words say it; NULL = unsaid. Names of
 * whoever does something ("Hamas's attack") are no losers. Each looks at a few phrases around the figure. */
#include "whose.h"

/* A noun for losses that bears no number itself. */
static bool is_losses(const item *it)
{
    return it->kind == ITEM_NOUN && it->quantity < 0 && (it->head == HEAD_COUNT || it->head == HEAD_TOLL);
}

/* The item before a figure that is put at a number, or that losses exceed: past what stands beside it, its preposition and its verb; -1 = none. */
static int before_figure(const toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    int i = at - 1;
    const toll_quantity_mention *q = parse->items[at].quantity >= 0 ? &parse->quantities[parse->items[at].quantity] : NULL;
    if (i >= 0 && parse->items[i].kind == ITEM_NOUN && q && q->extent.first < q->number.first)
        return i; /* "exceeded 800" is one quantity */
    while (i > 1 && (parse->items[i].kind == ITEM_AND || (parse->items[i].kind == ITEM_VERB && parse->items[i].form == FORM_ADJECTIVE) ||
                        (parse->items[i].kind == ITEM_NOUN && parse->items[i].head == HEAD_BARE)))
        i--; /* "281 dead and 1,195 wounded" */
    bool put = i > 0 && parse->items[i].kind == ITEM_PREPOSITION &&
               has_class(&parse->view, parse->items[i].extent.first, claim_class.toll_value);
    i -= put;
    bool verb = i > 0 && parse->items[i].kind == ITEM_VERB && (put || !(parse->items[i].flags & VERB_SAY));
    return put || verb ? i - verb : -1;
}

/* Is it done or waged, and suffers nothing: "the Freedonian offensive", "the war"? */
static bool is_event(const toll_claim_reader *reader, const item *it)
{
    const claim_classes *k = &claim_class;
    return whose_says(reader, it, k->aggression) || whose_says(reader, it, k->conflict) || whose_says(reader, it, k->attack);
}

/* Does the noun at `at` tell what somebody does, not whom it befell: "Hamas's slaughter" (which may look like a verb), "the incursion by Hamas"? */
static bool is_doing(const toll_claim_reader *reader, int at)
{
    const item *it = &reader->parse.items[at], *next = it + 1;
    if (is_event(reader, it)) return true;
    if (at + 1 < (int)reader->parse.item_count && next->kind == ITEM_VERB && next->form == FORM_BASE) return true;
    return at && it[-1].kind == ITEM_PREPOSITION && has_class(view_of(reader), it[-1].extent.first, claim_class.by);
}

/* Losses, not casualties or dead: those of a force. */
bool whose_are_losses(const toll_claim_reader *reader, const item *it)
{
    const uint8_t *people = it->note.len ? reader->tables->outcome_people[it->note.table] : NULL;
    return people && people[it->note.row] == TOLL_OUTCOME_LOSSES;
}

/* Not "Indian" of the Americas, nor "loyalist", which may be said of people of a place. */
static bool says_civilians(const toll_claim_reader *reader, const item *it)
{
    for (unsigned at = it->extent.first; at < toll_extent_end(it->extent); at++) {
        const toll_note *people = whose_people_at(reader, at);
        if (people && !strcmp(claim_cell(reader->tables->tables, people, "category"), "civilians")) return true;
    }
    return false;
}

/* "American losses were put at 281 dead", "the losses among service members and foreign fighters exceeded 800 people": whose the losses are that
   the figure counts. */
void whose_losses_at(toll_claim_reader *reader, int at, const char *who, whose_kind *kind)
{
    enum { REACH = 8 };
    const sentence_parse *parse = &reader->parse;
    const int last = before_figure(reader, at);
    int i = last;
    for (; i >= 0 && i > last - REACH && !is_losses(&parse->items[i]); i--) {
        const uint8_t what = parse->items[i].kind;
        if (what != ITEM_NOUN && what != ITEM_PREPOSITION && what != ITEM_OF && what != ITEM_AND && what != ITEM_DATE) return;
    }
    if (i < 0 || !is_losses(&parse->items[i])) return;
    const item *losses = &parse->items[i];
    for (; i <= last; i++) {
        const item *it = &parse->items[i];
        if (it->kind != ITEM_NOUN || is_doing(reader, i)) continue;
        if (!kind->side) kind->side = claim_side_in(reader, it->extent);
        if (!kind->side && it->flags & NOUN_POSSESSIVE) kind->side = who; /* "Kyiv put its losses at 400" */
        bool army = it->quantity < 0 && (whose_says(reader, it, claim_class.force) || whose_says(reader, it, claim_class.government));
        if (!kind->side && army && !(it->flags & NOUN_ENEMY)) kind->side = whose_regulars(reader, NULL); /* "army losses were put at 120" */
        if (!kind->side) kind->open |= whose_open(reader, it);                                           /* "rebel losses exceeded 1,000" */
        toll_class of = (toll_class)whose_class(reader, it);
        bool people = whose_are_losses(reader, losses) && !says_civilians(reader, it); /* "Indian losses", "loyalist losses" */
        bool said = of == TOLL_CLASS_MILITARY ||
                    (of == TOLL_CLASS_CIVILIAN && it->quantity < 0 && !people); /* "the death of a civilian" is another */
        if (kind->class_ == TOLL_CLASS_UNKNOWN && said) kind->class_ = of;
    }
    if (kind->class_ == TOLL_CLASS_UNKNOWN && whose_are_losses(reader, losses)) kind->class_ = TOLL_CLASS_MILITARY;
}

/* The first of the nouns that "and" joins to the one at `at`. */
static int first_joined(const sentence_parse *parse, int at)
{
    while (at >= 2 && parse->items[at - 1].kind == ITEM_AND && parse->items[at - 2].kind == ITEM_NOUN) at -= 2;
    return at;
}

/* The subject of the verb before a counted noun: "Russian forces suffered 500 casualties"; not who fights in "the war between the two has
 * resulted in 500 casualties". */
const char *whose_sufferer(toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    bool verb = false;
    for (int i = at - 1; i >= 0 && i > at - 8; i--) {
        const item *it = &parse->items[i];
        if (it->kind == ITEM_VERB && it->flags & VERB_BE) return NULL; /* "there have been 17,500 deaths" */
        if (it->kind == ITEM_VERB) verb = true;
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || (it->kind == ITEM_VERB && it->flags & VERB_SAY)) return NULL;
        if (!verb || it->kind != ITEM_NOUN) continue;
        if (is_event(reader, it)) return NULL;
        int first = first_joined(parse, i);
        if (first && parse->items[first - 1].kind == ITEM_PREPOSITION) {
            i = first;
            continue;
        }
        for (int one = first; one <= i; one += 2) {
            const char *side = claim_side_in(reader, parse->items[one].extent);
            if (side) return side;
        }
    }
    return NULL;
}

/* Who "lost" them: the subject, by name or as the enemy. */
const char *whose_loser(toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const char *side = whose_item(reader, loss->agent);
    if (loss->agent < 0) return out->claim.claimant.side;
    if (side) return side;
    const item *agent = &reader->parse.items[loss->agent];
    if (agent->head == HEAD_PRONOUN || agent->flags & NOUN_POSSESSIVE) return whose_speaker(reader, out);
    const item *noun = &reader->parse.items[loss->item];
    if (noun->flags & NOUN_POSSESSIVE && noun->head == HEAD_PEOPLE) return whose_speaker(reader, out);
    whose_kind bearer = whose_of_noun(reader, agent);
    if (bearer.side) return bearer.side;
    const char *state = whose_says(reader, agent, claim_class.government) ? whose_regulars(reader, NULL) : NULL;
    if (state) return state; /* "the government lost 30 soldiers" */
    return whose_says(reader, agent, claim_class.enemy) ? whose_enemy(reader, out) : NULL;
}

/* "the death toll among Russian troops": the words between the toll and its verb say whose. */
const char *whose_toll(toll_claim_reader *reader, const tie *loss, const draft *out, whose_kind *kind)
{
    const char *side = NULL;
    for (int i = loss->noun; i < (int)reader->parse.item_count && i != loss->item; i++) {
        const item *it = &reader->parse.items[i];
        if (it->kind == ITEM_VERB && i > loss->noun && !(it->flags & VERB_RAISER))
            break; /* "the toll brings the number of rebels killed to 19" */
        if (it->kind != ITEM_NOUN) continue;
        bool doing = is_doing(reader, i);
        if (!side && !doing) side = claim_side_in(reader, it->extent);
        if (!side && !doing && it->flags & NOUN_ENEMY) side = whose_enemy(reader, out);
        uint8_t class_ = doing ? TOLL_CLASS_UNKNOWN : whose_class(reader, it); /* "the toll from terrorist attacks" is not of terrorists */
        if (kind->class_ != TOLL_CLASS_UNKNOWN || (class_ != TOLL_CLASS_MILITARY && class_ != TOLL_CLASS_CIVILIAN)) continue;
        kind->class_ = (toll_class)class_;
        kind->open = whose_open(reader, it); /* "the number of rebels killed" */
    }
    return side;
}
