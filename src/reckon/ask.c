/* In: a ledger, as of a moment. Out: what its reckoning says, out of its kept tables; or where there are none that are up to date, or another
 * moment or policy is asked for, out of all its claims reckoned in memory, which gives the same answers and costs a reading of the ledger. */
#include "ask.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"
#include "inside.h"
#include "load.h"

static toll_status open_memory(toll_ask *ask, const toll_kept_options *options, int64_t as_of, toll_error *error)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    filter.as_of = as_of;
    toll_status status = toll_reckoning_open(&ask->memory, &options->reckon, error);
    if (status >= 0) status = toll_series_load_heads(&ask->tables, ask->ledger, as_of, error);
    if (status >= 0) ask->memory->tables = &ask->tables, ask->memory->tables_ledger = ask->ledger;
    if (status >= 0) status = toll_reckoning_load(ask->memory, ask->ledger, &filter, error);
    return status < 0 ? status : toll_reckoning_settle(ask->memory, error);
}

toll_status toll_ask_open(toll_ask *out, toll_ledger *ledger, const toll_kept_options *options, int64_t as_of, toll_error *error)
{
    *out = (toll_ask){.ledger = ledger};
    toll_status status = as_of ? TOLL_END : toll_kept_open(&out->kept, ledger, options, error);
    return status == TOLL_END ? open_memory(out, options, as_of, error) : status;
}

void toll_ask_close(toll_ask *ask)
{
    toll_kept_close(ask->kept);
    toll_reckoning_close(ask->memory);
    toll_series_list_free(&ask->tables);
    toll_base_free(ask->relays);
    *ask = (toll_ask){0};
}

toll_reckoning *toll_ask_reckoning(toll_ask *ask)
{
    return ask->kept ? toll_kept_reckoning(ask->kept) : ask->memory;
}

toll_status toll_ask_find_claim(uint32_t *out, toll_ask *ask, const char *id, toll_error *error)
{
    if (*id == 's') id++;
    if (ask->kept) return toll_kept_claim(out, ask->kept, id, error);
    *out = toll_reckoning_find(ask->memory, id);
    return *out == UINT32_MAX ? TOLL_END : TOLL_OK;
}

toll_status toll_ask_find_question(toll_question *out, toll_ask *ask, const char *id, uint64_t most, toll_error *error)
{
    if (ask->kept) return toll_kept_question(out, ask->kept, id, most, error);
    toll_status status = toll_reckoning_question_find(out, ask->memory, id);
    if (status != TOLL_OK || !most || out->statement_count <= most) return status;
    out->left_out = out->statement_count - (uint32_t)most;
    out->statements += out->left_out, out->statement_count = (uint32_t)most;
    return TOLL_OK;
}

toll_status toll_ask_find_claimant(toll_ask *ask, const char *claimant, toll_error *error)
{
    return ask->kept ? toll_kept_claimant(ask->kept, claimant, error) : TOLL_OK;
}

/* Findings in memory from the first, of these codes, on a question or on that of a claim. Where there is none, none follows. */
static void start_findings(toll_ask *ask, uint32_t codes, const char *question)
{
    toll_question q;
    ask->at = 0, ask->codes = codes, ask->question[0] = '\0';
    if (ask->kept || !question) return;
    if (toll_reckoning_question_find(&q, ask->memory, question) == TOLL_OK) snprintf(ask->question, sizeof ask->question, "%s", q.id);
    else ask->at = SIZE_MAX;
}

toll_status toll_ask_findings_begin(toll_ask *ask, uint32_t codes, const char *question, toll_error *error)
{
    start_findings(ask, codes, question);
    return ask->kept ? toll_kept_findings(ask->kept, codes, question, error) : TOLL_OK;
}

toll_status toll_ask_findings_after(toll_ask *ask, uint32_t codes, const char *question, const toll_finding *after, toll_error *error)
{
    if (!after) return toll_ask_findings_begin(ask, codes, question, error);
    start_findings(ask, codes, question);
    if (ask->kept) return toll_kept_findings_after(ask->kept, codes, question, after, error);
    toll_finding f;
    while (ask->at != SIZE_MAX && toll_reckoning_finding(&f, ask->memory, ask->at) == TOLL_OK &&
           (f.code < after->code || (f.code == after->code && strcmp(f.id, after->id) < 0) ||
               (f.code == after->code && !strcmp(f.id, after->id) && f.drift <= after->drift)))
        ask->at++;
    return TOLL_OK;
}

static bool is_on(toll_reckoning *r, const toll_finding *f, const char *question)
{
    char id[18];
    for (uint32_t i = 0; i < f->claim_count; i++) {
        toll_reckoning_question_id(id, r, f->claims[i]);
        if (!strcmp(id, question)) return true;
    }
    return false;
}

toll_status toll_ask_findings_next(toll_finding *out, toll_ask *ask, toll_error *error)
{
    if (ask->kept) return toll_kept_findings_next(out, ask->kept, error);
    while (ask->at != SIZE_MAX) {
        toll_status status = toll_reckoning_finding(out, ask->memory, ask->at++);
        if (status != TOLL_OK) return status;
        if (ask->codes && !(ask->codes >> out->code & 1)) continue;
        if (!*ask->question || is_on(ask->memory, out, ask->question)) return TOLL_OK;
    }
    return TOLL_END;
}

toll_status toll_ask_questions_begin(toll_ask *ask, uint64_t least, toll_error *error)
{
    ask->at = 0, ask->least = least;
    if (ask->kept) return toll_kept_questions(ask->kept, least, error);
    (void)toll_reckoning_question_count(ask->memory);
    return TOLL_OK;
}

/* The order of questions, in memory and in tables. */
static int64_t key_of(const char *id)
{
    return (int64_t)strtoull(id + (*id == 'q'), NULL, 16);
}

toll_status toll_ask_questions_after(toll_ask *ask, uint64_t least, const char *after, toll_error *error)
{
    if (!after) return toll_ask_questions_begin(ask, least, error);
    ask->at = 0, ask->least = least;
    if (ask->kept) return toll_kept_questions_after(ask->kept, least, after, error);
    toll_question q;
    size_t count = toll_reckoning_question_count(ask->memory);
    while (ask->at < count && toll_reckoning_question(&q, ask->memory, ask->at) == TOLL_OK && key_of(q.id) <= key_of(after)) ask->at++;
    return TOLL_OK;
}

toll_status toll_ask_questions_next(toll_question *out, toll_ask *ask, toll_error *error)
{
    if (ask->kept) return toll_kept_questions_next(out, ask->kept, error);
    toll_status status;
    do status = toll_reckoning_question(out, ask->memory, ask->at++);
    while (status == TOLL_OK && out->statement_count < ask->least);
    return status;
}

toll_status toll_ask_relays_begin(toll_ask *ask, const char *claimant, const char *outlet, toll_error *error)
{
    ask->at = 0;
    if (ask->kept) return toll_kept_relays(ask->kept, claimant, outlet, error);
    toll_base_free(ask->relays);
    ask->relays = NULL;
    return toll_reckoning_relays(&ask->relays, &ask->relay_count, ask->memory, claimant, outlet, error);
}

toll_status toll_ask_relays_next(toll_relay *out, toll_ask *ask, toll_error *error)
{
    if (ask->kept) return toll_kept_relays_next(out, ask->kept, error);
    if (ask->at >= ask->relay_count) return TOLL_END;
    *out = ask->relays[ask->at++];
    return TOLL_OK;
}
