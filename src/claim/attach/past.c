/* What may stand between victims and their verb: relative clauses, insertions between commas, asides in brackets, the object of a verb that only
 * describes them, a verb of saying. In: the item at which it ends. Out: the one at which it begins, or -1. Each looks a few items back. */
#include "attach.h"

/* "after 20 people were killed": a word that governs nouns and clauses alike governs the clause. */
bool attach_governs_clause(attacher *a, int at)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN)) i--;
    return kind_is(a, i, ITEM_PREPOSITION) && class_in(a, item_at(a, i), claim_class.subordinator);
}

/* A relative clause that ends just before `at`: the index of its relative word, or -1. */
int attach_relative_before(attacher *a, int at)
{
    for (int i = at - 1, steps = 0; i >= 0 && steps < 14; i--, steps++) {
        if (kind_is(a, i, ITEM_RELATIVE)) return kind_is(a, i - 1, ITEM_VERB) ? -1 : i; /* behind "said that" no relative clause begins */
        const item *it = item_at(a, i);
        if (it->kind == ITEM_VERB && !is_loss_verb(it) && (it->flags & VERB_INFINITIVE || steps > 0)) continue;
        if (!kind_is(a, i, ITEM_NOUN) && !kind_is(a, i, ITEM_PREPOSITION) && !kind_is(a, i, ITEM_OF) && !kind_is(a, i, ITEM_ADVERB) &&
            !kind_is(a, i, ITEM_DATE))
            return -1;
    }
    return -1;
}

/* "Three journalists who went to film were killed": the antecedent of a relative clause that has a verb of its own. */
int attach_antecedent(attacher *a, int verb)
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

/* "Three officers, who had been sent to talk, were killed": the comma before a relative word right behind those counted; -1 = none. */
static int clause_between_commas(attacher *a, int verb)
{
    const item *it = item_at(a, verb);
    if (!it || it->kind != ITEM_VERB || !(it->flags & (VERB_BE | VERB_HAVE) || it->form == FORM_INTRANSITIVE)) return -1;
    for (int i = verb - 2, steps = 0; i > 1 && steps < 16; i--, steps++) {
        if (kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_STOP) || kind_is(a, i, ITEM_BREAK)) return -1;
        if (!kind_is(a, i, ITEM_RELATIVE) || !kind_is(a, i - 1, ITEM_COMMA)) continue;
        const item *noun = item_at(a, i - 2);
        bool counted = noun->kind == ITEM_NOUN && noun->quantity >= 0 && attach_countable(a, noun);
        return counted && (!attach_governed(a, i - 2) || attach_governs_clause(a, i - 2)) ? i - 1 : -1;
    }
    return -1;
}

/* "seven nurses travelling in a convoy": the words that end with `at` say what those counted before a participle were doing. */
static bool is_described(attacher *a, int at)
{
    enum { REACH = 6 };
    int first = at;
    while (first > at - REACH && kind_is(a, first, ITEM_NOUN) && attach_governed(a, first) && !attach_governs_clause(a, first)) first -= 2;
    if (kind_is(a, first, ITEM_NOUN)) return attach_clause_object(a, first);
    return kind_is(a, first, ITEM_VERB) && kind_is(a, first + 1, ITEM_PREPOSITION) && attach_clause_object(a, first + 1);
}

/* "60 people, 40 of them children, died": the index of the comma that opens what is put in before the verb; -1 = nothing is. */
int attach_insertion(attacher *a, int verb)
{
    if (!kind_is(a, verb - 1, ITEM_COMMA)) return -1;
    int clause = clause_between_commas(a, verb);
    if (clause >= 0) return clause;
    const item *said = item_at(a, verb - 2), *counted = item_at(a, verb - 5); /* "Six people, residents said, were killed" */
    bool put_in = said && said->kind == ITEM_VERB && said->flags & VERB_SAY && kind_is(a, verb - 3, ITEM_NOUN) &&
                  kind_is(a, verb - 4, ITEM_COMMA);
    if (put_in && counted && counted->kind == ITEM_NOUN && counted->quantity >= 0 && attach_countable(a, counted)) return verb - 4;
    for (int i = verb - 2, steps = 0; i > 0 && steps < 9; i--, steps++) {
        int some = kind_is(a, i - 1, ITEM_NOUN) ? i - 2 : i - 1; /* "of whom were", "of which 40 were" */
        bool of_whom = kind_is(a, i, ITEM_VERB) && item_at(a, i)->flags & VERB_BE && !is_loss_verb(item_at(a, i)) &&
                       kind_is(a, some, ITEM_INCLUDING);
        bool reduced = kind_is(a, i, ITEM_VERB) && !(item_at(a, i)->flags & (VERB_HAVE | VERB_MODAL)) && !is_loss_verb(item_at(a, i)) &&
                       (kind_is(a, i - 1, ITEM_COMMA) || item_at(a, i)->flags & VERB_INFINITIVE) && !kind_is(a, i + 1, ITEM_COMMA);
        if ((kind_is(a, i, ITEM_VERB) && !of_whom && !reduced) || kind_is(a, i, ITEM_STOP) || kind_is(a, i, ITEM_BREAK)) return -1;
        if (!kind_is(a, i, ITEM_COMMA)) continue;
        const item *noun = item_at(a, i - 1);
        bool free = kind_is(a, verb, ITEM_RELATIVE) || !attach_governed(a, i - 1) || attach_governs_clause(a, i - 1);
        if (noun->kind == ITEM_NOUN && noun->quantity >= 0 && attach_countable(a, noun) && free) return i;
        return !kind_is(a, verb, ITEM_RELATIVE) && is_described(a, i - 1) ? i : -1;
    }
    return -1;
}

