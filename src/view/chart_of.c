/* In: what a reckoning knows of a question, some claims or a claimant. Out: its chart, with a title that states what was found in neutral words:
 * the latest figure of each claimant beside the others. Nothing is summed or averaged. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "base/fault.h"
#include "chart_inside.h"
#include "reckoned.h"

static const char *const note =
    "Each figure is its claimant's. None is an estimate by Tollbook, and figures of different claimants are not put together.";

static void set_mark(toll_chart_mark *out, toll_reckoning *r, uint32_t claim, bool latest)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, claim);
    *out = (toll_chart_mark){.who = toll_view_claimant_name(r, claim),
        .words = c->words,
        .place = c->place_name ? c->place_name : c->place_words,
        .quantity =
            {.point = c->point, .low = c->low, .high = c->high, .qualifier = (toll_qualifier)c->qualifier, .unit = (toll_unit)c->unit},
        .outcome = (toll_outcome)c->outcome,
        .said = toll_view_said(r, claim),
        .to = c->to,
        .latest = latest};
}

static void add_latest(toll_buffer *title, const toll_chart_mark *marks, size_t count)
{
    size_t shown = 0, more = 0;
    for (size_t i = 0; i < count; i++) {
        if (!marks[i].latest) continue;
        if (shown == 4) {
            more++;
            continue;
        }
        toll_buffer_add_string(title, shown++ ? ", " : "");
        toll_view_number(title, &marks[i].quantity, toll_text_of(marks[i].words), TOLL_VIEW_TEXT);
        toll_buffer_printf(title, " (%s)", marks[i].who);
    }
    if (more) toll_buffer_printf(title, " and %zu more", more);
}

bool toll_chart_question(toll_buffer *out, toll_reckoning *r, const toll_question *q, const char *as_of)
{
    toll_view_step *steps = toll_base_zero(q->statement_count + 1u, sizeof *steps);
    toll_chart_mark *marks = toll_base_zero(q->statement_count + 1u, sizeof *marks);
    toll_buffer title = {0}, subtitle = {0};
    toll_words words;
    bool memory = steps && marks;
    if (memory) {
        toll_view_ladder_order(steps, r, q->statements, q->statement_count);
        for (uint32_t i = 0; i < q->statement_count; i++) set_mark(&marks[i], r, steps[i].claim, steps[i].latest);
        toll_question_title(&words, r, q);
        chart_add_outcome(&title, q->outcome);
        if (title.len) title.data[0] = (char)toupper((unsigned char)title.data[0]);
        toll_buffer_add_string(&title, ": latest from each: ");
        add_latest(&title, marks, q->statement_count);
        toll_buffer_printf(&subtitle, "%s. %u statements%s%s%s", words.text, q->statement_count,
            q->left_out ? ", earlier ones left out" : "", as_of ? ", as of " : "", as_of ? as_of : "");
        const toll_chart chart = {title.data, subtitle.data, note, marks, q->statement_count};
        memory = !title.failed && !subtitle.failed;
        if (memory) toll_chart_ladder(out, &chart);
    }
    toll_buffer_free(&title);
    toll_buffer_free(&subtitle);
    toll_base_free(steps);
    toll_base_free(marks);
    return memory && !out->failed;
}

bool toll_chart_claims(toll_buffer *out, toll_reckoning *r, const uint32_t *claims, size_t count, const char *title)
{
    toll_chart_mark *marks = toll_base_zero(count + 1, sizeof *marks);
    if (!marks) return false;
    for (size_t i = 0; i < count; i++) set_mark(&marks[i], r, claims[i], true);
    const toll_chart chart = {title, "The claims as they were asked for.", note, marks, count};
    toll_chart_ladder(out, &chart);
    toll_base_free(marks);
    return !out->failed;
}

/* --- a claimant over time */
typedef struct step {
    const toll_reckoned_claim *c;
    uint32_t claim, group;
} step;

