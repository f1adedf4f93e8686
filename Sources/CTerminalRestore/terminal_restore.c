#include "terminal_restore.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT};
enum { crash_signal_count = sizeof crash_signals / sizeof crash_signals[0] };

static atomic_bool armed;
static int terminal;
static char restore_bytes[512];
static size_t restore_count;
static struct termios restore_modes;
static struct sigaction found_actions[crash_signal_count];

// A stack overflow leaves no stack to run the handler on.
static char handler_stack[32 * 1024];

/// Async-signal-safe. Takes the arm off first, so that of two crashing threads one restores.
static void restore(void) {
    if (!atomic_exchange(&armed, false)) return;
    const char *next = restore_bytes;
    size_t left = restore_count;
    while (left > 0) {
        ssize_t written = write(terminal, next, left);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) break;
        next += written;
        left -= (size_t)written;
    }
    // Mouse reports still in the queue would be typed into the shell.
    tcflush(terminal, TCIFLUSH);
    tcsetattr(terminal, TCSANOW, &restore_modes);
}

void terminal_restore_die(int number) {
    restore();
    // The default action, not what was installed before: the Swift runtime's handler would ask the
    // person at the terminal whether to start a debugger, and wait.
    signal(number, SIG_DFL);
    sigset_t unblocked;
    sigemptyset(&unblocked);
    sigaddset(&unblocked, number);
    pthread_sigmask(SIG_UNBLOCK, &unblocked, NULL);
    raise(number);
    _exit(128 + number);
}

static void watch_crashes(void) {
    stack_t current;
    if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) {
        stack_t own = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
        sigaltstack(&own, NULL);
    }
    struct sigaction action = {.sa_handler = terminal_restore_die, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < crash_signal_count; i++) {
        sigaction(crash_signals[i], &action, &found_actions[i]);
    }
}

void terminal_restore_arm(int fd, const char *bytes, size_t count, const struct termios *modes) {
    static bool exit_is_watched;
    if (!exit_is_watched) exit_is_watched = atexit(restore) == 0;

    terminal_restore_disarm();
    terminal = fd;
    restore_count = count < sizeof restore_bytes ? count : sizeof restore_bytes;
    memcpy(restore_bytes, bytes, restore_count);
    restore_modes = *modes;
    watch_crashes();
    atomic_store(&armed, true);
}

void terminal_restore_disarm(void) {
    if (!atomic_exchange(&armed, false)) return;
    for (int i = 0; i < crash_signal_count; i++) {
        sigaction(crash_signals[i], &found_actions[i], NULL);
    }
}
