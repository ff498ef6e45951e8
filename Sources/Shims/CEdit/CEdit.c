#define _GNU_SOURCE
#include "CEdit.h"
#include "CEditSignals.h"
#include <errno.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "libedit's characters are scalars");

struct limn_edit {
    EditLine *line;
    HistoryW *history;
    FILE *nowhere;
    struct limn_edit_calls calls;
    void *owner;
    int interrupted;
    int is_vi;
    // Bytes that were read and not yet taken.
    unsigned char bytes[4096];
    size_t first, last;
};

static struct limn_edit *owner_of(EditLine *line) {
    void *edit = NULL;
    el_wget(line, EL_CLIENTDATA, &edit);
    return edit;
}

// libedit gives a command no word of which one it is: one function each.
static unsigned char dispatch(EditLine *line, int number) {
    struct limn_edit *edit = owner_of(line);
    switch (edit->calls.command(edit->owner, number)) {
    case LIMN_EDIT_DONE: return CC_NEWLINE;
    case LIMN_EDIT_END: return CC_EOF;
    default: return CC_REFRESH;
    }
}

// By these names ~/.editrc may bind them.
#define COMMANDS(X) \
    X(0, "limn-enter") X(1, "limn-newline") X(2, "limn-up") X(3, "limn-down") X(4, "limn-left") X(5, "limn-right") \
    X(6, "limn-word-left") X(7, "limn-word-right") X(8, "limn-line-start") X(9, "limn-line-end") \
    X(10, "limn-delete-left") X(11, "limn-delete-right") X(12, "limn-delete-or-end") X(13, "limn-kill-line-end") \
    X(14, "limn-kill-line-start") X(15, "limn-kill-word-left") X(16, "limn-kill-word-right") X(17, "limn-kill-blank") \
    X(18, "limn-yank") X(19, "limn-transpose") X(20, "limn-undo") X(21, "limn-search") X(22, "limn-complete") \
    X(23, "limn-paste") X(24, "limn-clear") X(25, "limn-first") X(26, "limn-last") X(27, "limn-nothing") \
    X(28, "limn-text-start") X(29, "limn-text-end") X(30, "limn-upper") X(31, "limn-lower") X(32, "limn-capital")

#define FUNCTION(number, name) \
    static unsigned char command_##number(EditLine *line, wint_t key) { (void)key; return dispatch(line, number); }
COMMANDS(FUNCTION)

#define NAME(number, name) L##name,
static const wchar_t *const names[] = {COMMANDS(NAME)};

static wchar_t *prompt(EditLine *line) {
    (void)line;
    static wchar_t none[] = L"";
    return none;
}

static void use_utf8(void) {
    if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
    setlocale(LC_CTYPE, "C.UTF-8");
}

// MARK: Reading

// Waits for input or a signal. 1 with bytes there, 0 after the time, -1 at the end of input, -2 after Ctrl-C.
static int wait_for_bytes(struct limn_edit *edit, int milliseconds) {
    if (edit->first < edit->last) return 1;
    for (;;) {
        struct pollfd ready[2] = {{STDIN_FILENO, POLLIN, 0}, {limn_signals_descriptor(), POLLIN, 0}};
        int count = poll(ready, 2, milliseconds);
        if (count == 0) return 0;
        if (count < 0 && errno != EINTR) return -1;
        int number;
        while ((number = limn_signals_next())) {
            switch (number) {
            case SIGINT:
                edit->interrupted = 1;
                edit->first = edit->last = 0;
                return -2;
            case SIGWINCH:
                el_resize(edit->line);
                edit->calls.event(edit->owner, LIMN_EDIT_RESIZED);
                break;
            case SIGTSTP:
                edit->calls.event(edit->owner, LIMN_EDIT_LEAVING);
                el_wset(edit->line, EL_PREP_TERM, 0);
                limn_signals_stop();
                // fall through
            case SIGCONT:
                // Whoever stopped us may have left the terminal in any mode: libedit must set it anew.
                el_wset(edit->line, EL_PREP_TERM, 0);
                el_wset(edit->line, EL_PREP_TERM, 1);
                el_resize(edit->line);
                edit->calls.event(edit->owner, LIMN_EDIT_BACK);
                break;
            }
        }
        if (count < 0 || !(ready[0].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL))) continue;
        ssize_t got = read(STDIN_FILENO, edit->bytes, sizeof edit->bytes);
        if (got > 0) {
            edit->first = 0;
            edit->last = (size_t)got;
            return 1;
        }
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        return -1;
    }
}

