/// The columns of one table and the functional dependencies among them; sets of columns are bit masks.
struct Relation {
    typealias Columns = UInt32

    struct Dependency: Hashable {
        var determinant: Columns
        var dependent: Columns
    }

    let names: [String]
    let dependencies: [Dependency]

    /// A relation, or nil when a dependency names a column that there is not.
    init?(columns: [String], dependencies: [(from: [String], to: [String])]) {
        names = columns
        var masks: [Dependency] = []
        for dependency in dependencies {
            guard let from = Self.mask(dependency.from, in: columns),
                let to = Self.mask(dependency.to, in: columns)
            else { return nil }
            masks.append(Dependency(determinant: from, dependent: to))
        }
        self.dependencies = masks
    }

    var all: Columns { (1 << Columns(names.count)) - 1 }

    /// All columns that some columns determine, themselves among them.
    func closure(of columns: Columns) -> Columns {
        var closure = columns
        var last: Columns
        repeat {
            last = closure
            for dependency in dependencies where dependency.determinant & ~closure == 0 {
                closure |= dependency.dependent
            }
        } while closure != last
        return closure
    }

    func isSuperkey(_ columns: Columns) -> Bool { closure(of: columns) == all }

    /// Every set of columns that determines another column without being a superkey, the smallest first: none
    /// in Boyce–Codd normal form.
    var violations: [Dependency] {
        var found: [Dependency] = []
        for columns in subsets where !isSuperkey(columns) {
            let extra = closure(of: columns) & ~columns
            let isNew = !found.contains { $0.determinant & ~columns == 0 && $0.dependent & extra == extra }
            if extra != 0, isNew { found.append(Dependency(determinant: columns, dependent: extra)) }
        }
        return found
    }

    /// The smallest sets of columns that determine all others.
    var keys: [Columns] {
        var keys: [Columns] = []
        for columns in subsets where isSuperkey(columns) {
            if !keys.contains(where: { $0 & ~columns == 0 }) { keys.append(columns) }
        }
        return keys
    }

    /// The largest sets of columns that do not determine `column`.
    ///
    /// Two rows for each, which agree on the set and differ in the column, contradict every dependency of the
    /// column that does not follow from the known ones.
    func largestSets(notDetermining column: Columns) -> [Columns] {
        var largest: [Columns] = []
        for columns in subsets.reversed() where closure(of: columns) & column == 0 {
            if !largest.contains(where: { columns & ~$0 == 0 }) { largest.append(columns) }
        }
        return largest
    }

    func names(of columns: Columns) -> [String] {
        names.indices.filter { columns & (1 << Columns($0)) != 0 }.map { names[$0] }
    }

    func columns(_ names: [String]) -> Columns? { Self.mask(names, in: self.names) }

    /// Every set of columns, the empty one first, small ones before large ones.
    private var subsets: [Columns] {
        (0...all).sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    }

    private static func mask(_ names: [String], in columns: [String]) -> Columns? {
        var mask: Columns = 0
        for name in names {
            guard let index = columns.firstIndex(of: name) else { return nil }
            mask |= 1 << Columns(index)
        }
        return mask
    }
}
