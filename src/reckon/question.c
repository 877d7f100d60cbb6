/* Questions and statements as others see them. In: what settling left. Out: rows in a fixed order, made on asking: a question lists the
 * heads of its statements in the order of saying, a statement its claims and, for each, the claim it hangs on with what drifted. */
#include "inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int compare_heads(const toll_reckoning *r, uint32_t a, uint32_t b)
{
    const reckon_statement *x = &r->statements[a], *y = &r->statements[b];
    toll_day said_x = x->said != TOLL_DAY_UNKNOWN ? x->said : x->said_latest,
             said_y = y->said != TOLL_DAY_UNKNOWN ? y->said : y->said_latest;
    if (said_x != said_y) return said_x == TOLL_DAY_UNKNOWN ? 1 : said_y == TOLL_DAY_UNKNOWN || said_x < said_y ? -1 : 1;
    if (x->days.to != y->days.to) return x->days.to < y->days.to ? -1 : 1;
    return reckon_claim_compare(r, x->head, y->head);
}

static void collect(toll_reckoning *r, uint64_t key, reckon_numbers *out)
{
    out->count = 0;
    RECKON_EACH(at, &r->questions, key)
    {
        uint32_t number = r->questions.entries[at].item;
        if (!r->statements[number].alive || r->statements[number].question != key) continue;
        if (!reckon_numbers_add(out, number)) r->failed = true;
    }
    reckon_sort(r, out->items, out->count, compare_heads);
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++)
        if (!kept || out->items[kept - 1] != out->items[i]) out->items[kept++] = out->items[i];
    out->count = kept;
}

/* A running total goes back to the first day and up to the last that any statement on it tells, whichever of them are here. */
void reckon_question_widen(toll_question *out, toll_day from, toll_day to)
{
    if (from != TOLL_DAY_UNKNOWN && (out->from == TOLL_DAY_UNKNOWN || from < out->from)) out->from = from;
    if (to != TOLL_DAY_UNKNOWN && (out->to == TOLL_DAY_UNKNOWN || to > out->to)) out->to = to;
}

static toll_status fill(toll_question *out, toll_reckoning *r, uint64_t key)
{
    collect(r, key, &r->scratch2);
    if (r->failed) return TOLL_E_MEMORY;
    if (!r->scratch2.count) return TOLL_END;
    const reckon_statement *s = &r->statements[r->scratch2.items[0]];
    *out = (toll_question){.side = s->side,
        .outcome = (toll_outcome)toll_outcome_question((toll_outcome)s->outcome),
        .class_ = (toll_class)s->class_,
        .unit = (toll_unit)s->unit,
        .from = s->days.from,
        .to = s->days.to,
        .place = s->where.id,
        .place_name = s->where.name,
        .category = toll_category_narrow((toll_class)s->class_, s->category),
        .told = TOLL_DAY_UNKNOWN,
        .kind = s->kind == TOLL_PERIOD_CUMULATIVE || s->kind == TOLL_PERIOD_AVERAGE ? (toll_period_kind)s->kind : TOLL_PERIOD_WINDOW};
    snprintf(out->id, sizeof out->id, "q%016llx", (unsigned long long)key);
    bool undated = out->kind != TOLL_PERIOD_CUMULATIVE && out->from == TOLL_DAY_UNKNOWN && out->to == TOLL_DAY_UNKNOWN;
    if (undated && s->said_latest != TOLL_DAY_UNKNOWN) out->told = s->said_latest - toll_day_weekday(s->said_latest);
    for (size_t i = 0; i < r->scratch2.count; i++) {
        const reckon_statement *t = &r->statements[r->scratch2.items[i]];
        if (out->kind == TOLL_PERIOD_CUMULATIVE) reckon_question_widen(out, t->days.from, t->days.to);
        r->scratch2.items[i] = t->head;
    }
    out->statements = r->scratch2.items;
    out->statement_count = (uint32_t)r->scratch2.count;
    return TOLL_OK;
}

static int compare_keys(const void *a, const void *b)
{
    int64_t x = (int64_t) * (const uint64_t *)a, y = (int64_t) * (const uint64_t *)b; /* as a ledger sorts them */
    return x < y ? -1 : x > y;
}

