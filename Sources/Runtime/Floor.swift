import Tensors

// What the layers above, and programs that embed the language, name of the floor without knowing of tensors.

/// What went wrong, in the words that the user will read.
public typealias Problem = Tensors.Problem
/// The flag that Ctrl-C sets, and the deadline.
public typealias Interrupt = Tensors.Interrupt
/// Thrown where work stopped because the user asked.
public typealias Interrupted = Tensors.Interrupted
/// How much memory work may take.
public typealias MemoryBudget = Tensors.MemoryBudget
/// Looks from outside at work that goes on.
public typealias Watch = Tensors.Watch
/// Where files may be touched, and how many bytes may be written.
public typealias Confinement = Tensors.Confinement
