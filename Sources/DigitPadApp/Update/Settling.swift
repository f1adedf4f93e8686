/// Carries out effects, and lets the events that answer them happen, until nothing is left to do.
///
/// - Parameter carryOut: does what an effect says, and returns what came of it.
/// - Returns: why the program is to end; nil while it goes on.
package func settle(
    _ effects: [Effect], in state: inout AppState, by carryOut: (Effect) -> [AppEvent]
) -> ExitReason? {
    var effects = effects[...]
    while let effect = effects.popFirst() {
        let events = carryOut(effect)
        if case .exit(let reason) = effect { return reason }
        for event in events { effects += update(&state, event) }
    }
    return nil
}
