#define _GNU_SOURCE
#include "CEditSignals.h"
#include <errno.h>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

// Taken note of, and dealt with where a key is awaited.
static const int noted[] = {SIGINT, SIGTSTP, SIGCONT, SIGWINCH};
// The end of the process: the terminal gets its modes back first.
static const int fatal[] = {SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { NOTED = sizeof noted / sizeof *noted, FATAL = sizeof fatal / sizeof *fatal };

static int ends[2] = {-1, -1};
static struct sigaction noted_before[NOTED], fatal_before[FATAL];
static struct termios modes;

static void note(int number) {
    int error = errno;
    unsigned char byte = (unsigned char)number;
    // The pipe is full only where thousands are waiting already.
    if (write(ends[1], &byte, 1) < 0) {}
    errno = error;
}

static void restore_and_die(int number) {
    tcsetattr(STDIN_FILENO, TCSANOW, &modes);
    static const char leave[] = "\033[?2004l\r\n";
    if (write(STDOUT_FILENO, leave, sizeof leave - 1) < 0) {}
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(number, &action, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
}

int limn_signals_prepare(void) { return ends[0] >= 0 || pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0; }

int limn_signals_begin(void) {
    if (tcgetattr(STDIN_FILENO, &modes) != 0) return 0;
    while (limn_signals_next()) {}
    // Whoever started the process may have had them blocked.
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < NOTED; i++) sigaddset(&set, noted[i]);
    for (int i = 0; i < FATAL; i++) sigaddset(&set, fatal[i]);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    for (int i = 0; i < NOTED; i++) {
        struct sigaction action = {.sa_handler = note};
        sigaction(noted[i], &action, &noted_before[i]);
        // `nohup` and a shell without job control ignore some: that stays.
        if (noted_before[i].sa_handler == SIG_IGN) sigaction(noted[i], &noted_before[i], NULL);
    }
    for (int i = 0; i < FATAL; i++) {
        struct sigaction action = {.sa_handler = restore_and_die};
        sigaction(fatal[i], NULL, &fatal_before[i]);
        if (fatal_before[i].sa_handler != SIG_IGN) sigaction(fatal[i], &action, NULL);
    }
    return 1;
}

void limn_signals_end(void) {
    for (int i = 0; i < NOTED; i++) sigaction(noted[i], &noted_before[i], NULL);
    for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &fatal_before[i], NULL);
}

int limn_signals_descriptor(void) { return ends[0]; }

int limn_signals_next(void) {
    unsigned char byte;
    return read(ends[0], &byte, 1) == 1 ? byte : 0;
}

void limn_signals_stop(void) {
    struct sigaction action = {.sa_handler = SIG_DFL}, before;
    sigaction(SIGTSTP, &action, &before);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &before, NULL);
    while (limn_signals_next()) {}
}
