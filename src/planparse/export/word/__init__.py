"""Word documents (.docx) as an office sends them: GB/T 9704—2012, by the standard library."""
