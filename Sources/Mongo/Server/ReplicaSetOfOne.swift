import CMongoShim

/// The replica set whose only member is one private mongod: begun where it is not, mended where its folder has moved.
///
/// Its calls block.
final class ReplicaSetOfOne {
    /// The set's name.
    static let name = "kinoteka"

    private let client: MongoClient
    private let socket: String
    private var hasCheckedAddress = false

    /// A client for the mongod that listens on the folder's socket, or nil where libmongoc makes none.
    init?(_ folder: MongodFolder) {
        var options = kin_pool_options()
        options.server_selection_timeout = 1_000
        options.connect_timeout = 1_000
        options.socket_timeout = 5_000
        var failure = kin_error()
        guard let handle = kin_client_new(folder.uri, &options, &failure) else { return nil }
        client = MongoClient(handle: handle, socketTimeout: .seconds(5))
        socket = folder.socket
    }

    deinit {
        kin_client_free(client.handle)
    }

    /// Whether the member takes writes; does what is needed so that it soon will.
    func isPrimary() throws(MongoError) -> Bool {
        let hello = try client.command(["hello": 1], on: "admin", KIN_COMMAND_RAW)
        if hello["setName"] == nil, hello["isreplicaset"]?.boolValue == true {
            try initiate()
            return false
        }
        if hello["isWritablePrimary"]?.boolValue == true, hello["me"]?.stringValue == socket {
            return true
        }
        try mendAddress()
        return false
    }

    private func initiate() throws(MongoError) {
        do throws(MongoError) {
            let configuration: BSONDocument = ["_id": .string(Self.name), "members": [member]]
            _ = try client.command(
                ["replSetInitiate": .document(configuration)],
                on: "admin",
                KIN_COMMAND_RAW
            )
        } catch  where error.code == ServerCode.alreadyInitialized {
            // A member that is not in its own configuration looks like one that has none.
            try mendAddress()
        }
    }

    /// The configuration stored in a folder that was moved or copied names the old socket: the member does not find
    /// itself in it and stays away.
    private func mendAddress() throws(MongoError) {
        if hasCheckedAddress { return }
        let answer = try client.command(["replSetGetConfig": 1], on: "admin", KIN_COMMAND_RAW)
        guard let stored = answer["config"]?.documentValue else { return }
        hasCheckedAddress = true
        if stored["members.0.host"]?.stringValue == socket { return }
        let configuration: BSONDocument = [
            "_id": .string(Self.name),
            "version": .int64((stored["version"]?.int64Value ?? 1) + 1),
            "members": [member],
        ]
        _ = try client.command(
            ["replSetReconfig": .document(configuration), "force": true],
            on: "admin",
            KIN_COMMAND_RAW
        )
    }

    private var member: BSONValue { ["_id": 0, "host": .string(socket)] }
}
