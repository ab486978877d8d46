import ArgumentParser
import AsyncHTTPClient
import GRDB
import Hummingbird
import Yams
@main struct Kinoteka: ParsableCommand {}
