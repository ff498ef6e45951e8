import Runtime

extension CommandLibrary {
    static var models: [any Command.Type] {
        [
            Load.self, LoRA.self, Models.self, Sites.self, ModelMemory.self, Tokens.self, EncodeText.self, Encode.self,
            Decode.self,
            AddNoise.self, Numerics.self,
        ]
    }
}
