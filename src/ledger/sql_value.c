/* Values that repeat: words, actors, places, editions. In: a value, to be given a row (found in memory, else in the ledger, else made), or
 * a row, to be given its value. The four differ only in their columns, so each is a key, a pair of statements and a way to bind and copy
 * them. Costs one look-up in memory where the value was seen before. */
#include <math.h>

#include "sql.h"

static toll_status no_memory(const toll_sql_store *it, toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for the ledger's values");
}

static void add_part(toll_buffer *key, toll_text part)
{
    toll_buffer_add_char(key, part.data ? '+' : '-');
    toll_buffer_add(key, &part.len, sizeof part.len);
    if (part.data) toll_buffer_add(key, part.data, part.len);
}

static void add_number(toll_buffer *key, double value)
{
    double plain = isnan(value) ? (double)NAN : value == 0 ? 0 : value;
    toll_buffer_add(key, &plain, sizeof plain);
}

static void bind_actor(toll_rows *s, const void *value)
{
    const toll_actor *actor = value;
    toll_sql_bind_string(s, 1, actor->slug);
    toll_sql_bind_string(s, 2, actor->side);
    toll_sql_bind_string(s, 3, actor->kind);
}

static void bind_place(toll_rows *s, const void *value)
{
    const toll_written_place *place = value;
    toll_rows_bind_text(s, 1, place->written);
    toll_sql_bind_string(s, 2, place->id);
    toll_sql_bind_string(s, 3, place->name);
    toll_sql_bind_string(s, 4, place->precision);
    toll_rows_bind_number(s, 5, place->lat);
    toll_rows_bind_number(s, 6, place->lon);
}

static void bind_edition(toll_rows *s, const void *value)
{
    const toll_edition *edition = value;
    toll_sql_bind_string(s, 1, edition->engine);
    toll_sql_bind_string(s, 2, edition->tables);
}

static void bind_word(toll_rows *s, const void *value)
{
    toll_rows_bind_text(s, 1, *(const toll_text *)value);
}

