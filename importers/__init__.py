"""Files come in 来件导入: bytes → sheets → tables → columns → a plan. Nothing is written here."""
