// For pipe2.
#define _GNU_SOURCE

#include "signal_relay.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static const int relayed_signals[] = {SIGINT,  SIGTERM, SIGHUP,  SIGQUIT, SIGALRM, SIGPWR,
                                      SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT, SIGWINCH};
enum { relayed_signal_count = sizeof relayed_signals / sizeof relayed_signals[0] };

static int read_end = -1;
static volatile sig_atomic_t write_end = -1;
static struct sigaction found_actions[relayed_signal_count];

static void relay(int number) {
    int saved_errno = errno;
    unsigned char byte = (unsigned char)number;
    // A full pipe drops the byte: the reader has plenty to wake up for.
    ssize_t ignored = write(write_end, &byte, 1);
    (void)ignored;
    errno = saved_errno;
}

int signal_relay_start(void) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    read_end = ends[0];
    write_end = ends[1];
    struct sigaction action = {.sa_handler = relay, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < relayed_signal_count; i++) {
        sigaction(relayed_signals[i], NULL, &found_actions[i]);
        if (found_actions[i].sa_handler == SIG_IGN) continue;
        sigaction(relayed_signals[i], &action, NULL);
    }
    return read_end;
}

void signal_relay_stop(void) {
    if (read_end < 0) return;
    for (int i = 0; i < relayed_signal_count; i++) {
        sigaction(relayed_signals[i], &found_actions[i], NULL);
    }
    close(read_end);
    close(write_end);
    read_end = write_end = -1;
}

void signal_relay_stop_process(void) {
    struct sigaction current;
    sigaction(SIGTSTP, NULL, &current);
    if (current.sa_handler == SIG_IGN) return;

    // First the others of the group (a `make run` around this program), then this very thread:
    // a signal to the process could stop it some instructions later, when the terminal is set up.
    signal(SIGTSTP, SIG_IGN);
    kill(0, SIGTSTP);
    signal(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &current, NULL);
}
