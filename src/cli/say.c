/* tollbook say: the safest true sentence of a claim, or for a question one of each claimant's latest figure. --sum asks whether figures
 * may be added, and says why not where they may not. */
#include "reckoning.h"

static bool say_claim(toll_buffer *out, toll_reckoning *r, uint32_t claim)
{
    char sentence[2048];
    size_t len = toll_reckoning_say(sentence, sizeof sentence, r, claim);
    toll_buffer_add(out, sentence, len);
    toll_buffer_add_char(out, '\n');
    return toll_cli_flush(out, true);
}

/* Later statements of the same claimant stand for the earlier ones. */
static bool is_latest(toll_reckoning *r, const toll_question *q, uint32_t n)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(r, q->statements[n]);
    for (uint32_t i = n + 1; i < q->statement_count; i++) {
        const toll_reckoned_claim *other = toll_reckoning_claim(r, q->statements[i]);
        if (c->claimant ? c->claimant == other->claimant : c->claimant_words && c->claimant_words == other->claimant_words) return false;
    }
    return true;
}

static int say(toll_cli_reckoning *asked, const char *id)
{
    toll_buffer out = {0};
    toll_error error = {0};
    toll_question q;
    uint32_t claim;
    bool written = true, question = *id == 'q';
    toll_status status = question ? toll_cli_find_question(&q, asked, id, 0, &error) : toll_cli_find_claim(&claim, asked, id, &error);
    toll_reckoning *r = toll_cli_reckoning_of(asked);
    if (status < 0) return toll_cli_fail(&error);
    if (status != TOLL_OK) {
        toll_cli_say("say: there is no claim or question \"%s\"", id);
        return TOLL_EXIT_USAGE;
    }
    if (!question) written = say_claim(&out, r, claim);
    for (uint32_t i = 0; question && written && i < q.statement_count; i++)
        if (is_latest(r, &q, i)) written = say_claim(&out, r, q.statements[i]);
    toll_buffer_free(&out);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static int sum(toll_cli_reckoning *asked, int count, char **ids)
{
    uint32_t claims[64];
    toll_error error = {0};
    toll_buffer out = {0};
    double value;
    if (count < 2 || count > 64) {
        toll_cli_say("say --sum takes 2 to 64 claims");
        return TOLL_EXIT_USAGE;
    }
    for (int i = 0; i < count; i++) {
        toll_status status = toll_cli_find_claim(&claims[i], asked, ids[i], &error);
        if (status < 0) return toll_cli_fail(&error);
        if (status == TOLL_OK) continue;
        toll_cli_say("say: there is no claim \"%s\"", ids[i]);
        return TOLL_EXIT_USAGE;
    }
    toll_reckoning *r = toll_cli_reckoning_of(asked);
    if (toll_reckoning_sum(&value, r, claims, (size_t)count, &error) != TOLL_OK) {
        toll_cli_say("%s", error.message);
        return TOLL_EXIT_FOUND;
    }
    toll_buffer_add_number(&out, value);
    toll_buffer_printf(&out, " by the figures that %s gave\n", toll_reckoning_claim(r, claims[0])->claimant);
    bool written = toll_cli_flush(&out, true);
    toll_buffer_free(&out);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static int compare(toll_cli_reckoning *asked, int count, char **ids)
{
    uint32_t claims[2];
    toll_error error = {0};
    char sentence[4096];
    if (count != 2) {
        toll_cli_say("say --compare takes two claims");
        return TOLL_EXIT_USAGE;
    }
    for (int i = 0; i < 2; i++) {
        toll_status status = toll_cli_find_claim(&claims[i], asked, ids[i], &error);
        if (status < 0) return toll_cli_fail(&error);
        if (status == TOLL_OK) continue;
        toll_cli_say("say: there is no claim \"%s\"", ids[i]);
        return TOLL_EXIT_USAGE;
    }
    if (toll_reckoning_compare(sentence, sizeof sentence, toll_cli_reckoning_of(asked), claims[0], claims[1], &error) != TOLL_OK) {
        toll_cli_say("%s", error.message);
        return TOLL_EXIT_FOUND;
    }
    return toll_cli_write(sentence, strlen(sentence)) && toll_cli_write("\n", 1) ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_say_sentence(int argc, char **argv)
{
    toll_cli_reckoning asked = TOLL_CLI_RECKONING_DEFAULT;
    bool add = false, beside = false;
    const toll_option options[] = {
        TOLL_CLI_RECKONING_OPTIONS(asked),
        {"sum", TOLL_OPTION_FLAG, &add, NULL, "add the figures up, or say why they do not bear it (exit code 1)"},
        {"compare", TOLL_OPTION_FLAG, &beside, NULL, "lay two figures beside each other, or say what stands against it (exit code 1)"},
    };
    const toll_usage usage = {"say", "CLAIM | QUESTION | --sum CLAIM CLAIM... | --compare CLAIM CLAIM",
        "Prints a sentence that is true and safe to print: with the bound, the claimant, the chain, the date and what is not verified.",
        "  tollbook say 0f3a9c1d2b4e5f6071829304\n", options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc < 2 || (argc > 2 && !add && !beside)) {
        toll_cli_say("say takes one claim or question");
        return TOLL_EXIT_USAGE;
    }
    code = toll_cli_reckoning_open(&asked, "say");
    if (code == TOLL_CLI_GO)
        code = beside ? compare(&asked, argc - 1, argv + 1) : add ? sum(&asked, argc - 1, argv + 1) : say(&asked, argv[1]);
    toll_cli_reckoning_close(&asked);
    return code;
}
