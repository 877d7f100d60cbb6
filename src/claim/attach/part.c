/* Parts of a figure, and whoever was lost along with somebody: quantities that take their outcome from a loss of the sentence.
 *
 * In: the losses that verbs and nouns gave. Out: ties that inherit from one of them. */
#include "attach.h"

const tie *attach_nearest_loss(attacher *a, int at)
{
    const tie *best = NULL;
    for (size_t i = 0; i < a->parse->loss_count; i++)
        if (a->parse->losses[i].item < at && (!best || a->parse->losses[i].item > best->item)) best = &a->parse->losses[i];
    return best;
}

static bool inherit_from(attacher *a, const tie *from, int at, bool part, const char *rule)
{
    const item *it = item_at(a, at);
    if (!from) return false;
    outcome o = {.notes = {from->note},
        .count = 1,
        .extent = from->outcome_extent,
        .modal = from->modal,
        .perfect = from->perfect,
        .noun = -1,
        .speaker = -1};
    uint8_t code = from->outcome;
    if (it->head == HEAD_BARE && !it->note.len) item_at(a, at)->note = item_at(a, from->item)->note; /* of the same kind */
    bool from_thing = is_thing(item_at(a, from->item)->head);
    if (is_thing(it->head) != from_thing && it->head != HEAD_BARE && it->head != HEAD_OTHERS) return false;
    int agent = from->agent;
    uint8_t head = it->head;
    if (head == HEAD_BARE && from_thing) item_at(a, at)->head = item_at(a, from->item)->head; /* "four tanks, one of them new" */
    if (!attach_take(a, at, &o, agent, part, rule)) {
        item_at(a, at)->head = head;
        return false;
    }
    tie *made = &a->parse->losses[a->parse->loss_count - 1];
    made->outcome = code;
    if (!from->outcome_extent.count)
        made->carried = from->carried, made->carried_span = from->carried_span; /* the words stand in a sentence before */
    return true;
}

static bool inherit(attacher *a, int at, bool part, const char *rule)
{
    return inherit_from(a, attach_nearest_loss(a, at), at, part, rule);
}

/* The loss whose noun phrase is the item at `at`; NULL = none. */
static const tie *loss_of(attacher *a, int at)
{
    for (size_t i = 0; i < a->parse->loss_count; i++)
        if (a->parse->losses[i].item == at) return &a->parse->losses[i];
    return NULL;
}

/* "Thirty children were among the 39 killed": the figure before the verb is a part of the one behind it. */
void attach_among(attacher *a)
{
    for (int i = 0; i + 3 < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i), *verb = item_at(a, i + 1);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0 || verb->kind != ITEM_VERB || is_loss_verb(verb))
            continue;
        bool is = verb->flags & VERB_BE && !(verb->flags & (VERB_NEGATED | VERB_MODAL));
        if (!is || !class_in(a, item_at(a, i + 2), claim_class.among) || attach_governed(a, i)) continue;
        const tie *whole = loss_of(a, i + 3);
        const item *lost = item_at(a, i + 4); /* "a hotel was among buildings damaged" */
        bool uncounted = kind_is(a, i + 3, ITEM_NOUN) && item_at(a, i + 3)->quantity < 0 && is_loss_verb(lost) && lost->form == FORM_PAST &&
                         !(lost->flags & (VERB_BE | VERB_HAVE | VERB_MODAL));
        if (uncounted && is_thing(it->head) == is_thing(item_at(a, i + 3)->head)) {
            outcome o = attach_noun_outcome(-1, lost->note, lost->head_extent);
            attach_take(a, i, &o, -1, true, "among-victims");
        }
        for (int j = i; whole && j >= 0 && kind_is(a, j, ITEM_NOUN) && inherit_from(a, whole, j, true, "among-victims"); j -= 2)
            if (!attach_list_link(a, j - 1)) break;
    }
}

static bool is_be(const item *verb)
{
    return verb && verb->kind == ITEM_VERB && !is_loss_verb(verb) && verb->flags & VERB_BE && !(verb->flags & (VERB_MODAL | VERB_NEGATED));
}

/* "210 were men, 150 women and 35 children", "210 were men and 150 were women": the parts behind the first, which share its verb or say it again. */
static void more_parts(attacher *a, int at)
{
    for (int i = at; kind_is(a, i, ITEM_NOUN); i += 2) {
        const item *next = item_at(a, i + 2);
        bool comma = kind_is(a, i + 1, ITEM_COMMA) && kind_is(a, i + 2, ITEM_AND); /* "men, 150 women, and 35 children" */
        if (comma) i++, next = item_at(a, i + 2);
        if (!attach_list_link(a, i + 1) || !next || next->kind != ITEM_NOUN || next->quantity < 0) return;
        bool again = next->head == HEAD_BARE && is_be(item_at(a, i + 3));
        if (!again && (next->head != HEAD_PEOPLE || attach_has_own_verb(a, i + 2))) return;
        if (!inherit(a, i + 2, true, "among-victims")) return;
        if (again) i += 2;
    }
}

