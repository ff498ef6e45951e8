import Glibc

extension Problem {
    /// The path cannot be used as a file to read: `file.missing`, `file.unreadable`, `file.directory`, `file.empty`.
    public static func file(_ word: String, _ path: String, _ found: String, help: String? = nil) -> Problem {
        Problem("file.\(word)", "\(path) \(found)", help: help)
    }

    /// What the system answered (`errno`) when `path` was opened or read.
    public static func cannotRead(_ path: String, _ code: Int32) -> Problem {
        switch code {
        case ENOENT, ENOTDIR: missingFile(path)
        case EACCES, EPERM: file("unreadable", path, "may not be read: permission denied")
        default: file("unreadable", path, "cannot be read: \(systemMessage(code))")
        }
    }

    /// There is no such file; the nearest name in its folder is suggested.
    public static func missingFile(_ path: String) -> Problem {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? ""
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let near = nearest(to: name, among: names(in: folder.isEmpty ? "." : folder))
        return Problem(
            "file.missing", "there is no file \"\(path)\"",
            help: near.map { "did you mean \"\(folder)\($0)\"?" } ?? "check the path and the working folder")
    }

    /// The names in a folder, at most a thousand; none where it cannot be read.
    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while names.count < 1000, let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    /// What the system answered when `path` was written. Nothing was left behind.
    public static func cannotWrite(_ path: String, _ code: Int32) -> Problem {
        switch code {
        case ENOSPC, EDQUOT:
            Problem(
                "file.disk-full", "\(path) was not written: the disk is full", help: "free some space and try again")
        case ENOENT, ENOTDIR:
            Problem(
                "file.unwritable", "\(path) was not written: its folder does not exist", help: "make the folder first")
        default:
            Problem("file.unwritable", "\(path) was not written: \(systemMessage(code))")
        }
    }

    /// A pickle or a zip of pickles: it runs code when it is read, so Limn never reads it.
    public static func pickle(_ path: String) -> Problem {
        Problem(
            "file.pickle",
            "\(path) is a Python pickle, which can run any code when it is opened; Limn does not read it",
            help: "convert it once, where you trust it: "
                + "python -c \"import sys, torch, safetensors.torch as s; d = torch.load(sys.argv[1], "
                + "map_location='cpu', weights_only=True); s.save_file({k: v.contiguous() for k, v in "
                + "d.get('state_dict', d).items()}, sys.argv[2])\" \(path) model.safetensors")
    }

    /// A file whose beginning is not what its reader expects, where the beginning tells what it is instead.
    static func foreignBeginning(_ bytes: UnsafeRawBufferPointer, _ path: String) -> Problem? {
        func starts(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
        if starts("version https://git-lfs") {
            return file("pointer", path, "is a Git LFS pointer, not the file itself", help: "run: git lfs pull")
        }
        if starts("<!DOCTYPE") || starts("<!doctype") || starts("<html") {
            return file("web-page", path, "is a web page, not the file itself", help: "download the file again")
        }
        let isZip = bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
        let isPickle = bytes.count > 1 && bytes[0] == 0x80 && (2...5).contains(bytes[1])
        return isZip || isPickle ? pickle(path) : nil
    }
}

/// The system's words for an error code, such as "Permission denied".
func systemMessage(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "error \(code)" }
}
