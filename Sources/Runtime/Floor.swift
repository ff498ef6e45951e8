import Tensors

// What the layers above, and programs that embed the language, name of the floor without knowing of tensors.

/// What went wrong, in the words that the user will read.
public typealias Problem = Tensors.Problem
/// The flag that Ctrl-C sets, and the deadline.
public typealias Interrupt = Tensors.Interrupt
/// Thrown where work stopped because the user asked.
public typealias Interrupted = Tensors.Interrupted
/// How many bytes tensors may hold.
public typealias MemoryBudget = Tensors.MemoryBudget
