/* In: claims of deaths. Out: rows under the column names of UCDP GED (codebook of versions 22.1 and later). A row is a claim, not an event that
 * somebody coded: UCDP's own ids, actors, conflicts and countries stay empty, `best` and the deaths by side are filled only where the words name one
 * exact number, and what could not be held stands in the last column. side_a is the side whose loss is told; who did it is not claimed here. */
#include <math.h>
#include <stdio.h>

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
    ID,
    RELID,
    YEAR,
    ACTIVE_YEAR,
    CODE_STATUS,
    TYPE_OF_VIOLENCE,
    CONFLICT_DSET_ID,
    CONFLICT_NEW_ID,
    CONFLICT_NAME,
    DYAD_DSET_ID,
    DYAD_NEW_ID,
    DYAD_NAME,
    SIDE_A_DSET_ID,
    SIDE_A_NEW_ID,
    SIDE_A,
    SIDE_B_DSET_ID,
    SIDE_B_NEW_ID,
    SIDE_B,
    NUMBER_OF_SOURCES,
    SOURCE_ARTICLE,
    SOURCE_OFFICE,
    SOURCE_DATE,
    SOURCE_HEADLINE,
    SOURCE_ORIGINAL,
    WHERE_PREC,
    WHERE_COORDINATES,
    WHERE_DESCRIPTION,
    ADM_1,
    ADM_2,
    LATITUDE,
    LONGITUDE,
    GEOM_WKT,
    PRIOGRID_GID,
    COUNTRY,
    COUNTRY_ID,
    REGION,
    EVENT_CLARITY,
    DATE_PREC,
    DATE_START,
    DATE_END,
    DEATHS_A,
    DEATHS_B,
    DEATHS_CIVILIANS,
    DEATHS_UNKNOWN,
    BEST,
    HIGH,
    LOW,
    GWNOA,
    GWNOB,
    COLUMNS,
    ALL = COLUMNS + EXPORT_BESIDE
};

static const toll_view_field fields[ALL] = {TEXT("id"), TEXT("relid"), COUNT("year"), TEXT("active_year"), TEXT("code_status"),
    TEXT("type_of_violence"), TEXT("conflict_dset_id"), TEXT("conflict_new_id"), TEXT("conflict_name"), TEXT("dyad_dset_id"),
    TEXT("dyad_new_id"), TEXT("dyad_name"), TEXT("side_a_dset_id"), TEXT("side_a_new_id"), TEXT("side_a"), TEXT("side_b_dset_id"),
    TEXT("side_b_new_id"), TEXT("side_b"), COUNT("number_of_sources"), TEXT("source_article"), TEXT("source_office"), DAY("source_date"),
    TEXT("source_headline"), TEXT("source_original"), COUNT("where_prec"), TEXT("where_coordinates"), TEXT("where_description"),
    TEXT("adm_1"), TEXT("adm_2"), COUNT("latitude"), COUNT("longitude"), TEXT("geom_wkt"), TEXT("priogrid_gid"), TEXT("country"),
    TEXT("country_id"), TEXT("region"), COUNT("event_clarity"), COUNT("date_prec"), DAY("date_start"), DAY("date_end"), COUNT("deaths_a"),
    COUNT("deaths_b"), COUNT("deaths_civilians"), COUNT("deaths_unknown"), COUNT("best"), COUNT("high"), COUNT("low"), TEXT("gwnoa"),
    TEXT("gwnob"), EXPORT_BESIDE_FIELDS};

/* Days to GED's codes: 1 = one day, 2 = two to six, 3 = a week, 4 = eight days to a month, 5 = longer. */
static void set_days(toll_view_datum *cells, toll_buffer *notes, const toll_period *p)
{
    int year, last, month, day;
    if (p->from == TOLL_DAY_UNKNOWN || p->to == TOLL_DAY_UNKNOWN) {
        export_add_note(notes, "date_start, date_end, year: the days are open");
        return;
    }
    int32_t length = p->to - p->from + 1;
    cells[DATE_START].day = p->from;
    cells[DATE_END].day = p->to;
    cells[DATE_PREC].number = length == 1 ? 1 : length < 7 ? 2 : length == 7 ? 3 : length <= 31 ? 4 : 5;
    if (length > 366) export_add_note(notes, "date_prec: GED knows no event that lasts longer than a year");
    toll_day_to_civil(p->from, &year, &month, &day);
    toll_day_to_civil(p->to, &last, &month, &day);
    if (year == last) cells[YEAR].number = year;
    else export_add_note(notes, "year: the days lie in several");
    cells[EVENT_CLARITY].number = p->kind == TOLL_PERIOD_EVENT ? 1 : 2;
}

