import Glibc

extension MongodFolder {
    /// What Linux reads of one request, at least; the rest of a larger one it passes over in silence.
    private static var step: Int { 128 << 10 }

    /// Asks the system to read the database's files into its memory, those first that were written last: what nobody uses
    /// any more is not written.
    ///
    /// After a restart of the machine, a reader of the read models would otherwise wait for the disk at every page of some
    /// kilobytes; read from one end to the other, the same files come many times as fast. Blocks while the disk is busy,
    /// so it needs a thread of its own. What cannot be read is left out: mongod will say what is wrong with it.
    ///
    /// - Parameter limit: Bytes in all; files that would exceed it are left out.
    /// - Returns: The bytes that were asked for.
    @discardableResult
    func readAhead(atMost limit: Int) -> Int {
        var asked = 0
        for (name, size) in dataFiles() where asked + size <= limit {
            let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { continue }
            for start in stride(from: 0, to: size, by: Self.step) {
                guard posix_fadvise(file, start, Self.step, POSIX_FADV_WILLNEED) == 0 else { break }
                asked += min(Self.step, size - start)
            }
            close(file)
        }
        return asked
    }

    /// The files of collections and indexes with their sizes, those written last first.
    private func dataFiles() -> [(name: String, size: Int)] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var files: [(name: String, size: Int, written: timespec)] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            var status = stat()
            guard name.hasSuffix(".wt"), stat("\(path)/\(name)", &status) == 0 else { continue }
            files.append((name, Int(status.st_size), status.st_mtim))
        }
        files.sort {
            ($0.written.tv_sec, $0.written.tv_nsec) > ($1.written.tv_sec, $1.written.tv_nsec)
        }
        return files.map { ($0.name, $0.size) }
    }
}
