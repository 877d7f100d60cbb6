/* placeholder */
#include "inside.h"
static toll_status end(export_job *job)
{
    return toll_error_set(job->error, TOLL_E_USAGE, NULL, "not yet");
}
const export_writer export_html = {NULL, NULL, end, NULL};
