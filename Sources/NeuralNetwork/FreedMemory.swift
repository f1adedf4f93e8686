import CKernels

/// Lets memory that was freed stay with the program, from now to its end.
///
/// Each step of a training frees its large tensors and asks for as much again; the system would take
/// them back and clear them every time.
package func keepFreedMemory() { digitpad_keep_freed_memory() }