/* "some 40 people, workers at a mill, were killed": a noun that nobody counts and nothing joins, between commas, says who they were. */
static bool is_apposition(attacher *a, int comma, int verb)
{
    const item *noun = item_at(a, comma + 1);
    if (!noun || noun->kind != ITEM_NOUN || noun->quantity >= 0 || !kind_is(a, verb - 1, ITEM_COMMA)) return false;
    for (int i = comma + 2; i < verb - 1; i++)
        if (!kind_is(a, i, ITEM_NOUN) && !kind_is(a, i, ITEM_OF) && !kind_is(a, i, ITEM_PREPOSITION) && !kind_is(a, i, ITEM_ADVERB) &&
            !kind_is(a, i, ITEM_DATE))
            return false;
    return true;
}

/* Does what stands between the commas tell of those before it, and hold none of the verb's own victims? */
bool attach_is_aside(attacher *a, int insertion, int verb)
{
    if (insertion < 0) return false;
    const item *first = item_at(a, insertion + 1), *age = item_at(a, insertion + 2), *said = item_at(a, verb - 2);
    bool aged = age && age->kind == ITEM_NOUN && age->head == HEAD_BARE && age->quantity >= 0 &&
                quantity_of(a, age)->flags & TOLL_QUANTITY_MEASURE; /* "ages 9 to 18" */
    if (aged || is_apposition(a, insertion, verb)) return true;
    if (first && (first->kind == ITEM_RELATIVE || first->kind == ITEM_VERB || first->kind == ITEM_INCLUDING || first->kind == ITEM_ADVERB))
        return true;
    if (kind_is(a, insertion + 2, ITEM_OF) || kind_is(a, insertion + 2, ITEM_INCLUDING)) return true;
    return said && said->kind == ITEM_VERB && said->flags & VERB_SAY;
}

/* "12 men guarding the base were killed": the noun at `at` is the object of a verb that only describes those counted before it. */
bool attach_clause_object(attacher *a, int at)
{
    const item *verb = item_at(a, at - 1), *noun = item_at(a, at - 2);
    if (!noun || verb->kind != ITEM_VERB || is_loss_verb(verb) ||
        verb->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_SAY | VERB_INFINITIVE))
        return false;
    return noun->kind == ITEM_NOUN && noun->quantity >= 0 && attach_countable(a, noun) && !attach_governed(a, at - 2);
}

/* "Two women accused of giving food to the soldiers were killed", "three men, seen near the base, were shot dead": the participle that describes
 * those counted right before it, with all that hangs on it up to the verb at `verb`; -1 = none does. */
