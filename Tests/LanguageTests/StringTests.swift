import Language
import Testing

@Suite struct StringTests {
    static let readings: [Reading] = [
        .init(#""""#, #""""#),
        .init(#""a $name b""#, #""a $name b""#),
        .init(#""$a$b""#, #""$a$b""#),
        .init(#""$row.x""#, #""$row.x""#),
        .init(#""$(row.x + 1)""#, #""$(+ (. row x) 1)""#),
        .init(#""$(f("in $(g("deep")) out"))""#, #""$(call f "in $(call g "deep") out")""#),
        .init(#""$(f(")"))""#, #""$(call f ")")""#),
        .init(#""costs $5 and $ and $""#, #""costs $5 and $ and $""#),
        .init(#""\$name \\ \" \u{41} \x42 \t|""#, "\"$name \\ \" A B \t|\""),
        .init(#"'raw $name \n "x"'"#, #""raw $name \n "x"""#),
        .init(#""it's""#, #""it's""#),
        .init("\"a # b\"", "\"a # b\""),
        .init("\"\"\"one\"\"\"", "\"one\""),
        .init("\"\"\"say \"hi\" \"\"\"", "\"say \"hi\" \""),
        .init("\"\"\"\n    a\n      b\n\n    c\n    \"\"\"", #""a\n  b\n\nc""#),
        .init("\"\"\"\n    a\n  \"\"\"", #""  a""#),
        .init("\"\"\"\r\n  a\r\n  b\r\n  \"\"\"", #""a\nb""#),
        .init("\"\"\"\n  a $x\n    $y\n  \"\"\"", #""a $x\n  $y""#),
        .init("\"\"\"\n  a\\n b\n  \"\"\"", #""a\n b""#),
        .init("\"\"\"first\n  second\"\"\"", #""first\nsecond""#),
        .init("\"\"\"\n# %% not a cell\n\"\"\"", "\"# %% not a cell\""),
        .init("\"\"\"\n\"\"\"", #""""#),
        .init("\"\"\"\n  $(f(\n    1))\n  \"\"\"", #""$(call f 1)""#),
        .init("'''\n  a $x \\n\n  '''", #""a $x \n""#),
        .init("\"Ünï 🌻\"", "\"Ünï 🌻\""),
        .init("x[\"a\"]", "(at x \"a\")"),
    ]

    @Test(arguments: readings) func strings(_ reading: Reading) throws {
        #expect(try dump(reading.text) == reading.tree)
    }
}
