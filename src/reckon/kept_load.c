/* Rows of the kept tables into the reckoning in memory. In: rows and keys. Out: claims, documents, statements of `kept->r`, each loaded
 * once. A statement is loaded with all its claims and made again from them, quietly: it touches nothing. */
#include "kept.h"

#include "record.h"

#include "base/fault.h"

toll_status kept_load_document(uint32_t *out, toll_kept *kept, int64_t version, toll_error *error)
{
    toll_reckoning *r = kept->r;
    uint32_t *slot = reckon_map_put(&kept->versions, kept_row_key(version));
    toll_rows *rows;
    if (!slot) return kept_no_memory(error);
    if (*slot != RECKON_NONE) {
        *out = *slot;
        return TOLL_OK;
    }
    toll_status status = kept_get(&rows, kept, KEPT_DOCUMENT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, version);
    status = toll_rows_next(rows, error);
    if (status != TOLL_OK) return status < 0 ? status : kept_damaged(error, "a document is missing");
    if (!toll_grow(&r->documents, &r->document_cap, r->document_count, sizeof *r->documents)) return kept_no_memory(error);
    uint32_t number = *out = *slot = (uint32_t)r->document_count++;
    int64_t twin = toll_rows_integer(rows, 4);
    r->documents[number] = (reckon_document){.shown = {.name = reckon_intern(r, toll_rows_text(rows, 0)),
                                                 .outlet = reckon_intern(r, toll_rows_text(rows, 1)),
                                                 .published = toll_rows_day(rows, 2),
                                                 .twin = number,
                                                 .likeness = toll_rows_number(rows, 5),
                                                 .version = (uint64_t)version},
        .false_day = TOLL_DAY_UNKNOWN,
        .true_day = TOLL_DAY_UNKNOWN,
        .total = (uint32_t)toll_rows_integer(rows, 3),
        .partial = true};
    toll_rows_reset(rows);
    uint32_t other;
    if (twin == version) return TOLL_OK;
    status = kept_load_document(&other, kept, twin, error); /* twins go to earlier names: a short way */
    if (status >= 0) r->documents[number].shown.twin = other;
    return status;
}

bool kept_note_claim(toll_kept *kept, uint32_t claim, int64_t statement)
{
    uint32_t *slot = reckon_map_put(&kept->rows, kept_row_key((int64_t)kept->r->claims[claim].row));
    while (slot && kept->was_cap <= claim)
        if (!toll_grow(&kept->was, &kept->was_cap, kept->was_cap, sizeof *kept->was)) return false;
    if (!slot) return false;
    *slot = claim;
    kept->was[claim] = statement;
    return true;
}

static toll_status note_word(toll_reckoning *r, uint32_t claim, toll_error *error)
{
    const reckon_claim *c = &r->claims[claim];
    if (!c->with) return TOLL_OK;
    bool alone = !strcmp(c->with, "alone");
    return alone || strlen(c->with) == 24 ? toll_reckoning_decide(r, c->id, alone ? NULL : c->with, error) : TOLL_OK;
}

/* One record as a claim that stands alone for now. */
static toll_status add_record(
    uint32_t *out, toll_kept *kept, int64_t row, int64_t version, int64_t statement, toll_text record, toll_error *error)
{
    toll_reckoning *r = kept->r;
    uint32_t document, known = reckon_map_get(&kept->rows, kept_row_key(row));
    if (known != RECKON_NONE) {
        *out = known;
        return TOLL_OK;
    }
    reckon_claim claim;
    if (!reckon_record_read(&claim, r, record)) return kept_damaged(error, "a claim's record is none");
    toll_status status = kept_load_document(&document, kept, version, error);
    if (status < 0) return status;
    uint32_t at = (uint32_t)r->claim_count;
    uint32_t *slot = reckon_grow_claims(r) ? reckon_map_put(&r->claim_map, toll_hash(claim.id, 24, 13)) : NULL;
    if (!slot || r->failed) return kept_no_memory(error);
    if (*slot == RECKON_NONE) *slot = at;
    claim.row = (uint64_t)row;
    claim.document = document;
    r->claims[at] = claim;
    r->parents[at] = r->rings[at] = at;
    r->statements_of[at] = RECKON_NONE;
    r->claim_count++;
    *out = at;
    return kept_note_claim(kept, at, statement) ? note_word(r, at, error) : kept_no_memory(error);
}

