import Diffusion
import Neural
import Runtime
import Tensors

struct Numerics: Command {
    static let purity = Purity.impure
    static let name = "numerics",
        summary = "How far Limn's numbers are from a reference's: the largest relative error of each part of a model."
    static let discussion = """
        The folder holds `goldens.json` and `goldens.safetensors`, which name the model, the noise and every value that \
        the reference computed: text states, the output of every module of the UNet, attention maps, each denoising \
        step of two schedulers, pictures. The error of a tensor is max |a − b| / max |b|.
        """
    static let searchTerms = ["goldens", "accuracy", "allclose", "verify"]
    static let examples = [Example("try numerics(\"no such folder\") else \"no goldens\"", gives: "\"no goldens\"")]
    @Argument("A folder with goldens.", completes: "path") var folder: String

    func run(in context: Context) throws -> Table {
        let goldens = try Goldens(folder: try context.resolve(folder, for: .read))
        let model = try DiffusionModel.load(folder: goldens.model)
        let report = try NumericReport.compare(model, with: goldens)
        return Table(
            rows: report.rows.map { row in
                Record([
                    ("part", .string(row.part)), ("tensors", .int(row.count)), ("largest_error", .float(row.largest)),
                    ("where", .string(row.worst)),
                ])
            })
    }
}
