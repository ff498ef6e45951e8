import Language
import Tensors

/// Runs instructions. Every fast case here agrees with the node that the instruction was made from.
enum Machine {
    static func run(_ start: UnsafeMutablePointer<Instruction>, _ frame: Frame) throws -> Value {
        let slots = frame.slots
        var place = start
        while true {
            let step = Step(place)
            let target = slots + Int(place.pointee.target)
            let a = slots + Int(place.pointee.a)
            let b = slots + Int(place.pointee.b)
            let opcode = place.pointee.opcode
            place += 1
            switch opcode {
            case .move:
                if a.isEmpty {
                    try complete(step, frame)
                } else if step.spent.contains(.a) {
                    target.put(a.take() ?? .none)
                } else {
                    target.put(a.pointee ?? .none)
                }
            case .integer: target.put(.int(step.number))
            case .constant: target.put(constant(step))
            case .nothing: target.put(.none)
            case .captured:
                if let value = frame.capture(step.number) { target.put(value) } else { try complete(step, frame) }
            case .loadGlobal, .operate, .takeApart, .list, .storeGlobal: try complete(step, frame)
            case .updateField: if !updateField(step, a, target) { try complete(step, frame) }
            case .addGlobal: if !addGlobal(step, a) { try complete(step, frame) }

            case .add:
                if let (x, y) = integers(a, b), let sum = exactly(x.addingReportingOverflow(y)) {
                    target.put(.int(sum))
                } else if let (x, y) = floats(a, b) {
                    target.put(.float(x + y))
                } else if target == a, try append(b.text, step, target, frame) {
                    if step.spent.contains(.b) { b.clear() }
                } else {
                    try complete(step, frame)
                }
            case .subtract:
                if let (x, y) = integers(a, b), let difference = exactly(x.subtractingReportingOverflow(y)) {
                    target.put(.int(difference))
                } else if let (x, y) = floats(a, b) {
                    target.put(.float(x - y))
                } else {
                    try complete(step, frame)
                }
            case .multiply:
                if let (x, y) = integers(a, b), let product = exactly(x.multipliedReportingOverflow(by: y)) {
                    target.put(.int(product))
                } else if let (x, y) = floats(a, b) {
                    target.put(.float(x * y))
                } else {
                    try complete(step, frame)
                }
            case .divide:
                if let (x, y) = integers(a, b), y != 0 {
                    target.put(.float(Double(x) / Double(y)))
                } else if let (x, y) = floats(a, b) {
                    target.put(.float(x / y))
                } else {
                    try complete(step, frame)
                }
            case .floorDivide:
                if let (x, y) = integers(a, b), y > 0 {
                    target.put(.int(floorDivide(x, y)))
                } else {
                    try complete(step, frame)
                }
            case .remainder:
                if let (x, y) = integers(a, b), y > 0 {
                    target.put(.int(remainder(x, y)))
                } else {
                    try complete(step, frame)
                }
            case .addNumber:
                if let x = integer(a), let sum = exactly(x.addingReportingOverflow(step.number)) {
                    target.put(.int(sum))
                } else if let x = float(a) {
                    target.put(.float(x + Double(step.number)))
                } else {
                    try complete(step, frame)
                }
            case .subtractNumber:
                if let x = integer(a), let difference = exactly(x.subtractingReportingOverflow(step.number)) {
                    target.put(.int(difference))
                } else if let x = float(a) {
                    target.put(.float(x - Double(step.number)))
                } else {
                    try complete(step, frame)
                }
            case .multiplyNumber:
                if let x = integer(a), let product = exactly(x.multipliedReportingOverflow(by: step.number)) {
                    target.put(.int(product))
                } else if let x = float(a) {
                    target.put(.float(x * Double(step.number)))
                } else {
                    try complete(step, frame)
                }
            case .floorDivideNumber:
                if let x = integer(a), step.number > 0 {
                    target.put(.int(floorDivide(x, step.number)))
                } else {
                    try complete(step, frame)
                }
            case .remainderNumber:
                if let x = integer(a), step.number > 0 {
                    target.put(.int(remainder(x, step.number)))
                } else {
                    try complete(step, frame)
                }

            case .compare:
                if let (x, y) = integers(a, b) {
                    target.put(.bool(Comparison.Operator.all[step.number].holds(x, y)))
                } else {
                    try complete(step, frame)
                }
            case .ifEqual: if try !(integers(a, b).map { $0 == $1 } ?? holds(step, frame)) { place += step.jump }
            case .ifNotEqual:
                if try !(integers(a, b).map { $0 != $1 } ?? holds(step, frame)) { place += step.jump }
            case .ifLess: if try !(integers(a, b).map { $0 < $1 } ?? holds(step, frame)) { place += step.jump }
            case .ifLessOrEqual:
                if try !(integers(a, b).map { $0 <= $1 } ?? holds(step, frame)) { place += step.jump }
            case .ifGreater: if try !(integers(a, b).map { $0 > $1 } ?? holds(step, frame)) { place += step.jump }
            case .ifGreaterOrEqual:
                if try !(integers(a, b).map { $0 >= $1 } ?? holds(step, frame)) { place += step.jump }
            case .ifEqualNumber:
                if try !(integer(a).map { $0 == step.number } ?? holds(step, frame)) { place += step.jump }
            case .ifNotEqualNumber:
                if try !(integer(a).map { $0 != step.number } ?? holds(step, frame)) { place += step.jump }
            case .ifLessNumber:
                if try !(integer(a).map { $0 < step.number } ?? holds(step, frame)) { place += step.jump }
            case .ifLessOrEqualNumber:
                if try !(integer(a).map { $0 <= step.number } ?? holds(step, frame)) { place += step.jump }
            case .ifGreaterNumber:
                if try !(integer(a).map { $0 > step.number } ?? holds(step, frame)) { place += step.jump }
            case .ifGreaterOrEqualNumber:
                if try !(integer(a).map { $0 >= step.number } ?? holds(step, frame)) { place += step.jump }
            case .ifTrue:
                if case .bool(let bool)? = a.pointee {
                    if !bool { place += step.jump }
                } else if try !holds(step, frame) {
                    place += step.jump
                }
            case .decide:
                if case .bool(let bool)? = a.pointee {
                    if bool != (step.number == 1) { place += step.jump }
                } else if try !needsRight(step, frame) {
                    place += step.jump
                }
            case .combine:
                if case .bool? = a.pointee, case .bool(let bool)? = b.pointee {
                    target.put(.bool(bool))
                } else {
                    try complete(step, frame)
                }

            case .jump: place += step.jump
            case .check: do { try frame.state.pointee.check() } catch { throw located(error, step, frame) }
            case .iterate:
                guard let value = try begin(step, target, frame) else {
                    place += 2
                    continue
                }
                var result = Value.none
                switch try visit(value, Step(place), frame, &result) {
                case .next: place += step.jump
                case .leave: return result
                case .exitLoop: place += Int(place.pointee.jump) + 1
                case .nextTurn: place += Int(place[1].jump) + 2
                }
            case .next:
                guard case .int(let left)? = (a + 2).pointee, left > 0 else { continue }
                do { try frame.state.pointee.check() } catch { throw located(error, step, frame) }
                (a + 2).initialize(to: .int(left &- 1))
                advance(a, target)
                place += step.jump

            case .callGlobal:
                if let function = globalFunction(step) {
                    target.put(try call(function, a, step, frame))
                } else {
                    try complete(step, frame)
                }
            case .call:
                if let function = b.scriptFunction {
                    target.put(try call(function, a, step, frame))
                } else {
                    try complete(step, frame)
                }
            case .checkCallee:
                let function = step.number == 1 ? globalFunction(step) : b.scriptFunction
                if function == nil { try checkCallee(step, frame) }

            case .field: if !field(step, a, target) { try complete(step, frame) }
            case .element: if !element(step, a, b, target) { try complete(step, frame) }
            case .storeElement: if !storeElement(step, target, a, b) { try complete(step, frame) }
            case .emptyList: target.put(.list([]))
            case .append: try append(step, a, target, frame)
            case .appendText:
                if try !append(constantText(Step(place)), step, target, frame) { try complete(step, frame) }
                place += 1
            case .clear: a.clear()

            case .evaluate:
                do { target.put(try evaluate(step, frame)) } catch let unwind as Unwind {
                    switch unwind.flow {
                    case .leave, .next: return unwind.value
                    case .exitLoop: place += step.jump
                    case .nextTurn: place += Int(place.pointee.jump) + 1
                    }
                    continue
                }
                place += 1
            case .execute:
                var result = Value.none
                switch try execute(step, frame, &result) {
                case .next: place += 1
                case .leave: return result
                case .exitLoop: place += step.jump
                case .nextTurn: place += Int(place.pointee.jump) + 1
                }
            case .executeLast:
                var result = Value.none
                _ = try execute(step, frame, &result)
                return result
            case .giveBack:
                if a.isEmpty { return try evaluate(step, frame) }
                return a.take() ?? .none
            case .end: return .none
            case .extra: continue
            }
        }
    }
}
