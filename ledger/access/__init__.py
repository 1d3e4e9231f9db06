"""Access that explains itself: by what grants somebody may, who sees a record, what somebody sees."""
