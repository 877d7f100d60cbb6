/* tollbook review: decisions of people on claims, one on the command line or many as JSON Lines. Each is a row of its own with who, when
 * and why; the newest counts, undo takes it back, nothing is overwritten. A line names the claim by its id, so a log can be replayed on a
 * ledger that was read again. */
#include "review.h"

#include <stdio.h>
#include <yajl/yajl_tree.h>

#include "ledger/takeback.h"

typedef struct request {
    const char *claim, *document, *action, *payload, *reason, *reviewer, *with;
} request;

static bool parse_action(toll_ledger_action *out, const char *word)
{
    static const struct {
        const char *word;
        toll_ledger_action action;
    } rows[] = {{"accept", TOLL_LEDGER_ACCEPTED}, {"confirm", TOLL_LEDGER_ACCEPTED}, {"reject", TOLL_LEDGER_REJECTED},
        {"correct", TOLL_LEDGER_CORRECTED}, {"edit", TOLL_LEDGER_CORRECTED}, {"alone", TOLL_LEDGER_CORRECTED},
        {"join", TOLL_LEDGER_CORRECTED}, {"undo", TOLL_LEDGER_PROPOSED}, {"defer", TOLL_LEDGER_PROPOSED}};
    for (size_t i = 0; word && i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(word, rows[i].word)) return *out = rows[i].action, true;
    return false;
}

/* A decision on links is a correction of the claim: its statement is "alone", or that of another claim. What was corrected before stays. */
static toll_status link_payload(toll_buffer *out, const request *asked, const toll_ledger_row *row, toll_error *error)
{
    bool alone = !strcmp(asked->action, "alone");
    if (!alone && (!asked->with || strlen(asked->with) != 24))
        return toll_error_set(error, TOLL_E_USAGE, "", "join needs the claim that it goes back to the same utterance with (24 hex digits)");
    const char *before = row->decision == TOLL_LEDGER_CORRECTED && row->payload.data ? strchr(row->payload.data, '{') : NULL;
    toll_buffer_add_string(out, "{\"statement\":");
    toll_buffer_add_json(out, toll_text_of(alone ? "alone" : asked->with));
    bool more = before && before[1 + strspn(before + 1, " \t\r\n")] != '}';
    if (more) toll_buffer_add_char(out, ',');
    if (more) toll_buffer_add(out, before + 1, row->payload.len - (size_t)(before + 1 - row->payload.data));
    else toll_buffer_add_char(out, '}');
    return out->failed ? toll_error_set(error, TOLL_E_MEMORY, "", "out of memory") : TOLL_OK;
}

/* Finds the row of the claim that stands and decides on it. */
static toll_status apply(toll_ledger *ledger, const request *asked, toll_error *error)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_buffer payload = {0};
    toll_ledger_decision decision = {.reviewer = asked->reviewer, .payload = asked->payload, .reason = asked->reason};
    if (!asked->claim || !asked->reviewer || !*asked->reviewer)
        return toll_error_set(error, TOLL_E_USAGE, "", "a decision needs a claim and a reviewer (--reviewer NAME)");
    if (!parse_action(&decision.action, asked->action))
        return toll_error_set(error, TOLL_E_USAGE, "", "\"%s\" is no decision; there are accept, reject, correct, defer, alone, join, undo",
            asked->action ? asked->action : "");
    if (asked->reason && !strncmp(asked->reason, TOLL_LEDGER_BACK, sizeof TOLL_LEDGER_BACK - 1))
        return toll_error_set(
            error, TOLL_E_USAGE, "", "a reason does not begin with \"%s\": that is how decisions are taken back", TOLL_LEDGER_BACK);
    bool links = !strcmp(asked->action, "alone") || !strcmp(asked->action, "join");
    if (decision.action == TOLL_LEDGER_CORRECTED && !links && !asked->payload)
        return toll_error_set(error, TOLL_E_USAGE, "", "a correction needs its fields (--set '{\"point\":89}')");
    filter.id = asked->claim, filter.document = asked->document, filter.rejected = true, filter.without_text = true;
    toll_status status = toll_ledger_claims_open(&claims, ledger, &filter, error);
    if (status >= 0) status = toll_ledger_claims_next(&row, &claims, error);
    decision.row = status == TOLL_OK ? row.row : 0;
    if (status == TOLL_OK && links) status = link_payload(&payload, asked, &row, error), decision.payload = payload.data;
    toll_ledger_claims_close(&claims);
    if (status == TOLL_END) return toll_error_set(error, TOLL_E_USAGE, "", "there is no claim \"%s\" in this ledger", asked->claim);
    if (status >= 0) status = toll_ledger_decide(ledger, &decision, error);
    toll_buffer_free(&payload);
    return status;
}

