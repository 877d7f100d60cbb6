/* What is laid over a table of rates. In: `--says` ("30..40", "30..", "..40", "30", "75%") or a claim's id. Out: bounds. The bounds of a claim are
 * those that its words allow; "about" allows no bound, so a tenth either way is taken, and said. */
#include <math.h>

#include "disparity.h"
#include "reckon/algebra.h"

/* A number at `at`; past it. */
static const char *take_number(double *out, const char *at)
{
    size_t len = strspn(at, "0123456789");
    if (at[len] == '.' && at[len + 1] >= '0' && at[len + 1] <= '9') len += 1 + strspn(at + len + 1, "0123456789");
    return len && toll_grid_number(out, (toll_text){at, len}) ? at + len : NULL;
}

static bool read_bounds(toll_cli_said *said)
{
    const char *at = said->words, *next = take_number(&said->limits.low, at);
    bool low = next != NULL, range;
    at = next ? next : at;
    range = strncmp(at, "..", 2) == 0;
    if (range) at += 2;
    next = range ? take_number(&said->limits.high, at) : NULL;
    bool high = next != NULL;
    at = next ? next : at;
    said->share = *at == '%';
    at += said->share;
    if (!low) said->limits.low = 0;
    if (!high) said->limits.high = range ? INFINITY : said->limits.low;
    return !*at && (low || high) && said->limits.low <= said->limits.high;
}

static int read_claim(toll_cli_said *said, toll_cli_reckoning *asked)
{
    toll_error error = {0};
    uint32_t index;
    int code = toll_cli_reckoning_open(asked, "disparity");
    if (code != TOLL_CLI_GO) return code;
    toll_status status = toll_cli_find_claim(&index, asked, said->claim, &error);
    if (status < 0) return toll_cli_fail(&error);
    if (status != TOLL_OK) {
        toll_cli_say("disparity: there is no claim \"%s\" in the ledger (`tollbook claims --format jsonl` prints their ids)", said->claim);
        return TOLL_EXIT_USAGE;
    }
    const toll_reckoned_claim *c = toll_reckoning_claim(toll_cli_reckoning_of(asked), index);
    if (c->unit != TOLL_UNIT_TIMES && c->unit != TOLL_UNIT_PERCENT) {
        toll_cli_say("disparity: claim %s is no ratio (times) and no share (percent), so there is nothing to lay it over", said->claim);
        return TOLL_EXIT_USAGE;
    }
    size_t len = c->words ? strlen(c->words) : 0;
    if (len >= sizeof said->own) len = sizeof said->own - 1;
    if (len) memcpy(said->own, c->words, len);
    said->words = said->own;
    said->share = c->unit == TOLL_UNIT_PERCENT;
    toll_interval allowed = toll_interval_of((toll_qualifier)c->qualifier, c->point, c->low, c->high, (toll_policy)asked->policy);
    said->limits = (toll_limits){allowed.low, allowed.high};
    said->about = isinf(allowed.low) && isinf(allowed.high) && !isnan(c->point);
    if (said->about) said->limits = (toll_limits){c->point * 0.9, c->point * 1.1};
    return TOLL_CLI_GO;
}

int toll_cli_read_said(toll_cli_said *said, toll_cli_reckoning *asked)
{
    if (said->claim) {
        int code = read_claim(said, asked);
        if (code != TOLL_CLI_GO) return code;
    } else if (!read_bounds(said)) {
        toll_cli_say("--says \"%s\": write a ratio as 30..40, 30.., ..40 or 30, a share with %% at its end", said->words);
        return TOLL_EXIT_USAGE;
    }
    if (said->share) said->limits.low /= 100, said->limits.high /= 100;
    return TOLL_CLI_GO;
}
