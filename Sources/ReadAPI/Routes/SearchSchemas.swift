import HTTPKit

/// The schemas of what searches and lists answer.
enum SearchSchemas {
    static let all: [String: Schema] = [
        "MovieList": list(of: .ref("Movie")), "SearchResult": list(of: item), "Suggestions": suggestions,
        "SimilarMovies": similar, "MultiSearch": multiSearch, "MultiSearchResult": multiSearchResult,
    ]

    private static let count = Schema.integer(0...Int64.max)
    private static let span = Schema.array(of: .array(of: .integer(0...Int64.max)))
        .described("Pairs of start and length in UTF-16 units.")

    private static let item = Schema.object(
        required: ["type": .string(oneOf: ["movie", "person"]), "id": .integer(1...Int64.max)],
        optional: [
            "pinned": Schema.boolean.described("Put first by editors."),
            "highlights": .array(of: .object(required: ["path": .string(), "ranges": span])),
            "explain": .object(required: [
                "words": count, "typos": count,
                "title": .string(oneOf: ["partial", "beginning", "covered", "spelled", "exact"]),
                "proximity": count, "weight": count, "exactness": count, "matched": .array(of: .string()),
            ]),
        ]
    ).described("A `Movie` or a `Person` with these members beside its own.")

    private static func list(of item: Schema) -> Schema {
        .object(
            required: [
                "items": .array(of: item),
                "next": Schema.string().orNull.described("The cursor of the next page; null on the last."),
                "total": count.described("All that match; exact unless `partial`."),
                "took_ms": .number(),
            ],
            optional: [
                "facets": Schema.object(optional: facets).described(
                    "By facet, the most frequent values first."
                ),
                "ranges": Schema.object(optional: ranges).described("By number; null when nothing has it."),
                "did_you_mean": Schema.string().described(
                    "The query with the words that were found instead."
                ),
                "dropped_words": Schema.array(of: .string()).described(
                    "Words without which something was found."
                ),
                "partial": Schema.boolean.described(
                    "A bound on work was hit: items or counts may be missing."
                ),
            ]
        )
    }

    private static let counts = Schema.array(
        of: .object(required: ["value": .string(), "label": .string(), "count": count])
    )
    private static let facets: KeyValuePairs<String, Schema> = [
        "type": counts, "genre": counts, "decade": counts, "country": counts, "language": counts,
        "person": counts,
    ]

    private static let range = Schema.object(required: ["min": .number(), "max": .number()])
    private static let ranges: KeyValuePairs<String, Schema> = [
        "year": range, "runtime": range, "rating": range, "popularity": range, "added": range,
    ]

    private static let suggestions = Schema.object(required: [
        "items": .array(
            of: .object(
                required: [
                    "type": .string(oneOf: ["movie", "person"]), "id": .integer(1...Int64.max),
                    "text": .string(),
                    "ranges": span,
                ],
                optional: ["year": .integer()]
            )
        )
    ])

    private static let similar = Schema.object(required: [
        "items": Schema.array(
            of: .object(required: [
                "id": .integer(1...Int64.max), "score": .number(),
                "shares": .array(
                    of: .object(
                        required: ["field": .string(), "value": .string()],
                        optional: ["label": .string()]
                    )
                ),
            ])
        ).described("Each is a `Movie` with these members beside its own.")
    ])

    private static let multiSearch = Schema.object(required: [
        "queries": Schema.array(of: .object(optional: ["q": .string()]))
            .described("1 to 20 objects with the parameters of `GET /api/search` as members.")
    ])

    private static let multiSearchResult = Schema.object(required: [
        "results": .array(of: .ref("SearchResult"))
    ])
}
