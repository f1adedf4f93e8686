# Prints FILE:LINE:MODULE for every import of Swift files; a line may hold several.
{
    count = split($0, statements, ";")
    for (i = 1; i <= count; i++) {
        rest = statements[i]
        sub(/^[ \t]+/, "", rest)
        # @testable, @preconcurrency, @_spi(Name)
        while (sub(/^@[A-Za-z_]+(\([^)]*\))?[ \t]+/, "", rest)) {}
        sub(/^(private|fileprivate|internal|package|public)[ \t]+/, "", rest)
        if (!sub(/^import[ \t]+/, "", rest)) continue
        sub(/^(struct|class|enum|func|protocol|let|var|typealias)[ \t]+/, "", rest)
        sub(/[^A-Za-z0-9_].*/, "", rest)
        print FILENAME ":" FNR ":" rest
    }
}
