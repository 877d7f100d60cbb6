/* Noun phrases: determiner, quantity, the words of the noun, and its head, which says whether people, things or losses are counted.
 *
 * In: the tokens from one that begins a noun. Out: one item. The phrase goes on until a small word, a verb, a date or another quantity. */
#include "phrase.h"

/* A word for lost people that stands for them: "the dead", "its wounded". */
static const toll_note *lost_alone(const cutter *c, unsigned at)
{
    const toll_note *note = note_at(c->view, at, claim_class.loss_adjective);
    if (!note) note = note_at(c->view, at, claim_class.loss_past);
    return note && note->len == 1 ? note : NULL;
}

static void find_head(cutter *c, item *noun, unsigned first, unsigned end)
{
    const claim_classes *k = &claim_class;
    const struct {
        uint8_t class_, head;
    } kinds[] = {{k->loss_toll, HEAD_TOLL}, {k->loss_count, HEAD_COUNT}, {k->victim_many, HEAD_PEOPLE}, {k->victim_one, HEAD_PEOPLE},
        {k->materiel, HEAD_MATERIEL}, {k->structure, HEAD_STRUCTURE}, {k->not_loss, HEAD_NOT_LOSS}, {k->tally, HEAD_TALLY}};
    unsigned best_end = 0;
    noun->head = first < end ? HEAD_UNKNOWN : HEAD_BARE;
    for (unsigned at = first; at < end; at++) {
        unsigned len = 0;
        if (!any(c, at, k->heads)) continue;
        bool named = noun->head == HEAD_MATERIEL && best_end == at; /* "MiG-23 fighters": the name before says which of the two they are */
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
            const toll_note *note = note_at(c->view, at, kinds[i].class_);
            if (!note || at + note->len > end) continue;
            if (kinds[i].head == HEAD_PEOPLE && noun->head == HEAD_TOLL && noun->note.len > 1)
                continue; /* "the number of wounded civilians" */
            bool machine = named && kinds[i].head == HEAD_MATERIEL && at + note->len == best_end;
            if (machine || at + note->len > best_end ||
                (at + note->len == best_end && note->len > noun->head_extent.count && noun->head_extent.first >= at)) {
                noun->head = kinds[i].head;
                noun->note = *note;
                noun->head_extent = (toll_extent){(uint16_t)at, note->len};
                best_end = at + note->len;
                len = note->len;
            }
        }
        if (len > 1) at += len - 1;
    }
    const toll_note *dead = end > first ? lost_alone(c, end - 1) : NULL;
    if (dead && noun->quantity < 0 &&
        (end - first == 1 || token_at(c, end - 2)->mark == TOLL_MARK_CLITIC || phrase_put_at(c, c->parse->item_count - 1, end))) {
        noun->head = HEAD_TOLL, noun->note = *dead,
        noun->head_extent = (toll_extent){(uint16_t)(end - 1), 1}; /* "the dead", "its wounded", "the army's dead" */
        return;
    }
    if (noun->head == HEAD_UNKNOWN) {
        bool only_others = true;
        for (unsigned at = first; at < end; at++) only_others &= is(c, at, k->others) || is(c, at, k->adverb);
        const toll_note *nation = NULL;
        for (unsigned at = end; at-- > first && !nation;) {
            nation = note_at(c->view, at, k->nationality);
            if (!nation) nation = note_at(c->view, at, k->group);
            if (!nation) nation = note_at(c->view, at, k->enemy);
            if (!nation) nation = note_at(c->view, at, k->own_side);
            if (nation) noun->head_extent = (toll_extent){(uint16_t)at, nation->len};
        }
        if (only_others) noun->head = HEAD_OTHERS;
        else if (nation && toll_extent_end(noun->head_extent) == end) noun->head = HEAD_NATION, noun->note = *nation;
    } else if (best_end < end && noun->head != HEAD_TOLL) {
        /* words after the last known noun: "police station gunman"; a trailing name or "others" is no head */
        unsigned at = best_end;
        if (token_at(c, at)->kind == TOLL_TOKEN_WORD && token_at(c, at)->shape == TOLL_SHAPE_LOWER && !is(c, at, k->others) &&
            !is(c, at, k->adverb) && !(token_at(c, at)->flags & TOLL_TOKEN_GLUED))
            noun->head = noun->head == HEAD_NOT_LOSS ? HEAD_UNKNOWN : noun->head;
    }
}

