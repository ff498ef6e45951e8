import Glibc
import Runtime

/// Where results are kept between runs, and how much.
///
/// The folder is `--cache DIR`, else `LIMN_CACHE`, else `limn` in `XDG_CACHE_HOME` or `~/.cache`. `--no-cache` and
/// `LIMN_CACHE=off` keep nothing.
public struct CacheSettings: Sendable {
    /// Nil where nothing is kept.
    public var folder: String?
    /// Why nothing is kept; nil where something is.
    public var reason: String?
    /// Bytes that the folder may take; the least recently used results go first.
    public var limit = CacheSettings.standardLimit

    public static let standardLimit = 4 << 30

    /// - Parameters:
    ///   - folder, isOff, size: what the command line says.
    ///   - environment: the value of a variable.
    /// - Throws: `cache.size` for a size that cannot be read.
    public init(
        folder: String? = nil, isOff: Bool = false, size: String? = nil,
        environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
    ) throws {
        if let size = size ?? environment("LIMN_CACHE_SIZE"), !size.isEmpty { limit = try CacheSettings.bytes(size) }
        if isOff {
            reason = "--no-cache was given"
        } else if let folder {
            self.folder = folder
        } else if let word = environment("LIMN_CACHE"), !word.isEmpty {
            if ["off", "0", "no", "none", "false"].contains(word.lowercased()) {
                reason = "LIMN_CACHE=\(word)"
            } else {
                self.folder = word
            }
        } else if let base = environment("XDG_CACHE_HOME"), base.hasPrefix("/") {
            self.folder = base + "/limn"
        } else if let home = environment("HOME"), home.hasPrefix("/") {
            self.folder = home + "/.cache/limn"
        } else {
            reason = "there is no home folder to keep results in; give --cache DIR"
        }
    }

    /// `8GiB`, `500MB`, or a number of bytes. - Throws: `cache.size`.
    public static func bytes(_ text: String) throws -> Int {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).filter { $0 != " " }
        let factor = unit.isEmpty ? 1 : ParameterUnit.bytes.factor(of: String(unit))
        guard let number = Double(String(digits)), let factor, let bytes = Int(exactly: (number * factor).rounded()),
            bytes >= 0
        else {
            throw Problem("cache.size", "the size `\(text)` cannot be read", help: "write for example 8GiB or 500MB")
        }
        return bytes
    }
}

extension Session {
    /// Keeps results as the settings say. Inside a root (`--limit root=`) only in a folder below it.
    @discardableResult
    public func keepResults(_ settings: CacheSettings) -> SessionCache {
        var settings = settings
        if let folder = settings.folder, context.root != nil {
            settings.folder = try? context.resolve(folder, for: .write)
            if settings.folder == nil {
                settings.reason =
                    "\(folder) lies outside of the root that --limit allows; give --cache a folder inside it"
            }
        }
        let cache = SessionCache(settings, context: context, kinds: archivedKinds)
        context.cache = cache
        return cache
    }

    /// What is kept, where it was asked for; nil where `keepResults` was not called.
    public var cache: SessionCache? { context.cache as? SessionCache }
}
