/* Whose loss, by the words: the side named in the victims' own phrase, after it, before a colon, by "enemy", by whoever says "our".
 * In: the phrases of a sentence. Out: a side, NULL where these words name none. Each looks at a few phrases around the victims. */
#include "whose.h"

/* The side of a group's name; a state's own force is the state's. Words that many a group is called by ("communist rebels") name one only
 * where it fights. */
static const char *side_of_group(const toll_claim_reader *reader, unsigned at, const toll_note *group)
{
    const char *id = claim_group_side(reader, group);
    if (!id || (view_of(reader)->tokens[at].shape == TOLL_SHAPE_LOWER && !claim_fights(reader, id))) return NULL;
    const char *aligned = claim_group_cell(reader, group, id, "aligned");
    return claim_is_state(aligned) && toll_same(claim_group_cell(reader, group, id, "kind"), "state_force") ? aligned : id;
}

/* A force of several states: of "Kenyan UN soldiers" the first word says whose they are. */
static bool of_many_states(const toll_claim_reader *reader, const toll_note *group, const char *own)
{
    const char *id = cell(reader, group, "id"), *kind = cell(reader, group, "kind");
    return id && kind && !strcmp(id, own) && (!strcmp(kind, "state_force") || !strcmp(kind, "alliance"));
}

/* "Indian peasants" of the Americas, "ethnic Albanians": a people, and no nation. Where they are says whose. */
static bool is_people(const toll_claim_reader *reader, unsigned at, const toll_note *nation)
{
    const toll_note *ethnic = at ? note_at(view_of(reader), at - 1, claim_class.not_here) : NULL;
    if (ethnic && !strcmp(claim_cell(reader->tables->tables, ethnic, "value"), "people")) return true;
    for (unsigned back = 0; back <= 1 && back <= at; back++) {
        const toll_note *people = whose_people_at(reader, at - back);
        if (people && people->len > nation->len && !strcmp(claim_cell(reader->tables->tables, people, "category"), "indigenous"))
            return true;
    }
    return false;
}

/* "Thai rebels", "Iraqi Sunni insurgents": fighters by their nation, from `end` on, are not its state's where that has no part in the war or
 * fights a group at home. */
static bool is_of_insurgents(const toll_claim_reader *reader, unsigned end, const char *nation)
{
    enum { WORDS = 3 };
    const toll_sentence_view *view = view_of(reader);
    bool open = false;
    for (unsigned at = end; at < end + WORDS && at < view->count && view->tokens[at].kind == TOLL_TOKEN_WORD; at++) {
        const toll_note *note = whose_people_at(reader, at);
        if (note) open = !strcmp(claim_cell(reader->tables->tables, note, "side_open"), "yes"); /* "paramilitary policemen": the last */
    }
    if (!open || !claim_fights(reader, nation)) return open; /* "Uzbek militants" in Afghanistan */
    const conflict *war = claim_conflict(reader);
    const side_facts *facts = claim_side_facts(reader, nation);
    return !(war && !claim_fought_in(war, nation)) && facts->at_home && !claim_is_state(facts->opponent);
}

/* Countries, nationalities and groups inside the words; a group beats a nation ("Russian Wagner fighters"). */
const char *claim_side_in(const toll_claim_reader *reader, toll_extent extent)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    const char *nation = NULL;
    for (unsigned at = extent.first; at < toll_extent_end(extent); at++) {
        if (reader->parse.inside_name[at]) continue;
        uint8_t len = reader->parse.name_len[at];
        if (!len || claim_is_stance(view, at, len)) continue;
        const toll_note *group = note_at(view, at, k->group);
        const char *own = group && group->len == len ? side_of_group(reader, at, group) : NULL;
        if (own) return nation && of_many_states(reader, group, own) ? nation : own;
        const toll_note *note = note_at(view, at, k->nationality);
        if (!note) note = note_at(view, at, k->country);
        if (!note) note = note_at(view, at, k->capital);
        const char *side = note && note->len == len && !is_people(reader, at, note) ? cell(reader, note, "id") : NULL;
        const toll_note *actor = note_at(view, at, k->actor);
        if (!side && actor && actor->len == len) side = cell(reader, actor, "side");
        const toll_note *person = note_at(view, at, k->person);
        if (!side && person && person->len == len) side = cell(reader, person, "side");
        if (side && !nation && !(claim_is_state(side) && is_of_insurgents(reader, at + len, side))) nation = side;
    }
    return nation;
}

const char *whose_named_at(const toll_claim_reader *reader, unsigned at)
{
    return reader->parse.name_len[at] ? claim_side_in(reader, (toll_extent){(uint16_t)at, reader->parse.name_len[at]}) : NULL;
}

/* --- from the words around */
/* "40 dead", "40 killed": a number and, as a phrase of its own, what befell them. */
static bool is_bare_dead(const sentence_parse *parse, int at)
{
    if (at < 0 || at + 1 >= (int)parse->item_count || parse->items[at].head != HEAD_BARE) return false;
    const item *verb = &parse->items[at + 1];
    return verb->kind == ITEM_VERB && (verb->form == FORM_ADJECTIVE || (verb->form == FORM_PAST && !(verb->flags & (VERB_BE | VERB_HAVE))));
}

/* "of the separatist group, X", "of a militia (X)": the group that is named beside the word for one at `at`. */
static const char *named_beside(toll_claim_reader *reader, int at)
{
    const item *noun = item_at(reader, at), *name = item_at(reader, at + 2);
    bool beside = (kind_at(reader, at + 1, ITEM_COMMA) || kind_at(reader, at + 1, ITEM_OPEN)) && kind_at(reader, at + 2, ITEM_NOUN);
    bool group = beside && (claim_note_in(view_of(reader), noun->extent, claim_class.formation) ||
                               claim_note_in(view_of(reader), noun->extent, claim_class.force));
    return group && claim_named_in(reader, name->extent, claim_class.group) ? claim_side_in(reader, name->extent) : NULL;
}

