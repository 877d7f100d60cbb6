/* In: a document as it came, which may be an HTML page in any charset. Out: the document that is the article in it, a remark where it came with
 * a day of publication that is yet to come, or why there is nothing to read; and behind the reading whether it could be read at all. The only
 * place that asks the clock what today is. */
#include <stdio.h>
#include <time.h>

#include "cli.h"

toll_day toll_cli_latest_day(void)
{
    return (toll_day)(time(NULL) / 86400) + 1;
}

bool toll_cli_is_page(const toll_source_parcel *parcel)
{
    return parcel->media == TOLL_MEDIA_HTML || (!parcel->plain && toll_is_page(parcel->document.text));
}

/* A page cannot have been published after an archive kept it. */
static toll_day latest_day(const toll_source_parcel *parcel)
{
    toll_day today = toll_cli_latest_day(), kept;
    return parcel->retrieved.len && toll_day_parse(&kept, parcel->retrieved) && kept + 1 < today ? kept + 1 : today;
}

/* The page's bytes as UTF-8, as the document's text. */
static toll_status decode(toll_source_parcel *parcel, toll_error *error)
{
    toll_status status = toll_source_page(&parcel->clean, parcel->page, parcel->charset, TOLL_SOURCE_LIMIT, error);
    if (status == TOLL_E_LIMIT) return toll_error_set(error, status, NULL, "as UTF-8 the page is larger than 64 MiB and is left out");
    if (status < 0) return status;
    parcel->document.text = status == TOLL_END ? parcel->page : (toll_text){parcel->clean.data, parcel->clean.len};
    return TOLL_OK;
}

/* A day that is yet to come is not believed, whoever gave it; the document is read without one. */
static void refuse(toll_error *remark, toll_document *document, const char *who, toll_day day)
{
    char iso[16];
    toll_day_format(iso, day);
    toll_error_set(remark, TOLL_E_INPUT, NULL,
        "%s was published on %s, which is yet to come; that day is not believed, give the right one by --metadata", who, iso);
    toll_cli_name_document(remark, document);
}

void toll_cli_refuse_day(toll_document *document, toll_error *remark)
{
    if (document->published == TOLL_DAY_UNKNOWN || document->published <= toll_cli_latest_day()) return;
    refuse(remark, document, "it is said that this", document->published);
    document->published = TOLL_DAY_UNKNOWN;
}

toll_status toll_cli_prepare(toll_source_parcel *parcel, toll_run *run, toll_cli_skipped *skipped, toll_error *remark, toll_error *error)
{
    toll_document *document = &parcel->document;
    toll_day refused;
    toll_error wrong = {0};
    remark->code = TOLL_OK;
    toll_cli_refuse_day(document, remark);
    if (!toll_cli_is_page(parcel)) return TOLL_OK;
    toll_status status = parcel->media == TOLL_MEDIA_HTML ? decode(parcel, error) : TOLL_OK;
    if (status < 0) return status;
    status = toll_run_take_page(document, &refused, run, parcel->fragment, latest_day(parcel), &wrong);
    if (status == TOLL_E_INPUT) {
        skipped->reason = TOLL_SKIP_NO_TEXT;
        snprintf(skipped->what, sizeof skipped->what, "%.100s", wrong.message);
        return TOLL_END;
    }
    if (status < 0 && error) *error = wrong;
    if (status != TOLL_OK || refused == TOLL_DAY_UNKNOWN) return status;
    refuse(remark, document, "the page says it", refused);
    return TOLL_OK;
}

bool toll_cli_is_foreign(toll_cli_skipped *skipped, const toll_run *run, const toll_document *document)
{
    if (toll_run_knows_language(run, document)) return false;
    int shown = document->language.len < 16 ? (int)document->language.len : 16;
    skipped->reason = TOLL_SKIP_LANGUAGE;
    snprintf(skipped->what, sizeof skipped->what, "its language has no word tables%s%.*s%s", shown ? " (the page says " : "", shown,
        shown ? document->language.data : "", shown ? ")" : "");
    return true;
}
