#define _GNU_SOURCE
#include "CLibrary.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

const char *limn_library_load(limn_library *library) {
    if (__atomic_load_n(&library->handle, __ATOMIC_ACQUIRE)) return NULL;
    pthread_mutex_lock(&lock);
    if (!library->handle && !library->problem) {
        // Global, so that the OpenMP runtime that comes with one is found by name.
        void *handle = dlopen(library->file, RTLD_NOW | RTLD_GLOBAL);
        if (handle) {
            __atomic_store_n(&library->handle, handle, __ATOMIC_RELEASE);
        } else {
            char *text = NULL;
            if (asprintf(&text, "%s cannot be loaded (%s); install the package %s", library->file, dlerror(),
                         library->package) < 0)
                text = NULL;
            library->problem = text ? text : "a library cannot be loaded";
        }
    }
    pthread_mutex_unlock(&lock);
    return library->handle ? NULL : library->problem;
}

void *limn_library_symbol(limn_library *library, const char *name) {
    const char *problem = limn_library_load(library);
    void *symbol = problem ? NULL : dlsym(library->handle, name);
    if (symbol) return symbol;
    if (problem) fprintf(stderr, "limn: %s\n", problem);
    else fprintf(stderr, "limn: %s has no function %s\n", library->file, name);
    exit(1);
}
