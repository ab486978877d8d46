import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Why a server could not start.
public struct HTTPServerError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(cannotListenAt address: ListenAddress, _ error: any Error) {
        let reason: String
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: reason = "something else listens there; stop it or choose another port"
        case EACCES: reason = "the system does not allow it; ports below 1024 need a privilege"
        case EADDRNOTAVAIL: reason = "this machine does not have that address"
        default: reason = "\(error)"
        }
        description = "Cannot listen at \(address): \(reason)."
    }
}
