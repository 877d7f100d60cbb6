/* Claims as files, over HTTP. In: a format, its options, the filters of claims. Out: the bytes that `tollbook export` writes, by the same writer.
 * What is larger than a megabyte waits in a file without a name, so that memory stays flat and a client that reads slowly holds no reader; more than
 * a limit is refused, as are more than eight such files at once. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "export/export.h"
#include "inside.h"

enum { EXPORT_IN_MEMORY = 1 << 20, EXPORT_BYTES = 1 << 30 };

/* One of the few that take room in TMPDIR. */
static bool may_spool(serve_request *r)
{
    pthread_mutex_lock(&r->serve->lock);
    r->has_spool = r->serve->spools < SERVE_LARGE;
    r->serve->spools += r->has_spool;
    pthread_mutex_unlock(&r->serve->lock);
    return r->has_spool;
}

static toll_status spill(serve_request *r, toll_error *error)
{
    char path[4096];
    const char *folder = getenv("TMPDIR");
    if (!r->spooled) {
        if (!may_spool(r)) {
            r->status = 503;
            return toll_error_set(error, TOLL_E_USAGE, NULL, "%d large exports are being sent just now; come again", SERVE_LARGE);
        }
        int len = snprintf(path, sizeof path, "%s/tollbook-XXXXXX", folder && *folder ? folder : "/tmp");
        if (len < 0 || (size_t)len >= sizeof path) return toll_error_set(error, TOLL_E_SYSTEM, NULL, "TMPDIR has too long a name");
        r->spool = mkstemp(path);
        if (r->spool < 0)
            return toll_error_set(error, TOLL_E_SYSTEM, NULL, "the server has no room for a file of this size (%s)", strerror(errno));
        (void)unlink(path);
        r->spooled = true;
    }
    for (size_t at = 0; at < r->out.len;) {
        ssize_t written = write(r->spool, r->out.data + at, r->out.len - at);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0)
            return toll_error_set(error, TOLL_E_SYSTEM, NULL, "the server has no room for a file of this size (%s)", strerror(errno));
        at += (size_t)written;
    }
    r->spool_len += r->out.len;
    toll_buffer_clear(&r->out);
    return TOLL_OK;
}

void serve_unspool(serve_request *r)
{
    if (r->spooled) (void)close(r->spool);
    if (r->has_spool) {
        pthread_mutex_lock(&r->serve->lock);
        r->serve->spools--;
        pthread_mutex_unlock(&r->serve->lock);
    }
    r->has_spool = false;
    r->spooled = false;
    r->spool_len = 0;
}

static toll_status put(void *context, const char *data, size_t len, toll_error *error)
{
    serve_request *r = context;
    toll_buffer_add(&r->out, data, len);
    if (r->out.failed) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for this export");
    if (r->spool_len + r->out.len > EXPORT_BYTES) {
        r->status = 413;
        return toll_error_set(
            error, TOLL_E_USAGE, NULL, "more than %d MB; take fewer claims, or `tollbook export` on the command line", EXPORT_BYTES >> 20);
    }
    return r->out.len > EXPORT_IN_MEMORY || (r->spooled && len) ? spill(r, error) : TOLL_OK;
}

static toll_status send(serve_request *r, toll_export_options *options, const toll_ledger_filter *filter)
{
    const toll_export_about *about = toll_export_describe(options->format);
    toll_ask *ask = NULL;
    options->size = sizeof *options;
    options->filter = filter;
    options->tables = r->serve->options.reckon->tables;
    toll_status status = toll_export_check(options, &r->error);
    if (status >= 0 && (options->format == TOLL_EXPORT_HTML || options->statements)) {
        ask = serve_ask(r);
        if (!ask) return r->error.code;
    }
    if (status >= 0) status = toll_export(NULL, r->reader->ledger, ask, options, put, r, &r->error);
    if (status == TOLL_END) return serve_fail(r, 404, "there is no question or claim \"%.60s\"", options->question);
    if (status >= 0 && r->spooled) status = spill(r, &r->error);
    if (status < 0) return status;
    r->type = about->type;
    r->filename = options->question ? "tollbook-question.html" : about->file;
    return TOLL_OK;
}

toll_status serve_export_claims(serve_request *r)
{
    toll_ledger_filter filter;
    toll_export_options options = {.bom = serve_flag(r, "bom"),
        .hxl = serve_flag(r, "hxl"),
        .left_out = serve_flag(r, "left_out"),
        .statements = serve_flag(r, "statements")};
    const char *format = serve_param(r, "format"), *policy = serve_param(r, "policy");
    int known = toll_export_format_named(format ? format : "csv");
    if (known < 0) return serve_fail(r, 400, "format \"%.20s\" is none; /export lists them", format);
    if (policy && strcmp(policy, "strict") && strcmp(policy, "acled")) return serve_fail(r, 400, "policy must be strict or acled");
    toll_status status = serve_filter(r, &filter);
    if (status < 0) return status;
    options.format = (toll_export_format)known;
    options.csv_safe = options.bom; /* who wants a byte order mark opens it with a spreadsheet */
    if (policy) options.vague = !strcmp(policy, "acled") ? TOLL_EXPORT_ACLED_RULE : TOLL_EXPORT_STRICT;
    return send(r, &options, &filter);
}

toll_status serve_export_report(serve_request *r)
{
    toll_ledger_filter filter;
    toll_export_options options = {.format = TOLL_EXPORT_HTML, .question = r->parts[0]};
    toll_status status = serve_filter(r, &filter);
    return status < 0 ? status : send(r, &options, &filter);
}
