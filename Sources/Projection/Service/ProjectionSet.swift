import Contracts
public import EventLog

/// The projections of a process, each with its manifest and its log.
public struct ProjectionSet: Sendable {
    /// One projection with what it needs.
    struct Member: Sendable {
        let projection: any Projection
        let manifest: Manifest
        let feed: any EventFeed
    }

    let members: [Member]

    /// Puts together what belongs together by name.
    ///
    /// - Throws: ``ProjectionError`` `manifest` where a projection has no manifest or a manifest no projection, or a log
    ///   has no feed.
    public init(
        _ projections: [any Projection],
        manifests: [Manifest],
        feeds: [any EventFeed]
    ) throws(ProjectionError) {
        var members: [Member] = []
        for projection in projections.sorted(by: { $0.name < $1.name }) {
            guard let manifest = manifests.first(where: { $0.name == projection.name }) else {
                throw ProjectionError(
                    .manifest,
                    "The projection \(projection.name) has no manifest; add projections/\(projection.name).yaml."
                )
            }
            guard let feed = feeds.first(where: { $0.log == manifest.source }) else {
                throw ProjectionError(
                    .manifest,
                    "\(manifest.file): sources: there is no log called \(manifest.source)."
                )
            }
            members.append(Member(projection: projection, manifest: manifest, feed: feed))
        }
        for manifest in manifests where !projections.contains(where: { $0.name == manifest.name }) {
            throw ProjectionError(
                .manifest,
                "\(manifest.file): name: this build has no projection called \(manifest.name)."
            )
        }
        self.members = members
    }

    /// The names, sorted.
    public var names: [String] { members.map(\.manifest.name) }

    /// The manifests, sorted by name.
    public var manifests: [Manifest] { members.map(\.manifest) }

    func member(_ name: String) throws(ProjectionError) -> Member {
        guard let member = members.first(where: { $0.manifest.name == name }) else {
            throw ProjectionError(
                .unknownProjection,
                "There is no projection called \(name); there are \(names.joined(separator: ", "))."
            )
        }
        return member
    }
}
