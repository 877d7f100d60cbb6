/* The table `code`: what the small numbers of the other tables mean, from the claim schema's own words. In: an open ledger. Out: the table, or
 * whether its numbers mean what they mean in this program. */
#include "sql.h"

static const char *zone(int code)
{
    return toll_zone_name((toll_zone)code);
}
static const char *qualifier(int code)
{
    return toll_qualifier_name((toll_qualifier)code);
}
static const char *unit(int code)
{
    return toll_unit_name((toll_unit)code);
}
static const char *outcome(int code)
{
    return toll_outcome_name((toll_outcome)code);
}
static const char *class_of(int code)
{
    return toll_class_name((toll_class)code);
}
static const char *role(int code)
{
    return toll_role_name((toll_role)code);
}
static const char *period_kind(int code)
{
    return toll_period_kind_name((toll_period_kind)code);
}
static const char *basis(int code)
{
    return toll_basis_name((toll_basis)code);
}
static const char *modality(int code)
{
    return toll_modality_name((toll_modality)code);
}
static const char *verified(int code)
{
    return toll_verified_name((toll_verified)code);
}
static const char *stake(int code)
{
    return toll_stake_name((toll_stake)code);
}
static const char *action(int code)
{
    return toll_ledger_action_name((toll_ledger_action)code);
}

static const struct {
    const char *field;
    const char *(*name)(int code);
    int count;
} codes[] = {
    {"zone", zone, TOLL_ZONE_COUNT},
    {"qualifier", qualifier, TOLL_QUALIFIER_COUNT},
    {"unit", unit, TOLL_UNIT_COUNT},
    {"outcome", outcome, TOLL_OUTCOME_COUNT},
    {"class", class_of, TOLL_CLASS_COUNT},
    {"role", role, TOLL_ROLE_COUNT},
    {"period_kind", period_kind, TOLL_PERIOD_COUNT},
    {"period_basis", basis, TOLL_BASIS_COUNT},
    {"modality", modality, TOLL_MODALITY_COUNT},
    {"verified", verified, TOLL_VERIFIED_COUNT},
    {"stake", stake, TOLL_STAKE_COUNT},
    {"action", action, TOLL_LEDGER_ACTION_COUNT},
};
enum { field_count = sizeof codes / sizeof *codes };

toll_status toll_sql_put_codes(toll_sql_store *it, toll_error *error)
{
    toll_rows *s;
    toll_status status = it->driver->prepare(&s, it, "INSERT INTO code (field, code, word) VALUES (?1, ?2, ?3)", TOLL_SQL_ONCE, error);
    for (int i = 0; i < field_count && status >= 0; i++) {
        for (int code = 0; code < codes[i].count && status >= 0; code++) {
            toll_rows_clear(s);
            toll_sql_bind_string(s, 1, codes[i].field);
            toll_rows_bind_integer(s, 2, code);
            toll_sql_bind_string(s, 3, codes[i].name(code));
            status = toll_rows_run(s, error);
        }
    }
    toll_rows_close(s);
    return status;
}

static bool same_word(const char *name, toll_text word)
{
    return name && word.data ? toll_text_equal(toll_text_of(name), word) : !name && !word.data;
}

/* The numbers in this file mean what they mean in this program. */
toll_status toll_sql_check_codes(toll_sql_store *it, toll_error *error)
{
    toll_rows *s;
    toll_status status = it->driver->prepare(&s, it, "SELECT field, code, word FROM code", TOLL_SQL_ONCE, error);
    while (status >= 0 && (status = toll_rows_next(s, error)) == TOLL_OK) {
        toll_text field = toll_rows_text(s, 0), word = toll_rows_text(s, 2);
        int code = (int)toll_rows_integer(s, 1), i = 0;
        while (i < field_count && !toll_text_equal(toll_text_of(codes[i].field), field)) i++;
        if (i < field_count && code >= 0 && code < codes[i].count && same_word(codes[i].name(code), word)) continue;
        status = toll_error_set(error, TOLL_E_BUSY, it->path,
            "the ledger's code %d of %.*s means \"%.*s\", which this program does not know; use the program "
            "that wrote it",
            code, (int)field.len, field.data ? field.data : "", (int)word.len, word.data ? word.data : "");
    }
    toll_rows_close(s);
    return status < 0 ? status : TOLL_OK;
}
