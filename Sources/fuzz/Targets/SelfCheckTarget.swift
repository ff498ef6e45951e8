import Glibc

/// Does on purpose what no input may do, so that it is known that each would be found.
final class SelfCheckTarget: Target {
    static let name = "selfcheck"
    private var kept: [[UInt8]] = []

    init(_ place: Workplace) {}

    /// What the inputs are called that lead to each kind of finding; nil for none.
    static let inputs: [(text: String, kind: Finding.Kind?)] =
        [("fine", nil), ("trap", .trap), ("fault", .fault), ("hang", .hang), ("memory", .memory)]

    func input(_ random: inout Random) -> [UInt8] { Array("fine".utf8) }

    func run(_ input: [UInt8]) throws {
        switch String(decoding: input, as: UTF8.self) {
        case "trap": kept[input.count] = []
        case "fault": throw Fault("on purpose")
        case "hang": while true { sched_yield() }
        case "memory": kept.append([UInt8](repeating: 1, count: Worker.mostResident + 1))
        default: break
        }
    }

    /// Whether each kind is found, with a line for each that is not.
    static func misses(_ supervisor: Supervisor) -> [String] {
        inputs.compactMap { text, kind in
            let finding = Finding(kind: .fault, target: name, input: Array(text.utf8), message: "")
            let found = supervisor.replay(finding).kind
            guard found != kind else { return nil }
            return "\(text): found \(found?.rawValue ?? "nothing"), expected \(kind?.rawValue ?? "nothing")"
        }
    }
}
