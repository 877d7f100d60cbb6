/* In: claims. Out: what UCDP-like and ACLED-like rows share; see event.h. */
#include "event.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "reckon/algebra.h"

export_figure export_figure_of(const toll_quantity *q, toll_export_vague vague)
{
    export_figure none = {NAN, NAN, NAN};
    if (q->qualifier == TOLL_QUALIFIER_EXACT) return (export_figure){q->point, q->point, q->point};
    if (q->qualifier != TOLL_QUALIFIER_VAGUE) return (export_figure){NAN, q->low, q->high};
    if (vague == TOLL_EXPORT_NO_NUMBER) return none;
    if (vague == TOLL_EXPORT_STRICT) return (export_figure){NAN, q->low, q->high};
    toll_interval rule = toll_interval_of(q->qualifier, q->point, q->low, q->high, TOLL_POLICY_ACLED);
    return (export_figure){NAN, rule.low, q->high};
}

bool export_is_left_out(char out[160], const toll_claim *c)
{
    const char *kind = toll_period_kind_name(c->period.kind);
    bool total = c->period.kind == TOLL_PERIOD_CUMULATIVE || c->period.kind == TOLL_PERIOD_AVERAGE;
    bool unsaid = c->modality == TOLL_MODALITY_DENIED || c->modality == TOLL_MODALITY_QUESTIONED;
    if (c->outcome != TOLL_OUTCOME_KILLED) snprintf(out, 160, "outcome %s: only deaths have columns", toll_outcome_name(c->outcome));
    else if (c->quantity.unit != TOLL_UNIT_PEOPLE)
        snprintf(out, 160, "unit %s: only people have columns", toll_unit_name(c->quantity.unit));
    else if (unsaid) snprintf(out, 160, "modality %s: the claim does not assert its figure", toll_modality_name(c->modality));
    else if (total) snprintf(out, 160, "period %s: no event, but a figure over a time that others are counted in", kind);
    else if (c->quantity.point == 0) snprintf(out, 160, "no death is claimed: rows are events with deaths");
    else return false;
    return true;
}

void export_add_note(toll_buffer *notes, const char *format, ...)
{
    char text[512];
    va_list list;
    va_start(list, format);
    int len = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (notes->len) toll_buffer_add_string(notes, "; ");
    toll_view_add_plain(notes, (toll_text){text, len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1});
}

static const toll_view_field left_out_fields[] = {
    {"tollbook_doc", TOLL_VIEW_STRING, "", "the document's name in the ledger"},
    {"tollbook_claim", TOLL_VIEW_STRING, "", "the claim's id"},
    {"tollbook_number", TOLL_VIEW_STRING, "", "the figure with its bound, in plain words"},
    {"tollbook_outcome", TOLL_VIEW_STRING, "", "what became of them"},
    {"tollbook_reason", TOLL_VIEW_STRING, "", "why it has no row"},
};
enum { LEFT_OUT = sizeof left_out_fields / sizeof *left_out_fields };

toll_status export_begin_events(export_job *job)
{
    const export_dataset *dataset = job->dataset;
    bool left_out = job->options->left_out;
    job->own = toll_base_zero(1, sizeof(export_texts));
    if (!job->own) return export_no_memory(job);
    export_begin_csv(&job->out, job, left_out ? left_out_fields : dataset->fields, left_out ? LEFT_OUT : dataset->count);
    return TOLL_OK;
}

void export_close_events(export_job *job)
{
    export_texts *t = job->own;
    if (!t) return;
    toll_buffer_free(&t->notes);
    toll_buffer_free(&t->article);
    toll_buffer_free(&t->point);
    toll_base_free(t);
}

/* The figure in words, at the beginning of the job's scratch. */
static toll_text figure_in_words(export_job *job, const toll_ledger_row *row)
{
    toll_buffer_clear(&job->scratch);
    toll_view_number(&job->scratch, &row->claim.quantity, toll_view_cut(&row->document, row->claim.quantity.span), TOLL_VIEW_TEXT);
    return (toll_text){job->scratch.data, job->scratch.len};
}

static toll_status add_left_out(export_job *job, const toll_ledger_row *row, const char *reason)
{
    job->count.left_out++;
    if (!job->options->left_out) return TOLL_OK;
    const toll_view_datum cells[LEFT_OUT] = {export_text_of(row->document.name), export_string_of(row->claim.id),
        export_text_of(figure_in_words(job, row)), export_string_of(toll_outcome_name(row->claim.outcome)), export_string_of(reason)};
    if (job->scratch.failed) return export_no_memory(job);
    toll_view_csv_cells(&job->out, left_out_fields, cells, LEFT_OUT, job->options->csv_safe);
    return TOLL_OK;
}

static void add_review(toll_buffer *out, const toll_ledger_row *row)
{
    if (row->decision == TOLL_LEDGER_PROPOSED) return;
    toll_buffer_add_string(out, toll_ledger_action_name(row->decision));
    if (row->payload.len) toll_buffer_printf(out, " %.*s", (int)toll_text_head(row->payload, 4096).len, row->payload.data);
}

static void set_beside(
    toll_view_datum *at, const toll_ledger_row *row, toll_text figure, const toll_buffer *review, const toll_buffer *notes)
{
    const toll_claim *c = &row->claim;
    at[0] = export_text_of(row->document.name);
    at[1] = export_string_of(c->id);
    at[2] = export_text_of(figure);
    at[3].number = c->quantity.point;
    at[4] = export_text_of(c->claimant.id ? toll_text_of(c->claimant.id) : toll_view_cut(&row->document, c->claimant.span));
    at[5] = export_string_of(c->victims.side);
    at[6] = export_string_of(toll_class_name(c->victims.class_));
    at[7].day = c->period.from;
    at[8].day = c->period.to;
    at[9].number = toll_view_confidence(c);
    at[10] = export_text_of((toll_text){review->data, review->len});
    at[11] = export_text_of((toll_text){notes->data, notes->len});
}

toll_status export_add_claim_event(export_job *job, const toll_ledger_row *row)
{
    const export_dataset *dataset = job->dataset;
    char reason[160];
    toll_view_datum cells[EXPORT_CELLS];
    toll_buffer review = {0};
    export_texts *t = job->own;
    if (export_is_left_out(reason, &row->claim)) return add_left_out(job, row, reason);
    if (job->options->left_out) return TOLL_OK;
    for (size_t i = 0; i < dataset->count; i++) cells[i] = (toll_view_datum){.number = NAN, .day = TOLL_DAY_UNKNOWN};
    toll_buffer_clear(&t->notes);
    dataset->fill(cells, job, t, row);
    if (row->decision == TOLL_LEDGER_CORRECTED) export_add_note(&t->notes, "a reviewer corrected the claim; the row is as it was read");
    add_review(&review, row);
    set_beside(cells + dataset->count - EXPORT_BESIDE, row, figure_in_words(job, row), &review, &t->notes);
    bool memory = !review.failed && !job->scratch.failed && !t->notes.failed && !t->article.failed && !t->point.failed;
    if (memory) toll_view_csv_cells(&job->out, dataset->fields, cells, dataset->count, job->options->csv_safe);
    toll_buffer_free(&review);
    return memory ? TOLL_OK : export_no_memory(job);
}
