/* Where the victims of a verb stand: before it, past relative clauses and insertions, or after it, past prepositional phrases, and those
 * listed with them. Also who acts. */
#include "attach.h"

/* --- walking over items */
bool attach_governed(attacher *a, int at)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN)) i--;
    return kind_is(a, i, ITEM_PREPOSITION) || kind_is(a, i, ITEM_OF);
}

/* "after 20 people were killed": a word that governs nouns and clauses alike governs the clause. */
static bool governs_clause(attacher *a, int at)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN)) i--;
    return kind_is(a, i, ITEM_PREPOSITION) && class_in(a, item_at(a, i), a->classes->subordinator);
}

/* Does nothing but small words stand between the noun phrase and the verb? */
static bool adjacent(attacher *a, int noun, int verb)
{
    for (int i = noun + 1; i < verb; i++)
        if (!kind_is(a, i, ITEM_ADVERB) && !kind_is(a, i, ITEM_OPEN) && !kind_is(a, i, ITEM_CLOSE) && !kind_is(a, i, ITEM_OF)) return false;
    return true;
}

/* The first item after the noun phrase at `at` and the prepositional phrases that hang on it. */
int attach_after_phrase(attacher *a, int at)
{
    int i = at + 1;
    for (;;) {
        if (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_DATE)) i++;
        else if ((kind_is(a, i, ITEM_PREPOSITION) || kind_is(a, i, ITEM_OF)) &&
                 (kind_is(a, i + 1, ITEM_NOUN) || kind_is(a, i + 1, ITEM_DATE)))
            i += 2;
        else return i;
    }
}

/* A relative clause that ends just before `at`: the index of its relative word, or -1. */
static int relative_before(attacher *a, int at)
{
    for (int i = at - 1, steps = 0; i >= 0 && steps < 14; i--, steps++) {
        if (kind_is(a, i, ITEM_RELATIVE)) return i;
        const item *it = item_at(a, i);
        if (it->kind == ITEM_VERB && !is_loss_verb(it) && (it->flags & VERB_INFINITIVE || steps > 0)) continue;
        if (!kind_is(a, i, ITEM_NOUN) && !kind_is(a, i, ITEM_PREPOSITION) && !kind_is(a, i, ITEM_OF) && !kind_is(a, i, ITEM_ADVERB) &&
            !kind_is(a, i, ITEM_DATE))
            return -1;
    }
    return -1;
}

bool attach_list_link(attacher *a, int i)
{
    return kind_is(a, i, ITEM_AND) || kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_OPEN) || kind_is(a, i, ITEM_CLOSE);
}

/* "Three journalists who went to film were killed": the antecedent of a relative clause that has a verb of its own. */
static int antecedent_of(attacher *a, int verb)
{
    bool own_verb = false;
    for (int i = verb - 1; i > 0; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_VERB) own_verb = true;
        if (it->kind == ITEM_STOP || it->kind == ITEM_SUBORDINATOR || is_loss_verb(it)) return -1;
        if (it->kind == ITEM_NOUN && it->quantity >= 0 && attach_countable(a, it) && !attach_governed(a, i)) return -1;
        if (it->kind != ITEM_RELATIVE) continue;
        const item *noun = item_at(a, i - 1);
        bool fits = own_verb && noun->kind == ITEM_NOUN && noun->quantity >= 0 && attach_countable(a, noun) && !attach_governed(a, i - 1);
        return fits && (noun->head == HEAD_PEOPLE || noun->head == HEAD_NATION) ? i - 1 : -1;
    }
    return -1;
}

