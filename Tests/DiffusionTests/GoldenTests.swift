import Diffusion
import Neural
import Tensors
import Testing

/// Agreement with diffusers and transformers on the same weights and the same noise.
@Suite struct GoldenTests {
    static let fixtures = String(#filePath.dropLast("GoldenTests.swift".count)) + "Fixtures"

    /// max |a − b| / max |b|, tensor by tensor.
    static let tolerance = 1e-4

    @Test(arguments: ["scenes", "levels", "v2", "xl"]) func agreesWithDiffusers(_ name: String) throws {
        let goldens = try Goldens(folder: "\(Self.fixtures)/\(name)")
        let model = try DiffusionModel.load(folder: goldens.model)
        let report = try NumericReport.compare(model, with: goldens)
        print("\(name)\n\(report.table)")
        #expect(report.missing == [])
        #expect(report.rows.map(\.part).sorted() == ["attention", "ddim", "decode", "encode", "euler", "text", "unet"])
        for row in report.rows { #expect(row.largest <= Self.tolerance, "\(name): \(row.part) at \(row.worst)") }
        #expect(report.rows.reduce(0) { $0 + $1.count } > 250)
    }
}