static const char *string_of(yajl_val root, const char *key)
{
    return YAJL_GET_STRING(yajl_tree_get(root, (const char *[]){key, NULL}, yajl_t_string));
}

/* The corrected fields as they stand in the line: from the brace after "payload" to its partner, strings respected. */
static char *payload_of(char *line)
{
    char *at = strstr(line, "\"payload\"");
    at = at ? strchr(at, '{') : NULL;
    if (!at) return NULL;
    int depth = 0;
    bool quoted = false;
    for (char *end = at; *end; end++) {
        if (quoted && *end == '\\' && end[1]) end++;
        else if (*end == '"') quoted = !quoted;
        else if (!quoted && *end == '{') depth++;
        else if (!quoted && *end == '}' && !--depth) return end[1] = '\0', at;
    }
    return NULL;
}

static toll_status apply_line(toll_ledger *ledger, char *line, const char *reviewer, toll_error *error)
{
    char problem[256];
    yajl_val root = yajl_tree_parse(line, problem, sizeof problem);
    if (!root) return toll_error_set(error, TOLL_E_INPUT, "", "this line is no JSON object");
    request asked = {string_of(root, "claim"), string_of(root, "document"), string_of(root, "action"), NULL, string_of(root, "reason"),
        string_of(root, "reviewer"), string_of(root, "with")};
    if (!asked.reviewer) asked.reviewer = reviewer;
    asked.payload = payload_of(line);
    toll_status status = apply(ledger, &asked, error);
    yajl_tree_free(root);
    return status;
}

static int apply_file(toll_ledger *ledger, const char *path, const char *reviewer)
{
    FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    toll_buffer line = {0};
    uint64_t number = 0, done = 0;
    int code = TOLL_EXIT_DONE;
    if (!file) {
        toll_cli_say("%s cannot be read", path);
        return TOLL_EXIT_INPUT;
    }
    for (int c = 0; c != EOF;) {
        toll_buffer_clear(&line);
        while ((c = fgetc(file)) != EOF && c != '\n') toll_buffer_add_char(&line, (char)c);
        number++;
        if (!line.len || line.failed) continue;
        toll_error error = {0};
        toll_status status = apply_line(ledger, line.data, reviewer, &error);
        if (status >= 0) {
            done++;
            continue;
        }
        error.line = number;
        snprintf(error.where, sizeof error.where, "%s", path);
        code = toll_cli_fail(&error);
        if (code == TOLL_EXIT_LEDGER) break;
        code = TOLL_EXIT_INPUT;
    }
    if (file != stdin) fclose(file);
    toll_buffer_free(&line);
    if (toll_cli_stderr_is_terminal()) toll_cli_say("%llu decisions recorded", (unsigned long long)done);
    return code;
}

/* What stands on the command line, done. */
static int run(toll_ledger *ledger, request *asked, toll_cli_merging *merging, int argc, char **argv)
{
    toll_error error = {0};
    asked->action = argv[1];
    if (!asked->reviewer || !*asked->reviewer) return toll_cli_misused("a decision needs a reviewer (--reviewer NAME)");
    if (!strcmp(argv[1], "merge")) {
        merging->from = argv[2], merging->into = argv[3], merging->reviewer = asked->reviewer, merging->reason = asked->reason;
        return toll_cli_review_merge(ledger, merging);
    }
    if (!strcmp(argv[1], "back")) {
        uint64_t decision = 0;
        if (argc > 2 && !toll_cli_count(&decision, argv[2]))
            return toll_cli_misused("back takes the number of a decision, as `merge` and /log have it");
        return toll_cli_review_back(ledger, asked->reviewer, decision);
    }
    asked->claim = argv[2], asked->with = argc > 3 ? argv[3] : NULL;
    return apply(ledger, asked, &error) < 0 ? toll_cli_fail(&error) : TOLL_EXIT_DONE;
}

