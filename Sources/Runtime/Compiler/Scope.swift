/// The names of one function while it is compiled; the outermost scope is the top level.
final class Scope {
    let parent: Scope?
    /// A local function can call itself by this name.
    let ownName: String?
    /// Slots of the names that the function gives values to. At the top level these are global cells instead.
    private(set) var locals: [String: Int] = [:]
    /// Names of the comprehensions around the present place, innermost last.
    private var overlays: [[String: Int]] = []
    private(set) var slotCount = 0
    private(set) var captures: [CaptureSource] = []
    private var captureIndices: [String: Int] = [:]
    var loopDepth = 0

    var isTop: Bool { parent == nil }

    init(parent: Scope?, ownName: String? = nil) {
        self.parent = parent
        self.ownName = ownName
    }

    @discardableResult
    func declare(_ name: String) -> Int {
        if let slot = locals[name] { return slot }
        locals[name] = slotCount
        slotCount += 1
        return slotCount - 1
    }

    /// Slots for the names of a comprehension, seen until `endOverlay`.
    func beginOverlay(_ names: [String]) -> [Int] {
        let slots = names.map { _ in
            slotCount += 1
            return slotCount - 1
        }
        overlays.append(Dictionary(zip(names, slots), uniquingKeysWith: { $1 }))
        return slots
    }

    func endOverlay() { overlays.removeLast() }

    func overlaySlot(_ name: String) -> Int? {
        for overlay in overlays.reversed() { if let slot = overlay[name] { return slot } }
        return nil
    }

    /// The place among the captured values of a name of an enclosing function; nil where none has it.
    func capture(_ name: String) -> Int? {
        if let index = captureIndices[name] { return index }
        guard let parent, let source = parent.source(of: name) else { return nil }
        captures.append(source)
        captureIndices[name] = captures.count - 1
        return captures.count - 1
    }

    private func source(of name: String) -> CaptureSource? {
        if let slot = overlaySlot(name) { return .local(slot) }
        if isTop { return nil }
        if let slot = locals[name] { return .local(slot) }
        if ownName == name { return .itself }
        return capture(name).map { .captured($0) }
    }
}
