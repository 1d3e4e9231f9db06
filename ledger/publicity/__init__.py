"""Publicity (三个亮晒): pledge, progress and case, as texts that anybody may read."""
