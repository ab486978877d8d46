/// Checks that bytes are BSON all the way down, before anything trusts them.
enum BSONValidator {
    static func validate(_ bytes: [UInt8]) throws(BSONError) {
        try bytes.withUnsafeBytes { buffer -> Result<Void, BSONError> in
            do throws(BSONError) {
                try validate(buffer, depth: 0)
                return .success(())
            } catch {
                return .failure(error)
            }
        }.get()
    }

    private static func validate(_ bytes: UnsafeRawBufferPointer, depth: Int) throws(BSONError) {
        guard depth < BSONError.maximumDepth else {
            throw BSONError(.outOfRange, "Documents are nested more than \(BSONError.maximumDepth) deep.")
        }
        var reader = try BSONReader(bytes)
        while let field = try reader.next() {
            guard isUTF8(field.name.bytes) else {
                throw BSONError(.malformed, "A field's name is not UTF-8.")
            }
            try validate(field, depth: depth)
        }
        guard reader.isAtEnd else {
            throw BSONError(.malformed, "The document does not end where it says.")
        }
    }

    private static func validate(_ field: BSONField, depth: Int) throws(BSONError) {
        switch field.type {
        case .document, .array:
            do throws(BSONError) {
                try validate(field.bytes, depth: depth + 1)
            } catch {
                let path = error.path.isEmpty ? field.name.string : "\(field.name.string).\(error.path)"
                throw BSONError(error.kind, error.message, path: path)
            }
        case .string, .symbol, .javascript:
            let text = UnsafeRawBufferPointer(rebasing: field.bytes[4...])
            guard text.last == 0, isUTF8(text.dropLast()) else {
                throw BSONError(
                    .malformed,
                    "The text is not UTF-8 with a closing NUL.",
                    path: field.name.string
                )
            }
        case .bool:
            guard field.bytes[0] <= 1 else {
                throw BSONError(.malformed, "A truth value is 0 or 1.", path: field.name.string)
            }
        default: break
        }
    }

    /// Whether the bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.
    static func isUTF8(_ bytes: some Collection<UInt8>) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }
}
