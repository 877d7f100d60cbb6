/* What the claim room takes from the tables once an engine: outcome codes and kinds of words by row, the conflicts with their parties. */
#include "words.h"

#include <stdlib.h>

#include "base/fault.h"

static const char *const class_names[] = {
#define X(name) #name,
    TOLL_CLAIM_CLASSES(X)
#undef X
};
_Static_assert((unsigned)CLASS_COUNT <= (unsigned)TOLL_CLASS_LIMIT, "more classes than the tables can number");

const char *const *toll_claim_class_names(size_t *count)
{
    *count = CLASS_COUNT;
    return class_names;
}

/* Do the tables number the classes as this program does? */
static toll_status check_classes(const toll_tables *tables, toll_error *error)
{
    for (unsigned i = 0; i < CLASS_COUNT; i++)
        if (strcmp(toll_tables_class_name(tables, (uint8_t)i), class_names[i]) != 0)
            return toll_error_set(error, TOLL_E_TABLE, "tables",
                "the compiled tables are another program's (class %u is not `%s`); build them again", i, class_names[i]);
    return TOLL_OK;
}

/* The column's codes by row, NULL for a table without it; *failed where memory ran out. */
static uint8_t *outcome_column(const toll_tables *tables, uint16_t table, const char *name, bool *failed)
{
    int column = toll_tables_column(tables, table, name);
    uint32_t rows = toll_tables_rows(tables, table);
    if (column < 0 || !rows) return NULL;
    uint8_t *codes = toll_base_take(rows);
    *failed |= !codes;
    for (uint32_t row = 0; codes && row < rows; row++) {
        const char *cell = toll_tables_cell(tables, table, row, column);
        int code = *cell ? toll_outcome_from_name(toll_text_of(cell)) : -1;
        codes[row] = code < 0 ? 255 : (uint8_t)code;
    }
    return codes;
}

/* The kinds of the words of a table that goes by class and kind. */
static uint8_t *kind_column(const toll_tables *tables, uint16_t table, bool *failed)
{
    static const char *const names[] = {
#define X(number, name) [number] = name,
        TOLL_TIME_KINDS(X) TOLL_PLACE_KINDS(X)
#undef X
    };
    const int column = toll_tables_column(tables, table, "kind");
    const uint32_t rows = toll_tables_rows(tables, table);
    if (column < 0 || toll_tables_column(tables, table, "class") < 0 || !rows) return NULL;
    uint8_t *kinds = toll_base_zero(rows, 1);
    *failed |= !kinds;
    for (uint32_t row = 0; kinds && row < rows; row++) {
        const char *cell = toll_tables_cell(tables, table, row, column);
        for (uint8_t kind = 1; kind < sizeof names / sizeof *names && !kinds[row]; kind++)
            if (!strcmp(cell, names[kind])) kinds[row] = kind;
    }
    return kinds;
}

static int8_t *weight_column(const toll_tables *tables, uint16_t table, bool *failed)
{
    int column = toll_tables_column(tables, table, "weight");
    uint32_t rows = toll_tables_rows(tables, table);
    if (column < 0 || !rows) return NULL;
    int8_t *weights = toll_base_take(rows);
    *failed |= !weights;
    for (uint32_t row = 0; weights && row < rows; row++) weights[row] = (int8_t)atoi(toll_tables_cell(tables, table, row, column));
    return weights;
}

/* What each word may be to those who mark sentences. */
static uint8_t *word_signs(const toll_claim_tables *t, bool *failed)
{
    const uint32_t count = toll_tables_words(t->tables);
    uint8_t *signs = toll_base_zero(count + 1u, 1);
    toll_classes any = toll_classes_join(claim_class.trigger, t->mention.number_begins);
    toll_classes_add(&any, claim_class.asks);
    *failed |= !signs;
    for (uint32_t word = 0; signs && word < count; word++) {
        const toll_classes classes = toll_tables_word_classes(t->tables, word);
        if (!toll_classes_meet(classes, any)) continue; /* most are nothing to them */
        if (toll_classes_meet(classes, claim_class.trigger)) {
            const bool alone = toll_classes_meet(toll_tables_word_alone(t->tables, word), claim_class.trigger);
            if (toll_classes_meet(toll_tables_word_always(t->tables, word), claim_class.trigger)) signs[word] |= SIGN_LOSS_SURE;
            signs[word] |= alone ? SIGN_LOSS : SIGN_LOSS_PHRASE; /* "the" begins phrases of loss, and few of them follow it */
        }
        if (toll_classes_meet(classes, t->mention.number_begins)) signs[word] |= SIGN_NUMBER;
        if (toll_classes_has(classes, claim_class.asks)) signs[word] |= SIGN_ASKS;
    }
    return signs;
}

