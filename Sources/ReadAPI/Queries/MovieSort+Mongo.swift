import Mongo

extension MovieSort {
    /// The field that an index keeps in this order.
    var field: StaticString {
        switch by {
        case .title: "_sort_title"
        case .year: "year"
        case .added: "added_at"
        case .popularity: "_popularity"
        }
    }

    /// The order as MongoDB takes it.
    var bson: BSONDocument {
        let direction: BSONValue = isDescending ? -1 : 1
        return [field.description: direction, "_id": direction]
    }

    /// Matches what comes after a place in this order; without one all that is not a tombstone, which has no such field.
    func condition(after place: Place?) -> BSONDocument {
        guard let place else { return [field.description: ["$gte": least]] }
        let beyond = isDescending ? "$lt" : "$gt"
        // The first condition bounds the walk of the index, the second leaves out what stands before the place there.
        return [
            field.description: [isDescending ? "$lte" : "$gte": bson(place.value)],
            "$or": [[field.description: [beyond: bson(place.value)]], ["_id": [beyond: .int64(place.id)]]],
        ]
    }

    /// Where a stored film stands in this order.
    func place(of document: BSONDocument) -> Place? {
        guard let id = document["_id"]?.int64Value, let value = document[field.description] else { return nil }
        switch value {
        case .string(let text): return Place(value: .text(text), id: id)
        case .date(let milliseconds): return Place(value: .integer(milliseconds), id: id)
        default:
            if by == .popularity { return value.doubleValue.map { Place(value: .number($0), id: id) } }
            return value.int64Value.map { Place(value: .integer($0), id: id) }
        }
    }

    /// The least value of the field's type: a comparison with it leaves out documents without the field.
    private var least: BSONValue {
        switch by {
        case .title: ""
        case .year, .popularity: .int64(.min)
        case .added: .date(millisecondsSince1970: .min)
        }
    }

    /// A place's value as this order's field stores it.
    private func bson(_ value: Place.Value) -> BSONValue {
        switch value {
        case .text(let text): .string(text)
        case .integer(let number): by == .added ? .date(millisecondsSince1970: number) : .int64(number)
        case .number(let number): .double(number)
        }
    }
}
