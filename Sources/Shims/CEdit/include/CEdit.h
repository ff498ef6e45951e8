// libedit: keys, key maps (~/.editrc), the line being edited, and the modes of the terminal. libedit's own drawing goes
// nowhere: it knows no prompt for the second line of an entry, no colours and no characters of several scalars, so the
// owner draws what `limn_edit_text` gives whenever `draw` is called.
#pragma once
#include <stddef.h>
#include <stdint.h>

struct limn_edit;

// What a command leaves behind.
enum { LIMN_EDIT_GO_ON, LIMN_EDIT_DONE, LIMN_EDIT_END };

// What happened to the terminal while a key was awaited.
enum { LIMN_EDIT_RESIZED, LIMN_EDIT_LEAVING, LIMN_EDIT_BACK };

// How a reading ended.
enum { LIMN_EDIT_LINE, LIMN_EDIT_INTERRUPTED, LIMN_EDIT_CLOSED };

struct limn_edit_calls {
    // A key is awaited and none is there: the moment to draw.
    void (*draw)(void *owner);
    // The command of this number was typed.
    int (*command)(void *owner, int number);
    void (*event)(void *owner, int event);
};

// Sets LC_CTYPE to a UTF-8 locale, makes the line and reads ~/.editrc. NULL where the terminal cannot be edited on, or
// where ~/.editrc says `edit off`.
struct limn_edit *limn_edit_open(const char *program, struct limn_edit_calls calls, void *owner);
void limn_edit_close(struct limn_edit *edit);

// Binds a key (as ~/.editrc writes it: \e, ^A) to the command of this number, where wanted in the command mode of vi.
void limn_edit_bind(struct limn_edit *edit, const char *key, int command, int in_command_mode);
// To be called once the keys are bound: reads ~/.editrc. False where it switches editing off.
int limn_edit_configure(struct limn_edit *edit);
// Whether ~/.editrc asked for the keys of vi, which drops all that were bound before. From then on the sequences of keys
// begin with \034 instead of \e.
int limn_edit_is_vi(struct limn_edit *edit);

// Reads until a command ends the line. The terminal is in editing mode only while this runs, whatever ends it.
int limn_edit_read(struct limn_edit *edit);
// The next key, for a command that asks for some itself. 0 at the end of input or after Ctrl-C.
int limn_edit_key(struct limn_edit *edit, uint32_t *key);
// Gives a key back, to be read next.
void limn_edit_push(struct limn_edit *edit, uint32_t key);
// Whether more input is there, or comes within so many milliseconds: a paste, not a person.
int limn_edit_pending(struct limn_edit *edit, int milliseconds);
// The next byte of that input, which stays there; -1 where none is there and none comes.
int limn_edit_peek(struct limn_edit *edit, int milliseconds);

// The text as scalars, valid until the next call, and where the cursor is.
const uint32_t *limn_edit_text(struct limn_edit *edit, size_t *count, size_t *cursor);
void limn_edit_replace(struct limn_edit *edit, const uint32_t *text, size_t count, size_t cursor);
void limn_edit_move(struct limn_edit *edit, size_t cursor);

// Tells libedit's own commands of an entry, for those who bind them in ~/.editrc.
void limn_edit_remember(struct limn_edit *edit, const uint32_t *text, size_t count);
