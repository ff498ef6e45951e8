// swift-tools-version: 6.2
// The layers of Limn, lowest first. `Tests/HouseTests` holds the same arrows against the `import` lines.
import PackageDescription

let package = Package(
    name: "limn",
    products: [
        .executable(name: "limn", targets: ["limn"]),
        .library(name: "Limn", targets: ["Notebook", "Presentation", "Commands", "Runtime"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.1.0"),
    ],
    targets: [
        // C libraries, each behind a header of ours.
        .target(name: "COpenBLAS", path: "Sources/Shims/COpenBLAS", linkerSettings: [.linkedLibrary("openblas")]),
        .target(name: "CCrypto", path: "Sources/Shims/CCrypto", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CGuard", path: "Sources/Shims/CGuard"),
        .target(name: "CZlib", path: "Sources/Shims/CZlib", linkerSettings: [.linkedLibrary("z")]),
        .target(name: "COneDNN", path: "Sources/Shims/COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),
        .target(
            name: "CPNG", path: "Sources/Shims/CPNG", linkerSettings: [.linkedLibrary("png"), .linkedLibrary("z")]),
        .target(name: "CJPEG", path: "Sources/Shims/CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
        .target(name: "CCairo", path: "Sources/Shims/CCairo", linkerSettings: [.linkedLibrary("cairo")]),
        .target(name: "CEdit", path: "Sources/Shims/CEdit", linkerSettings: [.linkedLibrary("edit")]),

        // Floor.
        .target(name: "Language"),
        .target(
            name: "Tensors",
            dependencies: [
                "COpenBLAS", "COneDNN", "CCrypto", "CGuard", "CZlib",
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]),

        // Two sides.
        .target(
            name: "Runtime",
            dependencies: [
                "Language", "Tensors", .product(name: "OrderedCollections", package: "swift-collections"),
            ]),
        .target(name: "Neural", dependencies: ["Tensors", "COneDNN"]),
        .target(name: "Diffusion", dependencies: ["Neural", "Tensors"]),
        .target(name: "Interpretability", dependencies: ["Diffusion", "Neural", "Tensors"]),
        .target(name: "Imaging", dependencies: ["Tensors", "CPNG", "CJPEG", "CCairo"]),

        // Bridge, session, faces, executables.
        .target(
            name: "Commands",
            dependencies: [
                "Runtime", "Language", "Tensors", "Neural", "Diffusion", "Interpretability", "Imaging",
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]),
        .target(name: "Stdlib", path: "stdlib", resources: [.embedInCode("library")]),
        .target(name: "Notebook", dependencies: ["Commands", "Runtime", "Language", "Stdlib"]),
        .target(name: "Presentation", dependencies: ["Notebook", "Runtime", "Language"]),
        .executableTarget(
            name: "limn",
            dependencies: [
                "Presentation", "Notebook", "Commands", "Runtime", "Language", "CEdit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // The Swift libraries go into the file: it starts faster and runs where no Swift is installed.
            linkerSettings: [
                .unsafeFlags(["-static-stdlib", "-use-ld=lld", "-l_FoundationCShims", "-l_FoundationCollections"])
            ]),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "Presentation", "Notebook", "Runtime", "Language", "CZlib",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "embedding", dependencies: ["Notebook", "Runtime"], path: "examples/embedding"),

        // Tests, one target a module.
        .testTarget(name: "LanguageTests", dependencies: ["Language"], exclude: ["Golden"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], exclude: ["Fixtures"]),
        .testTarget(name: "RuntimeTests", dependencies: ["Runtime", "Language", "Tensors"]),
        .testTarget(name: "DiffusionTests", dependencies: ["Diffusion", "Neural", "Tensors"], exclude: ["Fixtures"]),
        .testTarget(
            name: "InterpretabilityTests", dependencies: ["Interpretability", "Diffusion", "Neural", "Tensors"],
            exclude: ["Fixtures"]),
        .testTarget(name: "ImagingTests", dependencies: ["Imaging", "Tensors"], exclude: ["Fixtures"]),
        .testTarget(
            name: "CommandsTests", dependencies: ["Commands", "Notebook", "Runtime", "Language", "Tensors", "Imaging"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "PresentationTests",
            dependencies: ["Presentation", "Notebook", "Commands", "Runtime", "Language", "Imaging", "Tensors"],
            exclude: ["Golden"]),
        .testTarget(name: "HouseTests"),
    ]
)

// A warning in a module of ours is an error; those of packages that we depend on are theirs.
for target in package.targets {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
}
