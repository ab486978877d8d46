import Foundation

/// The two streams of a command: results on standard output, everything else on standard error.
enum Console {
    /// Whether standard error is a terminal, so that progress may redraw one line.
    static let isInteractive = isatty(2) == 1

    /// Writes one line of the result.
    static func line(_ text: String) {
        write(text + "\n", to: .standardOutput)
    }

    /// Writes bytes of the result as they are.
    static func bytes(_ bytes: [UInt8]) {
        try? FileHandle.standardOutput.write(contentsOf: Data(bytes))
    }

    /// Writes one line for the person, apart from the result.
    static func note(_ text: String) {
        write(text + "\n", to: .standardError)
    }

    /// Writes what went wrong.
    static func error(_ text: String) {
        write("kinoteka: \(text)\n", to: .standardError)
    }

    /// Redraws the current line of an interactive terminal.
    static func redraw(_ text: String) {
        write("\r\u{1B}[2K" + text, to: .standardError)
    }

    private static func write(_ text: String, to handle: FileHandle) {
        // A closed pipe (`| head`) ends the output, not the work.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
