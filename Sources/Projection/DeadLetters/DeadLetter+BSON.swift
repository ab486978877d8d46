import Contracts
import Mongo

extension DeadLetter {
    /// Reads a stored letter.
    init(_ stored: BSONDocument) throws(MongoError) {
        guard let projection = stored["projection"]?.stringValue,
            let collection = stored["collection"]?.stringValue,
            let log = stored["log"]?.stringValue.flatMap(LogName.init(rawValue:)),
            let position = stored["position"]?.int64Value
        else {
            throw MongoError(.malformed, "A dead letter lacks its projection, collection, log or position.")
        }
        self.projection = projection
        self.collection = collection
        self.log = log
        self.position = Position(rawValue: position)
        stream = stored["stream"]?.stringValue ?? ""
        version = stored["version"]?.int64Value ?? 0
        type = stored["type"]?.stringValue ?? ""
        key = stored["key"].flatMap(DocumentKey.init)
        error = stored["error"]?.stringValue
        isUndecodable = stored["undecodable"]?.boolValue ?? false
        if case .date(let time) = stored["parked_at"] { parkedAt = time } else { parkedAt = 0 }
    }
}
