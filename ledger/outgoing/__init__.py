"""What leaves the house of what happens: types of event, who may be told of which, and how it reads."""
