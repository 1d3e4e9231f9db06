"""Extensions of a deadline: asked for with a reason, and granted or refused by another."""
