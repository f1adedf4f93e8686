extension Command {
    static var evaluate: Command { Command(name: "evaluate", summary: "later") }
}
