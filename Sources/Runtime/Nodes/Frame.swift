import Language
import Tensors

/// What every frame of one call knows besides its local values.
struct FrameHeader {
    let context: Context
    let source: Source
    /// Values of outer functions that this one reads, taken when it was made.
    let captures: [Value?]
    /// The running function, so that a local one can call itself.
    let function: Function?
    let count: Int
}

/// The local values of one running call, behind the header in one block of memory. nil is a name without a value yet.
final class Frame: ManagedBuffer<FrameHeader, Value?> {
    static func make(
        count: Int, context: Context, source: Source, captures: [Value?] = [], function: Function? = nil
    ) -> Frame {
        let buffer = Frame.create(minimumCapacity: count) { _ in
            FrameHeader(context: context, source: source, captures: captures, function: function, count: count)
        }
        let frame = unsafeDowncast(buffer, to: Frame.self)
        frame.slot(0).initialize(repeating: nil, count: count)
        return frame
    }

    deinit {
        _ = withUnsafeMutablePointers { header, elements in
            elements.deinitialize(count: header.pointee.count)
        }
    }

    /// Slots are numbered by the compiler, below the count that it gave to `make`.
    @inline(__always)
    func slot(_ index: Int) -> UnsafeMutablePointer<Value?> {
        withUnsafeMutablePointerToElements { $0 + index }
    }

    /// Whether a slot has no value yet. Not inlined: a comparison with nil through the pointer stops the optimiser of
    /// Swift 6.3.1 where it is inlined into a call (CopyPropagation finds an ownership error).
    @inline(never)
    func isEmpty(_ index: Int) -> Bool {
        if case .some = slot(index).pointee { false } else { true }
    }

    @inline(__always) var context: Context { header.context }
    @inline(__always) var source: Source { header.source }
}
