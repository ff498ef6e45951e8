import Testing

/// The arrows between the modules: what each may import, and nothing else.
@Suite struct ModulesTests {
    /// Ours, lowest first. `Runtime` and `Imaging` see only what stands in their row.
    static let allowed: [String: Set<String>] = [
        "Language": [],
        "Tensors": ["COpenBLAS", "COneDNN", "CCrypto", "CGuard", "CZlib", "OrderedCollections"],
        "Neural": ["Tensors", "COneDNN"],
        "Diffusion": ["Neural", "Tensors"],
        "Interpretability": ["Diffusion", "Neural", "Tensors"],
        "Imaging": ["Tensors", "CPNG", "CJPEG", "CCairo"],
        "Runtime": ["Language", "Tensors", "OrderedCollections"],
        "Commands": [
            "Runtime", "Language", "Interpretability", "Diffusion", "Neural", "Tensors", "Imaging",
            "OrderedCollections",
        ],
        "Notebook": ["Commands", "Runtime", "Language", "Stdlib", "OrderedCollections"],
        "Presentation": ["Notebook", "Runtime", "Language", "OrderedCollections"],
        "Stdlib": [],
        "limn": ["Presentation", "Notebook", "Commands", "Runtime", "Language", "CEdit", "ArgumentParser"],
        "fuzz": ["Presentation", "Notebook", "Runtime", "Language", "CZlib", "ArgumentParser"],
    ]

    /// The system's own, open to every module. `Foundation` is not among them: it costs start-up time.
    static let system: Set<String> = ["Swift", "Glibc", "Synchronization", "Dispatch", "FoundationEssentials"]

    @Test func everyModuleHasARow() throws {
        let found = Set(try Repository.sources().map(module))
        #expect(found.subtracting(Self.allowed.keys) == [], "a module without a row in the table")
    }

    @Test func importsFollowTheArrows() throws {
        var count = 0
        for file in try Repository.sources() {
            for name in imports(of: file) {
                count += 1
                let fine = Self.system.contains(name) || (Self.allowed[module(of: file)] ?? []).contains(name)
                #expect(fine, "\(file.path) may not import \(name)")
            }
        }
        #expect(count > 10, "the import lines were not found")
    }

    /// An arrow that pointed both ways, even over others, would make the order meaningless.
    @Test func arrowsPointOneWay() {
        func reachable(from start: String) -> Set<String> {
            var seen: Set<String> = []
            var open = Array(Self.allowed[start] ?? [])
            while let next = open.popLast() { if seen.insert(next).inserted { open += Self.allowed[next] ?? [] } }
            return seen
        }
        for name in Self.allowed.keys { #expect(!reachable(from: name).contains(name), "\(name) reaches itself") }
    }

    private func module(of file: Repository.File) -> String {
        let parts = file.path.split(separator: "/")
        return parts.first == "stdlib" ? "Stdlib" : String(parts.dropFirst().first ?? "")
    }

    private func imports(of file: Repository.File) -> [String] {
        file.lines.compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            while let first = words.first,
                first.hasPrefix("@") || ["public", "package", "internal", "private"].contains(first)
            {
                words.removeFirst()
            }
            guard words.count >= 2, words.removeFirst() == "import" else { return nil }
            if ["struct", "class", "enum", "protocol", "func", "var", "typealias"].contains(words[0]), words.count > 1 {
                words.removeFirst()
            }
            return words[0].split(separator: ".").first.map(String.init)
        }
    }
}
