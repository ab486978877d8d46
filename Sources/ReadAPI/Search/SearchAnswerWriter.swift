import HTTPKit
import JSONKit
import NIOCore
import SearchIndex

/// Writes a page as JSON: the documents' own bytes, and around them what the search says.
struct SearchAnswerWriter {
    private let page: CatalogSearch.Page
    private let schema: SearchSchema

    init(_ page: CatalogSearch.Page, _ schema: SearchSchema) {
        self.page = page
        self.schema = schema
    }

    /// The cursor of the next page.
    var next: String? { page.answer.next?.cursor.text(of: page.request.fingerprint) }

    func write(into buffer: inout ByteBuffer) {
        buffer.writeStaticString("{\"items\":[")
        for (index, item) in page.items.enumerated() {
            if index > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
            write(item.hit, item.json, into: &buffer)
        }
        buffer.writeStaticString("],\"next\":")
        if let next {
            // A cursor has no letter that JSON would escape.
            buffer.writeString("\"\(next)\"")
        } else {
            buffer.writeStaticString("null")
        }
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writeFindings(&writer)
        writer.endObject()
        // The members follow those before.
        buffer.writeInteger(UInt8(ascii: ","))
        buffer.writeBytes(writer.bytes.dropFirst())
    }

    private func write(_ hit: SearchAnswer.Hit, _ document: [UInt8], into buffer: inout ByteBuffer) {
        let request = page.request
        buffer.writeInteger(UInt8(ascii: "{"))
        if request.showsType {
            let name = CatalogSchema.Kind(rawValue: hit.key.kind)?.name ?? ""
            buffer.writeString("\"type\":\"\(name)\",")
        }
        // The document is an object with at least its key.
        buffer.writeBytes(document.dropFirst().dropLast())
        if request.isHighlighted || request.isExplained || hit.isPinned {
            var writer = JSONWriter(capacity: 256)
            writer.beginObject()
            if hit.isPinned {
                writer.key("pinned")
                writer.bool(true)
            }
            if request.isHighlighted { writeHighlights(of: hit, document, to: &writer) }
            if request.isExplained { writeExplanation(of: hit, to: &writer) }
            writer.endObject()
            if writer.bytes.count > 2 {
                buffer.writeInteger(UInt8(ascii: ","))
                buffer.writeBytes(writer.bytes.dropFirst().dropLast())
            }
        }
        buffer.writeInteger(UInt8(ascii: "}"))
    }

    // MARK: One hit

    private func writeHighlights(of hit: SearchAnswer.Hit, _ document: [UInt8], to writer: inout JSONWriter) {
        let highlighter = Highlighter(hit.matchedWords, schema: schema)
        writer.key("highlights")
        writer.beginArray()
        if let value = try? JSONValue(parsing: document), case .object(let members) = value {
            for name in ["title", "original_title", "name", "alternative_titles", "cast", "crew", "genres"] {
                guard let member = members.first(where: { $0.key == name }) else { continue }
                writeHighlights(in: member.value, path: "/\(name)", highlighter, to: &writer)
            }
        }
        writer.endArray()
    }

    private func writeHighlights(
        in value: JSONValue,
        path: String,
        _ highlighter: Highlighter,
        to writer: inout JSONWriter
    ) {
        switch value {
        case .string(let text):
            let ranges = highlighter.ranges(in: text)
            guard !ranges.isEmpty else { return }
            writer.beginObject()
            writer.key("path")
            writer.string(path)
            writer.key("ranges")
            writer.beginArray()
            for range in ranges {
                writer.beginArray()
                writer.int(range.lowerBound)
                writer.int(range.count)
                writer.endArray()
            }
            writer.endArray()
            writer.endObject()
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                writeHighlights(in: element, path: "\(path)/\(index)", highlighter, to: &writer)
            }
        case .object(let members):
            guard let name = members.first(where: { $0.key == "name" }) else { return }
            writeHighlights(in: name.value, path: "\(path)/name", highlighter, to: &writer)
        default: return
        }
    }

    private func writeExplanation(of hit: SearchAnswer.Hit, to writer: inout JSONWriter) {
        guard let relevance = hit.relevance else { return }
        writer.key("explain")
        writer.beginObject()
        writer.key("words")
        writer.int(relevance.words)
        writer.key("typos")
        writer.int(relevance.typos)
        writer.key("title")
        writer.string("\(relevance.title)")
        writer.key("proximity")
        writer.int(relevance.proximity)
        writer.key("weight")
        writer.int(relevance.weight)
        writer.key("exactness")
        writer.int(relevance.exactness)
        writer.key("matched")
        writer.beginArray()
        for word in hit.matchedWords.sorted() { writer.string(word) }
        writer.endArray()
        writer.endObject()
    }

    // MARK: The whole

    private func writeFindings(_ writer: inout JSONWriter) {
        let answer = page.answer
        writer.key("total")
        writer.int(answer.total)
        if !page.request.facets.isEmpty { writeFacets(&writer) }
        if !page.request.ranges.isEmpty { writeRanges(&writer) }
        if let correction = answer.correction {
            writer.key("did_you_mean")
            writer.string(correction)
        }
        if !answer.droppedWords.isEmpty {
            writer.key("dropped_words")
            writer.beginArray()
            for word in answer.droppedWords { writer.string(word) }
            writer.endArray()
        }
        if answer.isPartial {
            writer.key("partial")
            writer.bool(true)
        }
        let taken = (ContinuousClock.now - page.started) / .microseconds(10)
        writer.key("took_ms")
        writer.double(taken.rounded() / 100)
    }

    private func writeFacets(_ writer: inout JSONWriter) {
        writer.key("facets")
        writer.beginObject()
        for (facet, counts) in zip(page.request.facets, page.answer.facets) {
            writer.key(facet.rawValue)
            writer.beginArray()
            for count in counts {
                writer.beginObject()
                writer.key("value")
                writer.string(count.value.key)
                writer.key("label")
                writer.string(count.value.label)
                writer.key("count")
                writer.int(count.count)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }

    private func writeRanges(_ writer: inout JSONWriter) {
        writer.key("ranges")
        writer.beginObject()
        for (number, range) in zip(page.request.ranges, page.answer.ranges) {
            writer.key(number.rawValue)
            if let range {
                writer.beginObject()
                writer.key("min")
                writer.double(range.minimum)
                writer.key("max")
                writer.double(range.maximum)
                writer.endObject()
            } else {
                writer.null()
            }
        }
        writer.endObject()
    }
}
