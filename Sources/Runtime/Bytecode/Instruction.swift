/// What the machine does in one step. Most have a fast case for plain numbers, bools and lists; everything else is left
/// to the node that the instruction was made from, which also says what is wrong and where.
enum Opcode: UInt8 {
    /// target = a
    case move
    /// target = the constant, which is an int (`number`) or the node's
    case integer, constant
    /// target = none
    case nothing
    /// target = the captured value `number`
    case captured
    /// target = what the name of the top level means; the name of the top level = a
    case loadGlobal, storeGlobal
    /// The name of the top level += a
    case addGlobal
    /// target = a ∘ b. Where the node is an assignment, it is `x ∘= b`, and target and a are x.
    case add, subtract, multiply, divide, floorDivide, remainder
    /// target = a ∘ number
    case addNumber, subtractNumber, multiplyNumber, floorDivideNumber, remainderNumber
    /// target = a ∘ b for operators without a fast case
    case operate
    /// target = a == b and its kin, the operator being `number`
    case compare
    /// Goes on where the comparison holds, else jumps.
    case ifEqual, ifNotEqual, ifLess, ifLessOrEqual, ifGreater, ifGreaterOrEqual
    case ifEqualNumber, ifNotEqualNumber, ifLessNumber, ifLessOrEqualNumber, ifGreaterNumber, ifGreaterOrEqualNumber
    /// Goes on where a is true, else jumps.
    case ifTrue
    /// `and`, `or`: jumps where a decides.
    case decide
    /// target = a and/or b, where a did not decide
    case combine
    case jump
    /// An edge of a `while` loop.
    case check
    /// target, + 1, + 2, + 3 = what a loop visits; jumps where the node visited it itself.
    case iterate
    /// target = the next of what a visits, and jumps to the body; goes on at the end.
    case next
    /// Gives the parts of a to several names.
    case takeApart
    /// target = f(arguments), which are `number` values from a on; f is a name of the top level, or b.
    case callGlobal, call
    /// Says that b, or the name of the top level, is no function, before the arguments are read.
    case checkCallee
    /// target = a.name; target = a[b]
    case field, element
    /// target.name ∘= a; target[b] = a
    case updateField, storeElement
    /// target = []; target += [a]
    case emptyList, append
    /// target += the text of the constant that the next instruction carries
    case appendText
    /// target = [`number` values from a on]
    case list
    /// Forgets a.
    case clear
    /// target = what the node gives; the node runs as a statement.
    case evaluate, execute
    /// The node is the last statement: what it gives is the value of the function.
    case executeLast
    /// The value of the function is a.
    case giveBack
    /// The value of the function is none.
    case end
    /// Carries more of the instruction before it: a node, or where a `break` and a `continue` inside it go on.
    case extra
}

/// One step of the machine: 24 bytes of plain data. The nodes belong to the tree that the instruction was made from.
struct Instruction {
    var opcode: Opcode
    /// Which operands are steps of a calculation, which nobody reads again.
    var spent: Spent = []
    var target: UInt16 = 0
    var a: UInt16 = 0
    var b: UInt16 = 0
    var number: Int32 = 0
    /// Where to go on, counted from the next instruction.
    var jump: Int32 = 0
    var node: Unmanaged<Node>

    struct Spent: OptionSet {
        let rawValue: UInt8
        static let a = Spent(rawValue: 1)
        static let b = Spent(rawValue: 2)
        /// The right operand is `number`.
        static let number = Spent(rawValue: 4)
    }
}

/// An instruction where it stands: what of it is needed is read when it is needed.
struct Step {
    let place: UnsafeMutablePointer<Instruction>

    @inline(__always)
    init(_ place: UnsafeMutablePointer<Instruction>) { self.place = place }

    @inline(__always)
    var spent: Instruction.Spent { place.pointee.spent }
    @inline(__always)
    var number: Int { Int(place.pointee.number) }
    @inline(__always)
    var jump: Int { Int(place.pointee.jump) }
    @inline(__always)
    var node: Unmanaged<Node> { place.pointee.node }
}

/// A function's body, or a loop of the top level, as instructions.
final class Bytecode {
    let start: UnsafeMutablePointer<Instruction>
    /// Local values and steps of calculations.
    let registerCount: Int

    init(_ instructions: [Instruction], registerCount: Int) {
        start = .allocate(capacity: instructions.count)
        start.initialize(from: instructions, count: instructions.count)
        self.registerCount = registerCount
    }

    deinit { start.deallocate() }
}