/* "60 people, 40 of them children, died": the index of the comma that opens what is put in before the verb; -1 = nothing is. */
static int insertion_before(attacher *a, int verb)
{
    if (!kind_is(a, verb - 1, ITEM_COMMA)) return -1;
    for (int i = verb - 2, steps = 0; i > 0 && steps < 9; i--, steps++) {
        bool of_whom = kind_is(a, i, ITEM_VERB) && item_at(a, i)->flags & VERB_BE && !is_loss_verb(item_at(a, i)) &&
                       kind_is(a, i - 1, ITEM_INCLUDING);
        bool reduced = kind_is(a, i, ITEM_VERB) && !(item_at(a, i)->flags & (VERB_HAVE | VERB_MODAL)) && !is_loss_verb(item_at(a, i)) &&
                       (kind_is(a, i - 1, ITEM_COMMA) || item_at(a, i)->flags & VERB_INFINITIVE) && !kind_is(a, i + 1, ITEM_COMMA);
        if ((kind_is(a, i, ITEM_VERB) && !of_whom && !reduced) || kind_is(a, i, ITEM_STOP) || kind_is(a, i, ITEM_BREAK)) return -1;
        if (!kind_is(a, i, ITEM_COMMA)) continue;
        const item *noun = item_at(a, i - 1);
        bool free = !attach_governed(a, i - 1) || governs_clause(a, i - 1);
        return noun->kind == ITEM_NOUN && noun->quantity >= 0 && attach_countable(a, noun) && free ? i : -1;
    }
    return -1;
}

/* "12 men guarding the base were killed": the noun at `at` is the object of a verb that only describes those counted before it. */
static bool clause_object(attacher *a, int at)
{
    const item *verb = item_at(a, at - 1), *noun = item_at(a, at - 2);
    if (!noun || verb->kind != ITEM_VERB || is_loss_verb(verb) ||
        verb->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_SAY | VERB_INFINITIVE))
        return false;
    return noun->kind == ITEM_NOUN && noun->quantity >= 0 && attach_countable(a, noun) && !attach_governed(a, at - 2);
}

/* What stands in brackets or between dashes before `at`, where they close: the index of the mark that opens it; -1 = nothing does. */
static int aside_before(attacher *a, int at)
{
    const toll_token *tokens = a->parse->view.tokens;
    uint8_t close = tokens[item_at(a, at)->extent.first].mark, open = close == ')' ? '(' : close == ']' ? '[' : TOLL_MARK_DASH;
    if (close != ')' && close != ']' && close != TOLL_MARK_DASH) return -1;
    for (int i = at - 1, steps = 0; i > 0 && steps < 12; i--, steps++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP) return -1;
        if (open == TOLL_MARK_DASH && (it->kind == ITEM_SUBORDINATOR || (it->kind == ITEM_VERB && !is_loss_verb(it)))) return -1;
        if (it->kind != ITEM_NOUN && tokens[it->extent.first].mark == open) return i;
    }
    return -1;
}

/* "six priests (five Spaniards and one Salvadoran) were killed": those in the aside are parts of those before it. */
static void take_aside(attacher *a, int open, int close, const outcome *o, const char *rule)
{
    for (int i = open + 1; i < close; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_VERB || it->kind == ITEM_RELATIVE) return;
        if (it->kind == ITEM_NOUN && it->quantity >= 0 && !attach_governed(a, i)) attach_take(a, i, o, -1, true, rule);
    }
}

