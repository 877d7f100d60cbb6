/* In: a claim. Out: its row in the table of statements: the utterance it goes back to, what that counts, and the claim it was told from with what
 * changed on the way, so that one statement in five outlets can be taken once. The reckoning is asked claim by claim and forgets after each document,
 * so memory stays that of a document's statements. */
#include <stdio.h>

#include "inside.h"

/* Two documents with one text have claims of one id: the claim is that of the row. */
static uint32_t own_claim(toll_reckoning *r, const toll_statement *s, uint32_t found, uint64_t row)
{
    if (toll_reckoning_claim(r, found)->row == row) return found;
    for (uint32_t i = 0; i < s->claim_count; i++)
        if (toll_reckoning_claim(r, s->claims[i])->row == row) return s->claims[i];
    return found;
}

toll_status export_add_statement(export_job *job, const toll_ledger_row *row, toll_view_datum *cells, export_add_row *add, void *context)
{
    uint32_t claim;
    toll_statement s;
    toll_hop hop;
    char question[18], statement[26];
    if (job->new_document && job->ask->kept) toll_kept_forget(job->ask->kept);
    toll_status status = toll_ask_find_claim(&claim, job->ask, row->claim.id, job->error);
    if (status != TOLL_OK) return status < 0 ? status : TOLL_OK;
    toll_reckoning *r = toll_ask_reckoning(job->ask);
    if (toll_reckoning_statement(&s, r, claim) != TOLL_OK) return TOLL_OK;
    claim = own_claim(r, &s, claim, row->row);
    toll_reckoning_hop(&hop, r, &s, claim);
    bool head = claim == s.head;
    toll_buffer_clear(&job->scratch);
    toll_view_add_drift(&job->scratch, hop.drift);
    if (job->scratch.failed) return export_no_memory(job);
    snprintf(statement, sizeof statement, "%s", s.id);
    cells[4] = export_string_of(head ? "head" : hop.confirmed ? "confirmed" : "suggested");
    cells[5] = export_string_of(head ? NULL : toll_reckoning_claim(r, hop.from)->id);
    toll_reckoning_question_id(question, r, s.head);
    cells[2] = export_string_of(statement);
    cells[3] = export_string_of(question);
    cells[6] = export_text_of((toll_text){job->scratch.data, job->scratch.len});
    return add(context, EXPORT_STATEMENTS, cells);
}
