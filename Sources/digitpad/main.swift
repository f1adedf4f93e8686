import Glibc

// A reader that goes away (`digitpad … | head`) is an error to report, not a reason to be killed.
signal(SIGPIPE, SIG_IGN)
// The same of a limit on the size of files.
signal(SIGXFSZ, SIG_IGN)
exit(CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))
