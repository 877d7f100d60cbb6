/* Joins noun phrases over "of": "dozens of soldiers", "a total of 383 children", "six members of a family".
 *
 * In: the items of a sentence. Out: the same, with a quantity and the noun it counts in one item. Two passes. */
#include "phrase.h"

/* Item `from` at its place `to` among those kept: most stay where they are. */
static item *moved(sentence_parse *parse, size_t from, size_t to)
{
    if (from != to) parse->items[to] = parse->items[from];
    return &parse->items[to];
}

/* "three groups of militants": groups are counted, and nothing says how many were in them. */
static bool counts_groups(const sentence_parse *parse, const item *one)
{
    if (one->kind != ITEM_NOUN || one->quantity < 0 || !has_class(&parse->view, toll_extent_end(one->extent) - 1u, claim_class.groups_of))
        return false;
    const toll_quantity_mention *q = &parse->quantities[one->quantity];
    return q->quantity.unit == TOLL_UNIT_NUMBER && !(q->flags & TOLL_QUANTITY_ARTICLE);
}

/* "the body of one of the four civilians killed": a bare participle counts those right before it. */
static bool counts_whole(const sentence_parse *parse, size_t of)
{
    if (of + 1 >= parse->item_count || parse->items[of].quantity < 0) return false;
    const item *verb = &parse->items[of + 1];
    bool bare = verb->kind == ITEM_VERB && (verb->form == FORM_PAST || verb->form == FORM_ADJECTIVE);
    return bare && !(verb->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_SAY));
}

/* "20 of 26 tanks": both are numbers, and the first is the smaller. */
static bool is_part_of(const sentence_parse *parse, const item *one, const item *whole)
{
    if (one->head != HEAD_BARE || whole->head == HEAD_BARE || whole->head == HEAD_UNKNOWN || whole->head == HEAD_COUNT) return false;
    const toll_quantity_mention *part = &parse->quantities[one->quantity], *all = &parse->quantities[whole->quantity];
    if (part->quantity.unit != TOLL_UNIT_NUMBER || all->quantity.unit != TOLL_UNIT_NUMBER || part->flags & TOLL_QUANTITY_ARTICLE)
        return false;
    return part->quantity.point > 0 && part->quantity.point <= all->quantity.point;
}

/* "three of the outpost's five bunkers": those counted behind the owner are the whole. */
static bool owns_whole(const sentence_parse *parse, const item *one, size_t next)
{
    if (one->kind != ITEM_NOUN || one->quantity < 0 || next >= parse->item_count) return false;
    const item *whole = &parse->items[next];
    const unsigned end = toll_extent_end(one->extent);
    if (whole->kind != ITEM_NOUN || whole->quantity < 0 || whole->extent.first != end ||
        parse->view.tokens[end - 1].mark != TOLL_MARK_CLITIC)
        return false;
    const toll_quantity_mention *part = &parse->quantities[one->quantity], *all = &parse->quantities[whole->quantity];
    return part->quantity.unit == TOLL_UNIT_NUMBER && has_class(&parse->view, toll_extent_end(part->extent), claim_class.of) &&
           part->quantity.point <= all->quantity.point;
}

/* "losing two of its own": the number counts what was counted before, and the words say only whose. */
static bool is_its_own(const sentence_parse *parse, const item *of)
{
    return of->flags & NOUN_POSSESSIVE && of->extent.count == 2 && has_class(&parse->view, of->extent.first + 1u, claim_class.oneself);
}

/* "dozens of Ukrainian soldiers", "six members of the same family": the of-phrase says who they are. */
static void merge_partitives(sentence_parse *parse)
{
    size_t kept = 0;
    for (size_t i = 0; i < parse->item_count; i++) {
        item *one = moved(parse, i, kept);
        bool weak = one->head == HEAD_BARE || one->head == HEAD_OTHERS ||
                    (one->head == HEAD_UNKNOWN && claim_note_in(&parse->view, one->extent, claim_class.weak_head)) ||
                    (one->head != HEAD_COUNT && one->note.len && has_class(&parse->view, one->head_extent.first, claim_class.weak_head));
        if (counts_groups(parse, one)) one->head = HEAD_NOT_LOSS, weak = false;
        while (one->kind == ITEM_NOUN && one->quantity >= 0 && weak && i + 2 < parse->item_count && parse->items[i + 1].kind == ITEM_OF &&
               parse->items[i + 2].kind == ITEM_NOUN &&
               (parse->items[i + 2].quantity < 0 || parse->items[i + 2].flags & NOUN_DEFINITE ||
                   is_part_of(parse, one, &parse->items[i + 2])) &&
               parse->items[i + 2].head != HEAD_PRONOUN) {
            const item *of = &parse->items[i + 2];
            if (counts_whole(parse, i + 2)) break;
            bool useful = of->head != HEAD_UNKNOWN && of->head != HEAD_NOT_LOSS;
            if (!useful && one->head != HEAD_BARE) break;
            bool thing = of->head == HEAD_MATERIEL || of->head == HEAD_STRUCTURE;
            if (one->head == HEAD_PEOPLE && thing) break; /* "two employees of the station" */
            if (of->head == HEAD_COUNT && one->head == HEAD_BARE &&
                has_class(&parse->view, of->head_extent.first, claim_class.loss_count)) {
                one->head = HEAD_COUNT;
            } else if (!is_its_own(parse, of)) {
                one->head = of->head;
            }
            one->note = of->note;
            one->head_extent = of->head_extent;
            one->flags |= (uint16_t)(of->flags & (NOUN_POSSESSIVE | NOUN_ENEMY));
            if (of->modifier.len) one->modifier = of->modifier;
            one->extent.count = (uint16_t)(toll_extent_end(of->extent) - one->extent.first);
            i += 2;
            weak = false;
        }
        if (owns_whole(parse, one, i + 1)) {
            const item *whole = &parse->items[++i];
            one->head = whole->head, one->note = whole->note, one->head_extent = whole->head_extent;
            one->extent.count = (uint16_t)(toll_extent_end(whole->extent) - one->extent.first);
        }
        kept++;
    }
    parse->item_count = kept;
}

