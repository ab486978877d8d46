"""Queries as people type them, made from the films that are searched."""

import json
import random

from . import paths

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def exact(films_path, count, seed=7):
    """Two words of one film: of its title, or of its title and of somebody in it."""
    return [" ".join(words) for words in two_words(films_path, count, random.Random(seed))]


def typing(films_path, count, seed=8):
    """The same while it is typed: one word has a typo, the last word is not whole yet."""
    draw = random.Random(seed)
    return [" ".join(mistyped(words, draw)) for words in two_words(films_path, count, draw)]


def suggestions(films_path, count, seed=9):
    """Beginnings of titles and names."""
    draw = random.Random(seed)
    return [f"{a} {b}"[: draw.randint(1, len(a) + len(b) + 1)] for a, b in two_words(films_path, count, draw)]


def write(name, lines):
    path = paths.WORK / f"{name}.txt"
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def two_words(films_path, count, draw):
    found = []
    for film in sample(films_path, count * 3, draw):
        title = [word.lower() for word in film["title"].split() if len(word) > 2 and word.isalpha() and word != "The"]
        names = [credit["name"].split()[-1].lower() for credit in film["cast"] + film["crew"]]
        names = [name for name in names if name.isalpha()]
        if draw.random() < 0.5 and title and names:
            found.append([draw.choice(title), draw.choice(names)])
        elif len(title) > 1:
            found.append(draw.sample(title, 2))
    if not found:
        raise ValueError("the films have no words")
    return (found * (count // len(found) + 1))[:count]


def sample(films_path, count, draw):
    """Films picked at random in one pass (reservoir sampling)."""
    kept = []
    with open(films_path, "rb") as file:
        for number, line in enumerate(file):
            if len(kept) < count:
                kept.append(line)
            elif (place := int(draw.random() * (number + 1))) < count:
                kept[place] = line
    draw.shuffle(kept)
    return [json.loads(line) for line in kept]


def mistyped(words, draw):
    words = list(words)
    long = [place for place, word in enumerate(words) if len(word) >= 4]
    if long:
        place = draw.choice(long)
        words[place] = with_typo(words[place], draw)
    last = words[-1]
    words[-1] = last[: draw.randint(min(3, len(last)), len(last))]
    return words


def with_typo(word, draw):
    """One letter too many, too few, wrong, or two swapped; never the first, which people seldom miss."""
    at = draw.randint(1, len(word) - 2)
    kind = draw.randrange(4)
    if kind == 0:
        return word[:at] + draw.choice(LETTERS) + word[at:]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + draw.choice(LETTERS) + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def genres(films_path, count=2000):
    return {genre for film in sample(films_path, count, random.Random(1)) for genre in film["genres"]}
