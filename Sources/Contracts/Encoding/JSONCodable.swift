import JSONKit

/// A value with one JSON form in the log.
///
/// Reading ignores fields that it does not know, so that an older build reads what a newer one added; a field that it
/// needs and does not find is an error at the place of the object.
protocol JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError)
    func write(to writer: inout JSONWriter)
}

extension JSONReader {
    /// Unwraps a field that must have been there.
    func need<Value>(_ value: Value?, _ name: StaticString) throws(JSONError) -> Value {
        guard let value else { throw error("\"\(name)\" is missing") }
        return value
    }

    mutating func id<ID: EntityID>() throws(JSONError) -> ID {
        ID(rawValue: try int())
    }

    mutating func integer() throws(JSONError) -> Int {
        Int(try int())
    }

    /// Reads an array of values.
    mutating func values<Value: JSONCodable>() throws(JSONError) -> [Value] {
        try array(of: { (reader: inout JSONReader) throws(JSONError) in try Value(from: &reader) })
    }

    mutating func strings() throws(JSONError) -> [String] {
        try array(of: { (reader: inout JSONReader) throws(JSONError) in try reader.string() })
    }

    mutating func ids<ID: EntityID>() throws(JSONError) -> [ID] {
        try array(of: { (reader: inout JSONReader) throws(JSONError) in try reader.id() })
    }

    /// Reads a change of an optional fact: `null` takes it away.
    mutating func change<Value>(
        _ value: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Change<Value> {
        null() ? .clear : .set(try value(&self))
    }

    mutating func code<Code: RawRepresentable>(_ what: StaticString) throws(JSONError) -> Code
    where Code.RawValue == String {
        let text = try string()
        guard let code = Code(rawValue: text) else { throw error("\"\(text)\" is no \(what) code") }
        return code
    }
}

extension JSONWriter {
    mutating func field(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        string(value)
    }

    mutating func field(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        key(name)
        int(value)
    }

    mutating func field(_ name: StaticString, _ value: Double?) {
        guard let value else { return }
        key(name)
        double(value)
    }

    mutating func field(_ name: StaticString, _ id: some EntityID) {
        key(name)
        int(id.rawValue)
    }

    mutating func field(_ name: StaticString, _ value: some JSONCodable) {
        key(name)
        value.write(to: &self)
    }

    /// Writes an array, and nothing when it is empty.
    mutating func field(_ name: StaticString, _ values: [some JSONCodable]) {
        guard !values.isEmpty else { return }
        key(name)
        beginArray()
        for value in values { value.write(to: &self) }
        endArray()
    }

    mutating func field(_ name: StaticString, _ values: [String]) {
        guard !values.isEmpty else { return }
        key(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    mutating func field(_ name: StaticString, ids: [some EntityID]) {
        guard !ids.isEmpty else { return }
        key(name)
        self.ids(ids)
    }

    mutating func ids(_ ids: [some EntityID]) {
        beginArray()
        for id in ids { int(id.rawValue) }
        endArray()
    }

    mutating func field(_ name: StaticString, _ change: Change<String>) {
        switch change {
        case .keep: break
        case .clear: nullField(name)
        case .set(let value): field(name, value)
        }
    }

    mutating func field(_ name: StaticString, _ change: Change<Int>) {
        switch change {
        case .keep: break
        case .clear: nullField(name)
        case .set(let value): field(name, value)
        }
    }

    mutating func field(_ name: StaticString, _ change: Change<Double>) {
        switch change {
        case .keep: break
        case .clear: nullField(name)
        case .set(let value): field(name, value)
        }
    }

    private mutating func nullField(_ name: StaticString) {
        key(name)
        null()
    }
}