static bool stands(const toll_reckoning *r, uint64_t key)
{
    RECKON_EACH(at, &r->questions, key)
    {
        const reckon_statement *s = &r->statements[r->questions.entries[at].item];
        if (s->alive && s->question == key) return true;
    }
    return false;
}

size_t toll_reckoning_question_count(toll_reckoning *r)
{
    if (r->question_count) qsort(r->question_keys, r->question_count, sizeof *r->question_keys, compare_keys);
    r->question_order.count = 0;
    for (uint32_t i = 0; i < r->question_count; i++)
        if (stands(r, r->question_keys[i]) && !reckon_numbers_add(&r->question_order, i)) r->failed = true;
    return r->question_order.count;
}

toll_status toll_reckoning_question(toll_question *out, toll_reckoning *r, size_t n)
{
    if (r->failed) return TOLL_E_MEMORY;
    return n < r->question_order.count ? fill(out, r, r->question_keys[r->question_order.items[n]]) : TOLL_END;
}

toll_status toll_reckoning_question_find(toll_question *out, toll_reckoning *r, const char *id)
{
    if (id[0] == 'q' && strlen(id) == 17) return fill(out, r, strtoull(id + 1, NULL, 16));
    uint32_t claim = toll_reckoning_find(r, id[0] == 's' ? id + 1 : id);
    if (claim == RECKON_NONE) return TOLL_END;
    uint32_t number = r->statements_of[reckon_root(r, claim)];
    return number == RECKON_NONE ? TOLL_END : fill(out, r, r->statements[number].question);
}

void toll_reckoning_question_id(char out[18], const toll_reckoning *r, uint32_t claim)
{
    uint32_t number = claim < r->claim_count ? r->statements_of[reckon_root(r, claim)] : RECKON_NONE;
    out[0] = '\0';
    if (number != RECKON_NONE) snprintf(out, 18, "q%016llx", (unsigned long long)r->statements[number].question);
}

static void add_word(toll_words *out, const char *word)
{
    size_t len = strlen(out->text);
    snprintf(out->text + len, sizeof out->text - len, "%s%s", len ? ", " : "", word);
}

/* A code of the schema in words: "air defence". */
static void add_code(toll_words *out, const char *code)
{
    size_t len = strlen(out->text);
    add_word(out, code);
    for (char *at = out->text + len; *at; at++)
        if (*at == '_') *at = ' ';
}

static void add_days(toll_words *out, const toll_question *q)
{
    char from[16] = "", to[16] = "", both[64];
    char told[16] = "";
    toll_day_format(told, q->told);
    toll_day_format(from, q->from);
    toll_day_format(to, q->to);
    if (q->kind == TOLL_PERIOD_CUMULATIVE) snprintf(both, sizeof both, "total%s%s", *from ? " since " : "", from);
    else if (!*from && !*to) snprintf(both, sizeof both, *told ? "day open, told in the week of %s" : "day open", told);
    else
        snprintf(both, sizeof both, "%s%s%s", *from ? from : "start open", q->from == q->to ? "" : " to ",
            q->from == q->to ? ""
            : *to            ? to
                             : "end open");
    add_word(out, both);
}

void toll_question_words(toll_words *out, const toll_question *q)
{
    out->text[0] = '\0';
    const char *outcome = q->outcome == TOLL_OUTCOME_CASUALTIES ? "killed or wounded, or not said which"
                          : q->outcome == TOLL_OUTCOME_LOST     ? "destroyed, damaged or lost"
                                                                : toll_outcome_name(q->outcome);
    add_code(out, outcome ? outcome : "outcome open");
    if (q->unit == TOLL_UNIT_PERCENT || q->unit == TOLL_UNIT_TIMES || q->unit == TOLL_UNIT_PEOPLE_DIFFERENCE ||
        q->unit == TOLL_UNIT_PEOPLE_PER_DAY)
        add_word(out, q->unit == TOLL_UNIT_PERCENT          ? "share"
                      : q->unit == TOLL_UNIT_TIMES          ? "ratio"
                      : q->unit == TOLL_UNIT_PEOPLE_PER_DAY ? "rate a day"
                                                            : "difference");
    add_word(out, q->class_ == TOLL_CLASS_UNKNOWN ? "class open" : toll_class_name(q->class_));
    if (q->category) add_code(out, q->category);
    add_word(out, q->side ? q->side : "side open");
    add_days(out, q);
    add_word(out, q->place_name ? q->place_name : "no place named");
}

