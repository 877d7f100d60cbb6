/* Of which kind the victims are: what their own words say, and whether what was hit lets people be taken for civilians. One look at each
 * token of the phrase, and one at each of the sentence for the target. */
#include "whose.h"

bool whose_says(const toll_claim_reader *reader, const item *noun, uint8_t class_)
{
    return claim_note_in(view_of(reader), noun->extent, class_) != NULL;
}

/* --- class */
uint8_t whose_class(const toll_claim_reader *reader, const item *noun)
{
    if (noun->head == HEAD_MATERIEL) return TOLL_CLASS_MATERIEL;
    if (noun->head == HEAD_STRUCTURE) return TOLL_CLASS_STRUCTURE;
    const claim_classes *k = classes_of(reader);
    if (whose_says(reader, noun, k->enemy) || whose_says(reader, noun, k->own_side)) return TOLL_CLASS_MILITARY;
    uint8_t class_ = TOLL_CLASS_UNKNOWN;
    for (unsigned at = noun->extent.first; at < toll_extent_end(noun->extent); at++) {
        const toll_note *note = note_at(view_of(reader), at, k->victim_many);
        if (!note) note = note_at(view_of(reader), at, k->victim_one);
        if (note) {
            int code = toll_class_from_name(toll_text_of(claim_cell(reader->tables->tables, note, "class")));
            if (code >= 0 && code != TOLL_CLASS_UNKNOWN) class_ = (uint8_t)code;
        }
        const toll_note *group = note_at(view_of(reader), at, k->group);
        if (group && class_ == TOLL_CLASS_UNKNOWN) class_ = TOLL_CLASS_MILITARY;
    }
    return class_;
}

bool whose_is_people(toll_class class_)
{
    return class_ != TOLL_CLASS_MATERIEL && class_ != TOLL_CLASS_STRUCTURE;
}

/* A strike on homes, markets or towns kills civilians; a base, a plant, an airfield leaves it open. */
bool whose_civilian_target(const toll_claim_reader *reader)
{
    const claim_classes *k = classes_of(reader);
    for (unsigned at = 0; at < view_of(reader)->count; at++) {
        const toll_note *note = note_at(view_of(reader), at, k->structure);
        if (!note) continue;
        const char *category = claim_cell(reader->tables->tables, note, "category");
        if (!strcmp(category, "military") || !strcmp(category, "command_post") || !strcmp(category, "depot") ||
            !strcmp(category, "airfield"))
            return false;
        return true;
    }
    return false;
}
