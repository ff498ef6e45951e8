import Runtime

extension CommandLibrary {
    static var attention: [any Command.Type] {
        [Attention.self, Activations.self, Price.self, WordTokens.self]
    }
}
