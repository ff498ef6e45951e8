import Foundation
import Language
import Notebook
import Runtime
import Testing

/// `?name`, `??words`, and the words of the session.
@Suite struct HelpTests {
    /// A session that keeps what it says.
    final class Talk {
        let scenes: Scenes
        var lines: [String] = []
        var session: Session { scenes.session }

        init(_ script: String = "") throws {
            scenes = try Scenes()
            if !script.isEmpty { try session.run(script) }
            session.context.output = { [unowned self] in self.lines.append($0) }
            session.context.note = { [unowned self] in self.lines.append("note: " + $0) }
        }

        /// What an entry with a sign in front says; an error as `id: message | help`.
        func say(_ text: String) -> String {
            lines = []
            do { _ = try MetaTable.run(text, in: session) } catch let problem as Problem {
                lines.append("\(problem.id): \(problem.message) | \(problem.help ?? "")")
            } catch let diagnostic as Diagnostic { lines.append("\(diagnostic.id): \(diagnostic.message)") } catch {
                lines.append("\(error)")
            }
            return lines.joined(separator: "\n")
        }
    }

    static let known: [(String, [String])] = [
        ("?overlay", ["colormap", "One of", "in %", ">>>", "See also", "command · Pictures"]),
        ("?sample", ["steps=", "default 50", "record="]), ("?heatmap", ["preset", "chest24", "function · attention"]),
        ("heatmap?", ["function · attention"]), ("?metrics.grounding", ["use metrics.grounding"]),
        ("?|>", ["pipe", ">>> [3, 1, 2]"]), ("?for", ["Goes through"]), ("?@", ["matrix product"]),
        ("?", ["how to begin", "??WORDS"]),
        ("?:time", [":time CODE"]), ("?mine", ["mine(x, k=2)", "Adds k.", "your function"]),
        ("?x", ["tensor 2 × 2", "Fields"]),
        ("?r.a", ["int"]), ("?imshow", ["`imshow` elsewhere is"]), ("?np.linalg.svd", ["svd(x)"]),
        (":help", [":timeit", ":save"]),
        (":help sqrt", ["square root"]), ("??np.linalg.svd", ["svd"]), ("??concatenate", ["concat"]),
        ("??torch.cat", ["concat"]),
        ("??imshow", ["imshow"]), ("??adds", ["mine"]), ("?tensor.shape-mismatch", ["Mend it"]),
        ("??grounding", ["ground"]), ("?pi", ["Constants"]),
        ("?print", ["print(values…"]),
    ]

    @Test(arguments: known.indices) func isAnswered(_ index: Int) throws {
        let talk = try Talk("# Adds k.\n# >>> mine(1)\n# 3\ndef mine(x, k=2) = x + k\nx = ones([2, 2])\nr = {a: 1}")
        let (question, words) = Self.known[index]
        let answer = talk.say(question)
        for word in words { #expect(answer.contains(word), "\(question) says \(answer)") }
    }

    @Test func whatIsNotKnownSuggests() throws {
        let talk = try Talk()
        #expect(talk.say("?heatmp").contains("did you mean `heatmap`?"))
        #expect(!talk.say("?zq").contains("see "))
        #expect(talk.say(":explain tensr.shape-mismatch").contains("did you mean `tensor.shape-mismatch`?"))
        #expect(talk.say(":explain nosuch.id").contains("Tab after `:explain`"))
        #expect(talk.say("??qzqzqz").hasPrefix("help.nothing-found"))
        #expect(talk.say(":tiem").contains("did you mean `:time`?"))
        #expect(talk.say("%timeit f(1)").contains("write :timeit f(1)"))
        #expect(talk.say("%who").contains("write :vars"))
        #expect(talk.scenes.failure("who")?.help?.contains(":vars") == true)
    }

    @Test func everyTopicsExampleGivesWhatItSays() throws {
        let session = Session()
        for name in Handbook.topics {
            for case .example(let script, let gives?) in try Handbook(session).page(for: name).blocks {
                #expect(try Session().run(script).plainDisplay() == gives, "\(name): \(script)")
            }
        }
        #expect(Handbook.topics.count > 25)
    }

    /// Every function of the library shows how it is used.
    @Test func everyFunctionOfTheLibraryHasAnExample() throws {
        for module in try LibraryModule.all() {
            for entry in module.entries {
                #expect(
                    !Doctest.all(in: entry.documentation, subject: entry.name).isEmpty, "\(module.name): \(entry.name)")
            }
        }
    }

