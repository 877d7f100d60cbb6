/* In: a ledger, as of a moment. Out: all its claims reckoned. Claims that a reviewer rejected stay out, corrected ones go in as
 * corrected; the claims of one document at a time are copied, so memory is that of the reckoning. */
#include "reckoning.h"

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

bool toll_cli_apply(toll_claim *claim, toll_text payload, toll_arena *memory)
{
    char *copy = toll_arena_string(memory, payload.data, payload.len), problem[128];
    yajl_val root = copy ? yajl_tree_parse(copy, problem, sizeof problem) : NULL;
    if (!root) return false;
    int qualifier = (int)claim->quantity.qualifier, outcome = (int)claim->outcome, class_ = (int)claim->victims.class_,
        modality = (int)claim->modality;
    int kind = (int)claim->period.kind;
    bool good = code_of(&qualifier, root, "qualifier", toll_qualifier_from_name) &&
                code_of(&outcome, root, "outcome", toll_outcome_from_name) && code_of(&class_, root, "class", toll_class_from_name) &&
                code_of(&modality, root, "modality", toll_modality_from_name) &&
                code_of(&kind, root, "period_kind", toll_period_kind_from_name);
    claim->quantity.qualifier = (toll_qualifier)qualifier, claim->outcome = (toll_outcome)outcome,
    claim->victims.class_ = (toll_class)class_;
    claim->modality = (toll_modality)modality, claim->period.kind = (toll_period_kind)kind;
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
    yajl_tree_free(root);
    return good;
}

/* "statement": "alone", or the id of a claim that goes back to the same utterance. */
static toll_status decide_link(toll_cli_reckoning *asked, const toll_ledger_row *row, toll_error *error)
{
    char problem[128], *copy = malloc(row->payload.len + 1);
    if (!copy) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    memcpy(copy, row->payload.data, row->payload.len);
    copy[row->payload.len] = '\0';
    yajl_val root = yajl_tree_parse(copy, problem, sizeof problem);
    const char *with = root ? string_of(root, "statement") : NULL;
    bool alone = with && !strcmp(with, "alone");
    toll_status status = with ? toll_reckoning_decide(asked->reckoning, row->claim.id, alone ? NULL : with, error) : TOLL_OK;
    yajl_tree_free(root);
    free(copy);
    return status;
}

typedef struct batch {
    toll_claim *claims;
    size_t count, cap;
    toll_arena memory;
    toll_document document;
    uint64_t version;
} batch;

static const char *keep_word(batch *b, const char *word)
{
    return word ? toll_arena_string(&b->memory, word, strlen(word)) : NULL;
}

static toll_text keep_text(batch *b, toll_text text)
{
    return text.data ? (toll_text){toll_arena_string(&b->memory, text.data, text.len), text.len} : text;
}

/* A row lives until the next one, so its strings are copied: those of the claim by hand, alternatives and chain as arrays. */
static bool keep_claim(batch *b, const toll_ledger_row *row)
{
    if (!toll_grow(&b->claims, &b->cap, b->count, sizeof *b->claims)) return false;
    toll_claim *c = &b->claims[b->count++];
    *c = row->claim;
    const char **words[] = {&c->victims.side, &c->victims.category, &c->claimant.id, &c->claimant.side, &c->claimant.kind,
        &c->stated_precision, &c->place.id, &c->place.name, &c->place.precision, &c->rule};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) *words[i] = keep_word(b, *words[i]);
    toll_claimant *alternatives = toll_arena_zero(&b->memory, c->alternative_count + 1u, sizeof *alternatives);
    toll_link *chain = toll_arena_zero(&b->memory, c->chain_count + 1u, sizeof *chain);
    if (!alternatives || !chain) return false;
    for (uint32_t i = 0; i < c->alternative_count; i++) {
        alternatives[i] = c->alternatives[i];
        alternatives[i].id = keep_word(b, alternatives[i].id), alternatives[i].side = keep_word(b, alternatives[i].side);
        alternatives[i].kind = keep_word(b, alternatives[i].kind);
    }
    for (uint32_t i = 0; i < c->chain_count; i++) chain[i] = c->chain[i], chain[i].id = keep_word(b, chain[i].id);
    c->alternatives = alternatives, c->chain = chain;
    if (row->decision == TOLL_LEDGER_CORRECTED && row->payload.data) toll_cli_apply(c, row->payload, &b->memory);
    return true;
}

static toll_status hand_over(toll_cli_reckoning *asked, batch *b, toll_error *error)
{
    toll_status status = b->count ? toll_reckoning_add(asked->reckoning, &b->document, b->claims, b->count, error) : TOLL_OK;
    b->count = 0;
    toll_arena_reset(&b->memory);
    return status < 0 ? status : TOLL_OK;
}