static uint32_t count_distinct(toll_reckoning *r, const uint32_t *claims, uint32_t count, bool origins)
{
    reckon_numbers *seen = &r->scratch3;
    seen->count = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = r->claims[claims[i]].document;
        for (int step = 0; origins && step < 16 && r->documents[at].shown.twin != at; step++) at = r->documents[at].shown.twin;
        bool known = false;
        for (size_t k = 0; k < seen->count && k < 256 && !known; k++) {
            const char *a = r->documents[at].shown.outlet, *b = r->documents[seen->items[k]].shown.outlet;
            known = seen->items[k] == at || (!origins && a && a == b);
        }
        if (!known && !reckon_numbers_add(seen, at)) r->failed = true;
    }
    return (uint32_t)seen->count;
}

toll_status toll_reckoning_statement(toll_statement *out, toll_reckoning *r, uint32_t index)
{
    *out = (toll_statement){0};
    if (index >= r->claim_count) return TOLL_END;
    uint32_t number = r->statements_of[reckon_root(r, index)];
    if (number == RECKON_NONE) return TOLL_END;
    const reckon_statement *s = &r->statements[number];
    reckon_statement_members(r, &r->scratch, index);
    if (r->failed) return TOLL_E_MEMORY;
    *out = (toll_statement){
        .head = s->head, .claims = r->scratch.items, .claim_count = (uint32_t)r->scratch.count, .document_count = s->document_count};
    out->outlet_count = count_distinct(r, out->claims, out->claim_count, false);
    out->origin_count = count_distinct(r, out->claims, out->claim_count, true);
    snprintf(out->id, sizeof out->id, "s%s", r->claims[s->head].id);
    return TOLL_OK;
}

/* What a claim hangs on: in its own document the nearest body claim that says more, else the head; a confirmed link before a suggested
 * one. */
void toll_reckoning_hop(toll_hop *out, toll_reckoning *r, const toll_statement *statement, uint32_t claim)
{
    *out = (toll_hop){.claim = claim, .from = claim, .confirmed = true};
    if (claim == statement->head) return;
    uint32_t best = statement->head;
    int best_rank = -1;
    bool front = reckon_front(&r->claims[claim]);
    for (uint32_t i = 0; i < statement->claim_count && i < 256; i++) {
        uint32_t other = statement->claims[i];
        if (other == claim) continue;
        reckon_link link;
        reckon_link_judge(&link, r, claim, other, false);
        bool inside = front && r->claims[other].document == r->claims[claim].document && !reckon_front(&r->claims[other]);
        if (!link.linked || (other != statement->head && !inside)) continue;
        int rank = (link.confirmed ? 2 : 0) + (other == statement->head) + (inside ? 4 : 0);
        if (rank > best_rank) best = other, best_rank = rank;
    }
    reckon_link link;
    link.reason[0] = '\0';
    reckon_link_judge(&link, r, claim, best, true);
    out->from = best;
    out->drift = reckon_link_drift(r, &r->claims[best], &r->claims[claim]);
    out->confirmed = link.linked && link.confirmed;
    for (size_t i = 0; i < r->decision_count; i++) {
        const char *one = r->decisions[i].claim, *other = r->decisions[i].with;
        const char *here = r->claims[claim].id, *there = r->claims[best].id;
        if ((strcmp(one, here) || strcmp(other, there)) && (strcmp(one, there) || strcmp(other, here))) continue;
        out->confirmed = true;
        snprintf(out->reason, sizeof out->reason, "a reviewer joined them");
        return;
    }
    snprintf(out->reason, sizeof out->reason, "%s", link.linked ? link.reason : "through another claim of the statement");
}
