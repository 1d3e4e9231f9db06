"""Who asks: tokens, their keys and issuers, invitations, and how a session ends."""
