/// The reference data of a synthetic catalog, the most frequent first.
enum SyntheticFacts {
    static let genres = [
        "Drama", "Comedy", "Thriller", "Romance", "Action", "Documentary", "Crime", "Horror", "Adventure",
        "Family",
        "Animation", "Mystery", "Science Fiction", "Fantasy", "War", "Musical", "Historical", "Biography",
        "Western", "Sports",
        "Noir", "Short", "Silent", "Political", "Martial Arts",
    ]

    static let countries: [(code: String, name: String)] = [
        ("US", "United States"), ("GB", "United Kingdom"), ("FR", "France"), ("IN", "India"), ("JP", "Japan"),
        ("DE", "Germany"), ("IT", "Italy"), ("ES", "Spain"), ("CA", "Canada"), ("KR", "South Korea"),
        ("CN", "China"),
        ("HK", "Hong Kong"), ("MX", "Mexico"), ("BR", "Brazil"), ("AR", "Argentina"), ("SE", "Sweden"),
        ("DK", "Denmark"),
        ("AU", "Australia"), ("PL", "Poland"), ("RU", "Russia"), ("TR", "Turkey"), ("IR", "Iran"),
        ("EG", "Egypt"),
        ("NG", "Nigeria"), ("BE", "Belgium"), ("NL", "Netherlands"), ("CZ", "Czechia"), ("GR", "Greece"),
        ("PT", "Portugal"),
        ("FI", "Finland"), ("NO", "Norway"), ("AT", "Austria"), ("HU", "Hungary"), ("TH", "Thailand"),
        ("ZA", "South Africa"),
        ("IE", "Ireland"), ("NZ", "New Zealand"), ("CL", "Chile"), ("RO", "Romania"), ("UA", "Ukraine"),
    ]

    static let languages: [(code: String, name: String)] = [
        ("en", "English"), ("fr", "French"), ("hi", "Hindi"), ("ja", "Japanese"), ("de", "German"),
        ("es", "Spanish"),
        ("it", "Italian"), ("ko", "Korean"), ("zh", "Chinese"), ("yue", "Cantonese"), ("pt", "Portuguese"),
        ("sv", "Swedish"),
        ("da", "Danish"), ("pl", "Polish"), ("ru", "Russian"), ("tr", "Turkish"), ("fa", "Persian"),
        ("ar", "Arabic"),
        ("ta", "Tamil"), ("te", "Telugu"), ("nl", "Dutch"), ("cs", "Czech"), ("el", "Greek"),
        ("fi", "Finnish"), ("no", "Norwegian"),
        ("hu", "Hungarian"), ("th", "Thai"), ("ro", "Romanian"), ("uk", "Ukrainian"), ("bn", "Bengali"),
    ]

    static let jobs = [
        "Director", "Writer", "Producer", "Cinematographer", "Composer", "Editor", "Costume Designer",
    ]
}
