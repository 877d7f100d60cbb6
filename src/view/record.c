/* In: rows that a ledger gives: versions of documents, names, who carries whose figures. Out: values for columns of a table, CSV or JSON, the same
 * for the command line, the server and exports. */
#include <math.h>

#include "reckoned.h"

const toll_view_column toll_view_document_columns[TOLL_VIEW_DOCUMENT_COLUMNS] = {
    {"doc", "DOCUMENT", 0},
    {"version", "NO", 2},
    {"outlet", "OUTLET", 14},
    {"published", "PUBLISHED", 10},
    {"title", "TITLE", 0},
    {"url", NULL, 0},
    {"claims", "CLAIMS", 6},
    {"bytes", "BYTES", 7},
    {"sha256", NULL, 0},
    {"engine", NULL, 0},
    {"tables", NULL, 0},
    {"recorded_at", NULL, 0},
    {"superseded_at", NULL, 0},
};

void toll_view_set_document(toll_view_value values[TOLL_VIEW_DOCUMENT_COLUMNS], const toll_ledger_version *version)
{
    toll_view_set_text(&values[0], version->document.name);
    toll_view_set_count(&values[1], version->number);
    toll_view_set_text(&values[2], version->document.outlet);
    toll_view_set_day(&values[3], version->document.published);
    toll_view_set_text(&values[4], version->document.title);
    toll_view_set_text(&values[5], version->document.url);
    toll_view_set_count(&values[6], version->claim_count);
    toll_view_set_count(&values[7], version->text_len);
    toll_view_set_text(&values[8], toll_text_of(version->sha256));
    toll_view_set_text(&values[9], toll_text_of(version->engine));
    toll_view_set_text(&values[10], toll_text_of(version->tables));
    toll_view_set_time(&values[11], version->recorded_at);
    toll_view_set_time(&values[12], version->superseded_at);
}

const toll_view_column toll_view_name_columns[TOLL_VIEW_NAME_COLUMNS] = {
    {"role", "ROLE", 8},
    {"name", "NAME", 0},
    {"side", "SIDE", 6},
    {"kind", NULL, 0},
    {"claims", "CLAIMS", 6},
    {"documents", "DOCS", 5},
    {"first", "FIRST", 10},
    {"last", "LAST", 10},
};

void toll_view_set_name(toll_view_value values[TOLL_VIEW_NAME_COLUMNS], const toll_ledger_source *source)
{
    toll_view_set_text(&values[0], toll_text_of(toll_ledger_part_name(source->part)));
    toll_view_set_text(&values[1], toll_text_of(source->name));
    toll_view_set_text(&values[2], toll_text_of(source->side));
    toll_view_set_text(&values[3], toll_text_of(source->kind));
    toll_view_set_count(&values[4], source->claim_count);
    toll_view_set_count(&values[5], source->document_count);
    toll_view_set_day(&values[6], source->first);
    toll_view_set_day(&values[7], source->last);
}

const toll_view_column toll_view_relay_columns[TOLL_VIEW_RELAY_COLUMNS] = {{"claimant", "CLAIMANT", 24}, {"outlet", "OUTLET", 0},
    {"claims", "CLAIMS", 6}, {"days_after", "DAYS AFTER", 10}, {"qualifier_kept", "BOUND KEPT", 10}, {"claimant_named", "NAMED", 6},
    {"unverified_passed_on", "UNVERIFIED", 10}};

/* A number with at most two decimals; nothing of nothing is left open. */
static void set_share(toll_view_value *value, int64_t part, int64_t whole)
{
    *value = (toll_view_value){.number = true};
    if (!whole) {
        toll_view_set_text(value, (toll_text){0});
        return;
    }
    toll_buffer text = {0};
    toll_buffer_add_number(&text, round((double)part / (double)whole * 100) / 100);
    size_t len = text.len < sizeof value->own ? text.len : 0;
    if (len) memcpy(value->own, text.data, len);
    value->text = (toll_text){value->own, len};
    toll_buffer_free(&text);
}

void toll_view_set_relay(toll_view_value values[TOLL_VIEW_RELAY_COLUMNS], const toll_relay *relay)
{
    toll_view_set_text(&values[0], toll_text_of(relay->claimant));
    toll_view_set_text(&values[1], toll_text_of(relay->outlet));
    toll_view_set_count(&values[2], (uint64_t)relay->claims);
    set_share(&values[3], relay->days, relay->dated);
    set_share(&values[4], relay->bounds_kept, relay->bounds);
    set_share(&values[5], relay->named, relay->claims);
    set_share(&values[6], relay->unverified_kept, relay->unverified);
}