/* Tokens to step over: a name, or a phrase of the tables that can be a head ("number of people injured"). */
static unsigned skip_name(const cutter *c, unsigned at)
{
    const claim_classes *k = &claim_class;
    const uint8_t classes[] = {k->victim_many, k->victim_one, k->materiel, k->structure, k->not_loss, k->loss_count, k->loss_toll};
    unsigned len = c->parse->name_len[at] ? c->parse->name_len[at] : 1;
    if (!any(c, at, k->heads)) return len;
    for (size_t i = 0; i < sizeof classes; i++)
        if (note_len(c, at, classes[i]) > len) len = note_len(c, at, classes[i]);
    return len;
}

/* "the 11-floor building", "an 11-year-old boy", "a 51 mm mortar" */
static bool inner_measure(const cutter *c)
{
    const toll_quantity_mention *q = &c->parse->quantities[c->next_quantity];
    unsigned end = toll_extent_end(q->extent);
    return (q->flags & TOLL_QUANTITY_MEASURE) && end < c->view->count &&
           (token_at(c, end)->mark == '-' || is(c, end + 1, claim_class.materiel));
}

/* A number that belongs to the words around it: "T-72", "95th", "an 11-year-old boy". */
static bool inner_number(const cutter *c)
{
    const toll_quantity_mention *q = &c->parse->quantities[c->next_quantity];
    return (q->flags & (TOLL_QUANTITY_ORDINAL | TOLL_QUANTITY_NAME)) != 0 || inner_measure(c);
}

/* "a government A-37 plane": a letter that a hyphen joins to a number */
static bool is_designation(const cutter *c, unsigned at)
{
    return token_at(c, at)->len == 1 && at + 2 < c->view->count && token_at(c, at + 1)->mark == '-' &&
           token_at(c, at + 2)->kind == TOLL_TOKEN_NUMBER;
}

/* "off-duty policemen", "heavily-armed men": a small word that a hyphen binds to the next; in "in - and" nothing is bound. */
static bool is_bound(const cutter *c, unsigned at)
{
    if (at + 2 >= c->view->count) return false;
    const toll_token *word = token_at(c, at), *hyphen = token_at(c, at + 1), *next = token_at(c, at + 2);
    if (hyphen->mark != '-' || word->kind != TOLL_TOKEN_WORD || next->kind != TOLL_TOKEN_WORD) return false;
    return word->off + word->len == hyphen->off && hyphen->off + hyphen->len == next->off;
}

/* Tokens of a name or nation that an editor put in brackets inside the phrase, before more of it: "two (Sri Lankan navy) sailors", "a
 * Revolutionary United Front (RUF) fighter"; 0 = none stands at `at`. */
static unsigned put_in(const cutter *c, unsigned first, unsigned at, bool opened)
{
    enum { WORDS = 4 };
    uint8_t open = token_at(c, at)->mark, close = open == '(' ? ')' : open == '[' ? ']' : 0;
    if (!close || (at == first && !opened)) return 0;
    unsigned end = at + 1;
    while (end < c->view->count && end <= at + WORDS && token_at(c, end)->kind == TOLL_TOKEN_WORD) end++;
    if (end == at + 1 || end + 1 >= c->view->count || token_at(c, end)->mark != close) return 0;
    const toll_token *name = token_at(c, at + 1);
    bool between = at == first && (c->parse->name_len[at + 1] || is(c, at + 1, claim_class.force) ||
                                      is(c, at + 1, claim_class.government)); /* right behind the number */
    bool short_name = at > first && end == at + 2 && name->shape == TOLL_SHAPE_UPPER && name->len > 1 &&
                      (token_at(c, at - 1)->shape == TOLL_SHAPE_CAPITAL || token_at(c, at - 1)->shape == TOLL_SHAPE_UPPER);
    bool goes_on = any(c, end + 1, claim_class.people) || any(c, end + 1, claim_class.things);
    return (between || short_name) && goes_on ? end + 1 - at : 0;
}

