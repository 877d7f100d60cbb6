/* What a reviewer corrected. In: a claim and the corrected fields as JSON (docs/reckoning.md lists them). Out: the claim as corrected; its
 * strings live as long as the arena. Unknown fields are left alone, an unknown word is refused. */
#include "load.h"

#include <math.h>
#include <stdlib.h>
#include <yajl/yajl_tree.h>

static const char *string_of(yajl_val root, const char *key)
{
    return YAJL_GET_STRING(yajl_tree_get(root, (const char *[]){key, NULL}, yajl_t_string));
}

static void number_of(double *out, yajl_val root, const char *key)
{
    yajl_val value = yajl_tree_get(root, (const char *[]){key, NULL}, yajl_t_any);
    if (value && YAJL_IS_NUMBER(value)) *out = strtod(YAJL_GET_NUMBER(value), NULL);
    if (value && YAJL_IS_NULL(value)) *out = NAN;
}

static void keep(const char **out, yajl_val root, const char *key, toll_arena *memory)
{
    const char *value = string_of(root, key);
    if (value) *out = toll_arena_string(memory, value, strlen(value));
}

static void day_of(toll_day *out, yajl_val root, const char *key)
{
    const char *value = string_of(root, key);
    if (value && !toll_day_parse(out, toll_text_of(value))) *out = TOLL_DAY_UNKNOWN;
}

static bool code_of(int *out, yajl_val root, const char *key, int (*from)(toll_text))
{
    const char *value = string_of(root, key);
    int code = value ? from(toll_text_of(value)) : *out;
    if (code < 0) return false;
    *out = code;
    return true;
}

static bool correct_codes(toll_claim *claim, yajl_val root)
{
    int qualifier = (int)claim->quantity.qualifier, outcome = (int)claim->outcome, class_ = (int)claim->victims.class_,
        modality = (int)claim->modality, kind = (int)claim->period.kind;
    bool good = code_of(&qualifier, root, "qualifier", toll_qualifier_from_name) &&
                code_of(&outcome, root, "outcome", toll_outcome_from_name) && code_of(&class_, root, "class", toll_class_from_name) &&
                code_of(&modality, root, "modality", toll_modality_from_name) &&
                code_of(&kind, root, "period_kind", toll_period_kind_from_name);
    claim->quantity.qualifier = (toll_qualifier)qualifier, claim->outcome = (toll_outcome)outcome;
    claim->victims.class_ = (toll_class)class_, claim->modality = (toll_modality)modality;
    claim->period.kind = (toll_period_kind)kind;
    return good;
}

bool toll_reckon_correct(toll_claim *claim, const char **with, toll_text payload, toll_arena *memory)
{
    char *copy = toll_arena_string(memory, payload.data, payload.len), problem[128];
    yajl_val root = copy ? yajl_tree_parse(copy, problem, sizeof problem) : NULL;
    if (!root) return false;
    bool good = correct_codes(claim, root);
    number_of(&claim->quantity.point, root, "point");
    number_of(&claim->quantity.low, root, "low");
    number_of(&claim->quantity.high, root, "high");
    keep(&claim->victims.side, root, "side", memory);
    keep(&claim->victims.category, root, "category", memory);
    keep(&claim->claimant.id, root, "claimant", memory);
    keep(&claim->claimant.side, root, "claimant_side", memory);
    keep(&claim->claimant.kind, root, "claimant_kind", memory);
    keep(&claim->place.id, root, "place", memory);
    keep(&claim->place.name, root, "place_name", memory);
    keep(&claim->place.precision, root, "precision", memory);
    day_of(&claim->period.from, root, "from");
    day_of(&claim->period.to, root, "to");
    day_of(&claim->stated, root, "stated");
    keep(with, root, "statement", memory);
    yajl_tree_free(root);
    return good;
}
