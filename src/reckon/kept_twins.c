/* Near-duplicates among what came. In: the kept tables before and after they caught up. Out: each pair of a document that came since with the one it
 * nearly repeats, whichever of the two is the earlier by name (twin.c), whether that one came with it or long ago. Nothing is compared here:
 * catching up has found them by their bands. Costs a look at what came and at whose twins these became. */
#include "kept.h"

static const char newest_sql[] = "SELECT max(version) FROM reckon_document";
static const char twins_sql[] =
    "SELECT a.version, a.name, b.name, a.likeness FROM reckon_document a JOIN reckon_document b ON b.version = a.twin "
    "WHERE a.version > ?1 AND a.twin <> a.version UNION ALL "
    "SELECT b.version, b.name, a.name, a.likeness FROM reckon_document a JOIN reckon_document b ON b.version = a.twin "
    "WHERE a.twin > ?1 AND a.version <= ?1 ORDER BY 1, 3";

toll_status kept_newest_document(int64_t *out, toll_kept *kept, toll_error *error)
{
    toll_rows *rows = NULL;
    *out = 0;
    toll_status status = toll_rows_table(kept->ledger, "reckon_document", error); /* no such table yet: everything is to come */
    if (status == TOLL_OK) status = toll_rows_open(&rows, kept->ledger, newest_sql, error);
    if (status == TOLL_OK && (status = toll_rows_next(rows, error)) == TOLL_OK && !toll_rows_is_null(rows, 0))
        *out = toll_rows_integer(rows, 0);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

toll_status kept_tell_twins(toll_kept *kept, const toll_kept_options *options, int64_t after, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = toll_rows_open(&rows, kept->ledger, twins_sql, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, after);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK)
        options->twin(options->context, toll_rows_text(rows, 1), toll_rows_text(rows, 2), toll_rows_number(rows, 3));
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}
