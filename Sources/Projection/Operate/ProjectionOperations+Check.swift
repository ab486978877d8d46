import Contracts
import Mongo

/// A difference between manifests, code and database.
public struct CheckFinding: Hashable, Sendable, CustomStringConvertible {
    public var projection: String
    /// One sentence: what differs and what mends it.
    public var message: String

    public var description: String { "\(projection): \(message)" }
}

extension ProjectionOperations {
    /// Every difference between the manifests, the code and the database; none when all is well.
    public func check() async throws -> [CheckFinding] {
        var findings: [CheckFinding] = []
        for member in set.members {
            let name = member.manifest.name
            for message in try await differences(member) {
                findings.append(CheckFinding(projection: name, message: message))
            }
        }
        return findings
    }

    private func differences(_ member: ProjectionSet.Member) async throws -> [String] {
        let manifest = member.manifest
        var messages: [String] = []
        if member.projection.version != manifest.version {
            messages.append(
                "the manifest says version \(manifest.version), the code \(member.projection.version); make them the same."
            )
        }
        guard let entry = try await directory.entry(manifest.name) else {
            return messages + ["it is not set up in the database; a projector does that when it starts."]
        }
        let names = CollectionNames(manifest)
        if entry.version != manifest.version {
            messages.append(
                "version \(entry.version) is stored, the manifest says \(manifest.version); "
                    + "run: kinoteka projections rebuild \(manifest.name)"
            )
        } else if names.generation(of: entry.collection) == nil {
            messages.append(
                "it is stored in \(entry.collection), the manifest says \(manifest.collection)_v…; rebuild it."
            )
        }
        let all = try await directory.database.collectionNames()
        guard all.contains(entry.collection) else {
            return messages + ["the collection \(entry.collection) is missing; rebuild it."]
        }
        if entry.version == manifest.version { messages += try await shape(manifest, entry.collection) }
        let known = Set([entry.collection] + entry.previous.map(\.collection))
        for name in all where names.generation(of: name) != nil && !known.contains(name) {
            if entry.rebuild?.isAlive == true, entry.rebuild?.collection == name { continue }
            messages.append(
                "the collection \(name) is left over from a rebuild that died; the next rebuild or `drop` removes it."
            )
        }
        return messages
    }

    private func shape(_ manifest: Manifest, _ name: String) async throws -> [String] {
        let collection = directory.database.collection(name)
        var messages = IndexDifference.all(manifest.indexes, try await collection.listIndexes()).map {
            difference in
            switch difference.kind {
            case .missing: "the index \(difference.name) is missing; a projector builds it when it starts."
            case .different:
                "the index \(difference.name) is another one; a projector makes it anew when it starts."
            case .extra: "the index \(difference.name) is not in the manifest; drop it or add it there."
            }
        }
        if try await collection.validator() != manifest.storedValidator {
            messages.append("the validator is another one; a projector sets it when it starts.")
        }
        return messages
    }
}
