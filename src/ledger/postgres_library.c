/* libpq, loaded when the first ledger on a server is opened: the start of every other command need not wait for it and the dozen libraries
 * that it brings along. In: nothing. Out: pointers to its functions, or a message that says what to install. */
#include "postgres.h"

toll_status toll_postgres_load(toll_postgres *it, toll_error *error)
{
    static const char *const names[] = {
#define NAME(name) "PQ" #name,
        TOLL_LIBPQ_FUNCTIONS(NAME)
#undef NAME
    };
    it->library = toll_library_load(&it->pq, TOLL_LIBRARY_PQ, names, sizeof names / sizeof *names);
    if (it->library) return TOLL_OK;
    return toll_library_missing(error, TOLL_E_USAGE, it->base.path, TOLL_LIBRARY_PQ);
}
