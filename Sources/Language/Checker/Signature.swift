/// What a call of a function may look like, as far as that can be said without running it.
public struct Signature: Sendable {
    public struct Parameter: Sendable {
        /// As a script writes it.
        public var name: String
        /// Given by name only. Others may be given by name too.
        public var isOption: Bool
        /// A call may not leave it out.
        public var isRequired: Bool
        /// Takes all further positional arguments.
        public var isVariadic: Bool
        /// The units that a quantity may have here (`["ms", "s", "min"]`); nil where nothing is known.
        public var units: [String]?
        /// The words that a string may be; nil for any.
        public var choices: [String]?

        public init(
            _ name: String, isOption: Bool = false, isRequired: Bool = false, isVariadic: Bool = false,
            units: [String]? = nil, choices: [String]? = nil
        ) {
            self.name = name
            self.isOption = isOption
            self.isRequired = isRequired
            self.isVariadic = isVariadic
            self.units = units
            self.choices = choices
        }
    }

    public var name: String
    /// Those without a name first, in their order.
    public var parameters: [Parameter]
    /// Takes options of every name, as `sweep(site=…, timestep=…)` does.
    public var takesAnyOption: Bool
    /// The parameter that a trailing `do` block fills; nil: the next positional one.
    public var block: String?

    public init(_ name: String, _ parameters: [Parameter], takesAnyOption: Bool = false, block: String? = nil) {
        self.name = name
        self.parameters = parameters
        self.takesAnyOption = takesAnyOption
        self.block = block
    }

    /// Of a function that a script defines.
    init(_ definition: FunctionDefinition) {
        self.init(
            definition.name?.text ?? "",
            definition.parameters.map { Parameter($0.name.text, isRequired: $0.defaultValue == nil) })
    }
}

/// What the checker has to know of the session: the commands, and every name that has a value from the start.
public protocol Signatures {
    /// nil: there is no such function, or nothing is known of it.
    func function(named name: String) -> Signature?
    /// Commands, constants such as `pi`, and the names of a session; for resolving and for suggestions.
    var names: [String] { get }
    /// The function that another language calls `word` (`len`); nil where there is none.
    func function(knownElsewhereAs word: String) -> String?
}

extension Signatures {
    public func function(knownElsewhereAs word: String) -> String? { nil }
}