static toll_day day_cell(const toll_tables *tables, uint16_t table, uint32_t row, const char *column)
{
    toll_day day;
    const char *cell = toll_tables_cell(tables, table, row, toll_tables_column(tables, table, column));
    return toll_day_parse(&day, toll_text_of(cell)) ? day : TOLL_DAY_UNKNOWN;
}

static bool read_conflicts(toll_claim_tables *out, const toll_tables *tables)
{
    int table = toll_tables_find(tables, "conflicts.tsv");
    if (table < 0) return true;
    out->conflict_table = (uint16_t)table;
    uint32_t rows = toll_tables_rows(tables, (uint16_t)table);
    out->conflicts = toll_base_zero(rows + 1u, sizeof *out->conflicts);
    if (!out->conflicts) return false;
    out->conflict_count = rows;
    for (uint32_t row = 0; row < rows; row++) {
        uint16_t t = (uint16_t)table;
        out->conflicts[row] = (conflict){.id = toll_tables_cell(tables, t, row, toll_tables_column(tables, t, "id")),
            .parties = toll_tables_cell(tables, t, row, toll_tables_column(tables, t, "parties")),
            .countries = toll_tables_cell(tables, t, row, toll_tables_column(tables, t, "countries")),
            .from = day_cell(tables, t, row, "from"),
            .to = day_cell(tables, t, row, "to"),
            .start = day_cell(tables, t, row, "start")};
    }
    return true;
}

toll_status toll_claim_tables_open(toll_claim_tables **out, const toll_tables *tables, toll_error *error)
{
    *out = NULL;
    toll_status status = check_classes(tables, error);
    if (status != TOLL_OK) return status;
    *out = toll_base_zero(1, sizeof **out);
    if (!*out) return toll_error_set(error, TOLL_E_MEMORY, "tables", "out of memory");
    toll_claim_tables *t = *out;
    t->tables = tables;
    toll_mention_words_resolve(&t->mention, tables);
    bool failed = false;
    t->signs = word_signs(t, &failed);
    for (int table = 0; table < 256 && *toll_tables_name(tables, (uint16_t)table); table++) {
        t->outcome_people[table] = outcome_column(tables, (uint16_t)table, "people", &failed);
        t->outcome_things[table] = outcome_column(tables, (uint16_t)table, "things", &failed);
        t->weights[table] = weight_column(tables, (uint16_t)table, &failed);
        t->kinds[table] = kind_column(tables, (uint16_t)table, &failed);
    }
    toll_claim_attribution_resolve(&t->attribution, tables);
    failed |= !claim_keyed_open(&t->categories, tables, "categories.tsv") || !claim_keyed_open(&t->ids, tables, "institution_ids.tsv") ||
              !claim_keyed_open(&t->offices, tables, "offices.tsv") || !claim_keyed_open(&t->groups, tables, "world/groups.tsv");
    status = failed || !read_conflicts(t, tables) ? TOLL_E_MEMORY : claim_index_conflicts(t);
    if (status == TOLL_OK) status = claim_confidence_open(&t->confidence, tables, error);
    if (status == TOLL_OK) return TOLL_OK;
    toll_claim_tables_close(t);
    *out = NULL;
    if (status == TOLL_E_TABLE) return status;
    if (status == TOLL_E_LIMIT)
        return toll_error_set(error, TOLL_E_TABLE, "conflicts.tsv", "more than %d parties in all; leave some conflicts out", PARTY_LIMIT);
    return toll_error_set(error, TOLL_E_MEMORY, "tables", "out of memory");
}

bool claim_category_has(const toll_claim_tables *tables, const char *category, const char *column)
{
    return *claim_keyed_cell(&tables->categories, category, column) != 0;
}

void toll_claim_tables_close(toll_claim_tables *tables)
{
    if (!tables) return;
    for (int table = 0; table < 256; table++) {
        toll_base_free(tables->outcome_people[table]);
        toll_base_free(tables->outcome_things[table]);
        toll_base_free(tables->weights[table]);
        toll_base_free(tables->kinds[table]);
    }
    toll_base_free(tables->signs);
    toll_base_free(tables->conflicts);
    toll_base_free(tables->categories.rows);
    toll_base_free(tables->ids.rows);
    toll_base_free(tables->offices.rows);
    toll_base_free(tables->groups.rows);
    claim_index_free(&tables->index);
    toll_base_free(tables);
}
