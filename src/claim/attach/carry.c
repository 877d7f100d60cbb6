/* Figures that somebody sets beside one just given, without noun or verb of their own: "Doctors gave 23 and 43", "against 92 in the first
 * statement", "not 90, as the UN had said", "which takes it to 207".
 *
 * In: the losses of the sentence and the claims of the one before. Out: a tie for each such figure, with the outcome of what it rivals; of
 * two figures that answer two outcomes each takes its own. Only bare numbers that end their clause are looked at; one pass over the items. */
#include "attach.h"

/* --- the figures */
bool attach_is_bare(attacher *a, int at)
{
    const item *it = item_at(a, at);
    if (!it || it->kind != ITEM_NOUN || it->head != HEAD_BARE || it->quantity < 0 || a->owner[it->quantity] >= 0) return false;
    return attach_countable(a, it) && quantity_of(a, it)->quantity.unit == TOLL_UNIT_NUMBER;
}

/* Nothing follows that the number could belong to. */
bool attach_ends_clause(attacher *a, int at)
{
    const item *next = item_at(a, at + 1);
    if (!next || next->kind == ITEM_STOP || next->kind == ITEM_COMMA || next->kind == ITEM_CLOSE || next->kind == ITEM_DATE) return true;
    if (next->kind == ITEM_SUBORDINATOR) return true;
    const item *when = item_at(a, at + 2); /* "compared with 98 the week before", "in the previous month" */
    bool the = next->kind == ITEM_NOUN && next->head == HEAD_BARE && next->quantity < 0;
    if ((the || next->kind == ITEM_PREPOSITION) && when && when->kind == ITEM_DATE) return true;
    if (next->kind == ITEM_BREAK)
        return strchr(";|", a->parse->view.tokens[next->extent.first].mark) != NULL ||
               a->parse->view.tokens[next->extent.first].mark == TOLL_MARK_DASH;
    if (next->kind == ITEM_AND) return true;
    if (next->kind == ITEM_VERB) return next->form == FORM_OTHER && next->flags & VERB_SAY && !(next->flags & (VERB_BE | VERB_HAVE));
    return next->kind == ITEM_PREPOSITION && class_in(a, next, claim_class.figure_setting);
}

/* "perhaps", "maybe" between two of them */
static bool is_hedge(attacher *a, int at)
{
    const item *it = item_at(a, at);
    return it && it->kind == ITEM_NOUN && it->quantity < 0 && class_in(a, it, claim_class.hedge);
}

/* The figures that stand together from `at`: "23 and 43", "30, perhaps 40", "11 and 14"; how many, and at which items. */
static unsigned row_of(attacher *a, int at, int row[ATTACH_SOURCES])
{
    unsigned count = 0;
    for (int i = at; attach_is_bare(a, i) && count < ATTACH_SOURCES;) {
        row[count++] = i++;
        int link = i;
        while (kind_is(a, i, ITEM_AND) || kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN) ||
               kind_is(a, i, ITEM_CLOSE) || is_hedge(a, i))
            i++;
        if (i == link || !attach_ends_clause(a, row[count - 1])) break;
    }
    while (count && !attach_ends_clause(a, row[count - 1])) count--;
    return count;
}

/* Which outcome each figure of a row takes: one for one where the last two of what was told differ, else that of the first. */
static bool take_row(attacher *a, int at, const char *rule)
{
    int row[ATTACH_SOURCES];
    attach_source told[ATTACH_SOURCES];
    unsigned figures = row_of(a, at, row), sources = attach_told(a, at, told);
    if (!figures || !sources) return false;
    bool pairs = figures == 2 && sources >= 2 && told[sources - 1].outcome != told[sources - 2].outcome &&
                 told[sources - 1].thing == told[sources - 2].thing;
    const attach_source *one = told[0].carried ? &told[0] : &told[sources - 1];
    bool any = false;
    for (unsigned i = 0; i < figures; i++) any |= attach_carry_one(a, row[i], pairs ? &told[sources - 2 + i] : one, false, rule);
    return any;
}

