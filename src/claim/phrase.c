/* Cuts a sentence into phrases: noun phrases with their quantity and head, verb groups with their voice, and the small words between.
 *
 * No part-of-speech tagger: closed classes, loss words, a list of verb forms and the shapes of words decide. What it cannot tell it
 * leaves inside a noun phrase, where it does no harm. Linear in the tokens. */
#include "inside.h"

typedef struct cutter {
    sentence_parse *parse;
    const toll_sentence_view *view;
    const claim_classes *classes;
    size_t next_quantity, next_date;
} cutter;

static const toll_token *token_at(const cutter *c, unsigned at)
{
    return &c->view->tokens[at];
}
static bool is(const cutter *c, unsigned at, uint8_t class_)
{
    return has_class(c->view, at, class_);
}
static bool any(const cutter *c, unsigned at, toll_classes set)
{
    return at < c->view->count && toll_classes_meet(c->view->scratch->classes[at], set);
}
/* A word the tables say nothing of. */
static bool plain(const cutter *c, unsigned at)
{
    const uint64_t *bits = c->view->scratch->classes[at].bits;
    return !(bits[0] | bits[1] | bits[2]);
}
static unsigned note_len(const cutter *c, unsigned at, uint8_t class_)
{
    const toll_note *note = note_at(c->view, at, class_);
    return note ? note->len : 0;
}

static item *add_item(cutter *c, uint8_t kind, unsigned first, unsigned end)
{
    sentence_parse *parse = c->parse;
    if (parse->item_count == ITEM_LIMIT) return NULL;
    item *made = &parse->items[parse->item_count++];
    *made = (item){.kind = kind, .extent = {(uint16_t)first, (uint16_t)(end - first)}, .quantity = -1};
    return made;
}

static int quantity_from(cutter *c, unsigned at)
{
    const sentence_parse *parse = c->parse;
    while (c->next_quantity < parse->quantity_count && parse->quantities[c->next_quantity].extent.first < at) c->next_quantity++;
    return c->next_quantity < parse->quantity_count && parse->quantities[c->next_quantity].extent.first == at ? (int)c->next_quantity : -1;
}

static int date_from(cutter *c, unsigned at)
{
    const sentence_parse *parse = c->parse;
    while (c->next_date < parse->date_count &&
           (parse->dates[c->next_date].extent.first < at || parse->dates[c->next_date].kind == TOLL_DATE_DURATION))
        c->next_date++;
    return c->next_date < parse->date_count && parse->dates[c->next_date].extent.first == at ? (int)c->next_date : -1;
}

/* --- verbs */
static uint8_t form_of(const cutter *c, unsigned at, const toll_note **note)
{
    static const uint8_t forms[] = {FORM_LIVES, FORM_INTRANSITIVE, FORM_ADJECTIVE, FORM_PAST, FORM_ING, FORM_BASE};
    const claim_classes *k = c->classes;
    const uint8_t classes[] = {k->loss_lives, k->loss_intransitive, k->loss_adjective, k->loss_past, k->loss_ing, k->loss_base};
    uint8_t best = FORM_OTHER;
    *note = NULL;
    if (!any(c, at, k->loss)) return best;
    for (size_t i = 0; i < sizeof forms; i++) {
        const toll_note *found = note_at(c->view, at, classes[i]);
        if (found && (!*note || found->len > (*note)->len)) *note = found, best = forms[i];
    }
    return best;
}

static bool is_auxiliary(const cutter *c, unsigned at)
{
    return is(c, at, c->classes->be) || is(c, at, c->classes->have) || is(c, at, c->classes->do_word) || is(c, at, c->classes->modal);
}

/* Does a quantity begin at the token? Looks ahead without moving the cursor. */
static bool counts_at(const cutter *c, unsigned at)
{
    const sentence_parse *parse = c->parse;
    for (size_t i = c->next_quantity; i < parse->quantity_count && parse->quantities[i].extent.first <= at; i++)
        if (parse->quantities[i].extent.first == at) return true;
    return false;
}

/* A noun for people begins within the next two tokens: then a loss word here is a modifier ("wounded soldiers"). */
static bool people_follow(const cutter *c, unsigned at)
{
    for (unsigned i = at; i < at + 3 && i < c->view->count; i++) {
        if (counts_at(c, i) || is(c, i, c->classes->determiner)) return false;
        if (any(c, i, c->classes->people) || is(c, i, c->classes->nationality) || is(c, i, c->classes->enemy) ||
            is(c, i, c->classes->group))
            return true;
        if (token_at(c, i)->kind != TOLL_TOKEN_WORD) return false;
        if (any(c, i, c->classes->function) || any(c, i, c->classes->any_verb)) return false;
    }
    return false;
}

