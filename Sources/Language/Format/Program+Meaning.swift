// Whether two trees say the same, places aside.

extension Program {
    func means(the other: Program) -> Bool {
        // A `;` alone in front of everything is a cell without anything in it.
        let isExtra = cells.count == other.cells.count + 1 && cells[0].isEmpty
        let cells = isExtra ? Array(self.cells.dropFirst()) : self.cells
        return body.means(the: other.body) && cells.count == other.cells.count
            && zip(cells, other.cells).allSatisfy { $0.means(the: $1) }
    }
}

extension Cell {
    fileprivate var isEmpty: Bool { statements.isEmpty && title.isEmpty && prose.isEmpty && options.isEmpty }

    /// Empty lines between two paragraphs of prose are one however many they are.
    fileprivate func means(the other: Cell) -> Bool {
        func paragraphs(_ text: String) -> [String] {
            var lines: [String] = []
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                if !line.isEmpty || lines.last?.isEmpty == false { lines.append(String(line)) }
            }
            return lines
        }
        return kind == other.kind && title == other.title && statements == other.statements
            && options.elementsEqual(other.options) { $0.key == $1.key && $0.value == $1.value }
            && paragraphs(prose) == paragraphs(other.prose)
    }
}

extension [Statement] {
    fileprivate func means(the other: [Statement]) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.means(the: $1) }
    }
}

extension Statement {
    fileprivate func means(the other: Statement) -> Bool {
        guard isSilent == other.isSilent else { return false }
        switch (kind, other.kind) {
        case (.expression(let a), .expression(let b)): return a.means(the: b)
        case (.assign(let a, let x), .assign(let b, let y)): return a.means(the: b) && x.means(the: y)
        case (.update(let a, let p, let x), .update(let b, let q, let y)):
            return p == q && a.means(the: b) && x.means(the: y)
        case (.define(let a), .define(let b)): return a.means(the: b)
        case (.whileLoop(let a, let x), .whileLoop(let b, let y)): return a.means(the: b) && x.means(the: y)
        case (.forLoop(let m, let a, let x), .forLoop(let n, let b, let y)):
            return m.map(\.text) == n.map(\.text) && a.means(the: b) && x.means(the: y)
        case (.useModule(let a, let m), .useModule(let b, let n)): return a == b && m?.text == n?.text
        case (.returnValue(let a), .returnValue(let b)): return same(a, b)
        case (.breakLoop, .breakLoop), (.continueLoop, .continueLoop): return true
        default: return false
        }
    }
}

extension FunctionDefinition {
    fileprivate func means(the other: FunctionDefinition) -> Bool {
        name?.text == other.name?.text && documentation == other.documentation
            && parameters.count == other.parameters.count
            && zip(parameters, other.parameters).allSatisfy {
                $0.name.text == $1.name.text && same($0.defaultValue, $1.defaultValue)
            } && body.means(the: other.body)
    }
}

extension Subscript {
    fileprivate func means(the other: Subscript) -> Bool {
        guard axis?.text == other.axis?.text else { return false }
        switch (kind, other.kind) {
        case (.index(let a), .index(let b)): return a.means(the: b)
        case (.slice(let a, let b, let c), .slice(let x, let y, let z)):
            return same(a, x) && same(b, y) && same(c, z)
        case (.ellipsis, .ellipsis): return true
        default: return false
        }
    }
}

private func same(_ a: Expression?, _ b: Expression?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a.means(the: b)
}

extension [Expression] {
    fileprivate func means(the other: [Expression]) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.means(the: $1) }
    }
}

extension Expression {
    fileprivate func means(the other: Expression) -> Bool {
        switch (kind, other.kind) {
        case (.none, .none): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.int(let a), .int(let b)): return a == b
        case (.float(let a), .float(let b)): return a == b
        case (.quantity(let a, let m), .quantity(let b, let n)): return a == b && m == n
        case (.string(let a), .string(let b)):
            return a.count == b.count
                && zip(a, b).allSatisfy {
                    switch ($0, $1) {
                    case (.text(let x), .text(let y)): x == y
                    case (.value(let x), .value(let y)): x.means(the: y)
                    default: false
                    }
                }
        case (.name(let a), .name(let b)): return a == b
        case (.list(let a), .list(let b)): return a.means(the: b)
        case (.record(let a), .record(let b)):
            return a.map(\.key.text) == b.map(\.key.text) && a.map(\.value).means(the: b.map(\.value))
        case (.comprehension(let v, let m, let a, let c), .comprehension(let w, let n, let b, let d)):
            return m.map(\.text) == n.map(\.text) && v.means(the: w) && a.means(the: b) && same(c, d)
        case (.unary(let p, let a), .unary(let q, let b)): return p == q && a.means(the: b)
        case (.binary(let p, let a, let x, _), .binary(let q, let b, let y, _)):
            return p == q && a.means(the: b) && x.means(the: y)
        case (.chain(let a, let p), .chain(let b, let q)): return p == q && a.means(the: b)
        case (.call(let f, let a, let m), .call(let g, let b, let n)):
            return m == n && f.means(the: g) && a.map(\.name?.text) == b.map(\.name?.text)
                && a.map(\.value).means(the: b.map(\.value))
        case (.pipe(let a, let f), .pipe(let b, let g)): return same(a, b) && f.means(the: g)
        case (.field(let a, let m), .field(let b, let n)): return m.text == n.text && a.means(the: b)
        case (.index(let a, let i), .index(let b, let j)):
            return a.means(the: b) && i.count == j.count && zip(i, j).allSatisfy { $0.means(the: $1) }
        case (.function(let f), .function(let g)): return f.means(the: g)
        case (.conditional(let a, let e), .conditional(let b, let f)):
            guard a.count == b.count, (e == nil) == (f == nil) else { return false }
            return zip(a, b).allSatisfy { $0.condition.means(the: $1.condition) && $0.body.means(the: $1.body) }
                && (e ?? []).means(the: f ?? [])
        case (.attempt(let a, let x), .attempt(let b, let y)): return a.means(the: b) && x.means(the: y)
        case (.with(let a, let x), .with(let b, let y)): return a.means(the: b) && x.means(the: y)
        default: return false
        }
    }
}
