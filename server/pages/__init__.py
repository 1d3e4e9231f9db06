"""The few pages a person sees in a browser; plain HTML from our own files, no build step."""
