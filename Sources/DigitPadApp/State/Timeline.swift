/// What was done, in order, so that it can be undone and done again.
package struct Timeline<Step: Equatable & Sendable>: Equatable, Sendable {
    /// So many steps can be undone, which is more than anybody will; each takes some two kilobytes.
    package static var limit: Int { 1_000 }

    private var done: [Step] = []
    private var undone: [Step] = []

    package init() {}

    /// The step that undo would take back.
    package var lastDone: Step? { done.last }
    /// The step that redo would do again.
    package var lastUndone: Step? { undone.last }

    /// Records a new step; what had been undone before it cannot be redone any more.
    package mutating func record(_ step: Step) {
        done.append(step)
        if done.count > Self.limit { done.removeFirst() }
        undone.removeAll()
    }

    /// Moves the last step to the undone ones, as `step` where it changed in being undone.
    package mutating func didUndo(as step: Step? = nil) {
        guard let last = done.popLast() else { return }
        undone.append(step ?? last)
    }

    /// Moves the last undone step back to the done ones, as `step` where it changed meanwhile.
    package mutating func didRedo(as step: Step? = nil) {
        guard let last = undone.popLast() else { return }
        done.append(step ?? last)
    }

    /// Changes steps of both kinds where they stand.
    package mutating func update(_ change: (inout Step) -> Void) {
        for index in done.indices { change(&done[index]) }
        for index in undone.indices { change(&undone[index]) }
    }

    /// Drops the last step, which cannot be undone any more.
    package mutating func forgetLastDone() {
        _ = done.popLast()
    }

    /// Drops the last undone step, which cannot be done again any more.
    package mutating func forgetLastUndone() {
        _ = undone.popLast()
    }
}
