/* libpq, loaded when the first ledger on a server is opened: the start of every other command need not wait for it and the dozen libraries
 * that it brings along. In: nothing. Out: pointers to its functions, or a message that says what to install. */
#include "postgres.h"

toll_status toll_postgres_load(toll_postgres *it, toll_error *error)
{
    it->library = toll_library_open("libpq.so.5");
    bool ready = it->library != NULL;
#define FIND(name) ready = ready && toll_library_find(&it->pq.name, it->library, "PQ" #name);
    TOLL_LIBPQ_FUNCTIONS(FIND)
#undef FIND
    if (ready) return TOLL_OK;
    toll_library_close(it->library);
    it->library = NULL;
    return toll_error_set(error, TOLL_E_USAGE, it->base.path, "libpq is not there or too old; install it, e.g. the package libpq5");
}
