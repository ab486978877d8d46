import Foundation
import Testing

@Suite("A log whose file was changed from outside")
struct ChangedLogTests {
    @Test("is found out: log verify names the position whose payload was changed")
    func changedByte() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            for number in 1...5 { _ = try await kinoteka.registerMovie("Film \(number)") }
            try await kinoteka.command("log", "verify").succeeded()
            await kinoteka.stop()
            try await LogFile(folder).replace("Film 3", with: "Film X", at: 3)
            let verified = try await CommandLineRun.kinoteka(["log", "verify"], on: folder)
            #expect(verified.exitCode == 1)
            #expect((verified.output + verified.errors).contains("Position 3"), "\(verified)")
        }
    }
}
