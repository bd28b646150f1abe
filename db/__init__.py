"""What happened 发生过什么: the ledger's tables, its one way in and its one way out."""
