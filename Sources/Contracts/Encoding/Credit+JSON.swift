import JSONKit

/// `{"id", "person", "character"?, "billing"}` for the cast, `{"id", "person", "job"}` for the crew.
extension Credit: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var id: CreditID?
        var person: PersonReference?
        var character: String?
        var billing: Int?
        var job: String?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            case "person": person = try PersonReference(from: &reader)
            case "character": character = try reader.string()
            case "billing": billing = try reader.integer()
            case "job": job = try reader.string()
            default: try reader.skip()
            }
        }
        let role: Role
        if let job {
            role = .crew(job: job)
        } else {
            role = .cast(character: character, billing: try reader.need(billing, "billing"))
        }
        self.init(id: try reader.need(id, "id"), person: try reader.need(person, "person"), role: role)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("person", person)
        switch role {
        case .cast(let character, let billing):
            writer.field("character", character)
            writer.field("billing", billing)
        case .crew(let job):
            writer.field("job", job)
        }
        writer.endObject()
    }
}
