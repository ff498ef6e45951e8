import Testing

/// Scripts that mean harm, and which limit stops each; one a line for the most part.
struct HostileScript: CustomTestStringConvertible, Sendable {
    var script: String
    /// What the diagnostic's id begins with: any of these.
    var ids: [String]
    var testDescription: String { String(script.prefix(60)) }

    init(_ script: String, _ ids: String...) { (self.script, self.ids) = (script, ids) }

    static let loops = [
        HostileScript("while true\nend", "limit.time"),
        HostileScript("for i in range(10**18)\nend", "limit.time"),
        HostileScript("[0 for i in range(10**18) if false]", "limit.time"),
        HostileScript("def f(n) = if n < 2 then n else f(n - 1) + f(n - 2)\nf(90)", "limit.time"),
        HostileScript("def spin()\nwhile true\nend\nend\ntry spin() else 1", "limit.time"),
        HostileScript("while true\ntry error(\"x\") else 0\nend", "limit.time"),
        HostileScript("sort(range(10**6), by=x -> sum(range(1000)))", "limit.time", "limit.memory"),
        HostileScript("x = random([2000, 2000])\nwhile true\nx = x @ x\nend", "limit.time"),
        HostileScript("svd(random([3000, 3000]))", "limit.time", "limit.memory"),
        HostileScript("x = random([1500, 1500])\ny = inverse(x @ x)\nwhile true\ny = svd(x)\nend", "limit.time"),
        HostileScript(
            "t = \"a\" * 10**6\ncontains(t, \"a\" * (5 * 10**5) + \"b\")\nwhile true\nreplace(t, \"aa\", \"a\")\nend",
            "limit"),
        HostileScript("t = \" \" * 10**7\nwhile true\nt = strip(t) + \" \" * 10**7\nend", "limit.time"),
        HostileScript("sd = load()\nsample(sd, \"a red ball\", steps=900)", "limit.time"),
        HostileScript("sd = load()\nwhile true\nencode_text(sd, \"x\")\nend", "limit.time"),
        HostileScript(
            "p = test_image() |> resize(size=[3000, 3000])\nwhile true\nresize(p, size=[2000, 2000])\nend", "limit"),
        HostileScript(
            "t = table([{a: i, b: i} for i in range(20000)])\npivot(t, rows=\"a\", columns=\"b\", value=\"b\")",
            "limit.time", "limit.memory"),
        HostileScript("xs = range(10**6)\nwhile true\n-1 in xs\nend", "limit.time"),
    ]

