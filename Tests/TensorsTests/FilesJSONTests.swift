import Tensors
import Testing

@Suite struct FilesJSONTests {
    private func id(_ text: String) -> String { problemID { _ = try JSON.parse(text, name: "x") } }

    @Test func readsValues() throws {
        let value = try JSON.parse(
            "{\"b\": [1, -0, 2.0, 1e3, 9223372036854775807, 9223372036854775808], \"a\": {\"x\": null}, \"t\": true}",
            name: "x")
        #expect(value.object.map { Array($0.keys) } == ["b", "a", "t"])
        #expect(
            value["b"]?.array == [
                .int(1), .int(0), .double(2), .double(1000), .int(.max), .double(9_223_372_036_854_775_808),
            ])
        #expect(value["a"]?["x"] == .null && value["t"]?.bool == true)
        #expect(try JSON.parse("\u{FEFF} 3 ", name: "x") == .int(3))
        #expect(try JSON.parse("{\"a\":1,\"a\":2}", name: "x")["a"] == .int(2))
    }

    @Test func readsStrings() throws {
        #expect(try JSON.parse(#""a\"\\\/\b\f\n\r\té😀\u0000""#, name: "x").string == "a\"\\/\u{8}\u{C}\n\r\té😀\0")
        #expect(try JSON.parse(#""\u00e9\ud83d\uDE00""#, name: "x").string == "é😀")
        for half in [#""\ud83d""#, #""\ud83dx""#, #""\ude00""#, #""\ud83d\ud83d""#, #""\u12""#, #""\x""#] {
            #expect(id(half) == "json.syntax", "\(half)")
        }
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "[1 2]", "01", "1.", ".5", "-", "+1", "1e", "NaN",
        "-Infinity",
        "Infinity", "nul", "tru", "\"abc", "\"\u{1}\"", "[1]]", "{\"a\" 1}", "// x\n1", "'a'", "1e999", "\u{7f}",
    ])
    func refuses(_ text: String) { #expect(id(text) == "json.syntax") }

    @Test func saysWhere() {
        let message = #expect(throws: Problem.self) { try JSON.parse("{\n  \"a\": 1,\n  \"b\" 2}", name: "conf.json") }?
            .message
        #expect(message?.contains("conf.json") == true)
        #expect(message?.contains("line 3, column 7, byte 18") == true, "\(message ?? "")")
    }

    @Test func depthIsLimited() throws {
        let open = String(repeating: "[", count: 256)
        _ = try JSON.parse(open + String(repeating: "]", count: 256), name: "x")
        #expect(id(open + "[" + String(repeating: "]", count: 257)) == "json.too-deep")
        #expect(id(String(repeating: "{\"a\":", count: 1_000_000)) == "json.too-deep")
    }

    @Test func invalidUTF8IsNamed() {
        let bytes: [UInt8] = [0x5B, 0x22, 0x61, 0xC3, 0x28, 0x22, 0x5D]
        let problem = #expect(throws: Problem.self) { try JSON.parse(bytes, name: "x") }
        #expect(problem?.message.contains("byte 3") == true)
        for bad: [UInt8] in [[0xFF], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xF0, 0x9F]] {
            #expect(problemID { _ = try JSON.parse(bad, name: "x") } == "json.syntax")
        }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let value = JSON.object([
            "z": .array([.int(-3), .double(0.1), .double(1e-7), .double(2), .bool(false), .null]),
            "text": .string("tab\t quote\" back\\ nul\0 é😀"), "none": .array([]), "empty": .object([:]),
        ])
        #expect(try JSON.parse(value.serialized(), name: "x") == value)
        #expect(try JSON.parse(value.serialized(indented: true), name: "x") == value)
        #expect(JSON.array([.double(.nan), .int(1)]).serialized() == "[null,1]")
        #expect(JSON.object(["a": .array([.int(1)])]).serialized(indented: true) == "{\n  \"a\": [\n    1\n  ]\n}")
    }

    @Test func flippedBitsNeverTrap() throws {
        let bytes = Array(
            #"{"dtype": ["F32", 1.5e-3, -12], "ключ": {"n": null, "t": true}, "s": "a\u00e9\ud83d\ude00"}"#.utf8)
        var random = TestRandom(state: 3)
        for _ in 0..<5000 {
            var damaged = bytes
            for _ in 0...random.below(4) { damaged[random.below(damaged.count)] = UInt8(random.below(256)) }
            #expect(survives { _ = try JSON.parse(damaged, name: "x") })
        }
        for length in 0..<bytes.count {
            #expect(problemID { _ = try JSON.parse(Array(bytes[..<length]), name: "x") } == "json.syntax")
        }
    }
}
