/* Parts of queries (sql_part.h). In: a filter. Out: conditions as SQL with their parameters. A claim is looked for by its values also where the
 * index has found rows that may have them: the index says where to look, never what is there. */
#include "sql_part.h"

void toll_part(toll_question *q, const char *sql)
{
    toll_buffer_add_string(&q->sql, sql);
}

/* A query short of a parameter would answer something else: it fails instead. */
static void bind(toll_question *q, toll_parameter value)
{
    if (q->parameter_count < TOLL_QUESTION_PARAMETERS) q->parameters[q->parameter_count++] = value;
    else q->sql.failed = true;
}

void toll_part_number(toll_question *q, int64_t value)
{
    bind(q, (toll_parameter){.number = value});
}
void toll_part_string(toll_question *q, const char *value)
{
    bind(q, (toll_parameter){.text = toll_text_of(value)});
}

void toll_part_key(toll_question *q)
{
    bind(q, (toll_parameter){.text = {(const char *)q->key, sizeof q->key}, .blob = true});
}

/* The column is the value, whatever the letter case of ASCII. */
static void add_same_letters(toll_question *q, const char *column, const char *value)
{
    const toll_sql_dialect *dialect = q->it->driver->dialect;
    toll_buffer_printf(&q->sql, "%s%s%s", dialect->same_letters[0], column, dialect->same_letters[1]);
    toll_part_string(q, value);
}

/* `alias` stood at the moment asked about. */
void toll_part_standing(toll_question *q, const char *alias)
{
    if (!q->filter->as_of) {
        toll_buffer_printf(&q->sql, "%s.superseded_at IS NULL", alias);
        return;
    }
    toll_buffer_printf(&q->sql, "%s.recorded_at <= ? AND (%s.superseded_at IS NULL OR %s.superseded_at > ?)", alias, alias, alias);
    toll_part_number(q, q->filter->as_of);
    toll_part_number(q, q->filter->as_of);
}

void toll_part_known(toll_question *q, const char *alias)
{
    if (!q->filter->as_of) {
        toll_part(q, "TRUE");
        return;
    }
    toll_buffer_printf(&q->sql, "%s.recorded_at <= ?", alias);
    toll_part_number(q, q->filter->as_of);
}

/* Beginning with the rows of a list costs a look-up each, and what comes out is sorted. Going through all in order ends at the limit, which comes
 * soon where claims must have one thing, and late where they must have several: their readings have each of these, but seldom one claim all. */
enum { SHORT_LIST = 1000, SHORT_OF_SEVERAL = 3000 };

bool toll_part_is_short(const toll_question *q)
{
    const toll_ledger_filter *f = q->filter;
    int asked = (f->claimant != NULL) + (f->place != NULL) + (f->side || f->outcomes) +
                (f->from != TOLL_DAY_UNKNOWN || f->to != TOLL_DAY_UNKNOWN);
    return !q->readings.any && q->readings.count <= (asked > 2 ? SHORT_OF_SEVERAL : SHORT_LIST);
}

void toll_part_among(toll_question *q, const char *column, const char *rows, size_t count)
{
    const toll_sql_dialect *dialect = q->it->driver->dialect;
    toll_buffer_printf(&q->sql, "%s%s%s?%s", count > SHORT_LIST ? "+" : "", column, dialect->among[0], dialect->among[1]);
    toll_part_string(q, rows);
}

void toll_part_saying(toll_question *q)
{
    if (!q->filter->text || q->texts.any) return;
    toll_part(q, " AND ");
    toll_part_among(q, "v.text", q->texts.rows.data, q->texts.count);
}

/* Rows of the place as it is written, as it is called, and by its number: the same parameter three times. */
void toll_sql_add_places(toll_buffer *out, const toll_sql_dialect *dialect)
{
    static const char *const columns[] = {"written", "name"};
    for (int i = 0; i < 2; i++)
        toll_buffer_printf(
            out, "SELECT id FROM place WHERE %s%s%s UNION ALL ", dialect->same_letters[0], columns[i], dialect->same_letters[1]);
    toll_buffer_add_string(out, "SELECT id FROM place WHERE gazetteer = ?");
}