/* Victims before a verb: the nearest noun phrase that no preposition governs, then those listed with it. */
void attach_before(attacher *a, int verb, const outcome *o, const char *rule)
{
    bool listed = false, linked = true, joined = false, antecedent = false;
    int verb_end = verb, head = item_at(a, verb)->flags & VERB_BE ? antecedent_of(a, verb) : -1;
    if (head >= 0) {
        attach_take(a, head, o, -1, false, rule);
        return;
    }
    int insertion = insertion_before(a, verb);
    bool inner = insertion >= 0 && (kind_is(a, insertion + 1, ITEM_VERB) || kind_is(a, insertion + 2, ITEM_OF) ||
                                       kind_is(a, insertion + 2, ITEM_INCLUDING) || kind_is(a, insertion + 1, ITEM_INCLUDING));
    for (int i = inner ? insertion - 1 : verb - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        switch (it->kind) {
        case ITEM_ADVERB:
        case ITEM_DATE:
        case ITEM_PREPOSITION:
        case ITEM_OF:
        case ITEM_OPEN: break;
        case ITEM_BREAK:
        case ITEM_CLOSE: {
            int open = aside_before(a, i);
            if (open < 0 && it->kind == ITEM_BREAK) return;
            if (open < 0) break;
            if (kind_is(a, open - 1, ITEM_NOUN)) take_aside(a, open, i, o, rule); /* behind a verb it belongs to that */
            i = open;
            break;
        }
        case ITEM_AND: joined = true; /* fall through */
        case ITEM_COMMA:
        case ITEM_INCLUDING: linked = true; break;
        case ITEM_RELATIVE:
            if (listed || i + 1 != verb_end) {
                if (!kind_is(a, i + 1, ITEM_VERB)) return;
            }
            antecedent = true;
            break;
        case ITEM_VERB:
            if (is_loss_verb(it) || listed) return;
            if (i == verb - 1 && item_at(a, verb)->flags & VERB_INFINITIVE && item_at(a, verb)->flags & VERB_HAVE)
                break; /* "are said to have died" */
            if (relative_before(a, i) >= 0) {
                i = relative_before(a, i);
                break;
            }
            if (it->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_SAY)) return;
            if (kind_is(a, i - 1, ITEM_NOUN) && item_at(a, i - 1)->quantity >= 0 && attach_countable(a, item_at(a, i - 1)))
                break; /* "20 men fighting for X were killed" */
            return;
        case ITEM_NOUN: {
            bool participle = has_class(&a->parse->view, item_at(a, verb)->extent.first, a->classes->participle_be);
            bool finite = item_at(a, verb)->form == FORM_INTRANSITIVE; /* "three residents of the town died": no clause of the town's */
            bool reduced = !finite && (participle || !(item_at(a, verb)->flags & (VERB_BE | VERB_HAVE))) && adjacent(a, i, verb);
            bool clause = governs_clause(a, i), under = attach_governed(a, i) && !antecedent;
            bool bare = item_at(a, verb)->form == FORM_PAST && !(item_at(a, verb)->flags & (VERB_BE | VERB_HAVE));
            if (under && bare && listed && linked && it->quantity >= 0 && kind_is(a, i + 1, ITEM_AND)) {
                attach_take(a, i, o, -1, false, rule); /* "add up to 78 drones and 35 missiles shot down" */
                return;
            }
            if (under && !reduced && !clause) break;
            if (it->head == HEAD_PRONOUN && under) break; /* "98 of them died" */
            bool where = reduced && under && it->quantity < 0 && (it->head == HEAD_UNKNOWN || it->head == HEAD_NOT_LOSS);
            if (where && !attach_prefers_things(a, o)) break; /* "three residents of the region killed" */
            if (reduced && it->quantity < 0 && is_thing(it->head) && attach_prefers_things(a, o))
                return; /* "the walls of shops badly damaged" */
            if (it->head == HEAD_BARE && it->quantity >= 0 && quantity_of(a, it)->flags & TOLL_QUANTITY_MEASURE && !under) {
                linked = true; /* "two brothers aged 8 and 11 died" */
                break;
            }
            if (it->quantity >= 0 && listed && a->owner[it->quantity] >= 0) return; /* another verb's */
            if (it->quantity >= 0 && linked) {
                if (listed && kind_is(a, i - 1, ITEM_VERB) && !is_loss_verb(item_at(a, i - 1)) && !(item_at(a, i - 1)->flags & VERB_SAY))
                    return;
                bool part = kind_is(a, i - 1, ITEM_INCLUDING);
                if (!attach_take(a, i, o, -1, part, rule)) {
                    if (!attach_countable(a, it) && !listed && !attach_list_link(a, i - 1)) return;
                }
                if (under) return;
                listed = true, linked = false, antecedent = false;
            } else if (it->quantity < 0 && kind_is(a, i - 1, ITEM_NOUN) &&
                       a->parse->view.tokens[it->extent.first].shape == TOLL_SHAPE_CAPITAL) {
                break; /* "of 2nd Battalion The Rifles": a second name */
            } else if (it->quantity < 0) {
                if (!listed && clause_object(a, i)) {
                    i--;
                    linked = true;
                    break;
                }
                /* "As a mother, my son died": a comma alone makes no list of two */
                if (kind_is(a, i - 1, ITEM_COMMA) && !joined && !kind_is(a, i + 1, ITEM_COMMA)) return;
                if (!attach_list_link(a, i - 1) && !kind_is(a, i - 1, ITEM_INCLUDING) && !(kind_is(a, i + 1, ITEM_NOUN))) return;
                linked = true;
            } else {
                return;
            }
            break;
        }
        default: return;
        }
    }
}

