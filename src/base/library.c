/* Shared libraries that few commands need: loaded when the first of their functions is, for each that the program is linked with costs its start
 * some tenths of a millisecond, those that it brings along likewise. In: which of them, and the names of functions. Out: pointers to these. */
#include <dlfcn.h>

#include "base.h"

const toll_library_about toll_libraries[TOLL_LIBRARY_COUNT] = {
    [TOLL_LIBRARY_ARCHIVE] = {"libarchive", "libarchive.so.13", "libarchive13", "reading archives and writing data packages"},
    [TOLL_LIBRARY_CHARDET] = {"libuchardet", "libuchardet.so.0", "libuchardet0", "detecting charsets that nothing declares"},
    [TOLL_LIBRARY_CURL] = {"libcurl", "libcurl.so.4", "libcurl4", "fetching pages and feeds"},
    [TOLL_LIBRARY_HTTPD] = {"libmicrohttpd", "libmicrohttpd.so.12", "libmicrohttpd12", "serving the ledger"},
    [TOLL_LIBRARY_PQ] = {"libpq", "libpq.so.5", "libpq5", "opening ledgers on a PostgreSQL server"},
    [TOLL_LIBRARY_XLSXWRITER] = {"libxlsxwriter", "libxlsxwriter.so.4", "libxlsxwriter4", "writing workbooks"},
    [TOLL_LIBRARY_XML] = {"libxml2", "libxml2.so.2", "libxml2", "reading feeds"},
};

void *toll_library_open(toll_library which)
{
    /* It stays when it is closed: some libraries leave handlers behind that run at the end. */
    return dlopen(toll_libraries[which].file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
}

void toll_library_close(void *library)
{
    if (library) dlclose(library);
}

/* A data pointer into a function pointer, as POSIX has dlsym mean it. */
bool toll_library_find(void *function, void *library, const char *name)
{
    void *found = dlsym(library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

void *toll_library_load(void *functions, toll_library which, const char *const *names, size_t count)
{
    void *library = toll_library_open(which);
    for (size_t i = 0; library && i < count; i++) {
        if (toll_library_find((char *)functions + i * sizeof(void *), library, names[i])) continue;
        toll_library_close(library);
        library = NULL;
    }
    return library;
}

toll_status toll_library_missing(toll_error *error, toll_status status, const char *where, toll_library which)
{
    const toll_library_about *about = &toll_libraries[which];
    return toll_error_set(error, status, where, "%s is not there or too old; install it, e.g. the package %s", about->name, about->package);
}
