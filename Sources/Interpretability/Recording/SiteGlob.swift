import Neural
import Tensors

/// A pattern for site paths.
///
/// `*` stands for any run of characters, points included, and `?` for one character; everything else for itself. A
/// pattern is held against the whole path and against the path without its first component, so `up_blocks.1.*` finds
/// `unet.up_blocks.1.…` and `mid_block` finds `unet.mid_block`.
public struct SiteGlob: Sendable, Equatable {
    public let pattern: String

    public init(_ pattern: String) { self.pattern = pattern }

    /// Whether the pattern may stand for several paths.
    public var hasWildcard: Bool { pattern.utf8.contains { $0 == Self.star || $0 == Self.question } }

    private static let star = UInt8(ascii: "*")
    private static let question = UInt8(ascii: "?")

    /// Whether the pattern stands for this path, with or without its first component.
    public func matches(_ path: String) -> Bool {
        let bytes = Array(path.utf8)
        let wanted = Array(pattern.utf8)
        if Self.matches(wanted, bytes[...]) { return true }
        guard let point = bytes.firstIndex(of: UInt8(ascii: ".")) else { return false }
        return Self.matches(wanted, bytes[(point + 1)...])
    }

    /// Whether the pattern stands for this attention site, whose module may be named instead of its probabilities.
    func matchesAttention(_ path: String) -> Bool {
        matches(path) || matches(Self.module(of: path))
    }

    /// The attention module that a `….probabilities` site belongs to.
    static func module(of path: String) -> String {
        path.hasSuffix(".probabilities") ? String(path.dropLast(".probabilities".count)) : path
    }

    /// Greedy with one point to fall back to: linear in practice, at worst the product of the lengths.
    private static func matches(_ pattern: [UInt8], _ path: ArraySlice<UInt8>) -> Bool {
        var index = path.startIndex
        var place = 0
        var fallback: (place: Int, index: Int)?
        while index < path.endIndex {
            if place < pattern.count, pattern[place] == star {
                fallback = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == question || pattern[place] == path[index] {
                place += 1
                index += 1
            } else if let last = fallback {
                place = last.place + 1
                index = last.index + 1
                fallback = (last.place, index)
            } else {
                return false
            }
        }
        while place < pattern.count, pattern[place] == star { place += 1 }
        return place == pattern.count
    }
}

extension SiteTable {
    /// The sites that a pattern stands for, in the order of the forward pass. - Throws: `sites.none`.
    public func matching(_ pattern: String) throws -> [Site] {
        let glob = SiteGlob(pattern)
        let found = sites.filter { glob.matches($0.path) }
        if found.isEmpty { throw Problem.noSite(pattern, among: sites.map(\.path)) }
        return found
    }

    /// The attention probabilities of the modules that a pattern stands for. - Throws: `sites.none`.
    public func attention(matching pattern: String) throws -> [Site] {
        let glob = SiteGlob(pattern)
        let all = sites.filter { $0.kind == .probabilities }
        let found = all.filter { glob.matchesAttention($0.path) }
        if found.isEmpty { throw Problem.noSite(pattern, among: all.map { SiteGlob.module(of: $0.path) }) }
        return found
    }

    /// Whether the keys of an attention site are its own positions and not a text's tokens.
    public func isSelfAttention(_ site: Site) -> Bool {
        guard site.kind == .probabilities, site.axes.contains("y") else { return false }
        return self.site(at: SiteGlob.module(of: site.path) + ".key")?.axes.contains("y") ?? false
    }
}

extension Problem {
    /// No site has a path that the pattern stands for.
    static func noSite(_ pattern: String, among paths: [String]) -> Problem {
        var parts: [String] = []
        for path in paths {
            let part = String(path.prefix { $0 != "." })
            if !parts.contains(part) { parts.append(part) }
        }
        // `*.attn2` for `*.atn2`: what the last components may be.
        let tails = Set(paths.compactMap { $0.split(separator: ".").last.map { "*." + $0 } }).sorted()
        let short = paths.flatMap { path in [path, String(path.drop { $0 != "." }.dropFirst())] }
        return Problem(
            "sites.none", "no site matches \"\(pattern)\"",
            notes: parts.isEmpty
                ? ["there are no sites"]
                : [
                    "there are \(paths.count) sites in \(parts.joined(separator: ", ")), such as \(paths[paths.count / 2])"
                ],
            help: nearest(to: pattern, among: tails + short).map { "did you mean \"\($0)\"?" }
                ?? "`*` stands for anything, as in \"*.attn2\" or \"up_blocks.1.*\"; sites(model) lists them all")
    }
}