/* `opener`: the token stands right after a determiner or quantity; `inside`: somewhere in a noun phrase. */
static bool begins_verb(const cutter *c, unsigned at, bool opener, bool inside)
{
    if (c->parse->inside_name[at] || c->parse->name_len[at] > 1) return false;
    if (is_auxiliary(c, at) && !is(c, at, c->classes->possessive)) return true;
    const toll_note *note;
    uint8_t form = form_of(c, at, &note);
    if (form == FORM_OTHER)
        return is(c, at, c->classes->verb) && !opener && !(inside && is(c, at, c->classes->verb_ed_adjective) && people_follow(c, at + 1));
    bool owned = at && (token_at(c, at - 1)->mark == TOLL_MARK_CLITIC || is(c, at - 1, c->classes->determiner) ||
                           is(c, at - 1, c->classes->possessive));
    if (form == FORM_ADJECTIVE && (opener || inside) && owned && note->len == 1) return false; /* "the dead", "the army's dead" */
    if (form == FORM_BASE) return !opener && !is(c, at, c->classes->loss_count);
    if (inside && (form == FORM_PAST || form == FORM_ADJECTIVE) && people_follow(c, at + note->len)) return false;
    return true;
}

static unsigned cut_verb(cutter *c, unsigned at)
{
    const claim_classes *k = c->classes;
    unsigned first = at, last = at;
    uint16_t flags = 0;
    uint8_t form = FORM_OTHER;
    const toll_note *note = NULL;
    bool main_seen = false;
    while (at < c->view->count && !main_seen) {
        unsigned step = 1;
        if (is(c, at, k->be)) flags |= VERB_BE | VERB_LINKING;
        else if (is(c, at, k->have)) flags |= is(c, at, k->had) ? VERB_HAVE | VERB_HAD : VERB_HAVE;
        else if (is(c, at, k->modal)) flags |= VERB_MODAL, step = note_len(c, at, k->modal);
        else if (is(c, at, k->do_word)) {
        } else if (is(c, at, k->negation)) flags |= VERB_NEGATED, step = note_len(c, at, k->negation);
        else if (is(c, at, k->infinitive) && at > first) flags |= VERB_INFINITIVE;
        else if ((form = form_of(c, at, &note)) != FORM_OTHER) {
            step = note->len, main_seen = true;
        } else if (is(c, at, k->adverb)) step = note_len(c, at, k->adverb);
        else if (is(c, at, k->verb)) main_seen = true;
        else if (at > first && token_at(c, at)->mark == TOLL_MARK_OPEN && at + 1 < c->view->count &&
                 form_of(c, at + 1, &note) > FORM_BASE) {
            note = NULL;
        } else break;
        at += step;
        last = at;
    }
    item *made = add_item(c, ITEM_VERB, first, last);
    if (!made) return last;
    made->form = form;
    made->flags = flags;
    if (note && form != FORM_OTHER) {
        made->note = *note;
        made->head_extent = (toll_extent){(uint16_t)(last - note->len), note->len};
    }
    for (unsigned i = first; i < last; i++) {
        if (is(c, i, k->linking)) made->flags |= VERB_LINKING;
        if (is(c, i, k->cue_say)) made->flags |= VERB_SAY;
        if (is(c, i, k->raiser)) made->flags |= VERB_RAISER;
    }
    return last;
}