    static let hogs = [
        HostileScript("s = \"a\"\nwhile true\ns = s + s\nend", "limit.memory"),
        HostileScript("s = \"a\"\nwhile true\ns = \"$s$s\"\nend", "limit.memory"),
        HostileScript("xs = [1]\nwhile true\nxs = xs + xs\nend", "limit.memory"),
        HostileScript("xs = []\nwhile true\nxs += [{a: 1, b: [2, 3]}]\nend", "limit.memory", "limit.time"),
        HostileScript("fs = []\nwhile true\nx = [0] * 1000\nfs += [y -> x]\nend", "limit.memory", "limit.time"),
        HostileScript("r = {}\ni = 0\nwhile true\ni += 1\nr[\"k$i\"] = [i] * 100\nend", "limit.memory", "limit.time"),
        HostileScript("range(10**18)", "limit.memory"), HostileScript("list(range(10**12))", "limit.memory"),
        HostileScript("zeros([10**12])", "limit.memory"), HostileScript("zeros([10**9, 10**9, 10**9])", "limit.memory"),
        HostileScript("zeros([3037000500, 3037000500])", "limit.memory"),
        HostileScript("zeros([2**32, 2**32])", "limit.memory"), HostileScript("full([10**11], 1.5)", "limit.memory"),
        HostileScript("arange(10**15)", "limit.memory"), HostileScript("linspace(0, 1, 10**14)", "limit.memory"),
        HostileScript("eye(10**9)", "limit.memory"), HostileScript("random([10**11])", "limit.memory"),
        HostileScript("reshape(zeros([4]), [2**62, 4])", "tensor", "limit"),
        HostileScript("reshape(zeros([0]), [2**40, 2**40, 0])", "tensor", "limit"),
        HostileScript("tile(zeros([1000]), [10**9])", "limit.memory", "name", "call"),
        HostileScript("resize(test_image(), size=10**9)", "image", "limit", "resize"),
        HostileScript("resize(zeros([4, 4]), size=[10**6, 10**6])", "limit.memory", "image"),
        HostileScript("x = zeros([10**6])\nwhile true\nx = concat([x, x])\nend", "limit.memory"),
        HostileScript("x = ones([10**5])\nx @ ones([2])\n", "tensor"),
        HostileScript("x = reshape(ones([10**5]), [10**5, 1])\nx @ reshape(x, [1, 10**5])", "limit.memory"),
        HostileScript("einsum(\"i,j,k->ijk\", ones([5000]), ones([5000]), ones([5000]))", "limit.memory", "limit.time"),
        HostileScript("\"ab\" * 2**62", "limit.memory"), HostileScript("[1, 2] * 2**62", "limit.memory"),
        HostileScript("try \"a\" * 10**12 else \"saved\"", "limit.memory"),
        HostileScript("join([\"a\" * 10**6] * 10**6, \"b\" * 10**6)", "limit.memory", "limit.time"),
        HostileScript("replace(\"a\" * 10**6, \"a\", \"b\" * 10**6)", "limit.memory", "limit.time"),
        HostileScript("split(\"a \" * 3 * 10**7)", "limit.memory", "limit.time"),
        HostileScript("tensor([[0] * 10**4] * 10**5)", "limit.memory", "limit.time"),
        HostileScript("xs = range(10**6)\nmap(xs, x -> xs + [x])", "limit.memory"),
        HostileScript("table({a: [1] * 10**9})", "limit.memory"),
        HostileScript("t = table({a: [1] * 3000, b: range(3000)})\njoin(t, t, on=\"a\")", "limit.memory", "limit.time"),
        HostileScript("sd = load()\nsample(sd, \"a\", size=[10**6, 10**6])", "limit", "sample", "model", "image"),
        HostileScript("sd = load()\nsample(sd, \"a\", batch=10**9)", "limit", "sample", "call", "model"),
        HostileScript("normal([10**5, 10**6], seed=1)", "limit.memory"),
        HostileScript("print([\"a\" * 10**6] * 10**4)", "limit"),
        HostileScript("b = \"b\" * 10**7\nwhile true\nprint(b)\nend", "limit.output"),
        HostileScript("while true\nprint(1)\nend", "limit.output", "limit.time"),
        HostileScript("for i in range(10**6)\nsave(\"a\" * 10**6, \"f$i.txt\")\nend", "limit.output", "limit.time"),
        HostileScript("while true\nshow(random([20, 20]))\nend", "limit.output", "limit.time"),
    ]

