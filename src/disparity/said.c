/* What is laid over a table of rates. In: words ("30..40", "30..", "..40", "30", "75%") or a claim. Out: bounds, and what the table says of them.
 * The bounds of a claim are those that its words allow; "about" allows no bound, so a tenth either way is taken, and said. */
#include "said.h"

#include <math.h>
#include <stdio.h>

#include "reckon/algebra.h"
#include "source/grid.h"

/* A number at `at`; past it. */
static const char *take_number(double *out, const char *at)
{
    size_t len = strspn(at, "0123456789");
    if (at[len] == '.' && at[len + 1] >= '0' && at[len + 1] <= '9') len += 1 + strspn(at + len + 1, "0123456789");
    return len && toll_grid_number(out, (toll_text){at, len}) ? at + len : NULL;
}

static void end_share(toll_said *said)
{
    if (said->share) said->limits.low /= 100, said->limits.high /= 100;
}

bool toll_said_read(toll_said *out, const char *words)
{
    *out = (toll_said){0};
    if (strlen(words) >= sizeof out->words) return false;
    strcpy(out->words, words);
    const char *at = words, *next = take_number(&out->limits.low, at);
    bool low = next != NULL, range;
    at = next ? next : at;
    range = strncmp(at, "..", 2) == 0;
    if (range) at += 2;
    next = range ? take_number(&out->limits.high, at) : NULL;
    bool high = next != NULL;
    at = next ? next : at;
    out->share = *at == '%';
    at += out->share;
    if (!low) out->limits.low = 0;
    if (!high) out->limits.high = range ? INFINITY : out->limits.low;
    bool good = !*at && (low || high) && out->limits.low <= out->limits.high;
    end_share(out);
    return good;
}

bool toll_said_of_claim(toll_said *out, const toll_reckoned_claim *c, toll_policy policy)
{
    *out = (toll_said){.share = c->unit == TOLL_UNIT_PERCENT};
    if (c->unit != TOLL_UNIT_TIMES && c->unit != TOLL_UNIT_PERCENT) return false;
    memcpy(out->claim, c->id, sizeof out->claim);
    toll_text words = toll_text_head(toll_text_of(c->words), sizeof out->words - 1);
    memcpy(out->words, words.data, words.len);
    toll_interval allowed = toll_interval_of((toll_qualifier)c->qualifier, c->point, c->low, c->high, policy);
    out->limits = (toll_limits){allowed.low, allowed.high};
    out->about = isinf(allowed.low) && isinf(allowed.high) && !isnan(c->point);
    if (out->about) out->limits = (toll_limits){c->point * 0.9, c->point * 1.1};
    end_share(out);
    return true;
}

void toll_said_lay(toll_laid *out, const toll_said *said, const toll_disparity *table, size_t of)
{
    const toll_disparity_row *row = &table->rows[of];
    *out = (toll_laid){.name = row->name, .limits = row->ratio_limits, .middle = row->ratio, .scale = 1, .unit = " times"};
    if (said->share) out->limits = row->share_limits, out->middle = row->share, out->scale = 100, out->unit = "%";
    out->overlay = toll_overlay_of(out->limits, said->limits, said->share ? row->people_share : 1);
}

void toll_said_add_words(toll_buffer *out, const toll_said *said, const toll_laid *laid)
{
    toll_buffer_printf(
        out, "Said: %s%s of %.*s. ", said->words, said->about ? " (taken as within a tenth)" : "", (int)laid->name.len, laid->name.data);
    if (isnan(laid->limits.low)) toll_buffer_add_string(out, "Nothing can be computed of it");
    else
        toll_buffer_printf(out, "Computed: %.3g%s (%.3g to %.3g)", laid->middle * laid->scale, laid->unit, laid->limits.low * laid->scale,
            laid->limits.high * laid->scale);
    toll_buffer_printf(out, ": %s.", toll_overlay_name(laid->overlay));
}
