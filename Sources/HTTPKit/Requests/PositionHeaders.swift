public import Contracts
import HTTPTypes
public import HummingbirdCore

extension Call {
    /// The positions that the answer must include (`Kinoteka-After`), at most one per log; none without the header.
    public func positionsToAwait() throws(Problem) -> [LogPosition] {
        guard let text = headers[.kinotekaAfter] else { return [] }
        var positions: [LogPosition] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let position = LogPosition(part.trimming(while: { $0 == " " || $0 == "\t" })) else {
                throw Problem(
                    .invalidHeader,
                    "Kinoteka-After: \"\(part.prefix(100))\" is not a position; one looks like catalog:1234."
                )
            }
            guard !positions.contains(where: { $0.log == position.log }) else {
                throw Problem(.invalidHeader, "Kinoteka-After names the log \(position.log) twice.")
            }
            positions.append(position)
        }
        return positions
    }
}

extension Response {
    /// Says up to which event of a log the answer goes.
    public mutating func setPosition(_ position: LogPosition) {
        headers[.kinotekaPosition] = position.description
    }
}

extension Substring {
    func trimming(while isSpace: (Character) -> Bool) -> Substring {
        var rest = drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }
}
