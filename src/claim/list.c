/* Lists as staffs print them: "tanks - 2686 (+14) units, artillery systems - 1728 (+6)": a kind, a dash or colon, the number, and in
 * brackets the increase of the last day.
 *
 * In: the items of a sentence. Out: each entry as one noun phrase with its quantity, flagged NOUN_LISTED, the increase as a second one
 * flagged NOUN_INCREASE as well; the unit counted in ("units", "persons") is dropped. attach/list.c then asks the words before the list, or
 * the verb that closes the entry, what became of them. One pass; a sentence without a dash or colon before a number stays as it is. */
#include "sentence.h"

static bool mark_is(const sentence_parse *parse, size_t i, uint8_t kind, const char *marks)
{
    if (i >= parse->item_count || parse->items[i].kind != kind) return false;
    const toll_token *token = &parse->view.tokens[parse->items[i].extent.first];
    return token->kind == TOLL_TOKEN_MARK && strchr(marks, token->mark) != NULL;
}

static bool is_unit(const sentence_parse *parse, size_t i, const item *kind)
{
    const claim_classes *k = &claim_class;
    if (i >= parse->item_count || parse->items[i].kind != ITEM_NOUN || parse->items[i].quantity >= 0) return false;
    const item *it = &parse->items[i];
    return has_class(&parse->view, it->extent.first, k->list_unit) || (it->head == HEAD_PEOPLE && kind->head == HEAD_PEOPLE);
}

/* A number alone, or with its unit: "71200 persons", "14 units". */
static bool is_figure(const sentence_parse *parse, size_t i, const item *kind)
{
    const claim_classes *k = &claim_class;
    if (i >= parse->item_count || parse->items[i].kind != ITEM_NOUN || parse->items[i].quantity < 0) return false;
    const item *it = &parse->items[i];
    const toll_quantity_mention *q = &parse->quantities[it->quantity];
    if (q->flags & (TOLL_QUANTITY_MEASURE | TOLL_QUANTITY_NAME | TOLL_QUANTITY_ORDINAL | TOLL_QUANTITY_ARTICLE)) return false;
    return it->head == HEAD_BARE || has_class(&parse->view, toll_extent_end(q->extent), k->list_unit) ||
           (it->head == HEAD_PEOPLE && kind->head == HEAD_PEOPLE);
}

/* "Police: 12 killed in blast": they say it, and are not counted; one of several labels in a line is counted. */
static bool says_all(const sentence_parse *parse, size_t i)
{
    const claim_classes *k = &claim_class;
    unsigned last = toll_extent_end(parse->items[i].extent) - 1u;
    if (i || !mark_is(parse, 1, ITEM_BREAK, ":") || !has_class(&parse->view, last, k->speaker)) return false;
    if (parse->item_count < 4 || parse->items[2].head != HEAD_BARE || parse->items[3].kind != ITEM_VERB) return false;
    for (size_t at = 3; at < parse->item_count; at++)
        if (mark_is(parse, at, ITEM_BREAK, ":")) return false;
    return true;
}

static bool begins_entry(const sentence_parse *parse, size_t i)
{
    const claim_classes *k = &claim_class;
    const item *it = &parse->items[i];
    bool kind = it->kind == ITEM_NOUN && it->quantity < 0 &&
                (it->head == HEAD_PEOPLE || it->head == HEAD_MATERIEL || it->head == HEAD_STRUCTURE);
    if (!kind || !mark_is(parse, i + 1, ITEM_BREAK, "_:-") || !is_figure(parse, i + 2, it)) return false;
    /* "killing children: 148 children died" is a clause of its own */
    size_t verb = i + 3; /* "the heroes: two men of our village died" */
    while (verb + 1 < parse->item_count && (parse->items[verb].kind == ITEM_OF || parse->items[verb].kind == ITEM_PREPOSITION) &&
           parse->items[verb + 1].kind == ITEM_NOUN)
        verb += 2;
    bool clause = verb < parse->item_count && parse->items[verb].kind == ITEM_VERB && parse->items[i + 2].head == HEAD_PEOPLE;
    /* "Misrata hospital: 9 dead": who is counted there, not hospitals */
    bool place = it->head == HEAD_STRUCTURE && i + 3 < parse->item_count && parse->items[i + 3].kind == ITEM_VERB &&
                 parse->items[i + 2].head == HEAD_BARE;
    /* "Bus bomb: 8 killed": who was killed by it */
    bool weapon = i + 3 < parse->item_count && parse->items[i + 3].kind == ITEM_VERB && parse->items[i + 3].form != FORM_OTHER &&
                  has_class(&parse->view, toll_extent_end(it->extent) - 1u, k->attack);
    if (says_all(parse, i)) return false;
    return !((clause || place || weapon) && mark_is(parse, i + 1, ITEM_BREAK, ":"));
}

/* The entry's figure counts its kind; a figure that looks like a year is none here. */
static item entry(sentence_parse *parse, const item *kind, const item *figure, uint16_t flags)
{
    item made = *kind;
    made.quantity = figure->quantity;
    made.flags |= flags;
    parse->quantities[figure->quantity].flags &= (uint16_t)~TOLL_QUANTITY_BARE_YEAR;
    return made;
}

void claim_list_phrases(sentence_parse *parse)
{
    size_t kept = 0;
    for (size_t i = 0; i < parse->item_count; i++) {
        if (!begins_entry(parse, i)) {
            parse->items[kept++] = parse->items[i];
            continue;
        }
        const item kind = parse->items[i];
        parse->items[kept++] = entry(parse, &kind, &parse->items[i + 2], NOUN_LISTED);
        i += 2;
        bool plus = mark_is(parse, i + 1, ITEM_OPEN, "(") && mark_is(parse, i + 2, ITEM_BREAK, "+");
        if (plus && is_figure(parse, i + 3, &kind)) {
            parse->items[kept++] = entry(parse, &kind, &parse->items[i + 3], NOUN_LISTED | NOUN_INCREASE);
            i += 3;
            if (mark_is(parse, i + 1, ITEM_CLOSE, ")")) i++;
        }
        if (is_unit(parse, i + 1, &kind)) i++;
    }
    parse->item_count = kept;
}
