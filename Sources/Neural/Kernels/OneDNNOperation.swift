import COneDNN
import Tensors

/// A oneDNN primitive for one shape. It keeps no data, so several threads may run it at a time.
final class OneDNNOperation: @unchecked Sendable {
    private let handle: OpaquePointer

    private init(_ handle: OpaquePointer) { self.handle = handle }
    deinit { limn_operation_free(handle) }

    static func convolution(_ shape: limn_convolution) throws -> OneDNNOperation {
        try withUnsafePointer(to: shape) { shape in
            try make("a convolution") { limn_convolution_create(shape, &$0) }
        }
    }

    static func linear(_ shape: limn_linear) throws -> OneDNNOperation {
        try withUnsafePointer(to: shape) { shape in
            try make("a matrix product") { limn_linear_create(shape, &$0) }
        }
    }

    static func eltwise(count: Int, algorithm: Int32, alpha: Float) throws -> OneDNNOperation {
        try make("an activation") { limn_eltwise_create(Int64(count), algorithm, alpha, &$0) }
    }

    static func softmax(rows: Int, width: Int) throws -> OneDNNOperation {
        try make("a softmax") { limn_softmax_create(Int64(rows), Int64(width), &$0) }
    }

    static func layerNorm(rows: Int, width: Int, epsilon: Float) throws -> OneDNNOperation {
        try make("a layer normalisation") { limn_layer_norm_create(Int64(rows), Int64(width), epsilon, &$0) }
    }

    private static func make(_ what: String, _ create: (inout OpaquePointer?) -> Int32) throws -> OneDNNOperation {
        var handle: OpaquePointer?
        let status = create(&handle)
        guard status == 0, let handle else { throw Problem.oneDNN(what, status) }
        return OneDNNOperation(handle)
    }

    var weightBytes: Int { limn_operation_weight_bytes(handle) }

    func sharesWeights(with other: OneDNNOperation) -> Bool { limn_operation_shares_weights(handle, other.handle) }

    /// The weights in the layout that this primitive wants.
    func packed(_ plain: UnsafePointer<Float>) throws -> Storage {
        let storage = try Storage(byteCount: weightBytes)
        let status = limn_operation_pack(handle, plain, storage.base)
        guard status == 0 else { throw Problem.oneDNN("packing weights", status) }
        return storage
    }

    func run(
        _ source: UnsafePointer<Float>, weights: UnsafeRawPointer? = nil, bias: UnsafePointer<Float>? = nil,
        adding residual: UnsafePointer<Float>? = nil, into target: UnsafeMutablePointer<Float>
    ) throws {
        let status = limn_operation_run(handle, source, weights, bias, residual, target)
        guard status == 0 else { throw Problem.oneDNN("running a primitive", status) }
    }
}

extension Problem {
    /// oneDNN refused; `status` is its `dnnl_status_t` (1 out of memory, 2 invalid arguments, 3 not implemented).
    static func oneDNN(_ what: String, _ status: Int32) -> Problem {
        Problem("kernels.onednn", "oneDNN could not do \(what) (status \(status))")
    }
}
