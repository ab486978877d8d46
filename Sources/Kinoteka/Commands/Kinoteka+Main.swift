import ArgumentParser
import Foundation

extension Kinoteka {
    /// Parses the command line, runs the command, and turns whatever it throws into one sentence and an exit code.
    ///
    /// ArgumentParser's own code for wrong usage is 64; ours is 2, as the documentation promises.
    static func main() async {
        do {
            var command = try parseAsRoot()
            Allocator.tune(for: type(of: command))
            if var asyncCommand = command as? any AsyncParsableCommand {
                try await asyncCommand.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Console.error(failure.message)
            Foundation.exit(failure.exitCode)
        } catch is CancellationError {
            Console.error("Interrupted.")
            Foundation.exit(130)
        } catch {
            let code = Kinoteka.exitCode(for: error)
            switch code {
            case .success, .validationFailure:
                let message = Kinoteka.fullMessage(for: error)
                if code == .success { Console.line(message) } else { Console.error(message) }
                Foundation.exit(code == .success ? 0 : 2)
            default:
                if !(error is ExitCode) { Console.error(ErrorSentence(error).text) }
                Foundation.exit(code.rawValue == 0 ? 1 : code.rawValue)
            }
        }
    }
}
