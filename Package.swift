// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let strictC: [CSetting] = [.treatAllWarnings(as: .error)]

/// A library module and the test target that mirrors it.
///
/// `testFolders` are those beside the tests that hold no Swift: the tests find them by their path.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], testFolders: [String] = []
) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, swiftSettings: strict),
        .testTarget(
            name: "\(name)Tests",
            dependencies: [.byName(name: name), "TestSupport"] + dependencies,
            exclude: testFolders,
            swiftSettings: strict
        ),
    ]
}

let package = Package(
    name: "DigitPad",
    products: [.executable(name: "digitpad", targets: ["digitpad"])],
    targets: [
        // Doors to C libraries: a module map and a shim header each.
        .systemLibrary(
            name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // C where C is needed.
        .target(name: "COpenBLAS", cSettings: strictC),
        .target(name: "CTerminalRestore", cSettings: strictC),
        .target(name: "CBundledModel", cSettings: strictC),
        // Optimised in debug builds too: tests read thousands of digits through it.
        .target(
            name: "CKernels",
            exclude: [
                "kind.inc", "single.inc", "winograd.inc", "winograd_gradients.inc",
                "pooled_gradients.inc", "products.inc", "normalization.inc", "adam.inc",
            ],
            cSettings: strictC + [.unsafeFlags(["-O2"], .when(configuration: .debug))]),

        // What the tests of several modules need.
        .target(
            name: "TestSupport", dependencies: ["NeuralNetwork"], path: "Tests/TestSupport",
            swiftSettings: strict),
    ]
        + module("Drawing")
        + module("Files")
        + module(
            "NeuralNetwork", ["Files", "COpenBLAS", "CKernels"],
            testFolders: ["Fixtures", "Reference"])
        + module("ImageFiles", ["Drawing", "Files", "CPNG"])
        + module("Recognition", ["Drawing", "NeuralNetwork", "CBundledModel"])
        + module(
            "Training",
            ["Recognition", "NeuralNetwork", "ImageFiles", "Drawing", "Files", "CZlib"])
        + module("PredictionHistory", ["Drawing", "Files", "CSQLite"])
        + module("Terminal", ["CNcurses", "CTerminalRestore"], testFolders: ["Corpus"])
        + module(
            "DigitPadApp", ["Drawing", "Recognition", "PredictionHistory", "Terminal"],
            testFolders: ["Snapshots"])
        + [
            .executableTarget(
                name: "digitpad",
                dependencies: [
                    "Drawing", "Files", "NeuralNetwork", "ImageFiles", "Recognition", "Training",
                    "PredictionHistory", "Terminal", "DigitPadApp",
                ],
                swiftSettings: strict
            ),
            .executableTarget(
                name: "digitpad-bench",
                dependencies: [
                    "Drawing", "NeuralNetwork", "Recognition", "Training", "PredictionHistory",
                    "Terminal", "DigitPadApp",
                ],
                swiftSettings: strict
            ),
            .testTarget(
                name: "CommandLineTests",
                dependencies: [
                    "digitpad", "DigitPadApp", "Drawing", "Files", "NeuralNetwork",
                    "PredictionHistory", "Training", "TestSupport",
                ],
                swiftSettings: strict
            ),
        ],
    swiftLanguageModes: [.v6]
)
