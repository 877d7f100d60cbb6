/* Names in a sentence: the longest, leftmost phrase of any name class wins, so that "Islamic State" is no state and "Gaza City" no Gaza.
 * Also the small look-ups that the rest of the room shares. One pass over the notes. */
#include "sentence.h"

static bool is_unknown_name(const toll_sentence_view *view, unsigned at)
{
    const toll_classes any = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
    if (at >= view->count) return false;
    const toll_token *token = &view->tokens[at];
    return token->kind == TOLL_TOKEN_WORD && token->shape == TOLL_SHAPE_CAPITAL && token->len > 2 &&
           !toll_classes_meet(view->scratch->classes[at], any);
}

/* "Nasir Ahmad Faqiri, a member of": a name that is a town's as well; the names beside it no table knows, and then it is told who he is or what
   he says. */
static bool is_persons_name(const toll_sentence_view *view, unsigned at)
{
    enum { NAMES = 3 };
    unsigned before = at > 1 && is_mark(view, at - 1, '.') ? at - 2 : at - 1; /* "Col. Ponce" */
    if (at && has_class(view, before, claim_class.title)) return true;
    if (at && is_unknown_name(view, at - 1) &&
        !(at > 1 && (has_class(view, at - 2, claim_class.preposition) || has_class(view, at - 2, claim_class.of)))) {
        bool told = (at + 1 < view->count && view->tokens[at + 1].mark == ',') || has_class(view, at + 1, claim_class.cue_say);
        bool begins = at == 1 || view->tokens[at - 2].mark == ',' || has_class(view, at - 2, claim_class.title);
        if (told && begins) return true; /* "the ombudswoman, Iris Marin, said" */
    }
    bool placed = at && (has_class(view, at - 1, claim_class.preposition) || has_class(view, at - 1, claim_class.of));
    unsigned end = at + 1;
    while (end < at + 1 + NAMES && is_unknown_name(view, end)) end++;
    if (placed || end == at + 1 || end >= view->count) return false;
    return is_mark(view, end, ',') || has_class(view, end, claim_class.cue_say);
}

/* "SOLDIERS WHO": a short name that is a word of grammar as well, beside a word in capitals. */
static bool is_shouted_word(const toll_sentence_view *view, unsigned at)
{
    if (view->tokens[at].shape != TOLL_SHAPE_UPPER || !has_class(view, at, claim_class.relative)) return false;
    bool before = at && view->tokens[at - 1].shape == TOLL_SHAPE_UPPER && view->tokens[at - 1].len > 1;
    return before || (at + 1 < view->count && view->tokens[at + 1].shape == TOLL_SHAPE_UPPER);
}

/* A name never ends behind its sentence, so that no more need be cleared than the longest since may have left. */
void claim_forget_names(sentence_parse *parse, size_t count)
{
    const size_t used = parse->names_used > count ? parse->names_used : count;
    memset(parse->name_len, 0, used * sizeof *parse->name_len);
    memset(parse->inside_name, 0, used * sizeof *parse->inside_name);
    parse->names_used = count;
}

void claim_names(sentence_parse *parse)
{
    const toll_sentence_view *view = &parse->view;
    claim_forget_names(parse, view->count);
    for (unsigned at = 0; at < view->count; at++) {
        if (!toll_classes_meet(view->scratch->classes[at], claim_class.names)) continue;
        size_t count;
        const toll_note *notes = toll_scratch_notes(view->scratch, at, &count);
        uint8_t longest = 0;
        for (size_t i = 0; i < count; i++)
            if (toll_classes_has(claim_class.names, notes[i].class_) && notes[i].len > longest) longest = notes[i].len;
        if (!longest || (longest == 1 && note_at(view, at, claim_class.place) && is_persons_name(view, at))) continue;
        if (longest == 1 && is_shouted_word(view, at)) continue;
        parse->name_len[at] = longest;
        for (unsigned i = 1; i < longest && at + i < TOKEN_LIMIT; i++) parse->inside_name[at + i] = true;
        at += longest - 1u;
    }
}

const toll_note *claim_note_in(const toll_sentence_view *view, toll_extent extent, uint8_t class_)
{
    if (!toll_classes_has(view->scratch->all, class_)) return NULL;
    for (unsigned at = extent.first; at < toll_extent_end(extent); at++) {
        const toll_note *note = note_at(view, at, class_);
        if (note && at + note->len <= toll_extent_end(extent)) return note;
    }
    return NULL;
}

/* A small word beside the name at `name`; in a text all in capitals it has them as well. */
static bool lower_word(const toll_sentence_view *view, unsigned at, unsigned name)
{
    if (at >= view->count || view->tokens[at].kind != TOLL_TOKEN_WORD) return false;
    uint8_t shape = view->tokens[at].shape;
    return shape == TOLL_SHAPE_LOWER ||
           (shape == TOLL_SHAPE_UPPER && view->tokens[name].shape == TOLL_SHAPE_UPPER && view->tokens[name].len > 3);
}

/* Is the token between quotation marks? Asked of tokens in text order, the walk goes over the sentence once. */
bool claim_quoted_at(const sentence_parse *parse, quote_walk *walk, unsigned token)
{
    if (!walk->at) walk->open = parse->sentence->flags & TOLL_SENTENCE_QUOTED;
    for (; walk->at < token && walk->at < parse->view.count; walk->at++) {
        if (parse->view.tokens[walk->at].kind != TOLL_TOKEN_MARK) continue;
        if (parse->view.tokens[walk->at].mark == TOLL_MARK_OPEN) walk->open = true;
        if (parse->view.tokens[walk->at].mark == TOLL_MARK_CLOSE) walk->open = false;
    }
    return walk->open;
}

/* "pro-Turkey", "US-led", "Russian-installed": a name bound to a small word by a hyphen tells a stance, not a side. */
unsigned claim_note_place(const toll_sentence_view *view, toll_extent extent, const toll_note *note)
{
    unsigned at = extent.first;
    while (note && at < toll_extent_end(extent) && note_at(view, at, note->class_) != note) at++;
    return note ? at : toll_extent_end(extent);
}

bool claim_is_stance(const toll_sentence_view *view, unsigned at, unsigned len)
{
    unsigned end = at + len;
    if (at >= 2 && view->tokens[at - 1].mark == '-' && !(view->tokens[at].flags & TOLL_TOKEN_SPACE) && lower_word(view, at - 2, at))
        return true;
    return end < view->count && view->tokens[end].mark == '-' && !(view->tokens[end].flags & TOLL_TOKEN_SPACE) &&
           lower_word(view, end + 1, at);
}

bool claim_is_ing(const toll_sentence_view *view, unsigned at)
{
    const toll_note *verb = note_at(view, at, claim_class.verb);
    return verb && toll_same(claim_cell(view->tables, verb, "kind"), "ing");
}
