/* The parameters that routes know: what each is, for the API's description, and whether those of a request are among its route's and can be.
 * In: a request whose query is taken apart. Out: TOLL_OK, or which parameter is wrong and what would do. */
#include "inside.h"

const struct serve_param_about serve_params[] = {
    {"after", "{\"type\":\"string\",\"maxLength\":100}", "where the page before ended: its `next`"},
    {"limit", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000}", "at most so many rows (100)"},
    {"as_of", "{\"type\":\"string\"}", "what the ledger knew at the end of that day (UTC), or at 2023-01-04T12:30:00Z"},
    {"side", "{\"type\":\"string\"}", "whose loss"},
    {"outcome", "{\"type\":\"string\"}", "killed, wounded, destroyed ...; several with commas"},
    {"claimant", "{\"type\":\"string\"}", "the institution whose word it is"},
    {"outlet", "{\"type\":\"string\"}", "the outlet of the document"},
    {"place", "{\"type\":\"string\"}", "as written, as the gazetteer has it, or geonames:NUMBER"},
    {"from", "{\"type\":\"string\",\"format\":\"date\"}", "not before this day (the period, else when it was said, else published)"},
    {"to", "{\"type\":\"string\",\"format\":\"date\"}", "not after this day"},
    {"text", "{\"type\":\"string\"}", "all these words; a phrase in quotes, word* for a beginning"},
    {"document", "{\"type\":\"string\"}", "the name of a document"},
    {"history", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: also what was superseded"},
    {"rejected", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: also claims that a reviewer rejected"},
    {"code", "{\"type\":\"string\"}", "conflict, revision, drift ...; several with commas"},
    {"question", "{\"type\":\"string\"}", "only on claims of this question"},
    {"least", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000000}", "only questions on which so many statements were made"},
    {"format",
        "{\"type\":\"string\",\"enum\":[\"csv\",\"jsonl\",\"geojson\",\"xlsx\",\"zip\",\"ucdp\",\"acled\",\"jsonld\","
        "\"annotations\",\"bibtex\",\"csl\",\"html\"]}",
        "how to write it (csv)"},
    {"bom", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: CSV begins with a byte order mark, as spreadsheets want it"},
    {"figure", "{\"type\":\"string\"}", "claims with this number, or one of a range: 220, 200..250, >800, <=10"},
    {"name", "{\"type\":\"string\"}", "what the document is called: a new text by that name is a new version of it"},
    {"title", "{\"type\":\"string\"}", "its headline"},
    {"url", "{\"type\":\"string\"}", "where it was published"},
    {"published", "{\"type\":\"string\",\"format\":\"date\"}", "when it was published"},
    {"dry_run", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: only say what would be read; nothing is written"},
    {"since", "{\"type\":\"integer\",\"minimum\":0}", "only what came after this one: a `seq`"},
    {"flagged", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: only claims for which somebody wants a second reader"},
    {"hxl", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "csv, xlsx: 1: a row of HXL tags under the header"},
    {"policy", "{\"type\":\"string\",\"enum\":[\"strict\",\"acled\"]}", "ucdp, acled: what a vague word gives (no number)"},
    {"left_out", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "ucdp, acled: 1: instead, the claims that have no row, with the reason"},
    {"statements", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "zip: 1: also which claims go back to one utterance"},
    {"deaths", "{\"type\":\"string\"}", "the table of deaths: its SHA-256"},
    {"population", "{\"type\":\"string\"}", "the table of people: its SHA-256"},
    {"by", "{\"type\":\"string\"}", "the column of names, which both tables have"},
    {"reference", "{\"type\":\"string\"}", "the name whose rate the others are laid against"},
    {"level", "{\"type\":\"string\"}", "of the limits, in percent (95)"},
    {"count", "{\"type\":\"string\"}", "the column of deaths (one with a usual name, else each row is one)"},
    {"denominator", "{\"type\":\"string\"}", "the column of people: all, men, men of an age"},
    {"where", "{\"type\":\"string\"}", "only rows with these cells: region=Delta,sex=m"},
    {"date", "{\"type\":\"string\"}", "the column of days in the table of deaths, for `from` and `to`"},
    {"says", "{\"type\":\"string\"}", "laid over the table: 30..40, 30.., 75%"},
    {"claim", "{\"type\":\"string\"}", "the same of a claim of the ledger: a ratio or a share"},
    {"of", "{\"type\":\"string\"}", "of whom it is said (the highest rate)"},
};
const size_t serve_param_count = sizeof serve_params / sizeof *serve_params;

/* What a page keeps for itself is no help to whoever mistyped a name. */
static toll_status fail_unknown(serve_request *r, const char *name)
{
    toll_buffer known = {0};
    for (size_t i = 0; i < serve_param_count; i++)
        if (r->route->params & serve_param_of(i)) toll_buffer_printf(&known, "%s%s", known.len ? ", " : "", serve_params[i].name);
    toll_buffer_add_char(&known, '\0');
    toll_status status = known.failed || known.len < 2 ? serve_fail(r, 400, "%.60s is no parameter here; there is none", name)
                                                       : serve_fail(r, 400, "%.60s is no parameter here; these are: %s", name, known.data);
    toll_buffer_free(&known);
    return status;
}

toll_status serve_check_params(serve_request *r)
{
    uint64_t number;
    for (size_t i = 0; i < r->query.count; i++) {
        const char *name = r->query.items[i].name, *value = r->query.items[i].value;
        size_t at = 0;
        while (at < serve_param_count && strcmp(serve_params[at].name, name) != 0) at++;
        if (at == serve_param_count || !(r->route->params & serve_param_of(at))) return fail_unknown(r, name);
        if (!*value) continue;
        if (!strcmp(name, "limit") && !serve_number(&number, value, 1, SERVE_PAGE_MOST))
            return serve_fail(r, 400, "limit must be a number from 1 to %d", SERVE_PAGE_MOST);
        if (!strcmp(name, "least") && !serve_number(&number, value, 1, 1000000))
            return serve_fail(r, 400, "least must be a number from 1 to 1000000");
        bool flag = !strcmp(name, "history") || !strcmp(name, "rejected") || !strcmp(name, "bom") || !strcmp(name, "hxl") ||
                    !strcmp(name, "left_out") || !strcmp(name, "statements") || !strcmp(name, "dry_run") || !strcmp(name, "flagged");
        if (flag && strcmp(value, "0") && strcmp(value, "1")) return serve_fail(r, 400, "%s must be 0 or 1", name);
        if (!strcmp(name, "since") && !serve_number(&number, value, 0, INT64_MAX))
            return serve_fail(r, 400, "since must be a number: the `seq` of a change");
        if (strlen(value) > 1000) return serve_fail(r, 400, "%s is longer than 1000 bytes", name);
    }
    return TOLL_OK;
}