/* "Of the 330 killed, nine were children", "among the dead, nine were women": a part whose whole opens the clause. */
void attach_of_whole(attacher *a)
{
    for (int i = 3; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i), *verb = item_at(a, i + 1);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0 || it->head != HEAD_BARE ||
            !kind_is(a, i - 1, ITEM_COMMA))
            continue;
        if (!is_be(verb)) continue;
        for (int j = i - 2; j > 0 && j > i - 9; j--) {
            const item *whole = item_at(a, j);
            if (kind_is(a, j, ITEM_COMMA) || kind_is(a, j, ITEM_STOP)) break;
            bool of = kind_is(a, j - 1, ITEM_OF) || class_in(a, item_at(a, j - 1), claim_class.among);
            bool opens = of && (j == 1 || kind_is(a, j - 2, ITEM_STOP) || kind_is(a, j - 2, ITEM_BREAK) || kind_is(a, j - 2, ITEM_COMMA));
            if (!opens || whole->kind != ITEM_NOUN) continue;
            const tie *loss = loss_of(a, j);
            outcome o = attach_noun_outcome(-1, whole->note, whole->head_extent);
            bool taken = loss ? inherit_from(a, loss, i, true, "among-victims")
                              : (whole->head == HEAD_TOLL || whole->head == HEAD_COUNT) && attach_take(a, i, &o, -1, true, "among-victims");
            if (taken) more_parts(a, i + 2);
            break;
        }
    }
}

static bool says(attacher *a, int at)
{
    const item *verb = item_at(a, attach_after_phrase(a, at));
    return verb && verb->kind == ITEM_VERB && verb->flags & VERB_SAY;
}

/* "Three were killed in Kherson, two in Nikopol and one in Kryvyi Rih": more of them, in another place. */
static bool is_elsewhere(attacher *a, int at)
{
    const item *it = item_at(a, at), *where = item_at(a, at + 1);
    bool others = it->head == HEAD_OTHERS ||
                  (it->head == HEAD_PEOPLE && has_class(&a->parse->view, it->head_extent.first, claim_class.others));
    if ((it->head != HEAD_BARE && !others) || !where || where->kind != ITEM_PREPOSITION || !attach_nearest_loss(a, at)) return false;
    if (quantity_of(a, it)->quantity.unit != TOLL_UNIT_NUMBER) return false;
    if (kind_is(a, at - 1, ITEM_AND)) return true;
    if (kind_is(a, at - 1, ITEM_COMMA) && kind_is(a, at - 2, ITEM_DATE) && kind_is(a, at + 2, ITEM_DATE))
        return true; /* "four were killed on Friday, two on Saturday and nine on Sunday" */
    bool listed = kind_is(a, at - 1, ITEM_COMMA) && class_in(a, where, claim_class.in_word) && !kind_is(a, at + 2, ITEM_DATE);
    const toll_token *tokens = a->parse->view.tokens; /* "ten over Belgorod, six over the sea": the same small word again */
    for (int i = at - 2; !listed && kind_is(a, at - 1, ITEM_COMMA) && i > 0 && i > at - 6 && !kind_is(a, at + 2, ITEM_DATE); i--)
        listed = kind_is(a, i, ITEM_PREPOSITION) && tokens[item_at(a, i)->extent.first].word == tokens[where->extent.first].word;
    for (int i = at - 2; listed && i > 0 && i > at - 8; i--) /* the figure before it had a place as well */
        if (kind_is(a, i, ITEM_VERB) || kind_is(a, i, ITEM_NOUN)) return kind_is(a, i, ITEM_NOUN) && kind_is(a, i - 1, ITEM_PREPOSITION);
    return false;
}

/* A counted noun that no outcome has yet. */
static bool is_free(attacher *a, int at)
{
    const item *it = item_at(a, at);
    return it && it->kind == ITEM_NOUN && it->quantity >= 0 && a->owner[it->quantity] < 0;
}

/* "Ten were killed, a girl and two women among them": the words that open a part stand behind it, and the part goes back to a comma. */
static void take_named_first(attacher *a, int at)
{
    if (!class_in(a, item_at(a, at), claim_class.among)) return;
    const item *next = item_at(a, at + 1);
    if (next && next->kind != ITEM_STOP && next->kind != ITEM_COMMA && next->kind != ITEM_BREAK && next->kind != ITEM_CLOSE) return;
    int first = -1;
    for (int i = at - 1; i > 0 && i > at - 12; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_NOUN && it->quantity >= 0 && !attach_governed(a, i)) first = i;
        bool goes_on = it->kind == ITEM_NOUN || it->kind == ITEM_AND || it->kind == ITEM_OF || it->kind == ITEM_PREPOSITION ||
                       it->kind == ITEM_ADVERB || (it->kind == ITEM_COMMA && is_free(a, i - 1));
        if (first < 0 || goes_on) continue;
        if (it->kind != ITEM_COMMA && it->kind != ITEM_BREAK) return;
        const tie *whole = attach_nearest_loss(a, i);
        const tie from = whole ? *whole : (tie){0};
        for (int j = first; whole && j < at; j++)
            if (kind_is(a, j, ITEM_NOUN) && item_at(a, j)->quantity >= 0 && !attach_governed(a, j))
                inherit_from(a, &from, j, true, "part-of-victims");
        return;
    }
}

