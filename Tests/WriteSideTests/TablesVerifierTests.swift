import Contracts
import EventLog
import Testing
import WriteSide

@Suite("Verifying the tables")
struct TablesVerifierTests {
    @Test("finds nothing when they are what the log says")
    func clean() async throws {
        try await withFilledShelf { shelf in
            let report = try await verify(shelf)
            #expect(report.differences == [])
            #expect(report.rows == ["boxes": 3, "things": 2])
            #expect(report.position == Position(rawValue: 5))
        }
    }

    @Test(
        "names a row that was changed, removed or added by hand",
        arguments: [
            (
                "UPDATE boxes SET label = 'other' WHERE box_id = 2",
                TableDifference.changed(
                    table: "boxes",
                    key: "box_id = 2",
                    column: "label",
                    stored: "'other'",
                    expected: "'box 2'"
                )
            ),
            (
                "DELETE FROM things WHERE thing = 'cup'",
                .missing(table: "things", key: "box_id = 1, thing = 'cup'")
            ),
            ("INSERT INTO boxes VALUES (9, 'nine')", .unexpected(table: "boxes", key: "box_id = 9")),
            (
                "UPDATE things SET thing = 'CUP' WHERE thing = 'cup'",
                .unexpected(table: "things", key: "box_id = 1, thing = 'CUP'")
            ),
            ("CREATE TABLE extra (x) ", .table("extra", detail: "this table does not belong to the service")),
            (
                "ALTER TABLE boxes ADD COLUMN note TEXT",
                .table("boxes", detail: "the table has other columns than the service makes")
            ),
            ("DROP TABLE things", .table("things", detail: "the table is missing")),
        ]
    )
    func changedByHand(sql: String, difference: TableDifference) async throws {
        try await withFilledShelf { shelf in
            try shelf.tamper(sql)
            let report = try await verify(shelf)
            #expect(report.differences.first == difference)
            #expect(report.count >= 1)
        }
    }

    @Test("counts all differences and describes the first ones")
    func many() async throws {
        try await withShelf { shelf in
            _ = await shelf.writer.submit((1...100).map { shelf.envelope(.make("box \($0)")) })
            try shelf.tamper("UPDATE boxes SET label = label || '!'")
            let report = try await verify(shelf)
            #expect(report.count == 100)
            #expect(report.differences.count == TablesReport.describedDifferences)
        }
    }

    @Test("names the event that cannot be applied")
    func eventNotApplied() async throws {
        try await withFilledShelf { shelf in
            try shelf.tamper(
                "DROP TRIGGER events_are_not_updated; UPDATE events SET type = 'no-such' WHERE position = 4"
            )
            let report = try await verify(shelf)
            guard case .event(let position, _)? = report.differences.first else {
                Issue.record("\(report)")
                return
            }
            #expect(position == Position(rawValue: 4))
        }
    }

    @Test("works while commands are accepted")
    func whileWriting() async throws {
        try await withFilledShelf { shelf in
            let writing = Task {
                for number in 1...300 { try await shelf.submit(.make("more \(number)")) }
            }
            for _ in 1...3 {
                #expect(try await verify(shelf).differences == [])
            }
            try await writing.value
            #expect(try await verify(shelf).rows["boxes"] == 303)
        }
    }

    @Test("of a folder without a log says so")
    func missing() async throws {
        try await withDataFolder { folder in
            let error = await #expect(throws: EventLogError.self) {
                try await TablesVerifier(service: Shelf(), folder: folder).verify()
            }
            #expect(error?.code == .missing)
        }
    }

    private func verify(_ shelf: RunningShelf) async throws -> TablesReport {
        try await TablesVerifier(service: Shelf(), folder: shelf.folder).verify()
    }

    private func withFilledShelf(_ body: (RunningShelf) async throws -> Void) async throws {
        try await withShelf { shelf in
            for number in 1...3 { try await shelf.submit(.make("box \(number)")) }
            try await shelf.submit(.put(1, ["cup", "hat"]))
            try await body(shelf)
        }
    }
}
