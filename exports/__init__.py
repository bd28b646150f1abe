"""Files go out 报表导出: ledger → report as a value → preview, workbook. Nothing is written to the ledger here."""
