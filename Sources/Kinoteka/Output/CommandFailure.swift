/// Why a command stops, as the person at the terminal reads it.
struct CommandFailure: Error {
    let message: String
    /// 1: something is wrong with what the command looked at. 2: the command was used wrongly.
    let exitCode: Int32

    /// The command found something wrong, or could not do its work.
    static func failed(_ message: String) -> CommandFailure {
        CommandFailure(message: message, exitCode: 1)
    }

    /// The command line or the configuration is wrong.
    static func usage(_ message: String) -> CommandFailure {
        CommandFailure(message: message, exitCode: 2)
    }
}

/// One sentence for an error of any room.
struct ErrorSentence {
    let text: String

    init(_ error: any Error) {
        text = String(describing: error)
    }
}
