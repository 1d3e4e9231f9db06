"""A directory (LDAP) as a source: read in pages, mapped by data, told as a feed."""
