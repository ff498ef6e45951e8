// The height of a tree, kept in its nodes: whoever walks or frees a tree recurses this deep.

extension Expression.Kind {
    var depth: Int {
        switch self {
        case .none, .bool, .int, .float, .quantity, .name: return 1
        case .string(let parts):
            return 1
                + parts.deepest {
                    if case .value(let expression) = $0 { return expression.depth }
                    return 0
                }
        case .list(let items): return 1 + items.deepest { $0.depth }
        case .record(let entries): return 1 + entries.deepest { $0.value.depth }
        case .comprehension(let value, _, let over, let condition):
            return 1 + max(value.depth, over.depth, condition?.depth ?? 0)
        case .unary(_, let operand): return 1 + operand.depth
        case .binary(_, let left, let right, _): return 1 + max(left.depth, right.depth)
        case .chain(let operands, _): return 1 + operands.deepest { $0.depth }
        case .call(let callee, let arguments, _): return 1 + max(callee.depth, arguments.deepest { $0.value.depth })
        case .pipe(let subject, let target): return 1 + max(subject?.depth ?? 0, target.depth)
        case .field(let base, _): return 1 + base.depth
        case .index(let base, let items): return 1 + max(base.depth, items.deepest { $0.kind.depth })
        case .function(let definition): return 1 + definition.depth
        case .conditional(let branches, let otherwise):
            let deepest = branches.deepest { max($0.condition.depth, $0.body.deepest { $0.depth }) }
            return 1 + max(deepest, otherwise?.deepest { $0.depth } ?? 0)
        case .attempt(let expression, let fallback): return 1 + max(expression.depth, fallback.depth)
        case .with(let settings, let body): return 1 + max(settings.deepest { $0.depth }, body.deepest { $0.depth })
        }
    }
}

extension Statement.Kind {
    var depth: Int {
        switch self {
        case .expression(let expression): 1 + expression.depth
        case .assign(let targets, let value): 1 + max(targets.deepest { $0.depth }, value.depth)
        case .update(let target, _, let value): 1 + max(target.depth, value.depth)
        case .define(let definition): 1 + definition.depth
        case .whileLoop(let condition, let body): 1 + max(condition.depth, body.deepest { $0.depth })
        case .forLoop(_, let over, let body): 1 + max(over.depth, body.deepest { $0.depth })
        case .returnValue(let value): 1 + (value?.depth ?? 0)
        case .useModule, .breakLoop, .continueLoop: 1
        }
    }
}

extension Subscript.Kind {
    var depth: Int {
        switch self {
        case .index(let expression): expression.depth
        case .slice(let start, let stop, let step): max(start?.depth ?? 0, stop?.depth ?? 0, step?.depth ?? 0)
        case .ellipsis: 0
        }
    }
}

extension FunctionDefinition {
    var depth: Int { max(body.deepest { $0.depth }, parameters.deepest { $0.defaultValue?.depth ?? 0 }) }
}

extension Array {
    fileprivate func deepest(_ depth: (Element) -> Int) -> Int {
        var deepest = 0
        for element in self { deepest = Swift.max(deepest, depth(element)) }
        return deepest
    }
}
