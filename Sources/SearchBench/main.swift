// Measures the search engine in its own process; docs/benchmarks.md says how and against what.
import Foundation

guard let options = BenchOptions(CommandLine.arguments.dropFirst()) else {
    print(BenchOptions.usage)
    exit(2)
}
do {
    print(try SearchBenchmark(options).run())
} catch {
    FileHandle.standardError.write(Data("search-bench: \(error)\n".utf8))
    exit(1)
}
