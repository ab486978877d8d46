/// The parts of a path that stand for `{name}`s of its route.
struct PathParameters: Sendable {
    private var items: [(name: String, value: String)] = []

    mutating func append(_ name: String, _ value: String) {
        items.append((name, value))
    }

    subscript(_ name: String) -> String? {
        items.first { $0.name == name }?.value
    }
}

extension Substring {
    /// The text with its percent escapes (RFC 3986, section 2.1) undone; nil when an escape is broken or the bytes are
    /// not UTF-8.
    func removingPercentEscapes(plusIsSpace: Bool = false) -> String? {
        guard utf8.contains(where: { $0 == 0x25 || (plusIsSpace && $0 == 0x2B) }) else { return String(self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var rest = utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case 0x25:
                guard let high = rest.next()?.hexValue, let low = rest.next()?.hexValue else { return nil }
                bytes.append(high << 4 | low)
            case 0x2B where plusIsSpace:
                bytes.append(0x20)
            default:
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
