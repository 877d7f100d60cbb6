/* Losses of several sides: of a whole war between states, of a fight in which each struck the other, of an alliance.
 *
 * In: a loss of people of no kind. Out: whether it is of both. Each is a look at the sentence and the sides that the text names. */
#include "whose.h"

bool whose_is_total(const draft *out)
{
    return out->claim.period.kind == TOLL_PERIOD_CUMULATIVE || claim_thousand(&out->claim.quantity);
}

/* A total of a war between states, of people of no kind, told by neither of them and of no place: of both. */
bool whose_counts_both(const toll_claim_reader *reader, const draft *out)
{
    const conflict *war = claim_conflict(reader);
    const char *other = war ? strstr(war->parties, " vs ") : NULL, *who = out->claim.claimant.side;
    const char *category = out->claim.victims.category;
    bool people = whose_is_people(out->claim.victims.class_) && out->claim.victims.class_ != TOLL_CLASS_CIVILIAN &&
                  out->claim.victims.class_ != TOLL_CLASS_MILITARY && category && !strcmp(category, "people") &&
                  out->claim.outcome != TOLL_OUTCOME_LOSSES;
    if (!other || !people || !whose_is_total(out) || (who && claim_fights(reader, who))) return false;
    return is_state_name(war->parties) && is_state_name(other + 4) && strchr(war->countries, '+') && !strstr(other + 4, " vs ");
}

/* "11 people were killed as soldiers clashed with the Abu Sayyaf": people of no kind in a sentence on men who fought each other, a group that it
 * names among them, are of both. */
bool whose_fell_on_both(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const claim_classes *k = &claim_class;
    const toll_classes all = reader->scratch.all;
    bool people = out->claim.victims.class_ == TOLL_CLASS_UNKNOWN && loss->agent < 0 && !loss->part && !whose_is_total(out) &&
                  out->claim.outcome <= TOLL_OUTCOME_KILLED_OR_WOUNDED;
    if (!people || !toll_classes_has(all, k->combat) || toll_classes_has(all, k->bombardment) || toll_classes_has(all, k->inflict))
        return false;
    for (unsigned at = 0; at < view_of(reader)->count; at++)
        if (has_class(view_of(reader), at, k->attack_verb) && !has_class(view_of(reader), at, k->combat)) return false; /* one attacks */
    for (size_t i = 0; i < reader->story.side_count; i++)
        if (reader->story.sides[i].group && reader->story.sides[i].sentence == reader->story.sentence) return true;
    return false;
}

/* The side of the nation or state named at `at`; *end = where its name ends. NULL = no name of one. */
static const char *nation_at(const toll_claim_reader *reader, unsigned at, unsigned *end)
{
    const toll_note *note = reader->parse.name_len[at] ? note_at(view_of(reader), at, claim_class.nationality) : NULL;
    if (!note && reader->parse.name_len[at]) note = note_at(view_of(reader), at, claim_class.country);
    if (!note || claim_is_stance(view_of(reader), at, note->len)) return NULL;
    *end = at + note->len;
    return cell(reader, note, "id");
}

/* Does a word for men who fight each other stand among the few from `at` on, with no third whom they fight? */
static bool clash_from(const toll_sentence_view *view, unsigned at)
{
    enum { WORDS = 4 };
    for (unsigned end = at + WORDS; at < end && at < view->count && view->tokens[at].kind == TOLL_TOKEN_WORD; at++) {
        const toll_note *combat = note_at(view, at, claim_class.combat);
        if (combat) return !has_class(view, at, claim_class.not_here); /* "clashed with" */
    }
    return false;
}

/* "Thai and Cambodian troops traded fire, leaving six dead", "two dead in an Indian-Pakistani clash", "fighting between Armenian and Azeri
 * troops": the sentence joins two nations that fight each other. Who is told of without a nation is then of either. */
bool whose_of_a_clash(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = view_of(reader);
    const char *last = NULL;
    if (!toll_classes_has(reader->scratch.all, claim_class.combat)) return false;
    for (unsigned at = 0, first = 0, behind = 0, end = 0; at < view->count; at++) {
        const char *side = nation_at(reader, at, &end);
        if (!side) continue;
        unsigned link = behind;
        while (last && link < at && !has_class(view, link, claim_class.conjunction) && view->tokens[link].mark != '-') link++;
        bool joined = last && link < at && at - behind <= 3 && strcmp(side, last) != 0 && !claim_allied(reader, side, last);
        bool between = first && has_class(view, first - 1, claim_class.between_word);
        if (joined && (between || clash_from(view, end))) return true;
        last = side, first = at, behind = end;
    }
    return false;
}

/* "two rebels and a soldier were killed, bringing the toll to 69": of whom the sentence has told sums up more than one side. */
bool whose_sums_sides(const toll_claim_reader *reader, const tie *loss)
{
    const toll_victims *last = NULL;
    for (size_t i = reader->draft_count; loss->noun >= 0 && loss->noun != loss->item && i--;) {
        const toll_victims *it = &reader->drafts[i].claim.victims;
        if (reader->drafts[i].sentence != reader->story.sentence) break;
        bool people = whose_is_people(it->class_), other = last && people && (!it->side != !last->side);
        if (other || (last && people && it->side && strcmp(it->side, last->side) != 0)) return true;
        if (!people) continue;
        last = it;
    }
    return false;
}

/* "Three Greek and two Turkish soldiers died. More than a dozen others were wounded": were those before told of in one breath with men of another
 * side, whom the same befell? */
bool whose_fell_with_foes(const toll_claim_reader *reader, const draft *before)
{
    size_t at = (size_t)(before - reader->drafts);
    const draft *beside = at ? before - 1 : NULL;
    if (before->sentence == reader->story.sentence || !beside || beside->sentence != before->sentence) return false;
    const toll_victims *one = &beside->claim.victims, *two = &before->claim.victims;
    bool both = one->class_ == TOLL_CLASS_MILITARY && two->class_ == TOLL_CLASS_MILITARY && beside->claim.outcome == before->claim.outcome;
    return both && one->side && two->side && !claim_allied(reader, one->side, two->side);
}

/* "Two NATO soldiers were killed": of one of its states, and the text leaves open of which. Until now the alliance stood for them: it fights, and
 * admits its losses. */
void claim_whose_settle(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        const char **side = &reader->drafts[i].claim.victims.side;
        if (!strcmp(claim_keyed_cell(&reader->tables->groups, *side, "kind"), "alliance")) *side = NULL;
    }
}
