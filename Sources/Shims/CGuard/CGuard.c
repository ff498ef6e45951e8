#define _GNU_SOURCE
#include "CGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define MOST 4096

typedef struct {
    // 0 while the place is free. Written last, so that the handler never sees half of an entry.
    _Atomic uintptr_t start;
    _Atomic uintptr_t end;
    // The first byte that was found missing; 0 while all are there.
    _Atomic uintptr_t lost;
} mapping;

static mapping mappings[MOST];
static _Atomic int used;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct sigaction before;
static void (*_Atomic tell)(void);
static int empty_file = -1;
static uintptr_t page;

// Everything here may be called in a signal handler; mmap is one system call and takes no lock of the C library.
static void on_bus_error(int signal, siginfo_t *info, void *context) {
    uintptr_t address = (uintptr_t)info->si_addr;
    int count = atomic_load(&used);
    for (int i = 0; i < count; i++) {
        uintptr_t start = atomic_load(&mappings[i].start), end = atomic_load(&mappings[i].end);
        if (start == 0 || address < start || address >= end) continue;
        uintptr_t from = address & ~(page - 1);
        void *zeros = mmap((void *)from, end - from, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        if (zeros == MAP_FAILED) break;
        uintptr_t lost = atomic_load(&mappings[i].lost);
        while ((lost == 0 || from < lost) && !atomic_compare_exchange_weak(&mappings[i].lost, &lost, from)) {}
        void (*told)(void) = atomic_load(&tell);
        if (told) told();
        return;
    }
    // Not ours: as if there were no handler of ours.
    if (before.sa_flags & SA_SIGINFO) {
        if (before.sa_sigaction) before.sa_sigaction(signal, info, context);
    } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
        before.sa_handler(signal);
    } else {
        sigaction(SIGBUS, &before, NULL);
    }
}

static int prepare(void) {
    if (empty_file >= 0) return 1;
    page = (uintptr_t)sysconf(_SC_PAGESIZE);
    // A file without bytes: whoever reads a mapping of it gets the signal again.
    empty_file = memfd_create("limn-lost", MFD_CLOEXEC);
    if (empty_file < 0) return 0;
    struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGBUS, &action, &before) == 0) return 1;
    close(empty_file);
    empty_file = -1;
    return 0;
}

int limn_guard_watch(const void *start, size_t count, void (*on_loss)(void)) {
    pthread_mutex_lock(&lock);
    int number = -1;
    if (prepare()) {
        atomic_store(&tell, on_loss);
        for (int i = 0; i < MOST && number < 0; i++) {
            if (atomic_load(&mappings[i].start) == 0) number = i;
        }
    }
    if (number >= 0) {
        atomic_store(&mappings[number].lost, 0);
        atomic_store(&mappings[number].end, ((uintptr_t)start + count + page - 1) & ~(page - 1));
        atomic_store(&mappings[number].start, (uintptr_t)start);
        if (number >= atomic_load(&used)) atomic_store(&used, number + 1);
    }
    pthread_mutex_unlock(&lock);
    return number;
}

void limn_guard_forget(int number) {
    if (number < 0 || number >= MOST) return;
    pthread_mutex_lock(&lock);
    atomic_store(&mappings[number].start, 0);
    pthread_mutex_unlock(&lock);
}

int limn_guard_take_loss(void) {
    pthread_mutex_lock(&lock);
    int found = -1;
    for (int i = 0; i < atomic_load(&used) && found < 0; i++) {
        uintptr_t lost = atomic_load(&mappings[i].lost), end = atomic_load(&mappings[i].end);
        if (lost == 0 || atomic_load(&mappings[i].start) == 0) continue;
        atomic_store(&mappings[i].lost, 0);
        // Zeros must not pass for numbers: the next reader is told again.
        mmap((void *)lost, end - lost, PROT_READ, MAP_PRIVATE | MAP_FIXED, empty_file, 0);
        found = i;
    }
    pthread_mutex_unlock(&lock);
    return found;
}

void limn_trim(void) { malloc_trim(0); }

int limn_join(unsigned long thread, long nanoseconds) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += nanoseconds;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, &until) != ETIMEDOUT;
}

int limn_open_folder(int folder, const char *name, int follows) {
    return openat(folder, name, O_PATH | O_DIRECTORY | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW));
}

int limn_thread_number(void) { return gettid(); }

void limn_lower_priority(int number) {
    if (number > 0) setpriority(PRIO_PROCESS, (id_t)number, 19);
}

long limn_find(const void *text, size_t text_count, const void *part, size_t part_count) {
    const char *found = memmem(text, text_count, part, part_count);
    return found ? found - (const char *)text : -1;
}
