/* The sentences that belong beside a table of rates. In: the table. Out: one note after another, each only where it applies. They are part of the
 * figure: whoever shows the rows shows them too. */
#include <math.h>
#include <stdio.h>

#include "inside.h"

typedef struct writer {
    char *out;
    size_t cap;
} writer;

static void write_chance(writer *w, const toll_disparity *t)
{
    snprintf(w->out, w->cap,
        "Limits (%g%%) cover chance alone. A list of deaths is incomplete, and may be more complete for one name than for another.",
        t->level);
}

static void write_strays(writer *w, const toll_disparity *t)
{
    if (!t->stray_count) return;
    snprintf(w->out, w->cap,
        "%.0f of %.0f deaths (%.1f%%) stand under %zu name%s that no people have: they count in shares and in no rate.", t->stray_deaths,
        t->deaths, 100 * t->stray_deaths / t->deaths, t->stray_count, t->stray_count == 1 ? "" : "s");
}

static void write_reference(writer *w, const toll_disparity *t)
{
    const toll_disparity_row *r = &t->rows[t->reference], *top = &t->rows[t->reference ? 0 : t->row_count - 1];
    if (r->deaths >= 20 || top == r || !(top->deaths > 0)) return;
    double unit = top->rate * r->people / 100000;
    if (r->deaths < 2) {
        snprintf(w->out, w->cap, "The reference has %.0f death%s: no ratio to it says much.", r->deaths, r->deaths == 1 ? "" : "s");
        return;
    }
    snprintf(w->out, w->cap,
        "The reference has %.0f deaths: one fewer or one more, and the ratio of %.*s would be %.3g or %.3g instead of %.3g.", r->deaths,
        (int)toll_text_head(top->name, 60).len, top->name.data, unit / (r->deaths - 1), unit / (r->deaths + 1), unit / r->deaths);
}

static void write_rounding(writer *w, const toll_disparity *t)
{
    const toll_disparity_row *r = &t->rows[t->reference], *top = &t->rows[t->reference ? 0 : t->row_count - 1];
    double a = round(top->rate), b = round(r->rate);
    if (top == r || b < 1 || b > 20 || a < 1) return;
    toll_limits hidden = toll_limits_of_rounding(a, b, 1);
    snprintf(w->out, w->cap, "Rates rounded to whole numbers, %.0f and %.0f per 100,000, give %.3g; the digits alone allow %.3g to %.3g.",
        a, b, a / b, hidden.low, hidden.high);
}

static void write_few(writer *w, const toll_disparity *t)
{
    size_t few = 0, none = 0;
    for (size_t i = 0; i < t->row_count; i++) few += t->rows[i].few && t->rows[i].deaths > 0, none += !(t->rows[i].deaths > 0);
    if (!few && !none) return;
    int len = few ? snprintf(w->out, w->cap, "%zu name%s fewer than 3 deaths: the count is shown, not the rate. ", few,
                        few == 1 ? " has" : "s have")
                  : 0;
    if (none)
        snprintf(w->out + len, w->cap - (size_t)len,
            "%zu name%s people and no deaths here: that nobody died, or that nobody wrote it down.", none, none == 1 ? " has" : "s have");
    else w->out[len - 1] = '\0';
}

static void write_many(writer *w, const toll_disparity *t)
{
    if (t->row_count < 10) return;
    snprintf(w->out, w->cap, "Of %zu rows up to %.1f are outside their 95%% funnel limits by chance alone.", t->row_count,
        0.05 * (double)t->row_count);
}

size_t toll_disparity_note(char *out, size_t cap, const toll_disparity *disparity, size_t n)
{
    static void (*const notes[])(writer * w, const toll_disparity *t) = {
        write_chance, write_strays, write_reference, write_rounding, write_few, write_many};
    writer w = {out, cap};
    if (!cap) return 0;
    *out = '\0';
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        notes[i](&w, disparity);
        if (*out && !n--) return strlen(out);
        *out = '\0';
    }
    return 0;
}