static void set_place(toll_view_datum *cells, export_texts *t, const toll_place *p, toll_text words)
{
    static const char *const precisions[] = {"exact", "near", "district", "province", "axis", "country"};
    cells[WHERE_DESCRIPTION] = export_text_of(words);
    cells[WHERE_COORDINATES] = export_text_of(toll_text_of(p->name));
    cells[LATITUDE].number = p->lat;
    cells[LONGITUDE].number = p->lon;
    for (int i = 0; p->precision && i < 6; i++)
        if (!strcmp(p->precision, precisions[i])) cells[WHERE_PREC].number = i + 1;
    if (p->precision && !strcmp(p->precision, "province")) cells[ADM_1] = export_text_of(toll_text_of(p->name));
    if (p->precision && !strcmp(p->precision, "district")) cells[ADM_2] = export_text_of(toll_text_of(p->name));
    if (p->precision && !strcmp(p->precision, "country")) cells[COUNTRY] = export_text_of(toll_text_of(p->name));
    if (!words.len && !p->name) export_add_note(&t->notes, "where: no place is named");
    else if (!p->name) export_add_note(&t->notes, "where_prec, latitude, longitude: the place is in no gazetteer");
    toll_buffer_clear(&t->point);
    if (isnan(p->lat) || isnan(p->lon)) return;
    toll_buffer_add_string(&t->point, "POINT (");
    toll_buffer_add_number(&t->point, p->lon);
    toll_buffer_add_char(&t->point, ' ');
    toll_buffer_add_number(&t->point, p->lat);
    toll_buffer_add_char(&t->point, ')');
    cells[GEOM_WKT] = export_text_of((toll_text){t->point.data, t->point.len});
}

/* Whose dead: civilians have a column whatever their side; soldiers that of their side, where it is known. */
static int deaths_column(const toll_victims *v)
{
    if (v->class_ == TOLL_CLASS_CIVILIAN) return DEATHS_CIVILIANS;
    return v->class_ == TOLL_CLASS_MILITARY && v->side ? DEATHS_A : DEATHS_UNKNOWN;
}

static void set_deaths(toll_view_datum *cells, toll_buffer *notes, const export_job *job, const toll_ledger_row *row)
{
    const toll_claim *c = &row->claim;
    export_figure figure = export_figure_of(&c->quantity, job->options->vague);
    int column = deaths_column(&c->victims);
    toll_text words = toll_view_cut(&row->document, c->quantity.span);
    cells[BEST].number = cells[column].number = figure.best;
    cells[LOW].number = isinf(figure.low) ? NAN : figure.low;
    cells[HIGH].number = isinf(figure.high) ? NAN : figure.high;
    if (column == DEATHS_A) cells[SIDE_A] = export_text_of(toll_text_of(c->victims.side));
    if (isnan(figure.best))
        export_add_note(notes, "best, %s: \"%.*s\" is no one number", fields[column].name, (int)toll_text_head(words, 80).len,
            words.data ? words.data : "");
    if (c->victims.class_ == TOLL_CLASS_MIXED) export_add_note(notes, "deaths_unknown: soldiers and civilians, not split");
    else if (column == DEATHS_UNKNOWN)
        export_add_note(notes, "deaths_unknown: %s", c->victims.side ? "whether soldiers or civilians is open" : "the side is open");
}

static void set_source(toll_view_datum *cells, export_texts *t, const toll_ledger_row *row)
{
    char day[16];
    const toll_document *d = &row->document;
    const toll_claimant *who = &row->claim.claimant;
    toll_buffer_clear(&t->article);
    toll_view_add_plain(&t->article, d->outlet);
    (void)toll_day_format(day, d->published);
    toll_buffer_printf(&t->article, ",%s,", d->published == TOLL_DAY_UNKNOWN ? "" : day);
    toll_view_add_plain(&t->article, d->title);
    cells[NUMBER_OF_SOURCES].number = 1;
    if (t->article.len > 2) cells[SOURCE_ARTICLE] = export_text_of((toll_text){t->article.data, t->article.len});
    cells[SOURCE_OFFICE] = export_text_of(d->outlet);
    cells[SOURCE_DATE].day = d->published;
    cells[SOURCE_HEADLINE] = export_text_of(d->title);
    cells[SOURCE_ORIGINAL] = export_text_of(who->id ? toll_text_of(who->id) : toll_view_cut(d, who->span));
}

static void fill(toll_view_datum *cells, const export_job *job, export_texts *t, const toll_ledger_row *row)
{
    set_source(cells, t, row);
    set_days(cells, &t->notes, &row->claim.period);
    set_place(cells, t, &row->claim.place, toll_view_cut(&row->document, row->claim.place.span));
    set_deaths(cells, &t->notes, job, row);
}

_Static_assert((int)ALL <= (int)EXPORT_CELLS, "a row has room");
static const export_dataset ucdp = {fields, ALL, fill};

const export_writer export_ucdp = {export_begin_events, export_add_claim_event, NULL, export_close_events, &ucdp};
