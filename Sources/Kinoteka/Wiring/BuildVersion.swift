/// The version of this build, as `--version`, `/api/stats` and the OpenAPI document show it.
enum BuildVersion {
    static let current = "0.1.0"
}
