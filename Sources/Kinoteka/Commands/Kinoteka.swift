import ArgumentParser

/// The executable: subcommands, configuration and wiring; what they do lives in the rooms.
@main
struct Kinoteka: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinoteka",
        abstract: "A film catalog: commands into a log, the log into documents, documents in milliseconds.",
        discussion: """
            Start everything:            kinoteka up --data data --listen 127.0.0.1:8080
            Load films:                  kinoteka import ndjson films.ndjson --data data
            Watch the read models:       kinoteka projections list --data data
            Make one again from the log: kinoteka projections rebuild movies --data data

            --data, --listen, --mongo, --projections and --cache can also be given in \
            the environment (KINOTEKA_DATA, KINOTEKA_LISTEN, …) or in a YAML file \
            (data: …, listen: …): the one that KINOTEKA_CONFIG names, otherwise \
            DATA/kinoteka.yaml. Flags win over the environment, the environment over \
            the file.

            Exit codes: 0 done, 1 it found something wrong, 2 wrong usage.
            """,
        version: BuildVersion.current,
        subcommands: [
            UpCommand.self, WriteCommand.self, ProjectCommand.self, ReadCommand.self,
            ImportCommand.self, GenerateCommand.self,
            ProjectionsCommand.self, DeadLettersCommand.self,
            LogCommand.self, VerifyCommand.self, BackupCommand.self, RestoreCommand.self,
        ]
    )
}
