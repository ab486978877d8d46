import Contracts
import Foundation
import Projection

/// The health of projections, as a table or as lines of JSON.
enum StatusOutput {
    static func print(_ statuses: [ProjectorStatus], json: Bool) {
        for status in statuses {
            let checkpoint = status.checkpoint.values.max() ?? .start
            if json {
                JSONLine.print { writer in
                    writer.field("projection", status.projection)
                    writer.field("state", status.state.rawValue)
                    writer.field("reason", status.reason)
                    writer.field("version", status.version)
                    writer.field("collection", status.collection)
                    writer.field("checkpoint", checkpoint.rawValue)
                    writer.field("lag_events", status.lagEvents)
                    writer.field("lag_seconds", status.lagSeconds)
                    writer.field("parked", status.parked)
                }
            } else {
                var line = padded(status.projection, 12) + padded(status.state.rawValue, 11)
                line += "at \(checkpoint), \(status.lagEvents) events behind"
                if status.lagEvents > 0 { line += " (\(Int(status.lagSeconds)) s)" }
                if status.parked > 0 { line += ", \(status.parked) parked" }
                if let reason = status.reason { line += ". \(reason)" }
                Console.line(line)
            }
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

/// What a verification found, as a few lines or as JSON.
enum VerifyOutput {
    static func print(_ report: VerifyReport, json: Bool) {
        if json {
            JSONLine.print { writer in
                writer.field("projection", report.projection)
                writer.field("collection", report.collection)
                writer.field("position", report.position.rawValue)
                writer.field("documents", report.documents)
                writer.field("missing", report.missing)
                writer.field("extra", report.extra)
                writer.field("different", report.different)
                writer.field("stale", report.stale)
                writer.field("repaired", report.repaired)
                writer.field("differences", report.differences.map(sentence))
            }
            return
        }
        for difference in report.differences { Console.line(sentence(difference)) }
        let wrong = report.missing + report.extra + report.different
        var text = "\(report.documents) documents of \(report.collection) at position \(report.position): "
        text += wrong == 0 ? "all are what the log says." : "\(wrong) are not what the log says."
        if report.stale > 0 { text += " \(report.stale) wait for parked events." }
        if report.repaired > 0 { text += " \(report.repaired) were repaired." }
        Console.line(text)
    }

    private static func sentence(_ difference: DocumentDifference) -> String {
        let fields = difference.fields.map {
            "\($0.path) is \($0.stored ?? "absent"), not \($0.expected ?? "absent")"
        }
        return "\(difference.key) is \(difference.kind.rawValue)"
            + (fields.isEmpty ? "" : ": " + fields.joined(separator: "; "))
    }
}

/// What the repair of single documents did.
enum RepairOutput {
    static func print(_ report: RepairReport, _ projection: String, _ output: OutputOptions) {
        let failing = report.failing.map(\.description)
        var text = "\(report.written) documents written, \(report.deleted) removed."
        if !failing.isEmpty { text += " Still failing: \(failing.joined(separator: ", "))." }
        output.print(text) {
            $0.field("projection", projection)
            $0.field("written", report.written)
            $0.field("deleted", report.deleted)
            $0.field("failing", failing)
        }
    }
}
