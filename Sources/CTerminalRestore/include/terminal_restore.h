#ifndef TERMINAL_RESTORE_H
#define TERMINAL_RESTORE_H

#include <stddef.h>
#include <termios.h>

// The last net under the terminal: what must also work inside a signal handler of a program that has
// just crashed, and is in C because Swift code may take locks and memory there.

/// From now on a crash or an exit writes `bytes` to the terminal `fd` and sets its modes to `modes`.
///
/// A crash then goes on to kill the program by the same signal. Bytes past 512 are not kept.
void terminal_restore_arm(int fd, const char *bytes, size_t count, const struct termios *modes);

/// The terminal is as it was found: crashes and exits leave it alone again.
void terminal_restore_disarm(void);

/// Restores the terminal if it is armed, then dies of `number` by its default action.
_Noreturn void terminal_restore_die(int number);

#endif
