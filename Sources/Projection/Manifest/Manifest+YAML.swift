import Contracts
import Foundation
import Mongo
import Yams

extension Manifest {
    /// Reads every `*.yaml` of a folder, sorted by name.
    ///
    /// - Throws: ``ManifestError`` for the first file that is wrong, or a folder that cannot be read.
    public static func load(folder: String) throws(ManifestError) -> [Manifest] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw ManifestError(file: folder, line: nil, field: "", message: "The folder cannot be read.")
        }
        var manifests: [Manifest] = []
        for name in names.sorted() where name.hasSuffix(".yaml") {
            let file = "\(folder)/\(name)"
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw ManifestError(file: file, line: nil, field: "", message: "The file cannot be read.")
            }
            let manifest = try Manifest(yaml: text, file: file)
            guard name == manifest.name + ".yaml" else {
                throw ManifestError(
                    file: file,
                    line: nil,
                    field: "name",
                    message: "is \(manifest.name), so the file must be called \(manifest.name).yaml."
                )
            }
            manifests.append(manifest)
        }
        return manifests
    }

    /// Reads a manifest; `file` is named in errors.
    public init(yaml: String, file: String) throws(ManifestError) {
        let root = ManifestNode(node: try Self.compose(yaml, file), file: file, field: "")
        let members = try root.members([
            "name", "version", "collection", "sources", "indexes", "validator", "shard_key", "search",
        ])
        guard let nameNode = members["name"] else { throw root.error("`name` is missing.") }
        guard let versionNode = members["version"] else { throw root.error("`version` is missing.") }
        let name = try nameNode.text()
        guard Self.isName(name) else {
            throw nameNode.error("must be lowercase ASCII letters, digits and underscores, at most 48.")
        }
        let version = try versionNode.integer()
        guard version >= 1 else { throw versionNode.error("must be 1 or more.") }

        self.init(name: name, version: version, file: file)
        if let node = members["collection"] {
            collection = try node.text()
            guard Self.isName(collection) else {
                throw node.error("must be lowercase ASCII letters, digits and underscores, at most 48.")
            }
        }
        if let node = members["sources"] { source = try Self.source(node) }
        if let node = members["indexes"] { indexes = try Self.indexes(node) }
        if let node = members["validator"] {
            let schema = try node.document()
            validator = schema["$jsonSchema"]?.documentValue ?? schema
        }
        shardKey = try members["shard_key"]?.document()
        if let node = members["search"] { search = try SearchSettings(node) }
    }

    private static func compose(_ yaml: String, _ file: String) throws(ManifestError) -> Node {
        do {
            if let node = try Yams.compose(yaml: yaml) { return node }
        } catch let error as YamlError {
            throw ManifestError(
                file: file,
                line: error.line,
                field: "",
                message: "This is not YAML: \(error)"
            )
        } catch {
            throw ManifestError(file: file, line: nil, field: "", message: "This is not YAML: \(error)")
        }
        throw ManifestError(file: file, line: nil, field: "", message: "The file is empty.")
    }

    private static func isName(_ text: String) -> Bool {
        (1...48).contains(text.utf8.count)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    private static func source(_ node: ManifestNode) throws(ManifestError) -> LogName {
        let sources = try node.list()
        guard sources.count == 1, let first = sources.first else {
            throw node.error("must name exactly one log; a projection of several is not supported yet.")
        }
        guard let log = LogName(rawValue: try first.text()) else {
            throw first.error("is not the name of a log.")
        }
        return log
    }

    private static func indexes(_ node: ManifestNode) throws(ManifestError) -> [IndexModel] {
        var indexes: [IndexModel] = []
        for item in try node.list() {
            var options = BSONWriter()
            var index = IndexModel("", [:])
            for (name, member) in try item.mapping() {
                switch name {
                case "name": index.name = try member.text()
                case "keys": index.keys = try member.document()
                case "unique": index.unique = try member.bool()
                case "sparse": index.sparse = try member.bool()
                case "partial": index.partialFilter = try member.document()
                case "weights", "collation": options.append(name, try member.document())
                case "default_language", "language_override": options.append(name, try member.text())
                default:
                    throw member.error(
                        "is not known; there are name, keys, unique, sparse, partial, collation, weights, "
                            + "default_language, language_override."
                    )
                }
            }
            index.options = options.finish()
            guard !index.name.isEmpty else { throw item.error("`name` is missing.") }
            guard !index.keys.isEmpty else { throw item.error("`keys` is missing or empty.") }
            guard !indexes.contains(where: { $0.name == index.name }) else {
                throw item.error("there are two indexes called \(index.name).")
            }
            indexes.append(index)
        }
        return indexes
    }
}

extension SearchSettings {
    fileprivate init(_ node: ManifestNode) throws(ManifestError) {
        self.init()
        let members = try node.members(["fields", "stop_words", "synonyms"])
        for item in try members["fields"]?.list() ?? [] {
            let field = try item.members(["name", "weight"])
            guard let name = try field["name"]?.text() else { throw item.error("`name` is missing.") }
            let weight = try field["weight"]?.integer() ?? 1
            guard (1...255).contains(weight) else {
                throw (field["weight"] ?? item).error("must be from 1 to 255.")
            }
            fields.append(Field(name: name, weight: weight))
        }
        for group in try members["synonyms"]?.list() ?? [] { synonyms.append(try group.texts()) }
        stopWords = try members["stop_words"]?.texts() ?? []
    }
}

extension YamlError {
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }
}