const char *whose_after(toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    at += is_bare_dead(parse, at);
    for (int i = at + 1; i + 1 < (int)parse->item_count && i < at + 4; i += 2) {
        const item *link = &parse->items[i], *noun = &parse->items[i + 1];
        if (link->kind != ITEM_OF && link->kind != ITEM_PREPOSITION) return NULL;
        bool beside = claim_note_in(&parse->view, noun->extent, claim_class.side_word); /* "22 on the Azerbaijani side" */
        const toll_note *body = claim_longest_in(reader, noun->extent, claim_class.institution);
        if (body && !strcmp(claim_cell(reader->tables->tables, body, "kind"), "ngo")) return NULL; /* "employees of a British charity" */
        bool belonging = link->kind == ITEM_OF || beside || has_class(&parse->view, link->extent.first, claim_class.from);
        bool doing = claim_note_in(&parse->view, noun->extent, claim_class.aggression) ||
                     claim_note_in(&parse->view, noun->extent, claim_class.conflict);
        if (noun->kind == ITEM_NOUN && belonging && !doing) {
            const char *side = claim_side_in(reader, noun->extent);
            if (!side) side = named_beside(reader, i + 1);
            if (side) return side;
        }
    }
    return NULL;
}

/* "51 deaths among its military" */
bool whose_own_after(const toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    at += is_bare_dead(parse, at); /* "40 dead among its servicemen" */
    if (at + 2 >= (int)parse->item_count || parse->items[at + 1].kind != ITEM_PREPOSITION) return false;
    const item *noun = &parse->items[at + 2];
    return noun->kind == ITEM_NOUN && noun->flags & NOUN_POSSESSIVE &&
           (claim_note_in(&parse->view, noun->extent, claim_class.institution) || noun->head == HEAD_PEOPLE ||
               claim_note_in(&parse->view, noun->extent, claim_class.side_word)); /* "no loss on its side" */
}

const char *whose_item(toll_claim_reader *reader, int at)
{
    if (at < 0 || at >= (int)reader->parse.item_count) return NULL;
    const char *side = claim_side_in(reader, reader->parse.items[at].extent);
    return side ? side : whose_after(reader, at);
}

/* "On the Serb side, nine men were killed" */
static const char *side_told_of(const toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    bool begins = parse->item_count > 2 && parse->items[0].kind == ITEM_PREPOSITION && parse->items[1].kind == ITEM_NOUN;
    if (!begins || !claim_note_in(&parse->view, parse->items[1].extent, claim_class.side_word)) return NULL;
    return claim_side_in(reader, parse->items[1].extent);
}

/* Where the colon stands that ends a label of a few words at the head of the sentence ("Armenian losses:"); 0 = there is none. */
static unsigned label_end(const toll_sentence_view *view)
{
    enum { WORDS = 3 };
    for (unsigned at = 1; at <= WORDS && at < view->count; at++)
        if (view->tokens[at].mark == ':') return at;
    return 0;
}

/* "Israel: 51 dead", in a list of sides: the name before the colon that begins the sentence; or the side that it begins with. */
const char *whose_label(const toll_claim_reader *reader, const tie *loss)
{
    const toll_sentence_view *view = view_of(reader);
    const char *told_of = side_told_of(reader);
    if (told_of) return told_of;
    const sentence_parse *parse = &reader->parse;
    const unsigned end = label_end(view);
    bool dated = parse->spot_count && !parse->spots[0].first && parse->spots[0].flags & SPOT_DATELINE;
    bool town = has_class(view, 0, claim_class.capital) || has_class(view, 0, claim_class.place); /* "Yerevan: The army has lost" */
    bool label = !dated && !town && end && end < parse->quantities[loss->quantity].extent.first;
    return label ? claim_side_in(reader, (toll_extent){0, (uint16_t)end}) : NULL;
}

/* "Armenian losses: 3,825 dead": the label counts losses of a force. */
bool whose_label_losses(const toll_claim_reader *reader)
{
    const item *it = item_at(reader, 0);
    return it && it->kind == ITEM_NOUN && it->head == HEAD_COUNT && whose_are_losses(reader, it);
}

/* Where nobody is known to speak, a language may say from where its words for friend and foe look: column `home` of their row. */
const char *whose_home(const toll_claim_reader *reader, uint8_t class_)
{
    return cell(reader, claim_note_in(view_of(reader), (toll_extent){0, view_of(reader)->count}, class_), "home");
}

const char *whose_enemy(toll_claim_reader *reader, const draft *out)
{
    if (reader->story.enemy) return reader->story.enemy;
    const char *side = claim_opponent(reader, out->claim.claimant.side);
    if (!side) side = claim_opponent(reader, reader->story.publisher.side);
    if (!side) side = claim_opponent(reader, reader->story.home);
    return side ? side : claim_opponent(reader, whose_home(reader, claim_class.enemy));
}

/* Who says "our" and "its": the claimant, else whoever was heard in the sentences before. */
const char *whose_speaker(const toll_claim_reader *reader, const draft *out)
{
    const speaker *last = &reader->story.speaker;
    bool near = last->known && reader->story.sentence - last->sentence <= 2;
    const char *side = out->claim.claimant.side ? out->claim.claimant.side : near ? last->claimant.side : NULL;
    return side ? side : reader->story.publisher.side; /* the party whose organ tells the text */
}
