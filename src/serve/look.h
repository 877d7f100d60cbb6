/* How whoever looks wants the pages: light, dark or as the system has it, and by which keys they are worked. Kept in the browser as one cookie, so that
 * it holds without script and before the first paint; nothing of it is in the ledger. */
#ifndef TOLL_SERVE_LOOK_H
#define TOLL_SERVE_LOOK_H

#include <stdbool.h>

enum { SERVE_KEYS = 7 };
#define SERVE_LOOK_COOKIE "toll_look"
/* What each does, in the order of the cookie; the keys they have where nobody chose others. */
typedef enum serve_key { KEY_ACCEPT, KEY_REJECT, KEY_LATER, KEY_FLAG, KEY_EDIT, KEY_BACK, KEY_SEARCH } serve_key;

typedef struct serve_look {
    char theme;              /* 's' as the system has it, 'l' light, 'd' dark */
    char keys[SERVE_KEYS + 1];   /* a letter or '/', each once; '-' = none */
} serve_look;

/* "d.axsfeu/"; what is none of that is as if nobody had chosen. NULL is allowed. */
void serve_look_parse(serve_look *out, const char *cookie);
bool serve_look_good(const serve_look *look);

#endif
