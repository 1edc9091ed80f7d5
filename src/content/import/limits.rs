//! How much an import takes in, so that no export can fill the memory or the disk.

/// Bounds in bytes and in numbers.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Files in a source.
    pub files: usize,
    /// Of a page.
    pub page: u64,
    /// Of the texts of all pages, which are held while their links are followed.
    pub texts: u64,
    /// Of a picture.
    pub picture: u64,
    /// Of an archive inside an archive.
    pub archive: u64,
    /// Of all that is unpacked.
    pub unpacked: u64,
    /// How many times larger than in the archive a file may be.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        const MIB: u64 = 1 << 20;
        Limits {
            files: 50_000,
            page: 8 * MIB,
            texts: 256 * MIB,
            picture: 10 * MIB,
            archive: 512 * MIB,
            unpacked: 8192 * MIB,
            ratio: 200,
        }
    }
}

/// A file smaller than this is no bomb, however well it was packed.
pub const HARMLESS: u64 = 1 << 20;

/// A size as people say it.
pub fn in_words(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes >> 20),
    }
}
