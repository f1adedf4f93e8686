#ifndef SIGNAL_RELAY_H
#define SIGNAL_RELAY_H

// Signals as bytes in a pipe, so that one poll waits for them and for the keyboard alike. In C
// because the handler may run between any two instructions.

/// From now on the signals of a terminal's life arrive in a pipe, one byte with the number of each.
///
/// They are those by which a program is asked to end, SIGTSTP, SIGCONT and SIGWINCH. Those of them that
/// the program was started with ignored (as under nohup) stay ignored. Returns the end to read from, which
/// does not block; -1 with errno where the system has no pipe left.
int signal_relay_start(void);

/// Puts back the handlers that `signal_relay_start` found, and closes the pipe; harmless twice.
void signal_relay_stop(void);

/// Stops the process group as the terminal's own Ctrl-Z would; returns when it is continued.
///
/// Returns at once where a stop has no effect: no shell is there to continue the program, or it was
/// started with the signal ignored.
void signal_relay_stop_process(void);

#endif
