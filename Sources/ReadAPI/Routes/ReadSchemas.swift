import HTTPKit

/// The schemas of what the reads answer. With `fields` an answer has fewer of the fields.
enum ReadSchemas {
    static let all: [String: Schema] = [
        "Movie": movie, "Person": person, "Genre": genre, "Country": coded, "Language": coded, "Stats": stats,
    ].merging(SearchSchemas.all) { first, _ in first }

    private static let version = Schema.integer(1...Int64.max).described(
        "How many events the thing has; see `ETag`."
    )
    private static let stale = Schema.boolean.described(
        "True while events of this document wait to be applied."
    )
    private static let identifier = Schema.integer(1...Int64.max)
    private static let externalIDs = Schema.array(
        of: .object(required: ["source": .string(), "id": .string()])
    )
    private static let codedReference = Schema.object(required: ["code": .string(), "name": .string()])

    private static let movie = Schema.object(
        required: [
            "id": identifier, "version": version, "slug": .string(), "title": .string(), "year": .integer(),
            "genres": .array(
                of: .object(required: ["id": identifier, "slug": .string(), "name": .string()])
            ),
            "countries": .array(of: codedReference),
            "languages": .array(of: codedReference),
            "cast": Schema.array(
                of: .object(
                    required: [
                        "credit_id": identifier, "id": identifier, "slug": .string(), "name": .string(),
                        "billing": .integer(),
                    ],
                    optional: ["character": .string()]
                )
            ).described("By billing. `id` is the person's."),
            "crew": .array(
                of: .object(required: [
                    "credit_id": identifier, "id": identifier, "slug": .string(), "name": .string(),
                    "job": .string(),
                ])
            ),
            "alternative_titles": .array(of: .string()),
            "external_ids": externalIDs,
            "added_at": .string(format: "date-time"),
        ],
        optional: [
            "original_title": .string(), "runtime": Schema.integer().described("Minutes."),
            "overview": .string(),
            "poster_url": .string(format: "uri"), "popularity": .number(), "rating": .number(0...10),
            "stale": stale,
        ]
    )

    private static let person = Schema.object(
        required: [
            "id": identifier, "version": version, "slug": .string(), "name": .string(),
            "external_ids": externalIDs, "film_count": .integer(0...Int64.max),
        ],
        optional: [
            "birth_year": .integer(), "death_year": .integer(), "stale": stale, "filmography": filmography,
        ]
    )

    private static let filmography = Schema.array(
        of: .object(
            required: [
                "credit_id": identifier,
                "movie": .object(required: [
                    "id": identifier, "slug": .string(), "title": .string(), "year": .integer(),
                ]),
            ],
            optional: ["character": .string(), "billing": .integer(), "job": .string()]
        )
    ).described(
        "On the person's own page, not in lists: the newest film first, at most \(Filmography.limit) credits. "
            + "`billing` in the cast, `job` in the crew."
    )

    private static let genre = Schema.object(
        required: [
            "id": identifier, "version": version, "slug": .string(), "name": .string(),
            "film_count": .integer(0...Int64.max),
        ],
        optional: ["stale": stale]
    )

    private static let coded = Schema.object(
        required: [
            "code": .string(), "version": version, "name": .string(), "film_count": .integer(0...Int64.max),
        ],
        optional: ["stale": stale]
    )

    private static let model = Schema.object(required: [
        "count": .integer(0...Int64.max), "position": .string(), "version": .integer(1...Int64.max),
        "collection": .string(),
    ])

    private static let stats = Schema.object(required: [
        "models": .object(required: [
            "movies": model, "people": model, "genres": model, "countries": model, "languages": model,
        ])
    ])
}
