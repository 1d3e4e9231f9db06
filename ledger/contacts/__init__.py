"""Contact cards: at which duty telephone, when and where people reach whom (公布引领队员电话)."""
