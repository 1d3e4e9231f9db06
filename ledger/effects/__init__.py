"""What a change of standings means: who gains and loses what, on how many records, and how much
of it one person may do alone."""
