"""The search baseline: tantivy (Rust) through its Python package, on the same films and queries.

usage: tantivy_search.py FILMS.ndjson INDEX_FOLDER typing|exact QUERIES.txt
output: p50 <ms> p99 <ms> max <ms> queries <number>

The index has one field, with every title and every name of a film, and is made when the folder is empty. `typing`: every
word may have one typo from 4 letters and two from 8, the last word is a prefix too; `exact`: whole words as they are.
All words must match; the best 20 films are taken. No facets, no stored texts, one thread: only what it cannot do without.
"""

import json
import os
import sys
import time

import tantivy


def make_schema():
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False)
    builder.add_integer_field("number", stored=True)
    return builder.build()


def texts(film):
    yield film["title"]
    if "original_title" in film:
        yield film["original_title"]
    yield from film.get("alternative_titles", [])
    for credit in film.get("cast", []) + film.get("crew", []):
        yield credit["name"]


def open_index(folder, films):
    schema = make_schema()
    if os.path.exists(os.path.join(folder, "meta.json")):
        return schema, tantivy.Index.open(folder)
    os.makedirs(folder, exist_ok=True)
    index = tantivy.Index(schema, path=folder)
    writer = index.writer(heap_size=512 << 20, num_threads=1)
    with open(films, encoding="utf-8") as file:
        for number, line in enumerate(file):
            writer.add_document(tantivy.Document(text=list(texts(json.loads(line))), number=number))
    writer.commit()
    writer.wait_merging_threads()
    return schema, index


def typing_query(schema, words):
    parts = []
    for place, word in enumerate(words):
        distance = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        is_prefix = place == len(words) - 1
        parts.append((
            tantivy.Occur.Must,
            tantivy.Query.fuzzy_term_query(
                schema, "text", word, distance=distance, transposition_cost_one=True, prefix=is_prefix
            ),
        ))  # fmt: skip
    return tantivy.Query.boolean_query(parts)


def exact_query(schema, words):
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, tantivy.Query.term_query(schema, "text", word)) for word in words]
    )


def main():
    films, folder, kind, queries = sys.argv[1:5]
    schema, index = open_index(folder, films)
    index.reload()
    searcher = index.searcher()
    make = {"typing": typing_query, "exact": exact_query}[kind]
    with open(queries, encoding="utf-8") as file:
        prepared = [make(schema, line.lower().split()) for line in file if line.strip()]
    for query in prepared[:50]:
        searcher.search(query, limit=20)

    times, hits = [], 0
    for query in prepared:
        started = time.perf_counter()
        found = searcher.search(query, limit=20)
        times.append((time.perf_counter() - started) * 1e3)
        hits += bool(found.hits)
    if hits == 0:
        sys.exit("tantivy_search.py: no query found anything")
    times.sort()
    print(
        f"p50 {times[len(times) // 2]:.4f} p99 {times[len(times) * 99 // 100]:.4f} max {times[-1]:.4f} queries {len(times)}"
    )


if len(sys.argv) != 5:
    sys.exit(__doc__.split("\n\n")[1])
main()
