#ifndef DIGITPAD_CNCURSES_H
#define DIGITPAD_CNCURSES_H

// The wide-character half of the header is off unless asked for.
#define NCURSES_WIDECHAR 1
#include <curses.h>

// Global variables, which Swift 6 refuses to read because any thread could be writing to them. Only
// the thread that owns the session calls these.

static inline WINDOW *digitpad_standard_screen(void) { return stdscr; }
static inline WINDOW *digitpad_current_screen(void) { return curscr; }
static inline int digitpad_lines(void) { return LINES; }
static inline int digitpad_columns(void) { return COLS; }
static inline int digitpad_color_pairs(void) { return COLOR_PAIRS; }

// Macros with casts, which Swift does not import.

static inline attr_t digitpad_attribute_bold(void) { return A_BOLD; }
static inline attr_t digitpad_attribute_dim(void) { return A_DIM; }
static inline attr_t digitpad_attribute_underline(void) { return A_UNDERLINE; }
static inline attr_t digitpad_attribute_reverse(void) { return A_REVERSE; }

// Reports an absent capability as -1 cast to a pointer, which Swift cannot compare with.
static inline const char *digitpad_terminfo_string(const char *name) {
    const char *value = tigetstr(name);
    return value == (const char *)-1 ? NULL : value;
}

// Declared by the C library only in its X/Open mode, which Swift's import of it does not switch on.
extern int wcwidth(wchar_t);
static inline int digitpad_width(wchar_t glyph) { return wcwidth(glyph); }

// A macro over another function in the wide build, so that its name alone is ambiguous in Swift; the
// pair passes through the pointer because the argument for it is a short.
static inline int digitpad_put(int row, int column, wchar_t glyph, attr_t attributes, int pair) {
    const wchar_t text[2] = {glyph, 0};
    cchar_t cell;
    if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return ERR;
    return mvwadd_wchnstr(stdscr, row, column, &cell, 1);
}

#endif