toll_status kept_load_claim(uint32_t *out, toll_kept *kept, int64_t row, toll_error *error)
{
    toll_rows *rows;
    *out = reckon_map_get(&kept->rows, kept_row_key(row));
    if (*out != RECKON_NONE) return TOLL_OK;
    toll_status status = kept_get(&rows, kept, KEPT_CLAIM, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, row);
    status = toll_rows_next(rows, error);
    if (status != TOLL_OK) return status;
    status = add_record(out, kept, row, toll_rows_integer(rows, 0), toll_rows_integer(rows, 1), toll_rows_text(rows, 2), error);
    toll_rows_reset(rows);
    return status;
}

static toll_status load_members(reckon_numbers *out, toll_kept *kept, int64_t id, toll_error *error)
{
    toll_rows *rows;
    toll_status status = kept_get(&rows, kept, KEPT_MEMBERS, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, id);
    out->count = 0;
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        uint32_t at;
        status = add_record(&at, kept, toll_rows_integer(rows, 0), toll_rows_integer(rows, 1), id, toll_rows_text(rows, 2), error);
        if (status >= 0 && !reckon_numbers_add(out, at)) status = kept_no_memory(error);
        if (status < 0) break;
    }
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

/* The claims become one ring, without touching anything. */
static uint32_t make_ring(toll_reckoning *r, const reckon_numbers *members)
{
    uint32_t root = members->items[0];
    for (size_t i = 1; i < members->count; i++)
        if (members->items[i] < root) root = members->items[i];
    for (size_t i = 0; i < members->count; i++) {
        r->parents[members->items[i]] = root;
        r->rings[members->items[i]] = members->items[(i + 1) % members->count];
    }
    return root;
}

toll_status kept_load_statement(uint32_t *out, toll_kept *kept, int64_t id, toll_error *error)
{
    toll_reckoning *r = kept->r;
    uint32_t *slot = reckon_map_put(&kept->statements, kept_row_key(id));
    if (!slot) return kept_no_memory(error);
    if (*slot != RECKON_NONE) {
        *out = *slot;
        return TOLL_OK;
    }
    reckon_numbers members = {0};
    toll_status status = load_members(&members, kept, id, error);
    if (status >= 0 && !members.count) status = kept_damaged(error, "a statement has no claims");
    if (status >= 0 && !toll_grow(&kept->loaded, &kept->loaded_cap, kept->loaded_count, sizeof *kept->loaded))
        status = kept_no_memory(error);
    if (status >= 0) {
        uint32_t root = make_ring(r, &members);
        r->quiet = true;
        reckon_statement_refresh(r, root);
        r->quiet = false;
        if (r->failed) status = kept_no_memory(error);
        if (status >= 0) {
            const reckon_statement *s = &r->statements[r->statements_of[root]];
            kept_loaded *l = &kept->loaded[kept->loaded_count++];
            *l = (kept_loaded){.id = id, .claim = root, .key_count = s->key_count};
            memcpy(l->keys, s->keys, sizeof l->keys);
            *slot = *out = root;
        }
    }
    toll_base_free(members.items);
    return status;
}

toll_status kept_load_statements(toll_kept *kept, kept_sql which, int64_t key, uint64_t most, toll_error *error)
{
    toll_rows *rows;
    uint32_t claim;
    toll_status status = kept_get(&rows, kept, which, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, key);
    if (which == KEPT_STATEMENTS_OF_QUESTION) toll_rows_bind_integer(rows, 2, most && most < INT64_MAX ? (int64_t)most : INT64_MAX);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK)
        if ((status = kept_load_statement(&claim, kept, toll_rows_integer(rows, 0), error)) < 0) break;
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

/* The claims of one's sentence: of its document those with the same offset. */
bool kept_fetch(void *context, uint32_t claim, reckon_numbers *out)
{
    toll_kept *kept = context;
    toll_rows *rows;
    uint64_t version = kept->r->documents[kept->r->claims[claim].document].shown.version;
    uint32_t sentence = kept->r->claims[claim].sentence;
    if (kept_get(&rows, kept, KEPT_CLAIMS_OF_VERSION, NULL) < 0) return false;
    toll_rows_bind_integer(rows, 1, (int64_t)version);
    toll_status status;
    while ((status = toll_rows_next(rows, NULL)) == TOLL_OK) {
        uint32_t at;
        if (kept_load_claim(&at, kept, toll_rows_integer(rows, 0), NULL) != TOLL_OK) status = TOLL_E_SYSTEM;
        else if (kept->r->claims[at].sentence == sentence && !reckon_numbers_add(out, at)) status = TOLL_E_MEMORY;
        if (status < 0) break;
    }
    toll_rows_reset(rows);
    return status >= 0;
}