/* Past ", 30 of them Americans," or ", including two doctors," the item behind; `at` where no part stands there between commas. */
static int past_part(attacher *a, int at)
{
    bool part = kind_is(a, at + 1, ITEM_INCLUDING) || (kind_is(a, at + 1, ITEM_NOUN) && kind_is(a, at + 2, ITEM_OF));
    if (!kind_is(a, at, ITEM_COMMA) || !part) return at;
    for (int i = at + 1; i < at + 8; i++) {
        if (kind_is(a, i, ITEM_COMMA)) return i + 1;
        if (!kind_is(a, i, ITEM_NOUN) && !kind_is(a, i, ITEM_OF) && !kind_is(a, i, ITEM_PREPOSITION) && !kind_is(a, i, ITEM_INCLUDING) &&
            !kind_is(a, i, ITEM_ADVERB) && !kind_is(a, i, ITEM_AND))
            return at;
    }
    return at;
}

bool attach_has_own_verb(attacher *a, int at)
{
    int next = past_part(a, attach_after_phrase(a, at));
    const item *it = item_at(a, next);
    return it && it->kind == ITEM_VERB && (is_loss_verb(it) || it->flags & (VERB_BE | VERB_HAVE | VERB_MODAL) || it->form == FORM_OTHER) &&
           !(it->form == FORM_ING && !(it->flags & VERB_BE));
}

/* Victims after a verb: every noun phrase of the list that follows, prepositional phrases stepped over. */
void attach_after(attacher *a, int verb, const outcome *o, int agent, const char *rule)
{
    bool first = true, part = false;
    for (int i = verb + 1; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        switch (it->kind) {
        case ITEM_ADVERB:
        case ITEM_DATE:
        case ITEM_AND:
        case ITEM_COMMA:
        case ITEM_OPEN:
        case ITEM_CLOSE: break;
        case ITEM_INCLUDING: part = true; break;
        case ITEM_PREPOSITION:
        case ITEM_OF:
            if (first && !kind_is(a, i, ITEM_OF)) return;
            if (kind_is(a, i + 1, ITEM_NOUN)) i++;
            break;
        case ITEM_NOUN:
            if (!first && kind_is(a, i - 1, ITEM_NOUN) && (item_at(a, i - 1)->quantity < 0 || attach_governed(a, i - 1))) return;
            if (!first && kind_is(a, i - 1, ITEM_DATE)) return;
            if (!first && attach_list_link(a, kind_is(a, i - 1, ITEM_ADVERB) ? i - 2 : i - 1) && attach_has_own_verb(a, i)) return;
            attach_take(a, i, o, agent, part, rule);
            first = false;
            break;
        default: return;
        }
    }
}

/* The subject of the active verb at `at`: who does the killing. */
int attach_agent(attacher *a, int at)
{
    for (int i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        const item *before = item_at(a, i - 1);
        bool said = before && before->kind == ITEM_VERB && before->flags & VERB_SAY;
        bool object = (kind_is(a, i - 1, ITEM_VERB) && !said && it->head != HEAD_PRONOUN) ||
                      (it->quantity >= 0 && a->owner[it->quantity] >= 0);
        if (it->kind == ITEM_NOUN && !attach_governed(a, i) && !object) return i;
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_SUBORDINATOR) return -1;
        if (it->kind == ITEM_VERB && !(it->flags & VERB_SAY) && !is_loss_verb(it) && i < at - 1) continue;
    }
    return -1;
}
