import HTTPTypes
import HummingbirdCore
import JSONKit
import NIOCore

/// The routes for those who run the server: `/healthz`, `/readyz`, `/metrics`.
public enum OperationRoutes {
    public static func routes(metrics: Metrics, checks: [HealthCheck]) -> [Route] {
        [health(), readiness(checks), metricsRoute(metrics)]
    }

    private static func health() -> Route {
        Route(
            .get,
            "/healthz",
            "Whether the process lives",
            tag: "Operation",
            answers: [.json(200, .object(required: ["status": .string(oneOf: ["ok"])]), "It does.")]
        ) { _ in
            .json(Array("{\"status\":\"ok\"}".utf8))
        }
    }

    private static func readiness(_ checks: [HealthCheck]) -> Route {
        Route(
            .get,
            "/readyz",
            "Whether requests should come here",
            details: "503 names every check that fails, with its reason.",
            tag: "Operation",
            answers: [
                .json(
                    200,
                    .object(required: ["status": .string(oneOf: ["ready"]), "checks": .array(of: .string())]),
                    "Everything that is needed is there."
                )
            ],
            problems: [.notReady]
        ) { _ in
            var errors: [FieldError] = []
            for check in checks {
                if case .notReady(let reason) = await check.check() {
                    errors.append(FieldError(pointer: check.name, detail: reason))
                }
            }
            guard errors.isEmpty else {
                throw Problem(
                    .notReady,
                    errors.map(\.description).joined(separator: "; "),
                    errors: errors,
                    headers: [.retryAfter: "1"]
                )
            }
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("status")
            writer.string("ready")
            writer.key("checks")
            writer.beginArray()
            for check in checks { writer.string(check.name) }
            writer.endArray()
            writer.endObject()
            return .json(writer.bytes)
        }
    }

    private static func metricsRoute(_ metrics: Metrics) -> Route {
        Route(
            .get,
            "/metrics",
            "Metrics in Prometheus' text format",
            tag: "Operation",
            answers: [AnswerDescription(200, mediaType: "text/plain", .string(), "All metrics.")]
        ) { _ in
            var response = Response(
                status: .ok,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: await metrics.text()))
            )
            response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
            return response
        }
    }
}
