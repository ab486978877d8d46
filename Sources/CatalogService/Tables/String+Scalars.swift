import Foundation

extension String {
    /// Whether every byte is ASCII.
    var isASCIIText: Bool { utf8.allSatisfy { $0 < 0x80 } }

    /// The scalars of the canonically decomposed text: accents follow their letters.
    var canonicallyDecomposedScalars: [Unicode.Scalar] {
        Array(decomposedStringWithCanonicalMapping.unicodeScalars)
    }
}
