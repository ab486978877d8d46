import Logging

/// The log lines of a server, on standard error; `KINOTEKA_LOG=debug` shows more.
enum ServerLogger {
    static func make(_ level: String?) -> Logger {
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "kinoteka")
        logger.logLevel = level.flatMap(Logger.Level.init(rawValue:)) ?? .warning
        return logger
    }
}
