import Tensors

/// A value made by a command out of a Swift type: image, model, run, data set, probe …
public protocol Native: AnyObject, Sendable {
    /// What messages call it: `image`, `model`.
    var typeName: String { get }
    /// Names after the dot, for completion and messages.
    var fieldNames: [String] { get }
    /// Words of one kind that it knows, for completion: `site` of a model or a recording, `word` of a run's prompts.
    func names(of kind: String) -> [String]
    /// The field, or nil where there is none of that name. - Throws: where reading it fails.
    func field(_ name: String) throws -> Value?
    /// `x[…]` with one subscript of a string or an integer; nil where it cannot be indexed.
    func element(_ key: Value) throws -> Value?
    /// `x[…]` with axis names, slices or several subscripts; nil where it cannot be indexed so.
    func selecting(_ subscripts: [IndexSpec]) throws -> Value?
    /// What a slice `x[1:3]` is taken from where nothing else selects it, each element at its own number, and none where
    /// there is nothing, which the slice leaves out; nil where it has no slices of elements.
    func numberedElements() throws -> [Value]?
    /// What a `for` loop visits, in order; nil where it cannot be looped over.
    func elements() throws -> [Value]?
    /// How it shows itself at a prompt or in a notebook.
    func display(width: Int) -> DisplayBundle
    /// Equality as `==` sees it.
    func isEqual(to other: any Native) -> Bool
}

extension Native {
    public var fieldNames: [String] { [] }
    public func names(of kind: String) -> [String] { [] }
    public func field(_ name: String) throws -> Value? { nil }
    public func element(_ key: Value) throws -> Value? { nil }
    public func selecting(_ subscripts: [IndexSpec]) throws -> Value? { nil }
    public func numberedElements() throws -> [Value]? { nil }
    public func elements() throws -> [Value]? { nil }
    public func isEqual(to other: any Native) -> Bool { self === other }
}

/// One value shown in several ways; the front end takes the richest that it can draw. Text is always there.
public struct DisplayBundle: Sendable {
    /// Plain text, no colours, no trailing newline.
    public var text: String
    /// A PNG file, made when it is asked for: most displays only want the text.
    public var png: [UInt8]? { makePNG() }
    private let makePNG: @Sendable () -> [UInt8]?
    public var html: String?
    public var json: String?
    /// The picture of `png` decoded, for terminals that draw pixels themselves.
    public var raster: Raster?
    /// More than `text` says, where there is more. Shown below a picture too.
    public var card: Card?

    public init(
        text: String, png: @autoclosure @escaping @Sendable () -> [UInt8]? = nil, html: String? = nil,
        json: String? = nil, raster: Raster? = nil, card: Card? = nil
    ) {
        self.text = text
        makePNG = png
        self.html = html
        self.json = json
        self.raster = raster
        self.card = card
    }
}

/// A value that `with … end` puts in force for the length of its body: `with seed(7), threads(1) … end`.
public protocol ScopedSetting: Native {
    /// Puts the setting in force and remembers what was there before.
    func enter(_ context: Context) throws
    /// Restores what `enter` found; also called after an error or an interrupt.
    func leave(_ context: Context)
}