static toll_status read_claims(toll_cli_reckoning *asked, toll_ledger *ledger, const toll_ledger_filter *filter, toll_error *error)
{
    batch b = {0};
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_arena_init(&b.memory, 0);
    toll_status status = toll_ledger_claims_open(&claims, ledger, filter, error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, error)) == TOLL_OK) {
        if (b.count && b.version != row.key.version) status = hand_over(asked, &b, error);
        if (status < 0) break;
        if (!b.count) {
            b.version = row.key.version;
            b.document = (toll_document){.name = keep_text(&b, row.document.name),
                .text = keep_text(&b, row.document.text),
                .outlet = keep_text(&b, row.document.outlet),
                .published = row.document.published};
        }
        bool corrected = row.decision == TOLL_LEDGER_CORRECTED && row.payload.data;
        if (corrected && (status = decide_link(asked, &row, error)) < 0) break;
        if (!keep_claim(&b, &row)) status = toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    }
    toll_ledger_claims_close(&claims);
    if (status >= 0) status = hand_over(asked, &b, error);
    toll_arena_free(&b.memory);
    free(b.claims);
    return status;
}

int toll_cli_reckoning_open(toll_cli_reckoning *asked, const char *command)
{
    toll_error error = {0};
    toll_ledger *ledger = NULL;
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    if (asked->as_of && !toll_ledger_time_parse(&filter.as_of, toll_text_of(asked->as_of))) {
        toll_cli_say("%s: --as-of \"%s\" is no date; write 2023-01-04 or 2023-01-04T12:30:00Z", command, asked->as_of);
        return TOLL_EXIT_USAGE;
    }
    toll_status status = toll_cli_ledger_open(&ledger, asked->ledger, TOLL_LEDGER_READ, &error);
    if (status >= 0) status = toll_world_open(&asked->world, &error);
    if (status >= 0) {
        toll_reckon_options options = {
            .size = sizeof options, .policy = (toll_policy)asked->policy, .parent = toll_world_parent, .context = asked->world};
        options.known = toll_world_days(asked->world, &options.known_count);
        status = toll_reckoning_open(&asked->reckoning, &options, &error);
    }
    if (status >= 0) status = read_claims(asked, ledger, &filter, &error);
    if (status >= 0) status = toll_reckoning_settle(asked->reckoning, &error);
    toll_ledger_close(ledger);
    return status < 0 ? toll_cli_fail(&error) : TOLL_CLI_GO;
}

void toll_cli_reckoning_close(toll_cli_reckoning *asked)
{
    toll_reckoning_close(asked->reckoning);
    toll_world_close(asked->world);
}

toll_view_options toll_cli_reckoning_view(const toll_cli_reckoning *asked)
{
    int format = asked->format >= 0 ? asked->format : toll_cli_stdout_is_terminal() ? TOLL_VIEW_TABLE : TOLL_VIEW_JSONL;
    return (toll_view_options){
        .size = sizeof(toll_view_options), .format = (toll_view_format)format, .width = toll_cli_width(), .csv_safe = asked->csv_safe};
}

void toll_cli_add_day_json(toll_buffer *out, toll_day day)
{
    char text[16] = "";
    toll_buffer_add_json(out, (toll_text){toll_day_format(text, day) ? text : NULL, strlen(text)});
}

void toll_cli_add_claim_json(toll_buffer *out, toll_reckoning *reckoning, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(reckoning, claim);
    const toll_reckoned_document *d = toll_reckoning_document(reckoning, c->document);
    toll_buffer_printf(out, "{\"id\":\"%s\",\"doc\":", c->id);
    toll_buffer_add_json(out, toll_text_of(d->name));
    toll_buffer_add_string(out, ",\"outlet\":");
    toll_buffer_add_json(out, toll_text_of(d->outlet));
    toll_buffer_printf(out, ",\"zone\":\"%s\",\"start\":%u,\"text\":", toll_zone_name((toll_zone)c->zone), c->off);
    toll_buffer_add_json(out, toll_text_of(c->words));
    toll_buffer_printf(out, ",\"outcome\":\"%s\",\"claimant\":", toll_outcome_name((toll_outcome)c->outcome));
    toll_buffer_add_json(out, toll_text_of(c->claimant));
    toll_buffer_add_string(out, ",\"claimant_text\":");
    toll_buffer_add_json(out, toll_text_of(c->claimant_words));
    toll_buffer_add_string(out, "}");
}
