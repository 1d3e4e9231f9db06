"""Problems in several hands: parts and co-handlers, and hand-over from post to post."""
