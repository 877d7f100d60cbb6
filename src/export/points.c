/* In: a text and bytes of it, in any order. Out: how many code points stand before each. The text is counted once, a step every 1,024 bytes; a
 * question then costs at most a step. */
#include "inside.h"

enum { STEP = 1024 };

toll_status export_points_of(export_points *p, toll_text text)
{
    size_t points = 0;
    p->text = text;
    p->count = 0;
    for (size_t at = 0; at < text.len; at += STEP) {
        if (!toll_grow(&p->steps, &p->cap, p->count, sizeof *p->steps)) return TOLL_E_MEMORY;
        p->steps[p->count++] = (uint32_t)points;
        size_t len = text.len - at < STEP ? text.len - at : STEP;
        for (size_t i = 0; i < len; i++) points += ((unsigned char)text.data[at + i] & 0xc0) != 0x80;
    }
    return TOLL_OK;
}

toll_status export_points_at(export_job *job, const toll_ledger_row *row)
{
    if (job->new_document && export_points_of(&job->points, row->document.text) < 0) return export_no_memory(job);
    job->points.text = row->document.text; /* each claim comes with bytes of its own */
    return TOLL_OK;
}

size_t export_points_before(const export_points *p, size_t off)
{
    if (off > p->text.len) off = p->text.len;
    if (!p->count) return 0;
    size_t step = off / STEP < p->count ? off / STEP : p->count - 1, points = p->steps[step];
    for (size_t i = step * STEP; i < off; i++) points += ((unsigned char)p->text.data[i] & 0xc0) != 0x80;
    return points;
}

void export_points_free(export_points *p)
{
    toll_base_free(p->steps);
    *p = (export_points){0};
}
