import JSONKit

extension OutputOptions {
    /// Prints the sentence, or with `--json` the object that `body` fills.
    func print(_ text: String, _ body: (inout JSONWriter) -> Void) {
        if json { JSONLine.print(body) } else { Console.line(text) }
    }
}
