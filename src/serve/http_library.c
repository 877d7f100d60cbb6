/* libmicrohttpd, loaded when a server starts: every other command would wait for the eight libraries that it brings along, half of what they need to
 * start. In: nothing. Out: pointers to its functions, or a message that says what to install. */
#include "http_library.h"

#include "base/fault.h"

toll_status serve_http_load(serve_http **out, toll_error *error)
{
    static const char *const names[] = {
#define NAME(name) "MHD_" #name,
        SERVE_HTTP_FUNCTIONS(NAME)
#undef NAME
    };
    serve_http *http = *out = toll_base_zero(1, sizeof *http);
    if (!http) return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory");
    http->library = toll_library_load(&http->call, TOLL_LIBRARY_HTTPD, names, sizeof names / sizeof *names);
    if (http->library) return TOLL_OK;
    return toll_library_missing(error, TOLL_E_SYSTEM, "", TOLL_LIBRARY_HTTPD);
}

void serve_http_free(serve_http *http)
{
    if (!http) return;
    toll_library_close(http->library);
    toll_base_free(http);
}
