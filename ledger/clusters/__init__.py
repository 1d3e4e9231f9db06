"""Clusters: problems of one type, gathered by a level and ended by one mechanism."""
