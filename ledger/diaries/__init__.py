"""Diaries of the people's conditions (民情日记), and what is asked at a visit (七必访四问清)."""
