import Glibc

// A reader that goes away (`digitpad … | head`) is an error like others, not a reason to be killed: what
// was drawn is saved first.
signal(SIGPIPE, SIG_IGN)
// The same of a limit on the size of files.
signal(SIGXFSZ, SIG_IGN)
exit(CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))
