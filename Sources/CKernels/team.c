#define _GNU_SOURCE
#include "denormals.h"
#include "team.h"

#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    /// How often a helper looks for work before it sleeps: some tens of microseconds, more than lies
    /// between two steps of a network and far less than between two strokes.
    patience = 2000,
};

struct digitpad_team {
    // Written while no unit is unfinished, read after a unit has been claimed.
    digitpad_work *work;
    const void *context;

    /// Units that nobody has claimed; a claim takes the last of them.
    _Alignas(64) atomic_long unclaimed;
    _Alignas(64) atomic_long unfinished;
    _Alignas(64) atomic_int sleepers;
    /// Changes whenever sleepers are woken: the word that they wait at.
    atomic_int calls;
    atomic_int ends;

    long helpers;
    struct helper {
        struct digitpad_team *team;
        long member;
        pthread_t thread;
    } helper[];
};

static inline void rest(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static void wake(struct digitpad_team *team, long count) {
    atomic_fetch_add(&team->calls, 1);
    syscall(SYS_futex, &team->calls, FUTEX_WAKE_PRIVATE, count < INT_MAX ? count : INT_MAX, NULL,
            NULL, 0);
}

/// Does units as long as there are any; false if there was none.
static int help(struct digitpad_team *team, long member) {
    int has_helped = 0;
    long unclaimed = atomic_load(&team->unclaimed);
    while (unclaimed > 0) {
        if (!atomic_compare_exchange_weak(&team->unclaimed, &unclaimed, unclaimed - 1)) continue;
        team->work(team->context, member, unclaimed - 1);
        atomic_fetch_sub(&team->unfinished, 1);
        has_helped = 1;
        unclaimed = atomic_load(&team->unclaimed);
    }
    return has_helped;
}

static void *be_helper(void *given) {
    const struct helper *self = given;
    struct digitpad_team *team = self->team;
    long looks = 0;
    digitpad_flush_denormals();
    while (!atomic_load(&team->ends)) {
        if (help(team, self->member)) looks = 0;
        rest();
        if (++looks < patience) continue;
        const int calls = atomic_load(&team->calls);
        atomic_fetch_add(&team->sleepers, 1);
        // Work may have come before anybody knew of this sleeper.
        if (atomic_load(&team->unclaimed) == 0 && !atomic_load(&team->ends))
            syscall(SYS_futex, &team->calls, FUTEX_WAIT_PRIVATE, calls, NULL, NULL, 0);
        atomic_fetch_sub(&team->sleepers, 1);
        looks = 0;
    }
    return NULL;
}

long digitpad_usable_cores(void) {
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) == 0) return CPU_COUNT(&cores);
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? online : 1;
}

struct digitpad_team *digitpad_team_create(long helpers) {
    if (helpers < 1) return NULL;
    const size_t size = sizeof(struct digitpad_team) + (size_t)helpers * sizeof(struct helper);
    struct digitpad_team *team = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!team) return NULL;
    *team = (struct digitpad_team){0};
    // Signals are for the thread that takes care of the terminal, but for those of a crash: blocked
    // they would end the program before anybody could give the terminal back.
    sigset_t most, before;
    sigfillset(&most);
    const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) sigdelset(&most, crashes[i]);
    pthread_sigmask(SIG_SETMASK, &most, &before);
    while (team->helpers < helpers) {
        struct helper *helper = &team->helper[team->helpers];
        helper->team = team;
        helper->member = team->helpers + 1;
        if (pthread_create(&helper->thread, NULL, be_helper, helper)) break;
        team->helpers++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (team->helpers) return team;
    free(team);
    return NULL;
}

void digitpad_team_free(struct digitpad_team *team) {
    if (!team) return;
    atomic_store(&team->ends, 1);
    wake(team, team->helpers);
    for (long helper = 0; helper < team->helpers; helper++)
        pthread_join(team->helper[helper].thread, NULL);
    free(team);
}

bool digitpad_team_is_awake(const struct digitpad_team *team) {
    return atomic_load(&team->sleepers) == 0;
}

long digitpad_team_size(const struct digitpad_team *team) {
    return team ? 1 + team->helpers : 1;
}

long digitpad_parts_of_image(const struct digitpad_team *team) {
    const long size = digitpad_team_size(team);
    return size < 4 ? size : 4;
}

void digitpad_team_run(struct digitpad_team *team, long units, digitpad_work *work,
                       const void *context) {
    const unsigned long arithmetic = digitpad_flush_denormals();
    if (!team) {
        for (long unit = 0; unit < units; unit++) work(context, 0, unit);
        digitpad_set_arithmetic(arithmetic);
        return;
    }
    team->work = work;
    team->context = context;
    atomic_store(&team->unfinished, units);
    atomic_store(&team->unclaimed, units);
    if (atomic_load(&team->sleepers) > 0) wake(team, units - 1);
    help(team, 0);
    for (long looks = 0; atomic_load(&team->unfinished) > 0; looks++) {
        rest();
        // Whoever does the last unit may be waiting for this core.
        if (looks % patience == patience - 1) sched_yield();
    }
    digitpad_set_arithmetic(arithmetic);
}
