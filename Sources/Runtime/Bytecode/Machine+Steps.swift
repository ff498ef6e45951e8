import Language
import Tensors

/// The parts of single instructions.
extension Machine {
    // MARK: Numbers

    @inline(__always)
    static func integer(_ slot: Register) -> Int? {
        if case .int(let int)? = slot.pointee { int } else { nil }
    }

    @inline(__always)
    static func float(_ slot: Register) -> Double? {
        if case .float(let float)? = slot.pointee { float } else { nil }
    }

    @inline(__always)
    static func integers(_ a: Register, _ b: Register) -> (Int, Int)? {
        if case .int(let x)? = a.pointee, case .int(let y)? = b.pointee { (x, y) } else { nil }
    }

    /// Two floats, or a float and an int as floats.
    @inline(__always)
    static func floats(_ a: Register, _ b: Register) -> (Double, Double)? {
        if case .float(let x)? = a.pointee {
            if case .float(let y)? = b.pointee { return (x, y) }
            if case .int(let y)? = b.pointee { return (x, Double(y)) }
        } else if case .int(let x)? = a.pointee, case .float(let y)? = b.pointee {
            return (Double(x), y)
        }
        return nil
    }

    @inline(__always)
    static func exactly(_ result: (partialValue: Int, overflow: Bool)) -> Int? {
        result.overflow ? nil : result.partialValue
    }

    /// Rounds towards minus infinity. - Parameter y: more than 0.
    @inline(__always)
    static func floorDivide(_ x: Int, _ y: Int) -> Int {
        let quotient = x / y
        return x % y < 0 ? quotient &- 1 : quotient
    }

    /// - Parameter y: more than 0.
    @inline(__always)
    static func remainder(_ x: Int, _ y: Int) -> Int {
        let rest = x % y
        return rest < 0 ? rest &+ y : rest
    }

    // MARK: What the node does

    @inline(never)
    static func complete(_ step: Step, _ frame: Frame) throws {
        try step.node._withUnsafeGuaranteedRef { try $0.complete(step.place.pointee, frame) }
    }

    @inline(never)
    static func needsRight(_ step: Step, _ frame: Frame) throws -> Bool {
        try step.node._withUnsafeGuaranteedRef { try $0.needsRight(step.place.pointee, frame) }
    }

    @inline(never)
    static func checkCallee(_ step: Step, _ frame: Frame) throws {
        try step.node._withUnsafeGuaranteedRef { try $0.checkCallee(step.place.pointee, frame) }
    }

    @inline(never)
    static func holds(_ step: Step, _ frame: Frame) throws -> Bool {
        try step.node._withUnsafeGuaranteedRef { try $0.holds(step.place.pointee, frame) }
    }

    @inline(never)
    static func evaluate(_ step: Step, _ frame: Frame) throws -> Value {
        try step.node._withUnsafeGuaranteedRef { try $0.evaluate(frame) }
    }

    @inline(never)
    static func execute(_ step: Step, _ frame: Frame, _ result: inout Value) throws -> Flow {
        try step.node._withUnsafeGuaranteedRef { try $0.execute(frame, &result) }
    }

    @inline(never)
    static func located(_ error: any Error, _ step: Step, _ frame: Frame) -> any Error {
        frame.locate(error, at: step.node._withUnsafeGuaranteedRef { $0.span })
    }

    @inline(__always)
    static func constant(_ step: Step) -> Value {
        step.node._withUnsafeGuaranteedRef { unsafeDowncast($0, to: Constant.self).value }
    }

    // MARK: Loops

    /// Puts the first, the next, how many are left and the distance of a range, or a list, the address of its first
    /// item, how many are left and 0 where `next` finds them. - Returns: what the node has to visit itself.
    @inline(never)
    static func begin(_ step: Step, _ slots: Register, _ frame: Frame) throws -> Value? {
        let over = step.node._withUnsafeGuaranteedRef { unsafeDowncast($0, to: IterationNode.self) }
        switch try over.subject(frame) {
        case .range(let range):
            slots.put(.none)
            (slots + 1).put(.int(range.start))
            (slots + 2).put(.int(range.count))
            (slots + 3).put(.int(range.step))
        case .value(.list(let items)):
            // The slot keeps the items alive, and where they are: who changes the list meanwhile gets a copy.
            let first = items.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
            slots.put(.list(items))
            (slots + 1).put(.int(first))
            (slots + 2).put(.int(items.count))
            (slots + 3).put(.int(0))
        case .value(let value): return value
        }
        return nil
    }