/* Does the noun phrase that began at `first` go on with the token at `at`? */
static bool noun_goes_on(cutter *c, unsigned first, unsigned at, bool opened)
{
    const claim_classes *k = &claim_class;
    const toll_token *token = token_at(c, at);
    if (c->parse->inside_name[at]) return true;
    if (at > first && is(c, at, k->loss_state) && (is(c, at - 1, k->victim_many) || is(c, at - 1, k->nationality)))
        return false; /* "90 soldiers prisoner" */
    if (token->kind == TOLL_TOKEN_MARK) {
        if (put_in(c, first, at, opened)) return true;
        if (token->mark == TOLL_MARK_OPEN && at == first && opened &&
            (any(c, at + 1, claim_class.people) || any(c, at + 1, claim_class.things)))
            return true; /* 279 'terrorists' */
        if (token->mark == TOLL_MARK_CLITIC || token->mark == '-' || token->mark == '/' || token->mark == '&') return true;
        return token->mark == '.' && at > first && at + 1 < c->view->count && token_at(c, at - 1)->len <= 3 &&
               token_at(c, at + 1)->shape == TOLL_SHAPE_CAPITAL;
    }
    if (c->parse->name_len[at]) return true;
    if (phrase_quantity_from(c, at) >= 0 && !inner_number(c)) return false;
    if (phrase_date_from(c, at) >= 0) return false;
    if (plain(c, at)) return true;
    if (opened && (is(c, at, k->preposition) || is(c, at, k->adverb)) && is_bound(c, at)) return true;
    if (any(c, at, k->ends_noun)) return false;
    if (is(c, at, k->determiner) && (at > first || opened) && !is(c, at, k->others) && !is_designation(c, at)) return false;
    if (is(c, at, k->possessive) && at > first) return false;
    if (is(c, at, k->negation) && at + 1 < c->view->count && phrase_begins_verb(c, at + 1, false, false))
        return false; /* "ворог не знищив" */
    if (is(c, at, k->adverb) && !any(c, at, k->people))
        return !opened && at == first ? true : at + 1 < c->view->count && phrase_people_follow(c, at + 1);
    if (phrase_begins_verb(c, at, opened && at == first, opened || (at == first && phrase_after_preposition(c)))) {
        /* a noun that looks like a verb: after an adjective or determiner, before the end of the phrase */
        return any(c, at, k->people) || any(c, at, k->things) || is(c, at, k->loss_count) || is(c, at, k->loss_toll);
    }
    return true;
}

/* Does a quantity begin at the token? Looks ahead without moving the cursor. */
static bool quantity_at(const cutter *c, unsigned at)
{
    const sentence_parse *parse = c->parse;
    for (size_t i = c->next_quantity; i < parse->quantity_count && parse->quantities[i].extent.first <= at; i++)
        if (parse->quantities[i].extent.first == at) return true;
    return false;
}

unsigned phrase_cut_noun(cutter *c, unsigned at)
{
    const claim_classes *k = &claim_class;
    sentence_parse *parse = c->parse;
    unsigned first = at, start;
    uint16_t flags = 0;
    int quantity = -1;
    toll_note modifier = {0};
    bool opened = false;
    if (is(c, at, k->determiner) && phrase_quantity_from(c, at) < 0)
        at += note_len(c, at, k->determiner), flags |= NOUN_DEFINITE, opened = true;
    else if (is(c, at, k->possessive)) at++, flags |= NOUN_POSSESSIVE | NOUN_DEFINITE, opened = true;
    if (at < c->view->count && opened && is(c, at, k->determiner) && phrase_quantity_from(c, at) < 0) at += note_len(c, at, k->determiner);
    if (at < c->view->count && is(c, at, k->possessive) && opened) at++, flags |= NOUN_POSSESSIVE;
    /* "an additional 200 civilians" */
    if (opened && is(c, at, k->others) && quantity_at(c, at + note_len(c, at, k->others))) at += note_len(c, at, k->others);
    if (at < c->view->count && (quantity = phrase_quantity_from(c, at)) >= 0 && opened && inner_measure(c)) quantity = -1;
    if (quantity >= 0) {
        at = toll_extent_end(parse->quantities[quantity].extent);
        opened = true;
    }
    start = at;
    while (at < c->view->count && noun_goes_on(c, start, at, opened)) {
        if (at > start && c->parse->name_len[at] && is(c, at - 1, k->loss_count)) break; /* "610 casualties Russian forces suffered" */
        const toll_note *word;
        uint8_t form = phrase_form(c, at, &word);
        if (form == FORM_PAST || form == FORM_ADJECTIVE) modifier = *word;
        if (token_at(c, at)->mark == TOLL_MARK_CLITIC) modifier = (toll_note){0}; /* "the dead man's brothers" */
        if (is(c, at, k->enemy)) flags |= NOUN_ENEMY;
        unsigned name = put_in(c, start, at, opened);
        at += name ? name : skip_name(c, at);
        opened = true;
    }
    if (at > c->view->count) at = c->view->count;
    if (at == first) return first;
    item *made = phrase_add(c, ITEM_NOUN, first, at);
    if (!made) return at;
    made->quantity = (int16_t)quantity;
    made->flags = flags;
    made->modifier = modifier;
    find_head(c, made, start, at);
    return at;
}
