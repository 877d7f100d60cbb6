/* What the subcommands of the reckoning share: the claims of a ledger reckoned, with the corrections of reviewers, and pieces of JSON. */
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
    toll_reckoning *reckoning;
} toll_cli_reckoning;

#define TOLL_CLI_RECKONING_DEFAULT {.format = -1}
#define TOLL_CLI_RECKONING_OPTIONS(r) \
    TOLL_CLI_LEDGER_OPTION((r).ledger), \
    {"as-of", TOLL_OPTION_TEXT, &(r).as_of, "DATE", "what the ledger knew at the end of that day (UTC), or at 2023-01-04T12:30:00Z"}, \
    {"policy", TOLL_OPTION_CHOICE, &(r).policy, "strict|acled", "what vague words allow (strict: hundreds are 200 to 999)"}, \
    {"format", TOLL_OPTION_CHOICE, &(r).format, "jsonl|csv|table", "how to print (a table on a terminal, else jsonl)"}, \
    {"csv-safe", TOLL_OPTION_FLAG, &(r).csv_safe, NULL, "guard CSV text cells that a spreadsheet would take for a formula"}

/* Reads the ledger's claims and settles them. TOLL_CLI_GO, or the exit code after saying why. Close in any case. */
int toll_cli_reckoning_open(toll_cli_reckoning *asked, const char *command);
void toll_cli_reckoning_close(toll_cli_reckoning *asked);
toll_view_options toll_cli_reckoning_view(const toll_cli_reckoning *asked);

/* A claim as {"id":..,"doc":..,"text":..,"claimant":..}. */
void toll_cli_add_claim_json(toll_buffer *out, toll_reckoning *reckoning, uint32_t claim);
void toll_cli_add_day_json(toll_buffer *out, toll_day day);
/* Applies a reviewer's corrected fields (see docs/reckoning.md) to a claim. Strings live as long as `memory`. */
bool toll_cli_apply(toll_claim *claim, toll_text payload, toll_arena *memory);

#endif
