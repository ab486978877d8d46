// WriteSide