/* --- conditions on claim c */
bool toll_part_asks_for_claims(const toll_ledger_filter *filter)
{
    return filter->figures || filter->side || filter->outcomes || filter->claimant || filter->place || filter->id;
}

/* The number that is named; of a range either end ("more than 20" names 20, though its least is 21). Written as text, out of which every store
 * reads the same number. */
static void add_figures(toll_question *q)
{
    static const char *const columns[] = {" AND (c.point", " OR (c.point IS NULL AND (c.low", " OR c.high"};
    for (int i = 0; i < 3; i++) {
        toll_buffer_printf(&q->sql, "%s BETWEEN CAST(? AS DOUBLE PRECISION) AND CAST(? AS DOUBLE PRECISION)", columns[i]);
        toll_part_string(q, q->least);
        toll_part_string(q, q->most);
    }
    toll_part(q, ")))");
}

void toll_part_claim(toll_question *q)
{
    const toll_ledger_filter *filter = q->filter;
    if (filter->side) {
        toll_part(q, " AND +c.side = ?"); /* the sign keeps SQLite from making an index of all claims for this query alone */
        toll_part_number(q, q->side);
    }
    if (filter->outcomes) {
        toll_part(q, " AND ((CAST(? AS BIGINT) >> CAST(c.outcome AS INTEGER)) & 1) <> 0");
        toll_part_number(q, filter->outcomes);
    }
    if (filter->claimant) {
        toll_part(q, " AND c.claimant IN (SELECT id FROM actor WHERE slug = ?)");
        toll_part_string(q, filter->claimant);
    }
    if (filter->place) {
        toll_part(q, " AND c.place IN (");
        toll_sql_add_places(&q->sql, q->it->driver->dialect);
        toll_part(q, ")");
        for (int i = 0; i < 3; i++) toll_part_string(q, filter->place);
    }
    if (filter->figures) add_figures(q);
    if (filter->id) {
        toll_part(q, " AND c.key = ?");
        toll_part_key(q);
    }
}

/* --- conditions on version v */
void toll_part_version(toll_question *q)
{
    const toll_ledger_filter *filter = q->filter;
    if (filter->outlet) {
        toll_part(q, " AND v.outlet IN (SELECT id FROM word WHERE ");
        add_same_letters(q, "value", filter->outlet);
        toll_part(q, ")");
    }
    if (filter->document) {
        toll_part(q, " AND v.document IN (SELECT id FROM document WHERE name = ?)");
        toll_part_string(q, filter->document);
    }
    if (filter->version) {
        toll_part(q, " AND v.id = ?");
        toll_part_number(q, (int64_t)filter->version);
    }
}

void toll_part_days(toll_question *q, const char *first, const char *last)
{
    if (q->filter->from != TOLL_DAY_UNKNOWN) {
        toll_buffer_printf(&q->sql, " AND %s >= ?", last);
        toll_part_number(q, q->filter->from);
    }
    if (q->filter->to != TOLL_DAY_UNKNOWN) {
        toll_buffer_printf(&q->sql, " AND %s <= ?", first);
        toll_part_number(q, q->filter->to);
    }
}

void toll_part_all(toll_question *q)
{
    const toll_ledger_key *after = &q->filter->after;
    toll_part_claim(q);
    toll_part_version(q);
    toll_part_days(q, FIRST_DAY, LAST_DAY);
    toll_part_saying(q);
    if (after->version) {
        toll_part(q, " AND v.id >= ? AND (v.id, c.quantity_off, c.id) > (?, ?, ?)");
        toll_part_number(q, (int64_t)after->version);
        toll_part_number(q, (int64_t)after->version);
        toll_part_number(q, (int64_t)after->off);
        toll_part_number(q, (int64_t)after->row);
    }
}
