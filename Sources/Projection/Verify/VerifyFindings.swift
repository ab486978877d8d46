import Contracts
import Synchronization

/// What a verification has found so far.
struct VerifyFindings: Sendable {
    var compared = 0
    var stale = 0
    /// Hashes of the keys that the fold made.
    var seen: Set<UInt64> = []
    /// Documents that were further than the fold, or that it did not make.
    var recheck: Set<DocumentKey> = []
    var differences: [DocumentKey: DocumentDifference] = [:]
}

extension VerifyFindings {
    /// Findings that several tasks add to.
    final class Box: Sendable {
        private let state = Mutex(VerifyFindings())

        func add(_ part: VerifyFindings) {
            state.withLock { findings in
                findings.compared += part.compared
                findings.stale += part.stale
                findings.seen.formUnion(part.seen)
                findings.recheck.formUnion(part.recheck)
                findings.differences.merge(part.differences) { _, new in new }
            }
        }

        func addUnseen(_ keys: [DocumentKey]) {
            state.withLock { findings in
                for key in keys where !findings.seen.contains(key.stableHash) { findings.recheck.insert(key) }
            }
        }

        func takeRecheck() -> Set<DocumentKey> {
            state.withLock { findings in
                findings.seen = []
                return findings.recheck
            }
        }

        func settle(_ keys: ArraySlice<DocumentKey>, _ judge: (DocumentKey) -> DocumentDifference?) {
            state.withLock { findings in
                for key in keys { findings.differences[key] = judge(key) }
            }
        }

        func report(
            _ name: String,
            _ collection: String,
            _ head: Position,
            _ shown: Int,
            since start: ContinuousClock.Instant
        ) -> (VerifyReport, [DocumentKey]) {
            state.withLock { findings in
                var report = VerifyReport(
                    projection: name,
                    collection: collection,
                    position: head,
                    documents: findings.compared
                )
                for difference in findings.differences.values {
                    switch difference.kind {
                    case .missing: report.missing += 1
                    case .extra: report.extra += 1
                    case .different: report.different += 1
                    }
                }
                let keys = findings.differences.keys.sorted()
                report.stale = findings.stale
                report.differences = keys.prefix(shown).compactMap { findings.differences[$0] }
                report.seconds = (ContinuousClock.now - start).inSeconds
                return (report, keys)
            }
        }
    }
}
