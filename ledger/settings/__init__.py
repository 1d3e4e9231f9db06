"""What each level sets for problems: colours, exchanges, sight, pledges."""
