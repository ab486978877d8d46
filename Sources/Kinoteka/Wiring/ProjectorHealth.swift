import Contracts
import HTTPKit
import Projection

/// What `/readyz` and `/metrics` say of projectors.
enum ProjectorHealth {
    /// How far behind a projector may be before a reader should go elsewhere, in seconds.
    static let lagLimit = 60.0

    /// Not ready while a projector has stalled, or is further behind than the limit.
    static func check(_ statuses: @escaping @Sendable () -> [ProjectorStatus]) -> HealthCheck {
        HealthCheck("projectors") {
            let late = statuses().compactMap { status -> String? in
                if status.state == .stalled {
                    return "\(status.projection) has stalled: \(status.reason ?? "")"
                }
                guard status.lagSeconds > lagLimit else { return nil }
                return
                    "\(status.projection) is \(status.lagEvents) events and \(Int(status.lagSeconds)) s behind."
            }
            return late.isEmpty ? .ready : .notReady(late.joined(separator: " "))
        }
    }

    /// One sample per projection and number.
    static func metrics(_ statuses: [ProjectorStatus]) -> [MetricFamily] {
        func family(
            _ kind: MetricFamily.Kind,
            _ name: String,
            _ help: String,
            _ value: (ProjectorStatus) -> Double
        ) -> MetricFamily {
            MetricFamily(
                kind,
                "kinoteka_projection_" + name,
                help,
                statuses.map { MetricFamily.Sample(value($0), labels: ["projection": $0.projection]) }
            )
        }
        let states = MetricFamily(
            .gauge,
            "kinoteka_projection_state",
            "1 for the state that the projector is in.",
            statuses.flatMap { status in
                ProjectorState.allCases.map { state in
                    MetricFamily.Sample(
                        status.state == state ? 1 : 0,
                        labels: ["projection": status.projection, "state": state.rawValue]
                    )
                }
            }
        )
        return [
            states,
            family(.gauge, "lag_events", "Events that wait to be applied.") { Double($0.lagEvents) },
            family(.gauge, "lag_seconds", "Age of the oldest event that waits.") { $0.lagSeconds },
            family(.gauge, "checkpoint", "The last position that is included.") {
                Double($0.checkpoint.values.max()?.rawValue ?? 0)
            },
            family(.counter, "events_total", "Events applied since the start.") { Double($0.eventsApplied) },
            family(.counter, "batches_total", "Batches written since the start.") { Double($0.batches) },
            family(.gauge, "batch_events", "Events in the last batch.") { Double($0.lastBatchSize) },
            family(.counter, "failures_total", "Attempts that failed since the start.") {
                Double($0.failures)
            },
            family(.gauge, "parked_events", "Events in the dead letters.") { Double($0.parked) },
            family(.gauge, "events_per_second", "Over the last ten seconds or so.") { $0.eventsPerSecond },
        ]
    }
}
