import Glibc
import Runtime

/// The process that tries inputs, one after the other, until it is ended or one of them ends it.
enum Worker {
    /// Status of a worker that stopped at a fault, and of one that took more memory than it may.
    static let faultStatus: Int32 = 3
    static let memoryStatus: Int32 = 4
    /// Resident memory that a worker may reach, all its code and caches included.
    static let mostResident = 512 << 20

    /// Tries the inputs `first`, `first + stride` … of a target, or a single input read from a file.
    static func run(_ order: WorkOrder) -> Int32 {
        guard let type = Targets.named(order.target), let page = SharedPage(path: order.page) else { return 2 }
        guard chdir(order.scratch) == 0 else { return 2 }
        signal(SIGXFSZ, SIG_IGN)
        var most = rlimit(rlim_cur: 64 << 20, rlim_max: 64 << 20)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &most)
        do {
            return try runOnDeepStack { try work(type, order, page) }
        } catch {
            say("\(error)")
            return faultStatus
        }
    }

    private static func work(_ type: any Target.Type, _ order: WorkOrder, _ page: SharedPage) throws -> Int32 {
        let place = Workplace(scratch: order.scratch, corpus: Corpus(root: order.root))
        let target = type.init(place)
        if let file = order.replay {
            let input = Corpus.read(file, most: SharedPage.capacity) ?? []
            page.begin(0, input)
            return attempt(target, input)
        }
        var index = order.first
        while index < order.end {
            var random = Random(seed: order.seed, index: index)
            let input = target.input(&random)
            page.begin(index, input)
            let status = attempt(target, input)
            if status != 0 { return status }
            page.end(index)
            index += order.stride
        }
        return 0
    }

    private static func attempt(_ target: any Target, _ input: [UInt8]) -> Int32 {
        do { try target.run(input) } catch let fault as Fault {
            say(fault.message)
            return faultStatus
        } catch {
            say("an error that no one caught: \(error)")
            return faultStatus
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        guard usage.ru_maxrss << 10 > mostResident else { return 0 }
        say("resident memory reached \(usage.ru_maxrss >> 10) MiB")
        return memoryStatus
    }

    private static func say(_ text: String) {
        let bytes = Array("fault: \(text)\n".utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

/// What a supervisor asks of a worker, as words of a command line.
struct WorkOrder {
    var target: String
    var seed: UInt64 = 1
    var first: UInt64 = 0
    var stride: UInt64 = 1
    var end: UInt64 = .max
    /// A single input instead.
    var replay: String?
    var scratch: String
    var page: String
    var root: String

    var words: [String] {
        [
            "--work", target, String(seed), String(first), String(stride), String(end), replay ?? "-", scratch, page,
            root,
        ]
    }

    /// - Returns: nil for words that are no order.
    init?(words: [String]) {
        guard words.count == 9, let seed = UInt64(words[1]), let first = UInt64(words[2]),
            let stride = UInt64(words[3]), let end = UInt64(words[4])
        else { return nil }
        self.init(target: words[0], scratch: words[6], page: words[7], root: words[8])
        (self.seed, self.first, self.stride, self.end) = (seed, first, max(stride, 1), end)
        replay = words[5] == "-" ? nil : words[5]
    }

    init(target: String, scratch: String, page: String, root: String) {
        (self.target, self.scratch, self.page, self.root) = (target, scratch, page, root)
    }
}
