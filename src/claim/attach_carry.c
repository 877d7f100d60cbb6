/* Figures that somebody sets beside one just given, without noun or verb of their own: "Doctors gave 23 and 43", "against 92 in the first
 * statement", "not 90, as the UN had said", "which takes it to 207".
 *
 * In: the losses of the sentence and the claims of the one before. Out: a tie for each such figure, with the outcome of what it rivals; of
 * two figures that answer two outcomes each takes its own. Only bare numbers that end their clause are looked at; one pass over the items. */
#include "attach.h"

/* --- what is rivalled */
static attach_source from_tie(attacher *a, const tie *t)
{
    return (attach_source){.outcome = t->outcome,
        .note = t->note,
        .extent = t->outcome_extent,
        .thing = is_thing(item_at(a, t->item)->head),
        .most = a->parse->quantities[t->quantity].quantity.point};
}

static attach_source from_draft(const draft *d)
{
    return (attach_source){.outcome = (uint8_t)d->claim.outcome,
        .note = d->note,
        .span = d->claim.outcome_span,
        .thing = d->claim.quantity.unit == TOLL_UNIT_ITEMS,
        .carried = true,
        .most = d->claim.quantity.point};
}

static bool counts(uint8_t unit, bool part)
{
    return !part && (unit == TOLL_UNIT_NUMBER || unit == TOLL_UNIT_PEOPLE || unit == TOLL_UNIT_ITEMS);
}

unsigned attach_told(attacher *a, int at, attach_source out[ATTACH_SOURCES])
{
    const sentence_parse *parse = a->parse;
    unsigned count = 0;
    for (size_t i = 0; i < parse->loss_count && count < ATTACH_SOURCES; i++) {
        const tie *t = &parse->losses[i];
        if (t->item < at && counts(parse->quantities[t->quantity].quantity.unit, t->part)) out[count++] = from_tie(a, t);
    }
    if (count) return count;
    for (unsigned parts = 0; parts < 2 && !count; parts++) /* parts only where nothing else is told */
        for (size_t i = parse->before_count; i-- > 0 && count < ATTACH_SOURCES;) {
            const draft *d = parse->before - i;
            if (counts((uint8_t)d->claim.quantity.unit, d->part && !parts)) out[count++] = from_draft(d);
        }
    return count;
}

bool attach_carry_one(attacher *a, int at, const attach_source *from, bool part, const char *rule)
{
    item *it = item_at(a, at);
    sentence_parse *parse = a->parse;
    if (!it || it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0 || !attach_countable(a, it)) return false;
    if (parse->loss_count == LOSS_LIMIT || quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE) return false;
    bool bare = it->head == HEAD_BARE || it->head == HEAD_OTHERS;
    if (!bare && is_thing(it->head) != from->thing) return false;
    if (bare && from->thing) it->head = HEAD_MATERIEL;
    a->owner[it->quantity] = (int8_t)parse->loss_count;
    parse->losses[parse->loss_count++] = (tie){.quantity = it->quantity,
        .item = (int16_t)at,
        .agent = -1,
        .speaker = -1,
        .noun = -1,
        .outcome = from->outcome,
        .part = part,
        .carried = from->carried,
        .carried_span = from->span,
        .outcome_extent = from->extent,
        .note = from->note,
        .rule = rule};
    return true;
}

/* --- the figures */
static bool is_bare(attacher *a, int at)
{
    const item *it = item_at(a, at);
    if (!it || it->kind != ITEM_NOUN || it->head != HEAD_BARE || it->quantity < 0 || a->owner[it->quantity] >= 0) return false;
    return attach_countable(a, it) && quantity_of(a, it)->quantity.unit == TOLL_UNIT_NUMBER;
}

/* Nothing follows that the number could belong to. */
static bool ends_clause(attacher *a, int at)
{
    const item *next = item_at(a, at + 1);
    if (!next || next->kind == ITEM_STOP || next->kind == ITEM_COMMA || next->kind == ITEM_CLOSE || next->kind == ITEM_DATE) return true;
    if (next->kind == ITEM_SUBORDINATOR) return true;
    if (next->kind == ITEM_BREAK)
        return strchr(";|", a->parse->view.tokens[next->extent.first].mark) != NULL ||
               a->parse->view.tokens[next->extent.first].mark == TOLL_MARK_DASH;
    if (next->kind == ITEM_AND) return true;
    if (next->kind == ITEM_VERB) return next->form == FORM_OTHER && next->flags & VERB_SAY && !(next->flags & (VERB_BE | VERB_HAVE));
    return next->kind == ITEM_PREPOSITION && class_in(a, next, a->classes->figure_setting);
}

/* The figures that stand together from `at`: "23 and 43", "30, perhaps 40", "11 and 14"; how many, and at which items. */
static unsigned row_of(attacher *a, int at, int row[ATTACH_SOURCES])
{
    unsigned count = 0;
    for (int i = at; is_bare(a, i) && count < ATTACH_SOURCES;) {
        row[count++] = i++;
        int link = i;
        while (kind_is(a, i, ITEM_AND) || kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN) ||
               kind_is(a, i, ITEM_CLOSE))
            i++;
        if (i == link || !ends_clause(a, row[count - 1])) break;
    }
    while (count && !ends_clause(a, row[count - 1])) count--;
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
        if (view->tokens[end - 1].mark != TOLL_MARK_OPEN && !has_class(view, end - 1, a->classes->adverb)) break;
    for (unsigned len = 1; len <= 5 && len <= end; len++) {
        const toll_note *note = note_at(view, end - len, class_);
        if (note && note->len == len) return true;
    }
    return false;
}

