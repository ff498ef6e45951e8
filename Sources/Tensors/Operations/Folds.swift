/// The folds behind the reductions. Float sums run in Double and are rounded once.

enum SumFloats: Fold {
    static var start: Double { 0 }
    @inline(__always) static func add(_ state: inout Double, _ element: Float) { state += Double(element) }
    static func finish(_ state: Double, count: Int) -> Float { Float(state) }
}

enum MeanFloats: Fold {
    static var start: Double { 0 }
    @inline(__always) static func add(_ state: inout Double, _ element: Float) { state += Double(element) }
    static func finish(_ state: Double, count: Int) -> Float { Float(state / Double(count)) }
}

enum ProductFloats: Fold {
    static var start: Double { 1 }
    @inline(__always) static func add(_ state: inout Double, _ element: Float) { state *= Double(element) }
    static func finish(_ state: Double, count: Int) -> Float { Float(state) }
}

enum SumIntegers: Fold {
    static var start: Int64 { 0 }
    @inline(__always) static func add(_ state: inout Int64, _ element: Int64) { state = state &+ element }
    static func finish(_ state: Int64, count: Int) -> Int64 { state }
}

enum MeanIntegers: Fold {
    static var start: Double { 0 }
    @inline(__always) static func add(_ state: inout Double, _ element: Int64) { state += Double(element) }
    static func finish(_ state: Double, count: Int) -> Float { Float(state / Double(count)) }
}

enum ProductIntegers: Fold {
    static var start: Int64 { 1 }
    @inline(__always) static func add(_ state: inout Int64, _ element: Int64) { state = state &* element }
    static func finish(_ state: Int64, count: Int) -> Int64 { state }
}

/// Sums of x − k and (x − k)², where k is the first element: one pass, and in Double no digits of a float32 are lost.
struct Spread: BitwiseCopyable {
    var seen = 0
    var shift = 0.0
    var sum = 0.0
    var squares = 0.0

    @inline(__always)
    mutating func add(_ element: Double) {
        if seen == 0 { shift = element }
        seen &+= 1
        let distance = element - shift
        sum += distance
        squares += distance * distance
    }

    /// The squares about the mean over `count − freedom`; NaN where that is not positive.
    func variance(_ freedom: Int) -> Double {
        guard seen > freedom else { return .nan }
        let about = squares - sum * sum / Double(seen)
        return (about < 0 ? 0 : about) / Double(seen - freedom)
    }
}

enum SpreadFloats: Fold {
    static var start: Spread { Spread() }
    @inline(__always) static func add(_ state: inout Spread, _ element: Float) { state.add(Double(element)) }
}

extension Fold where State == Spread, Output == Float {
    static func finish(_ state: Spread, count: Int) -> Float { Float(state.variance(0)) }
}

enum UnbiasedSpreadFloats: Fold {
    static var start: Spread { Spread() }
    @inline(__always) static func add(_ state: inout Spread, _ element: Float) { state.add(Double(element)) }
    static func finish(_ state: Spread, count: Int) -> Float { Float(state.variance(1)) }
}

enum DeviationFloats: Fold {
    static var start: Spread { Spread() }
    @inline(__always) static func add(_ state: inout Spread, _ element: Float) { state.add(Double(element)) }
    static func finish(_ state: Spread, count: Int) -> Float { Float(state.variance(0).squareRoot()) }
}

enum UnbiasedDeviationFloats: Fold {
    static var start: Spread { Spread() }
    @inline(__always) static func add(_ state: inout Spread, _ element: Float) { state.add(Double(element)) }
    static func finish(_ state: Spread, count: Int) -> Float { Float(state.variance(1).squareRoot()) }
}

/// A NaN wins, as in NumPy.
enum LeastFloat: Fold {
    static var start: Float { .infinity }
    @inline(__always)
    static func add(_ state: inout Float, _ element: Float) { state = state < element || state.isNaN ? state : element }
    static func finish(_ state: Float, count: Int) -> Float { state }
}

enum GreatestFloat: Fold {
    static var start: Float { -.infinity }
    @inline(__always)
    static func add(_ state: inout Float, _ element: Float) { state = state > element || state.isNaN ? state : element }
    static func finish(_ state: Float, count: Int) -> Float { state }
}

enum LeastInteger: Fold {
    static var start: Int64 { .max }
    @inline(__always)
    static func add(_ state: inout Int64, _ element: Int64) { state = state < element ? state : element }
    static func finish(_ state: Int64, count: Int) -> Int64 { state }
}

enum GreatestInteger: Fold {
    static var start: Int64 { .min }
    @inline(__always)
    static func add(_ state: inout Int64, _ element: Int64) { state = state > element ? state : element }
    static func finish(_ state: Int64, count: Int) -> Int64 { state }
}

enum AllBools: Fold {
    static var start: Bool { true }
    @inline(__always) static func add(_ state: inout Bool, _ element: Bool) { state = state && element }
    static func finish(_ state: Bool, count: Int) -> Bool { state }
}

enum AnyBools: Fold {
    static var start: Bool { false }
    @inline(__always) static func add(_ state: inout Bool, _ element: Bool) { state = state || element }
    static func finish(_ state: Bool, count: Int) -> Bool { state }
}

/// Where the first extreme element was; the first NaN wins, as in NumPy.
struct Extreme<T: BitwiseCopyable & Sendable>: BitwiseCopyable {
    var seen: Int64 = 0
    var at: Int64 = 0
    var value: T
}

enum GreatestFloatAt: Fold {
    static var start: Extreme<Float> { Extreme(value: -.infinity) }
    @inline(__always)
    static func add(_ state: inout Extreme<Float>, _ element: Float) {
        if state.seen == 0 || element > state.value || (element.isNaN && !state.value.isNaN) {
            state.value = element
            state.at = state.seen
        }
        state.seen &+= 1
    }
    static func finish(_ state: Extreme<Float>, count: Int) -> Int64 { state.at }
}

enum LeastFloatAt: Fold {
    static var start: Extreme<Float> { Extreme(value: .infinity) }
    @inline(__always)
    static func add(_ state: inout Extreme<Float>, _ element: Float) {
        if state.seen == 0 || element < state.value || (element.isNaN && !state.value.isNaN) {
            state.value = element
            state.at = state.seen
        }
        state.seen &+= 1
    }
    static func finish(_ state: Extreme<Float>, count: Int) -> Int64 { state.at }
}

enum GreatestIntegerAt: Fold {
    static var start: Extreme<Int64> { Extreme(value: .min) }
    @inline(__always)
    static func add(_ state: inout Extreme<Int64>, _ element: Int64) {
        if element > state.value { (state.value, state.at) = (element, state.seen) }
        state.seen &+= 1
    }
    static func finish(_ state: Extreme<Int64>, count: Int) -> Int64 { state.at }
}

enum LeastIntegerAt: Fold {
    static var start: Extreme<Int64> { Extreme(value: .max) }
    @inline(__always)
    static func add(_ state: inout Extreme<Int64>, _ element: Int64) {
        if element < state.value { (state.value, state.at) = (element, state.seen) }
        state.seen &+= 1
    }
    static func finish(_ state: Extreme<Int64>, count: Int) -> Int64 { state.at }
}
