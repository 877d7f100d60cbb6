/* In: two claims of a reckoning, the one that is looked at and another. Out: what differs between them, in words: "figure 63, here 89; whose word
 * rus-mod, here not named". What is open in both, or said alike, is left out; nothing at all where they say the same. */
#include <math.h>
#include <string.h>

#include "reckoned.h"

typedef struct writer {
    toll_buffer *out;
    bool any;
} writer;

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

static void differ(writer *w, const char *what, const char *other, const char *here)
{
    if (same_text(other, here)) return;
    toll_buffer_printf(w->out, "%s%s ", w->any ? "; " : "", what);
    toll_buffer_add_string(w->out, other && *other ? other : "open");
    toll_buffer_add_string(w->out, ", here ");
    toll_buffer_add_string(w->out, here && *here ? here : "open");
    w->any = true;
}

static bool same_number(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) < 1e-9;
}

static bool same_figure(const toll_reckoned_claim *a, const toll_reckoned_claim *b)
{
    return a->qualifier == b->qualifier && same_number(a->point, b->point) && same_number(a->low, b->low) && same_number(a->high, b->high);
}

/* "2023-01-01", "2023-01-01 to 2023-01-02", "to 2023-01-02". */
static void write_days(toll_buffer *out, const toll_reckoned_claim *c)
{
    char day[16];
    if (toll_day_format(day, c->from)) toll_buffer_add_string(out, day);
    if (c->to == TOLL_DAY_UNKNOWN || c->to == c->from) return;
    if (toll_day_format(day, c->to)) toll_buffer_printf(out, out->len ? " to %s" : "to %s", day);
}

void toll_view_add_differences(toll_buffer *out, toll_reckoning *r, uint32_t other, uint32_t here)
{
    const toll_reckoned_claim *a = toll_reckoning_claim(r, other), *b = toll_reckoning_claim(r, here);
    writer w = {.out = out};
    toll_buffer words[4] = {{0}};
    if (!same_figure(a, b)) differ(&w, "figure", a->words, b->words);
    toll_view_add_code(&words[0], toll_outcome_name((toll_outcome)a->outcome));
    toll_view_add_code(&words[1], toll_outcome_name((toll_outcome)b->outcome));
    differ(&w, "what became of them", words[0].data, words[1].data);
    differ(&w, "whose loss", a->side, b->side);
    if (a->class_ != b->class_) differ(&w, "of whom", toll_class_name((toll_class)a->class_), toll_class_name((toll_class)b->class_));
    differ(&w, "whose word", toll_view_claimant_name(r, other), toll_view_claimant_name(r, here));
    write_days(&words[2], a);
    write_days(&words[3], b);
    differ(&w, "when", words[2].data, words[3].data);
    if (!a->place || !same_text(a->place, b->place))
        differ(&w, "where", a->place_name ? a->place_name : a->place_words, b->place_name ? b->place_name : b->place_words);
    for (int i = 0; i < 4; i++) {
        if (words[i].failed) out->failed = true;
        toll_buffer_free(&words[i]);
    }
}