/* "a total of 383 children", "a family of four": the number stands in the of-phrase. */
static void merge_totals(sentence_parse *parse)
{
    size_t kept = 0;
    for (size_t i = 0; i < parse->item_count; i++, kept++) {
        item *one = moved(parse, i, kept);
        bool article = one->quantity >= 0 && parse->quantities[one->quantity].flags & TOLL_QUANTITY_ARTICLE;
        bool tally = one->head == HEAD_TALLY &&
                     toll_extent_end(one->head_extent) == toll_extent_end(one->extent); /* no "total destruction" */
        bool many = has_class(&parse->view, toll_extent_end(one->extent) - 1u, claim_class.collective);
        if (article && many && one->head == HEAD_PEOPLE && !(i + 1 < parse->item_count && parse->items[i + 1].kind == ITEM_OF))
            one->quantity = -1; /* "a film crew" is not one */
        bool weak = tally || has_class(&parse->view, toll_extent_end(one->extent) - 1u, claim_class.weak_head);
        if (one->kind != ITEM_NOUN || one->head == HEAD_COUNT || one->head == HEAD_TOLL || (one->quantity >= 0 && !article) || !weak ||
            i + 2 >= parse->item_count || parse->items[i + 1].kind != ITEM_OF)
            continue;
        item of = parse->items[i + 2];
        /* "a large number of people": the article counts the number, and nothing bounds it */
        if (article && many && of.kind == ITEM_NOUN && of.quantity < 0) one->quantity = -1;
        if (of.kind != ITEM_NOUN || of.quantity < 0) continue;
        if (of.head == HEAD_BARE && one->head == HEAD_PEOPLE) of.head = HEAD_PEOPLE, of.note = one->note, of.head_extent = one->head_extent;
        *one = of;
        i += 2;
    }
    parse->item_count = kept;
}

/* "more than 30,000 military and civilian deaths": the number before two adjectives counts the losses behind them. */
static void merge_adjectives(sentence_parse *parse)
{
    size_t kept = 0;
    for (size_t i = 0; i < parse->item_count; i++, kept++) {
        item *one = moved(parse, i, kept);
        if (one->kind != ITEM_NOUN || one->quantity < 0 || i + 2 >= parse->item_count || parse->items[i + 1].kind != ITEM_AND) continue;
        const item *count = &parse->items[i + 2];
        bool counts = count->kind == ITEM_NOUN && count->quantity < 0 && count->head == HEAD_COUNT && !(count->flags & NOUN_DEFINITE);
        unsigned last = toll_extent_end(one->extent) - 1u;
        bool adjective = one->extent.count == parse->quantities[one->quantity].extent.count + 1u &&
                         (one->head == HEAD_UNKNOWN || one->head == HEAD_NOT_LOSS || one->head == HEAD_PEOPLE) &&
                         parse->view.tokens[last].shape == TOLL_SHAPE_LOWER && count->extent.count == 2;
        if (!counts || !adjective) continue;
        one->head = HEAD_COUNT, one->note = count->note, one->head_extent = count->head_extent;
        one->extent.count = (uint16_t)(toll_extent_end(count->extent) - one->extent.first);
        i += 2;
    }
    parse->item_count = kept;
}

/* "hundreds of Soviet and Afghan lives": the of-phrase of a number. */
static bool is_of_number(const sentence_parse *parse, size_t kept)
{
    return kept >= 2 && parse->items[kept - 1].kind == ITEM_OF && parse->items[kept - 2].kind == ITEM_NOUN &&
           parse->items[kept - 2].quantity >= 0 && parse->items[kept - 2].head == HEAD_BARE;
}