static int next_byte(struct limn_edit *edit, unsigned char *byte) {
    int state = wait_for_bytes(edit, -1);
    if (state != 1) return state;
    *byte = edit->bytes[edit->first++];
    return 1;
}

// One character of UTF-8; bytes that are none are passed over.
static int read_character(EditLine *line, wchar_t *character) {
    struct limn_edit *edit = owner_of(line);
    if (edit->first == edit->last && wait_for_bytes(edit, 0) == 0) edit->calls.draw(edit->owner);
    if (edit->interrupted) {
        errno = EINTR;
        return -1;
    }
    mbstate_t state;
    memset(&state, 0, sizeof state);
    for (;;) {
        unsigned char byte;
        int result = next_byte(edit, &byte);
        if (result != 1) {
            errno = EINTR;
            return result == -2 ? -1 : 0;
        }
        // With the keys of vi an escape of its own ends typing: one that begins the sequence of a key is told apart by
        // what has come with it.
        if (edit->is_vi && byte == 033 && edit->first < edit->last && strchr("[O", edit->bytes[edit->first])) byte = 034;
        size_t length = mbrtowc(character, (const char *)&byte, 1, &state);
        if (length == (size_t)-2) continue;
        if (length == (size_t)-1) {
            memset(&state, 0, sizeof state);
            continue;
        }
        if (*character == 0) continue;
        return 1;
    }
}

// MARK: Opening

struct limn_edit *limn_edit_open(const char *program, struct limn_edit_calls calls, void *owner) {
    use_utf8();
    struct limn_edit *edit = calloc(1, sizeof *edit);
    if (!edit) return NULL;
    edit->calls = calls;
    edit->owner = owner;
    edit->nowhere = fopen("/dev/null", "we");
    if (!edit->nowhere || !limn_signals_prepare()) goto failed;
    // Not even a remark that this terminal is unknown: what we send is understood by all that are not "dumb".
    edit->line = el_init_fd(program, stdin, edit->nowhere, edit->nowhere, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO);
    if (!edit->line) goto failed;
    el_wset(edit->line, EL_CLIENTDATA, (void *)edit);
    el_wset(edit->line, EL_SETFP, 2, stderr);
    el_wset(edit->line, EL_EDITOR, L"emacs");
    el_wset(edit->line, EL_PROMPT, prompt);
    el_wset(edit->line, EL_SIGNAL, 0);
    el_wset(edit->line, EL_GETCFN, read_character);
    // While an entry is edited Ctrl-S is a key; in the other mode it may freeze the screen as it always does.
    el_wset(edit->line, EL_SETTY, L"-d", L"-ixon", NULL);
#define ADD(number, name) el_wset(edit->line, EL_ADDFN, L##name, L##name, command_##number);
    COMMANDS(ADD)
    edit->history = history_winit();
    if (edit->history) {
        HistEventW event;
        history_w(edit->history, &event, H_SETSIZE, 10000);
        history_w(edit->history, &event, H_SETUNIQUE, 1);
        el_wset(edit->line, EL_HIST, history_w, edit->history);
    }
    return edit;
failed:
    limn_edit_close(edit);
    return NULL;
}

void limn_edit_close(struct limn_edit *edit) {
    if (!edit) return;
    if (edit->history) history_wend(edit->history);
    if (edit->line) el_end(edit->line);
    if (edit->nowhere) fclose(edit->nowhere);
    free(edit);
}

