/* In: a document whose text may be an HTML page. Out: the document that is the article in it, and a remark where the page gave a day that is
 * yet to come. The only place that asks the clock what today is. */
#include <time.h>

#include "cli.h"

toll_day toll_cli_latest_day(void)
{
    return (toll_day)(time(NULL) / 86400) + 1;
}

toll_status toll_cli_take_page(toll_document *document, toll_error *remark, toll_run *run, bool fragment, toll_error *error)
{
    toll_day refused;
    remark->code = TOLL_OK;
    if (!fragment && !toll_is_page(document->text)) return TOLL_OK;
    toll_status status = toll_run_take_page(document, &refused, run, fragment, toll_cli_latest_day(), error);
    if (status != TOLL_OK || refused == TOLL_DAY_UNKNOWN) return status;
    char iso[16];
    toll_day_format(iso, refused);
    toll_error_set(remark, TOLL_E_INPUT, NULL,
        "the page says it was published on %s, which is yet to come; that day is not believed, give the right one by --metadata", iso);
    toll_cli_name_document(remark, document);
    return TOLL_OK;
}
