import Mongo
import Testing

/// The identifier of a text that a test knows to be one; all zeros otherwise, so that the test fails.
func objectID(_ text: String) -> BSONObjectID {
    BSONObjectID(text) ?? BSONObjectID(bytes: [UInt8](repeating: 0, count: 12)) ?? objectID("")
}

@Suite("An object id")
struct BSONObjectIDTests {
    @Test("is the same as bytes and as text")
    func bothWays() {
        let id = objectID("00ff7f80a1b2c3d4e5f60718")
        #expect(id.description == "00ff7f80a1b2c3d4e5f60718")
        #expect(BSONObjectID(bytes: id.bytes) == id)
        #expect(id.bytes.count == 12)
    }

    @Test(
        "is refused where it is not 24 hexadecimal digits",
        arguments: ["", "00", "zz", "00ff7f80a1b2c3d4e5f6071g"]
    )
    func refused(_ text: String) {
        #expect(BSONObjectID(text) == nil)
    }
}