    @inline(__always)
    static func advance(_ slots: Register, _ target: Register) {
        guard case .int(let next)? = (slots + 1).pointee, case .int(let distance)? = (slots + 3).pointee else { return }
        if distance != 0 {
            (slots + 1).initialize(to: .int(next &+ distance))
            target.put(.int(next))
        } else if let item = UnsafePointer<Value>(bitPattern: next) {
            (slots + 1).initialize(to: .int(Int(bitPattern: item + 1)))
            target.put(item.pointee)
        }
    }

    @inline(never)
    static func visit(
        _ value: Value, _ step: Step, _ frame: Frame, _ result: inout Value
    ) throws -> Flow {
        do {
            return try step.node._withUnsafeGuaranteedRef { try $0.visit(value, step.place.pointee, frame, &result) }
        } catch let
            unwind as Unwind
        {
            result = unwind.value
            return unwind.flow
        }
    }

    // MARK: Parts of values

    @inline(__always)
    static func field(_ step: Step, _ owner: Register, _ target: Register) -> Bool {
        guard case .record(let record)? = owner.pointee else { return false }
        let value = step.node._withUnsafeGuaranteedRef { unsafeDowncast($0, to: FieldNode.self).found(in: record) }
        guard let value else { return false }
        if step.spent.contains(.a) { owner.clear() }
        target.put(value)
        return true
    }

    @inline(__always)
    static func element(_ step: Step, _ owner: Register, _ key: Register, _ target: Register) -> Bool {
        guard case .int(let index)? = key.pointee, case .list(let items)? = owner.pointee, index >= 0,
            index < items.count
        else { return false }
        let value = items[index]
        if step.spent.contains(.a) { owner.clear() }
        target.put(value)
        return true
    }

    @inline(never)
    static func storeElement(_ step: Step, _ owner: Register, _ value: Register, _ key: Register) -> Bool {
        guard case .int(let index)? = key.pointee, case .list? = owner.pointee, let item = value.pointee, index >= 0
        else { return false }
        if item.isContainer { return false }
        guard case .list(var items)? = owner.take() else { return false }
        defer { owner.initialize(to: .list(items)) }
        guard index < items.count else { return false }
        items[index] = item
        if step.spent.contains(.a) { value.clear() }
        return true
    }

    /// Adds an item that is no list or record where the list has room for it.
    @inline(__always)
    static func append(_ step: Step, _ item: Register, _ target: Register, _ frame: Frame) throws {
        guard let value = item.pointee, !value.isContainer, target.hasRoom, try target.append(value) else {
            return try complete(step, frame)
        }
        if step.spent.contains(.a) { item.clear() }
    }

    /// `text += more` in place where nobody else looks at the text; false where they are not two strings.
    @inline(never)
    static func append(
        _ more: Unmanaged<Text>?, _ step: Step, _ target: Register, _ frame: Frame
    ) throws -> Bool {
        guard let more, target.text != nil, case .string(var text)? = target.take() else { return false }
        defer { target.initialize(to: .string(text)) }
        // What is added may be the text itself: it was put together before.
        do { try more._withUnsafeGuaranteedRef { try Arithmetic.append($0, to: &text) } } catch {
            throw frame.locate(error, at: step.node._withUnsafeGuaranteedRef { $0.operatorSpan })
        }
        return true
    }

    /// The text in quotes that an instruction carries.
    @inline(__always)
    static func constantText(_ step: Step) -> Unmanaged<Text>? {
        step.node._withUnsafeGuaranteedRef { unsafeDowncast($0, to: Constant.self).text }
    }

    /// `record.field += x` of two ints or floats.
    @inline(__always)
    static func updateField(_ step: Step, _ operand: Register, _ target: Register) -> Bool {
        guard case .record? = target.pointee, operand.isPlain, let value = operand.pointee,
            case .record(var record)? = target.take()
        else { return false }
        defer { target.initialize(to: .record(record)) }
        return step.node._withUnsafeGuaranteedRef { node in
            unsafeDowncast(node, to: Update.self).changeField(&record, by: value)
        }
    }

    /// `total += x` of two ints or floats.
    @inline(__always)
    static func addGlobal(_ step: Step, _ operand: Register) -> Bool {
        step.node._withUnsafeGuaranteedRef { $0.addToGlobal(operand) }
    }
}
