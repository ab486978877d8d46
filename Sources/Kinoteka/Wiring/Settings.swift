import Foundation
import Yams

/// Values that were not given as flags: first the environment (`KINOTEKA_…`), then the configuration file.
struct Settings {
    private let file: [String: String]

    /// Reads the file that `KINOTEKA_CONFIG` names, or `kinoteka.yaml` in the data folder when it is there.
    ///
    /// - Throws: ``CommandFailure`` when a named file is missing, or a file is not a mapping of known names to text.
    init(dataFolder: String?) throws {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["KINOTEKA_CONFIG"] {
            file = try Self.read(named)
        } else if let folder = dataFolder ?? environment["KINOTEKA_DATA"],
            FileManager.default.fileExists(atPath: folder + "/kinoteka.yaml")
        {
            file = try Self.read(folder + "/kinoteka.yaml")
        } else {
            file = [:]
        }
    }

    /// The value of `name`: the flag, else the environment, else the file.
    func value(_ name: Name, flag: String?) -> String? {
        flag ?? ProcessInfo.processInfo.environment["KINOTEKA_" + name.rawValue.uppercased()]
            ?? file[name.rawValue]
    }

    /// What can be set outside the command line.
    enum Name: String, CaseIterable {
        case data, listen, mongo, projections, cache
    }

    private static func read(_ path: String) throws -> [String: String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailure.usage("The configuration file \(path) cannot be read.")
        }
        let loaded: Any?
        do {
            loaded = try Yams.load(yaml: text)
        } catch {
            throw CommandFailure.usage("The configuration file \(path) is not YAML: \(error)")
        }
        guard let loaded else { return [:] }
        guard let mapping = loaded as? [String: Any] else {
            throw CommandFailure.usage("The configuration file \(path) must be a mapping of names to values.")
        }
        let known = Set(Name.allCases.map(\.rawValue))
        if let stranger = mapping.keys.sorted().first(where: { !known.contains($0) }) {
            throw CommandFailure.usage(
                "\(path): `\(stranger)` is not a setting; there are \(known.sorted().joined(separator: ", "))."
            )
        }
        return mapping.mapValues { "\($0)" }
    }
}
