public import Projection

/// This product's read models.
public enum CatalogReadModels {
    /// Every projection, in no particular order.
    public static var projections: [any Projection] {
        [
            MoviesProjection(), PeopleProjection(), ReferenceDataProjection(.genre),
            ReferenceDataProjection(.country),
            ReferenceDataProjection(.language), SearchPinsProjection(),
        ]
    }

    /// The manifests of `projections/` as they were when this was built, so that the binary works from any folder.
    ///
    /// - Throws: `ManifestError`, which a build that passed its tests never does.
    public static func manifests() throws(ManifestError) -> [Manifest] {
        let files: [(String, [UInt8])] = [
            ("movies", PackageResources.movies_yaml), ("people", PackageResources.people_yaml),
            ("genres", PackageResources.genres_yaml), ("countries", PackageResources.countries_yaml),
            ("languages", PackageResources.languages_yaml),
            ("search_pins", PackageResources.search_pins_yaml),
        ]
        var manifests: [Manifest] = []
        for (name, bytes) in files {
            manifests.append(
                try Manifest(yaml: String(decoding: bytes, as: UTF8.self), file: "projections/\(name).yaml")
            )
        }
        return manifests
    }
}
