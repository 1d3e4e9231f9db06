"""Changes of rights, previewed and then applied exactly as they were previewed."""
