/* In: a ledger, as of a moment. Out: its kept reckoning; or where there is none that is up to date, or another moment or policy is asked
 * for, all its claims reckoned in memory, which gives the same answers and costs a reading of the ledger. */
#include "reckoning.h"

#include "base/fault.h"
#include "reckon/load.h"

static toll_reckon_options options_of(const toll_cli_reckoning *asked)
{
    toll_reckon_options options = {
        .size = sizeof options, .policy = (toll_policy)asked->policy, .parent = toll_world_parent, .context = asked->world};
    options.known = toll_world_days(asked->world, &options.known_count);
    return options;
}

static toll_status open_kept(toll_cli_reckoning *asked, toll_error *error)
{
    const toll_kept_options options = {.size = sizeof options, .reckon = options_of(asked), .tables = toll_world_tables(asked->world)};
    return asked->as_of ? TOLL_END : toll_kept_open(&asked->kept, asked->store, &options, error);
}

static toll_status open_memory(toll_cli_reckoning *asked, const toll_ledger_filter *filter, toll_error *error)
{
    const toll_reckon_options options = options_of(asked);
    toll_status status = toll_reckoning_open(&asked->memory, &options, error);
    if (status >= 0) status = toll_reckoning_load(asked->memory, asked->store, filter, error);
    return status < 0 ? status : toll_reckoning_settle(asked->memory, error);
}

int toll_cli_reckoning_open(toll_cli_reckoning *asked, const char *command)
{
    toll_error error = {0};
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    if (asked->as_of && !toll_ledger_time_parse(&filter.as_of, toll_text_of(asked->as_of))) {
        toll_cli_say("%s: --as-of \"%s\" is no date; write 2023-01-04 or 2023-01-04T12:30:00Z", command, asked->as_of);
        return TOLL_EXIT_USAGE;
    }
    toll_status status = toll_cli_ledger_open(&asked->store, asked->ledger, TOLL_LEDGER_READ, &error);
    if (status >= 0) status = toll_world_open(&asked->world, &error);
    if (status >= 0) status = open_kept(asked, &error);
    if (status == TOLL_END) status = open_memory(asked, &filter, &error);
    return status < 0 ? toll_cli_fail(&error) : TOLL_CLI_GO;
}

void toll_cli_reckoning_close(toll_cli_reckoning *asked)
{
    toll_kept_close(asked->kept);
    toll_reckoning_close(asked->memory);
    toll_world_close(asked->world);
    toll_ledger_close(asked->store);
    toll_base_free(asked->relays);
}

toll_reckoning *toll_cli_reckoning_of(toll_cli_reckoning *asked)
{
    return asked->kept ? toll_kept_reckoning(asked->kept) : asked->memory;
}

toll_status toll_cli_find_claim(uint32_t *out, toll_cli_reckoning *asked, const char *id, toll_error *error)
{
    if (*id == 's') id++;
    if (asked->kept) return toll_kept_claim(out, asked->kept, id, error);
    *out = toll_reckoning_find(asked->memory, id);
    return *out == UINT32_MAX ? TOLL_END : TOLL_OK;
}

toll_status toll_cli_find_question(toll_question *out, toll_cli_reckoning *asked, const char *id, uint64_t most, toll_error *error)
{
    if (asked->kept) return toll_kept_question(out, asked->kept, id, most, error);
    toll_status status = toll_reckoning_question_find(out, asked->memory, id);
    if (status != TOLL_OK || !most || out->statement_count <= most) return status;
    out->left_out = out->statement_count - (uint32_t)most;
    out->statements += out->left_out, out->statement_count = (uint32_t)most;
    return TOLL_OK;
}

toll_status toll_cli_find_claimant(toll_cli_reckoning *asked, const char *claimant, toll_error *error)
{
    return asked->kept ? toll_kept_claimant(asked->kept, claimant, error) : TOLL_OK;
}

