import Runtime

extension CommandLibrary {
    static var session: [any Command.Type] {
        [
            Print.self, Show.self, Progress.self, TypeOf.self, Assert.self, Close.self, Raise.self, ToInt.self,
            ToFloat.self,
            ToString.self,
            Literal.self, Length.self, Apply.self, Seed.self, CacheSwitch.self, ProvenanceOf.self, ThreadCount.self,
            Memory.self,
        ]
    }
}
