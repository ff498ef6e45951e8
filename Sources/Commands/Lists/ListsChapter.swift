import Runtime

extension CommandLibrary {
    static var lists: [any Command.Type] {
        [
            CountingRange.self, Map.self, Where.self, Reduce.self, Zip.self, Enumerate.self, Reverse.self, Flatten.self,
            Unique.self, First.self, Last.self, Keys.self, Values.self, Chunks.self,
        ]
    }
}
