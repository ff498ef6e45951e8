import COneDNN
import Tensors

/// How many threads an operation is worth.
///
/// A team of threads has to meet after every operation. For a small one the meeting takes longer than the work, and
/// where other programs keep the processors busy it takes as long as the scheduler likes: a small model ran five to
/// twenty times slower on two threads than on one.
enum OneDNNThreads {
    /// Floating-point operations below which one thread does all: a few tenths of a millisecond.
    private static let smallWork = 6.7e7
    /// What one element of a pointwise operation counts for.
    private static let workPerElement = 256.0

    /// Sets the number for the calling thread's next operation and returns it; a primitive is made for one number.
    static func set(forWork work: Double) -> Int {
        let count = work < smallWork ? 1 : Threads.count
        limn_onednn_set_threads(Int32(clamping: count))
        return count
    }

    static func set(forElements count: Int) -> Int { set(forWork: Double(count) * workPerElement) }
}