/* Does a decision have as many operands as it takes? */
static bool is_complete(int argc, char **argv)
{
    const char *action = argc > 1 ? argv[1] : "";
    if (!strcmp(action, "merge")) return argc == 4;
    if (!strcmp(action, "back")) return argc == 2 || argc == 3;
    return argc == 3 || (argc == 4 && !strcmp(action, "join"));
}

int toll_cli_review(int argc, char **argv)
{
    const char *path = NULL, *file = NULL;
    request asked = {0};
    toll_cli_merging merging = {.format = -1};
    const toll_option options[] = {
        TOLL_CLI_LEDGER_OPTION(path),
        {"reviewer", TOLL_OPTION_TEXT, &asked.reviewer, "NAME", "who decides; for lines that name nobody"},
        {"reason", TOLL_OPTION_TEXT, &asked.reason, "WORDS", "why"},
        {"set", TOLL_OPTION_TEXT, &asked.payload, "JSON", "the corrected fields of `correct`"},
        {"document", TOLL_OPTION_TEXT, &asked.document, "NAME", "the document, where several hold the same text"},
        {"decisions", TOLL_OPTION_TEXT, &file, "FILE", "JSON Lines with claim, action, reviewer, reason, payload; - is stdin"},
        {"leave", TOLL_OPTION_TEXT, &merging.leave, "CLAIMS", "claims that `merge` leaves as they are, with commas"},
        {"dry-run", TOLL_OPTION_FLAG, &merging.dry_run, NULL, "print what `merge` would change, and write nothing"},
        {"format", TOLL_OPTION_CHOICE, &merging.format, "jsonl|csv|table",
            "how `merge` prints the claims (a table on a terminal, else jsonl)"},
    };
    const toll_usage usage = {"review",
        "accept|reject|correct|defer|alone|undo CLAIM | join CLAIM CLAIM | merge ID ID | back [DECISION] | --decisions FILE",
        "Records decisions of people on claims and on links (`alone`: the claim belongs to no other's statement; `join`: the two go back to one "
        "utterance). `merge` makes what one claimant said another's: two ids of one, at most 1,000 claims at one moment. Nothing is "
        "overwritten: the newest decision on a claim counts, `undo` takes it back, and `back` takes back all that was decided at one "
        "moment, the reviewer's last unless a number is given.",
        "  tollbook review reject 0f3a9c1d2b4e5f6071829304 --reviewer ann --reason 'wounded, not killed'\n"
        "  tollbook review correct 0f3a9c1d2b4e5f6071829304 --reviewer ann --set '{\"outcome\":\"wounded\"}'\n"
        "  tollbook review merge rus-army rus-mod --reviewer ann --reason 'one office' --dry-run\n"
        "  tollbook review --decisions decisions.jsonl\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (file ? argc != 1 : !is_complete(argc, argv)) {
        toll_cli_say("review takes a decision and a claim, `merge` and two claimants, `back`, or --decisions FILE");
        return TOLL_EXIT_USAGE;
    }
    toll_ledger *ledger = NULL;
    toll_error error = {0};
    toll_status status = toll_cli_ledger_open(&ledger, path, TOLL_LEDGER_WRITE, &error);
    if (status < 0) return toll_cli_fail(&error);
    code = file ? apply_file(ledger, file, asked.reviewer) : run(ledger, &asked, &merging, argc, argv);
    if (code != TOLL_EXIT_LEDGER) {
        int kept = toll_cli_keep_reckoning(ledger, NULL, NULL);
        if (code == TOLL_EXIT_DONE) code = kept;
    }
    toll_ledger_close(ledger);
    return code;
}
