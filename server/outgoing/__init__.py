"""What leaves the house: events to subscribers, reminders to people, and who carries them."""
