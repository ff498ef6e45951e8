/// Which dtype two operands meet in.
///
/// |          | bool     | int64    | float16  | bfloat16 | float32 |
/// | -------- | -------- | -------- | -------- | -------- | ------- |
/// | bool     | bool     | int64    | float16  | bfloat16 | float32 |
/// | int64    | int64    | int64    | float16  | bfloat16 | float32 |
/// | float16  | float16  | float16  | float16  | float32  | float32 |
/// | bfloat16 | bfloat16 | bfloat16 | float32  | bfloat16 | float32 |
/// | float32  | float32  | float32  | float32  | float32  | float32 |
///
/// A scalar of the language is weak: it takes the tensor's dtype unless its kind (bool < int < float) is above
/// the tensor's, as NumPy 2 and torch have it. So `float16 * 2.5` stays float16 and `int64 * 2.5` is float32.
extension DType {
    /// The dtype of an operation on two tensors.
    public func promoted(with other: DType) -> DType {
        if self == other { return self }
        if isFloating && other.isFloating { return .float32 }
        if isFloating || other.isFloating { return isFloating ? self : other }
        return .int64
    }

    /// The dtype of an operation on a tensor of this dtype and a scalar of the language.
    public func promoted(withScalar scalar: DType) -> DType {
        scalar.kind > kind ? promoted(with: scalar) : self
    }

    private var kind: Int {
        switch self {
        case .bool: 0
        case .int64: 1
        case .float16, .bfloat16, .float32: 2
        }
    }

    /// Where arithmetic happens: float32 for every float.
    var computing: DType { isFloating ? .float32 : self }

    /// Itself if floating, else float32: what `exp` or a mean gives.
    var floating: DType { isFloating ? self : .float32 }
}
