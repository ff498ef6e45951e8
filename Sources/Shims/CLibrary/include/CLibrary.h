// Libraries that are loaded when one of their functions is first called: a start that draws nothing and multiplies
// nothing then does not pay for them.
#pragma once

typedef struct {
    const char *file;     // as the loader finds it
    const char *package;  // Debian's, for the message
    void *handle;
    const char *problem;
} limn_library;

// Loads the library unless that was done. NULL, or what is missing and what to do, as long as the process lives.
const char *limn_library_load(limn_library *library);

// A function of the library; ends the process with a message where there is none, so ask `limn_library_load` first.
void *limn_library_symbol(limn_library *library, const char *name);

// The function `name` of `library` with the type that the library's header declares.
#define LIMN_FUNCTION(library, name)                                                        \
    ({                                                                                      \
        static void *symbol;                                                                \
        void *found = __atomic_load_n(&symbol, __ATOMIC_RELAXED);                           \
        if (__builtin_expect(!found, 0)) {                                                  \
            found = limn_library_symbol(&(library), #name);                                 \
            __atomic_store_n(&symbol, found, __ATOMIC_RELAXED);                             \
        }                                                                                   \
        (__typeof__(&name))found;                                                           \
    })

// Defines `name` as a call of the library's function; nobody outside of this program sees it.
#define LIMN_FORWARD(library, type, name, parameters, arguments) \
    type name parameters { return LIMN_FUNCTION(library, name) arguments; }
