"""What changed: told as thin news, and looked up under the rights of now."""
