import EventLog
import Foundation
import JSONKit

/// One event of the log with who and when, for people or as JSON.
enum EntryOutput {
    static func print(_ entry: LogEntry, json: Bool) {
        if json {
            var writer = JSONWriter(capacity: entry.event.payload.count + 400)
            EventLine.write(entry, to: &writer)
            Console.bytes(writer.bytes.last == 10 ? writer.bytes : writer.bytes + [10])
        } else {
            let event = entry.event
            // Half a millisecond more, because the format cuts off what a floating point number lacks.
            let date = Date(timeIntervalSince1970: (Double(event.recordedAt) + 0.5) / 1_000)
            let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(date)
            Console.line(
                "\(event.position)  \(time)  \(event.stream) v\(event.version)  \(event.type)  by \(entry.actor)  "
                    + String(decoding: event.payload, as: UTF8.self)
            )
        }
    }
}
