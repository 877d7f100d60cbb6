/* In: documents and what to do with each. Out: what that printed. The plain way through the documents, one after another in one thread, for
 * subcommands that people look at (`show`, `explain`); `read` has a faster one. */
#include "cli.h"

static toll_status visit_all(
    toll_source *source, toll_run *run, toll_cli_visit *visit, void *context, toll_error *error, size_t *more, int *code)
{
    toll_source_parcel parcel = {0};
    toll_buffer out = {0};
    toll_status status;
    while ((status = toll_source_next(&parcel, source, error)) == TOLL_OK) {
        toll_buffer_clear(&out);
        toll_cli_skipped skipped;
        toll_error remark;
        status = toll_cli_prepare(&parcel, run, &skipped, &remark, error);
        if (status == TOLL_END) {
            more[skipped.reason]++;
            toll_cli_skip_document(&out, &parcel.document, skipped.what);
            toll_cli_write_talk(out.data, out.len);
            continue;
        }
        if (remark.code < 0) toll_cli_complain(NULL, &remark);
        if (status >= 0) status = visit(&out, context, run, &parcel.document, error);
        if (status < 0) {
            toll_cli_name_document(error, &parcel.document);
            *code = toll_cli_fail(error);
        }
        if (out.len && !toll_cli_write(out.data, out.len)) {
            *code = TOLL_EXIT_USAGE;
            break;
        }
    }
    toll_buffer_free(&out);
    toll_source_parcel_free(&parcel);
    return status == TOLL_E_MEMORY ? status : TOLL_OK;
}

int toll_cli_walk(toll_cli_input *input, const char *tables, int count, char **paths, toll_cli_visit *visit, void *context)
{
    toll_engine *engine = NULL;
    toll_source *source = NULL;
    toll_run *run = NULL;
    toll_error error = {0};
    size_t more[TOLL_SKIP_COUNT] = {0};
    int code = TOLL_EXIT_DONE;
    toll_status status = toll_cli_engine_open(&engine, tables, &error);
    if (status == TOLL_OK) status = toll_run_open(&run, engine, &error);
    if (status == TOLL_OK) status = toll_cli_source_open(&source, input, count, paths, toll_cli_complain, NULL, NULL, &error);
    if (status == TOLL_OK) status = visit_all(source, run, visit, context, &error, more, &code);
    toll_cli_say_skips(source, more);
    if (status < 0) code = toll_cli_fail(&error);
    if (source && toll_source_complaints(source) && code == TOLL_EXIT_DONE) code = TOLL_EXIT_INPUT;
    toll_source_close(source);
    toll_run_close(run);
    toll_engine_close(engine);
    return code;
}
