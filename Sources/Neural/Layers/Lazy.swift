import Synchronization

/// A value made when it is first needed, once.
package final class Lazy<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    package init() {}

    package func get(_ make: () throws -> Value) throws -> Value {
        try value.withLock { value in
            if let known = value { return known }
            let made = try make()
            value = made
            return made
        }
    }
}

/// The scales and shifts of a normalisation, one after the other.
final class ScaleAndShift: Sendable {
    private let weight: Weight
    private let bias: Weight
    private let joined = Lazy<[Float]>()

    init(_ scope: Scope, width: Int) {
        weight = scope.weight("weight", [width])
        bias = scope.weight("bias", [width])
    }

    /// `width` scales, then `width` shifts.
    func values() throws -> [Float] { try joined.get { try weight.float32().floats() + bias.float32().floats() } }
}
