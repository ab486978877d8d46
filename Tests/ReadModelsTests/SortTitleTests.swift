import Testing

@testable import ReadModels

@Suite("The key of a title in an alphabetical list")
struct SortTitleTests {
    @Test(
        "folds case, accents, punctuation and leading articles",
        arguments: [
            ("The Matrix", "matrix"), ("A Beautiful Mind", "beautiful mind"), ("An Élan", "elan"), ("Amélie", "amelie"),
            ("Ame\u{301}lie", "amelie"), ("Schindler's List", "schindlers list"), ("(500) Days of Summer", "500 days of summer"),
            ("  Wall·E ", "wall e"), ("Łódź Øre", "lodz ore"), ("Straße", "straße"), ("Король", "король"),
            ("七人の侍", "七人の侍"), ("The", "the"), ("A", "a"), ("!!!", "!!!"), ("", ""), ("Theatre", "theatre"),
            ("M", "m"), ("Œdipe", "œdipe"),
        ])
    func keys(title: String, key: String) {
        #expect(SortTitle.of(title) == key)
    }

    @Test("is of bounded length")
    func bound() {
        #expect(SortTitle.of(String(repeating: "long ", count: 10_000)).count <= SortTitle.maximumLength)
        #expect(SortTitle.of(String(repeating: "!", count: 10_000)).count <= SortTitle.maximumLength)
    }
}
