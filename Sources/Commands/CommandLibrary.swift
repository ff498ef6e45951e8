import Runtime

/// Every command that Limn brings, one row a command, one list a chapter of the manual.
public enum CommandLibrary {
    /// A registry with all chapters.
    public static func registry() -> CommandRegistry {
        let registry = CommandRegistry()
        register(in: registry)
        return registry
    }

    /// Adds all chapters, in the manual's order, and the numbers that no literal writes.
    public static func register(in registry: CommandRegistry) {
        for (chapter, commands) in chapters { registry.add(chapter, commands) }
        registry.add("pi", constant: .float(.pi))
        registry.add("inf", constant: .float(.infinity))
        registry.add("nan", constant: .float(.nan))
    }

    private static var chapters: [(String, [any Command.Type])] {
        [
            ("Session", session),
            ("Text", text),
            ("Lists", lists),
            ("Tables", tables),
            ("Tensors: making", tensorCreation),
            ("Tensors: shape", tensorShape),
            ("Tensors: elementwise", tensorElementwise),
            ("Tensors: reductions", tensorReductions),
            ("Tensors: products and pictures", tensorProducts),
            ("Linear algebra", linearAlgebra),
            ("Random numbers", random),
            ("Files", files),
            ("Pictures", pictures),
            ("Models", models),
            ("Sampling", sampling),
            ("Attention", attention),
            ("Metrics", metrics),
        ]
    }
}
