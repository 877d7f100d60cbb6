/* Pieces of HTML. Every text from outside goes through page_text or page_exact, every part of an address through page_url. */
#ifndef TOLL_SERVE_PAGE_H
#define TOLL_SERVE_PAGE_H

#include "list.h"

/* `at`: the address of the page's entry in the navigation; NULL = none. */
void page_begin(serve_request *r, const char *title, const char *at);
void page_end(serve_request *r);
/* --- look.c. What a page begins with; a key as an attribute, as it is printed, and as a button that has it; what all keys do. */
void page_look(serve_request *r);
void page_key_of(serve_request *r, serve_key key);
void page_key_shown(serve_request *r, serve_key key);
void page_key_button(serve_request *r, const char *action, serve_key key, const char *label);
void page_keys(serve_request *r);
void page_text(toll_buffer *out, const char *text);              /* one line of it, escaped; NULL = nothing */
void page_exact(toll_buffer *out, toll_text text);               /* every character, escaped */
void page_url(toll_buffer *out, const char *text);               /* %XX where it is needed */
void page_link(toll_buffer *out, const char *to, const char *id, const char *text);
void page_cell(toll_buffer *out, const char *text);
void page_cells(toll_buffer *out, const toll_view_value *values, size_t first, size_t end);      /* a cell each */
void page_outcome(toll_buffer *out, toll_outcome outcome);        /* "killed or wounded" */
void page_day(toll_buffer *out, toll_day day);
/* Whose word it is: the institution's name with its id beside, else the words for it, else that nobody is named. `words` as they stand in the text. */
void page_claimant(toll_buffer *out, const serve_request *r, const char *id, toll_text words);
/* What a side or an institution is called; its id where no name is known, nothing for NULL. */
enum { PAGE_NAME = 160 };
const char *page_name_of(char out[PAGE_NAME], const serve_request *r, const char *id, toll_name_form form);      /* `out` or `id` */
void page_name(toll_buffer *out, const serve_request *r, const char *id, toll_name_form form);
/* ... as a link to `before` with the id behind it, and the id beside. */
void page_called(toll_buffer *out, const serve_request *r, const char *before, const char *id);
void page_figure(toll_buffer *out);                              /* <figure> of a chart */
/* <caption> and header cells, the names split at '|'. */
void page_table(toll_buffer *out, const char *caption, const char *columns);
/* What the list was asked for, as the end of an address, but for the names in `without` (parted by blanks); `other` has that value instead, NULL:
 * it is left out. Returns what goes before the next name. */
const char *page_query(serve_request *r, const char *without, const char *other, const char *value);
void page_more(serve_request *r, const char *cursor);            /* "More", with the request's own filters */
bool page_may_review(const serve_request *r);

/* --- page_claim_parts.c: what the page of a claim and the inbox share. `row` with its text. */
toll_text page_cut(const toll_ledger_row *row, toll_span span);   /* the words; absent where it has none */
void page_key_to_marks(toll_buffer *out);                       /* what the marks in a text mean */
void page_quote(serve_request *r, const toll_ledger_row *row);
void page_fields(serve_request *r, const toll_ledger_row *row);
void page_review(serve_request *r, const toll_ledger_row *row, const serve_claim_state *state, const char *next);
/* A claim in a list: its figure, what became of whom, on whose word, with its sentence. */
void page_claim_item(serve_request *r, const toll_ledger_row *row);
void page_claim_words(serve_request *r, const toll_ledger_row *row);    /* its first part, without links */
void page_side(serve_request *r, const char *side);      /* ", Russian side" */
void page_claim_source(serve_request *r, const toll_ledger_row *row);   /* its sentence, and where it stands */
/* Corrected fields in words: "figure: 64, whose loss: RUS". */
void page_corrected(toll_buffer *out, toll_text payload);
/* --- page_ledger.c: the form of a list's filters; a choice of outcomes; "?text=WORDS#ID" behind an address, with the words looked for. */
void page_filters(serve_request *r, const char *button);
void page_outcomes(toll_buffer *out, const char *name, const char *chosen);
void page_hit(serve_request *r, const char *id);
toll_status page_decisions(serve_list *list);   /* a table of them */
void page_hidden(toll_buffer *out, const char *name, const char *value);
/* --- page_asked.c: what is typed as words, made into filters before a page begins, and what is to be said of it below their form. */
toll_status page_ask(toll_buffer *notes, serve_request *r);
toll_status page_nothing(serve_request *r);     /* no claim matches: which filter keeps how many away */
/* --- page_inbox.c: PATH with the query's filters and where to go on; the same of "?side=RUS&after=1-2-3"; on to an address after a form. */
const char *page_inbox_address(serve_request *r, const serve_query *query, const char *path, const toll_ledger_key *after);
const char *page_next_address(serve_request *r, const char *next, toll_ledger_key *after);
toll_status page_go(serve_request *r, const char *to);
/* The fields of a form of ours, with its secret; false where it is not of this run. */
toll_status page_form(serve_query *out, serve_request *r);
/* --- days.c: a chart and a table of what the list holds by date; nothing where all lie in one stretch. */
toll_status page_days(serve_request *r, bool documents);
/* --- page_merge.c: where claims of this claimant become another's. */
void page_merge_form(serve_request *r);
/* --- page_like.c: what the claim with this id looks like; nothing where it looks like none. */
toll_status page_like(serve_request *r, const char *id);
/* --- page_reckoned.c. The head of a table of questions, and a row of it. */
void page_questions(toll_buffer *out, const char *caption);
void page_question(toll_buffer *out, toll_reckoning *reckoning, const toll_question *question);
/* Under a heading of its kind where it is the first of it: `before` is the kind before, -1 at first; `level` that of the heading. */
void page_finding(toll_buffer *out, toll_reckoning *reckoning, const toll_finding *finding, int *before, int level);

#endif
