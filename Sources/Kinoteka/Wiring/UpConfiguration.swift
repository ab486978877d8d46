import EventLog
import HTTPKit
import Projection
import ReadAPI

/// What `kinoteka up` was asked for.
struct UpConfiguration {
    var folder: DataFolder
    var listen: ListenAddress
    /// The user's own MongoDB; nil for a private one.
    var mongo: String?
    var manifests: [Manifest]
    var loadsFixtures: Bool
    var cache: DocumentCache
}
