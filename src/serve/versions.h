/* Two versions of a document, and what is other in the second. */
#ifndef TOLL_SERVE_VERSIONS_H
#define TOLL_SERVE_VERSIONS_H

#include "differ.h"
#include "make.h"

/* A claim's figure, what became of them and who says so: what makes it the same claim in another text. */
typedef struct serve_told {
    char id[25];
    toll_span words;
    toll_outcome outcome;
    uint64_t hash;
    bool matched;            /* the other version tells it too */
} serve_told;

typedef struct serve_telling {
    toll_ledger_versions cursor;
    toll_ledger_version version;
    serve_told *claims;
    toll_span *figures;      /* of the claims, in order of the text */
    size_t count, cap, figure_cap;
} serve_telling;

typedef struct serve_versions {
    serve_telling before, after;
    serve_differ differ;
} serve_versions;

/* `parts` of the request: the later version and the one it is held against, of one document (400 where they are not). Free in any case. */
toll_status serve_versions_open(serve_versions *out, serve_request *r);
void serve_versions_free(serve_versions *it);
/* The version of the same document with the number next to this one's, -1 or 1; 0 = there is none. */
toll_status serve_version_beside(uint64_t *out, serve_request *r, const toll_ledger_version *v, int step);
enum { SERVE_EDITS_SHOWN = 500 };
/* What is known of the documents, field by field; absent = not known. */
typedef struct serve_known {
    const char *name;
    toll_text before, after;
    char days[2][16];
} serve_known;
enum { SERVE_KNOWN = 4 };
void serve_versions_known(serve_known out[SERVE_KNOWN], const serve_versions *it);

#endif
