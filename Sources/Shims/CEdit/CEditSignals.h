// The signals that matter while a line is edited. libedit's own handlers send each one on to the whole process group.
#pragma once
#include <signal.h>

// Once for the process. False where no pipe can be had.
int limn_signals_prepare(void);
// Takes the signals over and keeps the terminal's modes; false where standard input is no terminal.
int limn_signals_begin(void);
// Gives them back.
void limn_signals_end(void);
// Becomes readable when a signal has come.
int limn_signals_descriptor(void);
// The next one that has come, or 0.
int limn_signals_next(void);
// Stops the process as Ctrl-Z does; returns when it goes on.
void limn_signals_stop(void);
