import Tensors

/// A place for the value of a local name or of a step of a calculation; nil is a name without a value yet.
typealias Register = UnsafeMutablePointer<Value?>

extension UnsafeMutablePointer where Pointee == Value? {
    /// Whether forgetting the value needs no work.
    @inline(__always)
    var isPlain: Bool {
        switch pointee {
        case nil, .some(.none), .some(.bool), .some(.int), .some(.float): true
        default: false
        }
    }

    @inline(__always)
    var isEmpty: Bool {
        switch pointee {
        case nil: true
        default: false
        }
    }

    /// The function of a script that is there, without counting a reference to it; nil for anything else.
    @inline(__always)
    var scriptFunction: Unmanaged<Function>? {
        guard case .function(let function)? = pointee, function.entry != nil else { return nil }
        return .passUnretained(function)
    }

    /// The text of the string that is there, without counting a reference to it; nil for anything else.
    @inline(__always)
    var text: Unmanaged<Text>? {
        guard case .string(let text)? = pointee else { return nil }
        return .passUnretained(text)
    }

    /// Replaces the value.
    @inline(__always)
    func put(_ value: consuming Value) {
        if isPlain { initialize(to: value) } else { pointee = value }
    }

    /// Forgets the value.
    @inline(__always)
    func clear() { if isPlain { initialize(to: nil) } else { pointee = nil } }

    /// Moves the value out and leaves nil.
    @inline(__always)
    func take() -> Value? {
        let value = move()
        initialize(to: nil)
        return value
    }

    /// Deinitialises `count` values from here on.
    @inline(__always)
    func deinitializePlainly(count: Int) {
        var index = 0
        while index < count {
            let slot = self + index
            if !slot.isPlain { slot.letGo() }
            index &+= 1
        }
    }

    /// Deinitialises a value. While work is being stopped, what is large is released elsewhere.
    @inline(never)
    func letGo() {
        if Interrupt.isUnwinding {
            switch pointee {
            case .list?, .table?, .record?, .tensor?, .string?: Leftovers.release(move())
            default: deinitialize(count: 1)
            }
        } else {
            deinitialize(count: 1)
        }
    }

    /// Whether a list is there that takes one more item without asking for memory.
    @inline(__always)
    var hasRoom: Bool {
        if case .list(let items)? = pointee { items.count < items.capacity } else { false }
    }

    /// Adds an item to the list that is there, in place where nobody else looks at it; false where there is none.
    /// - Throws: `limit.memory`, `limit.nesting`.
    func append(_ item: Value) throws -> Bool {
        guard case .list? = pointee, case .list(var items)? = take() else { return false }
        defer { initialize(to: .list(items)) }
        try Growth.append(item, to: &items)
        return true
    }
}

extension Value {
    /// Other values may be nested in it.
    @inline(__always)
    var isContainer: Bool {
        switch self {
        case .list, .record: true
        default: false
        }
    }
}
