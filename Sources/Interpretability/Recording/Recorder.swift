import Neural
import Tensors

/// Whoever takes part in a run: told which step comes, and then shown the sites that it asked for.
public protocol RunVisitor: SiteVisitor {
    /// The ids of the sites that it wants to see.
    var wanted: [Int] { get }
    /// Called before the model runs for step `index` of the run (from 0).
    /// - Parameter rows: what each row of the batch is.
    func beginStep(_ index: Int, rows: [BatchRow])
    /// Called before a part that does not run in steps, such as the text encoder or the autoencoder.
    func beginPart(rows: [BatchRow])
}

extension RunVisitor {
    /// What a forward pass is given so that this visitor sees its sites; `.plain` where it wants none.
    public func forward(_ table: SiteTable) -> Forward {
        wanted.isEmpty ? .plain : Forward(table: table, wanted: wanted, visitor: self)
    }
}

/// Keeps what was asked for while a model runs, averaging as it streams.
///
/// Make one for each run: `init` prices it and refuses what does not fit, `beginStep` says where the run is, and
/// `finish` hands over what was kept, also after a run that was stopped.
public final class Recorder: RunVisitor {
    public let price: RecordingPrice
    public let wanted: [Int]
    private let run: RunShape
    private var accumulators: [Int: [SiteAccumulator]] = [:]
    private let order: [SiteAccumulator]
    private var step: Int?
    private var rows: [BatchRow]

    /// - Throws: `limit.memory` before anything is taken, and what planning throws: `sites.none`,
    ///   `recording.no-guidance`, `recording.unknown-step`, `.unknown-head`, `.unknown-axis`, `attention.unknown-word`.
    public init(_ requests: [RecordingRequest], sites: SiteTable, run: RunShape) throws {
        let plans = try requests.flatMap { try RecordingPlan.plans(for: $0, sites: sites, run: run) }
        price = RecordingPrice(plans, run)
        try price.check()
        self.run = run
        rows = run.rows
        order = plans.map { SiteAccumulator($0, run: run) }
        for accumulator in order { accumulators[accumulator.plan.site.id, default: []].append(accumulator) }
        wanted = Array(Set(plans.map(\.site.id))).sorted()
    }

    public func beginStep(_ index: Int, rows: [BatchRow]) {
        step = index
        self.rows = rows
    }

    public func beginPart(rows: [BatchRow]) {
        step = nil
        self.rows = rows
    }

    /// `beginStep` with the rows as diffusers lays them out.
    public func beginStep(_ index: Int) { beginStep(index, rows: run.rows) }

    public func visit(_ site: Site, _ value: Tensor) throws -> Tensor {
        for accumulator in accumulators[site.id] ?? [] { try accumulator.add(value, rows: rows, step: step) }
        return value
    }

    /// What was kept. Call it once.
    /// - Parameter finished: how many steps a run that was stopped had finished; of the one that was under way, which
    ///   some sites have seen and others not, nothing is kept. nil where all that was seen counts.
    public func finish(steps finished: Int? = nil) throws -> Recording {
        Recording(try order.compactMap { try $0.finish(before: finished ?? .max) })
    }
}
