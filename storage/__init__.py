"""What knows the database but no domain word: metadata, shelves, the compiler, the read path."""
