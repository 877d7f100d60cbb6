/* Shared libraries that few commands need: loaded when the first of their functions is, for each that the program is linked with costs its start
 * some tenths of a millisecond, those that it brings along likewise. In: its file's name, and the names of functions. Out: pointers to these. */
#include <dlfcn.h>

#include "base.h"

void *toll_library_open(const char *file)
{
    /* It stays when it is closed: some libraries leave handlers behind that run at the end. */
    return dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
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

void *toll_library_load(void *functions, const char *file, const char *const *names, size_t count)
{
    void *library = toll_library_open(file);
    for (size_t i = 0; library && i < count; i++) {
        if (toll_library_find((char *)functions + i * sizeof(void *), library, names[i])) continue;
        toll_library_close(library);
        library = NULL;
    }
    return library;
}