/* "59 fighters were killed, among them a so-called emir": behind "among them" a noun that no table knows is one of those people. */
static void known_by_whole(attacher *a, int at)
{
    item *it = item_at(a, at);
    const tie *whole = attach_nearest_loss(a, at);
    bool one = it->head == HEAD_UNKNOWN && quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE;
    if (!one || !whole || is_thing(item_at(a, whole->item)->head) || !class_in(a, item_at(a, at - 1), claim_class.among)) return;
    it->head = HEAD_PEOPLE;
}

void attach_parts(attacher *a)
{
    bool part = false, placed = false;
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_INCLUDING) part = true, placed = false, take_named_first(a, i);
        if (it->kind == ITEM_PREPOSITION) placed = true;
        bool were = it->kind == ITEM_VERB && it->flags & VERB_BE && !is_loss_verb(it) &&
                    kind_is(a, i - 1, ITEM_INCLUDING); /* "among whom were" */
        if (were) continue;
        if (it->kind == ITEM_STOP || it->kind == ITEM_VERB || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_BREAK ||
            it->kind == ITEM_RELATIVE)
            part = false;
        if (part && it->kind == ITEM_NOUN && kind_is(a, i - 1, ITEM_COMMA) && says(a, i)) part = false; /* "..., an official told us" */
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0) continue;
        bool of_them = has_class(&a->parse->view, toll_extent_end(a->parse->quantities[it->quantity].extent), claim_class.part_of);
        of_them = of_them && !kind_is(a, i - 1, ITEM_PREPOSITION); /* "burned to death in one of them" */
        bool elsewhere = placed && it->head == HEAD_UNKNOWN;       /* "including soldiers, in the capital and two departments" */
        if (part) known_by_whole(a, i);
        if (part && !elsewhere && !attach_governed(a, i)) inherit(a, i, true, "part-of-victims");
        else if (of_them && !class_in(a, item_at(a, i - 1), claim_class.release)) {
            /* "31 of them women and 19 children" */
            if (inherit(a, i, true, "some-of-them") && kind_is(a, i + 2, ITEM_NOUN) && kind_is(a, i + 3, ITEM_NOUN)) more_parts(a, i + 3);
        } else if (it->head == HEAD_BARE && kind_is(a, i + 1, ITEM_OF) && loss_of(a, i + 2) &&
                   !(quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE)) /* "14 of the 22 dead were pupils" */
            inherit_from(a, loss_of(a, i + 2), i, true, "some-of-them");
        else if (is_elsewhere(a, i)) inherit(a, i, false, "and-more");
    }
}

/* The word for what befell whoever stands before `at` in the clause, counted or not; NULL where none does, or it only might. */
static const item *loss_verb_before(attacher *a, int at)
{
    int end = attach_after_phrase(a, at + 1);
    const item *behind = item_at(a, kind_is(a, end, ITEM_COMMA) ? end + 1 : end); /* "Amir alongside nine of his men was killed" */
    if (is_loss_verb(behind) && behind->flags & VERB_BE && !(behind->flags & (VERB_NEGATED | VERB_MODAL | VERB_INFINITIVE))) return behind;
    for (int i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_AND) return NULL;
        if (it->kind != ITEM_VERB) continue;
        bool passive = is_loss_verb(it) &&
                       (it->form == FORM_INTRANSITIVE || it->form == FORM_ADJECTIVE || it->flags & VERB_BE || i == at - 1);
        bool real = !(it->flags & (VERB_NEGATED | VERB_MODAL | VERB_INFINITIVE));
        return passive && real ? it : NULL;
    }
    return NULL;
}

/* "The mayor was killed along with two of his guards", "shot 48 soldiers who had fled, along with nine guards". */
void attach_along(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0) continue;
        bool others = has_class(&a->parse->view, toll_extent_end(it->extent) - 1u, claim_class.others) &&
                      class_in(a, item_at(a, i - 1), claim_class.along_others); /* "killed with three others" */
        if (!others && !class_in(a, item_at(a, i - 1), claim_class.along)) continue;
        if (it->head != HEAD_PEOPLE && it->head != HEAD_NATION && it->head != HEAD_BARE && it->head != HEAD_OTHERS) continue;
        const item *verb = loss_verb_before(a, i - 1);
        if (!verb && attach_has_own_verb(a, i)) continue;
        outcome o = {.noun = -1, .speaker = -1, .count = 1};
        if (verb) o.notes[0] = verb->note, o.extent = verb->head_extent;
        if (verb) attach_take(a, i, &o, -1, false, "lost-along");
        else inherit(a, i, false, "lost-along");
    }
}