    static let deep = [
        HostileScript("def f(n) = f(n + 1)\nf(0)", "limit.depth"),
        HostileScript("def f(x) = map([x], y -> f(y))\nf(0)", "limit.depth"),
        HostileScript("def f(x) = sort([2, 1], by=y -> f(y))\nf(0)", "limit.depth"),
        HostileScript("def f(x=f()) = x\nf()", "limit.depth"),
        HostileScript("def f() = \"$(f())\"\nf()", "limit.depth"),
        HostileScript("def f() = [f()]\nf()", "limit.depth"),
        HostileScript("def f() = {a: f()}\ntry f() else 1", "limit.depth"),
        HostileScript("def f(g) = g(g)\nf(f)", "limit.depth"),
        HostileScript("x = []\nwhile true\nx = [x, x]\nend", "limit.nesting"),
        HostileScript("x = {}\nwhile true\nx = {a: x}\nend", "limit.nesting", "limit.time"),
        HostileScript("x = [0]\nwhile true\nx[0] = x\nend", "limit.nesting", "limit.memory"),
        HostileScript("x = " + String(repeating: "[", count: 100_000), "syntax", "parse", "limit.time"),
        HostileScript(
            "x = " + String(repeating: "(", count: 50_000) + "1" + String(repeating: ")", count: 50_000), "syntax",
            "parse", "limit.time"),
        HostileScript("x = " + String(repeating: "-", count: 100_000) + "1", "syntax", "parse", "limit.time"),
        HostileScript(String(repeating: "if true\n", count: 20_000), "syntax", "parse", "limit.time"),
        HostileScript("x = 1" + String(repeating: " + 1", count: 100_000), "syntax", "parse", "limit.time"),
        HostileScript("x = 1" + String(repeating: "0", count: 100_000), "syntax", "number", "parse", "limit.time"),
        HostileScript("x = \"" + String(repeating: "$(", count: 20_000), "syntax", "parse", "limit.time"),
        HostileScript("f = " + String(repeating: "x -> ", count: 50_000) + "x", "syntax", "parse", "limit.time"),
    ]

    /// Of the files that `HostileFiles` writes.
    static let files = [
        HostileScript("read(\"deep.json\")", "json.too-deep"), HostileScript("read(\"wide.json\")", "limit.memory"),
        HostileScript("read(\"huge.npy\")", "npy"), HostileScript("read(\"bomb.npz\")", "limit.memory", "npz"),
        HostileScript("read(\"liar.npz\")", "npz"), HostileScript("read(\"liar.safetensors\")", "safetensors"),
        HostileScript("read(\"wide.safetensors\")", "safetensors"), HostileScript("read(\"huge.png\")", "image"),
        HostileScript("read(\"bomb.png\")", "limit.memory", "image"), HostileScript("read(\"huge.jpg\")", "image"),
        HostileScript("read(\"columns.csv\")", "limit", "csv"), HostileScript("read(\"pipe.csv\")", "file"),
        HostileScript("use \"./pipe.limn\"", "module", "file"), HostileScript("read_text(\"pipe.txt\")", "file"),
        HostileScript("read_image(\"pipe.png\")", "file"), HostileScript("save(1, \"pipe.txt\")", "file"),
        HostileScript("use \"./self.limn\"", "module.cycle"), HostileScript("load(\"model\")", "model", "json"),
        HostileScript("read(\"loop.json\")", "limit.root", "file"), HostileScript("read(\"out.json\")", "limit.root"),
        HostileScript("read(\"outer/secret.json\")", "limit.root"),
        HostileScript("read(\"../secret.json\")", "limit.root"),
        HostileScript("read(\"/etc/passwd\")", "limit.root"),
        HostileScript("read_text(\"/proc/self/environ\")", "limit.root"),
        HostileScript("read_text(\"/proc/self/fd/0\")", "limit.root"),
        HostileScript("read_text(\"/dev/zero\")", "limit.root"),
        HostileScript("save(1, \"../written.txt\")", "limit.root"),
        HostileScript("save(1, \"outer/written.txt\")", "limit.root"),
        HostileScript("save(1, \"outer/new/written.txt\")", "limit.root"),
        HostileScript("save(1, \"/tmp/limn-written.txt\")", "limit.root"),
        HostileScript("save(1, \"out.json\")", "limit.root"), HostileScript("files(\"..\")", "limit.root"),
        HostileScript("files(\"outer\")", "limit.root"), HostileScript("images(\"outer\")", "limit.root"),
        HostileScript("exists(\"../secret.json\")", "limit.root"), HostileScript("use \"../evil.limn\"", "limit.root"),
        HostileScript("use \"./outer/evil.limn\"", "limit.root"), HostileScript("load(\"../model\")", "limit.root"),
        HostileScript("try read(\"../secret.json\") else \"swallowed\"", "limit.root"),
    ]

    static let all = loops + hogs + deep + files
}
