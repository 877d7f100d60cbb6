/* In: a question, or all claims that a filter lets through. Out: a report to read, to print and to hand on: one HTML file without script or anything
 * from outside, its charts inside it as SVG. A question's has its chart, ladder, findings and the words behind each figure. A ledger's has the
 * questions that several statements answer, and then every claim under its sentence and its document, in a stream. With a filter there are only
 * the claims: what a question says of claims that were not asked for would mislead. */
#include <stdio.h>

#include "report.h"

enum { QUESTIONS = 500 }; /* of a ledger's report, in the order of their ids; what is more is said */

typedef struct report {
    uint64_t version;
    toll_span sentence; /* of the claim before */
    bool open;          /* a list of claims is */
} report;

static bool is_whole(const toll_ledger_filter *f)
{
    return !f->side && !f->outcomes && !f->claimant && !f->outlet && !f->place && !f->text && !f->document && !f->version && !f->id &&
           f->from == TOLL_DAY_UNKNOWN && f->to == TOLL_DAY_UNKNOWN && !f->limit && !f->history && !f->rejected && !f->figures;
}

/* Their ids first, for each question asks anew. */
static toll_status gather_questions(char (*ids)[18], size_t *count, bool *more, export_job *job)
{
    toll_question q;
    *count = 0, *more = false;
    toll_status status = toll_ask_questions_begin(job->ask, 2, job->error);
    while (status >= 0 && (status = toll_ask_questions_next(&q, job->ask, job->error)) == TOLL_OK) {
        *more = *count == QUESTIONS;
        if (*more) break;
        memcpy(ids[(*count)++], q.id, 18);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status add_questions(export_job *job)
{
    size_t count;
    bool more;
    char(*ids)[18] = toll_base_zero(QUESTIONS, sizeof *ids);
    if (!ids) return export_no_memory(job);
    toll_status status = gather_questions(ids, &count, &more, job);
    toll_buffer_add_string(&job->out, "<h2 id=\"questions\">Questions that several statements answer</h2>\n");
    if (!count) toll_buffer_add_string(&job->out, "<p>There is none.</p>\n");
    if (more) toll_buffer_printf(&job->out, "<p>The first %d of more; <code>tollbook questions --least 2</code> has all.</p>\n", QUESTIONS);
    for (size_t i = 0; i < count && status >= 0; i++) {
        status = report_question(job, ids[i], 3, true);
        if (status >= 0) status = export_flush(job, false);
        if (job->ask->kept) toll_kept_forget(job->ask->kept); /* memory is that of one question */
    }
    toll_base_free(ids);
    return status < 0 ? status : TOLL_OK;
}

static toll_status begin(export_job *job)
{
    job->own = toll_base_zero(1, sizeof(report));
    if (!job->own) return export_no_memory(job);
    if (job->options->question) {
        toll_status status = report_question(job, job->options->question, 2, false);
        return status == TOLL_OK ? report_evidence(job, job->options->question) : status;
    }
    report_begin(job, "Claims about losses");
    toll_buffer_add_string(&job->out, "<p>Asked for: ");
    report_line(&job->out, toll_text_of(job->asked));
    toll_buffer_printf(
        &job->out, ". Claims that a reviewer rejected are %s.</p>\n", job->options->filter->rejected ? "among them" : "left out");
    if (!is_whole(job->options->filter)) {
        toll_buffer_add_string(&job->out, "<p>Questions and findings are laid out only in a report of all claims.</p>\n");
    } else {
        toll_buffer_add_string(
            &job->out, "<ul><li><a href=\"#questions\">Questions</a></li><li><a href=\"#claims\">Claims and their words</a></li></ul>\n");
        toll_status status = add_questions(job);
        if (status < 0) return status;
    }
    toll_buffer_add_string(&job->out, "<h2 id=\"claims\">Claims and their words</h2>\n");
    return TOLL_OK;
}

static void close_list(export_job *job)
{
    report *own = job->own;
    if (own->open) toll_buffer_add_string(&job->out, "</ul>\n");
    own->open = false;
}

static toll_status add_claim(export_job *job, const toll_ledger_row *row)
{
    report *own = job->own;
    toll_span sentence = row->claim.sentence;
    if (job->new_document) {
        close_list(job);
        report_document(&job->out, row, 3);
    }
    if (!own->open || sentence.off != own->sentence.off || sentence.len != own->sentence.len) {
        close_list(job);
        report_sentence(&job->out, row);
        toll_buffer_add_string(&job->out, "<ul>\n");
        own->open = true;
    }
    own->sentence = sentence;
    report_claim(job, row);
    return TOLL_OK;
}

static toll_status end(export_job *job)
{
    close_list(job);
    if (!job->options->question)
        toll_buffer_printf(&job->out,
            "<p class=\"soft\">%llu claims in %llu documents. They are not to be added up: "
            "one statement that several documents tell is several claims.</p>\n",
            (unsigned long long)job->count.claims, (unsigned long long)job->count.documents);
    report_end(job);
    return TOLL_OK;
}

static void close_report(export_job *job)
{
    toll_base_free(job->own);
}

const export_writer export_html = {begin, add_claim, end, close_report, NULL};