static int compare_word(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

/* The definition: what may stand in one line. */
static int compare_definition(const toll_reckoned_claim *a, const toll_reckoned_claim *b)
{
    int order = compare_word(a->side, b->side);
    if (order) return order;
    if (a->outcome != b->outcome) return a->outcome < b->outcome ? -1 : 1;
    if (a->class_ != b->class_) return a->class_ < b->class_ ? -1 : 1;
    bool x = a->period_kind == TOLL_PERIOD_CUMULATIVE, y = b->period_kind == TOLL_PERIOD_CUMULATIVE;
    if (x != y) return x ? -1 : 1;
    if (x && a->from != b->from) return a->from < b->from ? -1 : 1;
    return compare_word(a->place_name ? a->place_name : a->place_words, b->place_name ? b->place_name : b->place_words);
}

static int compare(const void *a, const void *b)
{
    const toll_reckoned_claim *x = ((const step *)a)->c, *y = ((const step *)b)->c;
    int order = compare_definition(x, y);
    if (order) return order;
    if (x->to != y->to) return x->to < y->to ? -1 : 1;
    return strcmp(x->id, y->id);
}

static size_t collect(step *out, toll_reckoning *r, const char *claimant, const char *side)
{
    size_t count = 0;
    for (uint32_t i = 0; i < toll_reckoning_claim_count(r); i++) {
        const toll_reckoned_claim *c = toll_reckoning_claim(r, i);
        toll_statement s;
        if (compare_word(c->claimant, claimant) || (side && compare_word(c->side, side)) || c->to == TOLL_DAY_UNKNOWN ||
            c->unit != TOLL_UNIT_PEOPLE)
            continue;
        if (toll_reckoning_statement(&s, r, i) == TOLL_OK && s.head == i) out[count++] = (step){c, i, 0};
    }
    if (count) qsort(out, count, sizeof *out, compare);
    return count;
}

void toll_chart_add_definition(toll_buffer *out, const toll_reckoning *r, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, claim);
    toll_words words;
    bool total = c->period_kind == TOLL_PERIOD_CUMULATIVE;
    const toll_question q = {.side = c->side,
        .outcome = (toll_outcome)c->outcome,
        .class_ = (toll_class)c->class_,
        .unit = (toll_unit)c->unit,
        .place_name = c->place_name ? c->place_name : c->place_words};
    toll_question_subject(&words, r, &q);
    toll_buffer_printf(out, "%s, %s", words.text, total ? "running total" : "by period");
    words.text[0] = '\0';
    if (total) toll_words_add_day(&words, c->from);
    if (words.text[0]) toll_buffer_printf(out, " since %s", words.text);
}

uint32_t *toll_chart_claimant_figures(size_t *count, toll_reckoning *r, const char *claimant, const char *side)
{
    step *steps = toll_base_zero(toll_reckoning_claim_count(r) + 1u, sizeof *steps);
    *count = steps ? collect(steps, r, claimant, side) : 0;
    uint32_t *out = steps ? toll_base_zero(*count + 1, sizeof *out) : NULL;
    for (size_t i = 0; out && i < *count; i++) out[i] = steps[i].claim;
    toll_base_free(steps);
    return out;
}

typedef struct panel {
    size_t first, count;
} panel;

static int compare_panels(const void *a, const void *b)
{
    const panel *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int compare_places(const void *a, const void *b)
{
    const panel *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

enum { PANELS = 24 };

static void draw(toll_buffer *out, toll_reckoning *r, const step *steps, const panel *panels, size_t count, toll_chart_mark *marks,
    toll_buffer *title, size_t *shown)
{
    toll_chart_line lines[PANELS] = {0};
    toll_buffer labels[PANELS] = {0};
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        toll_chart_add_definition(&labels[i], r, steps[panels[i].first].claim);
        lines[i] = (toll_chart_line){
            labels[i].data ? labels[i].data : "", steps[panels[i].first].c->period_kind == TOLL_PERIOD_CUMULATIVE, at, panels[i].count};
        for (size_t k = 0; k < panels[i].count; k++) set_mark(&marks[at++], r, steps[panels[i].first + k].claim, false);
    }
    const toll_chart chart = {title->data, "By the end of the period that each figure is about; one definition a panel.", note, marks, at};
    toll_chart_series(out, &chart, lines, count);
    *shown = at;
    for (size_t i = 0; i < count; i++) toll_buffer_free(&labels[i]);
}

bool toll_chart_claimant(toll_buffer *out, size_t *shown, toll_reckoning *r, const char *claimant, const char *side, size_t most)
{
    size_t total = toll_reckoning_claim_count(r), panel_count = 0;
    step *steps = toll_base_zero(total + 1, sizeof *steps);
    panel *panels = toll_base_zero(total + 1, sizeof *panels);
    toll_chart_mark *marks = toll_base_zero(total + 1, sizeof *marks);
    bool memory = steps && panels && marks;
    toll_buffer title = {0};
    *shown = 0;
    if (memory) {
        size_t count = collect(steps, r, claimant, side);
        for (size_t i = 0; i < count; i++) {
            if (!i || compare_definition(steps[i - 1].c, steps[i].c)) panels[panel_count++].first = i;
            panels[panel_count - 1].count++;
        }
        if (panel_count) qsort(panels, panel_count, sizeof *panels, compare_panels);
        size_t drawn = panel_count < most ? panel_count : most;
        if (drawn > PANELS) drawn = PANELS;
        if (drawn) qsort(panels, drawn, sizeof *panels, compare_places);
        toll_buffer_printf(&title, "%s%s%s: %zu figure%s under %zu definition%s", toll_reckoning_called(r, claimant),
            side ? " on the losses of " : "", side ? side : "", count, count == 1 ? "" : "s", panel_count, panel_count == 1 ? "" : "s");
        if (drawn < panel_count) toll_buffer_printf(&title, ", the %zu with most figures shown", drawn);
        if (drawn && !title.failed) draw(out, r, steps, panels, drawn, marks, &title, shown);
    }
    toll_buffer_free(&title);
    toll_base_free(steps);
    toll_base_free(panels);
    toll_base_free(marks);
    return memory && !out->failed;
}
