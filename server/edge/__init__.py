"""HTTP as clients meet it: requests in, answers, streams and sockets out, and what surrounds each."""
