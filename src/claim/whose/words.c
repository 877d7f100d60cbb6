/* Whose loss, by the words: the side named in the victims' own phrase, after it, by its subject, by "enemy", by the toll they are counted in.
 * In: the phrases of a sentence. Out: a side, NULL where these words name none. Each looks at a few phrases around the victims. */
#include "whose.h"

/* The side of a group's name; a state's own force is the state's. Words that many a group is called by ("communist rebels") name one only
 * where it fights. */
static const char *side_of_group(const toll_claim_reader *reader, unsigned at, const toll_note *group)
{
    const char *id = claim_group_id(reader, group), *kind = cell(reader, group, "kind"), *state = cell(reader, group, "country"),
               *aligned = cell(reader, group, "aligned");
    if (!id || (view_of(reader)->tokens[at].shape == TOLL_SHAPE_LOWER && !claim_fights(reader, id))) return NULL;
    bool own = kind && state && aligned && !strcmp(kind, "state_force") && !strcmp(state, aligned);
    return own ? state : id;
}

/* "Indian peasants" of the Americas, "ethnic Albanians": a people, and no nation. Where they are says whose. */
static bool is_people(const toll_claim_reader *reader, unsigned at, const toll_note *nation)
{
    const toll_note *ethnic = at ? note_at(view_of(reader), at - 1, claim_class.not_here) : NULL;
    if (ethnic && !strcmp(claim_cell(reader->tables->tables, ethnic, "value"), "people")) return true;
    for (unsigned back = 0; back <= 1 && back <= at; back++) {
        const toll_note *people = note_at(view_of(reader), at - back, claim_class.victim_many);
        if (!people) people = note_at(view_of(reader), at - back, claim_class.victim_one);
        if (people && people->len > nation->len && !strcmp(claim_cell(reader->tables->tables, people, "category"), "indigenous"))
            return true;
    }
    return false;
}

/* "Thai rebels", "Iraqi Sunni insurgents": fighters by their nation, from `end` on, are not its state's where that fights a group at home. */
static bool is_of_insurgents(const toll_claim_reader *reader, unsigned end, const char *nation)
{
    enum { WORDS = 3 };
    const toll_sentence_view *view = view_of(reader);
    bool open = false;
    for (unsigned at = end; at < end + WORDS && at < view->count && view->tokens[at].kind == TOLL_TOKEN_WORD; at++) {
        const toll_note *note = note_at(view, at, claim_class.victim_many);
        if (!note) note = note_at(view, at, claim_class.victim_one);
        if (note) open = !strcmp(claim_cell(reader->tables->tables, note, "side_open"), "yes"); /* "paramilitary policemen": the last */
    }
    const conflict *war = open ? claim_conflict(reader) : NULL;
    bool abroad = war && !strstr(war->countries, nation);
    return open && !abroad && claim_side_facts(reader, nation)->at_home && !claim_is_state(claim_opponent(reader, nation));
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
        if (own) return own;
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

/* --- from the words around */
/* "40 dead", "40 killed": a number and, as a phrase of its own, what befell them. */
static bool is_bare_dead(const sentence_parse *parse, int at)
{
    if (at < 0 || at + 1 >= (int)parse->item_count || parse->items[at].head != HEAD_BARE) return false;
    const item *verb = &parse->items[at + 1];
    return verb->kind == ITEM_VERB && (verb->form == FORM_ADJECTIVE || (verb->form == FORM_PAST && !(verb->flags & (VERB_BE | VERB_HAVE))));
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

/* "Israel: 51 dead", in a list of sides: the name before the colon that begins the sentence; or the side that it begins with. */
const char *whose_label(const toll_claim_reader *reader, const tie *loss)
{
    const toll_sentence_view *view = view_of(reader);
    const char *told_of = side_told_of(reader);
    if (told_of) return told_of;
    const sentence_parse *parse = &reader->parse;
    uint16_t end = parse->name_len[0];
    bool dated = parse->spot_count && !parse->spots[0].first && parse->spots[0].flags & SPOT_DATELINE;
    bool label = !dated && end && end < view->count && view->tokens[end].mark == ':' &&
                 end < parse->quantities[loss->quantity].extent.first;
    return label ? claim_side_in(reader, (toll_extent){0, end}) : NULL;
}

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

/* "American losses were put at 281 dead", "the losses among service members and foreign fighters exceeded 800 people": whose the losses are that
   the figure counts. */
void whose_losses_at(const toll_claim_reader *reader, int at, whose_kind *kind)
{
    enum { REACH = 8 };
    const sentence_parse *parse = &reader->parse;
    const int last = before_figure(reader, at);
    int i = last;
    for (; i >= 0 && i > last - REACH && !is_losses(&parse->items[i]); i--) {
        const uint8_t what = parse->items[i].kind;
        if (what != ITEM_NOUN && what != ITEM_PREPOSITION && what != ITEM_OF && what != ITEM_AND) return;
    }
    if (i < 0 || !is_losses(&parse->items[i])) return;
    for (; i <= last; i++) {
        const item *it = &parse->items[i];
        if (it->kind != ITEM_NOUN || whose_says(reader, it, claim_class.attack)) continue;
        if (!kind->side) kind->side = claim_side_in(reader, it->extent);
        if (kind->class_ == TOLL_CLASS_UNKNOWN && whose_class(reader, it) == TOLL_CLASS_MILITARY) kind->class_ = TOLL_CLASS_MILITARY;
    }
}

/* Is it done or waged, and suffers nothing: "the Freedonian offensive", "the war"? */
static bool is_event(const toll_claim_reader *reader, const item *it)
{
    const claim_classes *k = &claim_class;
    return whose_says(reader, it, k->aggression) || whose_says(reader, it, k->conflict) || whose_says(reader, it, k->attack);
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
    return whose_says(reader, agent, claim_class.enemy) ? whose_enemy(reader, out) : NULL;
}

/* "the death toll among Russian troops": the words between the toll and its verb say whose. */
const char *whose_toll(toll_claim_reader *reader, const tie *loss, const draft *out, whose_kind *kind)
{
    const char *side = NULL;
    for (int i = loss->noun; i < (int)reader->parse.item_count && i != loss->item; i++) {
        const item *it = &reader->parse.items[i];
        if (it->kind == ITEM_VERB && i > loss->noun) break;
        if (it->kind != ITEM_NOUN) continue;
        bool doing = is_event(reader, it);
        if (!side && !doing) side = claim_side_in(reader, it->extent);
        if (!side && !doing && it->flags & NOUN_ENEMY) side = whose_enemy(reader, out);
        uint8_t class_ = doing ? TOLL_CLASS_UNKNOWN : whose_class(reader, it); /* "the toll from terrorist attacks" is not of terrorists */
        if (kind->class_ != TOLL_CLASS_UNKNOWN || (class_ != TOLL_CLASS_MILITARY && class_ != TOLL_CLASS_CIVILIAN)) continue;
        kind->class_ = (toll_class)class_;
        kind->open = whose_open(reader, it); /* "the number of rebels killed" */
    }
    return side;
}
