import HTTPTypes

/// Finds the route of a method and a path in time that grows with the number of the path's parts.
///
/// A part that is written out wins over a `{name}` at the same place. A path is taken as it stands: no doubled
/// slashes, none at the end.
struct RouteTable: Sendable {
    enum Match {
        case found(Int, PathParameters)
        /// The path exists, but takes only these methods.
        case otherMethods([HTTPRequest.Method])
        case nothing
        /// A percent escape is broken.
        case malformed
    }

    private final class Node: Sendable {
        let literals: [String: Node]
        let wildcard: Node?
        let routes: [Leaf]

        init(literals: [String: Node], wildcard: Node?, routes: [Leaf]) {
            self.literals = literals
            self.wildcard = wildcard
            self.routes = routes
        }

        /// Makes the node for routes whose first `depth` parts are the same.
        convenience init(_ leaves: [Leaf], depth: Int) {
            var literals: [String: [Leaf]] = [:]
            var wildcards: [Leaf] = []
            for leaf in leaves where leaf.parts.count > depth {
                if leaf.parts[depth].hasPrefix("{") {
                    wildcards.append(leaf)
                } else {
                    literals[leaf.parts[depth], default: []].append(leaf)
                }
            }
            self.init(
                literals: literals.mapValues { Node($0, depth: depth + 1) },
                wildcard: wildcards.isEmpty ? nil : Node(wildcards, depth: depth + 1),
                routes: leaves.filter { $0.parts.count == depth }
            )
        }
    }

    private struct Leaf: Sendable {
        let index: Int
        let method: HTTPRequest.Method
        let parts: [String]
    }

    private let root: Node

    /// Makes the table; two routes with the same method and path are a mistake of the program.
    init(_ routes: [Route]) {
        var seen: Set<String> = []
        let leaves = routes.enumerated().map { index, route in
            let parts = route.path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
            let shape = parts.map { $0.hasPrefix("{") ? "{}" : $0 }.joined(separator: "/")
            precondition(
                seen.insert("\(route.method) \(shape)").inserted,
                "two routes for \(route.method) \(route.path)"
            )
            return Leaf(index: index, method: route.method, parts: parts)
        }
        root = Node(leaves, depth: 0)
    }

    func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
        guard path.utf8.first == 0x2F else { return .nothing }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 16, let node = descend(parts[...], from: root), !node.routes.isEmpty else {
            return path == "/" ? matchRoot(method) : .nothing
        }
        return match(method, at: node, parts)
    }

    private func matchRoot(_ method: HTTPRequest.Method) -> Match {
        root.routes.isEmpty ? .nothing : match(method, at: root, [])
    }

    private func match(_ method: HTTPRequest.Method, at node: Node, _ parts: [Substring]) -> Match {
        let wanted = method == .head ? .get : method
        guard let leaf = node.routes.first(where: { $0.method == wanted }) else {
            var methods = node.routes.map(\.method)
            if methods.contains(.get) { methods.append(.head) }
            return .otherMethods(methods + [.options])
        }
        var parameters = PathParameters()
        for (part, name) in zip(parts, leaf.parts) where name.hasPrefix("{") {
            guard let value = part.removingPercentEscapes() else { return .malformed }
            parameters.append(String(name.dropFirst().dropLast()), value)
        }
        return .found(leaf.index, parameters)
    }

    private func descend(_ parts: ArraySlice<Substring>, from node: Node) -> Node? {
        guard let part = parts.first else { return node }
        if let next = node.literals[String(part)], let end = descend(parts.dropFirst(), from: next),
            !end.routes.isEmpty
        {
            return end
        }
        guard !part.isEmpty, let next = node.wildcard else { return nil }
        return descend(parts.dropFirst(), from: next)
    }
}
