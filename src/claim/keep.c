/* What marking a window made of its sentences, kept until they are read.
 *
 * Which sentences belong to the story is known only when the losses around them are found, so a window is gone through twice. In: the parse
 * of a sentence whose mentions are found and phrases cut, or, where they could count no loss, its quantities alone. Out: the same parse again,
 * by copying what is in use of it: notes, classes, names, quantities, dates and phrases; a tenth of the work of making them. Its losses as well,
 * with what tying them made of quantities and phrases, but where they hang on claims made meanwhile. Costs about 4 KB a sentence, KEPT_LIMIT at
 * most; the sentences beyond are simply cut again. */
#include "sentence.h"

#include "base/fault.h"

enum { KEPT_LIMIT = 4 << 20 };

struct kept_parse {
    uint16_t token_count, quantity_count, date_count, item_count;
    bool cut, dated;
    toll_token_notes *notes;
    toll_classes *classes;
    toll_classes all;
    uint64_t signs;
    uint32_t kinds;
    toll_day anchor;
    uint8_t *name_len;
    bool *inside_name;
    toll_quantity_mention *quantities;
    toll_date *dates;
    item *items;
    uint16_t loss_count;
    tie *losses; /* NULL = not kept */
    toll_quantity_mention *tied_quantities;
    item *tied_items;
};

toll_status claim_kept_start(kept_parses *kept, size_t sentence_count)
{
    if (!kept->of) toll_arena_init(&kept->memory, 0);
    while (kept->cap < sentence_count || !kept->of)
        if (!toll_grow(&kept->of, &kept->cap, kept->cap, sizeof(struct kept_parse *))) return TOLL_E_MEMORY;
    if (sentence_count) memset(kept->of, 0, sentence_count * sizeof *kept->of);
    toll_arena_reset(&kept->memory);
    kept->bytes = 0;
    return TOLL_OK;
}

void claim_kept_free(kept_parses *kept)
{
    if (!kept->of) return;
    toll_arena_free(&kept->memory);
    toll_base_free(kept->of);
    *kept = (kept_parses){0};
}

static void *copy(kept_parses *kept, const void *data, size_t count, size_t size)
{
    void *made = toll_arena_take(&kept->memory, count * size + 1);
    if (made && count) memcpy(made, data, count * size);
    kept->bytes += count * size;
    return made;
}

void claim_keep(kept_parses *kept, size_t at, const sentence_parse *parse)
{
    if (kept->bytes >= KEPT_LIMIT) return;
    struct kept_parse *out = toll_arena_take(&kept->memory, sizeof *out);
    if (!out) return;
    *out = (struct kept_parse){.token_count = parse->view.count,
        .quantity_count = (uint16_t)parse->quantity_count,
        .date_count = (uint16_t)parse->date_count,
        .item_count = (uint16_t)parse->item_count,
        .cut = parse->cut,
        .dated = parse->dated,
        .notes = copy(kept, parse->view.scratch->notes, parse->view.count, sizeof *out->notes),
        .all = parse->view.scratch->all,
        .signs = parse->view.scratch->signs,
        .kinds = parse->view.scratch->kinds,
        .anchor = parse->anchor,
        .classes = copy(kept, parse->view.scratch->classes, parse->view.count, sizeof *out->classes),
        .name_len = copy(kept, parse->name_len, parse->view.count, sizeof *out->name_len),
        .inside_name = copy(kept, parse->inside_name, parse->view.count, sizeof *out->inside_name),
        .quantities = copy(kept, parse->quantities, parse->quantity_count, sizeof *out->quantities),
        .dates = copy(kept, parse->dates, parse->date_count, sizeof *out->dates),
        .items = copy(kept, parse->items, parse->item_count, sizeof *out->items)};
    if (out->notes && out->classes && out->name_len && out->inside_name && out->quantities && out->dates && out->items) kept->of[at] = out;
}

bool claim_kept_take(sentence_parse *parse, toll_scratch *scratch, const kept_parses *kept, size_t at)
{
    const struct kept_parse *from = kept->of[at];
    if (!from) return false;
    memcpy(scratch->notes, from->notes, from->token_count * sizeof *from->notes); /* there is room: it was annotated here before */
    memcpy(scratch->classes, from->classes, from->token_count * sizeof *from->classes);
    scratch->all = from->all;
    scratch->signs = from->signs;
    scratch->kinds = from->kinds;
    claim_forget_names(parse, from->token_count);
    memcpy(parse->name_len, from->name_len, from->token_count);
    memcpy(parse->inside_name, from->inside_name, from->token_count * sizeof *from->inside_name);
    memcpy(parse->quantities, from->quantities, from->quantity_count * sizeof *from->quantities);
    memcpy(parse->dates, from->dates, from->date_count * sizeof *from->dates);
    memcpy(parse->items, from->items, from->item_count * sizeof *from->items);
    parse->quantity_count = from->quantity_count;
    parse->date_count = from->date_count;
    parse->item_count = from->item_count;
    parse->counted = true;
    parse->cut = from->cut;
    parse->dated = from->dated;
    parse->anchor = from->anchor;
    parse->kept = from;
    return true;
}

void claim_keep_losses(kept_parses *kept, size_t at, const sentence_parse *parse)
{
    struct kept_parse *out = kept->of[at];
    if (!out || parse->leans || parse->item_count != out->item_count || parse->quantity_count != out->quantity_count) return;
    out->loss_count = (uint16_t)parse->loss_count;
    out->tied_quantities = copy(kept, parse->quantities, parse->quantity_count, sizeof *out->quantities);
    out->tied_items = copy(kept, parse->items, parse->item_count, sizeof *out->items);
    if (out->tied_quantities && out->tied_items) out->losses = copy(kept, parse->losses, parse->loss_count, sizeof *out->losses);
}

bool claim_kept_losses(sentence_parse *parse)
{
    const struct kept_parse *from = parse->kept;
    if (!from || !from->losses) return false;
    memcpy(parse->quantities, from->tied_quantities, from->quantity_count * sizeof *from->quantities);
    memcpy(parse->items, from->tied_items, from->item_count * sizeof *from->items);
    memcpy(parse->losses, from->losses, from->loss_count * sizeof *from->losses);
    parse->loss_count = from->loss_count;
    return true;
}
