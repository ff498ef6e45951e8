import Glibc

/// Keeps workers busy until the time or the inputs are used up, and keeps what they find.
final class Supervisor {
    struct Plan {
        var targets: [String]
        var seed: UInt64
        /// For all targets together; nil for no end by time.
        var seconds: Double?
        /// For each target; nil for no end by count.
        var inputs: UInt64?
        var workers: Int
        var root: String
        var findings: String
    }

    struct Row {
        var inputs: UInt64 = 0
        var seconds = 0.0
        var counts: [Finding.Kind: Int] = [:]
    }

    private let plan: Plan
    private let scratch: String
    private(set) var rows: [String: Row] = [:]
    private(set) var findings: [Finding] = []
    private let say: (String) -> Void

    init?(_ plan: Plan, say: @escaping (String) -> Void) {
        guard let scratch = Supervisor.makeScratch() else { return nil }
        self.plan = plan
        self.scratch = scratch
        self.say = say
    }

    deinit { Folder.remove(scratch) }

    /// Every target in turn, each for its share of the time.
    func run() {
        for target in plan.targets { run(target) }
    }

    private func run(_ target: String) {
        let start = Clock.seconds
        let share = plan.seconds.map { $0 / Double(plan.targets.count) }
        var lanes = (0..<plan.workers).map { Lane(index: $0, next: UInt64($0)) }
        var said = start
        while lanes.contains(where: { !$0.isDone }) {
            let isLate = share.map { Clock.seconds - start > $0 } ?? false
            for index in lanes.indices where !lanes[index].isDone { step(&lanes[index], target, isLate: isLate) }
            rows[target, default: Row()].inputs = lanes.reduce(0) { $0 + $1.count(stride: UInt64(plan.workers)) }
            rows[target, default: Row()].seconds = Clock.seconds - start
            if Clock.seconds - said > 5 {
                said = Clock.seconds
                say(progress(target, share))
            }
            usleep(20_000)
        }
    }

    private func progress(_ target: String, _ share: Double?) -> String {
        let row = rows[target] ?? Row()
        let left = share.map { "; \(Int(max($0 - row.seconds, 0))) s left" } ?? ""
        return "\(target): \(row.inputs) inputs, \(Int(Double(row.inputs) / max(row.seconds, 0.1))) a second\(left)"
    }

    /// One of the workers of a target: it takes every n-th input.
    private struct Lane {
        var index: Int
        var next: UInt64
        var child: Child?
        var isDone = false
        func count(stride: UInt64) -> UInt64 {
            (max(next, child?.page.done ?? 0) + stride - 1 - UInt64(index)) / stride
        }
    }

    private func step(_ lane: inout Lane, _ target: String, isLate: Bool) {
        guard let child = lane.child else {
            if isLate { return lane.isDone = true }
            lane.child = start(lane, target)
            if lane.child == nil { lane.isDone = true }
            return
        }
        switch child.look() {
        case nil where !isLate: return
        case nil:
            child.kill()
            lane.next = max(lane.next, child.page.done)
            lane.isDone = true
        case .some(nil):
            lane.next = max(lane.next, child.page.done)
            lane.isDone = true
        case .some(.some(let kind)):
            lane.next = child.page.begun - 1 + UInt64(plan.workers)
            keep(kind, child, target)
        }
        lane.child = nil
    }

    private func start(_ lane: Lane, _ target: String) -> Child? {
        var order = self.order(target, lane.index)
        order.first = lane.next
        order.stride = UInt64(plan.workers)
        order.end = plan.inputs ?? .max
        return Child(order)
    }

    private func order(_ target: String, _ lane: Int) -> WorkOrder {
        let folder = "\(scratch)/\(lane)"
        Folder.remove(folder)
        mkdir(folder, 0o700)
        let page = "\(scratch)/page\(lane)"
        unlink(page)
        return WorkOrder(target: target, scratch: folder, page: page, root: plan.root)
    }

    private func keep(_ kind: Finding.Kind, _ child: Child, _ target: String) {
        var finding = Finding(kind: kind, target: target, input: child.page.input, message: log(child))
        rows[target, default: Row()].counts[kind, default: 0] += 1
        let isKnown = findings.contains { $0.summary == finding.summary && $0.kind == kind }
        if kind == .trap, !isKnown || findings.count < 20 { finding.message = replay(finding, backtrace: true).message }
        findings.append(finding)
        say("found: \(finding.summary)\n    kept: \(finding.keep(in: plan.findings))")
    }

    private func log(_ child: Child) -> String {
        String(decoding: (Corpus.read(child.log, most: 1 << 20) ?? []).suffix(20_000), as: UTF8.self)
    }

    /// Tries one input again in a process of its own. - Returns: what was found; `kind` is nil where nothing was.
    func replay(_ finding: Finding, backtrace: Bool = false) -> (kind: Finding.Kind?, message: String) {
        var order = self.order(finding.target, plan.workers)
        let file = "\(scratch)/replay"
        Corpus.write(finding.input, to: file)
        order.replay = file
        guard let child = Child(order, backtrace: backtrace) else { return (nil, "") }
        while true {
            if let outcome = child.look() { return (outcome, log(child)) }
            usleep(5_000)
        }
    }

    // MARK: Scratch

    /// A folder in memory where there is one: a file an input is written and read.
    private static func makeScratch() -> String? {
        let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var name = Array("\(base)/limn-fuzz-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { return nil }
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
