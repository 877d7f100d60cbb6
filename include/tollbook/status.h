/* Status codes and errors.
 *
 * Every function that can fail returns a toll_status: 0 is done, a positive value is done with a remark (end of input, a
 * condition found), a negative value is an error. The result comes first in the argument list, the caller's toll_error last;
 * passing NULL for it is allowed. A message says what went wrong, where, and how to mend it. */
#ifndef TOLLBOOK_STATUS_H
#define TOLLBOOK_STATUS_H

#include <stddef.h>
#include <stdint.h>

typedef enum toll_status {
    TOLL_OK = 0,
    TOLL_END = 1,            /* an iterator or reader has nothing more */
    TOLL_UNCHANGED = 2,      /* asked to store what is already stored */
    TOLL_E_MEMORY = -1,      /* an allocation failed or a memory limit was reached */
    TOLL_E_USAGE = -2,       /* the caller's arguments are wrong */
    TOLL_E_INPUT = -3,       /* a document or metadata line cannot be read */
    TOLL_E_EVIDENCE = -4,    /* stored bytes do not match their hash or their quotes */
    TOLL_E_BUSY = -5,        /* the ledger is locked, full, read-only or unreachable */
    TOLL_E_TABLE = -6,       /* a word table or rule is wrong */
    TOLL_E_LIMIT = -7,       /* a limit (size, depth, count) was reached; only this document is lost */
    TOLL_E_SYSTEM = -8       /* the operating system refused */
} toll_status;

typedef struct toll_error {
    toll_status code;
    uint64_t line;           /* 1-based line of the file named in `where`, 0 = none */
    uint64_t byte;           /* byte offset in it, UINT64_MAX = none */
    char where[256];         /* file, document or table; "" = none */
    char message[512];       /* what is wrong and how to mend it, one line, no full stop */
} toll_error;

#endif