void limn_edit_bind(struct limn_edit *edit, const char *key, int command, int in_command_mode) {
    wchar_t wide[64];
    if (command < 0 || command >= (int)(sizeof names / sizeof *names) || mbstowcs(wide, key, 64) >= 64) return;
    if (in_command_mode) el_wset(edit->line, EL_BIND, L"-a", wide, names[command], NULL);
    else el_wset(edit->line, EL_BIND, wide, names[command], NULL);
}

int limn_edit_configure(struct limn_edit *edit) {
    el_source(edit->line, NULL);
    int enabled = 1;
    el_wget(edit->line, EL_EDITMODE, &enabled);
    return enabled;
}

int limn_edit_is_vi(struct limn_edit *edit) {
    const wchar_t *editor = NULL;
    edit->is_vi = el_wget(edit->line, EL_EDITOR, &editor) == 0 && editor && wcscmp(editor, L"vi") == 0;
    return edit->is_vi;
}

// MARK: A line

int limn_edit_read(struct limn_edit *edit) {
    edit->interrupted = 0;
    if (!limn_signals_begin()) return LIMN_EDIT_CLOSED;
    int count = 0;
    const wchar_t *line = el_wgets(edit->line, &count);
    limn_signals_end();
    if (edit->interrupted) return LIMN_EDIT_INTERRUPTED;
    return line ? LIMN_EDIT_LINE : LIMN_EDIT_CLOSED;
}

int limn_edit_key(struct limn_edit *edit, uint32_t *key) {
    wchar_t character = 0;
    if (el_wgetc(edit->line, &character) != 1) return 0;
    *key = (uint32_t)character;
    return 1;
}

void limn_edit_push(struct limn_edit *edit, uint32_t key) {
    wchar_t text[2] = {(wchar_t)key, 0};
    el_wpush(edit->line, text);
}

int limn_edit_peek(struct limn_edit *edit, int milliseconds) {
    return wait_for_bytes(edit, milliseconds) == 1 ? edit->bytes[edit->first] : -1;
}

int limn_edit_pending(struct limn_edit *edit, int milliseconds) { return wait_for_bytes(edit, milliseconds) == 1; }

const uint32_t *limn_edit_text(struct limn_edit *edit, size_t *count, size_t *cursor) {
    const LineInfoW *line = el_wline(edit->line);
    *count = (size_t)(line->lastchar - line->buffer);
    *cursor = (size_t)(line->cursor - line->buffer);
    return (const uint32_t *)line->buffer;
}

void limn_edit_move(struct limn_edit *edit, size_t cursor) {
    const LineInfoW *line = el_wline(edit->line);
    el_cursor(edit->line, (int)((ptrdiff_t)cursor - (line->cursor - line->buffer)));
}

void limn_edit_replace(struct limn_edit *edit, const uint32_t *text, size_t count, size_t cursor) {
    const LineInfoW *line = el_wline(edit->line);
    size_t old = (size_t)(line->lastchar - line->buffer);
    limn_edit_move(edit, old);
    el_deletestr(edit->line, (int)old);
    if (count > 0) {
        wchar_t *copy = malloc((count + 1) * sizeof *copy);
        if (!copy) return;
        memcpy(copy, text, count * sizeof *copy);
        copy[count] = 0;
        el_winsertstr(edit->line, copy);
        free(copy);
    }
    limn_edit_move(edit, cursor);
}

void limn_edit_remember(struct limn_edit *edit, const uint32_t *text, size_t count) {
    if (!edit->history) return;
    wchar_t *copy = malloc((count + 1) * sizeof *copy);
    if (!copy) return;
    memcpy(copy, text, count * sizeof *copy);
    copy[count] = 0;
    HistEventW event;
    history_w(edit->history, &event, H_ENTER, copy);
    free(copy);
}
