/* In: a filter. Out: what it asks for, in one line of words, for the notes that go with an export. */
#include <math.h>

#include "inside.h"

static void add_name(toll_buffer *out, const char *name)
{
    if (out->len) toll_buffer_add_string(out, ", ");
    toll_buffer_add_string(out, name);
    toll_buffer_add_char(out, ' ');
}

static void add_word(toll_buffer *out, const char *name, const char *word)
{
    if (!word) return;
    add_name(out, name);
    toll_view_add_plain(out, toll_text_of(word));
}

static void add_day(toll_buffer *out, const char *name, toll_day day)
{
    char text[16];
    if (!toll_day_format(text, day)) return;
    add_name(out, name);
    toll_buffer_add_string(out, text);
}

static void add_outcomes(toll_buffer *out, uint32_t outcomes)
{
    if (!outcomes) return;
    add_name(out, "outcome");
    for (int code = 0, any = 0; code < TOLL_OUTCOME_COUNT; code++)
        if (outcomes >> code & 1) toll_buffer_printf(out, "%s%s", any++ ? " or " : "", toll_outcome_name((toll_outcome)code));
}

/* A bound that is not among what is asked for is the neighbour of its number (src/ledger/figures.c): ">800" begins just above 800. */
static void add_bound(toll_buffer *out, double bound, double towards, const char *strict, const char *with)
{
    double number = rint(bound);
    bool beside = bound == nextafter(number, towards);
    toll_buffer_add_string(out, beside ? strict : with);
    toll_buffer_add_number(out, beside ? number + 0.0 : bound);
}

static void add_figures(toll_buffer *out, const toll_ledger_filter *f)
{
    bool least = f->least > 0, most = f->most < 1e300; /* 0 and 1e300 are open ends */
    if (!f->figures) return;
    add_name(out, "figures");
    if (least || !most) add_bound(out, least ? f->least : 0, INFINITY, "more than ", "from ");
    if (least && most) toll_buffer_add_char(out, ' ');
    if (most) add_bound(out, f->most, -INFINITY, "less than ", least ? "to " : "up to ");
}

void export_say_filter(toll_buffer *out, const toll_ledger_filter *f)
{
    add_word(out, "side", f->side);
    add_outcomes(out, f->outcomes);
    add_word(out, "claimant", f->claimant);
    add_word(out, "outlet", f->outlet);
    add_word(out, "place", f->place);
    add_word(out, "the words", f->text);
    add_word(out, "document", f->document);
    add_word(out, "claim", f->id);
    add_day(out, "from", f->from);
    add_day(out, "to", f->to);
    add_figures(out, f);
    if (f->limit) toll_buffer_printf(out, "%sthe first %llu", out->len ? ", " : "", (unsigned long long)f->limit);
    if (f->history) toll_buffer_printf(out, "%swith what was superseded", out->len ? ", " : "");
    if (f->rejected) toll_buffer_printf(out, "%swith what was rejected", out->len ? ", " : "");
    if (!out->len) toll_buffer_add_string(out, "all claims");
}
