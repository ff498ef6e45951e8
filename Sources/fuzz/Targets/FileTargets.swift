import Language
import Notebook
import Runtime

/// Reads a changed file in a session, shows what it holds, and writes it again.
class FileTarget {
    let place: Workplace
    let files: [[UInt8]]
    private let ending: String
    private let trial: Trial?

    init(_ place: Workplace, ending: String) {
        self.place = place
        self.ending = ending
        files = place.corpus.files(ending).filter { $0.count < 40_000 }
        trial = try? Trial(place)
    }

    func run(_ input: [UInt8]) throws {
        guard let trial, Corpus.write(input, to: "\(place.scratch)/input\(ending)") else {
            throw Fault("the scratch folder cannot be written to")
        }
        try trial.begin()
        try trial.attempt {
            try trial.session.run("x = read(\"input\(ending)\")", name: "fuzz")
            if let value = trial.session["x"] { trial.show(value) }
            try trial.session.run("save(x, \"output\(ending)\")", name: "fuzz")
            try check(trial)
        }
        trial.session["x"] = Value.none
    }

    /// What must hold after a file was read and written.
    func check(_ trial: Trial) throws {}

    final func original(_ random: inout Random) -> [UInt8] { random.pick(files) ?? [] }
}

final class SafetensorsTarget: FileTarget, Target {
    static let name = "safetensors"
    private let mutator = SafetensorsMutator()
    init(_ place: Workplace) { super.init(place, ending: ".safetensors") }
    func input(_ random: inout Random) -> [UInt8] {
        mutator.mutate(original(&random), other: original(&random), &random)
    }
}

final class NPYTarget: FileTarget, Target {
    static let name = "npy"
    private let mutator = TextMutator(dictionary: [
        "'descr'", "'<f4'", "'|b1'", "'>i8'", "'<c16'", "'|O'", "True", "False", "(", ")", ",", "(0,)", "(1, 0)", "-1",
        "99999999999", "{", "}", ": ", "'shape'", "'fortran_order'",
    ])
    init(_ place: Workplace) { super.init(place, ending: ".npy") }
    func input(_ random: inout Random) -> [UInt8] {
        var bytes = original(&random)
        if random.once(in: 2) { return mutator.mutate(bytes, other: original(&random), &random) }
        ByteMutator.mutate(&bytes, other: original(&random), &random)
        return bytes
    }
}

final class PNGTarget: FileTarget, Target {
    static let name = "png"
    init(_ place: Workplace) { super.init(place, ending: ".png") }
    func input(_ random: inout Random) -> [UInt8] {
        PNGMutator.mutate(original(&random), other: original(&random), &random)
    }
}

final class JPEGTarget: FileTarget, Target {
    static let name = "jpeg"
    init(_ place: Workplace) { super.init(place, ending: ".jpg") }
    func input(_ random: inout Random) -> [UInt8] {
        var bytes = original(&random)
        ByteMutator.mutate(&bytes, other: original(&random), &random)
        return bytes
    }
}

final class CSVTarget: FileTarget, Target {
    static let name = "csv"
    private let mutator = TextMutator(dictionary: [
        ",", "\"", "\"\"", "\n", "\r\n", "\r", ";", "1", "-0.5", "1e999", "nan", "true", "none", " ", "\t", "é",
        "\u{0}", "a,a",
        "\u{FEFF}", ",,,,", "9223372036854775808",
    ])
    private let tables = [
        "word,iou\ndog,0.5\ncat,0.25\n", "a,b,c\r\n1,\"x, y\",true\r\n,\"\"\"\",false\r\n", "n\n1\n2\n3\n",
    ]
    init(_ place: Workplace) { super.init(place, ending: ".csv") }
    func input(_ random: inout Random) -> [UInt8] {
        let texts = tables.map { Array($0.utf8) } + files
        return mutator.mutate(random.pick(texts) ?? [], other: random.pick(texts) ?? [], &random)
    }

    /// A table that was written is read back as the same table, but for digits beyond a float32's.
    override func check(_ trial: Trial) throws {
        guard case .table(let before)? = trial.session["x"],
            case .table(let after) = try trial.session.run("read(\"output.csv\")", name: "fuzz")
        else { return }
        guard before.columnNames == after.columnNames, before.rowCount == after.rowCount else {
            throw Fault("the table reads back with another shape")
        }
        for name in before.columnNames {
            let pairs = zip(before[column: name] ?? [], after[column: name] ?? [])
            for (old, new) in pairs where !CSVTarget.agree(old, new) {
                throw Fault("\(old.literal) of a column reads back as \(new.literal)")
            }
        }
    }

    private static func agree(_ old: Value, _ new: Value) -> Bool {
        if let x = try? Double.from(old), let y = try? Double.from(new) {
            return x == y || x.isNaN && y.isNaN || abs(x - y) <= 1e-6 * abs(x)
        }
        return old.literal == new.literal
    }
}

final class JSONTarget: FileTarget, Target {
    static let name = "json"
    private let mutator = TextMutator(dictionary: [
        "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "null", "true", "false", "0", "-0", "1e400", "-1e-400", "1.", ".5",
        "\\u",
        "\\uD800", "\\uDC00", "\\u0000", "é", "\u{0}", "\u{FEFF}", "[[[[[[[[", "]]]]]]]]", "NaN",
        "18446744073709551616",
    ])
    private let texts: [[UInt8]]
    init(_ place: Workplace) {
        texts = ["{\"a\": [1, 2.5, null], \"b\": {\"c\": \"x\\n\"}}", "[]", "[[1, 2], [3, 4]]", "\"x\""].map {
            Array($0.utf8)
        }
        super.init(place, ending: ".json")
    }
    func input(_ random: inout Random) -> [UInt8] {
        let all = texts + files
        return mutator.mutate(random.pick(all) ?? [], other: random.pick(all) ?? [], &random)
    }
}
