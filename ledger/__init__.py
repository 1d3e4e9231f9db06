"""The domain: shelves (what can be read) and acts (what can be done), one folder a slice."""