/* "400 Soviet and Afghan soldiers", "five Soviet and Afghan helicopters": the number before two nations counts the noun behind them. */
static void merge_nations(sentence_parse *parse)
{
    size_t kept = 0;
    for (size_t i = 0; i < parse->item_count; i++, kept++) {
        item *one = moved(parse, i, kept);
        bool nation = one->kind == ITEM_NOUN && one->head == HEAD_NATION && i + 2 < parse->item_count &&
                      (one->quantity >= 0 || is_of_number(parse, kept));
        if (!nation || parse->items[i + 1].kind != ITEM_AND) continue;
        const toll_quantity_mention *q = one->quantity >= 0 ? &parse->quantities[one->quantity] : NULL;
        const item *both = &parse->items[i + 2];
        bool many = !q || (!(q->flags & TOLL_QUANTITY_ARTICLE) && q->quantity.point != 1);
        bool counted = both->kind == ITEM_NOUN && both->quantity < 0 && !(both->flags & NOUN_DEFINITE) &&
                       (both->head == HEAD_PEOPLE || both->head == HEAD_MATERIEL || both->head == HEAD_COUNT) &&
                       has_class(&parse->view, both->extent.first, claim_class.nationality) && parse->name_len[both->extent.first];
        if (!many || !counted) continue;
        one->head = both->head, one->note = both->note, one->head_extent = both->head_extent;
        one->extent.count = (uint16_t)(toll_extent_end(both->extent) - one->extent.first);
        i += 2;
    }
    parse->item_count = kept;
}

/* "20 Turkish": more than one, of an adjective and not of a people ("20 Turks"). */
static bool counts_adjective(const sentence_parse *parse, const item *it)
{
    if (it->kind != ITEM_NOUN || it->head != HEAD_NATION || it->quantity < 0) return false;
    const toll_quantity_mention *q = &parse->quantities[it->quantity];
    const toll_token *last = &parse->view.tokens[toll_extent_end(it->extent) - 1u];
    return q->quantity.point != 1 && (parse->view.text.data[last->off + last->len - 1] | 32) != 's';
}

/* "20 Turkish and four Syrian soldiers": an adjective that stands for its noun is of the kind that the next one names. */
static void share_heads(sentence_parse *parse)
{
    for (size_t i = 0; i + 2 < parse->item_count; i++) {
        item *one = &parse->items[i];
        const item *next = &parse->items[i + 2];
        if (!counts_adjective(parse, one) || parse->items[i + 1].kind != ITEM_AND) continue;
        bool named = next->kind == ITEM_NOUN && next->quantity >= 0 && (next->head == HEAD_PEOPLE || next->head == HEAD_COUNT) &&
                     next->extent.count > parse->quantities[next->quantity].extent.count + 1;
        if (named) one->head = next->head, one->note = next->note;
    }
}

/* '"hundreds" of rebels', "killed (31) people": what stands around a number alone parts nothing; the item that holds the number, -1 = none. */
static int marked_number(const sentence_parse *parse, size_t i)
{
    const item *at = &parse->items[i];
    if (at->kind != ITEM_OPEN || i + 3 >= parse->item_count) return -1;
    if (at[1].kind != ITEM_NOUN || at[1].quantity < 0 || at[1].head != HEAD_BARE || at[2].kind != ITEM_CLOSE) return -1;
    if (parse->view.tokens[at->extent.first].mark == TOLL_MARK_OPEN) return at[3].kind == ITEM_OF ? (int)i + 1 : -1;
    bool goes_on = i > 0 && (at[-1].kind == ITEM_VERB || at[-1].kind == ITEM_AND || at[-1].kind == ITEM_PREPOSITION ||
                                at[-1].kind == ITEM_SUBORDINATOR || at[-1].kind == ITEM_COMMA);
    bool counted = at[3].kind == ITEM_NOUN && at[3].quantity < 0 && !(at[3].flags & NOUN_DEFINITE) && at[3].head != HEAD_PRONOUN;
    return goes_on && counted && at[3].head != HEAD_UNKNOWN ? (int)i + 1 : -1;
}

static void drop_marks(sentence_parse *parse)
{
    size_t kept = 0;
    for (size_t i = 0; i < parse->item_count; i++) {
        int number = marked_number(parse, i);
        item *one = moved(parse, number >= 0 ? (size_t)number : i, kept++);
        if (number < 0) continue;
        i += 2;
        const item *noun = &parse->items[i + 1];
        if (noun->kind != ITEM_NOUN) continue; /* "of": a pass of its own joins them */
        item both = *noun;
        both.quantity = one->quantity;
        both.extent = (toll_extent){one->extent.first, (uint16_t)(toll_extent_end(noun->extent) - one->extent.first)};
        *one = both;
        i++;
    }
    parse->item_count = kept;
}

void phrase_merge(sentence_parse *parse)
{
    drop_marks(parse);
    merge_nations(parse);
    merge_totals(parse);
    merge_adjectives(parse);
    share_heads(parse);
    merge_partitives(parse);
}
