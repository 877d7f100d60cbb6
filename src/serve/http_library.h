/* Private to src/serve: the functions of libmicrohttpd, which is loaded when a server starts. */
#ifndef TOLL_SERVE_HTTP_LIBRARY_H
#define TOLL_SERVE_HTTP_LIBRARY_H

#include <microhttpd.h>

#include "inside.h"

#define SERVE_HTTP_FUNCTIONS(X) \
    X(add_response_header) X(create_response_from_buffer) X(create_response_from_fd64) X(destroy_response) X(get_daemon_info) \
    X(lookup_connection_value) X(queue_response) X(start_daemon) X(stop_daemon)

struct serve_http {
    void *library;
    struct {
#define POINTER(name) __typeof__(MHD_##name) *name;
        SERVE_HTTP_FUNCTIONS(POINTER)
#undef POINTER
    } call;
};

toll_status serve_http_load(serve_http **out, toll_error *error);
void serve_http_free(serve_http *http);

#endif
