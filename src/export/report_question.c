/* In: a question of the reckoning. Out: what is counted, its chart, its ladder, what its claims say of one another, and the words behind its figures:
 * each statement with all its claims, from the one nearest to the utterance on, with what changed on the way. */
#include <stdio.h>

#include "report.h"
#include "view/chart.h"

enum { STATEMENTS = 500, FINDINGS = 200, TELLINGS = 100 }; /* of one question; what is more is said */

/* A figure leads to its words where these stand in the file. */
static void add_figure(toll_buffer *out, const toll_reckoned_claim *c, bool here)
{
    if (here && c->row) toll_buffer_printf(out, "<a href=\"#c-%llu\">", (unsigned long long)c->row);
    report_line(out, toll_text_of(c->words));
    if (here && c->row) toll_buffer_add_string(out, "</a>");
}

/* Name, and the id beside. */
static void add_claimant(toll_buffer *out, toll_reckoning *r, uint32_t claim)
{
    const char *id = toll_reckoning_claim(r, claim)->claimant, *name = toll_view_claimant_name(r, claim);
    report_line(out, toll_text_of(name));
    if (!id || !strcmp(id, name)) return;
    toll_buffer_add_string(out, " <code>");
    report_line(out, toll_text_of(id));
    toll_buffer_add_string(out, "</code>");
}

static void add_ladder(export_job *job, toll_reckoning *r, const toll_view_step *steps, uint32_t count)
{
    toll_buffer *out = &job->out;
    const char *before = NULL;
    report_table(out, "The ladder: claimant by claimant, every statement", "Claimant|Said|Figure|Outcome|Day|Place|Told");
    for (uint32_t i = 0; i < count; i++) {
        char said[16], day[16];
        const toll_reckoned_claim *c = toll_reckoning_claim(r, steps[i].claim);
        const char *who = toll_view_claimant(r, steps[i].claim), *place = c->place_name ? c->place_name : c->place_words;
        toll_statement s = {0};
        if (toll_reckoning_statement(&s, r, steps[i].claim) != TOLL_OK) s.claim_count = 1;
        toll_buffer_add_string(out, "<tr><th scope=\"row\">");
        if (!before || strcmp(before, who)) add_claimant(out, r, steps[i].claim);
        before = who;
        toll_buffer_printf(out, "</th><td>%s</td><td>", toll_day_format(said, toll_view_said(r, steps[i].claim)) ? said : "day open");
        add_figure(out, c, true);
        toll_buffer_printf(out, "%s</td><td>%s</td><td>%s</td><td>", steps[i].latest ? " (latest)" : "",
            toll_outcome_name((toll_outcome)c->outcome), toll_day_format(day, c->to) ? day : "open");
        report_line(out, toll_text_of(place ? place : "open"));
        toll_buffer_printf(out, "</td><td>%u</td></tr>\n", s.claim_count);
    }
    report_table_end(out);
}

static void add_finding(toll_buffer *out, toll_reckoning *r, const toll_finding *f, const char *question, bool all)
{
    char reason[2048], own[18];
    toll_finding_reason(reason, sizeof reason, r, f);
    toll_buffer_printf(out, "<li><strong>%s</strong> <code>%s</code>", toll_view_finding_title(f->code), toll_finding_code_name(f->code));
    if (toll_verdict_name(f->verdict)) toll_buffer_printf(out, " (%s)", toll_verdict_name(f->verdict));
    toll_buffer_add_string(out, "<br>");
    report_line(out, toll_text_of(reason));
    toll_buffer_add_string(out, "<br>");
    for (uint32_t i = 0; i < f->claim_count && i < 12; i++) {
        const toll_reckoned_claim *c = toll_reckoning_claim(r, f->claims[i]);
        toll_reckoning_question_id(own, r, f->claims[i]);
        toll_buffer_add_string(out, i ? " · " : "");
        add_figure(out, c, all || !strcmp(own, question));
        toll_buffer_add_char(out, ' ');
        report_line(out, toll_text_of(toll_view_claimant_name(r, f->claims[i])));
        toll_buffer_add_string(out, ", ");
        report_line(out, toll_text_of(toll_reckoning_document(r, c->document)->name));
    }
    if (f->claim_count > 12) toll_buffer_printf(out, " and %u more", f->claim_count - 12);
    toll_buffer_add_string(out, "</li>\n");
}

static toll_status add_findings(export_job *job, const char *id, int level, bool all)
{
    toll_finding f;
    unsigned count = 0;
    toll_status status = toll_ask_findings_begin(job->ask, 0, id, job->error);
    toll_buffer_printf(&job->out, "<h%d>What these claims say of one another</h%d>\n<ul>\n", level, level);
    while (status >= 0 && (status = toll_ask_findings_next(&f, job->ask, job->error)) == TOLL_OK && count < FINDINGS) {
        add_finding(&job->out, toll_ask_reckoning(job->ask), &f, id, all);
        count++;
        toll_status sent = export_flush(job, false);
        if (sent < 0) return sent;
    }
    toll_buffer_add_string(&job->out, count ? "" : "<li>Nothing was found.</li>\n");
    if (status == TOLL_OK)
        toll_buffer_printf(&job->out, "<li>More than %d; <code>tollbook findings --question %s</code> has all.</li>\n", FINDINGS, id);
    toll_buffer_add_string(&job->out, "</ul>\n");
    return status < 0 ? status : TOLL_OK;
}