/* Somebody who can know a number: an office, a people, a name, a count; no mere pronoun. */
static bool is_source(attacher *a, const item *it)
{
    const claim_classes *k = a->classes;
    const uint8_t who[] = {k->institution, k->title, k->actor, k->person, k->outlet, k->group, k->country, k->nationality, k->capital,
        k->own_count, k->victim_many, k->cue_noun};
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

static bool is_given(attacher *a, int at)
{
    unsigned first = quantity_of(a, item_at(a, at))->extent.first;
    return words_before(a, first, a->classes->figure_given) || (words_before(a, first, a->classes->figure_verb) && source_before(a, at));
}

/* "it was 30", "the number is more than 500" */
static bool is_it(attacher *a, int at)
{
    const item *verb = item_at(a, at - 1), *it = item_at(a, at - 2);
    if (!verb || verb->kind != ITEM_VERB || !(verb->flags & VERB_BE) || is_loss_verb(verb) || verb->flags & (VERB_MODAL | VERB_NEGATED))
        return false;
    return it && it->kind == ITEM_NOUN && !attach_governed(a, at - 2) && class_in(a, it, a->classes->figure_it);
}

/* "..., against 92", "..., from 160", "- not 43", "up from 189" */
static bool is_contrasted(attacher *a, int at)
{
    unsigned first = quantity_of(a, item_at(a, at))->extent.first;
    const item *before = item_at(a, at - 1);
    if (!before || !a->parse->loss_count) return false;
    bool apart = kind_is(a, at - 2, ITEM_COMMA) || kind_is(a, at - 2, ITEM_BREAK) || kind_is(a, at - 2, ITEM_OPEN);
    if (apart && words_before(a, first, a->classes->figure_against)) return true;
    return words_before(a, first, a->classes->figure_former);
}

/* --- what a number is brought to */
static bool raises(attacher *a, int at)
{
    const item *it = item_at(a, at);
    if (!it || (it->kind != ITEM_VERB && it->kind != ITEM_NOUN)) return false;
    return has_class(&a->parse->view, toll_extent_end(it->extent) - 1u, a->classes->raiser) && !(it->flags & (VERB_MODAL | VERB_NEGATED));
}

/* What is counted by "the number of Canadian troops killed", "the number who have died" that begins at `at`. */
static bool counted_as(attacher *a, int at, attach_source *out)
{
    const item *noun = item_at(a, at);
    if (!noun || noun->kind != ITEM_NOUN || (noun->head != HEAD_TALLY && noun->head != HEAD_TOLL)) return false;
    for (int i = at; i < at + 8; i++) {
        const item *it = item_at(a, i);
        if (!it || it->kind == ITEM_STOP || it->kind == ITEM_COMMA || it->kind == ITEM_AND) break;
        bool says = is_loss_verb(it) || (it->kind == ITEM_NOUN && (it->head == HEAD_TOLL || it->head == HEAD_COUNT));
        if (!says) continue;
        uint8_t code = attach_code(a, &(outcome){.notes = {it->note}, .count = 1}, false);
        if (code == 255) continue;
        *out = (attach_source){.outcome = code, .note = it->note, .extent = it->head_extent};
        return true;
    }
    attach_source told[ATTACH_SOURCES];
    unsigned count = attach_told(a, at, told);
    if (count) *out = told[count - 1];
    return count > 0;
}

/* "bringing to 52 the number who have died this month and to 2,867 since the invasion", "which takes it to 350" */
static void take_brought(attacher *a, int at)
{
    int to = at + 1;
    bool it = kind_is(a, to, ITEM_NOUN) && class_in(a, item_at(a, to), a->classes->figure_it);
    if (it) to++;
    attach_source from;
    if (!kind_is(a, to, ITEM_PREPOSITION) || !class_in(a, item_at(a, to), a->classes->toll_value) || !is_bare(a, to + 1)) return;
    if (it) {
        attach_source told[ATTACH_SOURCES];
        unsigned count = ends_clause(a, to + 1) ? attach_told(a, to, told) : 0;
        if (count) attach_carry_one(a, to + 1, &told[count - 1], false, "total-stands");
        return;
    }
    if (!counted_as(a, to + 2, &from) || !attach_carry_one(a, to + 1, &from, false, "total-stands")) return;
    for (int i = to + 3; i < to + 16; i++) {
        const item *next = item_at(a, i);
        if (!next || next->kind == ITEM_STOP) return;
        if (next->kind == ITEM_AND && kind_is(a, i + 1, ITEM_PREPOSITION) && class_in(a, item_at(a, i + 1), a->classes->toll_value) &&
            is_bare(a, i + 2))
            attach_carry_one(a, i + 2, &from, false, "total-stands");
    }
}

void attach_rivals(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        if (raises(a, i)) take_brought(a, i);
        if (!is_bare(a, i) || !ends_clause(a, i)) continue;
        if (is_given(a, i) || is_it(a, i)) take_row(a, i, "figure-carried");
        else if (is_contrasted(a, i)) take_row(a, i, "figure-contrasted");
    }
}