/* --- noun phrases */
static void find_head(cutter *c, item *noun, unsigned first, unsigned end)
{
    const claim_classes *k = c->classes;
    const struct {
        uint8_t class_, head;
    } kinds[] = {{k->loss_toll, HEAD_TOLL}, {k->loss_count, HEAD_COUNT}, {k->victim_many, HEAD_PEOPLE}, {k->victim_one, HEAD_PEOPLE},
        {k->materiel, HEAD_MATERIEL}, {k->structure, HEAD_STRUCTURE}, {k->not_loss, HEAD_NOT_LOSS}, {k->tally, HEAD_TALLY}};
    unsigned best_end = 0;
    noun->head = first < end ? HEAD_UNKNOWN : HEAD_BARE;
    for (unsigned at = first; at < end; at++) {
        unsigned len = 0;
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
            const toll_note *note = note_at(c->view, at, kinds[i].class_);
            if (!note || at + note->len > end) continue;
            if (at + note->len > best_end ||
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
    const toll_note *dead = end > first ? note_at(c->view, end - 1, k->loss_adjective) : NULL;
    if (dead && dead->len == 1 && noun->quantity < 0 && (end - first == 1 || token_at(c, end - 2)->mark == TOLL_MARK_CLITIC)) {
        noun->head = HEAD_TOLL, noun->note = *dead,
        noun->head_extent = (toll_extent){(uint16_t)(end - 1), 1}; /* "the dead", "the army's dead" */
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
    const claim_classes *k = c->classes;
    const uint8_t classes[] = {k->victim_many, k->victim_one, k->materiel, k->structure, k->not_loss, k->loss_count, k->loss_toll};
    unsigned len = c->parse->name_len[at] ? c->parse->name_len[at] : 1;
    if (plain(c, at)) return len;
    for (size_t i = 0; i < sizeof classes; i++)
        if (note_len(c, at, classes[i]) > len) len = note_len(c, at, classes[i]);
    return len;
}

/* A number that belongs to the words around it: "T-72", "95th", "an 11-year-old boy". */
static bool inner_number(const cutter *c, unsigned at)
{
    const toll_quantity_mention *q = &c->parse->quantities[c->next_quantity];
    if (q->flags & (TOLL_QUANTITY_ORDINAL | TOLL_QUANTITY_NAME)) return true;
    unsigned end = toll_extent_end(q->extent);
    return (q->flags & TOLL_QUANTITY_MEASURE) && end < c->view->count && token_at(c, end)->mark == '-' && at < end;
}

/* Does the noun phrase that began at `first` go on with the token at `at`? */
static bool noun_goes_on(cutter *c, unsigned first, unsigned at, bool opened)
{
    const claim_classes *k = c->classes;
    const toll_token *token = token_at(c, at);
    if (c->parse->inside_name[at]) return true;
    if (token->kind == TOLL_TOKEN_MARK) {
        if (token->mark == TOLL_MARK_OPEN && at == first && opened &&
            (any(c, at + 1, c->classes->people) || any(c, at + 1, c->classes->things)))
            return true; /* 279 'terrorists' */
        if (token->mark == TOLL_MARK_CLITIC || token->mark == '-' || token->mark == '/' || token->mark == '&') return true;
        return token->mark == '.' && at > first && at + 1 < c->view->count && token_at(c, at - 1)->len <= 3 &&
               token_at(c, at + 1)->shape == TOLL_SHAPE_CAPITAL;
    }
    if (c->parse->name_len[at]) return true;
    if (quantity_from(c, at) >= 0 && !inner_number(c, at)) return false;
    if (date_from(c, at) >= 0) return false;
    if (plain(c, at)) return true;
    if (is(c, at, k->including) || is(c, at, k->conjunction)) return false;
    if (is(c, at, k->determiner) && (at > first || opened) && !is(c, at, k->others)) return false;
    if (is(c, at, k->possessive) && at > first) return false;
    if (is(c, at, k->of) || is(c, at, k->preposition) || is(c, at, k->relative)) return false;
    if (is(c, at, k->subordinator) || is(c, at, k->pronoun)) return false;
    if (is(c, at, k->negation) && at + 1 < c->view->count && begins_verb(c, at + 1, false, false)) return false; /* "ворог не знищив" */
    if (is(c, at, k->adverb) && !any(c, at, k->people))
        return !opened && at == first ? true : at + 1 < c->view->count && people_follow(c, at + 1);
    if (begins_verb(c, at, opened && at == first, opened)) {
        /* a noun that looks like a verb: after an adjective or determiner, before the end of the phrase */
        return any(c, at, k->people) || any(c, at, k->things) || is(c, at, k->loss_count) || is(c, at, k->loss_toll);
    }
    return true;
}

static unsigned cut_noun(cutter *c, unsigned at)
{
    const claim_classes *k = c->classes;
    sentence_parse *parse = c->parse;
    unsigned first = at, start;
    uint16_t flags = 0;
    int quantity = -1;
    toll_note modifier = {0};
    bool opened = false;
    if (is(c, at, k->determiner) && quantity_from(c, at) < 0) at += note_len(c, at, k->determiner), flags |= NOUN_DEFINITE, opened = true;
    else if (is(c, at, k->possessive)) at++, flags |= NOUN_POSSESSIVE | NOUN_DEFINITE, opened = true;
    if (at < c->view->count && opened && is(c, at, k->determiner) && quantity_from(c, at) < 0) at += note_len(c, at, k->determiner);
    if (at < c->view->count && is(c, at, k->possessive) && opened) at++, flags |= NOUN_POSSESSIVE;
    if (at < c->view->count && (quantity = quantity_from(c, at)) >= 0) {
        at = toll_extent_end(parse->quantities[quantity].extent);
        opened = true;
    }
    start = at;
    while (at < c->view->count && noun_goes_on(c, start, at, opened)) {
        if (at > start && c->parse->name_len[at] && is(c, at - 1, k->loss_count)) break; /* "610 casualties Russian forces suffered" */
        const toll_note *word;
        uint8_t form = form_of(c, at, &word);
        if (form == FORM_PAST || form == FORM_ADJECTIVE) modifier = *word;
        if (is(c, at, k->enemy)) flags |= NOUN_ENEMY;
        at += skip_name(c, at);
        opened = true;
    }
    if (at > c->view->count) at = c->view->count;
    if (at == first) return first;
    item *made = add_item(c, ITEM_NOUN, first, at);
    if (!made) return at;
    made->quantity = (int16_t)quantity;
    made->flags = flags;
    made->modifier = modifier;
    find_head(c, made, start, at);
    return at;
}

/* --- the small words */
static unsigned cut_mark(cutter *c, unsigned at)
{
    uint8_t kind = ITEM_BREAK;
    switch (token_at(c, at)->mark) {
    case ',': kind = ITEM_COMMA; break;
    case '.':
    case '!':
    case '?': kind = ITEM_STOP; break;
    case TOLL_MARK_OPEN:
    case '(':
    case '[': kind = ITEM_OPEN; break;
    case TOLL_MARK_CLOSE:
    case ')':
    case ']': kind = ITEM_CLOSE; break;
    case '&':
    case '/': kind = ITEM_AND; break;
    default: break;
    }
    add_item(c, kind, at, at + 1);
    return at + 1;
}

static unsigned cut_word(cutter *c, unsigned at, uint8_t kind, uint8_t class_)
{
    unsigned len = note_len(c, at, class_);
    add_item(c, kind, at, at + len);
    return at + len;
}

/* "of killed civilians": a loss word right after a preposition belongs to a noun phrase. */
static bool after_preposition(const cutter *c)
{
    if (!c->parse->item_count) return false;
    uint8_t kind = c->parse->items[c->parse->item_count - 1].kind;
    return kind == ITEM_OF || kind == ITEM_PREPOSITION;
}

static unsigned cut_one(cutter *c, unsigned at)
{
    const claim_classes *k = c->classes;
    int date = date_from(c, at);
    if (date >= 0) {
        unsigned end = toll_extent_end(c->parse->dates[date].extent);
        item *made = add_item(c, ITEM_DATE, at, end);
        if (made) made->quantity = (int16_t)date;
        return end;
    }
    if (quantity_from(c, at) >= 0) return cut_noun(c, at);
    if (token_at(c, at)->kind == TOLL_TOKEN_MARK && !c->parse->name_len[at]) return cut_mark(c, at);
    if (plain(c, at)) return cut_noun(c, at);
    if (c->parse->name_len[at] > 1 || note_len(c, at, k->loss_toll) > 1) return cut_noun(c, at);
    if (note_len(c, at, k->loss_adjective) > 1) return cut_verb(c, at);
    if (is(c, at, k->including)) return cut_word(c, at, ITEM_INCLUDING, k->including);
    if (is(c, at, k->of)) return cut_word(c, at, ITEM_OF, k->of);
    if (is(c, at, k->conjunction)) return cut_word(c, at, ITEM_AND, k->conjunction);
    if (is(c, at, k->relative)) {
        bool demonstrative = is(c, at, k->determiner) && any(c, at + 1, k->people);
        if (!demonstrative) return cut_word(c, at, ITEM_RELATIVE, k->relative);
    }
    if (is(c, at, k->infinitive) && begins_verb(c, at + 1 < c->view->count ? at + 1 : at, false, false)) {
        unsigned end = cut_verb(c, at + 1);
        if (c->parse->item_count) {
            item *verb = &c->parse->items[c->parse->item_count - 1];
            verb->flags |= VERB_INFINITIVE;
            verb->extent = (toll_extent){(uint16_t)at, (uint16_t)(end - at)};
        }
        return end;
    }
    if (is(c, at, k->subordinator) && !is(c, at, k->preposition)) return cut_word(c, at, ITEM_SUBORDINATOR, k->subordinator);
    if (is(c, at, k->preposition)) return cut_word(c, at, ITEM_PREPOSITION, k->preposition);
    if (begins_verb(c, at, false, after_preposition(c)) || is(c, at, k->negation)) return cut_verb(c, at);
    if (is(c, at, k->pronoun) && !is(c, at, k->possessive)) {
        item *made = add_item(c, ITEM_NOUN, at, at + 1);
        if (made) made->head = HEAD_PRONOUN;
        return at + 1;
    }
    if (is(c, at, k->adverb) && !any(c, at, k->people)) {
        unsigned end = at + note_len(c, at, k->adverb);
        if (end < c->view->count && begins_verb(c, end, false, false)) return cut_verb(c, at);
        add_item(c, ITEM_ADVERB, at, end);
        return end;
    }
    return cut_noun(c, at);
}

/* "dozens of Ukrainian soldiers", "six members of the same family": the of-phrase says who they are. */
static void merge_partitives(sentence_parse *parse, const claim_classes *classes)
{
    size_t kept = 0;
    for (size_t i = 0; i < parse->item_count; i++) {
        item *one = &parse->items[kept];
        *one = parse->items[i];
        bool weak = one->head == HEAD_BARE || one->head == HEAD_OTHERS ||
                    (one->head == HEAD_UNKNOWN && claim_note_in(&parse->view, one->extent, classes->weak_head)) ||
                    (one->head != HEAD_COUNT && one->note.len && has_class(&parse->view, one->head_extent.first, classes->weak_head));
        while (one->kind == ITEM_NOUN && one->quantity >= 0 && weak && i + 2 < parse->item_count && parse->items[i + 1].kind == ITEM_OF &&
               parse->items[i + 2].kind == ITEM_NOUN && (parse->items[i + 2].quantity < 0 || parse->items[i + 2].flags & NOUN_DEFINITE) &&
               parse->items[i + 2].head != HEAD_PRONOUN) {
            const item *of = &parse->items[i + 2];
            bool useful = of->head != HEAD_UNKNOWN && of->head != HEAD_NOT_LOSS;
            if (!useful && one->head != HEAD_BARE) break;
            if (of->head == HEAD_COUNT && one->head == HEAD_BARE && has_class(&parse->view, of->head_extent.first, classes->loss_count)) {
                one->head = HEAD_COUNT;
            } else {
                one->head = of->head;
            }
            one->note = of->note;
            one->head_extent = of->head_extent;
            one->flags |= (uint16_t)(of->flags & (NOUN_POSSESSIVE | NOUN_ENEMY));
            if (of->modifier.len) one->modifier = of->modifier;
            one->extent.count = (uint16_t)(toll_extent_end(of->extent) - one->extent.first);
            i += 2;
            weak = false;
        }
        kept++;
    }
    parse->item_count = kept;
}

/* "a total of 383 children", "a family of four": the number stands in the of-phrase. */
static void merge_totals(sentence_parse *parse, const claim_classes *classes)
{
    size_t kept = 0;
    for (size_t i = 0; i < parse->item_count; i++, kept++) {
        item *one = &parse->items[kept];
        *one = parse->items[i];
        bool article = one->quantity >= 0 && parse->quantities[one->quantity].flags & TOLL_QUANTITY_ARTICLE;
        bool weak = one->head == HEAD_TALLY || claim_note_in(&parse->view, one->extent, classes->weak_head);
        if (one->kind != ITEM_NOUN || one->head == HEAD_COUNT || one->head == HEAD_TOLL || (one->quantity >= 0 && !article) || !weak ||
            i + 2 >= parse->item_count || parse->items[i + 1].kind != ITEM_OF)
            continue;
        item of = parse->items[i + 2];
        if (of.kind != ITEM_NOUN || of.quantity < 0) continue;
        if (of.head == HEAD_BARE && one->head == HEAD_PEOPLE) of.head = HEAD_PEOPLE, of.note = one->note, of.head_extent = one->head_extent;
        *one = of;
        i += 2;
    }
    parse->item_count = kept;
}

void claim_phrases(sentence_parse *parse, const claim_classes *classes)
{
    cutter c = {.parse = parse, .view = &parse->view, .classes = classes};
    parse->item_count = 0;
    for (unsigned at = 0; at < parse->view.count;) {
        unsigned next = cut_one(&c, at);
        at = next > at ? next : at + 1;
    }
    merge_totals(parse, classes);
    merge_partitives(parse, classes);
    claim_list_phrases(parse, classes);
}
