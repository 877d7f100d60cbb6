/* Ids of institutions: composed of a state or place and a kind ("usa", "mod"), known by another name where world/institution_ids.tsv says so,
 * or made of an organisation's own name. In: words or table cells. Out: slugs in the document's arena. */
#include "claim/inside.h"

#include <ctype.h>
#include <stdio.h>

/* The id by which a composed institution is known: "usa-mod" is the Department of Defense; NULL where it has no other. A row that begins
   with a star is for every state, and gives the suffix. */
static const char *usual_id(const toll_claim_reader *reader, const char *composed)
{
    const char *usual = claim_keyed_cell(&reader->tables->ids, composed, "id");
    return *usual ? usual : NULL;
}

/* head-suffix as a slug, at most 95 bytes. */
static size_t make_slug(char id[96], const char *head, const char *suffix)
{
    size_t len = 0;
    for (; *head && len < 60; head++) {
        unsigned char ch = (unsigned char)*head;
        if (isalnum(ch)) id[len++] = (char)tolower(ch);
        else if (len && id[len - 1] != '-') id[len++] = '-';
    }
    while (len && id[len - 1] == '-') len--;
    int added = snprintf(id + len, 96 - len, "-%s", suffix);
    len += added > 0 ? (size_t)added : 0;
    return len < 96 ? len : 95;
}

const char *claim_compose_id(toll_claim_reader *reader, const char *head, const char *suffix)
{
    char id[96], any[96] = "*-";
    size_t len = make_slug(id, head, suffix);
    const char *known = usual_id(reader, id);
    if (known) return known;
    snprintf(any + 2, sizeof any - 2, "%s", suffix);
    const char *other = usual_id(reader, any);
    if (other)
        len = make_slug(id, head, other), known = usual_id(reader, id); /* "cod-military" is "cod-armed-forces", which is "cod-fardc" */
    return known ? known : claim_string(reader, id, len);
}

/* The id of a town's or province's office: "kharkiv-governor" is that of Kharkiv Oblast. */
const char *claim_local_id(toll_claim_reader *reader, const char *place, const char *suffix)
{
    const toll_tables *tables = reader->tables->tables;
    const char *last = place ? strrchr(place, ' ') : NULL;
    uint32_t word = last ? toll_tables_word(tables, toll_lex_hash(last + 1, strlen(last + 1))) : 0;
    bool generic = word && toll_classes_has(toll_tables_word_classes(tables, word), claim_class.region_word);
    const bool itself = last && !strcmp(last + 1, suffix); /* "the hospital" of a place that is one */
    if (generic || itself) place = claim_string(reader, place, (size_t)(last - place));
    return place ? claim_compose_id(reader, place, suffix) : NULL;
}

/* "the Centre for Peace (CEP), a local group": where the name itself ends; *acronym is the word that stands for it, 0 = none. */
static unsigned name_end(const toll_sentence_view *view, unsigned first, unsigned end, unsigned *acronym)
{
    unsigned comma = end;
    *acronym = 0;
    for (unsigned at = first; at + 2 < end; at++) {
        bool letters = view->tokens[at + 1].kind == TOLL_TOKEN_WORD && view->tokens[at + 1].shape == TOLL_SHAPE_UPPER;
        if (is_mark(view, at, '(') && letters && is_mark(view, at + 2, ')')) *acronym = at + 1;
        if (is_mark(view, at, '(')) return at;
        bool apposed = is_mark(view, at, ',') && view->tokens[at + 1].shape == TOLL_SHAPE_LOWER;
        if (apposed && comma == end) comma = at;
    }
    return comma;
}

/* The id of an organisation that no table knows, made of its name: "the Sudan Doctors' Union", or of the letters that stand behind it in
   brackets; NULL where the words are no name. */
const char *claim_name_id(toll_claim_reader *reader, toll_extent extent)
{
    const toll_sentence_view *view = view_of(reader);
    const claim_classes *k = &claim_class;
    unsigned first = extent.first, end = toll_extent_end(extent), acronym;
    while (first < end && has_class(view, first, k->determiner)) first++;
    end = name_end(view, first, end, &acronym);
    bool name = end - first >= 2;
    for (unsigned at = first; at < end && name; at++) {
        const toll_token *token = &view->tokens[at];
        bool joint = token->kind == TOLL_TOKEN_MARK || has_class(view, at, k->of) || has_class(view, at, k->preposition) ||
                     has_class(view, at, k->conjunction) || has_class(view, at, k->determiner);
        name = joint || (token->kind == TOLL_TOKEN_WORD && token->shape != TOLL_SHAPE_LOWER);
    }
    if (acronym && name) first = acronym, end = acronym + 1;
    toll_span span = toll_extent_span(view, (toll_extent){(uint16_t)first, (uint16_t)(end - first)});
    if (!name || span.len > 60) return NULL;
    char words[64], id[96];
    memcpy(words, view->text.data + span.off, span.len);
    words[span.len] = 0;
    size_t len = make_slug(id, words, "");
    while (len && id[len - 1] == '-') len--;
    return len ? claim_string(reader, id, len) : NULL;
}
