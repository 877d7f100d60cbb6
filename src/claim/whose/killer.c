/* Who kills: the subject of the killing or of the attack that it goes with, or the agent behind the passive verb.
 *
 * In: a loss among the phrases of its sentence. Out: the side of whoever does it, NULL = the phrases name none. Each looks a few phrases back. */
#include "whose.h"

/* Is the item a source put in from outside ("according to X"), not an actor of the sentence? */
static bool is_source(const toll_claim_reader *reader, const item *it)
{
    for (size_t i = 0; i < reader->parse.attribution_count; i++)
        if (reader->parse.attributions[i].flags & (TOLL_ATTRIBUTION_ACCORDING | TOLL_ATTRIBUTION_AFTER) &&
            toll_extent_holds(reader->parse.attributions[i].source, it->extent.first))
            return true;
    return false;
}

/* "Hamas militants", "the army", "the guerrillas": the side named, the regular side, the one group that the text names. */
static const char *side_of_agent(toll_claim_reader *reader, int at)
{
    const item *agent = &reader->parse.items[at];
    const char *side = claim_side_in(reader, agent->extent);
    if (!side && agent->head == HEAD_PEOPLE) side = whose_belonging(reader, at);
    whose_kind kind = whose_of_noun(reader, agent);
    if (!side) side = kind.side;
    return side || !kind.open ? side : claim_only_group(reader);
}

/* The subject of the verb at `verb`, looked for to its left past relative clauses and what stands beside it; a group beats a nation. */
static const char *side_of_subject(toll_claim_reader *reader, int verb)
{
    const sentence_parse *parse = &reader->parse;
    const char *side = NULL;
    for (int steps = 0; steps < 3 && verb > 1 && parse->items[verb - 1].kind == ITEM_AND; steps++) /* "broke in and attacked" */
        for (verb -= 2; verb > 0 && parse->items[verb].kind != ITEM_VERB;) verb--;
    for (int i = verb - 1; i >= 0 && i > verb - 9; i--) {
        const item *it = &parse->items[i];
        if (it->kind == ITEM_STOP || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_VERB) break;
        bool relative = i && parse->items[i - 1].kind == ITEM_RELATIVE;
        bool governed = i && (parse->items[i - 1].kind == ITEM_PREPOSITION || parse->items[i - 1].kind == ITEM_OF);
        bool clause = governed && it->kind == ITEM_NOUN && i == verb - 1 &&
                      has_class(&parse->view, parse->items[i - 1].extent.first, claim_class.subordinator);
        if (clause) return side_of_agent(reader, i); /* "as warplanes bombed": nobody of the clause before */
        if (it->kind != ITEM_NOUN || relative || governed) continue;
        const char *named = side_of_agent(reader, i);
        if (named && (!side || named[0] >= 'a')) side = named;
        if (!i || parse->items[i - 1].kind != ITEM_COMMA) break;
    }
    return side;
}

/* The verb of the loss among the phrases; -1 = it is a noun. */
static int verb_of(const sentence_parse *parse, const tie *loss)
{
    for (int i = 0; loss->outcome_extent.count && i < (int)parse->item_count; i++)
        if (parse->items[i].kind == ITEM_VERB && toll_extent_holds(parse->items[i].extent, loss->outcome_extent.first)) return i;
    return -1;
}

bool whose_attack_verb(const toll_claim_reader *reader, const item *it)
{
    for (unsigned at = it->extent.first; it->kind == ITEM_VERB && at < toll_extent_end(it->extent); at++)
        if (has_class(view_of(reader), at, claim_class.attack_verb)) return true; /* "had shot at": the group ends before "at" */
    return false;
}

/* "launched a surprise attack", "carried out raids" */
static bool makes_attack(const toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    if (at + 1 >= (int)parse->item_count || parse->items[at + 1].kind != ITEM_NOUN || parse->items[at].flags & VERB_SAY) return false;
    return claim_note_in(view_of(reader), parse->items[at + 1].extent, claim_class.attack) != NULL;
}