toll_status toll_cli_findings_begin(toll_cli_reckoning *asked, uint32_t codes, const char *question, toll_error *error)
{
    asked->at = 0, asked->codes = codes, asked->question = question;
    return asked->kept ? toll_kept_findings(asked->kept, codes, question, error) : TOLL_OK;
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

toll_status toll_cli_findings_next(toll_finding *out, toll_cli_reckoning *asked, toll_error *error)
{
    if (asked->kept) return toll_kept_findings_next(out, asked->kept, error);
    for (;;) {
        toll_status status = toll_reckoning_finding(out, asked->memory, asked->at++);
        if (status != TOLL_OK) return status;
        if (asked->codes && !(asked->codes >> out->code & 1)) continue;
        if (!asked->question || is_on(asked->memory, out, asked->question)) return TOLL_OK;
    }
}

toll_status toll_cli_questions_begin(toll_cli_reckoning *asked, uint64_t least, toll_error *error)
{
    asked->at = 0, asked->least = least;
    if (asked->kept) return toll_kept_questions(asked->kept, least, error);
    (void)toll_reckoning_question_count(asked->memory);
    return TOLL_OK;
}

toll_status toll_cli_questions_next(toll_question *out, toll_cli_reckoning *asked, toll_error *error)
{
    if (asked->kept) return toll_kept_questions_next(out, asked->kept, error);
    toll_status status;
    do status = toll_reckoning_question(out, asked->memory, asked->at++);
    while (status == TOLL_OK && out->statement_count < asked->least);
    return status;
}

toll_status toll_cli_relays_begin(toll_cli_reckoning *asked, const char *claimant, const char *outlet, toll_error *error)
{
    asked->at = 0;
    if (asked->kept) return toll_kept_relays(asked->kept, claimant, outlet, error);
    return toll_reckoning_relays(&asked->relays, &asked->relay_count, asked->memory, claimant, outlet, error);
}

toll_status toll_cli_relays_next(toll_relay *out, toll_cli_reckoning *asked, toll_error *error)
{
    if (asked->kept) return toll_kept_relays_next(out, asked->kept, error);
    if (asked->at >= asked->relay_count) return TOLL_END;
    *out = asked->relays[asked->at++];
    return TOLL_OK;
}

toll_view_options toll_cli_reckoning_view(const toll_cli_reckoning *asked)
{
    int format = asked->format >= 0 ? asked->format : toll_cli_stdout_is_terminal() ? TOLL_VIEW_TABLE : TOLL_VIEW_JSONL;
    return (toll_view_options){
        .size = sizeof(toll_view_options), .format = (toll_view_format)format, .width = toll_cli_width(), .csv_safe = asked->csv_safe};
}

void toll_cli_add_day_json(toll_buffer *out, toll_day day)
{
    char text[16] = "";
    toll_buffer_add_json(out, (toll_text){toll_day_format(text, day) ? text : NULL, strlen(text)});
}

void toll_cli_add_claim_json(toll_buffer *out, toll_reckoning *reckoning, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(reckoning, claim);
    const toll_reckoned_document *d = toll_reckoning_document(reckoning, c->document);
    toll_buffer_printf(out, "{\"id\":\"%s\",\"doc\":", c->id);
    toll_buffer_add_json(out, toll_text_of(d->name));
    toll_buffer_add_string(out, ",\"outlet\":");
    toll_buffer_add_json(out, toll_text_of(d->outlet));
    toll_buffer_printf(out, ",\"zone\":\"%s\",\"start\":%u,\"text\":", toll_zone_name((toll_zone)c->zone), c->off);
    toll_buffer_add_json(out, toll_text_of(c->words));
    toll_buffer_printf(out, ",\"outcome\":\"%s\",\"claimant\":", toll_outcome_name((toll_outcome)c->outcome));
    toll_buffer_add_json(out, toll_text_of(c->claimant));
    toll_buffer_add_string(out, ",\"claimant_text\":");
    toll_buffer_add_json(out, toll_text_of(c->claimant_words));
    toll_buffer_add_string(out, "}");
}
