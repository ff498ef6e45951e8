import COpenBLAS

/// How many threads the numeric libraries use: OpenBLAS's pool and OpenMP's, which oneDNN runs on. Set here and nowhere else.
///
/// Results differ in their last bits between counts and repeat exactly within one.
public enum Threads {
    /// At least 1, at most the number of processors.
    public static var count: Int {
        get { limn_openblas_load() == nil ? Int(openblas_get_num_threads()) : available }
        set {
            let wanted = Int32(clamping: max(1, min(newValue, available)))
            if limn_openblas_load() == nil { openblas_set_num_threads(wanted) }
            limn_openmp_set_threads(wanted)
        }
    }

    /// Processors that this process may use.
    public static var available: Int { max(1, Int(limn_processors())) }
}