int attach_participle_before(attacher *a, int verb)
{
    enum { REACH = 14 };
    const item *main = item_at(a, verb);
    if (!(main->flags & VERB_BE || main->form == FORM_INTRANSITIVE) || main->flags & VERB_INFINITIVE) return -1;
    bool apart = kind_is(a, verb - 1, ITEM_COMMA);
    for (int i = verb - 1 - apart; i > 0 && i > verb - REACH; i--) {
        const item *it = item_at(a, i);
        bool of = kind_is(a, i + 1, ITEM_OF) || kind_is(a, i + 1, ITEM_PREPOSITION); /* "accused of", "blamed for": nobody says anything */
        if (it->kind == ITEM_VERB && it->flags & VERB_INFINITIVE && !is_loss_verb(it)) continue; /* "preparing to get married" */
        if (it->kind == ITEM_VERB && (is_loss_verb(it) || it->flags & (VERB_BE | VERB_HAVE | VERB_MODAL) || (it->flags & VERB_SAY && !of)))
            return -1;
        if (it->kind == ITEM_NOUN && it->quantity >= 0 && attach_countable(a, it)) return -1;
        if (it->kind == ITEM_VERB) {
            int noun = apart ? i - 2 : i - 1;
            if (apart && !kind_is(a, i - 1, ITEM_COMMA)) continue;
            const item *those = item_at(a, noun);
            bool counted = those && those->kind == ITEM_NOUN && those->quantity >= 0 && attach_countable(a, those);
            if (counted && (those->head == HEAD_PEOPLE || those->head == HEAD_NATION) && !attach_governed(a, noun)) return i - apart;
            if (apart) return -1;
            continue;
        }
        if (it->kind != ITEM_NOUN && it->kind != ITEM_PREPOSITION && it->kind != ITEM_OF && it->kind != ITEM_DATE &&
            it->kind != ITEM_ADVERB)
            return -1;
    }
    return -1;
}

/* What stands in brackets or between dashes before `at`, where they close: the index of the mark that opens it; -1 = nothing does. */
int attach_aside_before(attacher *a, int at)
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

/* "47 fighters the army says were killed", "471 people it said had died": the loss verb at `at` belongs to those before whoever says so; the
 * index of whoever says so, -1 = nobody does. */
int attach_said_of(attacher *a, int at)
{
    const item *said = item_at(a, at - 1), *who = item_at(a, at - 2), *noun = item_at(a, at - 3);
    if (!said || !who || !noun || said->kind != ITEM_VERB || is_loss_verb(said) || !(said->flags & VERB_SAY)) return -1;
    if (!(item_at(a, at)->flags & VERB_BE) && item_at(a, at)->form != FORM_INTRANSITIVE && item_at(a, at)->form != FORM_ADJECTIVE)
        return -1;
    bool counted = noun->kind == ITEM_NOUN && noun->quantity >= 0 && attach_countable(a, noun) && !attach_governed(a, at - 3);
    return counted && who->kind == ITEM_NOUN && who->quantity < 0 ? at - 2 : -1;
}

/* "300 on board, all of whom died", "12 men, all of them killed": the whole group before the comma; its item, -1 = no such words. */
int attach_all_of(attacher *a, int verb)
{
    const item *all = item_at(a, verb - 2);
    if (!kind_is(a, verb - 1, ITEM_INCLUDING) || !all || all->kind != ITEM_NOUN || all->quantity >= 0) return -1;
    if (!all_in(a, all, claim_class.all_of) || !kind_is(a, verb - 3, ITEM_COMMA)) return -1;
    int i = verb - 4;
    while (kind_is(a, i, ITEM_ADVERB) || (kind_is(a, i, ITEM_NOUN) && attach_governed(a, i) && item_at(a, i)->quantity < 0) ||
           kind_is(a, i, ITEM_PREPOSITION) || kind_is(a, i, ITEM_OF))
        i--;
    const item *noun = item_at(a, i);
    return noun && noun->kind == ITEM_NOUN && noun->quantity >= 0 && attach_countable(a, noun) ? i : -1;
}

/* "Three soldiers who were wounded in the raid died later", "a policeman hurt on Monday has died", "two men taken to hospital died": the verb that
 * says what became of those whom the loss verb at `at` only describes, right behind its clause; -1 = none. */
int attach_outdone(attacher *a, int at)
{
    const item *verb = item_at(a, at);
    bool participle = verb->form == FORM_PAST || (verb->form == FORM_INTRANSITIVE && verb->note.len > 1);
    bool clause = kind_is(a, at - 1, ITEM_RELATIVE), reduced = participle && !(verb->flags & (VERB_BE | VERB_HAVE));
    int noun = clause ? at - 2 : at - 1, next = attach_after_phrase(a, at);
    if (clause && kind_is(a, noun, ITEM_COMMA)) noun--;
    if (!(clause || reduced) || !kind_is(a, noun, ITEM_NOUN) || item_at(a, noun)->quantity < 0) return -1;
    if (kind_is(a, next, ITEM_COMMA) && kind_is(a, at - 2, ITEM_COMMA)) next++;
    const item *later = item_at(a, next);
    if (!is_loss_verb(later) || later->form != FORM_INTRANSITIVE || later->flags & (VERB_MODAL | VERB_NEGATED | VERB_INFINITIVE)) return -1;
    return verb->note.row != later->note.row || verb->note.table != later->note.table ? next : -1;
}
