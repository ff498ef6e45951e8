import Runtime

extension CommandLibrary {
    static var sampling: [any Command.Type] { [Sample.self, Predict.self, Timesteps.self] }
}
