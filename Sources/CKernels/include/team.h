// Threads that share out work of a few microseconds.
//
// Whoever calls works along and waits for nobody who has not begun: a helper that is asleep, or that
// the system has given no time, costs nothing but its help.

#ifndef DIGITPAD_TEAM_H
#define DIGITPAD_TEAM_H

#include <stdbool.h>

struct digitpad_team;

/// How many cores this process may use.
long digitpad_usable_cores(void);

/// A team of the caller and so many helpers; null where no thread can be had.
struct digitpad_team *digitpad_team_create(long helpers);

/// Ends the helpers; null is no team.
void digitpad_team_free(struct digitpad_team *team);

/// Whether no helper has to be woken for the next work.
bool digitpad_team_is_awake(const struct digitpad_team *team);

/// How many threads it has, with the caller; 1 without a team.
long digitpad_team_size(const struct digitpad_team *team);

/// Into how many parts the work on a single image is cut for a team: the cores of a larger machine
/// would find too little to do.
long digitpad_parts_of_image(const struct digitpad_team *team);

/// Work on one unit, by the member of the team with this number; the caller is 0.
typedef void digitpad_work(const void *context, long member, long unit);

/// Calls work(context, member, unit) for every unit in 0 ..< units, in any order, and returns when
/// all are done. Meanwhile denormal numbers count as 0. Only one thread at a time may call it. Without a
/// team the caller does all.
void digitpad_team_run(struct digitpad_team *team, long units, digitpad_work *work,
                       const void *context);

#endif