toll_status report_question(export_job *job, const char *asked, int level, bool all)
{
    toll_question q;
    toll_words words;
    char id[18];
    toll_status status = toll_ask_find_question(&q, job->ask, asked, STATEMENTS, job->error);
    if (status != TOLL_OK) return status;
    toll_reckoning *r = toll_ask_reckoning(job->ask);
    toll_view_step *steps = toll_base_zero(q.statement_count + 1u, sizeof *steps);
    if (!steps) return export_no_memory(job);
    snprintf(id, sizeof id, "%s", q.id);
    toll_question_title(&words, r, &q);
    if (all) {
        toll_buffer_printf(&job->out, "<h%d id=\"%s\">", level, id);
        report_line(&job->out, toll_text_of(words.text));
        toll_buffer_printf(&job->out, "</h%d>\n", level);
    } else {
        report_begin(job, words.text);
    }
    toll_view_ladder_order(steps, r, q.statements, q.statement_count);
    toll_buffer_add_string(&job->out, "<figure>\n");
    bool drawn = toll_chart_question(&job->out, r, &q, job->as_of[0] ? job->as_of : NULL);
    toll_buffer_add_string(&job->out, "</figure>\n");
    if (q.left_out) toll_buffer_printf(&job->out, "<p>%u earlier statements are left out.</p>\n", q.left_out);
    add_ladder(job, r, steps, q.statement_count);
    toll_base_free(steps);
    return drawn ? add_findings(job, id, level + (all ? 1 : 0), all) : export_no_memory(job);
}

/* --- the words behind the figures of one question */
typedef struct telling {
    char id[25];
    unsigned drift;
    bool head, confirmed;
} telling;

static void add_telling(toll_buffer *out, const telling *t)
{
    if (t->head) return;
    toll_buffer_printf(out, "<p class=\"soft\">Told again (%s)", t->confirmed ? "confirmed" : "suggested");
    if (t->drift) toll_buffer_add_string(out, "; changed on the way: ");
    toll_view_add_drift(out, t->drift);
    toll_buffer_add_string(out, ".</p>\n");
}

/* All rows with the claim's id that stand: of two documents with one text, both. */
static toll_status add_words(export_job *job, const telling *t)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    filter.id = t->id, filter.as_of = job->options->filter->as_of;
    toll_status status = toll_ledger_claims_open(&claims, job->ledger, &filter, job->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, job->error)) == TOLL_OK) {
        report_document(&job->out, &row, 4);
        add_telling(&job->out, t);
        report_sentence(&job->out, &row);
        toll_buffer_add_string(&job->out, "<ul>\n");
        report_claim(job, &row);
        toll_buffer_add_string(&job->out, "</ul>\n");
        job->count.claims++;
        status = export_flush(job, false);
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

/* The claims of a statement, its head first; the texts are read only once the reckoning is done with. */
static size_t gather(telling *out, toll_reckoning *r, uint32_t head, uint32_t *more)
{
    toll_statement s;
    toll_hop hop;
    size_t count = 0;
    *more = 0;
    if (toll_reckoning_statement(&s, r, head) != TOLL_OK) s = (toll_statement){.head = head, .claims = &head, .claim_count = 1};
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < s.claim_count; i++) {
            if ((s.claims[i] == s.head) != !pass) continue;
            if (count == TELLINGS) {
                ++*more;
                continue;
            }
            telling *t = &out[count++];
            *t = (telling){.head = !pass};
            snprintf(t->id, sizeof t->id, "%s", toll_reckoning_claim(r, s.claims[i])->id);
            if (!pass || s.claim_count < 2) continue;
            toll_reckoning_hop(&hop, r, &s, s.claims[i]);
            t->drift = hop.drift, t->confirmed = hop.confirmed;
        }
    return count;
}

toll_status report_evidence(export_job *job, const char *asked)
{
    toll_question q;
    uint32_t more;
    telling tellings[TELLINGS];
    toll_status status = toll_ask_find_question(&q, job->ask, asked, STATEMENTS, job->error);
    if (status != TOLL_OK) return status;
    toll_reckoning *r = toll_ask_reckoning(job->ask);
    toll_view_step *steps = toll_base_zero(q.statement_count + 1u, sizeof *steps);
    if (!steps) return export_no_memory(job);
    uint32_t count = q.statement_count;
    toll_view_ladder_order(steps, r, q.statements, count);
    toll_buffer_add_string(&job->out, "<h2>The words</h2>\n");
    for (uint32_t i = 0; i < count && status >= 0; i++) {
        toll_buffer_add_string(&job->out, "<h3>");
        add_claimant(&job->out, r, steps[i].claim);
        toll_buffer_add_string(&job->out, ": ");
        report_line(&job->out, toll_text_of(toll_reckoning_claim(r, steps[i].claim)->words));
        toll_buffer_add_string(&job->out, "</h3>\n");
        size_t told = gather(tellings, r, steps[i].claim, &more);
        for (size_t k = 0; k < told && status >= 0; k++) status = add_words(job, &tellings[k]);
        if (more) toll_buffer_printf(&job->out, "<p>And told %u times more.</p>\n", more);
    }
    toll_base_free(steps);
    return status < 0 ? status : TOLL_OK;
}
