//! Memory that was freed, given back to the system.

/// Gives freed memory back: the allocator would keep it for work of the same size, and some work, such as reading a
/// whole folder, is done once. Costs a millisecond or so; does nothing where the allocator is not glibc's.
pub fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[allow(unsafe_code, reason = "the function takes no pointer and may be called from any thread at any time")]
    // SAFETY: malloc_trim(3) is thread-safe and touches nothing but memory that is free.
    unsafe {
        libc::malloc_trim(0);
    }
}
