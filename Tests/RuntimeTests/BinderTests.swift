import Runtime
import Testing

@Suite struct BinderTests {
    @Test(arguments: [
        Case("units(size=512px, opacity=50%, time=2min, memory=1KiB, block_size=4)", "\"512 0.5 120.0 1024 magma 4\""),
        Case("units(size=32, opacity=0.25, colormap=\"viridis\")", "\"32 0.25 1.0 1024 viridis 8\""),
        Case("units(size=8)\nunits()", "\"8 0.6 1.0 1024 magma 8\"\n\"64 0.6 1.0 1024 magma 8\""),
        Case("units(size=[8px][0], opacity=90%)", "\"8 0.9 1.0 1024 magma 8\""),
        Case("sqrt(25%)", "0.5"),
        Case("sqrt(x=4)", "2.0"),
        Case("print()", ""),
        Case("print([1, 2])", "[1, 2]"),
        Case("map(function=x -> x + 1, items=[1])", "[2]"),
        Case("map([1], progress=\"p\") do x\nmap([x, x]) do y\ny + 1\nend\nend", "[[2, 2]]"),
        Case("map(tensor([1, 2]), x -> x)", "[1, 2]"),
        Case("range(3.0)", "[0, 1, 2]"),
        Case("f = sqrt\nf(9)", "3.0"),
    ])
    func shows(_ entry: Case) throws { try entry.check() }

    @Test(arguments: [
        FailingCase(
            "units(«sise»=3)", "call.unknown-option: `units` has no option `sise`", help: "did you mean `size`?"),
        FailingCase("units(size=«\"a\"»)", "call.type: `units` expects an int for `size`, found a string"),
        FailingCase("units(size=«3s»)", "call.wrong-unit: `units` expects a value in px for `size`, found 3s"),
        FailingCase(
            "units(colormap=«\"jet\"»)",
            "call.unknown-choice: `units` expects one of \"magma\", \"viridis\" for `colormap`, found \"jet\""),
        FailingCase("sqrt(«[1]»)", "call.type: `sqrt` expects a number for `x`, found a list"),
        FailingCase("«sqrt()»", "call.missing-argument: `sqrt` needs a value for `x`"),
        FailingCase("sqrt(1, «2»)", "call.too-many-arguments: `sqrt` takes one argument, found 2"),
        FailingCase(
            "units(«3»)", "call.too-many-arguments: `units` takes no arguments, found 1",
            help: "options are given by name: size= opacity= time= memory= colormap= block_size="),
        FailingCase("sqrt(1, «x»=2)", "call.duplicate-argument: `sqrt` was given `x` twice"),
        FailingCase("range(«1.5»)", "call.type: `range` expects a whole number for `first`, found 1.5"),
        FailingCase("«length(3)»", "call.type: `length` expected a list, found an int"),
        FailingCase(
            "«map([1], sqrt, progress=\"x\") do x\nend»", "call.too-many-arguments: `map` takes one argument, found 3"
        ).withoutMark,
        FailingCase("«map([[1]], sqrt)»", "call.type: `sqrt` expects a number for `x`, found a list"),
    ])
    func failures(_ entry: FailingCase) throws { try entry.check() }

    @Test func descriptionsSayWhatTheDeclarationSays() throws {
        let registry = Session().context.registry
        let units = try #require(registry.description(of: "units"))
        #expect(
            units.signature == "units(size=64, opacity=0.6, time=1.0, memory=1024, colormap=\"magma\", block_size=8)")
        #expect(units.parameters.allSatisfy { $0.isOption && !$0.isRequired })
        #expect(units.parameters[0].unit == .pixels)
        #expect(units.parameters[4].choices == ["magma", "viridis"])
        let map = try #require(registry.description(of: "map"))
        #expect(map.arguments.map(\.name) == ["items", "function"])
        #expect(map.arguments.map(\.typeName) == ["list of value", "function"])
        #expect(map.arguments.allSatisfy { $0.isRequired })
        #expect(map.output == "list of value")
        #expect(try #require(registry.description(of: "print")).signature == "print(values…)")
        #expect(registry.descriptions.count == registry.names.count)
        #expect(registry.description(of: "nothing") == nil)
    }

    @Test func aCallThatFailsLeavesNothingForTheNext() throws {
        let session = Session()
        #expect(session.failure("units(size=5, opacity=\"x\")") != nil)
        #expect(try session.run("units()") == "\"64 0.6 1.0 1024 magma 8\"")
    }
}