/* Row of the value whose key stands in it->key. */
static toll_status find_row(int64_t *out, toll_sql_store *it, toll_intern *intern, toll_sql find, toll_sql put,
    void (*bind)(toll_rows *, const void *), const void *value, toll_error *error)
{
    toll_rows *s;
    if (it->key.failed) return no_memory(it, error);
    toll_text key = {it->key.data, it->key.len};
    const toll_intern_entry *seen = toll_intern_find(intern, key);
    if (seen) {
        *out = seen->row;
        return TOLL_OK;
    }
    toll_status status = toll_sql_get(&s, it, find, error);
    if (status < 0) return status;
    bind(s, value);
    status = toll_rows_next(s, error);
    if (status == TOLL_OK) *out = toll_rows_integer(s, 0);
    toll_rows_reset(s);
    if (status == TOLL_END) {
        status = toll_sql_get(&s, it, put, error);
        if (status < 0) return status;
        bind(s, value);
        status = toll_rows_next(s, error);
        if (status == TOLL_OK) *out = toll_rows_integer(s, 0);
        toll_rows_reset(s);
    }
    if (status >= 0) toll_intern_put(intern, key, *out, NULL);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_sql_word_row(int64_t *out, toll_sql_store *it, toll_text value, toll_error *error)
{
    *out = 0;
    if (!value.data) return TOLL_OK;
    toll_buffer_clear(&it->key);
    toll_buffer_add(&it->key, value.data, value.len);
    if (!it->key.data) return no_memory(it, error);
    return find_row(out, it, &it->words, TOLL_SQL_WORD_FIND, TOLL_SQL_WORD_PUT, bind_word, &value, error);
}

toll_status toll_sql_actor_row(int64_t *out, toll_sql_store *it, const toll_actor *value, toll_error *error)
{
    *out = 0;
    if (!value->slug && !value->side && !value->kind) return TOLL_OK;
    toll_buffer_clear(&it->key);
    add_part(&it->key, toll_text_of(value->slug));
    add_part(&it->key, toll_text_of(value->side));
    add_part(&it->key, toll_text_of(value->kind));
    return find_row(out, it, &it->actors, TOLL_SQL_ACTOR_FIND, TOLL_SQL_ACTOR_PUT, bind_actor, value, error);
}

toll_status toll_sql_place_row(int64_t *out, toll_sql_store *it, const toll_written_place *value, toll_error *error)
{
    *out = 0;
    if (!value->written.data && !value->id && !value->name && !value->precision && isnan(value->lat) && isnan(value->lon)) return TOLL_OK;
    toll_buffer_clear(&it->key);
    add_part(&it->key, value->written);
    add_part(&it->key, toll_text_of(value->id));
    add_part(&it->key, toll_text_of(value->name));
    add_part(&it->key, toll_text_of(value->precision));
    add_number(&it->key, value->lat);
    add_number(&it->key, value->lon);
    return find_row(out, it, &it->places, TOLL_SQL_PLACE_FIND, TOLL_SQL_PLACE_PUT, bind_place, value, error);
}

toll_status toll_sql_edition_row(int64_t *out, toll_sql_store *it, const char *engine, const char *tables, toll_error *error)
{
    const toll_edition value = {engine, tables};
    toll_buffer_clear(&it->key);
    add_part(&it->key, toll_text_of(engine));
    add_part(&it->key, toll_text_of(tables));
    return find_row(out, it, &it->editions, TOLL_SQL_EDITION_FIND, TOLL_SQL_EDITION_PUT, bind_edition, &value, error);
}

/* --- from rows to values: interns of their own, with the row as key. */
static const void *seen_value(const toll_intern *intern, int64_t row)
{
    const toll_intern_entry *seen = toll_intern_find(intern, (toll_text){(const char *)&row, sizeof row});
    return seen ? seen->value : NULL;
}

static void keep(toll_intern *intern, int64_t row, const void *value)
{
    toll_intern_put(intern, (toll_text){(const char *)&row, sizeof row}, row, value);
}

/* The statement stands on the row, or the ledger is damaged. */
static toll_status fetch(toll_rows **out, toll_sql_store *it, toll_sql which, const char *table, int64_t row, toll_error *error)
{
    toll_status status = toll_sql_get(out, it, which, error);
    if (status < 0) return status;
    toll_rows_bind_integer(*out, 1, row);
    status = toll_rows_next(*out, error);
    return status == TOLL_END ? toll_sql_damaged(it, error, table, row) : status;
}

static const char *copy_column(toll_arena *memory, toll_rows *s, int at, bool *failed)
{
    toll_text text = toll_rows_text(s, at);
    if (!text.data) return NULL;
    const char *copy = toll_arena_string(memory, text.data, text.len);
    if (!copy) *failed = true;
    return copy;
}

toll_status toll_sql_word(const char **out, toll_sql_store *it, int64_t row, toll_error *error)
{
    toll_rows *s;
    *out = NULL;
    if (!row || (*out = seen_value(&it->word_values, row))) return TOLL_OK;
    toll_status status = fetch(&s, it, TOLL_SQL_WORD, "word", row, error);
    if (status < 0) return status;
    bool failed = false;
    *out = copy_column(&it->word_values.memory, s, 0, &failed);
    toll_rows_reset(s);
    if (failed) return no_memory(it, error);
    keep(&it->word_values, row, *out);
    return TOLL_OK;
}

toll_status toll_sql_actor(const toll_actor **out, toll_sql_store *it, int64_t row, toll_error *error)
{
    static const toll_actor nobody;
    toll_rows *s;
    *out = &nobody;
    if (!row) return TOLL_OK;
    if ((*out = seen_value(&it->actor_values, row))) return TOLL_OK;
    toll_status status = fetch(&s, it, TOLL_SQL_ACTOR, "actor", row, error);
    if (status < 0) return status;
    toll_arena *memory = &it->actor_values.memory;
    bool failed = false;
    toll_actor *actor = toll_arena_take(memory, sizeof *actor);
    if (actor)
        *actor = (toll_actor){copy_column(memory, s, 0, &failed), copy_column(memory, s, 1, &failed), copy_column(memory, s, 2, &failed)};
    toll_rows_reset(s);
    if (!actor || failed) return no_memory(it, error);
    keep(&it->actor_values, row, actor);
    *out = actor;
    return TOLL_OK;
}

toll_status toll_sql_place(const toll_written_place **out, toll_sql_store *it, int64_t row, toll_error *error)
{
    static const toll_written_place nowhere = {.lat = NAN, .lon = NAN};
    toll_rows *s;
    *out = &nowhere;
    if (!row) return TOLL_OK;
    if ((*out = seen_value(&it->place_values, row))) return TOLL_OK;
    toll_status status = fetch(&s, it, TOLL_SQL_PLACE, "place", row, error);
    if (status < 0) return status;
    toll_arena *memory = &it->place_values.memory;
    bool failed = false;
    toll_written_place *place = toll_arena_take(memory, sizeof *place);
    if (place) {
        const char *written = copy_column(memory, s, 0, &failed);
        *place = (toll_written_place){
            .written = {written, written ? toll_rows_text(s, 0).len : 0},
            .id = copy_column(memory, s, 1, &failed),
            .name = copy_column(memory, s, 2, &failed),
            .precision = copy_column(memory, s, 3, &failed),
            .lat = toll_rows_is_null(s, 4) ? (double)NAN : toll_rows_number(s, 4),
            .lon = toll_rows_is_null(s, 5) ? (double)NAN : toll_rows_number(s, 5),
        };
    }
    toll_rows_reset(s);
    if (!place || failed) return no_memory(it, error);
    keep(&it->place_values, row, place);
    *out = place;
    return TOLL_OK;
}

toll_status toll_sql_edition(const toll_edition **out, toll_sql_store *it, int64_t row, toll_error *error)
{
    toll_rows *s;
    if ((*out = seen_value(&it->edition_values, row))) return TOLL_OK;
    toll_status status = fetch(&s, it, TOLL_SQL_EDITION, "edition", row, error);
    if (status < 0) return status;
    toll_arena *memory = &it->edition_values.memory;
    bool failed = false;
    toll_edition *edition = toll_arena_take(memory, sizeof *edition);
    if (edition) *edition = (toll_edition){copy_column(memory, s, 0, &failed), copy_column(memory, s, 1, &failed)};
    toll_rows_reset(s);
    if (!edition || failed) return no_memory(it, error);
    keep(&it->edition_values, row, edition);
    *out = edition;
    return TOLL_OK;
}
