#pragma once
#include <stddef.h>

// Mappings of files that another program may cut short. Reading a byte that is no longer there raises SIGBUS; for a
// mapping that is watched here the rest of it then reads as zeros, the loss is noted and `on_loss` is called, in the
// signal handler. Nothing is paid until that happens.

// Watches a mapping, which begins at a page. Returns its number, or -1 where it cannot be watched.
int limn_guard_watch(const void *start, size_t count, void (*on_loss)(void));

// To be called before the mapping is taken away.
void limn_guard_forget(int number);

// The number of a mapping that lost bytes since it was last asked about, or -1. From then on reading them is noted anew.
int limn_guard_take_loss(void);

// What glibc has and its Swift module does not show.

// Gives memory that was freed back to the system.
void limn_trim(void);

// Waits for a thread at most so many nanoseconds: 1 where it has ended and was joined.
int limn_join(unsigned long thread, long nanoseconds);

// Opens a folder only to reach what is in it; -1 with errno. A link is not followed where `follows` is 0.
int limn_open_folder(int folder, const char *name, int follows);

// The kernel's number of this thread, and the lowest priority for a thread of that number.
int limn_thread_number(void);
void limn_lower_priority(int number);

// Where `part` first stands in `text`, or -1; in linear time.
long limn_find(const void *text, size_t text_count, const void *part, size_t part_count);
