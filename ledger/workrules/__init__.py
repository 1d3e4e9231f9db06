"""Work rules at four levels: versions, inheritance and local supplements that only tighten."""
