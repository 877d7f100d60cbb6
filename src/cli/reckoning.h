/* What the subcommands of the reckoning share: the kept reckoning of a ledger, or where there is none, or another moment or policy is asked
 * for, all its claims reckoned in memory; and pieces of JSON. */
#ifndef TOLL_CLI_RECKONING_H
#define TOLL_CLI_RECKONING_H

#include <tollbook/reckon.h>

#include "engine/world.h"
#include "ledger.h"

typedef struct toll_cli_reckoning {
    const char *ledger, *as_of;
    int format;              /* -1 = not said */
    int policy;
    bool csv_safe;
    toll_world *world;
    toll_ledger *store;
    toll_kept *kept;         /* NULL: all is in `memory` */
    toll_reckoning *memory;
    size_t at;               /* how far an answer from memory has come */
    size_t relay_count;
    toll_relay *relays;
    uint64_t least;
    uint32_t codes;
    const char *question;
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

/* The reckoning that what was asked for is in. Another one after each of the calls below. */
toll_reckoning *toll_cli_reckoning_of(toll_cli_reckoning *asked);
/* Each gives TOLL_OK, TOLL_END where there is none (or no more), or an error. */
toll_status toll_cli_find_claim(uint32_t *out, toll_cli_reckoning *asked, const char *id, toll_error *error);   /* a leading 's' is a statement's */
toll_status toll_cli_find_question(toll_question *out, toll_cli_reckoning *asked, const char *id, uint64_t most, toll_error *error);
toll_status toll_cli_find_claimant(toll_cli_reckoning *asked, const char *claimant, toll_error *error);
toll_status toll_cli_findings_begin(toll_cli_reckoning *asked, uint32_t codes, const char *question, toll_error *error);
toll_status toll_cli_findings_next(toll_finding *out, toll_cli_reckoning *asked, toll_error *error);
toll_status toll_cli_questions_begin(toll_cli_reckoning *asked, uint64_t least, toll_error *error);
toll_status toll_cli_questions_next(toll_question *out, toll_cli_reckoning *asked, toll_error *error);
toll_status toll_cli_relays_begin(toll_cli_reckoning *asked, const char *claimant, const char *outlet, toll_error *error);
toll_status toll_cli_relays_next(toll_relay *out, toll_cli_reckoning *asked, toll_error *error);

/* A claim as {"id":..,"doc":..,"text":..,"claimant":..}. */
void toll_cli_add_claim_json(toll_buffer *out, toll_reckoning *reckoning, uint32_t claim);
void toll_cli_add_day_json(toll_buffer *out, toll_day day);
#endif