/* "attacked the towns, killing 12": the verb of attack that the participle goes with; -1 = none. */
static int attack_before(const toll_claim_reader *reader, int verb)
{
    const sentence_parse *parse = &reader->parse;
    if (verb < 1 ||
        (parse->items[verb].form != FORM_ING && !(parse->items[verb].form == FORM_LIVES && parse->items[verb - 1].kind == ITEM_COMMA)))
        return -1;
    for (int i = verb - 1; i > 0 && parse->items[i].kind != ITEM_STOP; i--)
        if (parse->items[i].kind == ITEM_VERB && !(parse->items[i].flags & VERB_BE) &&
            (whose_attack_verb(reader, &parse->items[i]) || makes_attack(reader, i)))
            return i;
    return -1;
}

/* "a war with Hamas, which killed 12": the group that a clause between commas is about; not "the strike on Hamas, which killed 12". -1 = none. */
static int group_told_of(const toll_claim_reader *reader, int verb)
{
    const sentence_parse *parse = &reader->parse;
    const claim_classes *k = &claim_class;
    if (verb < 3 || parse->items[verb - 1].kind != ITEM_RELATIVE || parse->items[verb - 2].kind != ITEM_COMMA) return -1;
    const item *name = &parse->items[verb - 3];
    if (name->kind != ITEM_NOUN || !claim_named_in(reader, name->extent, k->group)) return -1;
    bool struck = verb >= 5 && parse->items[verb - 5].kind == ITEM_NOUN &&
                  claim_note_in(&parse->view, parse->items[verb - 5].extent, k->attack);
    return struck ? -1 : verb - 3;
}

/* The subject of the killing, where it is one: not what was attacked, nor where ("the assault by Hamas on Israel that killed 12"). -1 = none;
 * *before: the verb of attack whose subject kills. */
static int killer_item(const toll_claim_reader *reader, const tie *loss, int verb, int *before)
{
    const sentence_parse *parse = &reader->parse;
    const claim_classes *k = &claim_class;
    int at = loss->agent;
    *before = -1;
    int group = group_told_of(reader, verb);
    if (group >= 0) return group;
    bool aside = at > 1 && parse->items[at - 1].kind == ITEM_RELATIVE && parse->items[at - 2].kind == ITEM_PREPOSITION;
    if (aside && parse->items[verb > 0 ? verb - 1 : 0].kind == ITEM_COMMA)
        return -1; /* "ambushed the car in which the soldiers drove, killing" */
    bool clause = verb >= 2 && parse->items[verb - 1].kind == ITEM_NOUN && !claim_is_counted(parse, &parse->items[verb - 1]) &&
                  parse->items[verb - 2].kind == ITEM_PREPOSITION &&
                  has_class(&parse->view, parse->items[verb - 2].extent.first, k->subordinator);
    if (clause && loss->agent >= 0) at = verb - 1;                /* "since Hamas killed" */
    if (verb > 0 && parse->items[verb - 1].kind == ITEM_RELATIVE) /* "the Hamas attack inside Israel that killed" */
        for (int i = verb - 2; i > at && i >= 0; i--)
            if (claim_note_in(&parse->view, parse->items[i].extent, k->attack)) {
                bool made = i && parse->items[i - 1].kind == ITEM_VERB && !(parse->items[i - 1].flags & (VERB_BE | VERB_SAY));
                if (made) *before = i - 1; /* "launched the attack that killed" */
                return -1;
            }
    while (at >= 2 && parse->items[at - 1].kind == ITEM_OPEN && parse->items[at - 2].kind == ITEM_NOUN) at -= 2; /* "the FMLN [...]" */
    bool who = at >= 2 && parse->items[at - 1].kind == ITEM_COMMA && parse->items[at - 2].kind == ITEM_NOUN &&
               claim_named_in(reader, parse->items[at - 2].extent, k->group); /* "Hamas, a Palestinian group, killed" */
    if (who && !claim_named_in(reader, parse->items[at].extent, k->group)) at -= 2;
    if (at <= 0) return at;
    const item *link = &parse->items[at - 1], *next = at + 1 < (int)parse->item_count ? &parse->items[at + 1] : NULL;
    bool attacked = whose_attack_verb(reader, link);
    if (attacked) *before = at - 1;
    bool governed = !clause && (link->kind == ITEM_PREPOSITION || link->kind == ITEM_OF);
    bool place = claim_note_in(&parse->view, parse->items[at].extent, k->country) ||
                 claim_note_in(&parse->view, parse->items[at].extent, k->place);
    return attacked || (governed && place) || (place && next && next->kind == ITEM_RELATIVE) ? -1 : at;
}

