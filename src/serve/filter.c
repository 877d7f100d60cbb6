/* In: the parameters of a request. Out: a filter of the ledger, as the command line's options give it, or what is wrong with which. */
#include "inside.h"

static toll_status outcomes(serve_request *r, uint32_t *out)
{
    for (const char *at = serve_param(r, "outcome"); at && *at;) {
        size_t len = strcspn(at, ", ");
        int code = len ? toll_outcome_from_name((toll_text){at, len}) : -1;
        if (code < 0)
            return serve_fail(
                r, 400, "outcome \"%.*s\" is none; /method lists them", (int)toll_text_head((toll_text){at, len}, 60).len, at);
        *out |= 1u << code;
        at += len;
        at += strspn(at, ", ");
    }
    return TOLL_OK;
}

static toll_status day(serve_request *r, const char *name, toll_day *out)
{
    const char *given = serve_param(r, name);
    if (!given || toll_day_parse(out, toll_text_of(given))) return TOLL_OK;
    return serve_fail(r, 400, "%s \"%s\" is no date; write 2023-01-04", name, given);
}

toll_status serve_filter(serve_request *r, toll_ledger_filter *out)
{
    *out = (toll_ledger_filter)TOLL_LEDGER_FILTER_ALL;
    const struct {
        const char *name, **into;
    } words[] = {{"side", &out->side}, {"claimant", &out->claimant}, {"outlet", &out->outlet}, {"place", &out->place}, {"text", &out->text},
        {"document", &out->document}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) *words[i].into = serve_param(r, words[i].name);
    out->rejected = serve_flag(r, "rejected");
    out->history = serve_flag(r, "history");
    const char *figure = serve_param(r, "figure");
    if (figure && !toll_ledger_figures_parse(out, toll_text_of(figure)))
        return serve_fail(r, 400, "figure \"%.60s\" is no number and no range of them; write 220, 200..250, >800 or <=10", figure);
    const char *moment = serve_param(r, "as_of"), *after = serve_param(r, "after");
    if (moment && !toll_ledger_time_parse(&out->as_of, toll_text_of(moment)))
        return serve_fail(r, 400, "as_of \"%s\" is no date; write 2023-01-04 or 2023-01-04T12:30:00Z", moment);
    uint64_t key[3] = {0};
    if (after && !serve_cursor_parse(key, after))
        return serve_fail(r, 400, "after \"%s\" is no place in this list; take `next` as it came", after);
    out->after = (toll_ledger_key){key[0], key[1], key[2]};
    toll_status status = outcomes(r, &out->outcomes);
    if (status >= 0) status = day(r, "from", &out->from);
    return status < 0 ? status : day(r, "to", &out->to);
}

toll_status serve_codes(serve_request *r, uint32_t *out)
{
    *out = 0;
    for (const char *at = serve_param(r, "code"); at && *at;) {
        size_t len = strcspn(at, ", ");
        int code = toll_finding_code_from_name((toll_text){at, len});
        if (code < 0)
            return serve_fail(
                r, 400, "code \"%.*s\" is no kind of finding; /method lists them", (int)toll_text_head((toll_text){at, len}, 60).len, at);
        *out |= 1u << code;
        at += len;
        at += strspn(at, ", ");
    }
    return TOLL_OK;
}
