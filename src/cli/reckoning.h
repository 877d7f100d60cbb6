/* What the subcommands of the reckoning share: the kept reckoning of a ledger, or where there is none, or another moment or policy is asked
 * for, all its claims reckoned in memory; and pieces of JSON. */
#ifndef TOLL_CLI_RECKONING_H
#define TOLL_CLI_RECKONING_H

#include <tollbook/reckon.h>

#include "engine/world.h"
#include "ledger.h"
#include "reckon/ask.h"
#include "view/reckoned.h"

typedef struct toll_cli_reckoning {
    const char *ledger, *as_of;
    int format;              /* -1 = not said */
    int policy;
    bool csv_safe;
    toll_world *world;
    toll_ledger *store;
    toll_ask ask;
} toll_cli_reckoning;

#define TOLL_CLI_RECKONING_DEFAULT {.format = -1}
#define TOLL_CLI_RECKONING_OPTIONS(r) \
    TOLL_CLI_LEDGER_OPTION((r).ledger), \
    {"as-of", TOLL_OPTION_TEXT, &(r).as_of, "DATE", "what the ledger knew at the end of that day (UTC), or at 2023-01-04T12:30:00Z"}, \
    {"policy", TOLL_OPTION_CHOICE, &(r).policy, "strict|acled", "what vague words allow (strict: hundreds are 200 to 999)"}, \
    {"format", TOLL_OPTION_CHOICE, &(r).format, "jsonl|csv|table", "how to print (a table on a terminal, else jsonl)"}, \
    {"csv-safe", TOLL_OPTION_FLAG, &(r).csv_safe, NULL, "guard CSV text cells that a spreadsheet would take for a formula"}

/* TOLL_CLI_GO, or the exit code after saying why. Close in any case. */
int toll_cli_reckoning_open(toll_cli_reckoning *asked, const char *command);
void toll_cli_reckoning_close(toll_cli_reckoning *asked);
toll_view_options toll_cli_reckoning_view(const toll_cli_reckoning *asked);

/* reckon/ask.h, of what was opened */
static inline toll_reckoning *toll_cli_reckoning_of(toll_cli_reckoning *asked) { return toll_ask_reckoning(&asked->ask); }
static inline toll_status toll_cli_find_claim(uint32_t *out, toll_cli_reckoning *asked, const char *id, toll_error *error)
{
    return toll_ask_find_claim(out, &asked->ask, id, error);
}
static inline toll_status toll_cli_find_question(toll_question *out, toll_cli_reckoning *asked, const char *id, uint64_t most, toll_error *error)
{
    return toll_ask_find_question(out, &asked->ask, id, most, error);
}
static inline toll_status toll_cli_find_claimant(toll_cli_reckoning *asked, const char *claimant, toll_error *error)
{
    return toll_ask_find_claimant(&asked->ask, claimant, error);
}
static inline toll_status toll_cli_findings_begin(toll_cli_reckoning *asked, uint32_t codes, const char *question, toll_error *error)
{
    return toll_ask_findings_begin(&asked->ask, codes, question, error);
}
static inline toll_status toll_cli_findings_next(toll_finding *out, toll_cli_reckoning *asked, toll_error *error)
{
    return toll_ask_findings_next(out, &asked->ask, error);
}
static inline toll_status toll_cli_questions_begin(toll_cli_reckoning *asked, uint64_t least, toll_error *error)
{
    return toll_ask_questions_begin(&asked->ask, least, error);
}
static inline toll_status toll_cli_questions_next(toll_question *out, toll_cli_reckoning *asked, toll_error *error)
{
    return toll_ask_questions_next(out, &asked->ask, error);
}
static inline toll_status toll_cli_relays_begin(toll_cli_reckoning *asked, const char *claimant, const char *outlet, toll_error *error)
{
    return toll_ask_relays_begin(&asked->ask, claimant, outlet, error);
}
static inline toll_status toll_cli_relays_next(toll_relay *out, toll_cli_reckoning *asked, toll_error *error)
{
    return toll_ask_relays_next(out, &asked->ask, error);
}

#endif
