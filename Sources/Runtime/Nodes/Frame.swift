import Language
import Tensors

/// What a running call knows besides its local values. References are not counted: the caller keeps all of it alive.
struct Activation {
    let state: UnsafeMutablePointer<CallState>
    let context: Unmanaged<Context>
    let source: Unmanaged<Source>
    /// The running function, so that a local one can call itself; nil at the top level.
    let function: Unmanaged<Function>?
}

/// The local values of one running call. nil is a name without a value yet.
struct Frame {
    let slots: Register
    let activation: UnsafePointer<Activation>

    /// Slots are numbered by the compiler.
    @inline(__always)
    func slot(_ index: Int) -> Register { slots + index }

    var context: Context { activation.pointee.context.takeUnretainedValue() }
    var source: Source { activation.pointee.source.takeUnretainedValue() }
    var function: Function? { activation.pointee.function?.takeUnretainedValue() }

    @inline(__always) var state: UnsafeMutablePointer<CallState> { activation.pointee.state }

    /// A value of an outer function, taken when this one was made.
    @inline(__always)
    func capture(_ index: Int) -> Value? {
        activation.pointee.function?._withUnsafeGuaranteedRef { $0.closure?.captures[index] } ?? nil
    }
}

extension Context {
    /// Runs `body` with room for `count` local values that have no value yet.
    func withFrame<Result>(
        _ count: Int, source: Source, function: Function? = nil, _ body: (Frame) throws -> Result
    ) rethrows -> Result {
        let slots = state.pointee.stack.push(count)
        slots.initialize(repeating: nil, count: count)
        defer {
            slots.deinitializePlainly(count: count)
            state.pointee.stack.pop(slots)
        }
        let activation = Activation(
            state: state, context: .passUnretained(self), source: .passUnretained(source),
            function: function.map { .passUnretained($0) })
        return try withExtendedLifetime((source, function)) {
            try withUnsafePointer(to: activation) { try body(Frame(slots: slots, activation: $0)) }
        }
    }
}