/* "It killed about 1,300", said before: the speaker; said after by somebody else: whoever was spoken of. */
static bool speaks_before(const toll_claim_reader *reader, const item *agent, const draft *out)
{
    toll_span who = out->claim.claimant.span, here = reader->parse.sentence->span;
    bool this_sentence = who.len && who.off >= here.off && who.off < here.off + here.len;
    return !this_sentence || who.off < view_of(reader)->tokens[agent->extent.first].off;
}

/* "They blame Israel for the explosion and say it killed hundreds": "it" is the explosion. */
static bool is_the_attack(const toll_claim_reader *reader, const item *agent)
{
    const claim_classes *k = &claim_class;
    if (agent->head != HEAD_PRONOUN || !has_class(view_of(reader), agent->extent.first, k->neuter)) return false;
    for (unsigned at = 0; at < agent->extent.first; at++)
        if (has_class(view_of(reader), at, k->attack) && !has_class(view_of(reader), at, k->loss_count)) return true;
    return false;
}

/* "gave Hamas gunmen hours to reach the towns, where they killed 12": the fighters named before the pronoun in its sentence. */
static const char *fighters_before(toll_claim_reader *reader, int pronoun)
{
    enum { REACH = 14 };
    for (int i = pronoun - 1; i >= 0 && i > pronoun - REACH; i--) {
        const item *it = &reader->parse.items[i];
        if (it->kind == ITEM_STOP || (it->kind == ITEM_VERB && it->flags & VERB_SAY)) return NULL;
        if (it->kind != ITEM_NOUN || it->head != HEAD_PEOPLE || !whose_open(reader, it)) continue;
        return claim_side_in(reader, it->extent);
    }
    return NULL;
}

/* "had been sunk by the rebels": who did it, right behind the passive verb; -1 = nobody is named there. */
int whose_agent_after(const toll_claim_reader *reader, const tie *loss)
{
    const sentence_parse *parse = &reader->parse;
    int verb = loss->agent < 0 ? verb_of(parse, loss) : -1;
    if (verb < 0 || verb + 2 >= (int)parse->item_count || parse->items[verb].form != FORM_PAST) return -1;
    const item *by = &parse->items[verb + 1], *noun = &parse->items[verb + 2];
    bool done = by->kind == ITEM_PREPOSITION && noun->kind == ITEM_NOUN && noun->quantity < 0 &&
                has_class(&parse->view, by->extent.first, claim_class.by);
    return done ? verb + 2 : -1;
}

/* "Soldiers", "the police", and no word tells whose. */
static bool are_regulars(toll_claim_reader *reader, const item *noun)
{
    return whose_class(reader, noun) == TOLL_CLASS_MILITARY && !(noun->flags & (NOUN_ENEMY | NOUN_POSSESSIVE)) &&
           !whose_open(reader, noun) && !claim_side_in(reader, noun->extent);
}

const char *whose_killer(toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const sentence_parse *parse = &reader->parse;
    const int by = whose_agent_after(reader, loss);
    bool said = by >= 0 && (whose_open(reader, &parse->items[by]) || claim_side_in(reader, parse->items[by].extent));
    if (said) return side_of_agent(reader, by);
    const int verb = verb_of(parse, loss);
    int before, at = killer_item(reader, loss, verb, &before);
    if (before < 0 && at < 0) before = attack_before(reader, verb);
    if (before >= 0) return side_of_subject(reader, before);
    if (at < 0 || is_source(reader, &parse->items[at])) return NULL;
    const item *agent = &parse->items[at];
    if (are_regulars(reader, agent) && are_regulars(reader, &parse->items[loss->item]))
        return NULL; /* "as soldiers drove by, killing two soldiers" */
    const char *side = side_of_agent(reader, at);
    bool refers = agent->flags & NOUN_POSSESSIVE || agent->head == HEAD_PRONOUN;
    if (refers && is_the_attack(reader, agent)) return NULL;
    bool fighters = whose_open(
        reader, &parse->items[loss->item]); /* "met rebels, of whom they killed five guerrillas": those are no killers */
    if (!side && agent->head == HEAD_PRONOUN && !fighters) side = fighters_before(reader, at);
    return !side && refers && speaks_before(reader, agent, out) ? out->claim.claimant.side : side;
}