    @Test func badWordsAreOneDiagnostic() throws {
        let talk = try Talk()
        for word in [
            ":info", ":info nowhere", ":time", ":timeit", ":seed x", ":threads 0", ":threads x", ":load",
            ":load none.limn", ":save", ":save x", ":reset nowhere", ":vars nowhere", ":time 1 +", ":timeit nowhere",
            ":info 1 +", ":quit 3", ":explain nosuch.id",
        ] {
            let answer = talk.say(word)
            #expect(talk.lines.count <= 2 && answer.contains(": "), "\(word): \(answer)")
            #expect(talk.lines.contains { $0.prefix { $0 != ":" }.contains(".") }, "\(word): \(answer)")
        }
    }

    @Test func namesAreToldAndForgotten() throws {
        let talk = try Talk()
        try talk.session.enter("x = zeros([2, 3], axes=[\"y\", \"x\"])") { _ in }
        try talk.session.enter("run1 = 1; run2 = \"text\"") { _ in }
        let vars = talk.say(":vars")
        #expect(vars.contains("2 × 3") && vars.contains("24 bytes") && vars.contains("string"))
        let info = talk.say(":info x")
        for fact in ["tensor", "2 × 3", "⟨y, x⟩", "float32", "24 bytes", "in[1]", "reshape"] {
            #expect(info.contains(fact), "\(info)")
        }
        #expect(talk.say(":reset run*") == "forgot run1, run2")
        #expect(talk.session.names.contains("x") && talk.session["run1"] == nil)
        #expect(talk.say(":reset").contains("1 name: x"))
        #expect(talk.session["x"] == nil)
    }

    @Test func workIsTimed() throws {
        let talk = try Talk("x = [1, 2]")
        try talk.session.enter("40 + 2") { _ in }
        let once = talk.say(":time y = x + x; y")
        #expect(
            once.contains("wall ") && once.contains("CPU ") && once.contains("peak memory")
                && once.contains("[1, 2, 1, 2]"))
        #expect(talk.session["y"] != nil)
        try talk.session.enter("40 + 2") { _ in }
        let many = talk.say(":timeit 1 + 1")
        #expect(many.contains("per loop") && many.contains("best"))
        #expect(talk.session["ans"]?.literal == "42" && !talk.session.names.contains("_round"))
    }

    @Test func seedsAndThreadsAreSet() throws {
        let talk = try Talk()
        #expect(talk.say(":seed 7") == "seed 7" && talk.say(":seed") == "seed 7")
        let first = try talk.session.run("random([2])").plainDisplay()
        _ = talk.say(":seed 7")
        #expect(try talk.session.run("random([2])").plainDisplay() == first)
        #expect(talk.say(":threads 1").hasPrefix("threads 1 of"))
    }

    @Test func aSessionIsSavedAndRunsAgain() throws {
        let talk = try Talk()
        for entry in ["a = 20", "a + 1", "nowhere", "out[2] * 2", "def f(x)\n    x\nend", "b = ans"] {
            _ = try? talk.session.enter(entry) { _ in }
        }
        #expect(talk.say(":save \"kept\"").contains("kept.limn"))
        let other = try Talk()
        _ = try? other.scenes.folder.write(
            "kept.limn", Data(contentsOf: talk.scenes.folder.url.appendingPathComponent("kept.limn")))
        #expect(other.say(":load kept.limn").contains("new: "))
        #expect(other.session["b"]?.literal == "42" && other.session["a"]?.literal == "20")
    }

    /// Names that words of the session gave are in the script too.
    @Test func whatWordsHaveRunIsSaved() throws {
        let talk = try Talk()
        try talk.scenes.folder.write("ok.limn", "q = 41")
        _ = talk.say(":load ok.limn")
        try talk.session.enter("q + 1") { _ in }
        for word in [":time tx = 5", ":seed 3", ":timeit ty = 3", ":timeit 1 + 1", ":time nowhere"] {
            _ = talk.say(word)
        }
        try talk.session.enter("ty + out[1]") { _ in }
        #expect(talk.say(":save kept") == "wrote 6 entries to kept.limn")
        let script = try String(
            contentsOf: talk.scenes.folder.url.appendingPathComponent("kept.limn"), encoding: .utf8)
        let other = Session()
        try other.run(script)
        #expect(other["out"]?.literal == "[none, 42, 45]", "\(script)")
        #expect(other["tx"]?.literal == "5" && other["ans"]?.literal == "45")
    }

    @Test func aFileOfSomebodyElsesIsKept() throws {
        let talk = try Talk()
        try talk.scenes.folder.write("mine.limn", "precious = 1")
        try talk.session.enter("a = 20") { _ in }
        #expect(talk.say(":save mine").hasPrefix("session.file-exists"))
        #expect(talk.say(":save new") == "wrote 1 entry to new.limn" && !talk.say(":save new").contains("exists"))
        #expect(talk.say(":save mine --force").hasPrefix("wrote 1"))
        #expect(talk.say(":save --force").hasPrefix("session.bad-argument"))
    }
}
