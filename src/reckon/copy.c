/* A claim as the reckoning keeps it.
 *
 * In: a claim as it was read, the text of its document. Out: one row of plain numbers and interned strings, with what the words around its
 * figure say of it: that it is a record, that something was added, moved or left over. Costs a look at its sentence. */
#include "inside.h"

static const char *intern_word(toll_reckoning *r, const char *word)
{
    return reckon_intern(r, toll_text_of(word));
}

static const char *intern_span(toll_reckoning *r, toll_text text, toll_span span)
{
    if (!text.data || !span.len || toll_span_end(span) > text.len) return NULL;
    return reckon_intern(r, (toll_text){text.data + span.off, span.len});
}

/* Whose knowledge a figure is: institutions of one side are one house, so are those of the United Nations, everybody else stands for
 * himself. */
static const char *house_of(const toll_claimant *claimant)
{
    if (!claimant->id) return claimant->side && claimant->kind ? claimant->side : NULL;
    if (claimant->kind && !strcmp(claimant->kind, "igo") && !strncmp(claimant->id, "un-", 3)) return "un";
    bool of_side = !claimant->kind || !strcmp(claimant->kind, "party") || !strcmp(claimant->kind, "official") ||
                   !strcmp(claimant->kind, "agency");
    return of_side && claimant->side ? claimant->side : claimant->id;
}

static const char *join_words(toll_reckoning *r, const toll_claim *claim, toll_text text, bool chain)
{
    char joined[512];
    size_t len = 0;
    uint32_t count = chain ? claim->chain_count : claim->alternative_count;
    for (uint32_t i = 0; i < count; i++) {
        const char *id = chain ? claim->chain[i].id : claim->alternatives[i].id;
        toll_span span = chain ? claim->chain[i].span : claim->alternatives[i].span;
        toll_text part = toll_text_of(id);
        if ((chain || !id) && text.data && span.len && toll_span_end(span) <= text.len) part = (toll_text){text.data + span.off, span.len};
        const char *between = len ? (chain ? " > " : " or ") : "";
        if (!part.data || len + strlen(between) + part.len >= sizeof joined) continue;
        memcpy(joined + len, between, strlen(between)), len += strlen(between);
        memcpy(joined + len, part.data, part.len), len += part.len;
    }
    return reckon_intern(r, (toll_text){joined, len});
}

/* What the words around a figure say of it: a record, an addition, a revision, the rest of a whole. */
static void read_around(reckon_claim *to, const toll_claim *from, toll_text text)
{
    if (!text.data) return;
    if (to->words) to->superlative = reckon_words_superlative(toll_text_of(to->words));
    if (to->off > text.len || from->sentence.off > to->off) return;
    uint32_t begin = to->off > 24 && to->off - 24 > from->sentence.off ? to->off - 24 : from->sentence.off;
    to->addition = reckon_words_addition((toll_text){text.data + begin, to->off - begin});
    if (to->off - begin > 12) begin = to->off - 12;
    if (reckon_words_superlative((toll_text){text.data + begin, to->off - begin})) to->superlative = true;
    uint32_t end = toll_span_end(from->quantity.span);
    uint32_t sentence_end = from->sentence.off + from->sentence.len;
    if (sentence_end > text.len) sentence_end = (uint32_t)text.len;
    toll_day by = to->to != TOLL_DAY_UNKNOWN ? to->to : to->stated;
    const toll_text around[] = {
        {text.data + end, end < sentence_end ? sentence_end - end : 0}, {text.data + from->sentence.off, to->off - from->sentence.off}};
    for (int i = 0; i < 2 && to->since == TOLL_DAY_UNKNOWN; i++)
        to->superlative |= reckon_words_superlative_near(&to->since, around[i], by);
    to->moved = reckon_words_moved(around[1], around[0]);
    to->former = reckon_words_former(around[1]);
    to->part = reckon_words_rest(around[1], around[0], to->outcome == TOLL_OUTCOME_KILLED);
    if (end < text.len) to->part |= reckon_words_part((toll_text){text.data + end, text.len - end < 24 ? text.len - end : 24});
}

void reckon_copy_claim(toll_reckoning *r, reckon_claim *to, const toll_claim *from, toll_text text)
{
    *to = (reckon_claim){.zone = (uint8_t)from->zone,
        .qualifier = (uint8_t)from->quantity.qualifier,
        .unit = (uint8_t)from->quantity.unit,
        .outcome = (uint8_t)from->outcome,
        .class_ = (uint8_t)from->victims.class_,
        .modality = (uint8_t)from->modality,
        .verified = (uint8_t)from->verified,
        .stake = (uint8_t)from->stake,
        .period_kind = (uint8_t)from->period.kind,
        .basis = (uint8_t)from->period.basis,
        .off = from->quantity.span.off,
        .sentence = from->sentence.off,
        .sentence_len = from->sentence.len,
        .point = from->quantity.point,
        .low = from->quantity.low,
        .high = from->quantity.high,
        .lat = from->place.lat,
        .lon = from->place.lon,
        .confidence = from->confidence,
        .stated = from->stated,
        .from = from->period.from,
        .to = from->period.to,
        .since = TOLL_DAY_UNKNOWN,
        .chain_count = (uint8_t)(from->chain_count < 255 ? from->chain_count : 255),
        .alternative_count = (uint8_t)(from->alternative_count < 255 ? from->alternative_count : 255)};
    bool early = to->from != TOLL_DAY_UNKNOWN && to->stated != TOLL_DAY_UNKNOWN && to->stated < to->from;
    if (early) to->stated = TOLL_DAY_UNKNOWN; /* nobody speaks of what has not happened: the day was misread */
    memcpy(to->id, from->id, sizeof to->id);
    to->words = intern_span(r, text, from->quantity.span);
    to->claimant_words = intern_span(r, text, from->claimant.span);
    to->claimant = intern_word(r, from->claimant.id);
    to->claimant_side = intern_word(r, from->claimant.side);
    to->claimant_kind = intern_word(r, from->claimant.kind);
    to->house = intern_word(r, house_of(&from->claimant));
    to->side = intern_word(r, from->victims.side);
    to->category = intern_word(r, from->victims.category);
    to->place_words = intern_span(r, text, from->place.span);
    to->place = intern_word(r, from->place.id);
    to->place_name = intern_word(r, from->place.name);
    to->precision = intern_word(r, from->place.precision);
    to->chain = join_words(r, from, text, true);
    to->alternatives = join_words(r, from, text, false);
    read_around(to, from, text);
}
