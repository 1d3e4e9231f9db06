"""Systems that are told what happens: each bound to a post, and told what that post may see."""