/* --- who sets them beside */
/* The words of the class that end at the token before `end`, past adverbs and an opening quotation mark. */
static bool words_before(attacher *a, unsigned end, uint8_t class_)
{
    const toll_sentence_view *view = &a->parse->view;
    for (unsigned skipped = 0; end > 0 && skipped < 3; skipped++, end--)
        if (view->tokens[end - 1].mark != TOLL_MARK_OPEN && !has_class(view, end - 1, claim_class.adverb)) break;
    for (unsigned len = 1; len <= 5 && len <= end; len++) {
        const toll_note *note = note_at(view, end - len, class_);
        if (note && note->len == len) return true;
    }
    return false;
}

/* Somebody who can know a number: an office, a people, a name, a count; no mere pronoun. */
static bool is_source(attacher *a, const item *it)
{
    const claim_classes *k = &claim_class;
    const uint8_t who[] = {k->institution, k->title, k->actor, k->person, k->outlet, k->group, k->country, k->nationality, k->capital,
        k->own_count, k->victim_many, k->cue_noun, k->figure_source};
    for (size_t i = 0; i < sizeof who; i++)
        if (claim_note_in(&a->parse->view, it->extent, who[i])) return true;
    return false;
}

static bool source_before(attacher *a, int at)
{
    for (int i = at - 1; i >= 0 && i > at - 12; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK) return false;
        if (it->kind == ITEM_NOUN && it->head != HEAD_PRONOUN && is_source(a, it)) return true;
    }
    return false;
}

/* "it had earlier given 31": an institution spoken of; what it has is no figure. */
static bool institution_before(attacher *a, int at)
{
    const item *verb = item_at(a, at - 1), *it = item_at(a, at - 2);
    bool gives = verb && verb->kind == ITEM_VERB && !has_class(&a->parse->view, toll_extent_end(verb->extent) - 1u, claim_class.have);
    return gives && it && it->kind == ITEM_NOUN && all_in(a, it, claim_class.neuter);
}

static bool is_given(attacher *a, int at)
{
    unsigned first = quantity_of(a, item_at(a, at))->extent.first;
    if (words_before(a, first, claim_class.figure_given)) return true;
    if (!words_before(a, first, claim_class.figure_verb)) return false;
    return source_before(a, at) || institution_before(a, at);
}

/* "it was 30", "the number is more than 500" */
static bool is_it(attacher *a, int at)
{
    const item *verb = item_at(a, at - 1), *it = item_at(a, at - 2);
    if (kind_is(a, at + 1, ITEM_PREPOSITION)) return false; /* "it was seven in the evening" */
    if (!verb || verb->kind != ITEM_VERB || !(verb->flags & VERB_BE) || is_loss_verb(verb) || verb->flags & (VERB_MODAL | VERB_NEGATED))
        return false;
    return it && it->kind == ITEM_NOUN && !attach_governed(a, at - 2) && all_in(a, it, claim_class.figure_it);
}

/* "the figure was later corrected to nine", "it has since risen to 40" */
static bool is_moved(attacher *a, int at)
{
    const item *to = item_at(a, at - 1), *verb = item_at(a, at - 2), *it = item_at(a, at - 3);
    if (!to || to->kind != ITEM_PREPOSITION || !class_in(a, to, claim_class.toll_value)) return false;
    if (!verb || verb->kind != ITEM_VERB || is_loss_verb(verb) || verb->flags & (VERB_MODAL | VERB_NEGATED | VERB_INFINITIVE)) return false;
    bool moves = verb->flags & VERB_LINKING || class_in(a, verb, claim_class.figure_moved);
    return moves && it && it->kind == ITEM_NOUN && !attach_governed(a, at - 3) && all_in(a, it, claim_class.figure_it);
}

/* "..., against 92", "..., from 160", "- not 43", "up from 189" */
static bool is_contrasted(attacher *a, int at)
{
    unsigned first = quantity_of(a, item_at(a, at))->extent.first;
    const item *before = item_at(a, at - 1);
    if (!before || !a->parse->loss_count) return false;
    bool apart = kind_is(a, at - 2, ITEM_COMMA) || kind_is(a, at - 2, ITEM_BREAK) || kind_is(a, at - 2, ITEM_OPEN);
    if (apart && words_before(a, first, claim_class.figure_against)) return true;
    return words_before(a, first, claim_class.figure_former);
}

