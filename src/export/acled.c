/* In: claims of deaths. Out: rows under the column names of ACLED's codebook. A row is a claim, not an event that somebody coded: event types, actors
 * and countries stay empty, `fatalities` is filled only where the words name one exact number (or, with the policy of ACLED named, where a vague
 * word has its number there), and a date only where it is one day; what could not be held stands in the last column. */
#include <math.h>

#include "event.h"

#define TEXT(name)                                                                                                                         \
    {                                                                                                                                      \
        name, TOLL_VIEW_STRING, "", ""                                                                                                     \
    }
#define COUNT(name)                                                                                                                        \
    {                                                                                                                                      \
        name, TOLL_VIEW_NUMBER, "", ""                                                                                                     \
    }
#define DAY(name)                                                                                                                          \
    {                                                                                                                                      \
        name, TOLL_VIEW_DATE, "", ""                                                                                                       \
    }

enum {
    EVENT_ID_CNTY,
    EVENT_DATE,
    YEAR,
    TIME_PRECISION,
    DISORDER_TYPE,
    EVENT_TYPE,
    SUB_EVENT_TYPE,
    ACTOR1,
    ASSOC_ACTOR_1,
    INTER1,
    ACTOR2,
    ASSOC_ACTOR_2,
    INTER2,
    INTERACTION,
    CIVILIAN_TARGETING,
    ISO,
    REGION,
    COUNTRY,
    ADMIN1,
    ADMIN2,
    ADMIN3,
    LOCATION,
    LATITUDE,
    LONGITUDE,
    GEO_PRECISION,
    SOURCE,
    SOURCE_SCALE,
    NOTES,
    FATALITIES,
    TAGS,
    TIMESTAMP,
    COLUMNS,
    LOW = COLUMNS,
    HIGH, /* the bounds, which ACLED has no columns for */
    BESIDE,
    ALL = BESIDE + EXPORT_BESIDE
};

static const toll_view_field fields[ALL] = {TEXT("event_id_cnty"), DAY("event_date"), COUNT("year"), COUNT("time_precision"),
    TEXT("disorder_type"), TEXT("event_type"), TEXT("sub_event_type"), TEXT("actor1"), TEXT("assoc_actor_1"), TEXT("inter1"),
    TEXT("actor2"), TEXT("assoc_actor_2"), TEXT("inter2"), TEXT("interaction"), TEXT("civilian_targeting"), TEXT("iso"), TEXT("region"),
    TEXT("country"), TEXT("admin1"), TEXT("admin2"), TEXT("admin3"), TEXT("location"), COUNT("latitude"), COUNT("longitude"),
    COUNT("geo_precision"), TEXT("source"), TEXT("source_scale"), TEXT("notes"), COUNT("fatalities"), TEXT("tags"), COUNT("timestamp"),
    {"tollbook_low", TOLL_VIEW_NUMBER, "", ""}, {"tollbook_high", TOLL_VIEW_NUMBER, "", ""}, EXPORT_BESIDE_FIELDS};

/* ACLED dates an event to one day and says how sure that is: 1 = the day, 2 = the week, 3 = the month. */
static void set_days(toll_view_datum *cells, toll_buffer *notes, const toll_period *p)
{
    int year, last, month, day;
    if (p->from == TOLL_DAY_UNKNOWN || p->to == TOLL_DAY_UNKNOWN) {
        export_add_note(notes, "event_date, year: the days are open");
        return;
    }
    int32_t length = p->to - p->from + 1;
    if (length == 1) cells[EVENT_DATE].day = p->from;
    else export_add_note(notes, "event_date: %d days, not one", (int)length);
    if (length <= 31) cells[TIME_PRECISION].number = length == 1 ? 1 : length <= 7 ? 2 : 3;
    toll_day_to_civil(p->from, &year, &month, &day);
    toll_day_to_civil(p->to, &last, &month, &day);
    if (year == last) cells[YEAR].number = year;
}

/* 1 = the place itself, 2 = near it or its district, 3 = a larger region; a front axis and a country have none. */
static void set_place(toll_view_datum *cells, toll_buffer *notes, const toll_place *p, toll_text words)
{
    static const struct {
        const char *name;
        int code, column;
    } known[] = {{"exact", 1, LOCATION}, {"near", 2, LOCATION}, {"district", 2, ADMIN2}, {"province", 3, ADMIN1}, {"axis", 0, LOCATION},
        {"country", 0, COUNTRY}};
    int column = LOCATION, code = 0;
    for (size_t i = 0; p->precision && i < sizeof known / sizeof *known; i++)
        if (!strcmp(p->precision, known[i].name)) column = known[i].column, code = known[i].code;
    cells[column] = export_text_of(p->name ? toll_text_of(p->name) : words);
    cells[LATITUDE].number = p->lat;
    cells[LONGITUDE].number = p->lon;
    if (code) cells[GEO_PRECISION].number = code;
    else if (!words.len && !p->name) export_add_note(notes, "location: no place is named");
    else export_add_note(notes, "geo_precision: %s", p->precision ? p->precision : "the place is in no gazetteer");
}

static void set_deaths(toll_view_datum *cells, toll_buffer *notes, const export_job *job, const toll_ledger_row *row)
{
    const toll_quantity *q = &row->claim.quantity;
    export_figure figure = export_figure_of(q, job->options->vague);
    toll_text words = toll_view_cut(&row->document, q->span);
    bool rule = q->qualifier == TOLL_QUALIFIER_VAGUE && job->options->vague == TOLL_EXPORT_ACLED_RULE;
    cells[FATALITIES].number = rule && !isinf(figure.low) ? figure.low : figure.best;
    cells[LOW].number = isinf(figure.low) ? NAN : figure.low;
    cells[HIGH].number = isinf(figure.high) ? NAN : figure.high;
    int len = (int)toll_text_head(words, 80).len;
    const char *text = words.data ? words.data : "";
    if (isnan(cells[FATALITIES].number)) export_add_note(notes, "fatalities: \"%.*s\" is no one number", len, text);
    else if (rule) export_add_note(notes, "fatalities: ACLED's rule for \"%.*s\"", len, text);
}

static void fill(toll_view_datum *cells, const export_job *job, export_texts *texts, const toll_ledger_row *row)
{
    toll_buffer *notes = &texts->notes;
    set_days(cells, notes, &row->claim.period);
    set_place(cells, notes, &row->claim.place, toll_view_cut(&row->document, row->claim.place.span));
    set_deaths(cells, notes, job, row);
    export_add_note(notes, "actor1, actor2, event_type: who did it and how is not claimed here");
    cells[SOURCE] = export_text_of(row->document.outlet);
    cells[NOTES] = export_text_of(toll_view_cut(&row->document, row->claim.sentence));
    cells[TIMESTAMP].number = (double)(row->recorded_at / 1000000);
}

_Static_assert((int)ALL <= (int)EXPORT_CELLS, "a row has room");
static const export_dataset acled = {fields, ALL, fill};

const export_writer export_acled = {export_begin_events, export_add_claim_event, NULL, export_close_events, &acled};
