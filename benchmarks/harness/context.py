"""What every benchmark is given."""

import dataclasses


@dataclasses.dataclass
class Context:
    # Films in the catalog; None: what the benchmark takes by itself.
    films: int | None
    runs: int
    # Seconds that a load lasts, after its warm-up.
    seconds: float

    def films_or(self, usual):
        return self.films or usual