/* --- the verb left out */
/* "Azerbaijan announced 2,783 dead servicemen; Armenia 3,360", "Turkey lost 33 soldiers, Russia none": a side and its figure. */
static bool is_gapped(attacher *a, int at)
{
    const item *who = item_at(a, at - 1), *before = item_at(a, at - 2);
    if (!a->parse->loss_count || !who || who->kind != ITEM_NOUN || who->quantity >= 0 || !before) return false;
    bool parted = before->kind == ITEM_COMMA || before->kind == ITEM_AND ||
                  (before->kind == ITEM_BREAK && a->parse->view.tokens[before->extent.first].mark == ';');
    const claim_classes *k = &claim_class;
    bool side = who->head == HEAD_PEOPLE && who->flags & NOUN_DEFINITE; /* "13 dead, the soldiers five" */
    return parted && (side || all_in(a, who, k->country) || all_in(a, who, k->nationality) || all_in(a, who, k->group));
}

/* "The Observatory counted 336 dead, Amnesty International 412": a source and its figure. */
static bool gives_gapped(attacher *a, int at)
{
    const item *who = item_at(a, at - 1), *before = item_at(a, at - 2);
    if (!a->parse->loss_count || !who || who->kind != ITEM_NOUN || who->quantity >= 0 || !before) return false;
    bool parted = before->kind == ITEM_COMMA || before->kind == ITEM_AND ||
                  (before->kind == ITEM_BREAK && a->parse->view.tokens[before->extent.first].mark == ';');
    const claim_classes *k = &claim_class;
    return parted && (class_in(a, who, k->actor) || class_in(a, who, k->outlet) || class_in(a, who, k->institution));
}

/* "he had a list of 141 names" */
static void take_names(attacher *a, int at)
{
    const item *it = item_at(a, at);
    attach_source told[ATTACH_SOURCES];
    bool names = it->kind == ITEM_NOUN && it->quantity >= 0 && a->owner[it->quantity] < 0 && it->head == HEAD_UNKNOWN && at > 0 &&
                 has_class(&a->parse->view, toll_extent_end(it->extent) - 1u, claim_class.figure_names);
    if (names && class_in(a, item_at(a, at - 2), claim_class.figure_list) && attach_told(a, at, told) && !told[0].thing)
        attach_carry_one(a, at, &told[0], false, "figure-carried");
}

/* The figure counts those of the side. */
static void take_gapped(attacher *a, int at)
{
    attach_source told[ATTACH_SOURCES];
    unsigned count = attach_told(a, at, told);
    item kept = *item_at(a, at), made = *item_at(a, at - 1);
    if (!count || told[count - 1].carried) return;
    made.quantity = kept.quantity;
    made.head = told[count - 1].thing ? HEAD_MATERIEL : HEAD_NATION;
    *item_at(a, at) = made;
    if (!attach_carry_one(a, at, &told[count - 1], false, "figure-carried")) *item_at(a, at) = kept;
}

/* "On Wednesday it was 3,936 men, 498 tanks and 17 planes": the list that answers what the sentence before asked. */
static void take_answer(attacher *a)
{
    const asked *asks = a->parse->asked;
    for (int i = 2; asks && i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || (it->head != HEAD_PEOPLE && !is_thing(it->head)) || !is_it(a, i)) continue;
        outcome o = {.notes = {asks->note}, .count = 1, .noun = -1, .speaker = -1};
        size_t count = a->parse->loss_count;
        attach_after(a, i - 1, &o, -1, "question-answered");
        for (; count < a->parse->loss_count; count++) {
            a->parse->losses[count].carried = true;
            a->parse->losses[count].carried_span = asks->span;
        }
        return;
    }
}

void attach_rivals(attacher *a)
{
    take_answer(a);
    const toll_classes all = a->parse->view.scratch->all;
    const bool raised = toll_classes_has(all, claim_class.raiser), listed = toll_classes_has(all, claim_class.figure_names);
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        if (raised) attach_brought(a, i);
        if (listed) take_names(a, i);
        if (!attach_is_bare(a, i) || !attach_ends_clause(a, i)) continue;
        if (is_given(a, i) || is_it(a, i) || is_moved(a, i)) take_row(a, i, "figure-carried");
        else if (is_contrasted(a, i)) take_row(a, i, "figure-contrasted");
        else if (is_gapped(a, i)) take_gapped(a, i);
        else if (gives_gapped(a, i)) take_row(a, i, "figure-carried");
    }
}
