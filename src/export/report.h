/* Pieces of the report: one HTML file that needs nothing else, has no script, and whose every figure leads to its words in the same file. */
#ifndef TOLL_EXPORT_REPORT_H
#define TOLL_EXPORT_REPORT_H

#include "inside.h"

/* --- report_text.c. Texts from outside are escaped in both; the first is one line of it, the second every character. */
void report_line(toll_buffer *out, toll_text text);
void report_exact(toll_buffer *out, toll_text text);
void report_begin(export_job *job, const char *title);
void report_end(export_job *job);
void report_table(toll_buffer *out, const char *caption, const char *columns);   /* names split at '|' */
void report_table_end(toll_buffer *out);

/* --- report_claim.c */
/* Whose words and which text: title, outlet, day, address, hash. `level` of the heading. */
void report_document(toll_buffer *out, const toll_ledger_row *row, int level);
/* The sentence with its figure marked, once for the claims of one sentence. */
void report_sentence(toll_buffer *out, const toll_ledger_row *row);
/* A claim in one item of a list, with an anchor that figures elsewhere lead to. */
void report_claim(export_job *job, const toll_ledger_row *row);

/* --- report_question.c */
/* A question's chart, ladder and findings. `level` of its headings; `all`: every claim of the ledger stands in this file. TOLL_END: there is none. */
toll_status report_question(export_job *job, const char *id, int level, bool all);
/* The words behind its figures, statement by statement. */
toll_status report_evidence(export_job *job, const char *id);

#endif
